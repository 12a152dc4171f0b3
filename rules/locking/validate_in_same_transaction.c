/* validate_in_same_transaction.c: the strong lock of ADD is held through the long read of VALIDATE. */
#include "migvet/facts.h"
#include "migvet/steps.h"

/* An earlier statement of the transaction closed the table: others wait through the long read, as for ADD. NULL: none. */
static const TakenLock *closed_before(const RuleContext *context, const Table *table)
{
	static const LockMode modes[] = { LOCK_ACCESS_EXCLUSIVE, LOCK_EXCLUSIVE, LOCK_SHARE_ROW_EXCLUSIVE, LOCK_SHARE };

	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		const TakenLock *taken = mv_taken_on(context, table, modes[i]);

		if (taken)
			return taken;
	}
	return NULL;
}

static void check(RuleContext *context, const Change *change)
{
	const ConstraintChange *validate = change->as.constraint;
	const Table *table = mv_target_table(context, change);
	const Constraint *constraint = table && validate->name.text ? mv_table_constraint(table, validate->name.text) : NULL;
	const TakenLock *taken;
	Finding *finding;

	if (!constraint || constraint->valid || mv_is_harmless_table(context, table) || context->session->in_transaction != TRI_YES)
		return;
	if (!mv_is_new_in_transaction(context, &constraint->birth)) {
		taken = closed_before(context, table);
		if (!taken || taken->change->statement == change->statement)
			return;
		finding = mv_report(context, change, change->span,
				    "the lock that blocks %s of '%s' since an earlier statement is held while '%s' is validated and every row is read",
				    mv_lock_blocks_reads(taken->lock->mode) ? "reads and writes" : "writes", mv_show_table(context, table),
				    constraint->name);
		mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), constraint->name);
		mv_finding_help(context, finding, "move VALIDATE CONSTRAINT to the next migration");
		mv_steps_move(context, finding, STEP_NEXT, change);
		mv_finding_note(context, finding, taken->change, "'%s' is locked here", mv_show_table(context, table));
		return;
	}
	finding = mv_report(context, change, change->span,
			    "'%s' is validated in the transaction that added it: the lock that blocks %s of '%s' is held while every row is read",
			    constraint->name, constraint->kind == CONSTRAINT_FOREIGN_KEY ? "writes" : "reads and writes",
			    mv_show_table(context, table));
	mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), constraint->name);
	mv_finding_help(context, finding, "move VALIDATE CONSTRAINT to the next migration");
	mv_steps_move(context, finding, STEP_NEXT, change);
	if (constraint->birth.change)
		mv_finding_note(context, finding, constraint->birth.change, "it is added here");
}

const Rule mv_rule_validate_in_same_transaction = {
	.id = "validate-in-same-transaction",
	.name = "ValidateInSameTransaction",
	.number = 107,
	.category = "locking",
	.severity = SEVERITY_ERROR,
	.on = ON(CHANGE_VALIDATE_CONSTRAINT),
	.check = check,
	.doc = {
		.summary = "a constraint is validated in the transaction that added it NOT VALID, or that has locked its table",
		.why =
			"Locks last until the end of the transaction. The one that ADD CONSTRAINT took blocks everybody, and is now held while\n"
			"VALIDATE reads the whole table: the same outage as without NOT VALID. Another ALTER TABLE before it does the same.",
		.instead =
			"1. ADD CONSTRAINT .. NOT VALID in one migration\n"
			"2. VALIDATE CONSTRAINT in the next",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, age int);\n"
			"-- next migration\n"
			"BEGIN;\n"
			"ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;\n"
			"ALTER TABLE users VALIDATE CONSTRAINT adult;\n"
			"COMMIT;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, age int);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;\n"
			"-- next migration\n"
			"ALTER TABLE users VALIDATE CONSTRAINT adult;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
