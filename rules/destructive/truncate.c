/* truncate.c: a table is emptied. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	const Truncate *truncate = change->as.truncate;
	const Table *table = mv_target_table(context, change);
	const char *shown;
	Finding *finding;

	if (!mv_hits_existing_table(context, change))
		return;
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->subject,
			    "truncating '%s' deletes all its rows and blocks reads and writes until the transaction ends", shown);
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding, "delete in batches what is no longer needed, or create a new table and switch to it");
	for (uint32_t i = 0; truncate->cascade && table && i < table->referencing.count; i++) {
		const Constraint *foreign = table->referencing.items[i];

		if (foreign->table != table)
			mv_finding_note(context, finding, foreign->birth.change,
					"CASCADE also empties '%s', which refers to it", mv_show_table(context, foreign->table));
	}
}

const Rule mv_rule_truncate = {
	.id = "truncate",
	.name = "Truncate",
	.number = 206,
	.category = "destructive",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_TRUNCATE),
	.check = check,
	.doc = {
		.summary = "a table that exists is emptied by TRUNCATE",
		.why =
			"All rows are gone at commit, without triggers or ON DELETE actions, and ACCESS EXCLUSIVE is held until then: nobody\n"
			"reads or writes the table. CASCADE empties every table that refers to it as well.",
		.instead = "Delete the rows that are no longer needed in batches, outside of the schema migration.",
		.bad =
			"CREATE TABLE events (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"TRUNCATE events;",
		.good =
			"CREATE TABLE staging (id bigint);\n"
			"INSERT INTO staging VALUES (1);\n"
			"TRUNCATE staging;",
		.links = "https://www.postgresql.org/docs/current/sql-truncate.html",
		.since = "0.1.0",
	},
};
