/* drop_cascade.c: CASCADE takes along what nobody named. */
#include "migvet/facts.h"

enum { MOST_NAMED = 5 };

/* Does the migration name it in a DROP of its own? Then somebody has thought of it. */
static bool drops_itself(const Change *change, const void *data)
{
	const Object *object = data;

	return (change->kind == CHANGE_DROP_VIEW || change->kind == CHANGE_DROP_MATERIALIZED_VIEW || change->kind == CHANGE_DROP_TABLE) &&
	       mv_streq(change->as.drop->name.name, object->name) &&
	       (!change->as.drop->name.schema || mv_streq(change->as.drop->name.schema, object->schema));
}

static void keep_dependent(RuleContext *context, const Change *change, const Object *object)
{
	if (!mv_find_change(context->migration, NULL, drops_itself, object))
		mv_keep_dropped(context, change, object);
}

static bool view_uses(const Table *view, const char *column)
{
	bool uses = column == NULL || !view->query || view->query->columns.count == 0;

	for (uint32_t c = 0; !uses && c < view->query->columns.count; c++) {
		const char *name = view->query->columns.items[c]->name;

		uses = mv_streq(name, column) || mv_streq(name, "*");
	}
	return uses;
}

/* What refers to the table from outside: its own parts go without CASCADE too. */
static void keep_dependents(RuleContext *context, const Change *change, const Table *table, const char *column)
{
	for (uint32_t i = 0; i < table->referencing.count && i < MV_TAKEN_LOOKED_AT; i++) {
		const Constraint *foreign = table->referencing.items[i];
		bool uses = column == NULL;

		for (uint32_t c = 0; !uses && c < foreign->referenced_columns.count; c++)
			uses = mv_streq(foreign->referenced_columns.items[c], column);
		if (foreign->table != table && uses && !mv_find_change(context->migration, NULL, drops_itself, &foreign->table->object))
			mv_keep_dropped_constraint(context, change, foreign);
	}
	for (uint32_t i = 0; i < table->readers.count && i < MV_TAKEN_LOOKED_AT; i++) {
		if (view_uses(table->readers.items[i], column))
			keep_dependent(context, change, &table->readers.items[i]->object);
	}
}

static bool cascades(const Change *change)
{
	return change->kind == CHANGE_DROP_COLUMN ? change->as.drop_column->cascade : change->as.drop->cascade;
}

static void check(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);

	if (cascades(change) && table && !mv_is_harmless_table(context, table))
		keep_dependents(context, change, table, change->kind == CHANGE_DROP_COLUMN ? change->as.drop_column->column.text : NULL);
}

/* Is it there again when the migration is done? With fewer columns it is view-column-change's story. */
static bool is_back(const RuleContext *context, const DroppedObject *dropped)
{
	const Table *table;

	if (!dropped->constraint)
		return mv_relation_now(context, dropped);
	table = mv_table_now(context, dropped->constraint->table);
	for (uint32_t i = 0; table && i < table->constraints.count; i++) {
		const Constraint *other = table->constraints.items[i];

		if (other->kind == CONSTRAINT_FOREIGN_KEY && mv_streq(other->name, dropped->constraint->name))
			return true;
	}
	return !table;
}

static void add_name(const RuleContext *context, StrBuf *names, const DroppedObject *dropped)
{
	const Constraint *foreign = dropped->constraint;

	if (names->len)
		mv_buf_adds(names, ", ");
	if (foreign)
		mv_buf_addf(names, "foreign key '%s' of '%s'", foreign->name, mv_show_table(context, foreign->table));
	else
		mv_buf_addf(names, "%s '%s'", mv_object_kind_name(dropped->object->kind), dropped->object->name);
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	const DroppedObject *dropped = mv_next_dropped(context, NULL);

	(void)migration;
	while (dropped) {
		const Change *change = dropped->change;
		const QName *name = mv_change_relation(change);
		StrBuf names = { 0 };
		uint32_t count = 0;

		for (; dropped && dropped->change == change; dropped = mv_next_dropped(context, dropped)) {
			if (!is_back(context, dropped) && count++ < MOST_NAMED)
				add_name(context, &names, dropped);
		}
		if (count) {
			Finding *finding;

			if (count > MOST_NAMED)
				mv_buf_addf(&names, " and %u more", count - MOST_NAMED);
			finding = mv_report(context, change, change->span, "CASCADE also drops %s", names.ptr);
			mv_finding_subject(context, finding, "%s", mv_show_name(context, name->schema, name->name));
			mv_finding_help(context, finding, "drop or change each of them explicitly before, and leave CASCADE out: "
							  "then the server refuses instead of dropping something unforeseen");
		}
		mv_buf_release(&names);
	}
}

const Rule mv_rule_drop_cascade = {
	.id = "drop-cascade",
	.name = "DropCascade",
	.number = 204,
	.category = "destructive",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_DROP_TABLE, CHANGE_DROP_VIEW, CHANGE_DROP_MATERIALIZED_VIEW, CHANGE_DROP_COLUMN),
	.check = check,
	.check_migration = check_migration,
	.doc = {
		.summary = "DROP ... CASCADE drops views or foreign keys that nobody named",
		.why =
			"CASCADE drops whatever depends on the object: views that other code reads, foreign keys that guard other tables. It\n"
			"drops what is there in production, which may be more than what is there where the migration was tried. What the migration\n"
			"creates again, or drops by name as well, is not reported.",
		.instead =
			"1. drop or replace each dependent object in its own statement\n"
			"2. drop the object without CASCADE",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);\n"
			"-- next migration\n"
			"DROP TABLE users CASCADE;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"DROP TABLE users CASCADE; -- nothing depends on it",
		.links = "https://www.postgresql.org/docs/current/ddl-depend.html",
		.since = "0.1.0",
	},
};
