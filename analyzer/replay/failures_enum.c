/*
 * failures_enum.c: a value that ALTER TYPE ... ADD VALUE added, used before
 * its transaction is committed.
 *
 * The server reads an enum's values wherever it makes one of a constant: in
 * what it runs and in what it stores. So what matters is where a constant
 * meets an enum: in a cast, a comparison, an assignment, an argument.
 */
#include "failures.h"

#include <string.h>

/* Over whose columns the expressions are. */
typedef struct Scope {
	Check *c;
	const Table *table;
	const CreateTable *create;
	const Expression *found; /* the constant */
	const Object *type;
} Scope;

/* ---- is it such a value? ---- */

/* Before 17 those of a type that is as new are refused, too. */
static bool is_unsafe(Check *c, const Object *type, const char *text)
{
	const EnumType *labels = (const EnumType *)type;

	for (uint32_t i = 0; i < labels->labels.count && i < labels->label_births.count; i++) {
		const Birth *birth = &labels->label_births.items[i];

		if (strcmp(labels->labels.items[i], text) != 0)
			continue;
		if (!birth->change || birth->change->kind != CHANGE_ADD_ENUM_VALUE || birth->transaction != c->session->transaction)
			return false;
		return type->birth.transaction != birth->transaction || (mv_judged_version(c) && mv_judged_version(c) < 17);
	}
	return false;
}

static void look_at(Scope *scope, const Expression *value, const Type *type)
{
	Plain plain = mv_plain_type(scope->c, type);

	if (scope->found || !value || value->kind != EXPR_CONSTANT || !mv_streq(value->name, "string") || !value->text || !plain.object ||
	    plain.array || plain.object->incomplete || !is_unsafe(scope->c, plain.object, value->text))
		return;
	scope->found = value;
	scope->type = plain.object;
}

/* ---- where constants meet types ---- */

static const Type *column_type(void *data, const Expression *column)
{
	const Scope *scope = data;
	const Column *known = scope->table ? mv_table_column(scope->table, column->name) : NULL;

	if (known)
		return known->maybe ? NULL : known->type;
	for (uint32_t i = 0; scope->create && i < scope->create->columns.count; i++) {
		if (mv_streq(scope->create->columns.items[i]->name.text, column->name))
			return scope->create->columns.items[i]->type;
	}
	return NULL;
}

static const Type *type_of(const Scope *scope, const Expression *expression)
{
	Replay replay = { .schema = (Schema *)(void *)scope->c->schema, .arena = scope->c->arena, .change = scope->c->change };
	Inference inference = { .replay = &replay, .column_type = column_type, .data = (void *)scope };

	return expression->kind == EXPR_CONSTANT ? NULL : mv_model_infer(&inference, expression);
}

/* What stands beside each other is of one type: a comparison, IN, BETWEEN, COALESCE. */
static void look_at_sides(Scope *scope, const Expression *expression)
{
	const Type *type = NULL;

	for (uint32_t i = 0; i < expression->arg_count && !type; i++)
		type = type_of(scope, expression->args[i]);
	for (uint32_t i = 0; type && i < expression->arg_count; i++) {
		const Expression *side = expression->args[i];

		look_at(scope, side, type);
		/* = ANY (ARRAY[...]) */
		for (uint32_t k = 0; side->kind == EXPR_ARRAY && k < side->arg_count; k++)
			look_at(scope, side->args[k], type);
	}
}

static void look_at_cast(Scope *scope, const Expression *cast)
{
	const Expression *value = cast->arg_count ? cast->args[0] : NULL;
	Type element;

	look_at(scope, value, cast->type);
	if (!value || value->kind != EXPR_ARRAY || !cast->type)
		return;
	element = *cast->type;
	element.dimensions = 0;
	for (uint32_t i = 0; i < value->arg_count; i++)
		look_at(scope, value->args[i], &element);
}

static void look_at_arguments(Scope *scope, const Expression *call)
{
	uint32_t count = 0;
	const Function *function = mv_schema_function(scope->c->schema, call->schema, call->name, &count);

	if (!function || count != 1 || !function->def || !mv_certain(scope->c, &function->object))
		return;
	for (uint32_t i = 0; i < call->arg_count && i < function->def->parameters.count; i++)
		look_at(scope, call->args[i], function->def->parameters.items[i].type);
}

static bool visit(const Expression *expression, void *data)
{
	Scope *scope = data;

	switch (expression->kind) {
	case EXPR_CAST:
		look_at_cast(scope, expression);
		break;
	case EXPR_OPERATOR:
	case EXPR_IN:
	case EXPR_BETWEEN:
	case EXPR_COALESCE:
		look_at_sides(scope, expression);
		break;
	case EXPR_FUNCTION:
		look_at_arguments(scope, expression);
		break;
	case EXPR_CONSTANT:
	case EXPR_NULL:
	case EXPR_COLUMN:
	case EXPR_PARAM:
	case EXPR_AND:
	case EXPR_OR:
	case EXPR_NOT:
	case EXPR_IS_NULL:
	case EXPR_IS_NOT_NULL:
	case EXPR_CASE:
	case EXPR_ARRAY:
	case EXPR_ROW:
	case EXPR_COLLATE:
	case EXPR_BOOL_TEST:
	case EXPR_SUBQUERY:
	case EXPR_OTHER:
		break;
	}
	return !scope->found;
}

static bool in_expression(Scope *scope, const Expression *expression)
{
	if (expression)
		mv_expr_walk(expression, visit, scope);
	return scope->found != NULL;
}

/* An expression that becomes a value of that type. */
static bool in_value(Scope *scope, const Expression *value, const Type *type)
{
	look_at(scope, value, type);
	return in_expression(scope, value);
}

