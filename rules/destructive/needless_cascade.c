/* needless_cascade.c: CASCADE where nothing depends on what is dropped. */
#include "migvet/edits.h"
#include "migvet/facts.h"

/* Would the server drop it without CASCADE as well? Only where everything that exists is known. */
static bool goes_by_itself(const RuleContext *context, const Change *change)
{
	Change restricted = *change;
	DropColumn column;
	Drop drop;
	Failure failure = { 0 };

	if (change->kind == CHANGE_DROP_COLUMN) {
		column = *change->as.drop_column;
		column.cascade = false;
		restricted.as.drop_column = &column;
	} else {
		drop = *change->as.drop;
		drop.cascade = false;
		restricted.as.drop = &drop;
	}
	return !mv_change_failure(context->schema, context->session, &restricted, context->version, context->arena, &failure);
}

static void check(RuleContext *context, const Change *change)
{
	bool column = change->kind == CHANGE_DROP_COLUMN;
	Span written = column ? change->span : change->statement->span;
	const Table *table = mv_target_table(context, change);
	const QName *name = mv_change_relation(change);
	Finding *finding;

	if (!(column ? change->as.drop_column->cascade : change->as.drop->cascade) || change->guard || !table || table->object.maybe ||
	    !mv_ends_with_word(change, written, "CASCADE") || !context->set->history_complete || (!column && change->as.drop->sibling_count > 1) || !goes_by_itself(context, change))
		return;
	finding = mv_report(context, change, change->span, "nothing depends on '%s': CASCADE drops only what nobody foresees",
			    column ? change->as.drop_column->column.text : mv_show_name(context, name->schema, name->name));
	mv_finding_subject(context, finding, "%s", mv_show_name(context, name->schema, name->name));
	mv_finding_help(context, finding, "leave CASCADE out: where something else depends on it, the server refuses then");
	mv_fix_last_word(context, finding, change, written, "CASCADE", "leave CASCADE out");
}

const Rule mv_rule_needless_cascade = {
	.id = "needless-cascade",
	.name = "NeedlessCascade",
	.number = 249,
	.category = "destructive",
	.severity = SEVERITY_INFO,
	.on = ON(CHANGE_DROP_TABLE, CHANGE_DROP_VIEW, CHANGE_DROP_MATERIALIZED_VIEW, CHANGE_DROP_COLUMN),
	.check = check,
	.fix = RULE_FIX_SAFE,
	.doc = {
		.summary = "DROP ... CASCADE of something that nothing depends on",
		.why =
			"By the migrations nothing depends on the object. CASCADE then does nothing where the database is as they made it, and\n"
			"where it is not, it drops a view or a foreign key that somebody made by hand, without a word.\n"
			"Reported only in a history that is complete: all that exists was created by it.",
		.instead = "Leave CASCADE out: the server refuses when something depends on the object after all.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, name text);\n"
			"-- next migration\n"
			"ALTER TABLE users DROP COLUMN name CASCADE;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, name text);\n"
			"CREATE VIEW names AS SELECT name FROM users;\n"
			"-- next migration\n"
			"ALTER TABLE users DROP COLUMN name;",
		.links = "https://www.postgresql.org/docs/current/ddl-depend.html",
		.since = "0.1.0",
	},
};
