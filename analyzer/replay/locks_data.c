/* locks_data.c: queries, data changes, TRUNCATE, LOCK, VACUUM, ANALYZE, REFRESH. */
#include "locks.h"

#include <string.h>

/* What reading a relation reads: partitions and children, what stands behind views. */
static TableList read_with(Locks *l, const Table *relation)
{
	TableList all = { 0 };
	PointerMap seen = { 0 };

	*VEC_PUSH(l->arena, &all) = relation;
	mv_pointers_add(l->arena, &seen, relation);
	for (uint32_t i = 0; i < all.count; i++) {
		const Table *table = all.items[i];
		bool is_view = table->object.kind == OBJ_VIEW;
		Table *const *below = is_view ? table->reads.items : table->children.items;
		uint32_t count = is_view ? table->reads.count : table->children.count;

		for (uint32_t j = 0; j < count; j++) {
			if (mv_pointers_add(l->arena, &seen, below[j]))
				*VEC_PUSH(l->arena, &all) = below[j];
		}
	}
	return all;
}

static void lock_read(Locks *l, const Table *relation, LockMode mode)
{
	TableList all = read_with(l, relation);

	mv_locks_add_all(l, &all, mode);
}

static void scan_family(Locks *l, const Table *table)
{
	TableList all = read_with(l, table);
	bool possible = l->possible;

	for (uint32_t i = 0; i < all.count; i++) {
		/* a view's WHERE may find an index */
		l->possible |= all.items[i]->query && all.items[i]->query->has_where;
		mv_locks_scan(l, all.items[i], WORK_READ);
	}
	l->possible = possible;
}

/* nextval('s'), setval('s', 1): ROW EXCLUSIVE on the sequence. */
static void call_sequence_function(Locks *l, const Expression *call)
{
	const Expression *argument = call->arg_count ? call->args[0] : NULL;
	const Object *object;
	QName name = { 0 };
	const char *dot;

	if (!mv_streq(call->name, "nextval") && !mv_streq(call->name, "setval") && !mv_streq(call->name, "currval"))
		return;
	while (argument && argument->kind == EXPR_CAST)
		argument = argument->args[0];
	if (!argument || argument->kind != EXPR_CONSTANT || !argument->text)
		return;
	dot = strrchr(argument->text, '.');
	name.name = dot ? dot + 1 : argument->text;
	if (dot)
		name.schema = mv_arena_strndup(l->arena, argument->text, (size_t)(dot - argument->text));
	object = mv_schema_relation(l->schema, &name);
	if (object && object->kind != OBJ_SEQUENCE)
		return;
	mv_locks_other(l, object, &name, OBJ_SEQUENCE, LOCK_ROW_EXCLUSIVE);
}

static LockMode mode_of_use(const RelationUse *use)
{
	return use->rows_locked ? LOCK_ROW_SHARE : LOCK_ACCESS_SHARE;
}

/* Of a relation that the query reads, in the stronger way. */
static LockMode mode_in(Locks *l, const QueryInfo *query, const Table *table)
{
	LockMode mode = LOCK_ACCESS_SHARE;

	for (uint32_t i = 0; query && i < query->relations.count; i++) {
		if (query->relations.items[i].rows_locked && mv_locks_find(l, &query->relations.items[i].name) == table)
			mode = mode_of_use(&query->relations.items[i]);
	}
	return mode;
}

/* `target`: is found in the query as well, but was looked at already; NULL: none. */
static void read_query(Locks *l, const QueryInfo *query, bool executed, const Table *target)
{
	if (!query)
		return;
	for (uint32_t i = 0; i < query->relations.count; i++) {
		const Table *table = mv_locks_find(l, &query->relations.items[i].name);
		LockMode mode = mode_of_use(&query->relations.items[i]);

		if (table == target)
			continue;
		if (!executed) {
			mv_locks_add(l, table, mode);
			continue;
		}
		lock_read(l, table, mode);
		if (query->has_limit)
			continue;
		/* with a WHERE an index may do: only the planner knows */
		l->possible |= query->has_where;
		scan_family(l, table);
		l->possible = false;
	}
	for (uint32_t i = 0; executed && i < query->functions.count; i++)
		call_sequence_function(l, query->functions.items[i]);
}

