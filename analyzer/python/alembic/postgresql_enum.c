/* postgresql_enum.c: what the package alembic_postgresql_enum adds to op: sync_enum_values, add_enum_value. */
#include "compile.h"

#include <ctype.h>
#include <string.h>

static void send(Alembic *context, const char *text)
{
	SqlText sql = mv_sql_text(context->arena);
	mv_sql_adds(&sql, text);
	mv_alembic_statement(context, &sql);
}

typedef struct Affected {
	const char *table, *column, *fallback;
	bool array;
} Affected;

/*
 * TableReference(...), which says what the default is, or ("table", "column", ColumnType.ARRAY), of which the package asks
 * the server.
 */
static bool read_affected(Alembic *context, SqlText *sql, const Value *value, const char *enum_schema, Affected *affected)
{
	const struct ValueList *pair = mv_value_items(value);
	const char *schema = enum_schema, *table = NULL;
	*affected = (Affected){ 0 };
	if (pair && !pair->open && (pair->items.count == 2 || pair->items.count == 3)) {
		table = mv_value_text(pair->items.items[0]);
		affected->column = mv_value_text(pair->items.items[1]);
		affected->array = pair->items.count == 3 && mv_streq(mv_value_last_name(pair->items.items[2]), "ARRAY");
		if (table && affected->column &&
		    mv_alembic_column_default(context, enum_schema, table, affected->column, &affected->fallback) == TRI_UNKNOWN)
			return mv_sql_opaque(sql, "the default of '%s.%s' is not known", table, affected->column);
	} else if (mv_value_calls(value, "TableReference")) {
		table = mv_sa_optional_text(sql, value, 0, "table_name");
		affected->column = mv_sa_optional_text(sql, value, 1, "column_name");
		if (mv_call_argument(value, 2, "table_schema"))
			schema = mv_sa_optional_text(sql, value, 2, "table_schema");
		affected->array = mv_streq(mv_value_last_name(mv_sa_argument(value, 3, "column_type")), "ARRAY");
		affected->fallback = mv_sa_optional_text(sql, value, 4, "existing_server_default");
	}
	if (!table || !affected->column)
		return mv_sa_unknown(sql, value, "a column of the enum");
	affected->table = schema ? mv_arena_format(sql->arena, "%s.%s", mv_sa_quote_always(sql->arena, schema), mv_sa_quote_always(sql->arena, table))
				 : mv_sa_quote_always(sql->arena, table);
	affected->column = mv_sa_quote_always(sql->arena, affected->column);
	return true;
}

typedef struct Rename {
	const char *old, *now;
} Rename;
typedef struct Renames {
	VEC(Rename) pairs;
} Renames;

static bool read_renames(SqlText *sql, const Value *value, Renames *renames)
{
	const struct ValueList *list = mv_value_items(value);
	if (!value)
		return true;
	if (!list || list->open)
		return mv_sa_unknown(sql, value, "the list of the enum's renamed values");
	for (uint32_t i = 0; i < list->items.count; i++) {
		const struct ValueList *pair = mv_value_items(list->items.items[i]);
		const char *old = pair && pair->items.count == 2 ? mv_value_text(pair->items.items[0]) : NULL;
		const char *now = old ? mv_value_text(pair->items.items[1]) : NULL;
		if (!now)
			return mv_sa_unknown(sql, list->items.items[i], "a renamed value of the enum");
		*VEC_PUSH(sql->arena, &renames->pairs) = (Rename){ old, now };
	}
	return true;
}

