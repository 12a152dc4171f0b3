/*
 * infer.c: the type of an expression, as far as it can be known: after the
 * rules of PostgreSQL's parse_func.c and parse_oper.c, with the signatures of
 * the server's own functions. What is not certain is NULL.
 */
#include "model.h"

#include <stdlib.h>
#include <string.h>

typedef struct Signature {
	const char *name, *arguments, *result;
} Signature;

typedef struct OperatorSignature {
	const char *name, *left, *right, *result;
} OperatorSignature;

typedef struct Cast {
	const char *from, *to;
} Cast;

static const Signature calls[] = {
#include "builtin_calls.inc"
};
static const OperatorSignature operators[] = {
#include "builtin_operators.inc"
};
static const Cast casts[] = {
#include "builtin_casts.inc"
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_ARGUMENTS = 8, DEEPEST = 64 };

/* A type of which only the catalog name is known; "unknown" for a bare string constant. */
static const Type *named(Arena *arena, const char *name)
{
	Type *type = MV_NEW(arena, Type);
	bool array = name[0] == '_';

	*type = (Type){ .schema = "pg_catalog", .name = name + array, .dimensions = array };
	return type;
}

static bool is_unknown(const Type *type)
{
	return strcmp(type->name, "unknown") == 0;
}

/* How pg_type calls it: "_int4" for an array; a domain is its base type. */
static const char *catalog_name(const Inference *inference, const Type *type)
{
	const Object *object = mv_model_type_of(inference->replay->schema, type);

	if (object && object->kind == OBJ_DOMAIN && !type->dimensions && ((const Domain *)object)->base)
		return catalog_name(inference, ((const Domain *)object)->base);
	if (object)
		return type->dimensions ? "(array)" : object->kind == OBJ_ENUM ? "(enum)" : "(composite)";
	return type->dimensions ? mv_arena_format(inference->replay->arena, "_%s", type->name) : type->name;
}

/* ---- matching arguments ---- */

static bool is_polymorphic(const char *type)
{
	return strncmp(type, "any", 3) == 0;
}

static bool has_cast(const char *from, const char *to)
{
	for (size_t i = 0; i < COUNT(casts); i++) {
		if (strcmp(casts[i].from, from) == 0 && strcmp(casts[i].to, to) == 0)
			return true;
	}
	return false;
}

static bool fits_polymorphic(const char *given, const char *wanted)
{
	if (strcmp(wanted, "anyarray") == 0 || strcmp(wanted, "anycompatiblearray") == 0)
		return given[0] == '_' || strcmp(given, "(array)") == 0;
	if (strcmp(wanted, "anynonarray") == 0 || strcmp(wanted, "anycompatiblenonarray") == 0)
		return given[0] != '_' && strcmp(given, "(array)") != 0;
	if (strcmp(wanted, "anyenum") == 0)
		return strcmp(given, "(enum)") == 0;
	if (strstr(wanted, "multirange"))
		return strstr(given, "multirange") != NULL;
	if (strstr(wanted, "range"))
		return strstr(given, "range") != NULL && !strstr(given, "multirange");
	return true;
}

/* 0: does not fit; 1: by a cast or as an unknown literal; 2: polymorphic; 3: exactly. */
static int fit(const char *given, const char *wanted)
{
	if (strcmp(given, wanted) == 0)
		return 3;
	if (strcmp(given, "unknown") == 0)
		return 1;
	if (is_polymorphic(wanted))
		return fits_polymorphic(given, wanted) ? 2 : 0;
	return has_cast(given, wanted) ? 1 : 0;
}

static bool is_preferred(const char *type)
{
	static const char *const preferred[] = { "text", "float8", "bool", "timestamptz", "interval", "inet", "oid", "varbit" };

	for (size_t i = 0; i < COUNT(preferred); i++) {
		if (strcmp(preferred[i], type) == 0)
			return true;
	}
	return false;
}

typedef struct Given {
	const Type *types[MOST_ARGUMENTS];
	const char *names[MOST_ARGUMENTS];
	uint32_t count;
} Given;

