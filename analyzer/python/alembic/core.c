/*
 * core.c: expressions of SQLAlchemy's core as its PostgreSQL compiler writes
 * them, with values in their places: text(), column(), func.x(), and_(), case(),
 * comparisons, select().
 */
#include "revision.h"


#include <string.h>

enum { DEEPEST = 60, MOST_PARTS = 20000 };

typedef struct Core {
	Alembic *context;
	SqlText *sql;
	bool in_ddl;
	unsigned depth, parts;
} Core;

static bool write(Core *core, const Value *value);

static bool is_one_of(const char *name, const char *const *names)
{
	for (; name && *names; names++) {
		if (strcmp(*names, name) == 0)
			return true;
	}
	return false;
}

static bool give_up(Core *core, const Value *value)
{
	const Value *unknown = mv_value_find_unknown(value);

	if (unknown)
		return mv_sql_opaque(core->sql, "%s", unknown->as.reason);
	return mv_sql_opaque(core->sql, "the expression '%.60s' is not known", mv_value_format(value, core->context->arena));
}

static bool write_list(Core *core, const Value *const *items, uint32_t count, const char *separator)
{
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			mv_sql_adds(core->sql, separator);
		if (!write(core, items[i]))
			return false;
	}
	return true;
}

/* ---- values ---- */

static bool write_value(Core *core, const Value *value)
{
	const struct ValueList *items;

	switch (value->kind) {
	case VALUE_NONE:
		mv_sql_adds(core->sql, "NULL");
		return true;
	case VALUE_BOOL:
		mv_sql_adds(core->sql, value->as.truth ? "true" : "false");
		return true;
	case VALUE_INT:
		if (value->as.number.digits)
			mv_sql_adds(core->sql, value->as.number.digits);
		else
			mv_sql_addf(core->sql, "%lld", (long long)value->as.number.integer);
		return true;
	case VALUE_FLOAT:
		mv_sql_adds(core->sql, value->as.number.digits);
		return true;
	case VALUE_STRING:
		if (value->as.string.hole_count)
			return give_up(core, value);
		mv_sql_adds(core->sql, mv_sa_literal(core->context->arena, value->as.string.text));
		return true;
	case VALUE_LIST:
	case VALUE_TUPLE:
	case VALUE_SET:
		items = mv_value_items(value);
		if (items->open)
			return give_up(core, value);
		mv_sql_adds(core->sql, "(");
		if (!write_list(core, items->items.items, items->items.count, ", "))
			return false;
		mv_sql_adds(core->sql, ")");
		return true;
	case VALUE_UNKNOWN:
	case VALUE_BYTES:
	case VALUE_ELLIPSIS:
	case VALUE_DICT:
	case VALUE_FUNCTION:
	case VALUE_CLASS:
	case VALUE_MODULE:
	case VALUE_SYMBOL:
	case VALUE_ATTRIBUTE:
	case VALUE_SUBSCRIPT:
	case VALUE_CALL:
	case VALUE_OPERATION:
		break;
	}
	return give_up(core, value);
}

/* ---- columns ---- */

static bool write_column(Core *core, const Value *value, bool *is_column)
{
	Lowering *lowering = core->context->data;
	const char *table, *name = mv_alembic_column_name(lowering, value, &table);

	*is_column = name != NULL;
	if (!name)
		return false;
	if (table && !core->in_ddl)
		mv_sql_addf(core->sql, "%s.", mv_sa_quote(core->context->arena, table));
	mv_sql_adds(core->sql, mv_sa_quote(core->context->arena, name));
	return true;
}

/* ---- operators ---- */

/* SQLAlchemy's precedences: what does not bind more tightly than what is around it gets parentheses. */
enum { BINDS_OR = 2, BINDS_AND = 3, BINDS_NOT = 3, BINDS_COMPARISON = 5, BINDS_ADD = 7, BINDS_MULTIPLY = 8, BINDS_ALL = 20 };

