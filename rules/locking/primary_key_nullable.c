/* primary_key_nullable.c: USING INDEX is instant only when the columns are NOT NULL already. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const ConstraintSpec *spec = change->as.add_constraint->constraint;
	const Table *table = mv_target_table(context, change);
	const RelationLock *lock = table ? mv_lock_report_find(context->locks, table) : NULL;
	Finding *finding;

	if (spec->kind != CONSTRAINT_PRIMARY_KEY || !spec->using_index.name || !lock || !lock->scanned || !lock->certain ||
	    mv_is_harmless_table(context, table))
		return;
	finding = mv_report(context, change, change->span,
			    "the columns of this primary key are nullable: reads and writes of '%s' are blocked while every row is checked",
			    mv_show_table(context, table));
	mv_finding_subject(context, finding, "%s", mv_show_table(context, table));
	mv_finding_help(context, finding, "make its columns NOT NULL first, proved by a constraint that is validated while reads and writes go on");
	mv_steps_add_constraint(context, finding, change);
}

const Rule mv_rule_primary_key_nullable = {
	.id = "primary-key-nullable",
	.name = "PrimaryKeyNullable",
	.number = 109,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_ADD_CONSTRAINT),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "PRIMARY KEY USING INDEX on columns that may be NULL",
		.why =
			"A primary key implies NOT NULL. For columns that are nullable the server reads the whole table under ACCESS EXCLUSIVE\n"
			"to prove it; with a valid CHECK (c IS NOT NULL) it need not.",
		.instead =
			"1. ADD CHECK (c IS NOT NULL) NOT VALID\n"
			"2. in the next migration: VALIDATE CONSTRAINT\n"
			"3. ALTER COLUMN c SET NOT NULL; drop the CHECK; ADD PRIMARY KEY USING INDEX",
		.bad =
			"CREATE TABLE users (id bigint, email text);\n"
			"-- next migration\n"
			"CREATE UNIQUE INDEX CONCURRENTLY users_id ON users (id);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT users_id PRIMARY KEY USING INDEX users_id;",
		.good =
			"CREATE TABLE users (id bigint NOT NULL, email text);\n"
			"-- next migration\n"
			"CREATE UNIQUE INDEX CONCURRENTLY users_id ON users (id);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT users_id PRIMARY KEY USING INDEX users_id;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