/* Exact arguments count most, then preferred types. Negative: does not fit. */
static int score_of(const Given *given, const char *const *wanted, uint32_t count)
{
	int score = 0;

	if (count != given->count)
		return -1;
	for (uint32_t i = 0; i < count; i++) {
		int one = fit(given->names[i], wanted[i]);

		if (!one)
			return -1;
		score += one == 3 ? 100 : one == 2 ? 10 : is_preferred(wanted[i]) ? 5 : 1;
	}
	return score;
}

/* What a polymorphic result is, from the argument that decides it. */
static const Type *result_type(const Inference *inference, const Given *given, const char *const *wanted, const char *result)
{
	Arena *arena = inference->replay->arena;

	if (!is_polymorphic(result))
		return named(arena, result);
	for (uint32_t i = 0; i < given->count; i++) {
		bool wants_array = strstr(wanted[i], "array") && !strstr(wanted[i], "nonarray");
		bool gives_array = strstr(result, "array") && !strstr(result, "nonarray");
		Type *type;

		if (!is_polymorphic(wanted[i]) || is_unknown(given->types[i]) || strcmp(wanted[i], "any") == 0 || strstr(wanted[i], "range"))
			continue;
		type = MV_NEW(arena, Type);
		*type = *given->types[i];
		type->modifier_count = 0;
		if (wants_array && !gives_array)
			type->dimensions = 0;
		else if (!wants_array && gives_array)
			type->dimensions = 1;
		return type;
	}
	return NULL;
}

static uint32_t split(Arena *arena, const char *arguments, const char **names)
{
	uint32_t count = 0;

	while (*arguments && count < MOST_ARGUMENTS) {
		const char *comma = strchr(arguments, ',');
		size_t length = comma ? (size_t)(comma - arguments) : strlen(arguments);

		names[count++] = mv_arena_strndup(arena, arguments, length);
		arguments += length + (comma != NULL);
	}
	return count;
}

bool mv_model_builtin_without_arguments(const char *name)
{
	for (size_t i = 0; i < COUNT(calls); i++) {
		if (!*calls[i].arguments && strcmp(calls[i].name, name) == 0)
			return true;
	}
	return false;
}

/* The signatures are those of 15 and later. */
static const char *result_name(const Inference *inference, const Signature *call)
{
	int version = inference->replay->schema->server_version;

	return version && version < 14 && strcmp(call->name, "extract") == 0 ? "float8" : call->result;
}

static const Type *call_type(const Inference *inference, const char *name, const Given *given)
{
	const Type *best = NULL;
	const char *only = NULL; /* what all of that name give */
	int best_score = -1;

	for (size_t i = 0; i < COUNT(calls); i++) {
		const char *wanted[MOST_ARGUMENTS];
		const char *result = result_name(inference, &calls[i]);
		const Type *type;
		int score;

		if (strcmp(calls[i].name, name) != 0)
			continue;
		only = only && strcmp(only, result) != 0 ? "any" : result;
		score = score_of(given, wanted, split(inference->replay->arena, calls[i].arguments, wanted));
		if (score < 0 || score < best_score)
			continue;
		type = result_type(inference, given, wanted, result);
		/* equally good with another result: not certain */
		if (score == best_score && (!best || !type || strcmp(best->name, type->name) != 0))
			type = NULL;
		best = type;
		best_score = score;
	}
	/* VARIADIC and defaults of arguments: none fits by number */
	if (best_score < 0 && only && !is_polymorphic(only))
		return named(inference->replay->arena, only);
	return best;
}

static const Type *operator_type(const Inference *inference, const char *name, const Given *given)
{
	const Type *best = NULL;
	int best_score = -1;

	for (size_t i = 0; i < COUNT(operators); i++) {
		const char *wanted[2] = { *operators[i].left ? operators[i].left : operators[i].right, operators[i].right };
		const Type *type;
		int score;

		if (strcmp(operators[i].name, name) != 0)
			continue;
		score = score_of(given, wanted, *operators[i].left ? 2 : 1);
		/* a literal beside a known type is taken to be of that type first */
		for (uint32_t g = 0; score >= 0 && g < given->count; g++)
			score += strcmp(given->names[g], "unknown") == 0 && given->count == 2 && strcmp(wanted[g], given->names[1 - g]) == 0 ? 50 : 0;
		if (score < 0 || score < best_score)
			continue;
		type = result_type(inference, given, wanted, operators[i].result);
		if (score == best_score && (!best || !type || strcmp(best->name, type->name) != 0))
			type = NULL;
		best = type;
		best_score = score;
	}
	return best;
}

