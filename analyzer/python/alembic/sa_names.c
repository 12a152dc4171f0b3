/* sa_names.c: identifiers and literals as SQLAlchemy's PostgreSQL dialect writes them. */
#include "compile.h"

#include <string.h>

/*
 * Words that SQLAlchemy quotes; its own list, not the server's: what it leaves
 * bare must stay bare here, and PostgreSQL sees the same.
 */
static const char *const reserved[] = {
	"all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between", "binary", "both",
	"case", "cast", "check", "collate", "column", "constraint", "create", "cross", "current_catalog", "current_date",
	"current_role", "current_schema", "current_time", "current_timestamp", "current_user", "default", "deferrable", "desc",
	"distinct", "do", "else", "end", "except", "false", "fetch", "for", "foreign", "freeze", "from", "full", "grant", "group",
	"having", "ilike", "in", "initially", "inner", "intersect", "into", "is", "isnull", "join", "leading", "left", "like",
	"limit", "localtime", "localtimestamp", "natural", "new", "not", "notnull", "null", "of", "off", "offset", "old", "on",
	"only", "or", "order", "outer", "over", "overlaps", "placing", "primary", "references", "returning", "right", "select",
	"session_user", "similar", "some", "symmetric", "table", "then", "to", "trailing", "true", "union", "unique", "user",
	"using", "variadic", "verbose", "when", "where", "window", "with",
};

static bool is_reserved(const char *name)
{
	size_t low = 0, high = sizeof reserved / sizeof *reserved;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(name, reserved[middle]);
		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

static bool is_plain(const char *name)
{
	if (!*name || (*name >= '0' && *name <= '9') || *name == '$')
		return false;
	for (const char *c = name; *c; c++)
		if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_' || *c == '$'))
			return false;
	return !is_reserved(name);
}

const char *mv_sa_quote_always(Arena *arena, const char *name)
{
	size_t length = strlen(name), quotes = 0;
	for (const char *c = name; *c; c++)
		quotes += *c == '"';
	char *quoted = mv_arena_alloc(arena, length + quotes + 3), *to = quoted;
	*to++ = '"';
	for (const char *c = name; *c; c++) {
		if (*c == '"')
			*to++ = '"';
		*to++ = *c;
	}
	*to++ = '"';
	return quoted;
}

const char *mv_sa_quote(Arena *arena, const char *name)
{
	return is_plain(name) ? name : mv_sa_quote_always(arena, name);
}

const char *mv_sa_quote_table(Arena *arena, const char *schema, const char *table)
{
	if (!schema || !*schema)
		return mv_sa_quote(arena, table);
	return mv_arena_format(arena, "%s.%s", mv_sa_quote(arena, schema), mv_sa_quote(arena, table));
}

const char *mv_sa_literal(Arena *arena, Str text)
{
	size_t quotes = 0;
	for (size_t i = 0; i < text.len; i++)
		quotes += text.ptr[i] == '\'';
	char *literal = mv_arena_alloc(arena, text.len + quotes + 3), *to = literal;
	*to++ = '\'';
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\'')
			*to++ = '\'';
		*to++ = text.ptr[i];
	}
	*to++ = '\'';
	return literal;
}

const char *mv_sa_name(const Value *value, bool *conv)
{
	bool unused;
	if (!conv)
		conv = &unused;
	*conv = false;
	for (int depth = 0; depth < 4 && mv_value_is(value, VALUE_CALL); depth++) {
		const char *last = mv_value_last_name(value->as.call->callee);
		if (mv_streq(last, "f") || mv_streq(last, "conv") || mv_streq(last, "_f"))
			*conv = true;
		else if (!mv_streq(last, "quoted_name") && !mv_streq(last, "str") && !mv_streq(last, "_truncated_label"))
			return NULL;
		value = mv_call_argument(value, 0, "name");
	}
	return mv_value_text(value);
}
