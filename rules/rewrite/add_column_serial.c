/* add_column_serial.c: every old row gets a number. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const ColumnSpec *column = change->as.add_column->column;
	const RelationLock *lock = mv_rewrite_of(context, WORK_SERIAL);
	const char *shown;
	Finding *finding;

	if (!lock || !column->name.text)
		return;
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->span,
			    "numbering the rows of '%s' in new %s column '%s' rewrites the table: reads and writes are blocked until it is done",
			    shown, column->identity == IDENTITY_NONE ? "serial" : "identity", column->name.text);
	mv_finding_subject(context, finding, "%s.%s", shown, column->name.text);
	mv_finding_help(context, finding, "add it empty, number new rows by a default, and old rows in batches");
	mv_steps_add_column(context, finding, change);
}

const Rule mv_rule_add_column_serial = {
	.id = "add-column-serial",
	.name = "AddColumnSerial",
	.number = 156,
	.category = "rewrite",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_ADD_COLUMN),
	.check = check,
	.doc = {
		.summary = "a serial or identity column is added to a table that exists",
		.why =
			"Each row gets the next number of a sequence, so the whole table and its indexes are written again under ACCESS\n"
			"EXCLUSIVE: nobody reads or writes it meanwhile.",
		.instead =
			"1. ADD COLUMN .. bigint, without a default\n"
			"2. CREATE SEQUENCE .. OWNED BY; ALTER COLUMN .. SET DEFAULT nextval(..): new rows are numbered\n"
			"3. number old rows in batches",
		.bad =
			"CREATE TABLE events (at timestamptz);\n"
			"-- next migration\n"
			"ALTER TABLE events ADD COLUMN id bigserial;",
		.good =
			"CREATE TABLE events (at timestamptz);\n"
			"-- next migration\n"
			"ALTER TABLE events ADD COLUMN id bigint;\n"
			"CREATE SEQUENCE events_id_seq OWNED BY events.id;\n"
			"ALTER TABLE events ALTER COLUMN id SET DEFAULT nextval('events_id_seq');",
		.links =
			"https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL\n"
			"https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
