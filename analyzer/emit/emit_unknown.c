/*
 * emit_unknown.c: what the migrations do not tell, in SQL that still loads.
 *
 * A column whose type is not known is one of text; what cannot be made then (a
 * key to it, a check of it) and what names columns that are not known is left
 * out. A comment stands in its place.
 */
#include "emit.h"

#include <string.h>

bool mv_emit_is_known_type(const Type *type)
{
	return type && type->name && type->name[0] != '?' && !type->unknown && !type->column_type;
}

static bool is_known_column(const Table *table, const char *name, bool with_type)
{
	const Column *column = mv_table_column(table, name);

	/* those of the system are there always; of names, "?" is what was not known */
	return column && name[0] != '?' && (!with_type || mv_emit_is_known_type(column->type));
}

static bool are_known(const Table *table, const char *const *names, uint32_t count, bool with_type)
{
	for (uint32_t i = 0; i < count; i++) {
		if (!is_known_column(table, names[i], with_type))
			return false;
	}
	return true;
}

typedef struct Search {
	const Table *table;
	bool with_type;
} Search;

static bool is_known_part(const Expression *expression, void *data)
{
	const Search *search = data;
	const Column *column;

	if (expression->kind == EXPR_PARAM || (expression->kind == EXPR_CAST && !mv_emit_is_known_type(expression->type)))
		return false;
	if (expression->kind != EXPR_COLUMN || !search->table || expression->qualifier || !expression->name)
		return true;
	column = mv_table_column(search->table, expression->name);
	/* the whole row, a system column */
	if (!column)
		return !search->table->object.incomplete;
	return !search->with_type || mv_emit_is_known_type(column->type);
}

bool mv_emit_is_known_expression(const Table *table, const Expression *expression)
{
	Search search = { .table = table, .with_type = true };

	return !expression || mv_expr_walk(expression, is_known_part, &search);
}

static bool is_known_key(const Table *table, const IndexKey *key)
{
	return key->column ? is_known_column(table, key->column, key->opclass != NULL && !strstr(key->opclass, "pattern_ops")) :
			     mv_emit_is_known_expression(table, key->expression);
}

bool mv_emit_is_known_index(const TableIndex *index)
{
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (!is_known_key(index->table, &index->keys.items[i]) ||
		    (index->access_method && strcmp(index->access_method, "btree") != 0 && index->keys.items[i].column &&
		     !is_known_column(index->table, index->keys.items[i].column, true)))
			return false;
	}
	return are_known(index->table, index->including.items, index->including.count, false) &&
	       mv_emit_is_known_expression(index->table, index->predicate);
}

/* Does the table have a key of exactly these columns? Of one that is not known whole it may be missing. */
static bool has_key(const Table *table, const char *const *names, uint32_t count)
{
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];
		uint32_t same = 0;

		if (!index->unique || index->predicate || index->keys.count != count)
			continue;
		for (uint32_t k = 0; k < count; k++)
			for (uint32_t n = 0; n < count; n++)
				same += mv_streq(index->keys.items[k].column, names[n]);
		if (same == count)
			return true;
	}
	return false;
}

bool mv_emit_is_known_constraint(const Constraint *constraint)
{
	const Table *to = constraint->referenced;

	switch (constraint->kind) {
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
	case CONSTRAINT_EXCLUSION:
		return !constraint->index || mv_emit_is_known_index(constraint->index);
	case CONSTRAINT_FOREIGN_KEY:
		if (!are_known(constraint->table, constraint->columns.items, constraint->columns.count, true))
			return false;
		return !to || (are_known(to, constraint->referenced_columns.items, constraint->referenced_columns.count, true) &&
			       (!to->object.incomplete || !constraint->referenced_columns.count ||
				has_key(to, constraint->referenced_columns.items, constraint->referenced_columns.count)));
	case CONSTRAINT_CHECK:
		return mv_emit_is_known_expression(constraint->table, constraint->expression);
	case CONSTRAINT_NOT_NULL:
		break;
	}
	return are_known(constraint->table, constraint->columns.items, constraint->columns.count, false);
}

void mv_emit_leave_out(Emit *emit, Entry *entry, const char *what, const Table *table, const char *name)
{
	entry->left_out = mv_arena_format(emit->arena, "%s '%s' of '%s'", what, name, table->object.name);
}
