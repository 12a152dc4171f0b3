/* drop_policy.c: who sees which rows changes. */
#include "migvet/facts.h"

static const Policy *policy_of(const RuleContext *context, const Drop *drop)
{
	const Table *table = drop->table.name && !drop->table.unknown ? mv_schema_table(context->schema, &drop->table) : NULL;

	for (uint32_t i = 0; table && i < table->policies.count; i++) {
		if (mv_streq(table->policies.items[i]->name, drop->name.name))
			return (const Policy *)table->policies.items[i];
	}
	return NULL;
}

static void check(RuleContext *context, const Change *change)
{
	const Policy *policy = policy_of(context, change->as.drop);

	/* without row level security it has no effect */
	if (policy && (policy->table->row_security || policy->table->object.incomplete) && !mv_is_harmless_table(context, policy->table))
		mv_keep_dropped(context, change, &policy->object);
}

static bool is_for_all(const PolicyChange *policy)
{
	return !policy->command || mv_streq(policy->command, "all");
}

/* One of its name, or a new one of its kind that speaks about the same command. */
static bool is_replaced(const RuleContext *context, const Table *table, const Policy *old)
{
	for (uint32_t i = 0; i < table->policies.count; i++) {
		const Policy *other = (const Policy *)table->policies.items[i];

		if (mv_streq(other->object.name, old->object.name))
			return true;
		if (mv_is_new(context, &other->object.birth) && other->def->permissive == old->def->permissive &&
		    (is_for_all(other->def) || is_for_all(old->def) || mv_streq(other->def->command, old->def->command)))
			return true;
	}
	return false;
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	(void)migration;
	for (const DroppedObject *dropped = mv_next_dropped(context, NULL); dropped; dropped = mv_next_dropped(context, dropped)) {
		const Policy *policy = (const Policy *)dropped->object;
		const Table *table = mv_table_now(context, policy->table);
		const char *shown;
		Finding *finding;

		if (!table || (!table->row_security && !table->object.incomplete) || is_replaced(context, table, policy))
			continue;
		shown = mv_show_table(context, table);
		finding = mv_report(context, dropped->change, dropped->change->subject, "dropping policy '%s' of '%s': %s", policy->object.name, shown,
				    policy->def->permissive ? "rows that only it allowed can no longer be seen or changed" :
							      "rows that it hid can be seen and changed by those whom it restricted");
		mv_finding_subject(context, finding, "%s.%s", shown, policy->object.name);
		mv_finding_help(context, finding, "create the policy that takes its place in the same migration, or make sure that nobody relies on it");
		if (policy->object.birth.change)
			mv_finding_note(context, finding, policy->object.birth.change, "it was created here");
	}
}

const Rule mv_rule_drop_policy = {
	.id = "drop-policy",
	.name = "DropPolicy",
	.number = 239,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_POLICY),
	.check = check,
	.check_migration = check_migration,
	.doc = {
		.summary = "a policy of a table that exists is dropped, and none takes its place",
		.why =
			"No query fails: they find fewer rows when a permissive policy is gone, and more, perhaps those of other customers, when it\n"
			"was a restrictive one. A policy that is created again or replaced in the same migration is not reported, nor one of a table\n"
			"without row level security, where it has no effect.",
		.instead =
			"1. create the policy that takes its place\n"
			"2. drop the old one in the same migration",
		.bad =
			"CREATE TABLE notes (id bigint PRIMARY KEY, owner text);\n"
			"ALTER TABLE notes ENABLE ROW LEVEL SECURITY;\n"
			"CREATE POLICY own ON notes USING (owner = current_user);\n"
			"-- next migration\n"
			"DROP POLICY own ON notes;",
		.good =
			"CREATE TABLE notes (id bigint PRIMARY KEY, owner text);\n"
			"ALTER TABLE notes ENABLE ROW LEVEL SECURITY;\n"
			"CREATE POLICY own ON notes USING (owner = current_user);\n"
			"-- next migration\n"
			"DROP POLICY own ON notes;\n"
			"CREATE POLICY own ON notes USING (owner = session_user);",
		.links =
			"https://www.postgresql.org/docs/current/sql-droppolicy.html\n"
			"https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
		.since = "0.1.0",
	},
};
