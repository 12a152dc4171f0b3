/*
 * ddl_type.c: enums, composite and range types, domains, base types,
 * aggregates and what else CREATE ... (definition) makes.
 */
#include "ddl.h"

#include <string.h>

/* A new type's name: in CREATE SCHEMA an unqualified one goes into it. */
static QName type_name(Lower *lower, const List *names, Span span)
{
	QName name = mv_pg_name_list(lower, names, mv_pg_find_name(lower, span, strVal(linitial(names))));

	mv_pg_set_subject(lower, name.span);
	return name;
}

static CreateType *new_type(Lower *lower, ChangeKind kind, Span span)
{
	CreateType *type = MV_NEW(lower->arena, CreateType);

	mv_pg_change(lower, kind, span)->as.type = type;
	return type;
}

/* A string literal's place: its token; the values themselves are not folded. */
static Ident label(Lower *lower, const char *text, Cursor *cursor)
{
	Ident ident = { .text = mv_pg_copy(lower, text) };

	while (cursor->token.kind != TOKEN_END && cursor->token.kind != TOKEN_STRING)
		mv_pg_advance(cursor);
	ident.span = mv_pg_token_span(lower, mv_pg_here(cursor));
	mv_pg_advance(cursor);
	return ident;
}

void mv_pg_create_enum(Lower *lower, const Node *node, Span span)
{
	const CreateEnumStmt *stmt = (const CreateEnumStmt *)node;
	CreateType *type = new_type(lower, CHANGE_CREATE_ENUM, span);
	Cursor cursor = mv_pg_cursor(lower, span);
	const ListCell *cell;

	type->name = type_name(lower, stmt->typeName, span);
	foreach(cell, stmt->vals)
		*VEC_PUSH(lower->arena, &type->labels) = label(lower, strVal(lfirst(cell)), &cursor);
}

void mv_pg_create_composite(Lower *lower, const Node *node, Span span)
{
	const CompositeTypeStmt *stmt = (const CompositeTypeStmt *)node;
	CreateType *type = new_type(lower, CHANGE_CREATE_COMPOSITE, span);
	const ListCell *cell;

	type->name = mv_pg_range_var(lower, stmt->typevar);
	mv_pg_set_subject(lower, type->name.span);
	foreach(cell, stmt->coldeflist) {
		const ColumnDef *def = lfirst(cell);

		*VEC_PUSH(lower->arena, &type->attributes) =
			mv_pg_column(lower, def, mv_pg_element_span(lower, def->location, span));
	}
}

void mv_pg_create_range(Lower *lower, const Node *node, Span span)
{
	const CreateRangeStmt *stmt = (const CreateRangeStmt *)node;
	CreateType *type = new_type(lower, CHANGE_CREATE_RANGE, span);
	const ListCell *cell;

	type->name = type_name(lower, stmt->typeName, span);
	type->options = mv_pg_options(lower, stmt->params);
	type->code = mv_pg_stored_statement(lower, node);
	foreach(cell, stmt->params) {
		const DefElem *elem = lfirst(cell);

		if (strcmp(elem->defname, "multirange_type_name") == 0 && elem->arg && IsA(elem->arg, TypeName))
			type->multirange = mv_pg_name_list(lower, ((const TypeName *)elem->arg)->names, -1);
	}
}

/* CREATE AGGREGATE f (argument types) */
static void create_aggregate(Lower *lower, const DefineStmt *stmt, Span span)
{
	FunctionChange *function = MV_NEW(lower->arena, FunctionChange);
	const ListCell *cell;

	mv_pg_change(lower, CHANGE_CREATE_FUNCTION, span)->as.function = function;
	function->object = OBJ_AGGREGATE;
	function->name = type_name(lower, stmt->defnames, span);
	function->or_replace = stmt->replace;
	function->options = mv_pg_options(lower, stmt->definition);
	/* args: the list of parameters, and how many of them are direct arguments */
	if (stmt->args && linitial(stmt->args) && IsA(linitial(stmt->args), List)) {
		foreach(cell, (const List *)linitial(stmt->args)) {
			const FunctionParameter *parameter = lfirst(cell);
			Parameter *p = VEC_PUSH(lower->arena, &function->parameters);

			p->name = mv_pg_copy(lower, parameter->name);
			p->type = mv_pg_type(lower, parameter->argType);
			p->mode = parameter->mode == FUNC_PARAM_VARIADIC ? "variadic" : "in";
		}
	}
	function->arguments_given = !stmt->oldstyle;
	function->code = mv_pg_stored_statement(lower, (const Node *)stmt);
}

