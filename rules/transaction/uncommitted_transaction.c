/* uncommitted_transaction.c: BEGIN without an end. */
#include "migvet/facts.h"

static void check_migration(RuleContext *context, const Migration *migration)
{
	const Session *session = context->session;
	Finding *finding;

	/* with a runner's transaction around it, the runner commits */
	if (!session->explicit_block || !session->begin || session->runner_block || migration->transaction == TRANSACTION_FILE ||
	    migration->transaction == TRANSACTION_ALL)
		return;
	finding = mv_report(context, session->begin, session->begin->span,
			    "this transaction is never committed: the server rolls it back when the connection ends");
	mv_finding_help(context, finding, "add COMMIT at the end of the migration");
}

const Rule mv_rule_uncommitted_transaction = {
	.id = "uncommitted-transaction",
	.name = "UncommittedTransaction",
	.number = 303,
	.category = "transaction",
	.severity = SEVERITY_ERROR,
	.check_migration = check_migration,
	.doc = {
		.summary = "a BEGIN has no COMMIT",
		.why =
			"When the connection closes, everything since BEGIN is rolled back without an error: the runner believes that the\n"
			"migration was applied, and the schema is not there.",
		.instead = "Add COMMIT, or delete BEGIN.",
		.bad =
			"BEGIN;\n"
			"CREATE TABLE a (id bigint PRIMARY KEY);",
		.good =
			"BEGIN;\n"
			"CREATE TABLE a (id bigint PRIMARY KEY);\n"
			"COMMIT;",
		.links =
			"https://www.postgresql.org/docs/current/sql-begin.html\n"
			"https://www.postgresql.org/docs/current/sql-commit.html",
		.since = "0.1.0",
	},
};
