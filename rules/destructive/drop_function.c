/* drop_function.c: a function that code may call goes. */
#include "migvet/facts.h"

/* Only triggers call it: DROP refuses while there is one, and nobody else can. */
static bool is_for_triggers(const Function *function)
{
	const Type *returns = function->def->returns;

	return returns && (mv_streq(returns->name, "trigger") || mv_streq(returns->name, "event_trigger"));
}

static void check(RuleContext *context, const Change *change)
{
	const Function *function = mv_dropped_function(context->schema, change->as.drop, context->arena);

	if (!function || !is_for_triggers(function))
		mv_keep_dropped(context, change, function ? &function->object : NULL);
}

static bool is_replaced(const RuleContext *context, const DroppedObject *dropped)
{
	const Function *old = (const Function *)dropped->object;
	uint32_t count;
	Function standing;

	if (!old) /* with which arguments is not known: any of that name will do */
		return mv_schema_function(context->schema, dropped->schema, dropped->name, &count);
	standing = *old;
	standing.object.name = dropped->name;
	return mv_schema_stand_in(context->schema, &standing);
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	(void)migration;
	for (const DroppedObject *dropped = mv_next_dropped(context, NULL); dropped; dropped = mv_next_dropped(context, dropped)) {
		const Function *function = (const Function *)dropped->object;
		const char *shown = mv_show_dropped(context, dropped);
		const char *kind = mv_object_kind_name(function ? function->object.kind : dropped->change->as.drop->object);
		Finding *finding;

		if (is_replaced(context, dropped))
			continue;
		if (function)
			shown = mv_arena_format(context->arena, "%s(%s)", shown, function->arguments);
		finding = mv_report(context, dropped->change, dropped->change->subject,
				    "dropping %s '%s' makes calls of running code fail", kind, shown);
		mv_finding_subject(context, finding, "%s", shown);
		mv_finding_help(context, finding,
				"first release code that no longer calls it, then drop it in a later migration; to change its arguments, "
				"create the new one beside it, or give the additional ones defaults");
	}
}

const Rule mv_rule_drop_function = {
	.id = "drop-function",
	.name = "DropFunction",
	.number = 232,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_FUNCTION),
	.check = check,
	.check_migration = check_migration,
	.doc = {
		.summary = "a function, procedure or aggregate that exists is dropped, and none takes its calls",
		.why =
			"Calls of running code fail with 42883 from the commit on. A function that is created again in the same migration with the\n"
			"same arguments, or with more that have defaults, takes the calls. Functions of triggers are called by triggers only.",
		.instead =
			"1. create the new function beside the old one\n"
			"2. release code that calls the new one\n"
			"3. drop the old one in a later migration, with this rule allowed at that place",
		.bad =
			"CREATE FUNCTION tax(amount numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT amount * 0.2 $$;\n"
			"-- next migration\n"
			"DROP FUNCTION tax(numeric);",
		.good =
			"CREATE FUNCTION tax(amount numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT amount * 0.2 $$;\n"
			"-- next migration\n"
			"DROP FUNCTION tax(numeric);\n"
			"CREATE FUNCTION tax(amount numeric, rate numeric DEFAULT 0.2) RETURNS numeric LANGUAGE sql AS $$ SELECT amount * rate $$;",
		.links = "https://www.postgresql.org/docs/current/sql-dropfunction.html",
		.since = "0.1.0",
	},
};
