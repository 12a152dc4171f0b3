/* not_rerunnable.c: several statements that commit one by one, and cannot be run again after a failure. */
#include "migvet/edits.h"
#include "migvet/facts.h"

/* What makes a second run pass, as far as the syntax has it. */
static const char *remedy(const Change *change)
{
	ChangeKind kind = change->kind;

	if (kind == CHANGE_ADD_CONSTRAINT)
		return "drop the constraint IF EXISTS before";
	if (kind == CHANGE_CREATE_ENUM || kind == CHANGE_CREATE_COMPOSITE || kind == CHANGE_CREATE_RANGE || kind == CHANGE_CREATE_TYPE ||
	    kind == CHANGE_CREATE_DOMAIN || kind == CHANGE_CREATE_POLICY || kind == CHANGE_CREATE_TRIGGER)
		return "drop it IF EXISTS before, or put it into a DO block that catches duplicate_object";
	if (kind == CHANGE_RENAME_TABLE || kind == CHANGE_RENAME_COLUMN || kind == CHANGE_RENAME_CONSTRAINT || kind == CHANGE_RENAME_INDEX)
		return "put it into a DO block that asks whether the old name is there";
	return kind == CHANGE_CREATE_VIEW || kind == CHANGE_CREATE_FUNCTION ? "write OR REPLACE" : "add IF [NOT] EXISTS";
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	const Change *second, *first = mv_fails_again(context, migration, &second);
	Finding *finding;

	if (!first)
		return;
	finding = mv_report(context, first, first->span,
			    "if a later statement fails, this one has committed already, and running the migration again fails here");
	mv_finding_help(context, finding, "%s, or give each statement a migration of its own", remedy(first));
	mv_fix_guards(context, finding, first);
	mv_finding_note(context, finding, second, "this statement may fail");
}

const Rule mv_rule_not_rerunnable = {
	.id = "not-rerunnable",
	.name = "NotRerunnable",
	.number = 304,
	.category = "transaction",
	.severity = SEVERITY_WARNING,
	.check_migration = check_migration,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "outside of a transaction, a failure in the middle leaves a migration that cannot be run again",
		.why =
			"Without a transaction each statement commits by itself. When the second fails (a lock timeout, a duplicate key), the\n"
			"first stays; the next attempt stops at it with 'already exists', and somebody repairs production by hand.",
		.instead = "One statement a migration; or IF [NOT] EXISTS on each.",
		.bad =
			"-- +goose NO TRANSACTION\n"
			"-- +goose Up\n"
			"CREATE INDEX CONCURRENTLY a_x ON a (x);\n"
			"CREATE INDEX CONCURRENTLY a_y ON a (y);",
		.good =
			"-- +goose NO TRANSACTION\n"
			"-- +goose Up\n"
			"CREATE INDEX CONCURRENTLY IF NOT EXISTS a_x ON a (x);\n"
			"CREATE INDEX CONCURRENTLY IF NOT EXISTS a_y ON a (y);",
		.links = "https://www.postgresql.org/docs/current/tutorial-transactions.html",
		.since = "0.1.0",
	},
};
