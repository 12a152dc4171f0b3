/* locks_indexes.c: CREATE INDEX, DROP INDEX, REINDEX, CLUSTER. */
#include "locks.h"

static bool is_partitioned(const Table *table)
{
	return table->partition_by != PARTITION_NONE;
}

/* An index of the table that is what CREATE INDEX would make, and that belongs to no other. */
static const TableIndex *equal_index(Locks *l, const Table *table, const CreateIndex *create)
{
	TableIndex wanted = { .unique = create->unique, .access_method = create->access_method, .keys = create->keys,
			      .predicate = create->predicate };

	wanted.including.count = create->including.count;
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];

		if (index->valid && !index->parent && !index->constraint && mv_index_matches(l, index, &wanted))
			return index;
	}
	return NULL;
}

/* An index of a partitioned table is built in every partition; inheritance children have indexes of their own. */
void mv_locks_create_index(Locks *l, const CreateIndex *create)
{
	const Table *table = mv_locks_find(l, &create->table);
	LockMode mode = create->concurrently ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_SHARE;
	TableList family = mv_locks_family(l, table, create->only || !is_partitioned(table));

	mv_locks_add(l, table, mode);
	if (create->if_not_exists && create->name.text) {
		/* an index lives in its table's schema */
		QName name = { .schema = table->object.kind == OBJ_NONE ? create->table.schema : table->object.schema,
			       .name = create->name.text };

		if (mv_schema_relation(l->schema, &name))
			return;
	}
	mv_locks_add_all(l, &family, mode);
	for (uint32_t i = 0; i < family.count; i++) {
		const TableIndex *there = i > 0 ? equal_index(l, family.items[i], create) : NULL;

		if (there)
			mv_locks_index(l, there, LOCK_SHARE); /* it becomes the partition's part */
		else
			mv_locks_build(l, family.items[i]);
	}
}

static void drop_index(Locks *l, const TableIndex *index, const Drop *drop)
{
	LockMode mode = drop->concurrently ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE;
	TableList family;

	if (!index->table)
		return;
	family = mv_locks_family(l, index->table, !is_partitioned(index->table));
	mv_locks_add_all(l, &family, mode);
	/* in the end nobody may use the index any more, also when the table was treated gently */
	mv_locks_index_tree(l, index, &family, LOCK_ACCESS_EXCLUSIVE);
	if (!drop->cascade || !index->unique)
		return;
	for (uint32_t i = 0; i < index->table->referencing.count; i++) {
		const Constraint *key = index->table->referencing.items[i];
		bool uses = key->referenced_columns.count == index->keys.count;

		for (uint32_t j = 0; uses && j < index->keys.count; j++) {
			bool found = false;

			for (uint32_t k = 0; k < key->referenced_columns.count; k++)
				found |= mv_streq(key->referenced_columns.items[k], index->keys.items[j].column);
			uses = found;
		}
		if (uses)
			mv_locks_add(l, key->table, LOCK_ACCESS_EXCLUSIVE);
	}
}

/* ACCESS EXCLUSIVE on the table: a running statement may be using the index. */
void mv_locks_drop_index(Locks *l, const Drop *drop)
{
	const TableIndex *index = drop->name.unknown ? NULL : mv_schema_index(l->schema, &drop->name);

	if (index) {
		drop_index(l, index, drop);
	} else if (!drop->if_exists || !mv_locks_absent(l, &drop->name)) {
		l->possible |= drop->if_exists;
		mv_locks_other(l, NULL, &drop->name, OBJ_INDEX, LOCK_ACCESS_EXCLUSIVE);
	}
}

/* ---- REINDEX ---- */

static void reindex_one(Locks *l, const Table *table, const TableIndex *only, LockMode mode)
{
	mv_locks_add(l, table, mode);
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];

		if (only && index != only)
			continue;
		/* readers that plan over the table look at all its indexes; CONCURRENTLY takes it for the swap only */
		mv_locks_index(l, index, LOCK_ACCESS_EXCLUSIVE);
		mv_locks_rebuild(l, table, index);
	}
}