void mv_locks_read(Locks *l, const QueryInfo *query, bool executed)
{
	read_query(l, query, executed, NULL);
}

static bool read_subquery(const Expression *expression, void *data)
{
	if (expression->kind == EXPR_SUBQUERY)
		mv_locks_read(data, expression->query, false);
	return true;
}

void mv_locks_read_expression(Locks *l, const Expression *expression)
{
	if (expression)
		mv_expr_walk(expression, read_subquery, l);
}

/* ---- data changes ---- */

static bool assigns(const Dml *dml, const Constraint *key)
{
	for (uint32_t i = 0; i < dml->columns.count; i++) {
		for (uint32_t j = 0; j < key->columns.count; j++) {
			if (mv_streq(dml->columns.items[i].text, key->columns.items[j]))
				return true;
		}
	}
	return !dml->columns.count;
}

/* Only unique columns can be pointed to: asked once, before thousands of foreign keys are. */
static bool assigns_key(const Dml *dml, const Table *table)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if ((constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE) && assigns(dml, constraint))
			return true;
	}
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		for (uint32_t j = 0; table->indexes.items[i]->unique && j < dml->columns.count; j++) {
			if (mv_index_uses_column(table->indexes.items[i], dml->columns.items[j].text))
				return true;
		}
	}
	return mv_locks_incomplete(table);
}

static bool assigns_referenced(const Dml *dml, const Constraint *key)
{
	for (uint32_t i = 0; i < dml->columns.count; i++) {
		for (uint32_t j = 0; j < key->referenced_columns.count; j++) {
			if (mv_streq(dml->columns.items[i].text, key->referenced_columns.items[j]))
				return true;
		}
	}
	return false;
}

static bool has_index_on(const Table *table, const char *column)
{
	for (uint32_t i = 0; column && i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];

		if (index->valid && index->keys.count && mv_streq(index->keys.items[0].column, column))
			return true;
	}
	return false;
}

/* More foreign keys than any real table has to it: data statements come in thousands, and each would follow all. */
#define MANY_KEYS 256u

/* What the triggers of foreign keys do: look the key up, or follow ON DELETE and ON UPDATE. */
static void follow_foreign_keys(Locks *l, const Table *table, const Dml *dml)
{
	ChangeKind kind = l->change->kind;

	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *key = table->constraints.items[i];

		if (key->kind == CONSTRAINT_FOREIGN_KEY && key->enforced && !key->initially_deferred &&
		    kind != CHANGE_DELETE && assigns(dml, key))
			mv_locks_add(l, mv_locks_referenced(l, key), LOCK_ROW_SHARE);
	}
	if (kind != CHANGE_DELETE && (kind != CHANGE_UPDATE || !assigns_key(dml, table)))
		return;
	for (uint32_t i = 0; i < table->referencing.count && i < MANY_KEYS; i++) {
		const Constraint *key = table->referencing.items[i];
		bool fires = kind == CHANGE_DELETE || (kind == CHANGE_UPDATE && assigns_referenced(dml, key));
		FkAction action = kind == CHANGE_DELETE ? key->on_delete : key->on_update;

		if (!fires || !key->enforced || key->initially_deferred)
			continue;
		mv_locks_add(l, key->table, action == FK_NO_ACTION || action == FK_RESTRICT ? LOCK_ROW_SHARE
											      : LOCK_ROW_EXCLUSIVE);
		if (!has_index_on(key->table, key->columns.count ? key->columns.items[0] : NULL)) {
			/* the table is searched for each row */
			mv_locks_scan(l, key->table, WORK_FOREIGN_KEY);
		}
	}
}

