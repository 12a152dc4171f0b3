/* column_type_rewrite.c: the new type is stored in another way, so every row is written again. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static bool is_timestamp(const Type *type)
{
	return type && !type->dimensions && (mv_streq(type->name, "timestamp") || mv_streq(type->name, "timestamptz"));
}

/* text to varchar(n) and the like: the same values, only shorter. */
static bool is_only_shorter(const Type *from, const Type *to)
{
	return from && to && !from->dimensions && !to->dimensions && mv_streq(to->name, "varchar") && to->modifier_count &&
	       (mv_streq(from->name, "varchar") || mv_streq(from->name, "text"));
}

static void advise(RuleContext *context, const Change *change, Finding *finding, const Type *from)
{
	const ColumnType *alter = change->as.column_type;

	if (is_only_shorter(from, alter->type) && !alter->using_expr) {
		mv_finding_help(context, finding, "keep the type, and limit the length by a CHECK that is validated later");
		mv_steps_limit_length(context, finding, change);
		return;
	}
	mv_finding_help(context, finding, "%sfill a second column of the new type in batches, and switch over",
			is_timestamp(from) && is_timestamp(alter->type) && from->name != alter->type->name && !alter->using_expr ?
				"if the values are in UTC, SET LOCAL timezone = 'UTC' before it avoids the rewrite; otherwise " : "");
	mv_steps_new_column(context, finding, change);
}

static void note_other_tables(RuleContext *context, Finding *finding, const Table *table)
{
	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		if (lock->table && lock->table != table && lock->scan_reason == WORK_FOREIGN_KEY && !mv_is_harmless_table(context, lock->table))
			mv_finding_note(context, finding, NULL, "'%s' is blocked with it: a foreign key between them is checked again",
					mv_show_relation(context, lock));
	}
}

static void check(RuleContext *context, const Change *change)
{
	const ColumnType *alter = change->as.column_type;
	const RelationLock *lock = mv_rewrite_of(context, WORK_TYPE_CHANGE);
	const Table *table = mv_target_table(context, change);
	const Column *column = table && alter->column.text ? mv_table_column(table, alter->column.text) : NULL;
	const Type *from = column ? column->type : NULL;
	const char *shown;
	Finding *finding;

	if (!lock || !alter->column.text)
		return;
	shown = mv_show_target(context, change);
	if (lock->certain && from) {
		finding = mv_report(context, change, change->span,
				    "changing '%s' from %s to %s rewrites '%s': reads and writes are blocked until every row is written again",
				    alter->column.text, mv_type_format(from, context->arena),
				    mv_type_format(alter->type, context->arena), shown);
	} else if (lock->certain) {
		finding = mv_report(context, change, change->span,
				    "computing '%s' anew rewrites '%s': reads and writes are blocked until every row is written again",
				    alter->column.text, shown);
	} else {
		finding = mv_report(context, change, change->span,
				    "changing '%s' to %s may rewrite '%s' and block its reads and writes meanwhile: the old type is not known",
				    alter->column.text, mv_type_format(alter->type, context->arena), shown);
		if (finding->severity > SEVERITY_WARNING)
			finding->severity = SEVERITY_WARNING;
	}
	mv_finding_subject(context, finding, "%s.%s", shown, alter->column.text);
	advise(context, change, finding, from);
	note_other_tables(context, finding, table);
}

const Rule mv_rule_column_type_rewrite = {
	.id = "column-type-rewrite",
	.name = "ColumnTypeRewrite",
	.number = 151,
	.category = "rewrite",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_ALTER_COLUMN_TYPE),
	.check = check,
	.doc = {
		.summary = "a column gets a type that is stored differently, so the whole table is written again",
		.why =
			"ALTER COLUMN TYPE holds ACCESS EXCLUSIVE while every row and every index of the table is written again, unless the old\n"
			"values can stay as they are (varchar(20) to varchar(50) or text, a higher numeric precision with the same scale, ...).\n"
			"Nobody reads or writes the table meanwhile: minutes to hours on a large one. When the old type is not in the history,\n"
			"this is a warning.",
		.instead =
			"1. add a new column of the new type\n"
			"2. keep both in step with a trigger (or in the code), fill old rows in batches\n"
			"3. build the indexes of the new column CONCURRENTLY\n"
			"4. switch the code over, then drop the old column",
		.bad =
			"CREATE TABLE orders (id integer PRIMARY KEY, note text);\n"
			"-- next migration\n"
			"ALTER TABLE orders ALTER COLUMN id TYPE bigint;",
		.good =
			"CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(20));\n"
			"-- next migration\n"
			"ALTER TABLE orders ALTER COLUMN note TYPE text;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES",
		.since = "0.1.0",
	},
};