static const struct {
	const char *python, *sql, *negated;
	int binds;
	bool chains; /* a + b + c */
} operators[] = {
	{ "==", "=", "!=", BINDS_COMPARISON, false }, { "!=", "!=", "=", BINDS_COMPARISON, false },
	{ "<", "<", ">=", BINDS_COMPARISON, false }, { "<=", "<=", ">", BINDS_COMPARISON, false },
	{ ">", ">", "<=", BINDS_COMPARISON, false }, { ">=", ">=", "<", BINDS_COMPARISON, false },
	{ "+", "+", NULL, BINDS_ADD, true }, { "-", "-", NULL, BINDS_ADD, false }, { "*", "*", NULL, BINDS_MULTIPLY, true },
	{ "/", "/", NULL, BINDS_MULTIPLY, false }, { "%", "%", NULL, BINDS_MULTIPLY, false }, { "&", "AND", NULL, BINDS_AND, true },
	{ "|", "OR", NULL, BINDS_OR, true }, { "and", "AND", NULL, BINDS_AND, true }, { "or", "OR", NULL, BINDS_OR, true },
};

static int operator_number(const Value *value)
{
	for (size_t i = 0; value->kind == VALUE_OPERATION && i < sizeof operators / sizeof operators[0]; i++) {
		if (strcmp(operators[i].python, value->as.operation.name) == 0)
			return (int)i;
	}
	return -1;
}

static int binds(const Value *value)
{
	static const char *const comparisons[] = { "in_", "is_", "isnot", "is_not", "like", "ilike", "notlike", "not_like", "between",
						   "startswith", "endswith", "contains", "notin_", "not_in", NULL };
	int number = operator_number(value);
	const Value *callee = value->kind == VALUE_CALL ? value->as.call->callee : NULL;

	if (number >= 0)
		return operators[number].binds;
	if (value->kind == VALUE_OPERATION)
		return BINDS_NOT;
	/* of one condition nothing is joined */
	if ((mv_value_calls(value, "and_") || mv_value_calls(value, "or_")) && value->as.call->args.count == 1)
		return binds(value->as.call->args.items[0]);
	if (mv_value_calls(value, "and_"))
		return BINDS_AND;
	if (mv_value_calls(value, "or_"))
		return BINDS_OR;
	if (callee && callee->kind == VALUE_ATTRIBUTE && is_one_of(callee->as.attribute.name, comparisons))
		return BINDS_COMPARISON;
	return BINDS_ALL;
}

/* Something beside an operator that binds that tightly. `chains`: the same operator needs none. */
static bool write_beside(Core *core, const Value *value, int around, bool chains)
{
	bool parentheses = binds(value) < around || (binds(value) == around && !chains);

	if (parentheses)
		mv_sql_adds(core->sql, "(");
	if (!write(core, value))
		return false;
	if (parentheses)
		mv_sql_adds(core->sql, ")");
	return true;
}

static bool write_operand(Core *core, const Value *value)
{
	bool parentheses = binds(value) <= BINDS_COMPARISON;

	if (parentheses)
		mv_sql_adds(core->sql, "(");
	if (!write(core, value))
		return false;
	if (parentheses)
		mv_sql_adds(core->sql, ")");
	return true;
}

static bool write_comparison(Core *core, const Value *value, bool negated);

/* NOT goes into a comparison: NOT a = b is a != b. */
static bool write_negated(Core *core, const Value *value)
{
	int number = operator_number(value);

	if (number >= 0 && operators[number].negated && value->as.operation.operand_count == 2)
		return write_comparison(core, value, true);
	mv_sql_adds(core->sql, "NOT ");
	return write_beside(core, value, BINDS_COMPARISON, false);
}

static bool write_operation(Core *core, const Value *value)
{
	const char *name = value->as.operation.name;

	if (value->as.operation.operand_count != 1)
		return write_comparison(core, value, false);
	if (strcmp(name, "~") == 0 || strcmp(name, "not") == 0)
		return write_negated(core, value->as.operation.operands[0]);
	if (strcmp(name, "-") != 0)
		return give_up(core, value);
	mv_sql_adds(core->sql, "-");
	return write_operand(core, value->as.operation.operands[0]);
}

