/* typed_columns.c: columns that a change gives a type, for rules that judge types. */
#include "migvet/facts.h"

#include <stdlib.h>
#include <string.h>

static bool take(const ColumnSpec *spec, TypedColumn *column)
{
	if (!spec->name.text || !spec->type || !spec->type->name || spec->type->unknown)
		return false;
	column->spec = spec;
	column->name = spec->name.text;
	column->type = spec->type;
	return true;
}

static bool is_temporary(const Table *table)
{
	return table && table->persistence == PERSISTENCE_TEMPORARY;
}

static bool next_of_table(const RuleContext *context, const CreateTable *create, uint32_t *at, TypedColumn *column)
{
	if (create->persistence == PERSISTENCE_TEMPORARY || create->name.unknown ||
	    (create->if_not_exists && mv_schema_table(context->schema, &create->name)))
		return false;
	column->table = mv_show_name(context, create->name.schema, create->name.name);
	while (*at < create->columns.count) {
		if (take(create->columns.items[(*at)++], column))
			return true;
	}
	return false;
}

bool mv_next_typed_column(const RuleContext *context, const Change *change, uint32_t *at, TypedColumn *column)
{
	const Table *table;

	*column = (TypedColumn){ 0 };
	if (change->kind == CHANGE_CREATE_TABLE)
		return next_of_table(context, change->as.table, at, column);
	if ((*at)++)
		return false;
	table = mv_target_table(context, change);
	if (is_temporary(table))
		return false;
	column->table = mv_show_target(context, change);
	if (change->kind == CHANGE_ADD_COLUMN) {
		const AddColumn *add = change->as.add_column;

		return !(add->if_not_exists && table && add->column->name.text && mv_table_column(table, add->column->name.text)) &&
		       take(add->column, column);
	}
	if (change->kind != CHANGE_ALTER_COLUMN_TYPE)
		return false;
	column->name = change->as.column_type->column.text;
	column->type = change->as.column_type->type;
	column->old = table && column->name ? mv_table_column(table, column->name) : NULL;
	return column->name && column->type && column->type->name && !column->type->unknown;
}

const ColumnSpec *mv_written_column(const Change *change, const char *name)
{
	if (change->kind == CHANGE_ADD_COLUMN && mv_streq(change->as.add_column->column->name.text, name))
		return change->as.add_column->column;
	for (uint32_t i = 0; change->kind == CHANGE_CREATE_TABLE && i < change->as.table->columns.count; i++) {
		if (mv_streq(change->as.table->columns.items[i]->name.text, name))
			return change->as.table->columns.items[i];
	}
	return NULL;
}

static bool is_key(const ConstraintSpecVec *constraints, const char *column)
{
	for (uint32_t i = 0; i < constraints->count; i++) {
		const ConstraintSpec *spec = constraints->items[i];

		if (spec->kind == CONSTRAINT_PRIMARY_KEY &&
		    (spec->columns.count == 0 || (spec->columns.count == 1 && mv_streq(spec->columns.items[0].text, column))))
			return true;
	}
	return false;
}

bool mv_is_key_column(const Change *change, const ColumnSpec *spec)
{
	return is_key(&spec->constraints, spec->name.text) ||
	       (change->kind == CHANGE_CREATE_TABLE && is_key(&change->as.table->constraints, spec->name.text));
}

const char *mv_builtin_name(const Type *type)
{
	return type && type->name && (!type->schema || strcmp(type->schema, "pg_catalog") == 0) ? type->name : "";
}

Finding *mv_report_column(RuleContext *context, const Change *change, const TypedColumn *column, const char *format, ...)
{
	Finding *finding;
	va_list args;
	char *message;

	va_start(args, format);
	message = mv_arena_vformat(context->arena, format, args);
	va_end(args);
	finding = mv_report(context, change, column->type->span, "%s", message);
	mv_finding_subject(context, finding, "%s.%s", column->table, column->name);
	return finding;
}

void mv_fix_type(RuleContext *context, Finding *finding, const TypedColumn *column, const char *type)
{
	if (column->type->span.end > column->type->span.start && !column->type->dimensions)
		mv_fix_edit(context, mv_finding_fix(context, finding, FIX_SUGGESTED, mv_arena_format(context->arena, "use %s", type)),
			    column->type->span, type);
}
