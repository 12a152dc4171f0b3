/* arguments.c: reading arguments of calls; what is not known is said once, with its reason. */
#include "compile.h"

#include <string.h>

const Value *mv_sa_argument(const Value *call, int position, const char *keyword)
{
	const Value *value = mv_call_argument(call, position, keyword);
	return mv_value_is(value, VALUE_NONE) ? NULL : value;
}

bool mv_sa_unknown(SqlText *sql, const Value *value, const char *what)
{
	const Value *unknown = mv_value_find_unknown(value);
	if (unknown && unknown->as.reason)
		return mv_sql_opaque(sql, "%s is not known: %s", what, unknown->as.reason);
	if (value && value->kind == VALUE_STRING) /* with holes */
		return mv_sql_opaque(sql, "%s is only partly known", what);
	if (value) {
		const char *text = mv_value_format(value, sql->arena);
		if (text && strlen(text) <= 60)
			return mv_sql_opaque(sql, "%s is not known: '%s'", what, text);
	}
	return mv_sql_opaque(sql, "%s is not known", what);
}

/* Behind *args of unknown length, an argument that is missing may be among them. */
static bool may_be_hidden(const Value *call)
{
	return mv_value_is(call, VALUE_CALL) && call->as.call->open;
}

const char *mv_sa_text_argument(SqlText *sql, const Value *call, int position, const char *keyword, const char *what)
{
	const Value *value = mv_sa_argument(call, position, keyword);
	const char *text = mv_sa_name(value, NULL);
	if (text)
		return text;
	if (value || may_be_hidden(call))
		mv_sa_unknown(sql, value, what);
	else
		mv_sql_refuse(sql, "%s is missing", what);
	return NULL;
}

const char *mv_sa_optional_text(SqlText *sql, const Value *call, int position, const char *keyword)
{
	const Value *value = mv_sa_argument(call, position, keyword);
	if (!value)
		return NULL;
	const char *text = mv_sa_name(value, NULL);
	if (!text)
		mv_sa_unknown(sql, value, mv_arena_format(sql->arena, "the value of '%s'", keyword));
	return text && *text ? text : NULL;
}

Tri mv_sa_flag(SqlText *sql, const Value *call, int position, const char *keyword)
{
	const Value *value = mv_sa_argument(call, position, keyword);
	if (!value)
		return TRI_UNKNOWN;
	Tri truth = mv_value_truth(value);
	if (truth == TRI_UNKNOWN)
		mv_sa_unknown(sql, value, mv_arena_format(sql->arena, "the value of '%s'", keyword));
	return truth;
}

bool mv_sa_integer(SqlText *sql, const Value *call, int position, const char *keyword, int64_t *integer)
{
	const Value *value = mv_sa_argument(call, position, keyword);
	if (!value)
		return false;
	if (mv_value_int(value, integer))
		return true;
	mv_sa_unknown(sql, value, mv_arena_format(sql->arena, "the value of '%s'", keyword));
	return false;
}

bool mv_sa_names(SqlText *sql, const Value *list, NameList *names, const char *what)
{
	const char *single = mv_sa_name(list, NULL);
	if (single) {
		*VEC_PUSH(sql->arena, &names->names) = single;
		return true;
	}
	const struct ValueList *items = mv_value_items(list);
	if (!items || items->open)
		return mv_sa_unknown(sql, list, what);
	for (uint32_t i = 0; i < items->items.count; i++) {
		const Value *item = items->items.items[i];
		const char *name = mv_sa_name(item, NULL);
		/* column("a"), Column("a", ...), table.c.a */
		if (!name && (mv_value_calls(item, "Column") || mv_value_calls(item, "column")))
			name = mv_sa_name(mv_sa_argument(item, 0, "name"), NULL);
		if (!name && mv_value_is(item, VALUE_ATTRIBUTE))
			name = item->as.attribute.name;
		if (!name)
			return mv_sa_unknown(sql, item, what);
		*VEC_PUSH(sql->arena, &names->names) = name;
	}
	return true;
}

const char *mv_sa_str(Arena *arena, const Value *value)
{
	int64_t integer;
	if (mv_value_text(value))
		return mv_value_text(value);
	if (mv_value_is(value, VALUE_BOOL))
		return value->as.truth ? "True" : "False";
	if (mv_value_int(value, &integer))
		return mv_arena_format(arena, "%lld", (long long)integer);
	if (mv_value_is(value, VALUE_FLOAT))
		return value->as.number.digits;
	return NULL;
}

void mv_sa_add_names(SqlText *sql, const NameList *names)
{
	for (uint32_t i = 0; i < names->names.count; i++) {
		if (i)
			mv_sql_adds(sql, ", ");
		mv_sql_adds(sql, mv_sa_quote(sql->arena, names->names.items[i]));
	}
}
