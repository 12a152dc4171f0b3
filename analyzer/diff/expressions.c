/*
 * expressions.c: do two expressions mean the same?
 *
 * Both are written in one normal form and compared as texts. The server writes
 * what it stores in words of its own: casts of constants to the type that they
 * have anyway, ANY (ARRAY[...]) for IN, comparisons for BETWEEN.
 */
#include "diff.h"

#include <string.h>

enum { DEEPEST = 200 };

typedef struct Normal {
	StrBuf text;
	bool unknown; /* something has no normal form: the texts decide */
} Normal;

static void write_normal(Normal *normal, const Expression *expression, int depth);

static void write_list(Normal *normal, Expression *const *args, uint32_t from, uint32_t count, int depth)
{
	for (uint32_t i = from; i < count; i++) {
		mv_buf_addc(&normal->text, i > from ? ',' : '(');
		write_normal(normal, args[i], depth);
	}
	mv_buf_addc(&normal->text, ')');
}

static void write_word(Normal *normal, const char *word)
{
	mv_buf_adds(&normal->text, word ? word : "?");
}

/* Length first, so that no text can look like structure. */
static void write_text(Normal *normal, const char *text)
{
	mv_buf_addf(&normal->text, "%zu:%s", text ? strlen(text) : 0, text ? text : "");
}

static const Expression *without_casts(const Expression *expression)
{
	while (expression->kind == EXPR_CAST && expression->arg_count == 1 &&
	       (expression->args[0]->kind == EXPR_CAST || expression->args[0]->kind == EXPR_CONSTANT || expression->args[0]->kind == EXPR_NULL))
		expression = expression->args[0];
	return expression->kind == EXPR_CONSTANT || expression->kind == EXPR_NULL ? expression : NULL;
}

static bool is_array_of_constants(const Expression *cast)
{
	const Expression *array = cast->args[0];

	if (array->kind != EXPR_ARRAY || !array->arg_count || !cast->type || !cast->type->dimensions)
		return false;
	for (uint32_t i = 0; i < array->arg_count; i++) {
		if (!without_casts(array->args[i]))
			return false;
	}
	return true;
}

static bool is_text(const Type *type)
{
	return type && type->name && !type->dimensions && (mv_streq(type->name, "text") || mv_streq(type->name, "varchar"));
}

static void write_cast(Normal *normal, const Expression *expression, int depth)
{
	const Expression *constant = without_casts(expression);

	if (constant) {
		write_normal(normal, constant, depth);
		return;
	}
	/* ARRAY['a']::text[] is stored as ARRAY['a'::text] */
	if (is_array_of_constants(expression)) {
		write_normal(normal, expression->args[0], depth);
		return;
	}
	/* the server compares varchar as text, and says so */
	if (is_text(expression->type) && expression->args[0]->kind == EXPR_COLUMN && !expression->type->modifier_count) {
		write_normal(normal, expression->args[0], depth);
		return;
	}
	if (!expression->type || !expression->type->name || expression->type->unknown) {
		normal->unknown = true;
		return;
	}
	mv_buf_addf(&normal->text, "cast:%s/%d/%d/%d", expression->type->name, expression->type->modifier_count ? (int)expression->type->modifiers[0] : -1,
		    expression->type->modifier_count > 1 ? (int)expression->type->modifiers[1] : -1, expression->type->dimensions);
	write_list(normal, expression->args, 0, expression->arg_count, depth);
}

/* AND and OR of more than two are written flat or nested. */
static void write_flat(Normal *normal, const Expression *expression, ExprKind kind, int depth)
{
	for (uint32_t i = 0; i < expression->arg_count; i++) {
		if (expression->args[i]->kind == kind && depth < DEEPEST) {
			write_flat(normal, expression->args[i], kind, depth + 1);
			continue;
		}
		mv_buf_addc(&normal->text, ';');
		write_normal(normal, expression->args[i], depth);
	}
}

static void write_comparison(Normal *normal, const char *operator, const Expression *left, const Expression *right, int depth)
{
	mv_buf_addf(&normal->text, "%d:.%s(", (int)EXPR_OPERATOR, operator); /* as write_plain does */
	write_normal(normal, left, depth);
	mv_buf_addc(&normal->text, ',');
	write_normal(normal, right, depth);
	mv_buf_addc(&normal->text, ')');
}

static void write_between(Normal *normal, const Expression *expression, int depth)
{
	mv_buf_adds(&normal->text, expression->negated ? "or(;" : "and(;");
	write_comparison(normal, expression->negated ? "<" : ">=", expression->args[0], expression->args[1], depth);
	mv_buf_addc(&normal->text, ';');
	write_comparison(normal, expression->negated ? ">" : "<=", expression->args[0], expression->args[2], depth);
	mv_buf_addc(&normal->text, ')');
}

/* ARRAY[...], perhaps cast as a whole: what it lists, or NULL. */
static const Expression *array_of(const Expression *expression)
{
	while (expression->kind == EXPR_CAST && expression->arg_count == 1)
		expression = expression->args[0];
	return expression->kind == EXPR_ARRAY ? expression : NULL;
}

static void write_in(Normal *normal, const Expression *expression, int depth)
{
	mv_buf_adds(&normal->text, expression->negated ? "notin(" : "in(");
	write_normal(normal, expression->args[0], depth);
	mv_buf_addc(&normal->text, ')');
	write_list(normal, expression->args, 1, expression->arg_count, depth);
}

static const char *schema_of(const Expression *expression)
{
	return expression->schema && strcmp(expression->schema, "pg_catalog") != 0 && strcmp(expression->schema, "public") != 0
		       ? expression->schema : "";
}