/* ---- the statements ---- */

static bool in_column(Scope *scope, const ColumnSpec *spec)
{
	if (in_value(scope, spec->default_value, spec->type) || in_expression(scope, spec->generation))
		return true;
	for (uint32_t i = 0; i < spec->constraints.count; i++) {
		if (in_expression(scope, spec->constraints.items[i]->expression))
			return true;
	}
	return false;
}

static bool in_table(Scope *scope, const CreateTable *create)
{
	scope->create = create;
	for (uint32_t i = 0; i < create->columns.count; i++) {
		if (in_column(scope, create->columns.items[i]))
			return true;
	}
	for (uint32_t i = 0; i < create->constraints.count; i++) {
		if (in_expression(scope, create->constraints.items[i]->expression))
			return true;
	}
	return false;
}

static bool in_index(Scope *scope, const CreateIndex *create)
{
	for (uint32_t i = 0; i < create->keys.count; i++) {
		if (in_expression(scope, create->keys.items[i].expression))
			return true;
	}
	return in_expression(scope, create->predicate);
}

/* Its constants are where it is bound: cast to an enum, or compared with a column. */
static bool in_query(Scope *scope, const QueryInfo *query)
{
	Check *c = scope->c;
	Replay replay = { .schema = (Schema *)(void *)c->schema, .arena = c->arena, .change = c->change };
	const Binding *bindings = NULL;

	if (!query || query->opaque || !mv_model_bind_query(&replay, query, NULL, &bindings, NULL) || !bindings)
		return false;
	for (uint32_t i = 0; i < query->code->holes.count; i++) {
		const CodeHole *hole = &query->code->holes.items[i];
		const Object *type = hole->kind == HOLE_CONSTANT && bindings[i].object ? c->schema->things.items[bindings[i].object] : NULL;
		Expression *constant;

		if (!type || type->kind != OBJ_ENUM || type->incomplete || !mv_certain(c, type) || !is_unsafe(c, type, hole->name))
			continue;
		constant = MV_NEW(c->arena, Expression);
		*constant = (Expression){ .kind = EXPR_CONSTANT, .name = "string", .text = hole->name };
		scope->found = constant;
		scope->type = type;
		return true;
	}
	return false;
}

static bool in_rows(Scope *scope, const Dml *dml)
{
	const Table *table = scope->table;

	for (uint32_t i = 0; dml->row_width && i < dml->values.count; i++) {
		uint32_t place = i % dml->row_width;
		const char *name = place < dml->columns.count ? dml->columns.items[place].text : NULL;
		const Column *column = !table ? NULL : name ? mv_table_column(table, name) :
				       !dml->columns.count && !table->object.incomplete && place < table->columns.count ? table->columns.items[place] : NULL;

		if (column && !column->maybe)
			look_at(scope, dml->values.items[i], column->type);
		if (scope->found)
			return true;
	}
	/* with other relations a name need not be this one's column */
	if (dml->from_query)
		scope->table = NULL;
	for (uint32_t i = 0; i < dml->values.count; i++) {
		if (in_expression(scope, dml->values.items[i]))
			return true;
	}
	return in_expression(scope, dml->where);
}

static const Table *table_of(const Check *c, const QName *name)
{
	const Table *table = name->name ? mv_schema_table(c->schema, name) : NULL;

	return table && mv_certain(c, &table->object) ? table : NULL;
}

static bool used(Scope *scope)
{
	Check *c = scope->c;
	const Change *change = c->change;
	const QName *relation = mv_change_relation(change);
	const Column *column;

	scope->table = relation ? table_of(c, relation) : NULL;
	switch ((int)change->kind) {
	case CHANGE_CREATE_TABLE:
		return in_table(scope, change->as.table);
	case CHANGE_ADD_COLUMN:
		return in_column(scope, change->as.add_column->column);
	case CHANGE_SET_DEFAULT:
		column = scope->table ? mv_table_column(scope->table, change->as.column_default->column.text) : NULL;
		return in_value(scope, change->as.column_default->value, column && !column->maybe ? column->type : NULL);
	case CHANGE_ALTER_COLUMN_TYPE:
		return in_expression(scope, change->as.column_type->using_expr);
	case CHANGE_ADD_CONSTRAINT:
		return in_expression(scope, change->as.add_constraint->constraint->expression);
	case CHANGE_CREATE_INDEX:
		return in_index(scope, change->as.index);
	case CHANGE_CREATE_POLICY:
		return in_expression(scope, change->as.policy->using_expr) || in_expression(scope, change->as.policy->check_expr);
	case CHANGE_CREATE_DOMAIN:
		return in_value(scope, change->as.domain->default_value, change->as.domain->base);
	case CHANGE_CREATE_VIEW:
	case CHANGE_CREATE_MATERIALIZED_VIEW:
		return in_query(scope, change->as.view->query);
	case CHANGE_INSERT:
	case CHANGE_UPDATE:
	case CHANGE_DELETE:
		return in_rows(scope, change->as.dml);
	}
	return false;
}

bool mv_failure_new_enum_value(Check *c)
{
	Scope scope = { .c = c };

	/* a server before 12 does not add a value in a transaction at all */
	if (!c->schema->enum_transaction || !c->session || c->schema->enum_transaction != c->session->transaction ||
	    c->session->in_transaction != TRI_YES || !used(&scope))
		return false;
	return mv_refuse(c, "55P04", "enum-value-in-transaction", scope.found->span, scope.type,
			 "add the value in a migration of its own, which is committed before this one",
			 "value '%s' of enum '%s' was added in this transaction and cannot be used before that is committed",
			 scope.found->text, mv_shown_object(c, scope.type));
}