static bool write_comparison(Core *core, const Value *value, bool negated)
{
	const char *name = value->as.operation.name, *sql;
	const Value *const *operands = value->as.operation.operands;
	int number = operator_number(value);

	if (number < 0 || value->as.operation.operand_count != 2)
		return give_up(core, value);
	sql = negated ? operators[number].negated : operators[number].sql;
	if (mv_value_is(operands[1], VALUE_NONE) || (mv_value_is(operands[1], VALUE_CALL) && mv_value_calls(operands[1], "null"))) {
		if (!write_operand(core, operands[0]))
			return false;
		mv_sql_adds(core->sql, (strcmp(name, "==") == 0) != negated ? " IS NULL" : " IS NOT NULL");
		return true;
	}
	if (strcmp(name, "+") == 0 && (mv_value_is(operands[0], VALUE_STRING) || mv_value_is(operands[1], VALUE_STRING)))
		sql = "||";
	if (!write_beside(core, operands[0], operators[number].binds, operators[number].chains))
		return false;
	mv_sql_addf(core->sql, " %s ", sql);
	return write_beside(core, operands[1], operators[number].binds, operators[number].chains);
}

/* ---- methods of expressions ---- */

static const struct {
	const char *method, *before, *between, *after;
} methods[] = {
	{ "in_", "", " IN ", "" }, { "notin_", "(", " NOT IN ", ")" }, { "not_in", "(", " NOT IN ", ")" }, { "is_", "", " IS ", "" },
	{ "isnot", "", " IS NOT ", "" }, { "is_not", "", " IS NOT ", "" }, { "like", "", " LIKE ", "" }, { "ilike", "", " ILIKE ", "" },
	{ "notlike", "", " NOT LIKE ", "" }, { "not_like", "", " NOT LIKE ", "" }, { "is_distinct_from", "", " IS DISTINCT FROM ", "" },
	{ "isnot_distinct_from", "", " IS NOT DISTINCT FROM ", "" }, { "concat", "", " || ", "" },
	{ "desc", "", NULL, " DESC" }, { "asc", "", NULL, " ASC" }, { "nullslast", "", NULL, " NULLS LAST" },
	{ "nulls_last", "", NULL, " NULLS LAST" }, { "nullsfirst", "", NULL, " NULLS FIRST" }, { "nulls_first", "", NULL, " NULLS FIRST" },
	{ "label", "", NULL, "" }, { "self_group", "", NULL, "" },
};

static bool write_pattern(Core *core, const Value *object, const Value *argument, const char *before, const char *after)
{
	if (!write_operand(core, object))
		return false;
	mv_sql_addf(core->sql, " LIKE %s", *before ? "'%' || " : "");
	if (!argument || !write_operand(core, argument))
		return false;
	mv_sql_adds(core->sql, *after ? " || '%'" : "");
	return true;
}

static bool write_cast(Core *core, const Value *value, const Value *type)
{
	mv_sql_adds(core->sql, "CAST(");
	if (!value || !type || !write(core, value))
		return false;
	mv_sql_adds(core->sql, " AS ");
	if (!mv_sa_type_sql(core->context, core->sql, type))
		return false;
	mv_sql_adds(core->sql, ")");
	return true;
}

/* Of a select: scalar_subquery(), where(), ... */
static bool is_of_select(const Value *value)
{
	for (unsigned depth = 0; depth < DEEPEST && mv_value_is(value, VALUE_CALL); depth++) {
		const Value *callee = value->as.call->callee;

		if (callee->kind != VALUE_ATTRIBUTE || callee->as.attribute.object->kind != VALUE_CALL)
			return mv_value_calls(value, "select") || mv_value_calls(value, "exists") || mv_value_calls(value, "query");
		value = callee->as.attribute.object;
	}
	return false;
}

