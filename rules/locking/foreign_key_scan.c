/* foreign_key_scan.c: both tables are blocked for writes while every row is compared. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static bool scans_for_key(const RuleContext *context, const Table *table)
{
	const RelationLock *lock = table ? mv_lock_report_find(context->locks, table) : NULL;

	if (lock)
		return lock->scanned && !mv_is_emptied(context, table);
	/* a table that the replay does not know: any scan of the report is its own */
	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		if (context->locks->relations.items[i].scanned && context->locks->relations.items[i].scan_reason == WORK_FOREIGN_KEY)
			return true;
	}
	return false;
}

static const ConstraintSpec *foreign_key(const Change *change)
{
	if (change->kind == CHANGE_ADD_CONSTRAINT)
		return change->as.add_constraint->constraint->kind == CONSTRAINT_FOREIGN_KEY ? change->as.add_constraint->constraint : NULL;
	for (uint32_t i = 0; i < change->as.add_column->column->constraints.count; i++) {
		const ConstraintSpec *spec = change->as.add_column->column->constraints.items[i];

		if (spec->kind == CONSTRAINT_FOREIGN_KEY)
			return spec;
	}
	return NULL;
}

static void check(RuleContext *context, const Change *change)
{
	const ConstraintSpec *spec = foreign_key(change);
	const Table *table = mv_target_table(context, change);
	const char *shown, *referenced;
	const Table *other;
	Finding *finding;

	if (!spec || spec->not_valid || spec->not_enforced || !mv_hits_existing_table(context, change) ||
	    !scans_for_key(context, table) || (table && table->partition_by != PARTITION_NONE && context->version < 18))
		return;
	shown = mv_show_target(context, change);
	referenced = spec->referenced.name ? mv_show_name(context, spec->referenced.schema, spec->referenced.name) : "?";
	other = mv_schema_table(context->schema, &spec->referenced);
	if (other == table || (other && mv_is_harmless_table(context, other)))
		finding = mv_report(context, change, change->span,
				    "adding this foreign key blocks writes to '%s' while every row is checked", shown);
	else
		finding = mv_report(context, change, change->span,
				    "adding this foreign key blocks writes to '%s' and '%s' while every row of '%s' is checked", shown,
				    referenced, shown);
	mv_finding_subject(context, finding, "%s", spec->name.text ? spec->name.text : shown);
	mv_finding_help(context, finding, "%sadd it NOT VALID, and validate it in a later migration",
			change->kind == CHANGE_ADD_COLUMN ? "add the column alone; " : "");
	if (change->kind == CHANGE_ADD_COLUMN)
		mv_steps_add_column(context, finding, change);
	else
		mv_steps_add_constraint(context, finding, change);
}

const Rule mv_rule_foreign_key_scan = {
	.id = "foreign-key-scan",
	.name = "ForeignKeyScan",
	.number = 105,
	.category = "locking",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_ADD_CONSTRAINT, CHANGE_ADD_COLUMN),
	.check = check,
	.by_version = true,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a foreign key is added to a table that exists and checked at once",
		.why =
			"ADD FOREIGN KEY holds SHARE ROW EXCLUSIVE on both tables while it compares every row: writes to both wait. With NOT\n"
			"VALID the lock is the same, but held for an instant; VALIDATE reads the rows while writes go on.",
		.instead =
			"1. ADD CONSTRAINT .. FOREIGN KEY .. NOT VALID\n"
			"2. in the next migration: VALIDATE CONSTRAINT",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);\n"
			"-- next migration\n"
			"ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);\n"
			"-- next migration\n"
			"ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;\n"
			"-- next migration\n"
			"ALTER TABLE orders VALIDATE CONSTRAINT orders_user;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