/* What stands behind USING. */
static const char *enum_cast(Arena *arena, const Affected *column, const char *type, const Renames *renames)
{
	StrBuf text = { 0 };
	if (column->array) {
		for (uint32_t i = 0; i < renames->pairs.count; i++)
			mv_buf_adds(&text, "array_replace(");
		mv_buf_addf(&text, "%s::text[]", column->column);
		for (uint32_t i = 0; i < renames->pairs.count; i++)
			mv_buf_addf(&text, ", %s, %s)", mv_sa_literal(arena, mv_str(renames->pairs.items[i].old)),
				    mv_sa_literal(arena, mv_str(renames->pairs.items[i].now)));
		mv_buf_addf(&text, "::%s[]", type);
	} else if (renames->pairs.count) {
		mv_buf_adds(&text, "CASE");
		for (uint32_t i = 0; i < renames->pairs.count; i++)
			mv_buf_addf(&text, " WHEN %s::text = %s THEN %s::%s", column->column,
				    mv_sa_literal(arena, mv_str(renames->pairs.items[i].old)),
				    mv_sa_literal(arena, mv_str(renames->pairs.items[i].now)), type);
		mv_buf_addf(&text, " ELSE %s::text::%s END", column->column, type);
	} else {
		mv_buf_addf(&text, "%s::text::%s", column->column, type);
	}
	const char *result = mv_buf_to_arena(&text, arena);
	mv_buf_release(&text);
	return result;
}

/* Without double quotes at its ends. */
static const char *unquoted(Arena *arena, const char *text)
{
	Str bare = mv_str(text);

	while (bare.len && bare.ptr[0] == '"')
		bare = mv_str_slice(bare, 1, bare.len);
	while (bare.len && bare.ptr[bare.len - 1] == '"')
		bare.len--;
	return mv_arena_strndup(arena, bare.ptr, bare.len);
}

static const char *replaced(Arena *arena, const char *text, const char *old, const char *now)
{
	StrBuf made = { 0 };
	Str rest = mv_str(text);
	const char *result;

	for (size_t at; *old && (at = mv_str_find(rest, mv_str(old), 0)) != SIZE_MAX; rest = mv_str_slice(rest, at + strlen(old), rest.len)) {
		mv_buf_add(&made, mv_str_slice(rest, 0, at));
		mv_buf_adds(&made, now);
	}
	mv_buf_add(&made, rest);
	result = mv_buf_to_arena(&made, arena);
	mv_buf_release(&made);
	return result;
}

/* 'a' with another label in it where that is renamed, and the type behind it, as the package writes a default anew. */
static const char *default_of_type(Arena *arena, const Affected *column, const char *type, const Renames *renames)
{
	const char *cast = strstr(column->fallback, "::"), *text = column->fallback;
	bool listed = mv_str_starts(mv_str(text), STR("ARRAY["));
	StrBuf made = { 0 };

	if (!listed && cast)
		text = mv_arena_strndup(arena, text, (size_t)(cast - text));
	for (uint32_t i = 0; i < renames->pairs.count; i++) {
		const Rename *rename = &renames->pairs.items[i];

		text = replaced(arena, text, mv_sa_literal(arena, mv_str(rename->old)), mv_sa_literal(arena, mv_str(rename->now)));
		text = replaced(arena, text, mv_sa_quote_always(arena, rename->old), mv_sa_quote_always(arena, rename->now));
	}
	for (const char *at = text; listed && *at;) {
		bool is_cast = at[0] == ':' && at[1] == ':';

		mv_buf_add(&made, (Str){ at, is_cast ? 2 : 1 });
		at += is_cast ? 2 : 1;
		if (!is_cast || !(isalnum((unsigned char)*at) || *at == '_' || *at == '.'))
			continue;
		mv_buf_adds(&made, type);
		while (isalnum((unsigned char)*at) || *at == '_' || *at == '.')
			at++;
	}
	if (!listed)
		mv_buf_addf(&made, "%s::%s%s", text, type, column->array || mv_str_ends(mv_str(column->fallback), STR("[]")) ? "[]" : "");
	text = mv_buf_to_arena(&made, arena);
	mv_buf_release(&made);
	return text;
}

