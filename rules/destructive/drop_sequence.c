/* drop_sequence.c: a sequence that code may draw from goes. */
#include "migvet/facts.h"

static void check(RuleContext *context, const Change *change)
{
	if (change->kind == CHANGE_DROP_SEQUENCE) {
		const Object *object = mv_schema_relation(context->schema, &change->as.drop->name);

		if (!object || ((const Sequence *)object)->persistence != PERSISTENCE_TEMPORARY)
			mv_keep_dropped(context, change, object);
	} else {
		mv_keep_used_by_columns(context, change);
	}
}

/* The column counts no more: that is the story then, and drop-default tells it. */
static bool drops_its_default(const Change *change, const void *data)
{
	const Sequence *sequence = data;

	return change->kind == CHANGE_DROP_DEFAULT && sequence->owner_table && sequence->owner_column &&
	       mv_streq(change->as.column->target.table.name, sequence->owner_table->object.name) &&
	       mv_streq(change->as.column->column.text, sequence->owner_column);
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	for (const DroppedObject *dropped = mv_next_dropped(context, NULL); dropped; dropped = mv_next_dropped(context, dropped)) {
		const char *shown = mv_show_dropped(context, dropped);
		Finding *finding;

		if (dropped->change->kind != CHANGE_DROP_SEQUENCE || mv_relation_now(context, dropped) || mv_goes_with_column(context, dropped) ||
		    (dropped->object && mv_find_earlier(migration, dropped->change, drops_its_default, dropped->object)))
			continue;
		finding = mv_report(context, dropped->change, dropped->change->subject,
				    "dropping sequence '%s' makes nextval() of running code fail, and forgets how far it has counted", shown);
		mv_finding_subject(context, finding, "%s", shown);
		mv_finding_help(context, finding, "first release code that no longer draws from '%s', then drop it in a later migration", shown);
	}
}

const Rule mv_rule_drop_sequence = {
	.id = "drop-sequence",
	.name = "DropSequence",
	.number = 236,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_SEQUENCE, CHANGE_DROP_TABLE, CHANGE_DROP_COLUMN),
	.check = check,
	.check_migration = check_migration,
	.doc = {
		.summary = "a sequence that exists is dropped, and none takes its name",
		.why =
			"Object mappers draw numbers by nextval('name') before they insert: that fails with 42P01 from the commit on. Where the\n"
			"sequence stood is lost; one that starts anew gives numbers a second time. A sequence that is made again under its name in\n"
			"the same migration is not reported, nor one that goes together with the column or default\n"
			"that used it.",
		.instead =
			"1. release code that does not draw from the sequence\n"
			"2. drop it in a later migration, with this rule allowed at that place",
		.bad =
			"CREATE SEQUENCE invoice_numbers;\n"
			"-- next migration\n"
			"DROP SEQUENCE invoice_numbers;",
		.good =
			"CREATE SEQUENCE invoice_numbers;\n"
			"CREATE TABLE invoices (number bigint DEFAULT nextval('invoice_numbers'));\n"
			"-- next migration\n"
			"ALTER TABLE invoices DROP COLUMN number;\n"
			"DROP SEQUENCE invoice_numbers;",
		.links = "https://www.postgresql.org/docs/current/sql-dropsequence.html",
		.since = "0.1.0",
	},
};
