/* constraints.c: making and removing constraints and indexes. */
#include "replay_internal.h"

#include <string.h>

/* ---- names ---- */

static const char *joined_columns(Arena *arena, const IdentVec *columns)
{
	StrBuf text = { 0 };
	char *result;

	for (uint32_t i = 0; i < columns->count && text.len < MV_NAME_LIMIT + 1; i++)
		mv_buf_addf(&text, "%s%s", i ? "_" : "", columns->items[i].text ? columns->items[i].text : "");
	result = mv_buf_to_arena(&text, arena);
	mv_buf_release(&text);
	return result;
}

typedef struct OneColumn {
	const char *name;
	bool several;
} OneColumn;

static bool note_column(const Expression *expression, void *data)
{
	OneColumn *one = data;

	if (expression->kind != EXPR_COLUMN || !expression->name)
		return true;
	one->several = one->several || (one->name && strcmp(one->name, expression->name) != 0);
	one->name = expression->name;
	return true;
}

static const char *choose_name(const Schema *schema, const Table *table, const ConstraintSpec *spec)
{
	const char *columns = joined_columns(schema->arena, &spec->columns);
	OneColumn one = { 0 };

	switch (spec->kind) {
	case CONSTRAINT_PRIMARY_KEY:
		return mv_choose_relation_name(schema, table->object.schema, table->object.name, NULL, "pkey", true);
	case CONSTRAINT_UNIQUE:
		return mv_choose_relation_name(schema, table->object.schema, table->object.name, columns, "key", true);
	case CONSTRAINT_EXCLUSION:
		return mv_choose_relation_name(schema, table->object.schema, table->object.name,
					       mv_index_columns_name(schema->arena, &spec->exclude_keys), "excl", true);
	case CONSTRAINT_FOREIGN_KEY:
		return mv_choose_constraint_name(schema, table, columns, "fkey");
	case CONSTRAINT_NOT_NULL:
		return mv_choose_constraint_name(schema, table, columns, "not_null");
	case CONSTRAINT_CHECK:
		/* named after its column when it is about just one */
		if (spec->expression)
			mv_expr_walk(spec->expression, note_column, &one);
		return mv_choose_constraint_name(schema, table, one.several ? NULL : one.name, "check");
	}
	return NULL;
}

/* ---- constraints ---- */

static bool add_used_column(const Expression *expression, void *data)
{
	Constraint *constraint = data;

	if (expression->kind == EXPR_COLUMN && expression->name &&
	    !mv_constraint_uses_column(constraint, expression->name))
		*VEC_PUSH(constraint->arena, &constraint->columns) = expression->name;
	return true;
}

static void copy_names(Arena *arena, const IdentVec *from, Constraint *constraint, bool referenced)
{
	for (uint32_t i = 0; i < from->count; i++) {
		if (!from->items[i].text)
			continue;
		if (referenced)
			*VEC_PUSH(arena, &constraint->referenced_columns) = from->items[i].text;
		else
			*VEC_PUSH(arena, &constraint->columns) = from->items[i].text;
	}
}

static void make_not_null(Apply *apply, Table *table, const Constraint *constraint)
{
	for (uint32_t i = 0; i < constraint->columns.count; i++) {
		Column *column = mv_need_column(apply, table, constraint->columns.items[i]);

		if (column && column->not_null != TRI_YES) {
			column->not_null = TRI_YES;
			column->null_dropped = apply->birth;
		}
	}
}

static void point_to_referenced(Apply *apply, Constraint *constraint, const ConstraintSpec *spec)
{
	Table *referenced = mv_need_table(apply, &spec->referenced, OBJ_TABLE);
	const Constraint *key;

	if (!referenced)
		return;
	constraint->referenced = referenced;
	*VEC_PUSH(apply->schema->arena, &referenced->referencing) = constraint;
	copy_names(apply->schema->arena, &spec->referenced_columns, constraint, true);
	key = mv_table_primary_key(referenced);
	for (uint32_t i = 0; !constraint->referenced_columns.count && key && i < key->columns.count; i++)
		*VEC_PUSH(apply->schema->arena, &constraint->referenced_columns) = key->columns.items[i];
}

static TableIndex *make_backing_index(Apply *apply, Table *table, Constraint *constraint, const ConstraintSpec *spec)
{
	Arena *arena = apply->schema->arena;
	TableIndex *index;

	if (spec->using_index.name) {
		/* the index takes the constraint's name */
		index = mv_schema_index(apply->schema, &spec->using_index);
		if (index) {
			mv_unregister_relation(apply->schema, &index->object);
			index->object.name = constraint->name;
			mv_register_relation(apply->schema, &index->object);
			for (uint32_t i = 0; i < index->keys.count && !constraint->columns.count; i++) {
				for (uint32_t k = 0; k < index->keys.count; k++) {
					if (index->keys.items[k].column)
						*VEC_PUSH(arena, &constraint->columns) = index->keys.items[k].column;
				}
			}
			return index;
		}
	}
	index = mv_add_index(apply, table, constraint->name);
	index->unique = spec->kind != CONSTRAINT_EXCLUSION;
	index->access_method = spec->access_method ? spec->access_method : "btree";
	index->nulls_not_distinct = spec->nulls_not_distinct;
	index->predicate = spec->predicate;
	for (uint32_t i = 0; i < spec->exclude_keys.count; i++)
		*VEC_PUSH(arena, &index->keys) = spec->exclude_keys.items[i];
	for (uint32_t i = 0; i < constraint->columns.count && !spec->exclude_keys.count; i++)
		VEC_PUSH(arena, &index->keys)->column = constraint->columns.items[i];
	for (uint32_t i = 0; i < spec->including.count; i++)
		*VEC_PUSH(arena, &index->including) = spec->including.items[i].text;
	return index;
}

