/*
 * columns.c: column definitions, of tables and of composite types.
 */
#include "ddl.h"

Span mv_pg_element_span(const Lower *lower, int location, Span within)
{
	Cursor cursor;
	int start;

	if (!lower->parsed->exact)
		return lower->parsed->whole;
	if (location < 0)
		return within;
	cursor = mv_pg_cursor(lower, (Span){ lower->parsed->base + (uint32_t)location, within.end });
	start = mv_pg_here(&cursor);
	while (cursor.token.kind != TOKEN_END && !mv_pg_token_is(cursor.text, cursor.token, ",") &&
	       !mv_pg_token_is(cursor.text, cursor.token, ")"))
		mv_pg_skip_group(&cursor);
	return mv_pg_span_from(lower, start, &cursor);
}

/* The end of the constraint at `cell`: where the next one starts, without blanks. */
static Span inline_span(Lower *lower, const List *constraints, const ListCell *cell, Span column)
{
	const Constraint *constraint = lfirst(cell);
	uint32_t base = lower->parsed->base;
	const ListCell *next;

	if (!lower->parsed->exact || constraint->location < 0 || (uint32_t)constraint->location + base >= column.end)
		return column;
	for (next = lnext(constraints, cell); next; next = lnext(constraints, next)) {
		const Constraint *other = lfirst(next);

		if (!mv_pg_is_constraint_attribute(other) && other->location > constraint->location)
			return mv_pg_text_span(lower, (size_t)constraint->location, (size_t)other->location);
	}
	return (Span){ base + (uint32_t)constraint->location, column.end };
}

static void add_constraint(Lower *lower, ColumnSpec *column, const Constraint *constraint, Span span)
{
	ConstraintSpec *spec = mv_pg_constraint(lower, constraint, span);

	spec->inline_in_column = true;
	spec->columns = (IdentVec){ 0 };
	*VEC_PUSH(lower->arena, &spec->columns) = column->name;
	*VEC_PUSH(lower->arena, &column->constraints) = spec;
}

static void set_identity(Lower *lower, ColumnSpec *column, const Constraint *constraint)
{
	column->identity = constraint->generated_when == 'a' ? IDENTITY_ALWAYS : IDENTITY_BY_DEFAULT;
	column->sequence_options = mv_pg_options(lower, constraint->options);
}

static void add_constraints(Lower *lower, ColumnSpec *column, const List *constraints)
{
	const ListCell *cell;
	bool attributes = false; /* of the last constraint kept */

	foreach(cell, constraints) {
		const Constraint *constraint = lfirst(cell);

		if (mv_pg_is_constraint_attribute(constraint)) {
			if (attributes && column->constraints.count)
				mv_pg_constraint_attribute(column->constraints.items[column->constraints.count - 1],
							   constraint);
			continue;
		}
		attributes = false;
		switch ((int)constraint->contype) {
		case CONSTR_NULL:
			column->explicit_null = true;
			break;
		case CONSTR_NOTNULL:
			column->not_null = true;
			if (constraint->conname || constraint->is_no_inherit)
				add_constraint(lower, column, constraint, inline_span(lower, constraints, cell, column->span));
			break;
		case CONSTR_DEFAULT:
			column->default_value = mv_pg_stored(lower, constraint->raw_expr);
			break;
		case CONSTR_IDENTITY:
			set_identity(lower, column, constraint);
			break;
		case CONSTR_GENERATED:
			column->generated = constraint->generated_kind == 's' ? GENERATED_STORED : GENERATED_VIRTUAL;
			column->generation = mv_pg_stored(lower, constraint->raw_expr);
			break;
		case CONSTR_CHECK:
		case CONSTR_PRIMARY:
		case CONSTR_UNIQUE:
		case CONSTR_EXCLUSION:
		case CONSTR_FOREIGN:
			add_constraint(lower, column, constraint, inline_span(lower, constraints, cell, column->span));
			attributes = true;
			break;
		}
	}
}

ColumnSpec *mv_pg_column(Lower *lower, const ColumnDef *def, Span span)
{
	ColumnSpec *column = MV_NEW(lower->arena, ColumnSpec);
	Type *type;

	column->span = span;
	column->name = mv_pg_ident(lower, def->colname, def->location);
	type = mv_pg_type(lower, def->typeName);
	if (def->collClause) {
		column->collation = mv_pg_joined_name(lower, def->collClause->collname);
		if (type)
			type->collation = column->collation;
	}
	column->type = type;
	column->not_null = def->is_not_null;
	column->storage = mv_pg_copy(lower, def->storage_name);
	column->compression = mv_pg_copy(lower, def->compression);
	if (def->raw_default)
		column->default_value = mv_pg_stored(lower, def->raw_default);
	column->fdw_options = mv_pg_options(lower, def->fdwoptions);
	add_constraints(lower, column, def->constraints);
	return column;
}
