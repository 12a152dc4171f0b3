/*
 * volatility.c: what PostgreSQL's planner would think of an expression:
 * evaluated once for all rows of a new column (immutable, stable), or anew for
 * each row (volatile)? And what a CHECK proves about NULL.
 */
#include "model.h"

#include <string.h>

typedef struct BuiltinFunction {
	const char *name;
	uint8_t volatility;
} BuiltinFunction;

/* Sorted by name; the strongest over all overloads. */
static const BuiltinFunction builtin_functions[] = {
#include "builtin_functions.inc"
};

/* What the grammar knows without a catalog, and what widely used extensions bring. */
static const BuiltinFunction other_functions[] = {
	{ "current_catalog", 2 }, { "current_date", 2 }, { "current_role", 2 }, { "current_time", 2 },
	{ "current_timestamp", 2 }, { "localtime", 2 }, { "localtimestamp", 2 }, { "user", 2 },
	{ "crypt", 1 }, { "digest", 1 }, { "gen_random_bytes", 3 }, { "gen_salt", 3 }, { "hmac", 1 }, /* pgcrypto */
	{ "uuid_generate_v1", 3 }, { "uuid_generate_v1mc", 3 }, { "uuid_generate_v3", 1 }, /* uuid-ossp */
	{ "uuid_generate_v4", 3 }, { "uuid_generate_v5", 1 }, { "uuid_nil", 1 }, { "uuid_ns_dns", 1 },
	{ "uuid_ns_url", 1 }, { "unaccent", 2 },
};

static Volatility builtin_volatility(const char *name)
{
	size_t low = 0, high = sizeof builtin_functions / sizeof *builtin_functions;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(builtin_functions[middle].name, name);

		if (order == 0)
			return (Volatility)builtin_functions[middle].volatility;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return VOLATILITY_UNKNOWN;
}

static Volatility extension_volatility(const char *name)
{
	for (size_t i = 0; i < sizeof other_functions / sizeof *other_functions; i++) {
		if (strcmp(other_functions[i].name, name) == 0)
			return (Volatility)other_functions[i].volatility;
	}
	return VOLATILITY_UNKNOWN;
}

