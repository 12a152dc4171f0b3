/* apply_index.c: indexes, and how partitions get theirs. */
#include "model.h"

#include <string.h>

TableIndex *mv_model_new_index(const Replay *replay, Table *table, const char *name)
{
	TableIndex *index = MV_NEW(replay->arena, TableIndex);

	mv_model_born(replay, &index->object, OBJ_INDEX, table->object.schema, name);
	index->table = table;
	index->valid = true;
	index->access_method = "btree";
	mv_model_put(replay->schema, &replay->schema->relations, &index->object);
	*VEC_PUSH(replay->arena, &table->indexes) = index;
	return index;
}

void mv_model_take_index(Schema *model, TableIndex *index)
{
	MV_TAKE(&index->table->indexes, index);
	mv_model_take(model, &model->relations, &index->object);
}

bool mv_index_uses_column(const TableIndex *index, const char *column)
{
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (mv_streq(index->keys.items[i].column, column) ||
		    mv_expression_mentions(index->keys.items[i].expression, column))
			return true;
	}
	for (uint32_t i = 0; i < index->including.count; i++) {
		if (strcmp(index->including.items[i], column) == 0)
			return true;
	}
	return mv_expression_mentions(index->predicate, column);
}

/* ---- partitions ---- */

static bool same_keys(const TableIndex *a, const TableIndex *b)
{
	if (a->keys.count != b->keys.count || a->including.count != b->including.count || a->unique != b->unique ||
	    !mv_streq(a->access_method, b->access_method) || !mv_model_same_expression(a->predicate, b->predicate))
		return false;
	for (uint32_t i = 0; i < a->keys.count; i++) {
		const IndexKey *left = &a->keys.items[i], *right = &b->keys.items[i];

		if (!mv_streq(left->column, right->column) || !mv_model_same_expression(left->expression, right->expression) ||
		    !mv_streq(left->opclass, right->opclass) || !mv_streq(left->collation, right->collation) ||
		    left->descending != right->descending)
			return false;
	}
	return true;
}

static void copy_index(const Replay *replay, const TableIndex *from, TableIndex *to)
{
	to->unique = from->unique;
	to->valid = from->valid;
	to->nulls_not_distinct = from->nulls_not_distinct;
	to->access_method = from->access_method;
	to->predicate = mv_model_rebind(replay, from->predicate, from->table, to->table);
	to->tablespace = from->tablespace;
	for (uint32_t i = 0; i < from->options.count; i++)
		*VEC_PUSH(replay->arena, &to->options) = from->options.items[i];
	for (uint32_t i = 0; i < from->keys.count; i++) {
		IndexKey *key = VEC_PUSH(replay->arena, &to->keys);

		*key = from->keys.items[i];
		key->expression = mv_model_rebind(replay, key->expression, from->table, to->table);
	}
	for (uint32_t i = 0; i < from->including.count; i++)
		*VEC_PUSH(replay->arena, &to->including) = from->including.items[i];
}

static const char *label_of(const TableIndex *index)
{
	const Constraint *constraint = index->constraint;

	if (!constraint)
		return "idx";
	return constraint->kind == CONSTRAINT_PRIMARY_KEY ? "pkey" : constraint->kind == CONSTRAINT_UNIQUE ? "key" : "excl";
}

static TableIndex *clone_index(const Replay *replay, const TableIndex *from, Table *to)
{
	TableIndex *index;

	index = mv_model_new_index(replay, to,
				   mv_name_index(replay->schema, to, &from->keys, from->including.items, from->including.count,
						 label_of(from), from->constraint != NULL));
	copy_index(replay, from, index);
	index->valid = true;
	return index;
}

TableIndex *mv_model_partition_index(const Replay *replay, TableIndex *parent, Table *partition)
{
	TableIndex *index = NULL;

	for (uint32_t i = 0; i < partition->indexes.count; i++) {
		if (partition->indexes.items[i]->parent == parent)
			return partition->indexes.items[i]; /* of a sub-partition, when the table above it is attached */
	}
	/* an equal one of the partition is attached, else one is built; a key needs one that is a key too */
	for (uint32_t i = 0; i < partition->indexes.count && !index; i++) {
		TableIndex *own = partition->indexes.items[i];

		if (!own->parent && own->valid && same_keys(own, parent) && (!parent->constraint || own->constraint))
			index = own;
	}
	if (!index)
		index = clone_index(replay, parent, partition);
	index->parent = parent;
	return index;
}

typedef VEC(TableIndex *) IndexVec;

static void set_index_name(const Replay *replay, TableIndex *index, const char *name)
{
	index->object.name = name;
	if (!index->constraint)
		return;
	index->constraint->name = name;
	mv_model_count_name(replay->schema, OBJ_CONSTRAINT, index->object.schema, name, 1);
}