/* The column of this table that the expression is, or NULL. */
static const char *column_of(const Table *table, const char *alias, const Expression *expression)
{
	if (expression->kind != EXPR_COLUMN || (expression->qualifier && !mv_streq(expression->qualifier, alias) &&
						 !mv_streq(expression->qualifier, table->object.name)))
		return NULL;
	return expression->name;
}

/* Is some conjunct `column = something` with an index that starts with the column? */
static bool has_index_for(const Table *table, const char *alias, const Expression *where, int depth)
{
	const char *column = NULL;

	if (!where || depth > 64)
		return false;
	if (where->kind == EXPR_AND) {
		for (uint32_t i = 0; i < where->arg_count; i++) {
			if (has_index_for(table, alias, where->args[i], depth + 1))
				return true;
		}
		return false;
	}
	if (where->kind == EXPR_OPERATOR && where->arg_count == 2 && mv_streq(where->name, "=")) {
		/* compared with another column it is a join, which may read all of both */
		if (where->args[1]->kind != EXPR_COLUMN)
			column = column_of(table, alias, where->args[0]);
		else if (where->args[0]->kind != EXPR_COLUMN)
			column = column_of(table, alias, where->args[1]);
	} else if (where->kind == EXPR_IN && !where->negated && where->arg_count) {
		column = column_of(table, alias, where->args[0]);
	}
	return has_index_on(table, column);
}

void mv_locks_dml(Locks *l, const Dml *dml)
{
	ChangeKind kind = l->change->kind;
	bool writes = kind != CHANGE_SELECT && !(kind == CHANGE_COPY && dml->copy_to);
	const Table *table = NULL;

	if (dml->table.name) {
		TableList family;

		table = mv_locks_find(l, &dml->table);
		if (writes) {
			family = mv_locks_family(l, table, false);
			mv_locks_add(l, table, LOCK_ROW_EXCLUSIVE);
			/* rows go to partitions that only their values choose; changes visit them all */
			l->possible = kind == CHANGE_INSERT || kind == CHANGE_COPY;
			if (!l->possible || table->partition_by != PARTITION_NONE)
				mv_locks_add_all(l, &family, LOCK_ROW_EXCLUSIVE);
			l->possible = false;
			follow_foreign_keys(l, table, dml);
		} else {
			lock_read(l, table, mode_in(l, dml->query, table));
		}
		if (kind == CHANGE_UPDATE || kind == CHANGE_DELETE || (kind == CHANGE_COPY && dml->copy_to) ||
		    kind == CHANGE_SELECT) {
			bool finds = dml->bounded || has_index_for(table, dml->alias, dml->where, 0);

			l->possible = dml->has_where;
			if (!finds)
				scan_family(l, table);
			l->possible = false;
		}
	}
	read_query(l, dml->query, true, kind == CHANGE_INSERT ? NULL : table);
}

/* ---- TRUNCATE ---- */

void mv_locks_truncate(Locks *l, const Truncate *truncate)
{
	const Table *target = mv_locks_find(l, &truncate->table);
	TableList queue = mv_locks_family(l, target, truncate->only);
	PointerMap seen = { 0 };

	for (uint32_t i = 0; i < queue.count; i++)
		mv_pointers_add(l->arena, &seen, queue.items[i]);
	if (!mv_locks_since(l, 14) && target->bound && target->parents.count)
		mv_locks_add(l, target->parents.items[0], LOCK_ACCESS_SHARE);
	for (uint32_t i = 0; i < queue.count; i++) {
		const Table *table = queue.items[i];
		SequenceList sequences = { 0 };

		mv_locks_add(l, table, LOCK_ACCESS_EXCLUSIVE);
		mv_locks_rewrite(l, table, WORK_TRUNCATE);
		if (truncate->restart_identity)
			sequences = mv_locks_sequences(l, table, NULL);
		for (uint32_t j = 0; j < sequences.count; j++) {
			mv_locks_other(l, &sequences.items[j]->object, NULL, OBJ_SEQUENCE, LOCK_ACCESS_EXCLUSIVE);
			mv_locks_rewrite_other(l, &sequences.items[j]->object, WORK_TRUNCATE);
		}
		for (uint32_t j = 0; truncate->cascade && j < table->referencing.count; j++) {
			TableList more = mv_locks_family(l, table->referencing.items[j]->table, false);

			for (uint32_t k = 0; k < more.count; k++) {
				if (mv_pointers_add(l->arena, &seen, more.items[k]))
					*VEC_PUSH(l->arena, &queue) = more.items[k];
			}
		}
	}
}

