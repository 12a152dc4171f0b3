/* same_type.c: what type something has, as far as that can be told, and which casts the server makes by itself. */
#include "same.h"

#include <string.h>

const char *mv_same_type_name(Same *same, const cJSON *type_name)
{
	const char *name = mv_same_last_name(cJSON_GetObjectItemCaseSensitive(type_name, "names"));
	bool array = cJSON_GetObjectItemCaseSensitive(type_name, "arrayBounds") != NULL;

	return name && array ? mv_arena_format(same->arena, "%s[]", name) : name;
}

/* A domain is what it is made of. */
const char *mv_same_stored_type(Same *same, int side, const Type *type)
{
	for (int depth = 0; type && !type->unknown && depth < 10; depth++) {
		const Object *object = type->object && type->object < same->schema[side]->things.count ? same->schema[side]->things.items[type->object] : NULL;

		if (!object || object->kind != OBJ_DOMAIN || type->dimensions) {
			const char *name = object ? object->name : type->name;

			if (mv_streq(name, "serial") || mv_streq(name, "bigserial") || mv_streq(name, "smallserial"))
				name = *name == 's' ? (name[1] == 'm' ? "int2" : "int4") : "int8";
			return type->dimensions ? mv_arena_format(same->arena, "%s[]", name) : name;
		}
		type = ((const Domain *)object)->base;
	}
	return NULL;
}

static const char *column_type(Same *same, int side, const cJSON *fields)
{
	int count = cJSON_GetArraySize(fields);
	const char *name = mv_same_last_name(fields), *qualifier = count > 1 ? mv_same_string(cJSON_GetArrayItem(fields, count - 2), "sval") : NULL;
	const Table *table = qualifier ? NULL : same->table[side];
	const Column *column;

	if (!name)
		return NULL;
	if (!qualifier && same->value[side] && strcmp(name, "value") == 0)
		return mv_same_stored_type(same, side, same->value[side]);
	for (uint32_t i = same->items.count; i-- > 0 && !table;) {
		const SameItem *item = &same->items.items[i];

		if (qualifier ? mv_streq(item->name[side], qualifier) : item->table[side] && mv_table_column(item->table[side], name)) {
			table = item->table[side];
			if (!table)
				return NULL;
		}
	}
	/* NEW and OLD are rows of the table that a trigger, a rule is on */
	if (!table && qualifier && same->table[side])
		table = same->table[side];
	column = table ? mv_table_column(table, name) : NULL;
	return column ? mv_same_stored_type(same, side, column->type) : NULL;
}

static const struct {
	const char *function, *type;
} results[] = {
	{ "count", "int8" }, { "row_number", "int8" }, { "rank", "int8" }, { "dense_rank", "int8" }, { "lower", "text" }, { "upper", "text" },
	{ "btrim", "text" }, { "ltrim", "text" }, { "rtrim", "text" }, { "concat", "text" }, { "concat_ws", "text" }, { "replace", "text" },
	{ "substring", "text" }, { "substr", "text" }, { "to_char", "text" }, { "string_agg", "text" }, { "format", "text" }, { "md5", "text" },
	{ "regexp_replace", "text" }, { "split_part", "text" }, { "left", "text" }, { "right", "text" }, { "initcap", "text" }, { "length", "int4" },
	{ "char_length", "int4" }, { "cardinality", "int4" }, { "array_length", "int4" }, { "now", "timestamptz" }, { "extract", "numeric" },
	{ "date_part", "float8" }, { "random", "float8" }, { "current_setting", "text" }, { "jsonb_array_length", "int4" }, { "json_array_length", "int4" },
	{ "jsonb_typeof", "text" }, { "json_typeof", "text" }, { "nextval", "int8" }, { "octet_length", "int4" }, { "position", "int4" }, { "gen_random_uuid", "uuid" },
};

