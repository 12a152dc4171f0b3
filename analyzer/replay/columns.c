/* columns.c: adding and removing columns, with what comes and goes along. */
#include "replay_internal.h"

#include <string.h>

/* ---- serial and identity ---- */

/* The integer type behind serial, or NULL. */
static const char *serial_base(const Type *type)
{
	static const char *const serials[][2] = {
		{ "serial", "int4" }, { "bigserial", "int8" }, { "smallserial", "int2" },
		{ "serial4", "int4" }, { "serial8", "int8" },  { "serial2", "int2" },
	};

	if (!type || !type->name || type->dimensions || (type->schema && strcmp(type->schema, "pg_catalog") != 0))
		return NULL;
	for (size_t i = 0; i < sizeof serials / sizeof *serials; i++) {
		if (strcmp(type->name, serials[i][0]) == 0)
			return serials[i][1];
	}
	return NULL;
}

static Sequence *add_owned_sequence(Apply *apply, Table *table, const char *column)
{
	Schema *schema = apply->schema;
	Sequence *sequence = MV_NEW(schema->arena, Sequence);

	mv_init_object(apply, &sequence->object, OBJ_SEQUENCE, table->object.schema,
		       mv_choose_relation_name(schema, table->object.schema, table->object.name, column, "seq", false));
	sequence->owner_table = table;
	sequence->owner_column = column;
	mv_register_relation(schema, &sequence->object);
	*VEC_PUSH(schema->arena, &table->sequences) = sequence;
	return sequence;
}

/* nextval('t_id_seq'::regclass), as the server stores it. */
static const Expression *nextval_of(Arena *arena, const Sequence *sequence)
{
	Expression *call = MV_NEW(arena, Expression), *argument = MV_NEW(arena, Expression);

	argument->kind = EXPR_CONSTANT;
	argument->name = "string";
	argument->text = sequence->object.name;
	call->kind = EXPR_FUNCTION;
	call->name = "nextval";
	call->args = MV_NEW_ARRAY(arena, Expression *, 1);
	call->args[0] = argument;
	call->arg_count = 1;
	return call;
}

/* ---- adding ---- */

static bool is_primary_key_inline(const ColumnSpec *spec)
{
	for (uint32_t i = 0; i < spec->constraints.count; i++) {
		if (spec->constraints.items[i]->kind == CONSTRAINT_PRIMARY_KEY)
			return true;
	}
	return false;
}

Column *mv_add_column(Apply *apply, Table *table, const ColumnSpec *spec)
{
	Arena *arena = apply->schema->arena;
	Column *column = MV_NEW(arena, Column);
	const char *base = serial_base(spec->type);

	column->name = spec->name.text;
	column->birth = apply->birth;
	column->type = spec->type;
	column->not_null = mv_tri(spec->not_null || spec->identity != IDENTITY_NONE || base || is_primary_key_inline(spec));
	column->default_value = spec->default_value && spec->default_value->kind != EXPR_NULL ? spec->default_value : NULL;
	column->identity = spec->identity;
	column->generated = spec->generated;
	column->generation = spec->generation;
	column->collation = spec->collation;
	column->maybe = apply->maybe;
	if (column->not_null == TRI_YES)
		column->null_dropped = apply->birth;
	*VEC_PUSH(arena, &table->columns) = column;
	if (base) {
		Type *type = MV_NEW(arena, Type);

		*type = *spec->type;
		type->name = base;
		type->schema = "pg_catalog";
		column->type = type;
		column->default_value = nextval_of(arena, add_owned_sequence(apply, table, column->name));
	} else if (spec->identity != IDENTITY_NONE) {
		add_owned_sequence(apply, table, column->name);
	}
	return column;
}

Column *mv_need_column(Apply *apply, Table *table, const char *name)
{
	Column *column = name ? mv_table_column(table, name) : NULL;

	if (column || !name || !table->object.incomplete)
		return column;
	column = MV_NEW(apply->schema->arena, Column);
	column->name = name;
	column->default_unknown = true;
	*VEC_PUSH(apply->schema->arena, &table->columns) = column;
	return column;
}

/* ---- removing ---- */

typedef struct ColumnSearch {
	const char *name;
	bool found;
} ColumnSearch;

static bool look_for_column(const Expression *expression, void *data)
{
	ColumnSearch *search = data;

	if (expression->kind == EXPR_COLUMN && mv_streq(expression->name, search->name))
		search->found = true;
	return !search->found;
}

bool mv_expression_mentions(const Expression *expression, const char *column)
{
	ColumnSearch search = { .name = column };

	if (expression)
		mv_expr_walk(expression, look_for_column, &search);
	return search.found;
}

bool mv_index_uses_column(const TableIndex *index, const char *column)
{
	for (uint32_t i = 0; i < index->keys.count; i++) {
		const IndexKey *key = &index->keys.items[i];

		if (mv_streq(key->column, column) || mv_expression_mentions(key->expression, column))
			return true;
	}
	for (uint32_t i = 0; i < index->including.count; i++) {
		if (strcmp(index->including.items[i], column) == 0)
			return true;
	}
	return mv_expression_mentions(index->predicate, column);
}

bool mv_constraint_uses_column(const Constraint *constraint, const char *column)
{
	for (uint32_t i = 0; i < constraint->columns.count; i++) {
		if (strcmp(constraint->columns.items[i], column) == 0)
			return true;
	}
	return false;
}

static bool references_column(const Constraint *constraint, const char *column)
{
	for (uint32_t i = 0; i < constraint->referenced_columns.count; i++) {
		if (strcmp(constraint->referenced_columns.items[i], column) == 0)
			return true;
	}
	return false;
}

static void remove_owned_sequence(Schema *schema, Table *table, const char *column)
{
	for (uint32_t i = 0; i < table->sequences.count; i++) {
		Sequence *sequence = table->sequences.items[i];

		if (!mv_streq(sequence->owner_column, column))
			continue;
		mv_unregister_relation(schema, &sequence->object);
		VEC_REMOVE(&table->sequences, sequence);
		return;
	}
}

void mv_remove_column(Schema *schema, Table *table, const char *name)
{
	Column *column = mv_table_column(table, name);

	if (!column)
		return;
	for (uint32_t i = table->constraints.count; i > 0; i--) {
		if (mv_constraint_uses_column(table->constraints.items[i - 1], name))
			mv_remove_constraint(schema, table->constraints.items[i - 1]);
		if (i > table->constraints.count)
			i = table->constraints.count + 1;
	}
	for (uint32_t i = table->indexes.count; i > 0; i--) {
		if (mv_index_uses_column(table->indexes.items[i - 1], name))
			mv_remove_index(schema, table->indexes.items[i - 1]);
	}
	for (uint32_t i = table->referencing.count; i > 0; i--) {
		if (references_column(table->referencing.items[i - 1], name))
			mv_remove_constraint(schema, table->referencing.items[i - 1]);
		if (i > table->referencing.count)
			i = table->referencing.count + 1;
	}
	remove_owned_sequence(schema, table, name);
	VEC_REMOVE(&table->columns, column);
	for (uint32_t i = 0; i < table->children.count; i++)
		mv_remove_column(schema, table->children.items[i], name);
}