/* ---- LOCK, VACUUM, ANALYZE, REFRESH ---- */

static LockMode mode_of(const char *name)
{
	for (int mode = LOCK_ACCESS_SHARE; mode <= LOCK_ACCESS_EXCLUSIVE; mode++) {
		if (mv_streq(mv_lock_mode_name((LockMode)mode), name))
			return (LockMode)mode;
	}
	return LOCK_ACCESS_EXCLUSIVE;
}

/* Children, and the relations of a view, are locked the same way. */
void mv_locks_lock_table(Locks *l, const LockTable *lock)
{
	const Table *table = mv_locks_find(l, &lock->table);

	if (lock->only)
		mv_locks_add(l, table, mode_of(lock->mode));
	else
		lock_read(l, table, mode_of(lock->mode));
}

static TableList all_tables(Locks *l)
{
	const Map *relations = &l->schema->relations;
	TableList tables = { 0 };

	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *object = relations->entries[i].value;

		if (object && (object->kind == OBJ_TABLE || object->kind == OBJ_MATERIALIZED_VIEW))
			*VEC_PUSH(l->arena, &tables) = (const Table *)object;
	}
	return tables;
}

void mv_locks_vacuum(Locks *l, const Maintenance *vacuum)
{
	TableList tables;

	if (vacuum->name.name) {
		const Table *table = mv_locks_find(l, &vacuum->name);

		tables = mv_locks_family(l, table, table->partition_by == PARTITION_NONE);
	} else {
		tables = all_tables(l);
	}
	mv_locks_add_all(l, &tables, vacuum->full ? LOCK_ACCESS_EXCLUSIVE : LOCK_SHARE_UPDATE_EXCLUSIVE);
	for (uint32_t i = 0; vacuum->full && i < tables.count; i++)
		mv_locks_rewrite(l, tables.items[i], WORK_VACUUM_FULL);
}

/* A sample is read, not the table. Partitions are analyzed themselves, inheritance children since 18. */
void mv_locks_analyze(Locks *l, const Maintenance *analyze)
{
	const Table *table;
	TableList tables;

	if (!analyze->name.name) {
		tables = all_tables(l);
		mv_locks_add_all(l, &tables, LOCK_SHARE_UPDATE_EXCLUSIVE);
		return;
	}
	table = mv_locks_find(l, &analyze->name);
	tables = mv_locks_family(l, table, false);
	mv_locks_add(l, table, LOCK_SHARE_UPDATE_EXCLUSIVE);
	mv_locks_add_all(l, &tables, table->partition_by != PARTITION_NONE || mv_locks_since(l, 18)
					     ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_ACCESS_SHARE);
}

/* CONCURRENTLY lets readers pass and may run in a transaction block; both run the query. */
void mv_locks_refresh(Locks *l, const Maintenance *refresh)
{
	const Table *view = mv_locks_find(l, &refresh->name);

	mv_locks_add(l, view, refresh->concurrently ? LOCK_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE);
	if (!refresh->with_no_data) {
		mv_locks_read(l, view->query, true);
		/* the new contents are read for the indexes, or compared with the old ones */
		if (view->indexes.count)
			mv_locks_scan(l, view, WORK_READ);
	}
	if (!refresh->concurrently)
		mv_locks_rewrite(l, view, WORK_READ);
}
