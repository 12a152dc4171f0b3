/* validate_in_same_transaction.c: the strong lock of ADD is held through the long read of VALIDATE. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static void check(RuleContext *context, const Change *change)
{
	const ConstraintChange *validate = change->as.constraint;
	const Table *table = mv_target_table(context, change);
	const Constraint *constraint = table && validate->name.text ? mv_table_constraint(table, validate->name.text) : NULL;
	Finding *finding;

	if (!constraint || constraint->valid || mv_is_harmless_table(context, table) ||
	    context->session->in_transaction != TRI_YES || !mv_is_new_in_transaction(context, &constraint->birth))
		return;
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
		.summary = "a constraint is validated in the transaction that added it NOT VALID",
		.why =
			"Locks last until the end of the transaction. The one that ADD CONSTRAINT took blocks everybody, and is now held while\n"
			"VALIDATE reads the whole table: the same outage as without NOT VALID.",
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
		.since = "0.1.0",
	},
};
