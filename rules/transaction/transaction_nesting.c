/* transaction_nesting.c: BEGIN inside of a transaction, COMMIT of the runner's. */
#include "migvet/facts.h"
#include "migvet/layout.h"

static void check(RuleContext *context, const Change *change)
{
	const Session *session = context->session;
	const Layout *layout = context->migration->layout;
	const char *runner = layout ? layout->runner : "the runner";
	Finding *finding;

	if (session->in_transaction != TRI_YES)
		return;
	if (change->kind == CHANGE_BEGIN && session->explicit_block && !session->runner_block) {
		finding = mv_report(context, change, change->span, "BEGIN inside a transaction only warns: the next COMMIT ends both");
		mv_finding_help(context, finding, "delete it, or use SAVEPOINT");
		if (session->begin)
			mv_finding_note(context, finding, session->begin, "the transaction begins here");
		return;
	}
	/* a query string of several statements may hold its own BEGIN and COMMIT: that is how they get a block */
	if (!session->runner_block || context->migration->transaction == TRANSACTION_IMPLICIT)
		return;
	if (change->kind == CHANGE_BEGIN) {
		finding = mv_report(context, change, change->span,
				    "%s already wraps the migration in a transaction: BEGIN only warns, and a COMMIT would end the runner's", runner);
		mv_finding_help(context, finding, "delete BEGIN and COMMIT");
	} else if (!session->explicit_block) {
		finding = mv_report(context, change, change->span,
				    "%s ends the transaction of %s: what follows is not rolled back with the rest, nor recorded with it",
				    change->kind == CHANGE_COMMIT ? "COMMIT" : "ROLLBACK", runner);
		mv_finding_help(context, finding, "delete it, or split the migration");
	}
}

const Rule mv_rule_transaction_nesting = {
	.id = "transaction-nesting",
	.name = "TransactionNesting",
	.number = 302,
	.category = "transaction",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_BEGIN, CHANGE_COMMIT, CHANGE_ROLLBACK),
	.check = check,
	.doc = {
		.summary = "BEGIN inside a transaction, or COMMIT of the transaction that the runner opened",
		.why =
			"PostgreSQL has no nested transactions: BEGIN inside one only warns, and the first COMMIT ends everything. What follows\n"
			"runs outside, and the runner records the migration as applied (or not) apart from what it really did.",
		.instead = "Leave transactions to the runner, or tell it to use none and write BEGIN and COMMIT yourself.",
		.bad =
			"BEGIN;\n"
			"CREATE TABLE a (id bigint PRIMARY KEY);\n"
			"BEGIN;\n"
			"CREATE TABLE b (id bigint PRIMARY KEY);\n"
			"COMMIT;",
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
