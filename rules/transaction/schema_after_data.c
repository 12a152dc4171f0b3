/* schema_after_data.c: rows were changed, and now the table itself, in one transaction. */
#include "migvet/facts.h"
#include "migvet/steps.h"

/* Data changed earlier in this transaction, of the table that is now altered. */
static const Change *earlier_dml(const RuleContext *context, const Table *table)
{
	const TakenLock *taken = mv_taken_on(context, table, LOCK_ROW_EXCLUSIVE);
	ChangeKind kind = taken ? taken->change->kind : CHANGE_NONE;

	return kind == CHANGE_UPDATE || kind == CHANGE_DELETE || kind == CHANGE_INSERT || kind == CHANGE_MERGE ? taken->change :
														 NULL;
}

/* Renaming goes on although checks are pending. */
static bool is_rename(const Change *change)
{
	return change->kind == CHANGE_RENAME_COLUMN || change->kind == CHANGE_RENAME_TABLE;
}

/* Is it one that just waits for its lock, as opposed to all that the server refuses while a check is pending? */
static bool is_structure(const Change *change)
{
	static const ChangeKind kinds[] = { CHANGE_ADD_COLUMN, CHANGE_DROP_COLUMN, CHANGE_ALTER_COLUMN_TYPE, CHANGE_SET_NOT_NULL,
					    CHANGE_ADD_CONSTRAINT, CHANGE_DROP_CONSTRAINT, CHANGE_CREATE_INDEX, CHANGE_RENAME_COLUMN,
					    CHANGE_RENAME_TABLE, CHANGE_DROP_TABLE };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (change->kind == kinds[i])
			return true;
	}
	return false;
}

extern const Rule mv_rule_schema_after_data;

/* One ALTER TABLE is one story, however many subcommands it has. */
static bool is_told(const Change *change)
{
	for (uint32_t i = 0; i < change->index; i++) {
		for (const ChangeKind *kind = mv_rule_schema_after_data.on; *kind != CHANGE_NONE; kind++) {
			if (change->statement->changes.items[i].kind == *kind)
				return true;
		}
	}
	return false;
}

static void report_pending(RuleContext *context, const Change *change, const Table *table, const PendingCheck *pending)
{
	const char *shown = mv_show_table(context, table);
	Finding *finding = mv_report(context, change, change->span,
				     pending->certain ? "altering '%s' fails while the deferred check of '%s' is pending for rows changed in this transaction" :
							"altering '%s' fails if a row was changed before in this transaction: the deferred check of '%s' is pending then",
				     shown, pending->constraint);

	if (pending->certain)
		finding->sqlstate = "55006";
	mv_finding_subject(context, finding, "%s", shown);
	mv_finding_help(context, finding, "SET CONSTRAINTS ALL IMMEDIATE; before it, or put data and schema into two migrations");
	mv_finding_note(context, finding, pending->change, "the rows are changed here");
}

static void check(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);
	const RelationLock *lock = table ? mv_lock_report_find(context->locks, table) : NULL;
	const PendingCheck *pending;
	const Change *dml;
	Finding *finding;

	if (!table || is_told(change) || context->session->in_transaction != TRI_YES)
		return;
	pending = is_rename(change) ? NULL : mv_pending_check(context, table);
	if (pending) {
		report_pending(context, change, table, pending);
		return;
	}
	if (!is_structure(change) || !lock || lock->mode < LOCK_SHARE_ROW_EXCLUSIVE || mv_is_harmless_table(context, table))
		return;
	dml = earlier_dml(context, table);
	if (!dml)
		return;
	finding = mv_report(context, change, change->span,
			    "the rows changed before stay locked while this waits for its lock on '%s', which then blocks %s until commit",
			    mv_show_table(context, table), mv_lock_blocks_reads(lock->mode) ? "everybody" : "all writers");
	mv_finding_subject(context, finding, "%s", mv_show_table(context, table));
	mv_finding_help(context, finding, "put data and schema into two migrations");
	mv_steps_move(context, finding, STEP_NEXT, change);
	mv_finding_note(context, finding, dml, "the rows are changed here");
}

const Rule mv_rule_schema_after_data = {
	.id = "schema-after-data",
	.name = "SchemaAfterData",
	.number = 306,
	.category = "transaction",
	.severity = SEVERITY_WARNING,
	.aside = true,
	.on = ON(CHANGE_ADD_COLUMN, CHANGE_DROP_COLUMN, CHANGE_ALTER_COLUMN_TYPE, CHANGE_SET_NOT_NULL, CHANGE_DROP_NOT_NULL,
		 CHANGE_SET_DEFAULT, CHANGE_DROP_DEFAULT, CHANGE_ADD_IDENTITY, CHANGE_SET_IDENTITY, CHANGE_DROP_IDENTITY,
		 CHANGE_SET_EXPRESSION, CHANGE_DROP_EXPRESSION, CHANGE_SET_STATISTICS, CHANGE_SET_STORAGE, CHANGE_SET_COMPRESSION,
		 CHANGE_SET_COLUMN_OPTIONS, CHANGE_ADD_CONSTRAINT, CHANGE_DROP_CONSTRAINT, CHANGE_VALIDATE_CONSTRAINT,
		 CHANGE_ALTER_CONSTRAINT, CHANGE_ATTACH_PARTITION, CHANGE_DETACH_PARTITION, CHANGE_INHERIT, CHANGE_NO_INHERIT,
		 CHANGE_SET_LOGGED, CHANGE_SET_UNLOGGED, CHANGE_SET_ACCESS_METHOD, CHANGE_SET_TABLESPACE, CHANGE_SET_OPTIONS,
		 CHANGE_RESET_OPTIONS, CHANGE_REPLICA_IDENTITY, CHANGE_CLUSTER_ON, CHANGE_ENABLE_TRIGGER, CHANGE_DISABLE_TRIGGER,
		 CHANGE_ENABLE_RULE, CHANGE_DISABLE_RULE, CHANGE_ROW_SECURITY, CHANGE_SET_OWNER, CHANGE_CREATE_INDEX, CHANGE_RENAME_COLUMN,
		 CHANGE_RENAME_TABLE, CHANGE_DROP_TABLE, CHANGE_TRUNCATE, CHANGE_CLUSTER),
	.check = check,
	.doc = {
		.summary = "rows of a table are changed and then the table is altered, in one transaction",
		.why =
			"The rows stay locked for as long as the ALTER waits for everybody else, and deadlocks with them are likely. With a\n"
			"deferred constraint (DEFERRABLE INITIALLY DEFERRED, as Django makes its foreign keys) whose check is pending ALTER TABLE,\n"
			"CREATE INDEX, DROP TABLE, TRUNCATE and CLUSTER fail: 'cannot ALTER TABLE because it has pending trigger events' (55006).",
		.instead =
			"1. one migration changes the schema\n"
			"2. another changes the data, in batches",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"UPDATE users SET email = 'none' WHERE email = 'x';\n"
			"ALTER TABLE users ADD CONSTRAINT has_email CHECK (email IS NOT NULL) NOT VALID;\n"
			"COMMIT;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			"-- next migration\n"
			"UPDATE users SET email = 'none' WHERE id = 7;",
		.links =
			"https://www.postgresql.org/docs/current/sql-set-constraints.html\n"
			"https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
