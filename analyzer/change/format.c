/*
 * format.c: names, types and expressions as SQL.
 */
#include "migvet/change.h"

#include <stdlib.h>
#include <string.h>

/* ---- names ---- */

/* Reserved key words of PostgreSQL: an identifier that is one of them needs quotes. Sorted. */
static const char *const reserved[] = {
	"all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "binary", "both",
	"case", "cast", "check", "collate", "collation", "column", "concurrently", "constraint", "create", "cross",
	"current_catalog", "current_date", "current_role", "current_schema", "current_time", "current_timestamp",
	"current_user", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "false", "fetch",
	"for", "foreign", "freeze", "from", "full", "grant", "group", "having", "ilike", "in", "initially", "inner",
	"intersect", "into", "is", "isnull", "join", "lateral", "leading", "left", "like", "limit", "localtime",
	"localtimestamp", "natural", "not", "notnull", "null", "offset", "on", "only", "or", "order", "outer", "overlaps",
	"placing", "primary", "references", "returning", "right", "select", "session_user", "similar", "some",
	"symmetric", "system_user", "table", "tablesample", "then", "to", "trailing", "true", "union", "unique", "user",
	"using", "variadic", "verbose", "when", "where", "window", "with",
};

static int compare_words(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

static bool needs_quotes(const char *name)
{
	const char *c = name;

	if (!((*c >= 'a' && *c <= 'z') || *c == '_'))
		return true;
	for (; *c; c++)
		if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_' || *c == '$'))
			return true;
	return bsearch(name, reserved, sizeof reserved / sizeof *reserved, sizeof *reserved, compare_words) != NULL;
}

static void add_identifier(StrBuf *out, const char *name)
{
	bool is_operator = *name && strspn(name, "+-*/<>=~!@#%^&|`?") == strlen(name);

	if (is_operator || !needs_quotes(name)) {
		mv_buf_adds(out, name);
		return;
	}
	mv_buf_addc(out, '"');
	for (; *name; name++) {
		if (*name == '"')
			mv_buf_addc(out, '"');
		mv_buf_addc(out, *name);
	}
	mv_buf_addc(out, '"');
}

static void add_qualified(StrBuf *out, const char *schema, const char *name)
{
	if (schema) {
		add_identifier(out, schema);
		mv_buf_addc(out, '.');
	}
	if (name)
		add_identifier(out, name);
}

static char *take(StrBuf *buf, Arena *arena)
{
	char *text = buf->ptr ? mv_buf_to_arena(buf, arena) : mv_arena_strdup(arena, "");

	mv_buf_release(buf);
	return text;
}

char *mv_qname_format(const QName *name, Arena *arena)
{
	StrBuf out = { 0 };

	if (name->unknown || !name->name) {
		/* as written: a placeholder is no identifier to be quoted */
		if (name->schema)
			mv_buf_addf(&out, "%s.", name->schema);
		mv_buf_adds(&out, name->name ? name->name : "?");
	} else {
		add_qualified(&out, name->schema, name->name);
	}
	return take(&out, arena);
}

/* ---- types ---- */

static const struct {
	const char *name, *words;
} type_words[] = {
	{ "int2", "smallint" }, { "int4", "integer" },		{ "int8", "bigint" },
	{ "float4", "real" },	{ "float8", "double precision" }, { "bool", "boolean" },
};

static void add_type_name(StrBuf *out, const Type *type)
{
	bool built_in = mv_streq(type->schema, "pg_catalog");
	size_t i;

	if (!type->name) {
		mv_buf_adds(out, "?");
		return;
	}
	if (type->unknown) {
		mv_buf_addf(out, "%s%s%s", type->schema ? type->schema : "", type->schema ? "." : "", type->name);
		return;
	}
	if (built_in || !type->schema)
		for (i = 0; i < sizeof type_words / sizeof *type_words; i++)
			if (strcmp(type->name, type_words[i].name) == 0) {
				mv_buf_adds(out, type_words[i].words);
				return;
			}
	if (built_in && strcmp(type->name, "bpchar") == 0 && type->modifier_count > 0)
		mv_buf_adds(out, "char");
	else if (!built_in && !type->schema && strcmp(type->name, "char") == 0)
		mv_buf_adds(out, "\"char\"");
	else
		add_qualified(out, built_in ? NULL : type->schema, type->name);
}

static void add_type(StrBuf *out, const Type *type)
{
	int i;

	if (type->set_of)
		mv_buf_adds(out, "setof ");
	add_type_name(out, type);
	if (type->column_type)
		mv_buf_adds(out, "%TYPE");
	if (type->interval_fields)
		mv_buf_addf(out, " %s", type->interval_fields);
	if (type->modifier_count == 1)
		mv_buf_addf(out, "(%d)", (int)type->modifiers[0]);
	else if (type->modifier_count == 2)
		mv_buf_addf(out, "(%d,%d)", (int)type->modifiers[0], (int)type->modifiers[1]);
	for (i = 0; i < type->dimensions; i++)
		mv_buf_adds(out, "[]");
}

char *mv_type_format(const Type *type, Arena *arena)
{
	StrBuf out = { 0 };

	if (!type)
		return mv_arena_strdup(arena, "?");
	add_type(&out, type);
	return take(&out, arena);
}

/* ---- expressions ---- */

/* What is nested deeper is written as "...": nobody reads it, and the C stack is finite. */
#define MAX_FORMAT_DEPTH 200

static void add_expr(StrBuf *out, const Expression *expr, unsigned depth);

static void add_args(StrBuf *out, const Expression *expr, uint32_t from, const char *separator, unsigned depth)
{
	uint32_t i;

	for (i = from; i < expr->arg_count; i++) {
		if (i > from)
			mv_buf_adds(out, separator);
		add_expr(out, expr->args[i], depth);
	}
}

static bool is_simple(const Expression *expr)
{
	switch (expr->kind) {
	case EXPR_CONSTANT:
	case EXPR_NULL:
	case EXPR_COLUMN:
	case EXPR_PARAM:
	case EXPR_FUNCTION:
	case EXPR_COALESCE:
	case EXPR_ARRAY:
	case EXPR_ROW:
	case EXPR_CAST:
	case EXPR_SUBQUERY:
	case EXPR_CASE:
		return true;
	case EXPR_OPERATOR:
	case EXPR_AND:
	case EXPR_OR:
	case EXPR_NOT:
	case EXPR_IS_NULL:
	case EXPR_IS_NOT_NULL:
	case EXPR_IN:
	case EXPR_BETWEEN:
	case EXPR_COLLATE:
	case EXPR_BOOL_TEST:
	case EXPR_OTHER:
		return false;
	}
	return false;
}

/* An operand: in parentheses unless nothing can come apart. */
static void add_operand(StrBuf *out, const Expression *expr, unsigned depth)
{
	bool simple = !expr || is_simple(expr);

	if (!simple)
		mv_buf_addc(out, '(');
	add_expr(out, expr, depth);
	if (!simple)
		mv_buf_addc(out, ')');
}

static void add_constant(StrBuf *out, const Expression *expr)
{
	const char *text = expr->text ? expr->text : "", *c;

	if (mv_streq(expr->name, "string")) {
		bool backslash = strchr(text, '\\') != NULL;

		mv_buf_adds(out, backslash ? "E'" : "'");
		for (c = text; *c; c++) {
			if (*c == '\'' || (backslash && *c == '\\'))
				mv_buf_addc(out, *c);
			mv_buf_addc(out, *c);
		}
		mv_buf_addc(out, '\'');
	} else if (mv_streq(expr->name, "bit") && *text) {
		/* b101, x1f */
		mv_buf_addf(out, "%c'%s'", *text, text + 1);
	} else {
		mv_buf_adds(out, text);
	}
}

static const char *operator_word(const char *name)
{
	static const struct {
		const char *name, *words;
	} words[] = { { "~~", "like" }, { "!~~", "not like" }, { "~~*", "ilike" }, { "!~~*", "not ilike" } };
	size_t i;

	for (i = 0; name && i < sizeof words / sizeof *words; i++)
		if (strcmp(name, words[i].name) == 0)
			return words[i].words;
	return name ? name : "?";
}

static void add_joined(StrBuf *out, const Expression *expr, const char *word, unsigned depth)
{
	uint32_t i;

	for (i = 0; i < expr->arg_count; i++) {
		if (i > 0)
			mv_buf_addf(out, " %s ", word);
		add_operand(out, expr->args[i], depth);
	}
}

static void add_call(StrBuf *out, const Expression *expr, const char *name, unsigned depth)
{
	add_qualified(out, mv_streq(expr->schema, "pg_catalog") ? NULL : expr->schema, name);
	mv_buf_addc(out, '(');
	if (expr->distinct_or_star && expr->arg_count == 0)
		mv_buf_addc(out, '*');
	add_args(out, expr, 0, ", ", depth);
	mv_buf_addc(out, ')');
}

/* args: [operand,] when, then, ..., else: without an else the last is NULL, so a pair is left over with an operand */
static void add_case(StrBuf *out, const Expression *expr, unsigned depth)
{
	mv_buf_adds(out, "case(");
	add_args(out, expr, 0, ", ", depth);
	mv_buf_addc(out, ')');
}

static void add_expr(StrBuf *out, const Expression *expr, unsigned depth)
{
	const Expression *first;

	if (!expr) {
		mv_buf_adds(out, "?");
		return;
	}
	if (++depth > MAX_FORMAT_DEPTH) {
		mv_buf_adds(out, "...");
		return;
	}
	first = expr->arg_count ? expr->args[0] : NULL;
	switch (expr->kind) {
	case EXPR_CONSTANT:
		add_constant(out, expr);
		return;
	case EXPR_NULL:
		mv_buf_adds(out, "null");
		return;
	case EXPR_COLUMN:
		if (expr->schema) {
			add_identifier(out, expr->schema);
			mv_buf_addc(out, '.');
		}
		if (expr->qualifier) {
			add_identifier(out, expr->qualifier);
			mv_buf_addc(out, '.');
		}
		if (mv_streq(expr->name, "*"))
			mv_buf_addc(out, '*');
		else if (expr->name)
			add_identifier(out, expr->name);
		return;
	case EXPR_PARAM:
		mv_buf_adds(out, expr->name ? expr->name : expr->text ? expr->text : "$?");
		return;
	case EXPR_FUNCTION:
		add_call(out, expr, expr->name ? expr->name : "?", depth);
		return;
	case EXPR_COALESCE:
		add_call(out, expr, expr->name ? expr->name : "coalesce", depth);
		return;
	case EXPR_OPERATOR:
		if (expr->arg_count > 1) {
			add_operand(out, first, depth);
			mv_buf_addf(out, " %s ", operator_word(expr->name));
			add_operand(out, expr->args[1], depth);
		} else {
			mv_buf_addf(out, "%s ", operator_word(expr->name));
			add_operand(out, first, depth);
		}
		return;
	case EXPR_AND:
		add_joined(out, expr, "and", depth);
		return;
	case EXPR_OR:
		add_joined(out, expr, "or", depth);
		return;
	case EXPR_NOT:
		mv_buf_adds(out, "not ");
		add_operand(out, first, depth);
		return;
	case EXPR_IS_NULL:
		add_operand(out, first, depth);
		mv_buf_adds(out, " is null");
		return;
	case EXPR_IS_NOT_NULL:
		add_operand(out, first, depth);
		mv_buf_adds(out, " is not null");
		return;
	case EXPR_CAST:
		add_operand(out, first, depth);
		mv_buf_adds(out, "::");
		if (expr->type)
			add_type(out, expr->type);
		else
			mv_buf_adds(out, "?");
		return;
	case EXPR_IN:
		add_operand(out, first, depth);
		mv_buf_adds(out, expr->negated ? " not in (" : " in (");
		add_args(out, expr, 1, ", ", depth);
		mv_buf_addc(out, ')');
		return;
	case EXPR_BETWEEN:
		add_operand(out, first, depth);
		mv_buf_adds(out, expr->negated ? " not between " : " between ");
		add_operand(out, expr->arg_count > 1 ? expr->args[1] : NULL, depth);
		mv_buf_adds(out, " and ");
		add_operand(out, expr->arg_count > 2 ? expr->args[2] : NULL, depth);
		return;
	case EXPR_CASE:
		add_case(out, expr, depth);
		return;
	case EXPR_ARRAY:
		mv_buf_adds(out, "array[");
		add_args(out, expr, 0, ", ", depth);
		mv_buf_addc(out, ']');
		return;
	case EXPR_ROW:
		mv_buf_adds(out, "row(");
		add_args(out, expr, 0, ", ", depth);
		mv_buf_addc(out, ')');
		return;
	case EXPR_COLLATE:
		add_operand(out, first, depth);
		mv_buf_adds(out, " collate ");
		add_qualified(out, expr->schema, expr->name);
		return;
	case EXPR_BOOL_TEST:
		add_operand(out, first, depth);
		mv_buf_addf(out, " %s", expr->name ? expr->name : "is ?");
		return;
	case EXPR_SUBQUERY:
		mv_buf_addf(out, "%s(select ...)", expr->name ? expr->name : "");
		return;
	case EXPR_OTHER:
		mv_buf_addf(out, "%s(", expr->name ? expr->name : "?");
		add_args(out, expr, 0, ", ", depth);
		mv_buf_addc(out, ')');
		return;
	}
}

char *mv_expr_format(const Expression *expr, Arena *arena)
{
	StrBuf out = { 0 };

	add_expr(&out, expr, 0);
	return take(&out, arena);
}

/* ---- walking ---- */

/* Not recursive: "a + a + a + ..." is as deep as it is long. */
bool mv_expr_walk(const Expression *expr, bool (*visit)(const Expression *, void *), void *data)
{
	Arena *arena = NULL;
	VEC(const Expression *) pending = { 0 };
	const Expression *room[32];
	bool going_on = true;
	uint32_t i;

	if (!expr)
		return true;
	pending.items = room;
	pending.capacity = sizeof room / sizeof *room;
	pending.items[pending.count++] = expr;
	while (going_on && pending.count > 0) {
		expr = pending.items[--pending.count];
		going_on = visit(expr, data);
		for (i = expr->arg_count; going_on && i-- > 0;) {
			if (!expr->args[i])
				continue;
			if (!arena && pending.count == pending.capacity)
				arena = mv_arena_new();
			*VEC_PUSH(arena, &pending) = expr->args[i];
		}
	}
	if (arena)
		mv_arena_free(arena);
	return going_on;
}
