/*
 * not_null.c: NOT NULL of columns. Since 18 each is a constraint with a name,
 * which PostgreSQL chooses when it is not written. Written ones are Constraints
 * of their table; the name of the others is kept with the column, and counted
 * as one in use.
 */
#include "model.h"

#include <string.h>

Constraint *mv_table_not_null(const Table *table, const Column *column)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		Constraint *constraint = table->constraints.items[i];

		if (constraint->kind == CONSTRAINT_NOT_NULL && constraint->columns.count == 1 &&
		    strcmp(constraint->columns.items[0], column->name) == 0)
			return constraint;
	}
	return NULL;
}

void mv_model_forget_not_null(Schema *model, const Table *table, Column *column)
{
	if (column->not_null_name)
		mv_model_count_name(model, OBJ_COLUMN, table->object.schema, column->not_null_name, -1);
	column->not_null_name = NULL;
	column->not_null_inherited = false;
}

void mv_model_name_not_null(const Replay *replay, const Table *table, Column *column, const char *name)
{
	mv_model_forget_not_null(replay->schema, table, column);
	column->not_null_name = name ? name : mv_name_constraint(replay->schema, table->object.schema, table->object.name,
								 column->name, "not_null");
	mv_model_count_name(replay->schema, OBJ_COLUMN, table->object.schema, column->not_null_name, 1);
}

void mv_model_mark_not_null(const Replay *replay, Column *column)
{
	if (column->not_null == TRI_YES)
		return;
	column->not_null = replay->maybe ? TRI_UNKNOWN : TRI_YES;
	column->null_dropped = *replay->birth;
}

void mv_model_set_not_null(const Replay *replay, const Table *table, Column *column)
{
	bool already = column->not_null == TRI_YES;

	mv_model_mark_not_null(replay, column);
	if (already)
		column->not_null_inherited = false;
	else
		mv_model_name_not_null(replay, table, column, NULL);
}

/* The child's constraint has its parent's name. */
void mv_model_copy_not_null(const Replay *replay, const Table *table, Column *column, const Table *parent, const Column *from)
{
	const Constraint *written = mv_table_not_null(parent, from);

	if (from->not_null == TRI_NO || column->not_null == TRI_YES || (written && written->no_inherit))
		return;
	column->not_null = from->not_null;
	column->null_dropped = *replay->birth;
	if (from->not_null_name)
		mv_model_name_not_null(replay, table, column, from->not_null_name);
	column->not_null_inherited = true;
}

/* The column whose NOT NULL has this name and is no Constraint. */
Column *mv_model_not_null_named(const Table *table, const char *name)
{
	for (uint32_t i = 0; name && i < table->columns.count; i++) {
		if (mv_streq(table->columns.items[i]->not_null_name, name))
			return table->columns.items[i];
	}
	return NULL;
}

void mv_model_drop_not_null(const Replay *replay, const Table *table, Column *column)
{
	Constraint *written = mv_table_not_null(table, column);

	column->not_null = TRI_NO;
	mv_model_forget_not_null(replay->schema, table, column);
	if (written)
		mv_model_take_constraint(replay->schema, written);
}
