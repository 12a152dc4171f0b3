/* failures_partition.c: partitions and children in inheritance that do not fit what they become part of. */
#include "failures.h"

#include <stdlib.h>
#include <string.h>

/* ---- bounds ---- */

static const Expression *constant_of(const Expression *expression)
{
	while (expression && expression->kind == EXPR_CAST && expression->arg_count)
		expression = expression->args[0];
	return expression && expression->kind == EXPR_CONSTANT && expression->text ? expression : NULL;
}

static bool is_iso_date(const char *text)
{
	return strlen(text) == 10 && text[4] == '-' && text[7] == '-' && strspn(text, "0123456789-") == 10;
}

/* -1, 0, 1 in `*order`; false: not told here. */
static bool compare(const Expression *a, const Expression *b, int *order)
{
	const Expression *left = constant_of(a), *right = constant_of(b);
	char *end_left, *end_right;
	long long x, y;

	if (!left || !right)
		return false;
	x = strtoll(left->text, &end_left, 10);
	y = strtoll(right->text, &end_right, 10);
	if (*left->text && *right->text && !*end_left && !*end_right && strlen(left->text) < 18 && strlen(right->text) < 18) {
		*order = x < y ? -1 : x > y;
		return true;
	}
	if (!is_iso_date(left->text) || !is_iso_date(right->text))
		return false;
	*order = strcmp(left->text, right->text);
	return true;
}

static bool is_limit(const Expression *value, const char *name)
{
	return value->kind == EXPR_COLUMN && mv_streq(value->name, name);
}

/* Is `low` certainly less than `high`, the start of one range than the end of another? */
static bool is_below(const Expression *low, const Expression *high)
{
	int order;

	if (is_limit(low, "minvalue") || is_limit(high, "maxvalue"))
		return !is_limit(low, "maxvalue") && !is_limit(high, "minvalue");
	return compare(low, high, &order) && order < 0;
}

static bool overlap(const PartitionBound *a, const PartitionBound *b)
{
	int order;

	if (a->strategy != b->strategy || a->is_default || b->is_default)
		return false;
	switch (a->strategy) {
	case PARTITION_LIST:
		for (uint32_t i = 0; i < a->list.count; i++) {
			for (uint32_t k = 0; k < b->list.count; k++) {
				const Expression *x = constant_of(a->list.items[i]), *y = constant_of(b->list.items[k]);

				if ((x && y && strcmp(x->text, y->text) == 0) || (compare(x, y, &order) && order == 0) ||
				    (a->list.items[i]->kind == EXPR_NULL && b->list.items[k]->kind == EXPR_NULL))
					return true;
			}
		}
		return false;
	case PARTITION_RANGE:
		return a->from.count == 1 && b->from.count == 1 && a->to.count == 1 && b->to.count == 1 && is_below(a->from.items[0], b->to.items[0]) &&
		       is_below(b->from.items[0], a->to.items[0]);
	case PARTITION_HASH:
		return a->modulus == b->modulus && a->remainder == b->remainder;
	case PARTITION_NONE:
		break;
	}
	return false;
}

static const char *strategy_name(PartitionKind kind)
{
	static const char *const names[] = { [PARTITION_NONE] = "none", [PARTITION_LIST] = "list", [PARTITION_RANGE] = "range", [PARTITION_HASH] = "hash" };

	return names[kind];
}

bool mv_refuse_bound(Check *c, const Table *parent, const PartitionBound *bound, Span span)
{
	enum { MANY = 2000 };
	const char *shown = mv_shown_object(c, &parent->object);

	if (!bound || !mv_fully_known(c, parent) || parent->partition_by == PARTITION_NONE || c->schema->opaque_changes)
		return false;
	if (!bound->is_default && bound->strategy != parent->partition_by)
		return mv_refuse(c, "42P16", "partition-mismatch", span, &parent->object, "write the bound in the form of the parent's strategy",
				 "'%s' is partitioned by %s, but the bound is one of %s", shown, strategy_name(parent->partition_by),
				 strategy_name(bound->strategy));
	if (bound->is_default && parent->partition_by == PARTITION_HASH)
		return mv_refuse(c, "42P16", "partition-mismatch", span, &parent->object, NULL,
				 "'%s' is partitioned by hash: it cannot have a default partition", shown);
	for (uint32_t i = 0; i < parent->children.count && i < MANY; i++) {
		const Table *sibling = parent->children.items[i];

		if (!sibling->bound || !mv_certain(c, &sibling->object))
			continue;
		if (bound->is_default && sibling->bound->is_default)
			return mv_refuse(c, "42P17", "partition-mismatch", span, &sibling->object, "keep one of them",
					 "'%s' has a default partition already: '%s'", shown, mv_shown_object(c, &sibling->object));
		if (overlap(bound, sibling->bound))
			return mv_refuse(c, "42P17", "partition-mismatch", span, &sibling->object, "give it values that no other partition has",
					 "the bound overlaps that of partition '%s' of '%s'", mv_shown_object(c, &sibling->object), shown);
	}
	return false;
}

/* ---- columns ---- */

