/* drop_trigger.c: what a trigger did is not done any more. */
#include "migvet/facts.h"

static const Trigger *trigger_of(const RuleContext *context, const Drop *drop)
{
	const Table *table = drop->table.name && !drop->table.unknown ? mv_schema_table(context->schema, &drop->table) : NULL;

	for (uint32_t i = 0; table && i < table->triggers.count; i++) {
		if (mv_streq(table->triggers.items[i]->name, drop->name.name))
			return (const Trigger *)table->triggers.items[i];
	}
	return NULL;
}

static void check(RuleContext *context, const Change *change)
{
	const Trigger *trigger = trigger_of(context, change->as.drop);

	/* of one that is not known nobody can say what it did */
	if (trigger && trigger->enabled && !mv_is_harmless_table(context, trigger->table))
		mv_keep_dropped(context, change, &trigger->object);
}

/* Does the other one fire whenever the old one did, at the same time? */
static bool fires_as_well(const CreateTrigger *other, const CreateTrigger *old)
{
	return mv_streq(other->timing, old->timing) && (other->on_insert || !old->on_insert) && (other->on_update || !old->on_update) &&
	       (other->on_delete || !old->on_delete) && (other->on_truncate || !old->on_truncate);
}

/* One of its name, one that calls the same function, or a new one for the same events. */
static bool is_replaced(const RuleContext *context, const Table *table, const Trigger *old)
{
	for (uint32_t i = 0; i < table->triggers.count; i++) {
		const Trigger *other = (const Trigger *)table->triggers.items[i];

		if (other == old)
			continue;
		if (mv_streq(other->object.name, old->object.name) || (old->function && other->function == old->function) ||
		    (mv_streq(other->def->function.name, old->def->function.name) && fires_as_well(other->def, old->def)) ||
		    (mv_is_new(context, &other->object.birth) && fires_as_well(other->def, old->def)))
			return true;
	}
	return false;
}

static bool drops_column(const Change *change, const void *data)
{
	const Table *table = data;

	return change->kind == CHANGE_DROP_COLUMN && mv_streq(change->as.drop_column->target.table.name, table->object.name);
}

/* It served a column: trigger, function and column go together, and the column is the story. */
static bool goes_with_column(const RuleContext *context, const Table *table, const Trigger *old)
{
	uint32_t count;

	return old->function && !mv_schema_function(context->schema, old->function->object.schema, old->function->object.name, &count) &&
	       mv_find_change(context->migration, NULL, drops_column, table);
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	(void)migration;
	for (const DroppedObject *dropped = mv_next_dropped(context, NULL); dropped; dropped = mv_next_dropped(context, dropped)) {
		const Trigger *trigger = (const Trigger *)dropped->object;
		const Table *table = mv_table_now(context, trigger->table);
		const char *shown;
		Finding *finding;

		if (!table || is_replaced(context, table, trigger) || goes_with_column(context, table, trigger))
			continue;
		shown = mv_show_table(context, table);
		finding = mv_report(context, dropped->change, dropped->change->subject,
				    "dropping trigger '%s' of '%s': '%s' is no longer called for what is written from now on", trigger->object.name,
				    shown, trigger->def->function.name ? trigger->def->function.name : "?");
		mv_finding_subject(context, finding, "%s.%s", shown, trigger->object.name);
		mv_finding_help(context, finding, "make sure that nothing relies on what it did: old code still runs while the new one is released");
		if (trigger->object.birth.change)
			mv_finding_note(context, finding, trigger->object.birth.change, "it was created here");
	}
}

const Rule mv_rule_drop_trigger = {
	.id = "drop-trigger",
	.name = "DropTrigger",
	.number = 238,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_TRIGGER),
	.check = check,
	.check_migration = check_migration,
	.covers = (const char *const[]){ "trigger-blocks-writes", NULL },
	.doc = {
		.summary = "a trigger of a table that exists is dropped, and none takes its place",
		.why =
			"Nothing fails: timestamps stay old, the audit log has a hole, the copy of a column drifts. That is found late, and cannot\n"
			"be made good. A trigger that is created again, or replaced by another for the same events, is not reported, nor one that is\n"
			"disabled, or goes with its table, or, along with its function, with a column. (DROP TRIGGER takes ACCESS EXCLUSIVE, so it also waits for all who use the table.)",
		.instead =
			"1. release code that does itself what the trigger did, or does not need it\n"
			"2. drop the trigger in a later migration, with this rule allowed at that place",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n"
			"CREATE TRIGGER audited AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION audit();\n"
			"-- next migration\n"
			"DROP TRIGGER audited ON users;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n"
			"CREATE TRIGGER audited AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION audit();\n"
			"-- next migration\n"
			"DROP TRIGGER audited ON users;\n"
			"CREATE TRIGGER audited AFTER UPDATE OR DELETE ON users FOR EACH ROW EXECUTE FUNCTION audit();",
		.links = "https://www.postgresql.org/docs/current/sql-droptrigger.html",
		.since = "0.1.0",
	},
};
