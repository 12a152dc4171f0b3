/* policy_always_true.c: a policy that lets every row be written. */
#include "migvet/facts.h"

static bool is_true(const Expression *expression)
{
	return expression && expression->kind == EXPR_CONSTANT && mv_streq(expression->name, "bool") &&
	       (mv_streq(expression->text, "true") || mv_streq(expression->text, "t"));
}

static void check(RuleContext *context, const Change *change)
{
	const PolicyChange *policy = change->as.policy;
	Finding *finding;

	if (!policy->permissive || mv_streq(policy->command, "select") || (!is_true(policy->using_expr) && !is_true(policy->check_expr)))
		return;
	finding = mv_report(context, change, change->subject, "policy '%s' lets its roles write every row of '%s'", policy->name.text,
			    mv_show_name(context, policy->table.schema, policy->table.name));
	mv_finding_help(context, finding, "compare a column of the row with who is asking");
}

const Rule mv_rule_policy_always_true = {
	.id = "policy-always-true",
	.name = "PolicyAlwaysTrue",
	.number = 458,
	.category = "security",
	.severity = SEVERITY_OFF,
	.style = true,
	.on = ON(CHANGE_CREATE_POLICY, CHANGE_ALTER_POLICY),
	.check = check,
	.doc = {
		.summary = "a policy that lets every row be written",
		.why =
			"USING (true) or WITH CHECK (true) for INSERT, UPDATE, DELETE or ALL: the roles of the policy may write every row, as\n"
			"if there were no row security.",
		.instead = "Compare a column of the row with who is asking.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE POLICY all_rows ON users FOR ALL USING (true);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE POLICY readable ON users FOR SELECT USING (true);",
		.links =
			"https://www.postgresql.org/docs/current/sql-createpolicy.html\n"
			"https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
		.since = "0.1.0",
	},
};