/* Until 13 partitioned tables are left out (with a warning); since 14 each partition has its own transaction. */
static void reindex_partitions(Locks *l, const Table *table, const TableIndex *index, bool concurrently)
{
	TableList family = mv_locks_family(l, table, false);

	mv_locks_add(l, table, concurrently ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_SHARE);
	if (!mv_locks_since(l, 14))
		return;
	l->report->transaction_allowed = TRI_NO;
	if (index)
		mv_locks_index(l, index, LOCK_ACCESS_EXCLUSIVE);
	for (uint32_t i = 1; i < family.count; i++) {
		const Table *partition = family.items[i];

		if (!mv_locks_has_storage(partition))
			continue;
		if (!index) /* finding the indexes asks SHARE, also CONCURRENTLY */
			reindex_one(l, partition, NULL, LOCK_SHARE);
		for (uint32_t j = 0; index && j < partition->indexes.count; j++) {
			if (partition->indexes.items[j]->parent == index)
				reindex_one(l, partition, partition->indexes.items[j],
					    concurrently ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_SHARE);
		}
	}
}

/* REINDEX SCHEMA, DATABASE, SYSTEM: table by table, each in its own transaction. */
static void reindex_many(Locks *l, const Maintenance *reindex)
{
	const Map *relations = &l->schema->relations;

	l->report->transaction_allowed = TRI_NO;
	for (uint32_t i = 0; !reindex->system && i < relations->count; i++) {
		const Object *object = relations->entries[i].value;

		if (!object || (object->kind != OBJ_TABLE && object->kind != OBJ_MATERIALIZED_VIEW))
			continue;
		if (reindex->object == OBJ_SCHEMA && !mv_streq(object->schema, reindex->name.name))
			continue;
		/* tables without an index (and TOAST) have nothing to be done */
		if (mv_locks_has_storage((const Table *)object) && ((const Table *)object)->indexes.count)
			reindex_one(l, (const Table *)object, NULL,
				    reindex->concurrently ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_SHARE);
	}
}

void mv_locks_reindex(Locks *l, const Maintenance *reindex)
{
	LockMode mode = reindex->concurrently ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_SHARE;
	const TableIndex *index;
	const Table *table;

	if (reindex->concurrently) {
		l->report->transaction_allowed = TRI_NO;
		l->report->waits_for_snapshots = true;
	}
	if (reindex->object != OBJ_INDEX && reindex->object != OBJ_TABLE) {
		reindex_many(l, reindex);
		return;
	}
	if (reindex->object == OBJ_INDEX) {
		index = reindex->name.unknown ? NULL : mv_schema_index(l->schema, &reindex->name);
		if (!index || !index->table) {
			mv_locks_other(l, NULL, &reindex->name, OBJ_INDEX, LOCK_ACCESS_EXCLUSIVE);
			return;
		}
		if (is_partitioned(index->table))
			reindex_partitions(l, index->table, index, reindex->concurrently);
		else
			reindex_one(l, index->table, index, mode);
		return;
	}
	table = mv_locks_find(l, &reindex->name);
	if (is_partitioned(table))
		reindex_partitions(l, table, NULL, reindex->concurrently);
	else
		reindex_one(l, table, NULL, mode);
	if (mv_locks_incomplete(table))
		mv_locks_build(l, table);
}

/* ---- CLUSTER ---- */

/* Without a table: every table that is marked, one transaction each. */
void mv_locks_cluster(Locks *l, const Maintenance *cluster)
{
	const Table *table;
	TableList family;

	if (!cluster->name.name) {
		const Map *relations = &l->schema->relations;

		l->report->transaction_allowed = TRI_NO;
		for (uint32_t i = 0; i < relations->count; i++) {
			const Object *object = relations->entries[i].value;

			if (object && object->kind == OBJ_INDEX && ((const TableIndex *)object)->clustered) {
				table = ((const TableIndex *)object)->table;
				mv_locks_add(l, table, LOCK_ACCESS_EXCLUSIVE);
				mv_locks_rewrite(l, table, WORK_CLUSTER);
			}
		}
		return;
	}
	table = mv_locks_find(l, &cluster->name);
	family = mv_locks_family(l, table, !is_partitioned(table));
	if (is_partitioned(table)) /* since 15, partition by partition */
		l->report->transaction_allowed = TRI_NO;
	mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
	for (uint32_t i = 0; i < family.count; i++)
		mv_locks_rewrite(l, family.items[i], WORK_CLUSTER);
}