/* Aggregates, window functions and functions of triggers, which have no volatility to speak of here. */
static bool is_aggregate(const char *name)
{
	static const char *const names[] = {
		"any_value", "array_agg", "avg", "bit_and", "bit_or", "bit_xor", "bool_and", "bool_or", "corr", "count", "covar_pop", "covar_samp",
		"cume_dist", "dense_rank", "every", "first_value", "json_agg", "json_agg_strict", "json_object_agg", "json_object_agg_strict",
		"json_object_agg_unique", "json_object_agg_unique_strict", "jsonb_agg", "jsonb_agg_strict", "jsonb_object_agg",
		"jsonb_object_agg_strict", "jsonb_object_agg_unique", "jsonb_object_agg_unique_strict", "lag", "last_value", "lead", "max", "min",
		"mode", "nth_value", "ntile", "percent_rank", "percentile_cont", "percentile_disc", "range_agg", "range_intersect_agg", "rank",
		"regr_avgx", "regr_avgy", "regr_count", "regr_intercept", "regr_r2", "regr_slope", "regr_sxx", "regr_sxy", "regr_syy", "row_number",
		"stddev", "stddev_pop", "stddev_samp", "string_agg", "sum", "suppress_redundant_updates_trigger", "tsvector_update_trigger",
		"tsvector_update_trigger_column", "unique_key_recheck", "var_pop", "var_samp", "variance", "xmlagg",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

bool mv_model_builtin_function(const char *name)
{
	return is_aggregate(name) || builtin_volatility(name) != VOLATILITY_UNKNOWN || extension_volatility(name) != VOLATILITY_UNKNOWN;
}

/* Volatile is certain whatever else there is; unknown might be volatile. */
static Volatility stronger(Volatility a, Volatility b)
{
	if (a == VOLATILITY_VOLATILE || b == VOLATILITY_VOLATILE)
		return VOLATILITY_VOLATILE;
	if (a == VOLATILITY_UNKNOWN || b == VOLATILITY_UNKNOWN)
		return VOLATILITY_UNKNOWN;
	return a > b ? a : b;
}

static Volatility call_volatility(const Schema *schema, const Expression *call, int depth);

/* The one expression that a body `SELECT expression` is, judged; a body that reads tables is not put in place. */
static Volatility body_volatility(const Schema *schema, const Function *function, int depth)
{
	const QueryInfo *body = function->def->body_query;
	Volatility answer = VOLATILITY_IMMUTABLE;

	if (function->body_volatility != VOLATILITY_UNKNOWN)
		return function->body_volatility;
	if (!body || body->opaque || depth > 8)
		return VOLATILITY_UNKNOWN;
	if (body->relations.count || body->has_where || body->has_limit || body->outputs.count != 1)
		return VOLATILITY_VOLATILE;
	for (uint32_t i = 0; i < body->functions.count; i++)
		answer = stronger(answer, call_volatility(schema, body->functions.items[i], depth + 1));
	return answer;
}

/*
 * The planner puts the body of a simple SQL function in place of the call and
 * judges that; of others it believes what CREATE FUNCTION said (nothing said:
 * volatile).
 */
static Volatility function_volatility(const Schema *schema, const Function *function, int depth)
{
	const FunctionChange *def = function->def;
	Volatility declared = function->volatility == VOLATILITY_UNKNOWN && !function->object.incomplete
				      ? VOLATILITY_VOLATILE
				      : function->volatility;
	bool is_simple = def && def->language && mv_str_eq_case(mv_str(def->language), STR("sql")) &&
			 !def->security_definer && !def->settings.count && !(def->returns && def->returns->set_of);

	return declared == VOLATILITY_VOLATILE && is_simple ? body_volatility(schema, function, depth) : declared;
}

static Volatility user_volatility(const Schema *schema, const char *function_schema, const char *name, int depth)
{
	Volatility answer = VOLATILITY_IMMUTABLE;
	uint32_t count = 0;
	const Function *first = mv_schema_function(schema, function_schema, name, &count);
	const FunctionGroup *group;

	if (!first)
		return VOLATILITY_UNKNOWN;
	if (count <= 1)
		return function_volatility(schema, first, depth);
	group = mv_model_get(&schema->function_names, first->object.schema, name);
	for (uint32_t i = 0; group && i < group->functions.count; i++)
		answer = stronger(answer, function_volatility(schema, group->functions.items[i], depth));
	return answer;
}

static Volatility call_volatility(const Schema *schema, const Expression *call, int depth)
{
	bool is_qualified = call->schema && strcmp(call->schema, "pg_catalog") != 0;
	Volatility answer;

	if (!call->name)
		return VOLATILITY_UNKNOWN;
	/* pg_catalog stands in front of the search_path */
	answer = is_qualified ? VOLATILITY_UNKNOWN : builtin_volatility(call->name);
	if (answer == VOLATILITY_UNKNOWN)
		answer = user_volatility(schema, call->schema, call->name, depth);
	if (answer == VOLATILITY_UNKNOWN)
		answer = extension_volatility(call->name);
	return answer;
}

typedef struct Search {
	const Schema *schema;
	Volatility found;
} Search;

static bool add_volatility(const Expression *expression, void *data)
{
	Search *search = data;

	if (expression->kind == EXPR_FUNCTION)
		search->found = stronger(search->found, call_volatility(search->schema, expression, 0));
	else if (expression->kind == EXPR_PARAM || expression->kind == EXPR_SUBQUERY)
		search->found = stronger(search->found, VOLATILITY_UNKNOWN);
	return search->found != VOLATILITY_VOLATILE;
}

Volatility mv_expression_volatility(const Schema *schema, const Expression *expression)
{
	Search search = { .schema = schema, .found = VOLATILITY_IMMUTABLE };

	if (expression)
		mv_expr_walk(expression, add_volatility, &search);
	return search.found;
}

/* ---- NULL ---- */

static bool tests_null(const Expression *expression, ExprKind kind, const char *column)
{
	return expression->kind == kind && expression->arg_count == 1 && expression->args[0]->kind == EXPR_COLUMN &&
	       mv_streq(expression->args[0]->name, column);
}

/*
 * A CHECK passes when it is NULL, so `column > 0` proves nothing. What does:
 * IS NOT NULL alone, as part of an AND, in every branch of an OR.
 */
static bool proves_not_null(const Expression *expression, const char *column, int depth)
{
	if (!expression || depth > 100)
		return false;
	if (tests_null(expression, EXPR_IS_NOT_NULL, column))
		return true;
	if (expression->kind == EXPR_NOT && expression->arg_count == 1)
		return tests_null(expression->args[0], EXPR_IS_NULL, column);
	if (expression->kind == EXPR_AND) {
		for (uint32_t i = 0; i < expression->arg_count; i++) {
			if (proves_not_null(expression->args[i], column, depth + 1))
				return true;
		}
	} else if (expression->kind == EXPR_OR && expression->arg_count) {
		uint32_t i = 0;

		while (i < expression->arg_count && proves_not_null(expression->args[i], column, depth + 1))
			i++;
		return i == expression->arg_count;
	}
	return false;
}

bool mv_expression_proves_not_null(const Expression *expression, const char *column)
{
	return column && proves_not_null(expression, column, 0);
}
