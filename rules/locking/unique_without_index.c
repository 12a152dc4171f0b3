/* unique_without_index.c: an index is built under the strongest lock. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static const ConstraintSpec *index_constraint(const Change *change)
{
	if (change->kind == CHANGE_ADD_CONSTRAINT) {
		const ConstraintSpec *spec = change->as.add_constraint->constraint;

		return spec->kind == CONSTRAINT_UNIQUE || spec->kind == CONSTRAINT_PRIMARY_KEY || spec->kind == CONSTRAINT_EXCLUSION ?
			       spec : NULL;
	}
	for (uint32_t i = 0; i < change->as.add_column->column->constraints.count; i++) {
		const ConstraintSpec *spec = change->as.add_column->column->constraints.items[i];

		if (spec->kind == CONSTRAINT_UNIQUE || spec->kind == CONSTRAINT_PRIMARY_KEY)
			return spec;
	}
	return NULL;
}

static bool rewrites(const RuleContext *context)
{
	const RelationLock *worst = mv_worst_lock(context);

	return worst && worst->rewritten; /* then the rewrite is the story */
}

static void check(RuleContext *context, const Change *change)
{
	const ConstraintSpec *spec = index_constraint(change);
	const char *shown;
	Finding *finding;

	if (!spec || spec->using_index.name || !mv_hits_existing_table(context, change) || rewrites(context) ||
	    mv_is_emptied(context, mv_target_table(context, change)))
		return;
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->span,
			    "adding this %s constraint blocks reads and writes of '%s' while its index is built",
			    mv_constraint_kind_name(spec->kind), shown);
	mv_finding_subject(context, finding, "%s", spec->name.text ? spec->name.text : shown);
	if (spec->kind == CONSTRAINT_EXCLUSION)
		mv_finding_help(context, finding,
				"an exclusion constraint cannot be built concurrently: create a new table with it, copy, and switch; "
				"or do it in a maintenance window with a short lock_timeout");
	else
		mv_finding_help(context, finding, "%sbuild its index CONCURRENTLY, and add the constraint USING INDEX%s",
				change->kind == CHANGE_ADD_COLUMN ? "add the column alone; " : "",
				spec->kind == CONSTRAINT_PRIMARY_KEY ? ", with columns that are NOT NULL already" : "");
	if (change->kind == CHANGE_ADD_COLUMN)
		mv_steps_add_column(context, finding, change);
	else
		mv_steps_add_constraint(context, finding, change);
}

const Rule mv_rule_unique_without_index = {
	.id = "unique-without-index",
	.name = "UniqueWithoutIndex",
	.number = 108,
	.category = "locking",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_ADD_CONSTRAINT, CHANGE_ADD_COLUMN),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a unique, primary key or exclusion constraint is added to a table that exists and builds its index on the spot",
		.why =
			"ALTER TABLE holds ACCESS EXCLUSIVE while the index is built: nobody reads or writes the table, for minutes on a large\n"
			"one. Also for a new column, whose values are all NULL, the index is built over every row.",
		.instead =
			"1. outside of a transaction: CREATE UNIQUE INDEX CONCURRENTLY name ON ..\n"
			"2. ALTER TABLE .. ADD CONSTRAINT name UNIQUE USING INDEX name: instant\n"
			"For a primary key, make the columns NOT NULL first (CHECK NOT VALID, VALIDATE, SET NOT NULL).",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT users_email UNIQUE (email);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT users_email UNIQUE USING INDEX users_email;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
