/* security_definer_search_path.c: a SECURITY DEFINER function that the caller's search path leads. */
#include "migvet/facts.h"

/* A later ALTER FUNCTION of that name gives it a path, or takes the owner's rights away. */
static bool repairs(const Change *change, const void *data)
{
	const FunctionChange *function = data, *later = change->as.function;

	return change->kind == CHANGE_ALTER_FUNCTION && mv_streq(later->name.name, function->name.name) &&
	       (mv_function_setting(later, "search_path") || (later->security_given && !later->security_definer));
}

/* BEGIN ATOMIC and RETURN are bound when the function is made. */
static bool is_bound(const FunctionChange *function)
{
	return function->body_atomic || function->body_return;
}

static void check(RuleContext *context, const Change *change)
{
	const FunctionChange *function = change->as.function;
	Finding *finding;

	if (!function->security_definer || mv_function_setting(function, "search_path") || is_bound(function) ||
	    (change->kind == CHANGE_ALTER_FUNCTION && !function->security_given) ||
	    mv_find_change(context->migration, change, repairs, function))
		return;
	finding = mv_report(context, change, change->subject,
			    "callers of '%s' can have their own code run with its owner's rights: it searches the caller's search_path",
			    mv_show_name(context, function->name.schema, function->name.name));
	mv_finding_help(context, finding, "add SET search_path = .., pg_temp with schemas that only trusted roles may write");
}

const Rule mv_rule_security_definer_search_path = {
	.id = "security-definer-search-path",
	.name = "SecurityDefinerSearchPath",
	.number = 450,
	.category = "security",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_CREATE_FUNCTION, CHANGE_ALTER_FUNCTION),
	.check = check,
	.doc = {
		.summary = "a SECURITY DEFINER function that the caller's search path leads",
		.why =
			"The function runs with its owner's rights, but finds tables and functions by the caller's search_path: who may create\n"
			"a schema or a temporary table puts an object of the same name before yours, and their code runs with the owner's\n"
			"rights.",
		.instead =
			"SET search_path of the function to schemas that only trusted roles may write, with pg_temp last, or to '' and qualify\n"
			"all names.",
		.bad = "CREATE FUNCTION count_users() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM users';",
		.good = "CREATE FUNCTION count_users() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT count(*) FROM public.users';",
		.links = "https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY",
		.since = "0.1.0",
	},
};
