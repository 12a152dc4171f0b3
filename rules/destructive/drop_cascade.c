/* drop_cascade.c: CASCADE takes along what nobody named. */
#include "migvet/facts.h"

typedef struct Listing {
	RuleContext *context;
	StrBuf names;
	uint32_t count;
} Listing;

enum { MOST_NAMED = 5 };

static void add_name(Listing *listing, const char *kind, const char *name, const char *of)
{
	if (listing->count++ >= MOST_NAMED)
		return;
	mv_buf_addf(&listing->names, "%s%s '%s'", listing->names.len ? ", " : "", kind, name);
	if (of)
		mv_buf_addf(&listing->names, " of '%s'", of);
}

/* What refers to the table from outside: its own parts go without CASCADE too. */
static void list_dependents(Listing *listing, const Table *table, const char *column)
{
	for (uint32_t i = 0; i < table->referencing.count; i++) {
		const Constraint *foreign = table->referencing.items[i];
		bool uses = column == NULL;

		for (uint32_t c = 0; !uses && c < foreign->referenced_columns.count; c++)
			uses = mv_streq(foreign->referenced_columns.items[c], column);
		if (foreign->table != table && uses)
			add_name(listing, "foreign key", foreign->name, mv_show_table(listing->context, foreign->table));
	}
	for (uint32_t i = 0; i < table->readers.count; i++) {
		const Table *view = table->readers.items[i];
		bool uses = column == NULL || !view->query || view->query->columns.count == 0;

		for (uint32_t c = 0; !uses && c < view->query->columns.count; c++) {
			const char *name = view->query->columns.items[c]->name;

			uses = mv_streq(name, column) || mv_streq(name, "*");
		}
		if (uses)
			add_name(listing, mv_object_kind_name(view->object.kind), view->object.name, NULL);
	}
}

static const char *column_of(const Change *change)
{
	return change->kind == CHANGE_DROP_COLUMN ? change->as.drop_column->column.text : NULL;
}

static bool cascades(const Change *change)
{
	return change->kind == CHANGE_DROP_COLUMN ? change->as.drop_column->cascade : change->as.drop->cascade;
}

static void check(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);
	Listing listing = { .context = context };

	if (!cascades(change) || !table || mv_is_harmless_table(context, table))
		return;
	list_dependents(&listing, table, column_of(change));
	if (listing.count) {
		Finding *finding;

		if (listing.count > MOST_NAMED)
			mv_buf_addf(&listing.names, " and %u more", listing.count - MOST_NAMED);
		finding = mv_report(context, change, change->span, "CASCADE also drops %s", listing.names.ptr);
		mv_finding_subject(context, finding, "%s", mv_show_table(context, table));
		mv_finding_help(context, finding, "drop or change each of them explicitly before, and leave CASCADE out: "
						  "then the server refuses instead of dropping something unforeseen");
	}
	mv_buf_release(&listing.names);
}

const Rule mv_rule_drop_cascade = {
	.id = "drop-cascade",
	.name = "DropCascade",
	.number = 204,
	.category = "destructive",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_DROP_TABLE, CHANGE_DROP_VIEW, CHANGE_DROP_MATERIALIZED_VIEW, CHANGE_DROP_COLUMN),
	.check = check,
	.doc = {
		.summary = "DROP ... CASCADE drops views or foreign keys that nobody named",
		.why =
			"CASCADE drops whatever depends on the object: views that other code reads, foreign keys that guard other tables. It\n"
			"drops what is there in production, which may be more than what is there where the migration was tried.",
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
		.since = "0.1.0",
	},
};