/* Operators that compare new and old values, for what the change of type builds anew: `create` or drop them. */
static void comparison_operators(Alembic *context, const char *schema, const char *type, const char *old, const Renames *renames, bool create)
{
	static const struct { const char *operator, *function; } OPERATORS[] = { { "!=", "new_old_not_equals" }, { "=", "new_old_equals" } };
	Arena *arena = context->arena;

	for (size_t i = 0; i < sizeof OPERATORS / sizeof *OPERATORS; i++) {
		const char *function = mv_arena_format(arena, "%s.%s", schema, OPERATORS[i].function);
		const char *arguments = mv_arena_format(arena, "new_enum_val %s, old_enum_val %s", type, old);
		SqlText sql = mv_sql_text(arena);

		if (!create) {
			send(context, mv_arena_format(arena, "DROP OPERATOR IF EXISTS %s.%s (%s, %s)", schema, OPERATORS[i].operator, type, old));
			send(context, mv_arena_format(arena, "DROP FUNCTION %s(%s)", function, arguments));
			continue;
		}
		/* the body is kept by the server as it is written */
		mv_sql_addf(&sql, "CREATE FUNCTION %s(%s) RETURNS boolean AS $$\n                SELECT new_enum_val::text %s ", function, arguments,
			    OPERATORS[i].operator);
		for (uint32_t k = 0; k < renames->pairs.count; k++)
			mv_sql_addf(&sql, "%sWHEN old_enum_val::text = %s THEN %s", k ? " " : "CASE\n                    ",
				    mv_sa_literal(arena, mv_str(renames->pairs.items[k].old)), mv_sa_literal(arena, mv_str(renames->pairs.items[k].now)));
		mv_sql_addf(&sql, "%s;\n            $$ LANGUAGE SQL IMMUTABLE",
			    renames->pairs.count ? "\n\n                    ELSE old_enum_val::text\n                END" : "old_enum_val::text");
		mv_alembic_statement(context, &sql);
		send(context, mv_arena_format(arena, "CREATE OPERATOR %s.%s (leftarg = %s, rightarg = %s, procedure = %s)", schema,
					      OPERATORS[i].operator, type, old, function));
	}
}

typedef struct Recreated {
	const char *name;
	const Value *definition;
} Recreated;

/* TableIndex(name=..., definition=...) */
static bool read_index(SqlText *sql, const Value *value, const Renames *renames, Recreated *index)
{
	const struct ValueList *pair = mv_value_items(value);

	index->name = pair ? mv_value_text(pair->items.count == 2 ? pair->items.items[0] : NULL) : mv_value_text(mv_call_argument(value, 0, "name"));
	index->definition = pair ? (pair->items.count == 2 ? pair->items.items[1] : NULL) : mv_call_argument(value, 1, "definition");
	if (!index->name || !mv_value_text(index->definition))
		return mv_sa_unknown(sql, value, "an index that is made anew");
	return renames->pairs.count ? mv_sql_opaque(sql, "labels are renamed within the definition of the index '%s'", index->name) : true;
}

