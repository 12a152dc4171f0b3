/* redundant_index.c: an index that another index makes superfluous. */
#include "migvet/facts.h"

#include <string.h>

static bool same_key(const IndexKey *a, const IndexKey *b)
{
	return a->column && mv_streq(a->column, b->column) && mv_streq(a->opclass, b->opclass) && mv_streq(a->collation, b->collation) &&
	       a->descending == b->descending && a->nulls_first == b->nulls_first && !a->opclass_options.count && !b->opclass_options.count;
}

/* Does `other` serve everything that `index` serves? */
static bool is_served_by(const TableIndex *index, const TableIndex *other)
{
	bool tree = strcmp(index->access_method, "btree") == 0;

	if (index == other || index->unique || index->constraint || index->predicate || other->predicate || index->replica_identity ||
	    index->clustered || index->object.maybe || other->object.maybe || !other->valid || index->parent || index->including.count ||
	    strcmp(index->access_method, other->access_method) != 0 || other->keys.count < index->keys.count ||
	    (!tree && other->keys.count != index->keys.count))
		return false;
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (!same_key(&index->keys.items[i], &other->keys.items[i]))
			return false;
	}
	/* of two that are alike the later one is to blame */
	return other->keys.count > index->keys.count || other->unique || other->including.count || other->object.id < index->object.id;
}

static void look_at(RuleContext *context, const Table *table)
{
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];

		for (uint32_t k = 0; k < table->indexes.count; k++) {
			const TableIndex *other = table->indexes.items[k];
			const Birth *blamed = mv_is_reviewed(&index->object.birth) ? &index->object.birth : &other->object.birth;
			Finding *finding;

			if (!mv_is_reviewed(blamed) || mv_change_is_implied(index->object.birth.change) || !is_served_by(index, other))
				continue;
			finding = mv_report(context, blamed->change, blamed->change->subject,
					    "writes to '%s' keep index '%s' up to date for nothing: '%s' starts with the same keys",
					    mv_show_table(context, table), index->object.name, other->object.name);
			mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), index->object.name);
			mv_finding_help(context, finding, "drop '%s', or do not create it", index->object.name);
			mv_finding_note(context, finding, blamed == &index->object.birth ? other->object.birth.change : index->object.birth.change,
					"the other index");
			break;
		}
	}
}

static void check_end(RuleContext *context)
{
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_lasting_table(context, &at)))
		look_at(context, table);
}

const Rule mv_rule_redundant_index = {
	.id = "redundant-index",
	.name = "RedundantIndex",
	.number = 432,
	.category = "design",
	.severity = SEVERITY_WARNING,
	.check_end = check_end,
	.doc = {
		.summary = "an index that another index makes superfluous",
		.why =
			"Each INSERT, and each UPDATE that is not heap-only, writes to every index, and VACUUM reads them all. An index whose\n"
			"keys are the first keys of another one answers nothing that the other does not.",
		.instead = "Keep the longer one, and drop the other with DROP INDEX CONCURRENTLY.",
		.bad =
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz);\n"
			"CREATE INDEX orders_user ON orders (user_id);\n"
			"CREATE INDEX orders_user_at ON orders (user_id, at);",
		.good =
			"CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz);\n"
			"CREATE INDEX orders_user_at ON orders (user_id, at);\n"
			"CREATE INDEX orders_at ON orders (at);",
		.links = "https://www.postgresql.org/docs/current/indexes-multicolumn.html",
		.since = "0.1.0",
	},
};
