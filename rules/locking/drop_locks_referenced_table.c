/* drop_locks_referenced_table.c: a foreign key's triggers stand on the other table, too. */
#include "migvet/facts.h"

static const char *dropped_column(const Change *change)
{
	return change->kind == CHANGE_DROP_COLUMN ? change->as.drop_column->column.text : NULL;
}

/* Does this foreign key go with the change? */
static bool goes(const Change *change, const Constraint *key)
{
	if (key->kind != CONSTRAINT_FOREIGN_KEY || !key->referenced || key->referenced == key->table)
		return false;
	if (change->kind == CHANGE_DROP_CONSTRAINT)
		return mv_streq(key->name, change->as.constraint->name.text);
	return change->kind == CHANGE_DROP_TABLE || (dropped_column(change) && mv_constraint_uses_column(key, dropped_column(change)));
}

static bool drops_table(const Change *change, const void *data)
{
	return change->kind == CHANGE_DROP_TABLE && mv_streq(change->as.drop->name.name, data);
}

/* The model's word: is the referenced table locked against everybody, and does that hurt? */
static bool hurts(const RuleContext *context, const Constraint *key)
{
	const RelationLock *lock = mv_lock_report_find(context->locks, key->referenced);

	return lock && mv_lock_blocks_reads(lock->mode) && !mv_is_harmless_table(context, key->referenced) &&
	       !mv_find_change(context->migration, NULL, drops_table, key->referenced->object.name);
}

static void check(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);
	const Constraint *first = NULL;
	const char *shown, *referenced;
	Finding *finding;
	uint32_t count = 0;

	for (uint32_t i = 0; table && i < table->constraints.count; i++) {
		const Constraint *key = table->constraints.items[i];

		if (goes(change, key) && hurts(context, key)) {
			first = first ? first : key;
			count += first == key || first->referenced != key->referenced;
		}
	}
	if (!first)
		return;
	shown = mv_show_table(context, table);
	referenced = mv_show_table(context, first->referenced);
	finding = mv_report(context, change, change->kind == CHANGE_DROP_TABLE ? change->subject : change->span,
			    count > 1 ? "foreign key '%s' of '%s' goes with this, which blocks reads and writes of '%s' (and of %u more) as well" :
					"foreign key '%s' of '%s' goes with this, which blocks reads and writes of '%s' as well",
			    first->name, shown, referenced, count - 1);
	mv_finding_subject(context, finding, "%s", referenced);
	mv_finding_help(context, finding,
			"SET LOCAL lock_timeout = '2s' before it, and try again when it fails: waiting for one long query on '%s' would stop "
			"all others%s", referenced,
			change->kind == CHANGE_DROP_TABLE ? "; drop the foreign keys one a migration before the table" : "");
	if (first->birth.change)
		mv_finding_note(context, finding, first->birth.change, "the foreign key comes from here");
}

const Rule mv_rule_drop_locks_referenced_table = {
	.id = "drop-locks-referenced-table",
	.name = "DropLocksReferencedTable",
	.number = 113,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.aside = true,
	.on = ON(CHANGE_DROP_CONSTRAINT, CHANGE_DROP_TABLE, CHANGE_DROP_COLUMN),
	.check = check,
	.doc = {
		.summary = "dropping a foreign key, or what has one, also locks the table that it references",
		.why =
			"A foreign key has triggers on both tables, so dropping it (or its column, or its table) takes ACCESS EXCLUSIVE on the\n"
			"referenced table as well, often the busiest one. The work is instant, the wait for the lock is not: while it waits\n"
			"for one long query, all others on that table queue behind it.",
		.instead = "SET LOCAL lock_timeout to a few seconds and retry; one foreign key a transaction, before the table is dropped.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"CREATE TABLE visits (user_id bigint REFERENCES users (id));\n"
			"-- next migration\n"
			"DROP TABLE visits;",
		.good =
			"CREATE TABLE visits (user_id bigint);\n"
			"-- next migration\n"
			"DROP TABLE visits;",
		.links =
			"https://www.postgresql.org/docs/current/sql-droptable.html\n"
			"https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES",
		.since = "0.1.0",
	},
};
