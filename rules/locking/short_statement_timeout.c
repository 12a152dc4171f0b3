/* short_statement_timeout.c: a limit that ends work which is slow on purpose. */
#include "migvet/facts.h"
#include "migvet/steps.h"

/* What is long and lets others write meanwhile; NULL: something else. */
static const char *long_work(const Change *change)
{
	if (change->kind == CHANGE_CREATE_INDEX && change->as.index->concurrently)
		return "CREATE INDEX CONCURRENTLY";
	if (change->kind == CHANGE_REINDEX && change->as.maintenance->concurrently)
		return "REINDEX CONCURRENTLY";
	if (change->kind == CHANGE_DROP_INDEX && change->as.drop->concurrently)
		return "DROP INDEX CONCURRENTLY";
	if (change->kind == CHANGE_DETACH_PARTITION && change->as.partition->concurrently)
		return "DETACH PARTITION CONCURRENTLY";
	return change->kind == CHANGE_VALIDATE_CONSTRAINT ? "VALIDATE CONSTRAINT" : NULL;
}

static const char *left_behind(const Change *change)
{
	if (change->kind == CHANGE_VALIDATE_CONSTRAINT)
		return "";
	return change->kind == CHANGE_DETACH_PARTITION ? ", and leaves the partition half detached" : ", and leaves an INVALID index behind";
}

/* The table that it works on, when it exists for others too. */
static const RelationLock *worked_on(const RuleContext *context)
{
	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		if (lock->mode >= LOCK_SHARE_UPDATE_EXCLUSIVE && !mv_is_harmless_table(context, lock->table))
			return lock;
	}
	return NULL;
}

static void check(RuleContext *context, const Change *change)
{
	const Session *session = context->session;
	const char *work = long_work(change);
	const RelationLock *lock = work ? worked_on(context) : NULL;
	double time = lock && session->statement_timeout ? mv_milliseconds(session->statement_timeout) : 0;
	double shortest = mv_milliseconds(mv_option_string(context, "shortest"));
	Finding *finding;

	/* in a transaction CONCURRENTLY fails anyway */
	if (time <= 0 || (shortest > 0 && time >= shortest) ||
	    (session->in_transaction == TRI_YES && context->locks->transaction_allowed == TRI_NO))
		return;
	finding = mv_report(context, change, change->span,
			    "if '%s' is large or older transactions are open, the statement_timeout of %s ends %s before it is done%s",
			    mv_show_relation(context, lock), session->statement_timeout, work, left_behind(change));
	mv_finding_subject(context, finding, "%s", mv_show_relation(context, lock));
	mv_finding_help(context, finding, "it lets others read and write, so it may take its time");
	mv_steps_with_setting(context, finding, change, "statement_timeout = 0");
	if (session->statement_timeout_set)
		mv_finding_note(context, finding, session->statement_timeout_set, "the limit is set here");
}

const Rule mv_rule_short_statement_timeout = {
	.id = "short-statement-timeout",
	.name = "ShortStatementTimeout",
	.number = 132,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_CREATE_INDEX, CHANGE_REINDEX, CHANGE_DROP_INDEX, CHANGE_DETACH_PARTITION, CHANGE_VALIDATE_CONSTRAINT),
	.check = check,
	.options = (const RuleOption[]){
		{ .name = "shortest", .type = OPTION_STRING, .default_value = "5min", .help = "the shortest statement_timeout that is accepted for such work" },
		{ .name = NULL },
	},
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "CONCURRENTLY or VALIDATE CONSTRAINT runs under a short statement_timeout",
		.why =
			"A statement_timeout of seconds is right for what closes a table. CREATE INDEX CONCURRENTLY and VALIDATE CONSTRAINT do not:\n"
			"they read the whole table while others write, and wait for every older transaction. The limit ends them half way, on the\n"
			"large tables of production only; CONCURRENTLY then leaves an INVALID index that every write still pays for.",
		.instead = "SET statement_timeout = 0; (or hours) before it, and the short limit again behind it.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"SET statement_timeout = '5s';\n"
			"CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"SET statement_timeout = 0;\n"
			"CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);",
		.links =
			"https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT\n"
			"https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
		.since = "0.1.0",
	},
};
