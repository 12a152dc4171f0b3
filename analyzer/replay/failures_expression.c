/*
 * failures_expression.c: expressions that the server would not store: in
 * indexes, generated columns, checks and defaults; identity and generated
 * columns that cannot be what they are said to be.
 */
#include "failures.h"

#include <string.h>

/* ---- over one table ---- */

typedef struct Scope {
	Check *c;
	const Table *table;
	const CreateTable *create;
	const Expression *found; /* what is wrong */
} Scope;

static const ColumnSpec *spec_of(const Scope *scope, const char *name)
{
	const Change *change = scope->c->change;

	for (uint32_t i = 0; scope->create && i < scope->create->columns.count; i++) {
		if (mv_streq(scope->create->columns.items[i]->name.text, name))
			return scope->create->columns.items[i];
	}
	if (change->kind == CHANGE_ADD_COLUMN && mv_streq(change->as.add_column->column->name.text, name))
		return change->as.add_column->column;
	return NULL;
}

static const Column *column_of(const Scope *scope, const char *name)
{
	const Column *column = scope->table ? mv_table_column(scope->table, name) : NULL;

	return column && mv_certain_column(scope->c, scope->table, column) ? column : NULL;
}

static const Type *column_type(void *data, const Expression *column)
{
	const Scope *scope = data;
	const Column *known = column_of(scope, column->name);
	const ColumnSpec *spec = known ? NULL : spec_of(scope, column->name);

	return known ? known->type : spec ? spec->type : NULL;
}

/* The name of its type when it is one of the server's own, and no array; NULL otherwise. */
static const char *type_name(Scope *scope, const Expression *expression)
{
	Replay replay = { .schema = (Schema *)(void *)scope->c->schema, .arena = scope->c->arena, .change = scope->c->change };
	Inference inference = { .replay = &replay, .column_type = column_type, .data = scope };
	Plain plain = mv_plain_type(scope->c, mv_model_infer(&inference, expression));

	return plain.array ? NULL : plain.name;
}

static bool is_one_of(const char *name, const char *const *names)
{
	for (; name && *names; names++) {
		if (strcmp(*names, name) == 0)
			return true;
	}
	return false;
}

/* ---- what is not immutable ---- */

/* None of the overloads of these is immutable. */
static const char *const changing[] = {
	"now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday", "current_date", "current_time", "localtime",
	"localtimestamp", "random", "gen_random_uuid", "current_user", "session_user", "current_role", "user", "current_setting", "nextval",
	"currval", "to_char", "concat", "concat_ws", "format", "array_to_string", "to_date", "txid_current", "uuid_generate_v4",
	"uuid_generate_v1", "uuid_generate_v1mc", "unaccent", "to_json", "to_jsonb", "row_to_json", "json_build_object", "jsonb_build_object",
	"json_build_array", "jsonb_build_array", NULL
};

static bool is_changing_call(Scope *scope, const Expression *call)
{
	uint32_t count = 0;
	const Function *function = mv_schema_function(scope->c->schema, call->schema, call->name, &count);
	const FunctionChange *def = function ? function->def : NULL;

	if (function && !function->object.extension) {
		/* the planner puts simple SQL functions in place and judges what is in them */
		return count == 1 && def && def->language && mv_str_eq_case(mv_str(def->language), STR("plpgsql")) && mv_certain(scope->c, &function->object) &&
		       !function->object.incomplete && (function->volatility == VOLATILITY_VOLATILE || function->volatility == VOLATILITY_STABLE) &&
		       !mv_model_builtin_function(call->name) && !scope->c->schema->search_path_unknown;
	}
	if (call->schema && strcmp(call->schema, "pg_catalog") != 0 && !function)
		return false;
	if (is_one_of(call->name, changing))
		return true;
	if (strcmp(call->name, "to_tsvector") == 0)
		return call->arg_count == 1;
	if (strcmp(call->name, "date_trunc") == 0)
		/* at a place that is named it is immutable from 16 on */
		return (call->arg_count == 2 || (mv_judged_version(scope->c) && mv_judged_version(scope->c) < 16)) &&
		       call->arg_count > 1 && mv_streq(type_name(scope, call->args[1]), "timestamptz");
	if (strcmp(call->name, "date") == 0)
		return call->arg_count == 1 && mv_streq(type_name(scope, call->args[0]), "timestamptz");
	return strcmp(call->name, "age") == 0 && call->arg_count == 1;
}

/* What the settings of the session decide: the time zone, the style of dates. */
static bool is_changing_cast(Scope *scope, const Expression *cast)
{
	static const char *const times[] = { "date", "timestamp", "timestamptz", NULL };
	static const char *const strings[] = { "text", "varchar", "bpchar", NULL };
	static const char *const zoned[] = { "date", "timestamp", "time", "text", "varchar", NULL };
	const Expression *value = cast->arg_count ? cast->args[0] : NULL;
	const char *from, *to;

	if (!value || !cast->type || cast->type->dimensions || value->kind == EXPR_CONSTANT || value->kind == EXPR_NULL)
		return false;
	from = type_name(scope, value);
	to = mv_plain_type(scope->c, cast->type).name;
	if (!from || !to)
		return false;
	if (strcmp(from, "timestamptz") == 0)
		return is_one_of(to, zoned);
	if (is_one_of(from, times))
		return is_one_of(to, strings) || strcmp(to, "timestamptz") == 0;
	return is_one_of(from, strings) && is_one_of(to, times);
}

