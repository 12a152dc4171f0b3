/* function_without_search_path.c: a function without a search_path of its own. */
#include "migvet/facts.h"

static bool gives_path(const Change *change, const void *data)
{
	const FunctionChange *function = data;

	return change->kind == CHANGE_ALTER_FUNCTION && mv_streq(change->as.function->name.name, function->name.name) &&
	       mv_function_setting(change->as.function, "search_path");
}

static void check(RuleContext *context, const Change *change)
{
	const FunctionChange *function = change->as.function;
	bool quoted = function->body_given && !mv_streq(function->language, "c") && !mv_streq(function->language, "internal");
	Finding *finding;

	if (!quoted || mv_function_setting(function, "search_path") || mv_find_change(context->migration, change, gives_path, function))
		return;
	finding = mv_report(context, change, change->subject, "what '%s' finds depends on the search_path of whoever calls it",
			    mv_show_name(context, function->name.schema, function->name.name));
	mv_finding_help(context, finding, "add SET search_path = '' and qualify the names in it");
}

const Rule mv_rule_function_without_search_path = {
	.id = "function-without-search-path",
	.name = "FunctionWithoutSearchPath",
	.number = 451,
	.category = "security",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_CREATE_FUNCTION),
	.check = check,
	.doc = {
		.summary = "a function without a search_path of its own",
		.why = "What the function does depends on the caller's search_path: with another one it fails, or finds other tables.",
		.instead = "Add SET search_path to the function, or qualify every name in it and SET search_path = ''.",
		.bad = "CREATE FUNCTION count_users() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM users';",
		.good = "CREATE FUNCTION count_users() RETURNS bigint LANGUAGE sql SET search_path = '' AS 'SELECT count(*) FROM public.users';",
		.links =
			"https://www.postgresql.org/docs/current/sql-createfunction.html\n"
			"https://www.postgresql.org/docs/current/ddl-schemas.html",
		.since = "0.1.0",
	},
};
