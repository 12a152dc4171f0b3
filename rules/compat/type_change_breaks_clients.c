/* type_change_breaks_clients.c: prepared statements of open connections return another type. */
#include "migvet/facts.h"

/* Is an earlier column of the same ALTER TABLE told of? */
static bool is_told(const RuleContext *context, const Change *change)
{
	const Change *told = mv_kept_change(context);

	return told && told->statement == change->statement;
}

static void check(RuleContext *context, const Change *change)
{
	const ColumnType *alter = change->as.column_type;
	const Table *table = mv_target_table(context, change);
	const Column *column = table && alter->column.text ? mv_table_column(table, alter->column.text) : NULL;
	const char *from, *to;
	Finding *finding;

	if (!column || !column->type || column->type->unknown || !alter->type || alter->type->unknown ||
	    mv_is_harmless_table(context, table) || mv_is_new(context, &column->birth))
		return;
	from = mv_type_format(column->type, context->arena);
	to = mv_type_format(alter->type, context->arena);
	if (mv_streq(from, to) || is_told(context, change))
		return;
	mv_keep_change(context, change);
	finding = mv_report(context, change, change->span,
			    "prepared statements of open connections that return '%s' of '%s' fail once: it was %s and becomes %s", column->name,
			    mv_show_table(context, table), from, to);
	mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), column->name);
	mv_finding_help(context, finding,
			"make sure that the application's driver prepares again after 0A000 (cached plan must not change result type), "
			"or let it open its connections anew after the migration");
}

const Rule mv_rule_type_change_breaks_clients = {
	.id = "type-change-breaks-clients",
	.name = "TypeChangeBreaksClients",
	.number = 271,
	.category = "compat",
	.severity = SEVERITY_INFO,
	.on = ON(CHANGE_ALTER_COLUMN_TYPE),
	.check = check,
	.yields = true,
	.doc = {
		.summary = "a column of an existing table gets another type, which prepared statements notice",
		.why =
			"A server-side prepared statement that returns the column, also through *, fails with 0A000 'cached plan must not change\n"
			"result type' the next time it runs, even if only the length changed (varchar(20) to varchar(50)). Inside of a transaction\n"
			"the application cannot just try again. It is said only where no other rule has something to say about the statement.",
		.instead =
			"1. know what the driver does: many prepare again by themselves, outside of transactions\n"
			"2. let pooled connections be opened anew (or DEALLOCATE ALL) right after the migration",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN name TYPE varchar(50);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN name TYPE varchar(20);",
		.links =
			"https://www.postgresql.org/docs/current/sql-prepare.html\n"
			"https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
