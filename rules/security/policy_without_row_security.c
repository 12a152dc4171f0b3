/* policy_without_row_security.c: a policy of a table whose row security is off. */
#include "migvet/facts.h"

static void look_at(RuleContext *context, const Table *table)
{
	for (uint32_t i = 0; !table->row_security && !table->object.incomplete && i < table->policies.count; i++) {
		const Object *policy = table->policies.items[i];
		Finding *finding;

		if (policy->maybe || !mv_is_reviewed(&policy->birth))
			continue;
		finding = mv_report(context, policy->birth.change, policy->birth.change->subject,
				    "policy '%s' does nothing: row security of '%s' is off, and all rows are visible", policy->name,
				    mv_show_table(context, table));
		mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), policy->name);
		mv_finding_help(context, finding, "ALTER TABLE %s ENABLE ROW LEVEL SECURITY", mv_sql_name(context, table->object.name));
	}
}

static void check_end(RuleContext *context)
{
	const Table *table;
	uint32_t at = 0;

	while ((table = mv_next_lasting_table(context, &at)))
		look_at(context, table);
}

const Rule mv_rule_policy_without_row_security = {
	.id = "policy-without-row-security",
	.name = "PolicyWithoutRowSecurity",
	.number = 457,
	.category = "security",
	.severity = SEVERITY_WARNING,
	.check_end = check_end,
	.doc = {
		.summary = "a policy of a table whose row security is off",
		.why = "The policy does nothing: everybody who may read the table reads all its rows.",
		.instead = "ALTER TABLE .. ENABLE ROW LEVEL SECURITY.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE POLICY own ON users USING (id = 1);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE POLICY own ON users USING (id = 1);\n"
			"ALTER TABLE users ENABLE ROW LEVEL SECURITY;",
		.links = "https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
		.since = "0.1.0",
	},
};