static const Type *definition_type(Lower *lower, const List *definition, const char *name)
{
	const ListCell *cell;

	foreach(cell, definition) {
		const DefElem *elem = lfirst(cell);

		if (strcmp(elem->defname, name) == 0 && elem->arg && IsA(elem->arg, TypeName))
			return mv_pg_type(lower, (const TypeName *)elem->arg);
	}
	return NULL;
}

void mv_pg_define(Lower *lower, const Node *node, Span span)
{
	const DefineStmt *stmt = (const DefineStmt *)node;

	if (stmt->kind == OBJECT_TYPE) {
		CreateType *type = new_type(lower, CHANGE_CREATE_TYPE, span);

		type->name = type_name(lower, stmt->defnames, span);
		type->options = mv_pg_options(lower, stmt->definition);
		type->code = mv_pg_stored_statement(lower, node);
	} else if (stmt->kind == OBJECT_AGGREGATE) {
		create_aggregate(lower, stmt, span);
	} else {
		ObjectChange *change = mv_pg_object_change_list(lower, CHANGE_CREATE_OBJECT,
								mv_pg_object_kind(stmt->kind), stmt->defnames, span);

		change->if_not_exists = stmt->if_not_exists;
		change->or_replace = stmt->replace;
		change->options = mv_pg_options(lower, stmt->definition);
		change->sub = mv_pg_sub_kind(stmt->kind);
		change->code = mv_pg_stored_statement(lower, node);
		if (stmt->kind == OBJECT_OPERATOR) {
			*VEC_PUSH(lower->arena, &change->types) = definition_type(lower, stmt->definition, "leftarg");
			*VEC_PUSH(lower->arena, &change->types) = definition_type(lower, stmt->definition, "rightarg");
		}
	}
}

void mv_pg_alter_enum(Lower *lower, const Node *node, Span span)
{
	const AlterEnumStmt *stmt = (const AlterEnumStmt *)node;
	int location = mv_pg_find_name(lower, span, strVal(linitial(stmt->typeName)));
	Cursor cursor = mv_pg_cursor(lower, span);

	if (stmt->oldVal) {
		Rename *rename = MV_NEW(lower->arena, Rename);

		mv_pg_change(lower, CHANGE_RENAME_ENUM_VALUE, span)->as.rename = rename;
		rename->object = OBJ_ENUM_VALUE;
		rename->relation_kind = OBJ_ENUM;
		rename->name = mv_pg_name_list(lower, stmt->typeName, location);
		rename->part = label(lower, stmt->oldVal, &cursor);
		rename->new_name = label(lower, stmt->newVal, &cursor);
		mv_pg_set_subject(lower, rename->part.span);
	} else {
		EnumValue *value = MV_NEW(lower->arena, EnumValue);

		mv_pg_change(lower, CHANGE_ADD_ENUM_VALUE, span)->as.enum_value = value;
		value->type = mv_pg_name_list(lower, stmt->typeName, location);
		value->value = label(lower, stmt->newVal, &cursor);
		value->neighbor = mv_pg_copy(lower, stmt->newValNeighbor);
		value->before = stmt->newValNeighbor && !stmt->newValIsAfter;
		value->if_not_exists = stmt->skipIfNewValExists;
		mv_pg_set_subject(lower, value->value.span);
	}
}

/* ---- domains ---- */

