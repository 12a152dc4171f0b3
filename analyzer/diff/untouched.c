/*
 * untouched.c: of a schema and its copy: is a thing as it was when the copy was made?
 *
 * What the copy shares with its model (types, expressions, names) is the same
 * as long as the pointers are; so bytes are compared, but for the pointers into
 * the model itself. Nothing that the comparison would look at is left out: when
 * in doubt the answer is no.
 */
#include "diff.h"

#include <string.h>

#define SAME_ITEMS(a, b) \
	((a)->count == (b)->count && (!(a)->count || memcmp((a)->items, (b)->items, sizeof *(a)->items * (a)->count) == 0))

static bool same_reference(const Object *a, const Object *b)
{
	return a && b ? a->id == b->id && mv_streq(a->name, b->name) && mv_streq(a->schema, b->schema) : a == b;
}

static bool same_said(const Diff *diff, uint32_t id)
{
	const Annotation *a = mv_schema_annotation(diff->expected, id), *b = mv_schema_annotation(diff->found, id);

	return a->comment == b->comment && !a->labels.count && !b->labels.count &&
	       (a->acl && b->acl ? SAME_ITEMS(&a->acl->items, &b->acl->items) : a->acl == b->acl);
}

static bool same_columns(const Diff *diff, const Table *a, const Table *b)
{
	if (a->columns.count != b->columns.count)
		return false;
	for (uint32_t i = 0; i < a->columns.count; i++) {
		if (memcmp(a->columns.items[i], b->columns.items[i], sizeof(Column)) != 0 || !same_said(diff, a->columns.items[i]->id))
			return false;
	}
	return true;
}

static bool same_index(const Diff *diff, const TableIndex *a, const TableIndex *b)
{
	TableIndex rest = *b;

	if (!SAME_ITEMS(&a->keys, &b->keys) || !SAME_ITEMS(&a->including, &b->including) || !a->constraint != !b->constraint ||
	    !same_reference(a->parent ? &a->parent->object : NULL, b->parent ? &b->parent->object : NULL))
		return false;
	rest.table = a->table;
	rest.constraint = a->constraint;
	rest.parent = a->parent;
	rest.keys = a->keys;
	rest.including = a->including;
	return memcmp(a, &rest, sizeof rest) == 0 && same_said(diff, a->object.id);
}

static bool same_constraint(const Diff *diff, const Constraint *a, const Constraint *b)
{
	Constraint rest = *b;

	if (!SAME_ITEMS(&a->columns, &b->columns) || !SAME_ITEMS(&a->referenced_columns, &b->referenced_columns) ||
	    !same_reference(a->referenced ? &a->referenced->object : NULL, b->referenced ? &b->referenced->object : NULL) ||
	    (a->index && b->index ? !same_index(diff, a->index, b->index) : a->index != b->index))
		return false;
	rest.table = a->table;
	rest.columns = a->columns;
	rest.referenced = a->referenced;
	rest.referenced_columns = a->referenced_columns;
	rest.referenced_index = a->referenced_index;
	rest.index = a->index;
	return memcmp(a, &rest, sizeof rest) == 0 && same_said(diff, a->id);
}

static bool same_parts(const Diff *diff, const Table *a, const Table *b)
{
	if (a->constraints.count != b->constraints.count || a->indexes.count != b->indexes.count)
		return false;
	/* few tables have these */
	if (a->triggers.count || a->policies.count || a->rules.count || b->triggers.count || b->policies.count || b->rules.count)
		return false;
	for (uint32_t i = 0; i < a->constraints.count; i++) {
		if (!same_constraint(diff, a->constraints.items[i], b->constraints.items[i]))
			return false;
	}
	for (uint32_t i = 0; i < a->indexes.count; i++) {
		/* that of a constraint was compared with it */
		if (!same_index(diff, a->indexes.items[i], b->indexes.items[i]))
			return false;
	}
	return true;
}

static bool same_table(const Diff *diff, const Table *a, const Table *b)
{
	Table rest = *b;

	if (!SAME_ITEMS(&a->partition_keys, &b->partition_keys) || a->parents.count != b->parents.count)
		return false;
	for (uint32_t i = 0; i < a->parents.count; i++) {
		if (!same_reference(&a->parents.items[i]->object, &b->parents.items[i]->object))
			return false;
	}
	rest.columns = a->columns;
	rest.constraints = a->constraints;
	rest.indexes = a->indexes;
	rest.parents = a->parents;
	rest.partition_keys = a->partition_keys;
	rest.triggers = a->triggers;
	rest.policies = a->policies;
	rest.rules = a->rules;
	/* what other tables say, or the query */
	rest.sequences = a->sequences;
	rest.referencing = a->referencing;
	rest.children = a->children;
	rest.default_partition = a->default_partition;
	rest.uses = a->uses;
	rest.reads = a->reads;
	rest.readers = a->readers;
	rest.mark = a->mark;
	return memcmp(a, &rest, sizeof rest) == 0 && same_said(diff, a->object.id) && same_columns(diff, a, b) && same_parts(diff, a, b);
}

static bool same_sequence(const Diff *diff, const Sequence *a, const Sequence *b)
{
	Sequence rest = *b;

	rest.owner_table = a->owner_table;
	return same_reference(a->owner_table ? &a->owner_table->object : NULL, b->owner_table ? &b->owner_table->object : NULL) &&
	       memcmp(a, &rest, sizeof rest) == 0 && same_said(diff, a->object.id);
}

bool mv_diff_is_untouched(const Diff *diff, const Object *expected, const Object *found)
{
	if (!found || expected->kind != found->kind)
		return false;
	switch ((int)expected->kind) {
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
		return same_table(diff, (const Table *)expected, (const Table *)found);
	case OBJ_SEQUENCE:
		return same_sequence(diff, (const Sequence *)expected, (const Sequence *)found);
	}
	return false;
}