/* The type is made anew and all columns are changed to it. */
void mv_alembic_sync_enum_values(Alembic *context, const Value *call)
{
	Arena *arena = context->arena;
	SqlText sql = mv_sql_text(arena);
	NameList values = { 0 };
	const char *schema = mv_sa_text_argument(&sql, call, 0, "enum_schema", "the enum's schema");
	const char *name = mv_sa_text_argument(&sql, call, 1, "enum_name", "the enum's name");
	const Value *columns = mv_sa_argument(call, 3, "affected_columns"), *indexes = mv_sa_argument(call, 5, "indexes_to_recreate");
	const struct ValueList *list = mv_value_items(columns), *index_list = mv_value_items(indexes);
	VEC(Affected) affected = { 0 };
	VEC(Recreated) recreated = { 0 };
	Renames renames = { 0 };

	mv_sa_names(&sql, mv_sa_argument(call, 2, "new_values"), &values, "the list of the enum's values");
	if (!list || list->open)
		mv_sa_unknown(&sql, columns, "the list of the enum's columns");
	if (indexes && (!index_list || index_list->open))
		mv_sa_unknown(&sql, indexes, "the list of indexes that are made anew");
	read_renames(&sql, mv_sa_argument(call, 4, "enum_values_to_rename"), &renames);
	for (uint32_t i = 0; list && !sql.opaque && i < list->items.count; i++)
		read_affected(context, &sql, list->items.items[i], schema, VEC_PUSH(arena, &affected));
	for (uint32_t i = 0; index_list && !sql.opaque && i < index_list->items.count; i++)
		read_index(&sql, index_list->items.items[i], &renames, VEC_PUSH(arena, &recreated));
	if (sql.opaque) {
		mv_alembic_statement(context, &sql);
		return;
	}

	const char *quoted = mv_sa_quote_always(arena, schema), *old_name = mv_sa_quote_always(arena, mv_arena_format(arena, "%s_old", name));
	const char *type = mv_arena_format(arena, "%s.%s", quoted, mv_sa_quote_always(arena, name));
	const char *old = mv_arena_format(arena, "%s.%s", quoted, old_name), *plain = mv_arena_format(arena, "%s.%s", schema, name);

	send(context, mv_arena_format(arena, "ALTER TYPE %s RENAME TO %s", type, old_name));
	mv_sql_addf(&sql, "CREATE TYPE %s AS ENUM(", type);
	for (uint32_t i = 0; i < values.names.count; i++)
		mv_sql_addf(&sql, "%s%s", i ? ", " : "", mv_sa_literal(arena, mv_str(values.names.items[i])));
	mv_sql_adds(&sql, ")");
	mv_alembic_statement(context, &sql);
	comparison_operators(context, quoted, type, old, &renames, true);
	for (uint32_t i = 0; i < recreated.count; i++) {
		const char *dot = strrchr(recreated.items[i].name, '.'), *index = unquoted(arena, dot ? dot + 1 : recreated.items[i].name);

		if (dot)
			index = mv_arena_format(arena, "%s.%s",
						mv_sa_quote_always(arena, unquoted(arena, mv_arena_strndup(arena, recreated.items[i].name,
													   (size_t)(dot - recreated.items[i].name)))),
						mv_sa_quote_always(arena, index));
		send(context, mv_arena_format(arena, "DROP INDEX IF EXISTS %s", dot ? index : mv_sa_quote_always(arena, index)));
	}
	for (uint32_t i = 0; i < affected.count; i++) {
		const Affected *one = &affected.items[i];

		if (one->fallback)
			send(context, mv_arena_format(arena, "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT", one->table, one->column));
		send(context, mv_arena_format(arena, "ALTER TABLE %s ALTER COLUMN %s TYPE %s%s USING %s", one->table, one->column, type,
					      one->array ? "[]" : "", enum_cast(arena, one, type, &renames)));
		if (one->fallback)
			send(context, mv_arena_format(arena, "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s", one->table, one->column,
						      default_of_type(arena, one, plain, &renames)));
	}
	comparison_operators(context, quoted, type, old, &renames, false);
	send(context, mv_arena_format(arena, "DROP TYPE %s", old));
	for (uint32_t i = 0; i < recreated.count; i++) {
		SqlText made = mv_sql_text(arena);

		mv_sql_origin(&made, recreated.items[i].definition);
		mv_sql_add_string(&made, &recreated.items[i].definition->as.string);
		mv_sql_origin(&made, NULL);
		mv_alembic_statement(context, &made);
	}
}

void mv_alembic_add_enum_value(Alembic *context, const Value *call)
{
	SqlText sql = mv_sql_text(context->arena);
	const char *schema = mv_sa_text_argument(&sql, call, 0, "enum_schema", "the enum's schema");
	const char *name = mv_sa_text_argument(&sql, call, 1, "enum_name", "the enum's name");
	const char *value = mv_sa_text_argument(&sql, call, 2, "new_value", "the enum's new value");
	/* The package sends AFTER, whatever the argument is called. */
	const char *neighbour = mv_sa_optional_text(&sql, call, 3, "before_value");
	if (schema && name && value) {
		mv_sql_addf(&sql, "ALTER TYPE %s.%s ADD VALUE %s", mv_sa_quote_always(sql.arena, schema), mv_sa_quote_always(sql.arena, name),
			    mv_sa_literal(sql.arena, mv_str(value)));
		if (neighbour)
			mv_sql_addf(&sql, " AFTER %s", mv_sa_literal(sql.arena, mv_str(neighbour)));
	}
	mv_alembic_statement(context, &sql);
}