static bool find_changing(const Expression *expression, void *data)
{
	Scope *scope = data;

	if (expression->kind == EXPR_SUBQUERY)
		return false;
	if ((expression->kind == EXPR_FUNCTION && expression->name && is_changing_call(scope, expression)) ||
	    (expression->kind == EXPR_CAST && is_changing_cast(scope, expression)))
		scope->found = expression;
	return !scope->found;
}

static bool refuse_changing(Check *c, const Table *table, const CreateTable *create, const Expression *expression, const char *what)
{
	Scope scope = { .c = c, .table = table, .create = create };

	if (expression)
		mv_expr_walk(expression, find_changing, &scope);
	if (!scope.found)
		return false;
	if (scope.found->kind == EXPR_CAST)
		return mv_refuse(c, "42P17", "invalid-definition", scope.found->span, NULL,
				 "the result depends on settings of the session: say the time zone with AT TIME ZONE, or use an immutable function",
				 "a cast to '%s' here is not immutable, so %s cannot have it", mv_type_format(scope.found->type, c->arena), what);
	return mv_refuse(c, "42P17", "invalid-definition", scope.found->span, NULL, "use functions whose result depends on their arguments only",
			 "function '%s' is not immutable, so %s cannot have it", scope.found->name, what);
}

/* ---- what stands where it must not ---- */

static bool find_subquery(const Expression *expression, void *data)
{
	Scope *scope = data;

	if (expression->kind == EXPR_SUBQUERY)
		scope->found = expression;
	return !scope->found;
}

static bool find_aggregate(const Expression *expression, void *data)
{
	static const char *const names[] = { "count", "sum", "avg", "max", "min", "string_agg", "array_agg", "bool_and", "bool_or", NULL };
	Scope *scope = data;
	uint32_t count = 0;

	if (expression->kind == EXPR_SUBQUERY)
		return false;
	if (expression->kind == EXPR_FUNCTION && !expression->schema && is_one_of(expression->name, names) &&
	    !mv_schema_function(scope->c->schema, NULL, expression->name, &count))
		scope->found = expression;
	return !scope->found;
}

static bool refuse_places(Check *c, const Expression *expression, const char *what)
{
	Scope scope = { .c = c };

	if (!expression)
		return false;
	mv_expr_walk(expression, find_subquery, &scope);
	if (scope.found)
		return mv_refuse(c, "0A000", "invalid-definition", scope.found->span, NULL, "put it into a function, or check it in a trigger",
				 "%s cannot have a sub-select", what);
	mv_expr_walk(expression, find_aggregate, &scope);
	return scope.found && mv_refuse(c, "42803", "invalid-definition", scope.found->span, NULL, "check it in a trigger",
					"%s cannot have the aggregate '%s'", what, scope.found->name);
}

bool mv_refuse_stored_expression(Check *c, const Table *table, const CreateTable *create, const Expression *expression, const char *what)
{
	return expression && (refuse_places(c, expression, what) || mv_refuse_expression_columns(c, table, create, expression) ||
			      mv_refuse_calls(c, expression) || refuse_changing(c, table, create, expression, what));
}

/* ---- checks ---- */

bool mv_refuse_check(Check *c, const Table *table, const CreateTable *create, const Expression *expression)
{
	static const char *const others[] = { "int2", "int4", "int8", "numeric", "float4", "float8", "text", "varchar", "bpchar", "date",
					      "timestamp", "timestamptz", "uuid", "json", "jsonb", "bytea", NULL };
	Scope scope = { .c = c, .table = table, .create = create };
	const char *name;

	if (!expression)
		return false;
	if (refuse_places(c, expression, "a check") || mv_refuse_expression_columns(c, table, create, expression) || mv_refuse_calls(c, expression))
		return true;
	if (expression->kind != EXPR_COLUMN)
		return false;
	name = type_name(&scope, expression);
	if (!is_one_of(name, others))
		return false;
	return mv_refuse(c, "42804", "invalid-definition", expression->span, NULL, "compare it with something", "the check is of type '%s', not boolean", name);
}

/* ---- defaults ---- */

static bool find_column(const Expression *expression, void *data)
{
	Scope *scope = data;

	if (expression->kind == EXPR_COLUMN && expression->name)
		scope->found = expression;
	return !scope->found && expression->kind != EXPR_SUBQUERY;
}

