/* locks_type.c: ALTER COLUMN TYPE, and what depends on the column (ATPrepAlterColumnType, ATPostAlterTypeCleanup). */
#include "locks.h"

/* A type with the column's collation, which ALTER ... TYPE without COLLATE resets to the type's own. */
static const Type *with_collation(Locks *l, const Column *column)
{
	Type *type;

	if (!column || !column->type || !column->collation)
		return column ? column->type : NULL;
	type = MV_NEW(l->arena, Type);
	*type = *column->type;
	type->collation = column->collation;
	return type;
}

static bool is_key(const TableIndex *index, const char *column)
{
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (mv_streq(index->keys.items[i].column, column))
			return true;
	}
	return false;
}

/* PostgreSQL never keeps an index with expressions or a predicate (CheckIndexCompatible). */
static bool is_plain(const TableIndex *index)
{
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (index->keys.items[i].expression)
			return false;
	}
	return !index->predicate;
}

/*
 * Every index on the column is dropped and made again; it keeps its file when
 * operators and collation stay the same.
 */
static void retype_indexes(Locks *l, const Table *table, const char *column, TypeChangeCost cost)
{
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];

		if (!mv_index_uses_column(index, column))
			continue;
		mv_locks_index(l, index, LOCK_ACCESS_EXCLUSIVE);
		if (!is_plain(index) || (cost == TYPE_CHANGE_REINDEX && is_key(index, column)))
			mv_locks_rebuild(l, table, index);
	}
}

/* A foreign key on either side is dropped and made again: ACCESS EXCLUSIVE on both, and validation unless nothing changed. */
static void retype_foreign_key(Locks *l, const Constraint *key, TypeChangeCost cost)
{
	TableList referencing = mv_locks_family(l, key->table, key->table->partition_by == PARTITION_NONE);
	TableList referenced = mv_locks_family(l, mv_locks_referenced(l, key), false);

	mv_locks_add_all(l, &referencing, LOCK_ACCESS_EXCLUSIVE);
	mv_locks_add_all(l, &referenced, LOCK_ACCESS_EXCLUSIVE);
	if (cost == TYPE_CHANGE_FREE || !key->valid || !key->enforced)
		return;
	for (uint32_t i = 0; i < referencing.count; i++)
		mv_locks_scan(l, referencing.items[i], WORK_FOREIGN_KEY);
	for (uint32_t i = 0; i < referenced.count; i++)
		mv_locks_scan(l, referenced.items[i], WORK_FOREIGN_KEY);
}

static void retype_constraints(Locks *l, const Table *table, const char *column, TypeChangeCost cost)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (!mv_constraint_uses_column(constraint, column))
			continue;
		if (constraint->kind == CONSTRAINT_CHECK && constraint->valid && constraint->enforced)
			mv_locks_scan(l, table, WORK_RECHECK);
		else if (constraint->kind == CONSTRAINT_FOREIGN_KEY && !mv_foreign_key_is_inherited(constraint))
			retype_foreign_key(l, constraint, cost);
	}
	for (uint32_t i = 0; i < table->referencing.count; i++) {
		const Constraint *key = table->referencing.items[i];

		if (mv_foreign_key_is_inherited(key))
			continue;
		for (uint32_t j = 0; j < key->referenced_columns.count; j++) {
			if (mv_streq(key->referenced_columns.items[j], column))
				retype_foreign_key(l, key, cost);
		}
	}
}

/* The tables are locked already. */
void mv_locks_retype(Locks *l, const TableList *family, const char *column, const Type *to, const Expression *using_expr)
{
	const char *time_zone = l->session ? l->session->time_zone : NULL;
	bool possible = l->possible;

	for (uint32_t i = 0; i < family->count; i++) {
		const Table *table = family->items[i];
		const Column *known = mv_table_column(table, column);
		TypeChangeCost cost = mv_type_change_cost(l->schema, with_collation(l, known), to, using_expr, column,
							  time_zone, l->version);

		l->report->by_version = true;
		l->possible |= cost == TYPE_CHANGE_UNKNOWN;
		if (cost == TYPE_CHANGE_REWRITE || cost == TYPE_CHANGE_UNKNOWN)
			mv_locks_rewrite(l, table, WORK_TYPE_CHANGE);
		l->possible = possible;
		retype_indexes(l, table, column, cost);
		retype_constraints(l, table, column, cost);
		if (known && known->identity != IDENTITY_NONE) {
			SequenceList sequences = mv_locks_sequences(l, table, column);

			for (uint32_t j = 0; j < sequences.count; j++) {
				mv_locks_other(l, &sequences.items[j]->object, NULL, OBJ_SEQUENCE, LOCK_SHARE_ROW_EXCLUSIVE);
				mv_locks_rewrite_other(l, &sequences.items[j]->object, WORK_TYPE_CHANGE);
			}
		}
	}
}

void mv_locks_column_type(Locks *l, const ColumnType *change)
{
	const Table *table = mv_locks_target(l, &change->target.table, change->target.object, change->target.if_exists,
					     LOCK_ACCESS_EXCLUSIVE);
	TableList family;

	if (!table || !change->column.text)
		return;
	family = mv_locks_family(l, table, change->target.only);
	mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
	mv_locks_retype(l, &family, change->column.text, change->type, change->using_expr);
}