/* ---- expressions ---- */

static const Type *infer(const Inference *inference, const Expression *expression, unsigned depth);

static bool collect(const Inference *inference, const Expression *expression, unsigned depth, Given *given)
{
	given->count = 0;
	for (uint32_t i = 0; i < expression->arg_count && i < MOST_ARGUMENTS; i++) {
		const Type *type = infer(inference, expression->args[i], depth + 1);

		if (!type || !type->name)
			return false;
		given->types[given->count] = type;
		given->names[given->count++] = catalog_name(inference, type);
	}
	return expression->arg_count <= MOST_ARGUMENTS;
}

/* A literal takes the type of the others, but has no length. */
static const Type *without_modifier(Arena *arena, const Type *type)
{
	Type *bare = MV_NEW(arena, Type);

	*bare = *type;
	bare->modifier_count = 0;
	bare->modifiers[0] = bare->modifiers[1] = 0;
	return type->modifier_count ? bare : type;
}

/* CASE, COALESCE, UNION: one type when all are of it; literals follow the others. */
const Type *mv_model_common_type(Arena *arena, const Type *a, const Type *b)
{
	if (!a || !b || !a->name || !b->name)
		return NULL;
	if (is_unknown(a) || is_unknown(b))
		return is_unknown(a) && is_unknown(b) ? a : without_modifier(arena, is_unknown(a) ? b : a);
	if (!mv_streq(a->name, b->name) || a->dimensions != b->dimensions)
		return NULL;
	if (a->modifier_count == b->modifier_count && a->modifiers[0] == b->modifiers[0] && a->modifiers[1] == b->modifiers[1])
		return a;
	return NULL;
}

static const Type *common_type(const Inference *inference, const Expression *expression, uint32_t first, uint32_t step, unsigned depth)
{
	const Type *type = NULL;

	for (uint32_t i = first; i < expression->arg_count; i += step) {
		const Type *one = infer(inference, expression->args[i], depth + 1);

		type = i == first ? one : mv_model_common_type(inference->replay->arena, type, one);
		if (!type)
			return NULL;
	}
	return type;
}

/* CASE: [operand,] when, then, ..., else. The branches are every second one, and the last. */
static const Type *case_type(const Inference *inference, const Expression *expression, unsigned depth)
{
	uint32_t count = expression->arg_count;
	const Type *type = count ? infer(inference, expression->args[count - 1], depth + 1) : NULL;

	/* without ELSE and operand the number is even, with either of them odd; with both it cannot be told from neither */
	for (uint32_t i = count >= 2 ? count - 2 : 0; type && i > 0 && count % 2 == 1; i -= 2) {
		type = mv_model_common_type(inference->replay->arena, type, infer(inference, expression->args[i], depth + 1));
		if (i < 2)
			break;
	}
	return count % 2 == 1 ? type : NULL;
}

static const Type *function_type(const Inference *inference, const Expression *expression, unsigned depth)
{
	Given given;
	uint32_t count = 0;
	const Function *function = mv_schema_function(inference->replay->schema, expression->schema, expression->name, &count);

	if (function && count == 1 && function->def && function->def->returns)
		return function->def->returns->set_of ? NULL : function->def->returns;
	if (function || (expression->schema && strcmp(expression->schema, "pg_catalog") != 0))
		return NULL;
	if (strcmp(expression->name, "count") == 0)
		return named(inference->replay->arena, "int8");
	if (!collect(inference, expression, depth, &given))
		return NULL;
	if (strcmp(expression->name, "now") == 0)
		return named(inference->replay->arena, "timestamptz");
	if (strcmp(expression->name, "current_date") == 0)
		return named(inference->replay->arena, "date");
	return call_type(inference, expression->name, &given);
}