/* Those that give back what they are given. */
static bool keeps_type(const char *name)
{
	static const char *const names[] = { "min", "max", "first_value", "last_value", "lag", "lead", "array_remove", "array_append", "nullif" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

static const char *call_type(Same *same, int side, const cJSON *call)
{
	const cJSON *names = mv_same_get(call, "funcname"), *first = cJSON_GetArrayItem(mv_same_get(call, "args"), 0);
	const char *name = mv_same_last_name(names), *argument;
	const char *home = cJSON_GetArraySize(names) > 1 ? mv_same_string(names->child, "sval") : NULL;
	uint32_t count = 0;
	const Function *function;

	if (!name)
		return NULL;
	if (home && strcmp(home, "pg_catalog") != 0) {
		function = mv_schema_function(same->schema[side], home, name, &count);
		return function && count == 1 && function->def ? mv_same_stored_type(same, side, function->def->returns) : NULL;
	}
	for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
		if (strcmp(results[i].function, name) == 0)
			return results[i].type;
	}
	argument = first ? mv_same_type_of(same, side, first) : NULL;
	if (keeps_type(name))
		return argument;
	if (argument && (strcmp(name, "sum") == 0 || strcmp(name, "avg") == 0)) {
		bool small = strcmp(argument, "int4") == 0 || strcmp(argument, "int2") == 0;

		if (strncmp(argument, "float", 5) == 0 || strcmp(argument, "interval") == 0)
			return strcmp(argument, "float4") == 0 && *name == 'a' ? "float8" : argument;
		return *name == 's' && small ? "int8" : "numeric";
	}
	if (argument && (strcmp(name, "date_trunc") == 0 || strcmp(name, "abs") == 0 || strcmp(name, "round") == 0))
		return strcmp(name, "abs") == 0 ? argument : NULL;
	return NULL;
}

static const char *operation_type(Same *same, int side, const cJSON *node)
{
	const char *name = mv_same_last_name(mv_same_get(node, "name")), *left, *right;

	if (!name)
		return NULL;
	if (strcmp(name, "->>") == 0 || strcmp(name, "#>>") == 0)
		return "text";
	if (strchr("=<>~!@", *name))
		return strcmp(name, "->") == 0 ? NULL : "bool";
	left = mv_same_type_of(same, side, mv_same_get(node, "lexpr"));
	right = mv_same_type_of(same, side, mv_same_get(node, "rexpr"));
	if (strcmp(name, "||") == 0)
		return mv_streq(left, "text") || mv_streq(right, "text") || mv_streq(left, "varchar") ? "text" : NULL;
	if (strcmp(name, "->") == 0)
		return left;
	/* a constant beside it takes its type */
	if (left && (mv_streq(left, right) || mv_same_is(mv_same_get(node, "rexpr"), "A_Const")) && strchr("+-*/%", *name))
		return strcmp(left, "date") == 0 || strncmp(left, "time", 4) == 0 ? NULL : left;
	return NULL;
}

const char *mv_same_type_of(Same *same, int side, const cJSON *node)
{
	const char *type = NULL;
	const cJSON *item;

	if (same->depth > 200 || ++same->steps > 200000)
		return NULL;
	same->depth++;
	if (mv_same_is(node, "TypeCast"))
		type = mv_same_type_name(same, mv_same_get(node, "typeName"));
	else if (mv_same_is(node, "ColumnRef"))
		type = column_type(same, side, mv_same_get(node, "fields"));
	else if (mv_same_is(node, "FuncCall"))
		type = call_type(same, side, node);
	else if (mv_same_is(node, "A_Expr"))
		type = operation_type(same, side, node);
	else if (mv_same_is(node, "BoolExpr") || mv_same_is(node, "NullTest") || mv_same_is(node, "BooleanTest"))
		type = "bool";
	else if (mv_same_is(node, "CollateClause"))
		type = mv_same_type_of(same, side, mv_same_get(node, "arg"));
	else if (mv_same_is(node, "CoalesceExpr") || mv_same_is(node, "MinMaxExpr")) {
		cJSON_ArrayForEach(item, mv_same_get(node, "args")) {
			type = type ? type : mv_same_type_of(same, side, item);
		}
	} else if (mv_same_is(node, "CaseExpr")) {
		cJSON_ArrayForEach(item, mv_same_get(node, "args")) {
			type = type ? type : mv_same_type_of(same, side, mv_same_get(item, "result"));
		}
	} else if (mv_same_is(node, "SQLValueFunction")) {
		const char *op = mv_same_string(node, "op");

		type = !op ? NULL : strstr(op, "LOCALTIMESTAMP") ? "timestamp" : strstr(op, "CURRENT_TIMESTAMP") ? "timestamptz" : strstr(op, "CURRENT_DATE") ? "date" : strstr(op, "USER") || strstr(op, "ROLE") ? "name" : NULL;
	}
	same->depth--;
	return type;
}

/* ---- casts that the server makes ---- */

/* From left to right each becomes what stands behind it. */
static const char *const families[][8] = {
	{ "char", "name", "bpchar", "varchar", "text", NULL },
	{ "citext", "text", NULL },
	{ "varchar", "bpchar", NULL },
	{ "int2", "int4", "int8", "numeric", "float4", "float8", NULL },
	{ "date", "timestamp", "timestamptz", NULL },
	{ "time", "interval", NULL },
	{ "time", "timetz", NULL },
	{ "cidr", "inet", NULL },
	{ "bit", "varbit", NULL },
	{ "int4", "oid", NULL },
	{ "int8", "oid", NULL },
	{ "oid", "regclass", NULL },
	{ "regclass", "oid", NULL },
	{ "regproc", "oid", NULL },
	{ "varchar", "regclass", NULL },
	{ "text", "regclass", NULL },
};

static const char *element(Same *same, const char *type)
{
	size_t len = strlen(type);

	return len > 2 && strcmp(type + len - 2, "[]") == 0 ? mv_arena_strndup(same->arena, type, len - 2) : NULL;
}

Tri mv_same_is_implicit(Same *same, int side, const char *from, const char *to)
{
	const char *left, *right;

	(void)side;
	if (!to)
		return TRI_UNKNOWN;
	if (!from || mv_streq(from, to))
		return from ? TRI_YES : TRI_UNKNOWN;
	if (strcmp(to, "anyarray") == 0 || strcmp(to, "anyelement") == 0)
		return TRI_YES;
	left = element(same, from);
	right = element(same, to);
	if (left && right)
		return mv_same_is_implicit(same, side, left, right);
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		bool begun = false;

		for (size_t k = 0; families[i][k]; k++) {
			if (begun && strcmp(families[i][k], to) == 0)
				return TRI_YES;
			begun |= strcmp(families[i][k], from) == 0;
		}
	}
	return TRI_NO;
}