static bool write_method(Core *core, const Value *call, bool *known)
{
	const Value *callee = call->as.call->callee, *object = callee->as.attribute.object;
	const char *name = callee->as.attribute.name;
	const Value *first = mv_call_argument(call, 0, NULL);

	*known = true;
	if (is_of_select(call)) {
		mv_sql_adds(core->sql, "(");
		if (!mv_alembic_select_sql(core->context, core->sql, call))
			return false;
		mv_sql_adds(core->sql, ")");
		return true;
	}
	for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
		if (strcmp(methods[i].method, name) != 0)
			continue;
		mv_sql_adds(core->sql, methods[i].before);
		if (!write_operand(core, object))
			return false;
		if (methods[i].between) {
			mv_sql_adds(core->sql, methods[i].between);
			if (!first || !write_operand(core, first))
				return first ? false : give_up(core, call);
		}
		mv_sql_adds(core->sql, methods[i].after);
		return true;
	}
	if (strcmp(name, "between") == 0) {
		if (!write_operand(core, object))
			return false;
		mv_sql_adds(core->sql, " BETWEEN ");
		if (!first || !write_operand(core, first))
			return false;
		mv_sql_adds(core->sql, " AND ");
		return mv_call_argument(call, 1, NULL) && write_operand(core, mv_call_argument(call, 1, NULL));
	}
	if (strcmp(name, "startswith") == 0)
		return write_pattern(core, object, first, "", "%");
	if (strcmp(name, "endswith") == 0)
		return write_pattern(core, object, first, "%", "");
	if (strcmp(name, "contains") == 0)
		return write_pattern(core, object, first, "%", "%");
	if (strcmp(name, "cast") == 0)
		return write_cast(core, object, first);
	*known = false;
	return false;
}

/* column.op("->>")("key") */
static bool write_custom_operator(Core *core, const Value *call, bool *known)
{
	const Value *op = call->as.call->callee;
	const Value *callee = mv_value_is(op, VALUE_CALL) ? op->as.call->callee : NULL;
	const char *text;

	*known = callee && callee->kind == VALUE_ATTRIBUTE && (strcmp(callee->as.attribute.name, "op") == 0 || strcmp(callee->as.attribute.name, "bool_op") == 0);
	if (!*known)
		return false;
	text = mv_value_text(mv_call_argument(op, 0, "opstring"));
	if (!text || !write_operand(core, callee->as.attribute.object))
		return text ? false : give_up(core, call);
	mv_sql_addf(core->sql, " %s ", text);
	return mv_call_argument(call, 0, NULL) ? write_operand(core, mv_call_argument(call, 0, NULL)) : give_up(core, call);
}

/* ---- functions ---- */

static bool write_case(Core *core, const Value *call)
{
	const CallValue *parts = call->as.call;
	const struct ValueList *whens = parts->args.count == 1 ? mv_value_items(parts->args.items[0]) : NULL;
	const Value *otherwise = mv_call_argument(call, -1, "else_"), *subject = mv_call_argument(call, -1, "value");
	const Value *const *items = parts->args.items;
	uint32_t count = parts->args.count;

	/* case([(condition, value), ...]) of 1.x */
	if (parts->args.count == 1 && mv_value_is(parts->args.items[0], VALUE_LIST)) {
		items = whens->items.items;
		count = whens->items.count;
	}
	mv_sql_adds(core->sql, "CASE");
	if (subject) {
		mv_sql_adds(core->sql, " ");
		if (!write_operand(core, subject))
			return false;
	}
	if (count == 1 && mv_value_is(items[0], VALUE_DICT)) {
		const struct ValueDict *dict = &items[0]->as.dict;

		for (uint32_t i = 0; i < dict->pairs.count; i++) {
			mv_sql_adds(core->sql, " WHEN ");
			if (!write_operand(core, dict->pairs.items[i].key))
				return false;
			mv_sql_adds(core->sql, " THEN ");
			if (!write_operand(core, dict->pairs.items[i].value))
				return false;
		}
		count = 0;
	}
	for (uint32_t i = 0; i < count; i++) {
		const struct ValueList *pair = mv_value_items(items[i]);

		if (!pair || pair->items.count != 2)
			return give_up(core, items[i]);
		mv_sql_adds(core->sql, " WHEN ");
		if (!write_operand(core, pair->items.items[0]))
			return false;
		mv_sql_adds(core->sql, " THEN ");
		if (!write_operand(core, pair->items.items[1]))
			return false;
	}
	if (otherwise) {
		mv_sql_adds(core->sql, " ELSE ");
		if (!write_operand(core, otherwise))
			return false;
	}
	mv_sql_adds(core->sql, " END");
	return true;
}