static bool gives_boolean(const char *name)
{
	static const char *const names[] = { "=", "<>", "!=", "<", ">", "<=", ">=", "~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*", "@>",
					     "<@", "&&", "?", "?|", "?&", "is distinct from", "is not distinct from", "@@", "@?" };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

static const Type *constant_type(Arena *arena, const Expression *expression)
{
	static const char *const types[][2] = { { "string", "unknown" }, { "bool", "bool" }, { "bit", "bit" } };

	for (size_t i = 0; i < COUNT(types); i++) {
		if (mv_streq(expression->name, types[i][0]))
			return named(arena, types[i][1]);
	}
	if (mv_streq(expression->name, "int"))
		return named(arena, "int4");
	/* whole numbers that int4 does not hold come as floats */
	if (expression->text && strspn(expression->text, "0123456789") == strlen(expression->text))
		return named(arena, strlen(expression->text) < 19 ? "int8" : "numeric");
	return named(arena, "numeric");
}

/* a[1]: slices and fields are not told apart from it by more than their subscripts. */
static const Type *element_type(const Inference *inference, const Expression *expression, unsigned depth)
{
	const Type *array = expression->arg_count == 2 ? infer(inference, expression->args[0], depth + 1) : NULL;
	const Expression *subscript = expression->arg_count == 2 ? expression->args[1] : NULL;
	Type *element;

	if (!array || !array->dimensions || !mv_streq(subscript->name, "subscript") || subscript->arg_count != 1)
		return NULL;
	element = MV_NEW(inference->replay->arena, Type);
	*element = *array;
	element->dimensions = 0;
	return element;
}

static const Type *infer(const Inference *inference, const Expression *expression, unsigned depth)
{
	Arena *arena = inference->replay->arena;
	Given given;

	if (!expression || depth > DEEPEST)
		return NULL;
	switch (expression->kind) {
	case EXPR_CONSTANT:
		return constant_type(arena, expression);
	case EXPR_NULL:
		return named(arena, "unknown");
	case EXPR_COLUMN:
		return inference->column_type(inference->data, expression);
	case EXPR_CAST:
		return expression->type;
	case EXPR_FUNCTION:
		return function_type(inference, expression, depth);
	case EXPR_OPERATOR:
		if (gives_boolean(expression->name))
			return named(arena, "bool");
		if (expression->schema || !collect(inference, expression, depth, &given))
			return NULL;
		return operator_type(inference, expression->name, &given);
	case EXPR_AND:
	case EXPR_OR:
	case EXPR_NOT:
	case EXPR_IS_NULL:
	case EXPR_IS_NOT_NULL:
	case EXPR_IN:
	case EXPR_BETWEEN:
	case EXPR_BOOL_TEST:
		return named(arena, "bool");
	case EXPR_COALESCE:
		return mv_streq(expression->name, "nullif") ? infer(inference, expression->args[0], depth + 1) :
							      common_type(inference, expression, 0, 1, depth);
	case EXPR_CASE:
		return case_type(inference, expression, depth);
	case EXPR_COLLATE:
		return expression->arg_count ? infer(inference, expression->args[0], depth + 1) : NULL;
	case EXPR_SUBQUERY:
		return mv_streq(expression->name, "exists") || mv_streq(expression->name, "in") || mv_streq(expression->name, "all") ?
			       named(arena, "bool") : NULL;
	case EXPR_PARAM:
	case EXPR_ARRAY:
	case EXPR_ROW:
		return NULL;
	case EXPR_OTHER:
		return mv_streq(expression->name, "indirection") ? element_type(inference, expression, depth) : NULL;
	}
	return NULL;
}

const Type *mv_model_infer(const Inference *inference, const Expression *expression)
{
	return infer(inference, expression, 0);
}

const Type *mv_model_output_type(const Type *type)
{
	static const Type text = { .schema = "pg_catalog", .name = "text" };

	return type && type->name && is_unknown(type) ? &text : type;
}
