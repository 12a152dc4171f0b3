/* schema_after_data.c: rows were changed, and now the table itself, in one transaction. */
#include "migvet/facts.h"

/* Data changed earlier in this transaction, of the table that is now altered. */
static const Change *earlier_dml(const RuleContext *context, const Table *table)
{
	const TakenLock *taken = mv_taken_on(context, table, LOCK_ROW_EXCLUSIVE);
	ChangeKind kind = taken ? taken->change->kind : CHANGE_NONE;

	return kind == CHANGE_UPDATE || kind == CHANGE_DELETE || kind == CHANGE_INSERT || kind == CHANGE_MERGE ? taken->change :
														 NULL;
}

/* Is a check of a deferred foreign key pending for the rows? An UPDATE of other columns asks for none. */
static bool asks_for_check(const Table *table, const Change *change)
{
	const Dml *dml = change->as.dml;

	for (uint32_t i = 0; change->kind != CHANGE_DELETE && i < table->constraints.count; i++) {
		const Constraint *key = table->constraints.items[i];

		if (key->kind != CONSTRAINT_FOREIGN_KEY || !key->initially_deferred)
			continue;
		if (change->kind != CHANGE_UPDATE)
			return true;
		for (uint32_t k = 0; k < dml->columns.count; k++) {
			if (dml->columns.items[k].text && mv_constraint_uses_column(key, dml->columns.items[k].text))
				return true;
		}
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

static void check(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);
	const RelationLock *lock = table ? mv_lock_report_find(context->locks, table) : NULL;
	const Change *dml;
	Finding *finding;
	bool pending;

	if (is_told(change) || !lock || lock->mode < LOCK_SHARE_ROW_EXCLUSIVE || context->session->in_transaction != TRI_YES)
		return;
	dml = earlier_dml(context, table);
	if (!dml)
		return;
	/* the server refuses ALTER TABLE while a deferred check of the table's rows is pending */
	pending = context->session->deferred_constraints_pending && asks_for_check(table, dml);
	if (!pending && mv_is_harmless_table(context, table))
		return;
	if (pending)
		finding = mv_report(context, change, change->span,
				    "altering '%s' fails while the check of a deferred foreign key is pending for rows changed in this transaction",
				    mv_show_table(context, table));
	else
		finding = mv_report(context, change, change->span,
				    "the rows changed before stay locked while this waits for its lock on '%s', which then blocks %s until commit",
				    mv_show_table(context, table), mv_lock_blocks_reads(lock->mode) ? "everybody" : "all writers");
	if (pending)
		finding->sqlstate = "55006";
	mv_finding_subject(context, finding, "%s", mv_show_table(context, table));
	mv_finding_help(context, finding, pending ? "SET CONSTRAINTS ALL IMMEDIATE before it, or put data and schema into two migrations" :
						    "put data and schema into two migrations");
	mv_finding_note(context, finding, dml, "the rows are changed here");
}

const Rule mv_rule_schema_after_data = {
	.id = "schema-after-data",
	.name = "SchemaAfterData",
	.number = 306,
	.category = "transaction",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_ADD_COLUMN, CHANGE_DROP_COLUMN, CHANGE_ALTER_COLUMN_TYPE, CHANGE_SET_NOT_NULL, CHANGE_ADD_CONSTRAINT,
		 CHANGE_DROP_CONSTRAINT, CHANGE_CREATE_INDEX, CHANGE_RENAME_COLUMN, CHANGE_RENAME_TABLE, CHANGE_DROP_TABLE),
	.check = check,
	.doc = {
		.summary = "rows of a table are changed and then the table is altered, in one transaction",
		.why =
			"The rows stay locked for as long as the ALTER waits for everybody else, and deadlocks with them are likely. With a\n"
			"deferred foreign key the ALTER fails: 'cannot ALTER TABLE because it has pending trigger events' (55006).",
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
		.since = "0.1.0",
	},
};
