/*
 * ddl_routine.c: functions and procedures.
 */
#include "ddl.h"

#include <stdlib.h>
#include <string.h>

static const char *parameter_mode(FunctionParameterMode mode)
{
	switch (mode) {
	case FUNC_PARAM_IN:
	case FUNC_PARAM_DEFAULT:
		return "in";
	case FUNC_PARAM_OUT:
		return "out";
	case FUNC_PARAM_INOUT:
		return "inout";
	case FUNC_PARAM_VARIADIC:
		return "variadic";
	case FUNC_PARAM_TABLE:
		return "table";
	}
	return "in";
}

static void add_parameters(Lower *lower, FunctionChange *function, const List *parameters)
{
	const ListCell *cell;

	foreach(cell, parameters) {
		const FunctionParameter *parameter = lfirst(cell);
		Parameter *p = VEC_PUSH(lower->arena, &function->parameters);

		p->name = mv_pg_copy(lower, parameter->name);
		p->type = mv_pg_type(lower, parameter->argType);
		p->mode = parameter_mode(parameter->mode);
		p->default_value = mv_pg_stored(lower, parameter->defexpr);
	}
}

static Volatility volatility(const char *word)
{
	if (strcmp(word, "immutable") == 0)
		return VOLATILITY_IMMUTABLE;
	if (strcmp(word, "stable") == 0)
		return VOLATILITY_STABLE;
	return strcmp(word, "volatile") == 0 ? VOLATILITY_VOLATILE : VOLATILITY_UNKNOWN;
}

static void add_setting(Lower *lower, FunctionChange *function, const VariableSetStmt *set)
{
	Option *option = VEC_PUSH(lower->arena, &function->settings);
	const ListCell *cell;

	option->name = set->name ? mv_pg_copy(lower, set->name) : "all";
	if (set->kind == VAR_SET_VALUE || set->kind == VAR_SET_CURRENT)
		option->sql = mv_pg_statement_text(lower, (const Node *)set);
	foreach(cell, set->args) {
		const char *value = mv_pg_def_text(lower, lfirst(cell));

		if (value)
			option->value = option->value ? mv_arena_format(lower->arena, "%s, %s", option->value, value) : value;
	}
}

/* The body as the string says (quotes undone), and where the string stands. */
static void set_body(Lower *lower, FunctionChange *function, const List *as, int *location)
{
	const char *text;

	if (!as || !IsA(linitial(as), String))
		return;
	text = mv_pg_copy(lower, strVal(linitial(as)));
	function->body = mv_str(text);
	function->body_given = true;
	if (list_length(as) > 1 && IsA(lsecond(as), String))
		function->link_symbol = mv_pg_copy(lower, strVal(lsecond(as)));
	if (*location >= 0 && lower->parsed->exact) {
		Cursor cursor = { .text = lower->parsed->text, .end = lower->parsed->length };

		cursor.token = mv_pg_next_token(cursor.text, cursor.end, (size_t)*location);
		if (mv_pg_accept(&cursor, "as"))
			*location = mv_pg_here(&cursor);
	}
}

static void add_transforms(Lower *lower, FunctionChange *function, const List *types)
{
	const ListCell *cell;

	foreach(cell, types)
		*VEC_PUSH(lower->arena, &function->transforms) = mv_pg_type(lower, lfirst(cell));
}

static void function_options(Lower *lower, FunctionChange *function, const List *options, int *body_location)
{
	const ListCell *cell;

	foreach(cell, options) {
		const DefElem *elem = lfirst(cell);
		const char *name = elem->defname;

		if (strcmp(name, "as") == 0) {
			*body_location = elem->location;
			set_body(lower, function, (const List *)elem->arg, body_location);
		} else if (strcmp(name, "language") == 0) {
			function->language = mv_pg_def_text(lower, elem->arg);
		} else if (strcmp(name, "volatility") == 0) {
			function->volatility = volatility(strVal(elem->arg));
		} else if (strcmp(name, "security") == 0) {
			function->security_definer = boolVal(elem->arg);
			function->security_given = true;
		} else if (strcmp(name, "strict") == 0) {
			function->strict = boolVal(elem->arg);
			function->strict_given = true;
		} else if (strcmp(name, "leakproof") == 0) {
			function->leakproof = boolVal(elem->arg);
			function->leakproof_given = true;
		} else if (strcmp(name, "set") == 0 && elem->arg && IsA(elem->arg, VariableSetStmt)) {
			add_setting(lower, function, (const VariableSetStmt *)elem->arg);
		} else if (strcmp(name, "transform") == 0) {
			add_transforms(lower, function, (const List *)elem->arg);
		} else {
			/* window, cost, rows, support, parallel */
			*VEC_PUSH(lower->arena, &function->options) =
				(Option){ .name = mv_pg_copy(lower, name), .value = mv_pg_def_text(lower, elem->arg) };
		}
	}
}

/* The last query of an SQL body: what the function returns. */
static const Node *last_query(const List *statements)
{
	const Node *last = statements ? llast(statements) : NULL;

	if (last && IsA(last, RawStmt))
		last = ((const RawStmt *)last)->stmt;
	return last && IsA(last, SelectStmt) ? last : NULL;
}

