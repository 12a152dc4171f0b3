/* locks_partitions.c: partitions and inheritance. */
#include "locks.h"

/* Scans of a partition tree's leaves, unless `proven`. */
static void scan_leaves(Locks *l, const TableList *tree, Tri proven)
{
	bool possible = l->possible;

	if (proven == TRI_YES)
		return;
	l->possible |= proven == TRI_UNKNOWN;
	for (uint32_t i = 0; i < tree->count; i++)
		mv_locks_scan(l, tree->items[i], WORK_PARTITION_BOUND);
	l->possible = possible;
}

/*
 * A new bound takes values away from the default partition: ACCESS EXCLUSIVE
 * on it, and a look at all its rows unless its CHECKs exclude the bound.
 */
static void shrink_default(Locks *l, const Table *parent, const PartitionBound *bound)
{
	TableList tree;

	if (!parent->default_partition || !bound || bound->is_default)
		return;
	tree = mv_locks_family(l, parent->default_partition, false);
	mv_locks_add_all(l, &tree, LOCK_ACCESS_EXCLUSIVE);
	scan_leaves(l, &tree, mv_checks_exclude_bound(parent->default_partition, parent, bound));
}

/* A default partition must hold nothing that belongs to its siblings. */
static Tri excludes_siblings(const Table *child, const Table *parent)
{
	Tri answer = TRI_YES;

	for (uint32_t i = 0; i < parent->children.count && answer != TRI_NO; i++) {
		const Table *sibling = parent->children.items[i];

		if (sibling != child)
			answer = mv_tri_and(answer, mv_checks_exclude_bound(child, parent, sibling->bound));
	}
	return answer;
}

static bool same_key(const Table *child, const Constraint *key)
{
	for (uint32_t i = 0; i < child->constraints.count; i++) {
		const Constraint *own = child->constraints.items[i];
		bool same = own->kind == CONSTRAINT_FOREIGN_KEY && own->referenced == key->referenced &&
			    own->columns.count == key->columns.count;

		for (uint32_t j = 0; same && j < own->columns.count; j++)
			same = mv_streq(own->columns.items[j], key->columns.items[j]);
		if (same)
			return true;
	}
	return false;
}

/*
 * The parent's foreign keys come to the partition: triggers on the referenced
 * table and validation; an equal one that is there already is merged, and its
 * triggers are dropped (ACCESS EXCLUSIVE).
 */
static void inherit_foreign_keys(Locks *l, const Table *parent, const Table *child, const TableList *tree)
{
	for (uint32_t i = 0; i < parent->constraints.count; i++) {
		const Constraint *key = parent->constraints.items[i];
		const Table *referenced;
		TableList targets;
		bool merged;

		if (key->kind != CONSTRAINT_FOREIGN_KEY)
			continue;
		merged = child && same_key(child, key);
		referenced = mv_locks_referenced(l, key);
		targets = mv_locks_family(l, referenced, referenced->partition_by == PARTITION_NONE);
		mv_locks_add_all(l, &targets, merged ? LOCK_ACCESS_EXCLUSIVE : LOCK_SHARE_ROW_EXCLUSIVE);
		if (!tree || merged || !key->valid || !key->enforced)
			continue;
		for (uint32_t j = 0; j < tree->count; j++)
			mv_locks_scan(l, tree->items[j], WORK_FOREIGN_KEY);
		for (uint32_t j = 0; j < targets.count; j++)
			mv_locks_scan(l, targets.items[j], WORK_FOREIGN_KEY);
	}
	/* foreign keys to the parent get triggers on the partition; since 15 they are made with their table locked */
	for (uint32_t i = 0; i < parent->referencing.count; i++)
		mv_locks_add(l, parent->referencing.items[i]->table,
			     l->version >= 15 ? LOCK_SHARE_ROW_EXCLUSIVE : LOCK_ACCESS_SHARE);
	/* and its indexes a part */
	mv_locks_indexes(l, parent, LOCK_SHARE_UPDATE_EXCLUSIVE);
}

static bool same_text(Locks *l, const Expression *a, const Expression *b)
{
	if (!a || !b)
		return a == b;
	return mv_streq(mv_expr_format(a, l->arena), mv_expr_format(b, l->arena));
}

bool mv_index_matches(Locks *l, const TableIndex *a, const TableIndex *b)
{
	if (a->unique != b->unique || a->keys.count != b->keys.count || a->including.count != b->including.count ||
	    !mv_streq(a->access_method ? a->access_method : "btree", b->access_method ? b->access_method : "btree") ||
	    !same_text(l, a->predicate, b->predicate))
		return false;
	for (uint32_t i = 0; i < a->keys.count; i++) {
		const IndexKey *x = &a->keys.items[i], *y = &b->keys.items[i];

		if (!mv_streq(x->column, y->column) || !same_text(l, x->expression, y->expression) ||
		    !mv_streq(x->opclass, y->opclass) || !mv_streq(x->collation, y->collation))
			return false;
	}
	return !a->constraint == !b->constraint;
}

/* Indexes of the parent that the new partition lacks are built under its ACCESS EXCLUSIVE. */
static void complete_indexes(Locks *l, const Table *parent, const Table *child, const TableList *tree)
{
	for (uint32_t i = 0; i < parent->indexes.count; i++) {
		bool found = false;

		for (uint32_t j = 0; j < child->indexes.count && !found; j++)
			found = child->indexes.items[j]->valid && mv_index_matches(l, parent->indexes.items[i], child->indexes.items[j]);
		for (uint32_t j = 0; j < tree->count && !found; j++)
			mv_locks_build(l, tree->items[j]);
	}
}

