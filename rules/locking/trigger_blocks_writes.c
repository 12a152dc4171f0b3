/* trigger_blocks_writes.c: short, but it must wait for all writers. */
#include "migvet/facts.h"

/* Does the transaction hold such a lock already, so that there is nothing to wait for? */
static bool is_held(const RuleContext *context, const RelationLock *lock)
{
	for (uint32_t i = 0; context->session->in_transaction == TRI_YES && i < context->taken_count && i < MV_TAKEN_LOOKED_AT; i++) {
		if (lock->table && context->taken[i].lock->table == lock->table && context->taken[i].lock->mode >= lock->mode)
			return true;
	}
	return false;
}

static void check(RuleContext *context, const Change *change)
{
	const RelationLock *lock = mv_worst_lock(context);
	const char *shown;
	Finding *finding;

	if (!lock || !lock->certain || !mv_lock_blocks_writes(lock->mode) || (lock->table && lock->table->object.kind == OBJ_VIEW) ||
	    is_held(context, lock))
		return;
	shown = mv_show_relation(context, lock);
	finding = mv_report(context, change, change->span, "this waits for all running %s of '%s' and blocks new ones until it has its lock (%s)",
			    mv_lock_blocks_reads(lock->mode) ? "reads and writes" : "writes", shown, mv_lock_mode_name(lock->mode));
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding, "SET lock_timeout = '2s'; before it, and try again when it fails");
}

const Rule mv_rule_trigger_blocks_writes = {
	.id = "trigger-blocks-writes",
	.name = "TriggerBlocksWrites",
	.number = 122,
	.category = "locking",
	.severity = SEVERITY_INFO,
	.on = ON(CHANGE_CREATE_TRIGGER, CHANGE_DROP_TRIGGER, CHANGE_ENABLE_TRIGGER, CHANGE_DISABLE_TRIGGER),
	.check = check,
	.doc = {
		.summary = "a trigger of a table that exists is created, dropped, enabled or disabled",
		.why =
			"CREATE TRIGGER and ENABLE/DISABLE TRIGGER take SHARE ROW EXCLUSIVE, DROP TRIGGER takes ACCESS EXCLUSIVE. The work is\n"
			"instant, but the lock waits for every transaction that uses the table, and new ones queue behind it.",
		.instead = "A short lock_timeout, and try again.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n"
			"-- next migration\n"
			"CREATE TRIGGER noted AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION note();",
		.good =
			"CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n"
			"-- next migration\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TRIGGER noted AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION note();",
		.links =
			"https://www.postgresql.org/docs/current/sql-createtrigger.html\n"
			"https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES",
		.since = "0.1.0",
	},
};