void mv_pg_create_domain(Lower *lower, const Node *node, Span span)
{
	const CreateDomainStmt *stmt = (const CreateDomainStmt *)node;
	CreateDomain *domain = MV_NEW(lower->arena, CreateDomain);
	const ListCell *cell;
	Type *base;

	mv_pg_change(lower, CHANGE_CREATE_DOMAIN, span)->as.domain = domain;
	domain->name = type_name(lower, stmt->domainname, span);
	base = mv_pg_type(lower, stmt->typeName);
	if (stmt->collClause)
		base->collation = mv_pg_joined_name(lower, stmt->collClause->collname);
	domain->base = base;
	foreach(cell, stmt->constraints) {
		const Constraint *constraint = lfirst(cell);
		const ListCell *next = lnext(stmt->constraints, cell);
		size_t start, end;

		switch ((int)constraint->contype) {
		case CONSTR_DEFAULT:
			domain->default_value = mv_pg_stored(lower, constraint->raw_expr);
			break;
		case CONSTR_NOTNULL:
			domain->not_null = true;
			domain->not_null_name = mv_pg_copy(lower, constraint->conname);
			break;
		case CONSTR_CHECK:
			start = constraint->location > 0 ? (size_t)constraint->location : 0;
			end = next ? (size_t)((const Constraint *)lfirst(next))->location : span.end - lower->parsed->base;
			*VEC_PUSH(lower->arena, &domain->checks) =
				mv_pg_constraint(lower, constraint, mv_pg_text_span(lower, start, end));
			break;
		}
	}
}

static DomainChange domain_change(const AlterDomainStmt *stmt)
{
	switch (stmt->subtype) {
	case 'T':
		return stmt->def ? DOMAIN_SET_DEFAULT : DOMAIN_DROP_DEFAULT;
	case 'N':
		return DOMAIN_DROP_NOT_NULL;
	case 'O':
		return DOMAIN_SET_NOT_NULL;
	case 'C':
		return DOMAIN_ADD_CONSTRAINT;
	case 'X':
		return DOMAIN_DROP_CONSTRAINT;
	}
	return DOMAIN_VALIDATE_CONSTRAINT;
}

void mv_pg_alter_domain(Lower *lower, const Node *node, Span span)
{
	const AlterDomainStmt *stmt = (const AlterDomainStmt *)node;
	AlterDomain *change = MV_NEW(lower->arena, AlterDomain);
	Cursor cursor = mv_pg_cursor(lower, span);

	mv_pg_change(lower, CHANGE_ALTER_DOMAIN, span)->as.alter_domain = change;
	change->name = type_name(lower, stmt->typeName, span);
	change->what = domain_change(stmt);
	if (change->what == DOMAIN_SET_DEFAULT)
		change->default_value = mv_pg_stored(lower, stmt->def);
	else if (change->what == DOMAIN_ADD_CONSTRAINT)
		change->constraint = mv_pg_constraint(
			lower, (const Constraint *)stmt->def,
			mv_pg_element_span(lower, ((const Constraint *)stmt->def)->location, span));
	if (stmt->name) {
		mv_pg_skip_to(&cursor, "constraint");
		if (stmt->missing_ok && mv_pg_accept(&cursor, "if"))
			mv_pg_accept(&cursor, "exists");
		change->constraint_name = mv_pg_ident(lower, stmt->name, mv_pg_here(&cursor));
		mv_pg_set_subject(lower, change->constraint_name.span);
	}
	change->if_exists = stmt->missing_ok;
	change->cascade = stmt->behavior == DROP_CASCADE;
}

/* ALTER TYPE t SET (...): properties of a base type */
void mv_pg_alter_type(Lower *lower, const Node *node, Span span)
{
	const AlterTypeStmt *stmt = (const AlterTypeStmt *)node;
	ObjectChange *change = mv_pg_object_change_list(lower, CHANGE_ALTER_OBJECT, OBJ_TYPE, stmt->typeName, span);

	change->detail = "set";
	change->options = mv_pg_options(lower, stmt->options);
	change->code = mv_pg_stored_statement(lower, node);
}