static void write_plain(Normal *normal, const Expression *expression, int depth)
{
	mv_buf_addf(&normal->text, "%d%s%s:", (int)expression->kind, expression->negated ? "!" : "", expression->distinct_or_star ? "*" : "");
	mv_buf_adds(&normal->text, schema_of(expression));
	mv_buf_addc(&normal->text, '.');
	write_word(normal, expression->name);
	write_list(normal, expression->args, 0, expression->arg_count, depth);
}

/* "x = ANY (ARRAY[...])" is IN, "x <> ALL (ARRAY[...])" is NOT IN. */
static void write_operator(Normal *normal, const Expression *expression, int depth)
{
	const Expression *array = expression->qualifier && expression->arg_count == 2 ? array_of(expression->args[1]) : NULL;
	bool in = array && mv_streq(expression->qualifier, "any") && mv_streq(expression->name, "=");
	bool not_in = array && mv_streq(expression->qualifier, "all") && mv_streq(expression->name, "<>");

	if (!in && !not_in) {
		mv_buf_adds(&normal->text, expression->qualifier ? expression->qualifier : "");
		write_plain(normal, expression, depth);
		return;
	}
	mv_buf_adds(&normal->text, not_in ? "notin(" : "in(");
	write_normal(normal, expression->args[0], depth);
	mv_buf_addc(&normal->text, ')');
	write_list(normal, array->args, 0, array->arg_count, depth);
}

static void write_normal(Normal *normal, const Expression *expression, int depth)
{
	if (normal->unknown || !expression || depth >= DEEPEST) {
		normal->unknown = true;
		return;
	}
	switch (expression->kind) {
	case EXPR_CONSTANT:
		write_text(normal, expression->text);
		break;
	case EXPR_NULL:
		write_word(normal, "null");
		break;
	case EXPR_COLUMN:
		mv_buf_adds(&normal->text, "column:");
		write_text(normal, expression->name);
		break;
	case EXPR_CAST:
		write_cast(normal, expression, depth + 1);
		break;
	case EXPR_AND:
	case EXPR_OR:
		mv_buf_adds(&normal->text, expression->kind == EXPR_AND ? "and(" : "or(");
		write_flat(normal, expression, expression->kind, depth + 1);
		mv_buf_addc(&normal->text, ')');
		break;
	case EXPR_BETWEEN:
		write_between(normal, expression, depth + 1);
		break;
	case EXPR_IN:
		write_in(normal, expression, depth + 1);
		break;
	case EXPR_OPERATOR:
		write_operator(normal, expression, depth + 1);
		break;
	case EXPR_FUNCTION:
	case EXPR_NOT:
	case EXPR_IS_NULL:
	case EXPR_IS_NOT_NULL:
	case EXPR_COALESCE:
	case EXPR_ARRAY:
	case EXPR_ROW:
	case EXPR_COLLATE:
	case EXPR_BOOL_TEST:
		write_plain(normal, expression, depth + 1);
		break;
	case EXPR_CASE: /* the same list with and without an operand */
	case EXPR_PARAM:
	case EXPR_SUBQUERY:
	case EXPR_OTHER:
		normal->unknown = true;
		break;
	}
}

/* true, 't', '1': what boolin reads; UNKNOWN: not such a constant. */
static Tri truth_of(const Expression *expression)
{
	static const char *const yes[] = { "true", "t", "yes", "y", "on", "1" }, *const no[] = { "false", "f", "no", "n", "off", "0" };
	const Expression *constant = without_casts(expression);

	for (size_t i = 0; constant && constant->kind == EXPR_CONSTANT && i < sizeof yes / sizeof *yes; i++) {
		if (mv_streq(constant->text, yes[i]))
			return TRI_YES;
		if (mv_streq(constant->text, no[i]))
			return TRI_NO;
	}
	return TRI_UNKNOWN;
}

static bool is_bool(const Expression *expression)
{
	const Expression *constant = without_casts(expression);

	return constant && constant->kind == EXPR_CONSTANT && mv_streq(constant->name, "bool");
}

static bool is_time(const Expression *expression)
{
	return expression->kind == EXPR_CAST && expression->type && expression->type->name &&
	       (strncmp(expression->type->name, "timestamp", 9) == 0 || strcmp(expression->type->name, "date") == 0);
}

/* '1970-01-01' of a timestamp is stored as '1970-01-01 00:00:00'::timestamp. */
static bool is_midnight_of(const char *whole, const char *day)
{
	size_t len = strlen(day);

	return len && strncmp(whole, day, len) == 0 && (strcmp(whole + len, " 00:00:00") == 0 || strcmp(whole + len, " 00:00:00+00") == 0);
}

static bool same_time(const Expression *a, const Expression *b)
{
	const Expression *left = is_time(a) || is_time(b) ? without_casts(a) : NULL, *right = left ? without_casts(b) : NULL;

	return left && right && left->text && right->text && (is_midnight_of(left->text, right->text) || is_midnight_of(right->text, left->text));
}

bool mv_expression_is_null(const Expression *expression)
{
	const Expression *constant = expression ? without_casts(expression) : NULL;

	return constant && constant->kind == EXPR_NULL;
}

bool mv_expressions_equal(const Expression *a, const Expression *b)
{
	Normal left = { 0 }, right = { 0 };
	bool equal;

	if ((is_bool(a) || is_bool(b)) && truth_of(a) != TRI_UNKNOWN)
		return truth_of(a) == truth_of(b);
	if (same_time(a, b))
		return true;
	write_normal(&left, a, 0);
	write_normal(&right, b, 0);
	equal = !left.unknown && !right.unknown && left.text.len == right.text.len &&
		(left.text.len == 0 || memcmp(left.text.ptr, right.text.ptr, left.text.len) == 0);
	mv_buf_release(&left.text);
	mv_buf_release(&right.text);
	return equal;
}
