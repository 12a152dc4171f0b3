/* replace_index_gap.c: an index goes before its successor is there. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static bool starts_alike(const TableIndex *old, const CreateIndex *create)
{
	return old->keys.count && create->keys.count && old->keys.items[0].column &&
	       mv_streq(old->keys.items[0].column, create->keys.items[0].column);
}

static bool is_successor(const Change *change, const void *data)
{
	const TableIndex *old = data;

	return change->kind == CHANGE_CREATE_INDEX && mv_streq(change->as.index->table.name, old->table->object.name) &&
	       starts_alike(old, change->as.index);
}

/* A table that is dropped and made again under its name has no queries to serve meanwhile. */
static bool drops_its_table(const Change *change, const void *data)
{
	const TableIndex *old = data;

	return change->kind == CHANGE_DROP_TABLE && mv_streq(change->as.drop->name.name, old->table->object.name);
}

static bool is_covered(const TableIndex *old)
{
	for (uint32_t i = 0; i < old->table->indexes.count; i++) {
		const TableIndex *other = old->table->indexes.items[i];

		if (other != old && other->valid && !other->predicate && other->keys.count && old->keys.count &&
		    mv_streq(other->keys.items[0].column, old->keys.items[0].column))
			return true;
	}
	return false;
}

static void check(RuleContext *context, const Change *change)
{
	const TableIndex *index = mv_schema_index(context->schema, &change->as.drop->name);
	const Change *successor;
	Finding *finding;

	if (!index || mv_is_harmless_table(context, index->table) || mv_is_small_table(context, index->table) || mv_is_new(context, &index->object.birth) || is_covered(index))
		return;
	successor = mv_find_change(context->migration, change, is_successor, index);
	if (!successor || mv_find_change(context->migration, change, drops_its_table, index))
		return;
	finding = mv_report(context, change, change->subject,
			    "index '%s' is dropped before its successor is built: until then queries on '%s' read the whole table",
			    index->object.name, mv_show_table(context, index->table));
	mv_finding_subject(context, finding, "%s", index->object.name);
	mv_finding_help(context, finding, "create the new index first (CONCURRENTLY, under another name), then drop '%s'",
			index->object.name);
	mv_steps_replace_index(context, finding, change, index, successor);
	mv_finding_note(context, finding, successor, "the successor is built here");
}

const Rule mv_rule_replace_index_gap = {
	.id = "replace-index-gap",
	.name = "ReplaceIndexGap",
	.number = 211,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.aside = true,
	.on = ON(CHANGE_DROP_INDEX),
	.check = check,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "an index is dropped before the one that replaces it is built",
		.why =
			"Between the two statements (and, inside a transaction, until the build is done) no index serves the queries that used\n"
			"the old one. On a large table they become sequential scans and pile up.",
		.instead =
			"1. CREATE INDEX CONCURRENTLY new_name ..\n"
			"2. DROP INDEX CONCURRENTLY old_name\n"
			"3. ALTER INDEX new_name RENAME TO old_name, if the name matters",
		.bad =
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz);\n"
			"CREATE INDEX orders_user ON orders (user_id);\n"
			"-- next migration\n"
			"DROP INDEX orders_user;\n"
			"CREATE INDEX orders_user_at ON orders (user_id, at);",
		.good =
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz);\n"
			"CREATE INDEX orders_user ON orders (user_id);\n"
			"-- next migration\n"
			"CREATE INDEX CONCURRENTLY orders_user_at ON orders (user_id, at);\n"
			"DROP INDEX CONCURRENTLY orders_user;",
		.links =
			"https://www.postgresql.org/docs/current/sql-dropindex.html\n"
			"https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
		.since = "0.1.0",
	},
};