void mv_model_rebuild_indexes(const Replay *replay, Table *table, const char *column)
{
	Schema *model = replay->schema;
	TableVec family = { 0 };
	IndexVec rebuilt = { 0 };

	mv_model_family(replay, table, false, &family);
	for (uint32_t i = 1; i < family.count; i++) {
		for (uint32_t x = 0; x < family.items[i]->indexes.count; x++) {
			TableIndex *index = family.items[i]->indexes.items[x];

			if (index->parent && mv_index_uses_column(index, column))
				*VEC_PUSH(replay->arena, &rebuilt) = index;
		}
	}
	/* all go before the first comes */
	for (uint32_t i = 0; i < rebuilt.count; i++) {
		TableIndex *index = rebuilt.items[i];

		mv_model_take(model, &model->relations, &index->object);
		if (index->constraint)
			mv_model_count_name(model, OBJ_CONSTRAINT, index->object.schema, index->constraint->name, -1);
	}
	for (uint32_t i = 0; i < rebuilt.count; i++) {
		TableIndex *index = rebuilt.items[i];

		set_index_name(replay, index,
			       mv_name_index(model, index->table, &index->keys, index->including.items, index->including.count,
					     label_of(index), index->constraint != NULL));
		mv_model_put(model, &model->relations, &index->object);
	}
}

void mv_model_copy_indexes(const Replay *replay, const Table *from, Table *to)
{
	for (uint32_t i = 0; i < from->indexes.count; i++) {
		const TableIndex *source = from->indexes.items[i];
		const Constraint *key = source->constraint;
		TableIndex *index = clone_index(replay, source, to);
		Constraint *copy;

		if (!key)
			continue;
		copy = MV_NEW(replay->arena, Constraint);
		*copy = (Constraint){ .name = index->object.name, .table = to, .birth = *replay->birth, .kind = key->kind,
				      .valid = true, .enforced = true, .deferrable = key->deferrable,
				      .initially_deferred = key->initially_deferred,
				      .nulls_not_distinct = key->nulls_not_distinct, .def = key->def, .index = index,
				      .validated = *replay->birth };
		for (uint32_t c = 0; c < key->columns.count; c++) {
			*VEC_PUSH(replay->arena, &copy->columns) = key->columns.items[c];
			if (key->kind == CONSTRAINT_PRIMARY_KEY && mv_table_column(to, key->columns.items[c]))
				mv_model_set_not_null(replay, to, mv_table_column(to, key->columns.items[c]));
		}
		copy->id = mv_model_number(replay->schema, copy);
		index->constraint = copy;
		*VEC_PUSH(replay->arena, &to->constraints) = copy;
		mv_model_count_name(replay->schema, OBJ_CONSTRAINT, to->object.schema, copy->name, 1);
	}
}

/* ---- CREATE INDEX ---- */

static void to_partitions(const Replay *replay, Table *table, TableIndex *index)
{
	TableVec family = { 0 };

	mv_model_family(replay, table, false, &family);
	for (uint32_t i = 1; i < family.count; i++) {
		Table *partition = family.items[i];
		const Table *above = partition->parents.count ? partition->parents.items[0] : table;
		TableIndex *parent = index;

		/* the index that the parent just got is its newest */
		if (above != table && above->indexes.count)
			parent = above->indexes.items[above->indexes.count - 1];
		mv_model_partition_index(replay, parent, partition);
	}
}

static IndexKey bound_key(const Replay *replay, const IndexKey *key, const Table *table, const char *access_method)
{
	IndexKey bound = *key;

	bound.expression = mv_model_bind_expression(replay, key->expression, table);
	if (key->opclass)
		bound.opclass_id = mv_model_opclass(replay, table, key->opclass, access_method ? access_method : "btree");
	return bound;
}

void mv_model_create_index(const Replay *replay, const CreateIndex *create)
{
	Table *table = mv_model_target(replay, &create->table, false);
	const char *name = create->name.text;
	NameVec including = { 0 };
	TableIndex *index;
	Object *taken;

	if (!table)
		return;
	for (uint32_t i = 0; i < create->including.count; i++) {
		if (create->including.items[i].text)
			*VEC_PUSH(replay->arena, &including) = create->including.items[i].text;
	}
	if (!name)
		name = mv_name_index(replay->schema, table, &create->keys, including.items, including.count, "idx", false);
	taken = mv_model_get(&replay->schema->relations, table->object.schema, name);
	if (taken && !taken->maybe && (create->if_not_exists || (replay->change->swallowed & (SWALLOW_DUPLICATE | SWALLOW_ALL))))
		return;
	if (taken && taken->kind == OBJ_INDEX)
		mv_model_drop_index(replay, (TableIndex *)taken);
	index = mv_model_new_index(replay, table, name);
	index->object.incomplete = create->if_not_exists && !replay->schema->complete;
	index->unique = create->unique;
	index->concurrently = create->concurrently;
	index->nulls_not_distinct = create->nulls_not_distinct;
	index->only = create->only;
	/* ON ONLY a partitioned table: invalid until all partitions have theirs attached */
	index->valid = !(create->only && table->partition_by != PARTITION_NONE && table->children.count);
	if (create->access_method)
		index->access_method = create->access_method;
	for (uint32_t i = 0; i < create->keys.count; i++)
		*VEC_PUSH(replay->arena, &index->keys) = bound_key(replay, &create->keys.items[i], table, create->access_method);
	for (uint32_t i = 0; i < create->options.count; i++)
		*VEC_PUSH(replay->arena, &index->options) = create->options.items[i];
	index->tablespace = create->tablespace;
	for (uint32_t i = 0; i < including.count; i++)
		*VEC_PUSH(replay->arena, &index->including) = including.items[i];
	index->predicate = mv_model_bind_expression(replay, create->predicate, table);
	if (table->partition_by != PARTITION_NONE && !create->only && table->children.count)
		to_partitions(replay, table, index);
}