/* Children have their parents' CHECKs, and partitions all of their parents' constraints. */
static void propagate(Apply *apply, Table *table, const ConstraintSpec *spec)
{
	for (uint32_t i = 0; i < table->children.count; i++) {
		Table *child = table->children.items[i];

		if (spec->no_inherit || (spec->kind != CONSTRAINT_CHECK && table->partition_by == PARTITION_NONE) ||
		    (spec->name.text && mv_table_constraint(child, spec->name.text)))
			continue;
		mv_add_constraint(apply, child, spec);
	}
}

Constraint *mv_add_constraint(Apply *apply, Table *table, const ConstraintSpec *spec)
{
	Schema *schema = apply->schema;
	Constraint *constraint = MV_NEW(schema->arena, Constraint);

	constraint->arena = schema->arena;
	constraint->kind = spec->kind;
	constraint->table = table;
	constraint->birth = apply->birth;
	constraint->def = spec;
	constraint->valid = !spec->not_valid && !spec->not_enforced;
	constraint->enforced = !spec->not_enforced;
	constraint->no_inherit = spec->no_inherit;
	constraint->deferrable = spec->deferrable;
	constraint->initially_deferred = spec->initially_deferred;
	constraint->nulls_not_distinct = spec->nulls_not_distinct;
	constraint->expression = spec->expression;
	constraint->on_delete = spec->on_delete;
	constraint->on_update = spec->on_update;
	if (constraint->valid)
		constraint->validated = apply->birth;
	if (spec->name.text)
		constraint->name = spec->name.text;
	else if (spec->using_index.name)
		constraint->name = spec->using_index.name;
	else
		constraint->name = choose_name(schema, table, spec);
	copy_names(schema->arena, &spec->columns, constraint, false);
	if (spec->kind == CONSTRAINT_CHECK && spec->expression) {
		constraint->columns.count = 0;
		mv_expr_walk(spec->expression, add_used_column, constraint);
	}
	*VEC_PUSH(schema->arena, &table->constraints) = constraint;
	mv_map_set(&schema->constraint_names, mv_key(schema->arena, table->object.schema, constraint->name), constraint);
	if (spec->kind == CONSTRAINT_FOREIGN_KEY)
		point_to_referenced(apply, constraint, spec);
	if (spec->kind == CONSTRAINT_PRIMARY_KEY || spec->kind == CONSTRAINT_UNIQUE || spec->kind == CONSTRAINT_EXCLUSION) {
		constraint->index = make_backing_index(apply, table, constraint, spec);
		constraint->index->constraint = constraint;
	}
	if (spec->kind == CONSTRAINT_PRIMARY_KEY || (spec->kind == CONSTRAINT_NOT_NULL && constraint->valid))
		make_not_null(apply, table, constraint);
	propagate(apply, table, spec);
	return constraint;
}

void mv_remove_constraint(Schema *schema, Constraint *constraint)
{
	const char *key = mv_key(schema->arena, constraint->table->object.schema, constraint->name);

	VEC_REMOVE(&constraint->table->constraints, constraint);
	if (constraint->referenced)
		VEC_REMOVE(&constraint->referenced->referencing, constraint);
	if (mv_map_get(&schema->constraint_names, key) == constraint)
		mv_map_remove(&schema->constraint_names, key);
	if (constraint->index) {
		TableIndex *index = constraint->index;

		constraint->index = NULL;
		index->constraint = NULL;
		mv_remove_index(schema, index);
	}
}

/* ---- indexes ---- */

TableIndex *mv_add_index(Apply *apply, Table *table, const char *name)
{
	TableIndex *index = MV_NEW(apply->schema->arena, TableIndex);

	mv_init_object(apply, &index->object, OBJ_INDEX, table->object.schema, name);
	index->table = table;
	index->valid = true;
	*VEC_PUSH(apply->schema->arena, &table->indexes) = index;
	mv_register_relation(apply->schema, &index->object);
	return index;
}

/* A constraint that it backs goes with it; foreign keys that rely on that one are the caller's to check. */
void mv_remove_index(Schema *schema, TableIndex *index)
{
	Constraint *constraint = index->constraint;

	if (constraint) {
		mv_remove_constraint(schema, constraint);
		return;
	}
	VEC_REMOVE(&index->table->indexes, index);
	mv_unregister_relation(schema, &index->object);
}
