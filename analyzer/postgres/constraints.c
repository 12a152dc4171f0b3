/*
 * constraints.c: constraints of tables, columns and domains.
 */
#include "ddl.h"

bool mv_pg_is_constraint_attribute(const Constraint *constraint)
{
	switch (constraint->contype) {
	case CONSTR_ATTR_DEFERRABLE:
	case CONSTR_ATTR_NOT_DEFERRABLE:
	case CONSTR_ATTR_DEFERRED:
	case CONSTR_ATTR_IMMEDIATE:
	case CONSTR_ATTR_ENFORCED:
	case CONSTR_ATTR_NOT_ENFORCED:
		return true;
	case CONSTR_NULL:
	case CONSTR_NOTNULL:
	case CONSTR_DEFAULT:
	case CONSTR_IDENTITY:
	case CONSTR_GENERATED:
	case CONSTR_CHECK:
	case CONSTR_PRIMARY:
	case CONSTR_UNIQUE:
	case CONSTR_EXCLUSION:
	case CONSTR_FOREIGN:
		return false;
	}
	return false;
}

void mv_pg_constraint_attribute(ConstraintSpec *spec, const Constraint *attribute)
{
	switch ((int)attribute->contype) {
	case CONSTR_ATTR_DEFERRABLE:
		spec->deferrable = true;
		break;
	case CONSTR_ATTR_NOT_DEFERRABLE:
		spec->deferrable = false;
		break;
	case CONSTR_ATTR_DEFERRED:
		spec->deferrable = spec->initially_deferred = true;
		break;
	case CONSTR_ATTR_NOT_ENFORCED:
		spec->not_enforced = true;
		break;
	}
}

static ConstraintKind constraint_kind(ConstrType type)
{
	switch ((int)type) {
	case CONSTR_NOTNULL:
		return CONSTRAINT_NOT_NULL;
	case CONSTR_PRIMARY:
		return CONSTRAINT_PRIMARY_KEY;
	case CONSTR_UNIQUE:
		return CONSTRAINT_UNIQUE;
	case CONSTR_EXCLUSION:
		return CONSTRAINT_EXCLUSION;
	case CONSTR_FOREIGN:
		return CONSTRAINT_FOREIGN_KEY;
	}
	return CONSTRAINT_CHECK;
}

static FkAction fk_action(char action)
{
	switch (action) {
	case FKCONSTR_ACTION_RESTRICT:
		return FK_RESTRICT;
	case FKCONSTR_ACTION_CASCADE:
		return FK_CASCADE;
	case FKCONSTR_ACTION_SETNULL:
		return FK_SET_NULL;
	case FKCONSTR_ACTION_SETDEFAULT:
		return FK_SET_DEFAULT;
	}
	return FK_NO_ACTION;
}

static FkMatch fk_match(char match)
{
	return match == FKCONSTR_MATCH_FULL ? FK_MATCH_FULL : match == FKCONSTR_MATCH_PARTIAL ? FK_MATCH_PARTIAL : FK_MATCH_SIMPLE;
}

static void foreign_key(Lower *lower, ConstraintSpec *spec, const Constraint *constraint, Cursor *cursor)
{
	if (constraint->fk_attrs) {
		mv_pg_skip_to(cursor, "(");
		spec->columns = mv_pg_idents(lower, constraint->fk_attrs, cursor);
	}
	spec->referenced = mv_pg_range_var(lower, constraint->pktable);
	*cursor = mv_pg_cursor(lower, (Span){ spec->referenced.span.end, spec->span.end });
	if (constraint->pk_attrs) {
		mv_pg_accept(cursor, "(");
		spec->referenced_columns = mv_pg_idents(lower, constraint->pk_attrs, cursor);
		mv_pg_skip_to(cursor, ")");
	}
	spec->on_delete = fk_action(constraint->fk_del_action);
	spec->on_update = fk_action(constraint->fk_upd_action);
	spec->match = fk_match(constraint->fk_matchtype);
	if (constraint->fk_del_set_cols) {
		mv_pg_skip_to(cursor, "delete");
		mv_pg_skip_to(cursor, "set");
		mv_pg_advance(cursor);
		mv_pg_accept(cursor, "(");
		spec->on_delete_columns = mv_pg_idents(lower, constraint->fk_del_set_cols, cursor);
	}
	spec->period = constraint->fk_with_period;
}