static bool unlike(Check *c, const Table *child, const Table *parent, bool partition, Span span)
{
	static const char help[] = "give both tables the same columns of the same types first";
	const char *shown = mv_shown_object(c, &child->object), *above = mv_shown_object(c, &parent->object);

	if (!mv_fully_known(c, child) || !mv_fully_known(c, parent) || c->schema->opaque_changes)
		return false;
	for (uint32_t i = 0; partition && i < child->columns.count; i++) {
		if (!mv_table_column(parent, child->columns.items[i]->name))
			return mv_refuse(c, "42804", "partition-mismatch", span, &child->object, help,
					 "'%s' has a column '%s' that '%s' has not, so it cannot become a partition of it", shown,
					 child->columns.items[i]->name, above);
	}
	for (uint32_t i = 0; i < parent->columns.count; i++) {
		const Column *wanted = parent->columns.items[i], *has = mv_table_column(child, wanted->name);

		if (!has)
			return mv_refuse(c, "42804", "partition-mismatch", span, &child->object, help, "'%s' lacks column '%s' of '%s'", shown,
					 wanted->name, above);
		if (mv_types_differ(c, has->type, wanted->type))
			return mv_refuse(c, "42804", "partition-mismatch", span, &child->object, help,
					 "column '%s' is of type '%s' in '%s', but of type '%s' in '%s'", wanted->name,
					 mv_type_format(has->type, c->arena), shown, mv_type_format(wanted->type, c->arena), above);
	}
	return false;
}

/* ---- the statements ---- */

static bool is_parent(const Table *child, const Table *parent)
{
	for (uint32_t i = 0; i < child->parents.count; i++) {
		if (child->parents.items[i] == parent)
			return true;
	}
	return false;
}

static bool not_partitioned(Check *c, const Table *parent, Span span)
{
	const char *sqlstate;

	if (parent->partition_by != PARTITION_NONE || !mv_fully_known(c, parent) || parent->object.kind != OBJ_TABLE)
		return false;
	sqlstate = mv_judged_version(c) >= 18 ? "42809" : "42P17";
	return mv_refuse(c, sqlstate, "partition-mismatch", span, &parent->object, "create the parent with PARTITION BY", "table '%s' is not partitioned",
			 mv_shown_object(c, &parent->object));
}

bool mv_failure_partition(Check *c, const PartitionChange *change)
{
	ChangeKind kind = c->change->kind;
	bool attach = kind == CHANGE_ATTACH_PARTITION, detach = kind == CHANGE_DETACH_PARTITION;
	const Table *table = change->target.table.unknown ? NULL : mv_schema_table(c->schema, &change->target.table);
	const Table *other = change->other.unknown || !change->other.name ? NULL : mv_schema_table(c->schema, &change->other);
	const Table *parent = attach || detach ? table : other, *child = attach || detach ? other : table;
	Span span = change->other.span;
	const char *shown, *above;

	if (!parent || !child)
		return false;
	if ((attach || detach) && not_partitioned(c, parent, change->target.table.span))
		return true;
	if (!mv_fully_known(c, parent) || !mv_fully_known(c, child) || child->object.kind != OBJ_TABLE || parent->object.kind != OBJ_TABLE)
		return false;
	shown = mv_shown_object(c, &child->object);
	above = mv_shown_object(c, &parent->object);
	if (attach && child->bound)
		return mv_refuse(c, "42809", "partition-mismatch", span, &child->object, "detach it first", "'%s' is a partition already", shown);
	if ((detach || kind == CHANGE_NO_INHERIT) && !is_parent(child, parent))
		return mv_refuse(c, "42P01", "partition-mismatch", span, &child->object, "correct the name", "'%s' is no %s of '%s'", shown,
				 detach ? "partition" : "child", above);
	if (kind == CHANGE_INHERIT && (parent->partition_by != PARTITION_NONE || parent->bound))
		return mv_refuse(c, "42809", "partition-mismatch", span, &parent->object, "write ATTACH PARTITION", "'%s' is %s: nothing can inherit from it",
				 above, parent->bound ? "a partition" : "partitioned");
	if (kind == CHANGE_INHERIT && is_parent(child, parent))
		return mv_refuse(c, "42P07", "already-exists", span, &parent->object, NULL, "'%s' inherits from '%s' already", shown, above);
	if (!attach && kind != CHANGE_INHERIT)
		return false;
	return unlike(c, child, parent, attach, span) || (attach && mv_refuse_bound(c, parent, change->bound, span));
}

/* CREATE TABLE ... INHERITS. */
bool mv_refuse_parent(Check *c, const CreateTable *create, const Table *parent, Span span)
{
	const char *above = mv_shown_object(c, &parent->object);

	if (!mv_fully_known(c, parent) || parent->object.kind != OBJ_TABLE)
		return false;
	if (parent->partition_by != PARTITION_NONE || parent->bound)
		return mv_refuse(c, "42809", "partition-mismatch", span, &parent->object, "write PARTITION OF", "'%s' is %s: nothing can inherit from it",
				 above, parent->bound ? "a partition" : "partitioned");
	for (uint32_t i = 0; i < create->columns.count; i++) {
		const ColumnSpec *spec = create->columns.items[i];
		const Column *wanted = mv_table_column(parent, spec->name.text);

		if (wanted && spec->type && mv_types_differ(c, spec->type, wanted->type))
			return mv_refuse(c, "42804", "partition-mismatch", spec->name.span, &parent->object, "give it the type that the parent's column has",
					 "column '%s' is of type '%s', but of type '%s' in '%s'", spec->name.text, mv_type_format(spec->type, c->arena),
					 mv_type_format(wanted->type, c->arena), above);
	}
	return false;
}