/*
 * A LANGUAGE SQL body: parsed as a text of its own. Its places are exact when
 * the string holds it byte for byte, which dollar quotes do.
 */
static void read_sql_body(Lower *lower, FunctionChange *function, int location)
{
	const ParsedText *outer = lower->parsed;
	ParsedText inner = { .text = function->body.ptr, .length = function->body.len,
			     .has_placeholders = outer->has_placeholders };
	PgQueryInternalParsetreeAndError result;
	MemoryContext context, outside = CurrentMemoryContext;
	const Node *query;
	size_t body;

	inner.whole = mv_pg_token_span(lower, location);
	if (outer->exact && location >= 0 && outer->text[location] == '$') {
		const char *second = strchr(outer->text + location + 1, '$');

		body = second ? (size_t)(second - outer->text) + 1 : 0;
		if (body > 0 && body + inner.length <= outer->length &&
		    memcmp(outer->text + body, inner.text, inner.length) == 0) {
			inner.exact = true;
			inner.base = outer->base + (uint32_t)body;
		}
	}
	context = pg_query_enter_memory_context();
	result = pg_query_raw_parse(inner.text, PG_QUERY_PARSE_DEFAULT);
	if (result.error) {
		pg_query_free_error(result.error);
	} else if ((query = last_query(result.tree)) != NULL) {
		lower->parsed = &inner;
		function->body_query = mv_pg_query(lower, query);
		lower->parsed = outer;
	}
	free(result.stderr_buffer);
	pg_query_exit_memory_context(context);
	if (outside)
		MemoryContextSwitchTo(outside);
}

/* BEGIN ATOMIC ... END and RETURN expression */
static void read_standard_body(Lower *lower, FunctionChange *function, const Node *body)
{
	if (IsA(body, ReturnStmt)) {
		/* As the server does: RETURN x is SELECT x. */
		SelectStmt select = { .type = T_SelectStmt };
		ResTarget target = { .type = T_ResTarget, .val = ((const ReturnStmt *)body)->returnval, .location = -1 };
		ListCell cell = { .ptr_value = &target };
		List list = { .type = T_List, .length = 1, .max_length = 1, .elements = &cell };

		select.targetList = &list;
		function->body_query = mv_pg_query(lower, (const Node *)&select);
		function->body_return = mv_pg_stored(lower, ((const ReturnStmt *)body)->returnval);
	} else if (IsA(body, List)) {
		const List *statements = (const List *)body;
		const Node *inner = statements->length ? linitial(statements) : NULL;
		const Node *query;
		const ListCell *cell;

		if (inner && IsA(inner, List))
			statements = (const List *)inner;
		function->body_atomic = true;
		foreach(cell, statements) {
			if (lfirst(cell))
				*VEC_PUSH(lower->arena, &function->body_statements) = mv_pg_stored_query(lower, lfirst(cell));
		}
		query = last_query(statements);
		if (query)
			function->body_query = mv_pg_query(lower, query);
	}
}

void mv_pg_create_function(Lower *lower, const Node *node, Span span)
{
	const CreateFunctionStmt *stmt = (const CreateFunctionStmt *)node;
	FunctionChange *function = MV_NEW(lower->arena, FunctionChange);
	int body_location = -1;

	mv_pg_change(lower, CHANGE_CREATE_FUNCTION, span)->as.function = function;
	function->object = stmt->is_procedure ? OBJ_PROCEDURE : OBJ_FUNCTION;
	function->name = mv_pg_name_list(lower, stmt->funcname,
					 mv_pg_find_name(lower, span, strVal(linitial(stmt->funcname))));
	mv_pg_set_subject(lower, function->name.span);
	function->or_replace = stmt->replace;
	add_parameters(lower, function, stmt->parameters);
	function->arguments_given = true;
	function->returns = mv_pg_type(lower, stmt->returnType);
	function_options(lower, function, stmt->options, &body_location);
	if (stmt->sql_body) {
		if (!function->language)
			function->language = "sql";
		read_standard_body(lower, function, stmt->sql_body);
	} else if (function->body.len > 0 && function->language && mv_str_eq_case(mv_str(function->language), STR("sql"))) {
		read_sql_body(lower, function, body_location);
	}
}

void mv_pg_alter_function(Lower *lower, const Node *node, Span span)
{
	const AlterFunctionStmt *stmt = (const AlterFunctionStmt *)node;
	FunctionChange *function = MV_NEW(lower->arena, FunctionChange);
	const ListCell *cell;
	int body_location = -1;

	mv_pg_change(lower, CHANGE_ALTER_FUNCTION, span)->as.function = function;
	function->object = mv_pg_object_kind(stmt->objtype);
	function->name = mv_pg_name_list(lower, stmt->func->objname,
					 mv_pg_find_name(lower, span, strVal(linitial(stmt->func->objname))));
	mv_pg_set_subject(lower, function->name.span);
	function->arguments_given = !stmt->func->args_unspecified;
	if (stmt->func->objfuncargs) {
		add_parameters(lower, function, stmt->func->objfuncargs);
	} else {
		foreach(cell, stmt->func->objargs) {
			Parameter *p = VEC_PUSH(lower->arena, &function->parameters);

			p->type = mv_pg_type(lower, lfirst(cell));
			p->mode = "in";
		}
	}
	function_options(lower, function, stmt->actions, &body_location);
}