/* func.now(), func.schema.name(...): `name` begins behind "func." */
static bool write_function(Core *core, const Value *call, const char *name)
{
	static const char *const bare[] = { "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp",
					    "current_user", "session_user", "user", "sysdate", NULL };
	const CallValue *parts = call->as.call;

	if (is_one_of(name, bare)) {
		for (const char *at = name; *at; at++)
			mv_sql_addf(core->sql, "%c", *at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
		return true;
	}
	mv_sql_addf(core->sql, "%s(", name);
	if (strcmp(name, "count") == 0 && !parts->args.count)
		mv_sql_adds(core->sql, "*");
	if (parts->open || !write_list(core, parts->args.items, parts->args.count, ", "))
		return parts->open ? give_up(core, call) : false;
	mv_sql_adds(core->sql, ")");
	return true;
}

static bool write_joined(Core *core, const Value *call, const char *word)
{
	const CallValue *parts = call->as.call;

	if (parts->open || !parts->args.count)
		return give_up(core, call);
	for (uint32_t i = 0; i < parts->args.count; i++) {
		if (i)
			mv_sql_addf(core->sql, " %s ", word);
		if (!(parts->args.count > 1 ? write_beside(core, parts->args.items[i], *word == 'A' ? BINDS_AND : BINDS_OR, true) :
					      write(core, parts->args.items[i])))
			return false;
	}
	return true;
}

static bool write_text(Core *core, const Value *call)
{
	const PyString *string = mv_alembic_query_text(core->context->data, call, NULL);

	if (!string)
		return give_up(core, call);
	mv_sql_add_string(core->sql, string);
	return true;
}

static bool write_call(Core *core, const Value *call)
{
	static const char *const texts[] = { "text", "literal_column", "TextClause", NULL };
	static const char *const literals[] = { "literal", "inline_literal", "bindparam", "BindParameter", NULL };
	static const char *const transparent[] = { "type_coerce", "Grouping", "any_", "all_", "label", "quoted_name", "f", NULL };
	const Value *callee = call->as.call->callee, *first = mv_call_argument(call, 0, NULL);
	const char *name, *path, *function;
	bool known;

	if (callee->kind == VALUE_CALL)
		return write_custom_operator(core, call, &known) || (known ? false : give_up(core, call));
	path = mv_value_path(callee, core->context->arena);
	function = path ? strstr(path, "func.") : NULL;
	if (function && (function == path || function[-1] == '.'))
		return write_function(core, call, function + strlen("func."));
	if (callee->kind == VALUE_ATTRIBUTE && !path) {
		if (strcmp(callee->as.attribute.name, "bindparams") == 0)
			return write_text(core, call);
		return write_method(core, call, &known) || (known ? false : give_up(core, call));
	}
	name = mv_value_last_name(callee);
	if (is_one_of(name, texts))
		return write_text(core, call);
	if (is_one_of(name, literals)) {
		const Value *value = strcmp(name, "bindparam") == 0 ? mv_call_argument(call, 1, "value") : first;

		if (value)
			return write(core, value);
		mv_sql_adds(core->sql, "$1");
		return true;
	}
	if (is_one_of(name, transparent) && first)
		return write(core, first);
	if (mv_streq(name, "null") || mv_streq(name, "true") || mv_streq(name, "false")) {
		mv_sql_adds(core->sql, mv_streq(name, "null") ? "NULL" : name);
		return true;
	}
	if (mv_streq(name, "and_"))
		return write_joined(core, call, "AND");
	if (mv_streq(name, "or_"))
		return write_joined(core, call, "OR");
	if (mv_streq(name, "not_") && first)
		return write_negated(core, first);
	if (mv_streq(name, "cast"))
		return write_cast(core, first, mv_call_argument(call, 1, "type_"));
	if (mv_streq(name, "case"))
		return write_case(core, call);
	if ((mv_streq(name, "desc") || mv_streq(name, "asc") || mv_streq(name, "distinct")) && first) {
		mv_sql_adds(core->sql, *name == 'd' && name[1] == 'i' ? "DISTINCT " : "");
		if (!write_operand(core, first))
			return false;
		mv_sql_adds(core->sql, mv_streq(name, "desc") ? " DESC" : mv_streq(name, "asc") ? " ASC" : "");
		return true;
	}
	if (mv_streq(name, "extract") && first && mv_value_text(first) && mv_call_argument(call, 1, NULL)) {
		mv_sql_addf(core->sql, "EXTRACT(%s FROM ", mv_value_text(first));
		if (!write(core, mv_call_argument(call, 1, NULL)))
			return false;
		mv_sql_adds(core->sql, ")");
		return true;
	}
	if (mv_streq(name, "array") && mv_value_items(first)) {
		mv_sql_adds(core->sql, "ARRAY[");
		if (!write_list(core, mv_value_items(first)->items.items, mv_value_items(first)->items.count, ", "))
			return false;
		mv_sql_adds(core->sql, "]");
		return true;
	}
	if (mv_streq(name, "select") || mv_streq(name, "exists")) {
		mv_sql_adds(core->sql, "(");
		if (!mv_alembic_select_sql(core->context, core->sql, call))
			return false;
		mv_sql_adds(core->sql, ")");
		return true;
	}
	return give_up(core, call);
}

/* func.now without its parentheses; column["key"] */
static bool write_other(Core *core, const Value *value)
{
	const char *path = value->kind == VALUE_SUBSCRIPT ? NULL : mv_value_path(value, core->context->arena);

	if (value->kind == VALUE_ATTRIBUTE && strcmp(value->as.attribute.name, "astext") == 0 &&
	    value->as.attribute.object->kind == VALUE_SUBSCRIPT) {
		const Value *json = value->as.attribute.object;

		if (!write_operand(core, json->as.operation.operands[0]))
			return false;
		mv_sql_adds(core->sql, " ->> ");
		return write_operand(core, json->as.operation.operands[1]);
	}
	if (value->kind == VALUE_SUBSCRIPT && value->as.operation.operand_count == 2) {
		if (!write_operand(core, value->as.operation.operands[0]))
			return false;
		mv_sql_adds(core->sql, " -> ");
		return write_operand(core, value->as.operation.operands[1]);
	}
	if (path && mv_str_ends(mv_str(path), STR("func.current_timestamp"))) {
		mv_sql_adds(core->sql, "CURRENT_TIMESTAMP");
		return true;
	}
	return give_up(core, value);
}

static bool write(Core *core, const Value *value)
{
	bool is_column, done = false;

	/* parts that are shared are written as often as they stand there: not without end */
	if (core->sql->opaque)
		return false;
	if (!value || core->depth >= DEEPEST || ++core->parts > MOST_PARTS)
		return mv_sql_opaque(core->sql, "an expression is nested too deeply");
	core->depth++;
	if (write_column(core, value, &is_column))
		done = true;
	else if (value->kind == VALUE_CALL)
		done = write_call(core, value);
	else if (value->kind == VALUE_OPERATION)
		done = write_operation(core, value);
	else if (value->kind == VALUE_ATTRIBUTE || value->kind == VALUE_SUBSCRIPT || value->kind == VALUE_SYMBOL)
		done = write_other(core, value);
	else
		done = write_value(core, value);
	core->depth--;
	if (!done && !core->sql->opaque)
		give_up(core, value);
	return done;
}

bool mv_sa_expression_sql(Alembic *context, SqlText *sql, const Value *expression, bool in_ddl)
{
	Core core = { .context = context, .sql = sql, .in_ddl = in_ddl };

	return write(&core, expression);
}

void mv_alembic_expression_or_parameter(Alembic *context, SqlText *sql, const Value *expression)
{
	SqlText part = mv_sql_text(context->arena);

	if (mv_sa_expression_sql(context, &part, expression, false) && !part.opaque)
		mv_sql_append(sql, &part);
	else
		mv_sql_adds(sql, "$1");
}
