/* not_allowed_in_transaction.c: the server refuses it inside of a transaction block. */
#include "migvet/facts.h"
#include "migvet/layout.h"
#include "migvet/steps.h"

static const char *statement_words(const Change *change)
{
	if (change->kind == CHANGE_CREATE_INDEX)
		return "CREATE INDEX CONCURRENTLY";
	if (change->kind == CHANGE_DROP_INDEX)
		return "DROP INDEX CONCURRENTLY";
	if (change->kind == CHANGE_REINDEX && change->as.maintenance->concurrently)
		return "REINDEX CONCURRENTLY";
	if (change->kind == CHANGE_DETACH_PARTITION)
		return "DETACH PARTITION CONCURRENTLY";
	return change->statement->tag;
}

static void explain_block(RuleContext *context, Finding *finding)
{
	const Session *session = context->session;
	const Layout *layout = context->migration->layout;

	if (session->explicit_block && session->begin) {
		mv_finding_note(context, finding, session->begin, "the transaction begins here");
		mv_finding_help(context, finding, "put it before BEGIN or behind COMMIT, best alone in a migration of its own");
	} else if (context->migration->transaction == TRANSACTION_IMPLICIT) {
		mv_finding_help(context, finding,
				"%s sends the file as one query string, which is one transaction: give this statement a file of its own",
				layout ? layout->runner : "the runner");
	} else if (layout && layout->no_transaction) {
		mv_finding_help(context, finding, "%s wraps the migration in a transaction: give this statement a migration of its own with %s",
				layout->runner, layout->no_transaction);
	} else {
		mv_finding_help(context, finding, "%s wraps the migration in a transaction: run this statement outside of it",
				layout ? layout->runner : "the runner");
	}
}

static void check(RuleContext *context, const Change *change)
{
	Finding *finding;

	if (context->session->in_transaction != TRI_YES || context->locks->transaction_allowed != TRI_NO ||
	    context->happens != TRI_YES)
		return;
	finding = mv_report(context, change, change->statement->span, "%s cannot run inside a transaction: the migration fails here",
			    statement_words(change));
	finding->sqlstate = "25001";
	explain_block(context, finding);
	if (change->kind == CHANGE_CREATE_INDEX)
		mv_steps_create_index(context, finding, change->as.index);
	else
		mv_steps_move(context, finding, STEP_ALONE, change);
}

const Rule mv_rule_not_allowed_in_transaction = {
	.id = "not-allowed-in-transaction",
	.name = "NotAllowedInTransaction",
	.number = 301,
	.category = "transaction",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_CREATE_INDEX, CHANGE_DROP_INDEX, CHANGE_REINDEX, CHANGE_DETACH_PARTITION, CHANGE_VACUUM, CHANGE_CLUSTER,
		 CHANGE_DROP_DATABASE, CHANGE_CREATE_OBJECT, CHANGE_DROP_OBJECT, CHANGE_ALTER_OBJECT, CHANGE_OTHER, CHANGE_RESET_ALL),
	.check = check,
	.doc = {
		.summary = "a statement that the server refuses inside a transaction block stands in one",
		.why =
			"CREATE INDEX CONCURRENTLY, VACUUM and their like fail with 25001 inside a transaction, and everything that the\n"
			"migration did before is rolled back. Whether there is a transaction is the runner's choice; migvet knows its rule.",
		.instead = "Give the statement a migration of its own, and tell the runner that this one wants no transaction.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"CREATE INDEX CONCURRENTLY users_email ON users (email);\n"
			"COMMIT;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"CREATE INDEX CONCURRENTLY users_email ON users (email);",
		.links =
			"https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY\n"
			"https://www.postgresql.org/docs/current/sql-begin.html",
		.since = "0.1.0",
	},
};