bool mv_refuse_default_expression(Check *c, const Expression *expression)
{
	Scope scope = { .c = c };

	if (!expression)
		return false;
	mv_expr_walk(expression, find_column, &scope);
	if (scope.found)
		return mv_refuse(c, "0A000", "invalid-definition", scope.found->span, NULL,
				 "write a string in single quotes; for a value from other columns use GENERATED ALWAYS AS or a trigger",
				 "a default cannot name a column, as '%s' does", scope.found->name);
	return refuse_places(c, expression, "a default") || mv_refuse_calls(c, expression);
}

/* ---- column definitions ---- */

bool mv_refuse_system_name(Check *c, const Ident *column)
{
	static const char *const names[] = { "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", NULL };

	return column->text && is_one_of(column->text, names) &&
	       mv_refuse(c, "42701", "already-exists", column->span, NULL, "choose another name", "every table has a system column '%s' already",
			 column->text);
}

bool mv_refuse_identity_type(Check *c, const char *column, const Type *type, Span span)
{
	static const char *const whole[] = { "int2", "int4", "int8", "smallserial", "serial", "bigserial", NULL };
	Plain plain = mv_plain_type(c, type);

	if ((!plain.name || is_one_of(plain.name, whole)) && !plain.array && !plain.object)
		return false;
	return mv_refuse(c, "22023", "invalid-definition", span, NULL, "make it smallint, integer or bigint",
			 "column '%s' is of type '%s': an identity column must be smallint, integer or bigint", column, mv_type_format(type, c->arena));
}

static bool find_generated(const Expression *expression, void *data)
{
	Scope *scope = data;
	const Column *column;
	const ColumnSpec *spec;

	if (expression->kind != EXPR_COLUMN || !expression->name)
		return true;
	column = column_of(scope, expression->name);
	spec = column ? NULL : spec_of(scope, expression->name);
	if ((column && column->generated != GENERATED_NONE) || (spec && spec->generated != GENERATED_NONE))
		scope->found = expression;
	return !scope->found;
}

bool mv_refuse_definition(Check *c, const Table *table, const CreateTable *create, const ColumnSpec *spec)
{
	Scope scope = { .c = c, .table = table, .create = create };
	const char *name = spec->name.text;
	bool identity = spec->identity != IDENTITY_NONE, generated = spec->generated != GENERATED_NONE;

	if (!name)
		return false;
	if (spec->default_value && (identity || generated))
		return mv_refuse(c, "42601", "invalid-definition", spec->name.span, NULL, "leave the default out",
				 "column '%s' has a default, so it cannot be %s", name, generated ? "generated" : "an identity column");
	if (identity && generated)
		return mv_refuse(c, "42601", "invalid-definition", spec->name.span, NULL, "choose one of the two",
				 "column '%s' cannot be both generated and an identity column", name);
	if (identity && spec->type && mv_refuse_identity_type(c, name, spec->type, spec->name.span))
		return true;
	if (!generated)
		return mv_refuse_default_expression(c, spec->default_value);
	if (spec->generation)
		mv_expr_walk(spec->generation, find_generated, &scope);
	if (scope.found)
		return mv_refuse(c, "42P17", "invalid-definition", scope.found->span, NULL, "write that column's expression instead",
				 "generated column '%s' cannot use '%s', which is generated, too", name, scope.found->name);
	return mv_refuse_stored_expression(c, table, create, spec->generation, "a generated column");
}

/* ---- indexes ---- */

bool mv_refuse_index_type(Check *c, const Type *type, const char *method, const char *column, Span span)
{
	static const char *const unsorted[] = { "json", "xml", "point", "box", "polygon", "path", "line", "lseg", "circle", NULL };
	static const char *const whole[] = { "text", "varchar", "bpchar", "int2", "int4", "int8", "numeric", "uuid", "bool", "date", "timestamp",
					     "timestamptz", "json", "bytea", "float4", "float8", NULL };
	Plain plain = mv_plain_type(c, type);
	bool gin = mv_streq(method, "gin");

	if (!plain.name || plain.array || c->schema->opaque_changes || (gin && !c->schema->complete) ||
	    (!gin && !mv_streq(method, "btree") && !mv_streq(method, "hash")) || !is_one_of(plain.name, gin ? whole : unsorted))
		return false;
	/* an extension or a migration may have made one */
	for (uint32_t i = 0; gin && i < c->schema->extensions.count; i++) {
		if (c->schema->extensions.entries[i].value && strcmp(c->schema->extensions.entries[i].key, "plpgsql") != 0)
			return false;
	}
	for (uint32_t i = 0; i < c->schema->others.count; i++) {
		const Object *other = c->schema->others.entries[i].value;

		if (other && other->kind == OBJ_OPERATOR_CLASS && !other->extension)
			return false;
	}
	return mv_refuse(c, "42704", "invalid-definition", span, NULL,
			 gin ? "name an operator class that an extension brings, or make it an array, jsonb or tsvector" :
			 strcmp(plain.name, "json") == 0 ? "make the column jsonb, or index an expression of it" : "index an expression of it",
			 "column '%s' is of type '%s', for which '%s' has no default operator class", column, plain.name, method);
}