static void exclusion(Lower *lower, ConstraintSpec *spec, const Constraint *constraint, Cursor *cursor)
{
	const ListCell *cell;

	spec->access_method = mv_pg_copy(lower, constraint->access_method);
	mv_pg_skip_to(cursor, "(");
	foreach(cell, constraint->exclusions) {
		const List *pair = lfirst(cell);
		IndexKey *key = VEC_PUSH(lower->arena, &spec->exclude_keys);

		*key = mv_pg_index_key(lower, linitial(pair), cursor);
		key->exclude_operator = mv_pg_joined_name(lower, lsecond(pair));
	}
	mv_pg_skip_to(cursor, ")");
	spec->predicate = mv_pg_stored(lower, constraint->where_clause);
}

static void index_clauses(Lower *lower, ConstraintSpec *spec, const Constraint *constraint, Cursor *cursor)
{
	if (constraint->including && mv_pg_skip_to(cursor, "include"))
		mv_pg_accept(cursor, "(");
	spec->including = mv_pg_idents(lower, constraint->including, cursor);
	if (constraint->indexname) {
		Ident name;

		mv_pg_skip_to(cursor, "index");
		name = mv_pg_ident(lower, constraint->indexname, mv_pg_here(cursor));
		spec->using_index = (QName){ .name = name.text, .span = name.span,
					     .unknown = mv_pg_is_placeholder(lower, constraint->indexname) };
	}
	spec->options = mv_pg_options(lower, constraint->options);
	spec->tablespace = mv_pg_copy(lower, constraint->indexspace);
}

ConstraintSpec *mv_pg_constraint(Lower *lower, const Constraint *constraint, Span span)
{
	ConstraintSpec *spec = MV_NEW(lower->arena, ConstraintSpec);
	Cursor cursor = mv_pg_cursor(lower, span);

	spec->kind = constraint_kind(constraint->contype);
	spec->span = span;
	/* ADD CONSTRAINT: there the location is that of the kind's key word in some productions */
	if (mv_pg_accept(&cursor, "constraint") && constraint->conname) {
		spec->name = mv_pg_ident(lower, constraint->conname, mv_pg_here(&cursor));
		mv_pg_advance(&cursor);
	} else if (constraint->conname) {
		spec->name = mv_pg_ident(lower, constraint->conname, -1);
	}
	switch (spec->kind) {
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
		if (constraint->keys) {
			mv_pg_skip_to(&cursor, "(");
			spec->columns = mv_pg_idents(lower, constraint->keys, &cursor);
			mv_pg_skip_to(&cursor, ")");
		}
		index_clauses(lower, spec, constraint, &cursor);
		break;
	case CONSTRAINT_NOT_NULL:
		mv_pg_skip_to(&cursor, "null");
		spec->columns = mv_pg_idents(lower, constraint->keys, &cursor);
		break;
	case CONSTRAINT_EXCLUSION:
		exclusion(lower, spec, constraint, &cursor);
		index_clauses(lower, spec, constraint, &cursor);
		break;
	case CONSTRAINT_FOREIGN_KEY:
		foreign_key(lower, spec, constraint, &cursor);
		spec->not_enforced = !constraint->is_enforced;
		break;
	case CONSTRAINT_CHECK:
		spec->expression = mv_pg_stored(lower, constraint->raw_expr);
		spec->not_enforced = !constraint->is_enforced;
		break;
	}
	spec->not_valid = constraint->skip_validation;
	spec->no_inherit = constraint->is_no_inherit;
	spec->nulls_not_distinct = constraint->nulls_not_distinct;
	spec->deferrable = constraint->deferrable;
	spec->initially_deferred = constraint->initdeferred;
	spec->without_overlaps = constraint->without_overlaps;
	return spec;
}