void mv_locks_attach(Locks *l, const PartitionChange *change)
{
	const Table *parent = mv_locks_target(l, &change->target.table, change->target.object, change->target.if_exists,
					      LOCK_SHARE_UPDATE_EXCLUSIVE);
	const Table *child = mv_locks_find(l, &change->other);
	TableList tree = mv_locks_family(l, child, false);
	Tri proven;

	mv_locks_add_all(l, &tree, LOCK_ACCESS_EXCLUSIVE);
	if (!parent)
		return;
	shrink_default(l, parent, change->bound);
	if (mv_locks_incomplete(parent) && !parent->partition_keys.count)
		proven = TRI_UNKNOWN;
	else if (change->bound && change->bound->is_default)
		proven = excludes_siblings(child, parent);
	else
		proven = mv_checks_imply_bound(child, parent, change->bound);
	scan_leaves(l, &tree, proven);
	complete_indexes(l, parent, child, &tree);
	inherit_foreign_keys(l, parent, child, &tree);
}

/*
 * ACCESS EXCLUSIVE on the parent and, so that nobody routes rows meanwhile,
 * the default partition. CONCURRENTLY (14) takes SHARE UPDATE EXCLUSIVE, waits
 * for everyone who saw the partition, and finishes as FINALIZE does.
 */
void mv_locks_detach(Locks *l, const PartitionChange *change)
{
	bool gently = change->concurrently || change->finalize;
	const Table *parent = mv_locks_target(l, &change->target.table, change->target.object, change->target.if_exists,
					      gently ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE);
	const Table *child = mv_locks_find(l, &change->other);

	mv_locks_add(l, child, mv_locks_since(l, 14) ? LOCK_ACCESS_EXCLUSIVE : LOCK_SHARE_UPDATE_EXCLUSIVE);
	for (uint32_t i = 0; i < child->indexes.count; i++) {
		if (child->indexes.items[i]->parent)
			mv_locks_index(l, child->indexes.items[i], LOCK_ACCESS_EXCLUSIVE);
	}
	if (!parent)
		return;
	if (parent->default_partition && parent->default_partition != child)
		mv_locks_add(l, parent->default_partition, LOCK_ACCESS_EXCLUSIVE);
	/* the partition's part of the parent's foreign keys becomes a key of its own, with triggers of its own */
	for (uint32_t i = 0; i < parent->constraints.count; i++) {
		const Constraint *key = parent->constraints.items[i];

		if (key->kind == CONSTRAINT_FOREIGN_KEY)
			mv_locks_add(l, mv_locks_referenced(l, key), LOCK_SHARE_ROW_EXCLUSIVE);
	}
	/* foreign keys to the parent must not point into the partition: their tables are searched, their part dropped */
	for (uint32_t i = 0; i < parent->referencing.count; i++) {
		const Table *source = parent->referencing.items[i]->table;
		TableList family = mv_locks_family(l, source, source->partition_by == PARTITION_NONE);

		mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
		for (uint32_t j = 0; j < family.count; j++)
			mv_locks_scan(l, family.items[j], WORK_FOREIGN_KEY);
		mv_locks_scan(l, child, WORK_FOREIGN_KEY);
		mv_locks_add(l, child, LOCK_ACCESS_EXCLUSIVE); /* it loses their triggers */
	}
}

/* INHERIT: the parent must not change under the child's columns; NO INHERIT only names it. */
void mv_locks_inherit(Locks *l, const PartitionChange *change, bool inherit)
{
	const Table *child = mv_locks_target(l, &change->target.table, change->target.object, change->target.if_exists,
					     LOCK_ACCESS_EXCLUSIVE);

	if (child)
		mv_locks_add(l, mv_locks_find(l, &change->other), inherit ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_ACCESS_SHARE);
}

/* CREATE TABLE ... PARTITION OF: ACCESS EXCLUSIVE on the parent, unlike CREATE TABLE and ATTACH. */
void mv_locks_new_partition(Locks *l, const CreateTable *create)
{
	const Table *parent = mv_locks_find(l, &create->partition_of);

	mv_locks_add(l, parent, LOCK_ACCESS_EXCLUSIVE);
	shrink_default(l, parent, create->bound);
	inherit_foreign_keys(l, parent, NULL, NULL);
}

/* ALTER INDEX parent ATTACH PARTITION child. */
void mv_locks_attach_index(Locks *l, const PartitionChange *change)
{
	const TableIndex *parent = mv_schema_index(l->schema, &change->target.table);
	const TableIndex *child = mv_schema_index(l->schema, &change->other);

	mv_locks_other(l, parent ? &parent->object : NULL, &change->target.table, OBJ_INDEX, LOCK_SHARE_UPDATE_EXCLUSIVE);
	mv_locks_other(l, child ? &child->object : NULL, &change->other, OBJ_INDEX, LOCK_ACCESS_EXCLUSIVE);
	if (parent && parent->table)
		mv_locks_add(l, parent->table, LOCK_ACCESS_SHARE);
	if (child && child->table)
		mv_locks_add(l, child->table, LOCK_ACCESS_SHARE);
}
