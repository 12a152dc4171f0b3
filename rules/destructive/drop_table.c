/* drop_table.c: a table goes, with its data. */
#include "migvet/facts.h"

/* The table is rebuilt: its successor takes its name in the same migration. */
static bool takes_name(const Change *change, const void *data)
{
	const QName *name = data;

	if (change->kind == CHANGE_RENAME_TABLE)
		return mv_streq(change->as.rename->new_name.text, name->name);
	return change->kind == CHANGE_CREATE_TABLE && mv_streq(change->as.table->name.name, name->name);
}

static void check(RuleContext *context, const Change *change)
{
	const QName *name = &change->as.drop->name;
	const Table *table = mv_schema_table(context->schema, name);
	const char *shown;
	Finding *finding;

	if (!mv_hits_existing_table(context, change) || !name->name ||
	    mv_option_list_has(context, "allowed-names", name->name) ||
	    mv_find_change(context->migration, change, takes_name, name))
		return;
	shown = mv_show_target(context, change);
	finding = mv_report(context, change, change->subject, "dropping table '%s' deletes its data and breaks whatever still uses it",
			    shown);
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding,
			"first release code that no longer uses '%s', then drop it in a later migration; "
			"if the data may be needed, rename or archive it before", shown);
	for (uint32_t i = 0; table && i < table->referencing.count && i < 3; i++) {
		const Constraint *foreign = table->referencing.items[i];

		if (foreign->table != table)
			mv_finding_note(context, finding, foreign->birth.change, "'%s' refers to it by foreign key '%s'",
					mv_show_table(context, foreign->table), foreign->name);
	}
}

static const RuleOption options[] = {
	{ "allowed-names", OPTION_LIST, "", "patterns of table names that may be dropped, such as *_del" },
	{ .name = NULL },
};

const Rule mv_rule_drop_table = {
	.id = "drop-table",
	.name = "DropTable",
	.number = 201,
	.category = "destructive",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_DROP_TABLE),
	.check = check,
	.options = options,
	.doc = {
		.summary = "a table that exists is dropped, with its data",
		.why =
			"The data is gone when the migration commits; only a restore brings it back. During a rolling deployment old code\n"
			"still runs and fails on every query to the table.",
		.instead =
			"1. release code that does not use the table\n"
			"2. check that nothing reads or writes it any more (pg_stat_user_tables)\n"
			"3. drop it in a later migration, with this rule allowed at that place",
		.bad =
			"CREATE TABLE orders (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"DROP TABLE orders;",
		.good =
			"CREATE TABLE scratch (id bigint PRIMARY KEY);\n"
			"DROP TABLE scratch;",
		.links = "https://www.postgresql.org/docs/current/sql-droptable.html",
		.since = "0.1.0",
	},
};
