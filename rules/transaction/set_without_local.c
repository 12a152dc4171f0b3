/* set_without_local.c: what the migration SETs stays in force behind it. */
#include "migvet/facts.h"
#include "migvet/layout.h"

#include <string.h>

/* Settings whose leaking nobody notices, or that are about one statement only. */
static bool is_harmless(const char *name)
{
	static const char *const names[] = { "client_min_messages", "client_encoding", "standard_conforming_strings", "escape_string_warning",
					     "xmloption", "application_name", "transaction", "session characteristics", "extra_float_digits",
					     "bytea_output", "intervalstyle" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

/* Does it change what later statements do, and not just how long they may take or how much memory? */
static bool changes_meaning(const char *name)
{
	static const char *const names[] = { "search_path", "role", "session_authorization", "session_replication_role", "row_security",
					     "check_function_bodies", "default_tablespace", "default_table_access_method", "timezone", "datestyle",
					     "default_transaction_read_only", "default_transaction_isolation", "default_transaction_deferrable" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return strchr(name, '.') != NULL; /* the application's own: the tenant of a policy, ... */
}

/* The value that the server starts with: it is put back. */
static bool is_initial(const Variable *variable)
{
	static const char *const initial[][2] = { { "role", "none" }, { "session_replication_role", "origin" }, { "row_security", "on" },
						  { "check_function_bodies", "on" }, { "check_function_bodies", "true" },
						  { "search_path", "$user" }, { "search_path", "public" }, { "default_tablespace", "" },
						  { "default_table_access_method", "heap" }, { "synchronous_commit", "on" } };
	const char *value = variable->values.count ? variable->values.items[0] : variable->unknown_value ? NULL : "";
	size_t length = strlen(variable->name);

	if (variable->reset)
		return true;
	if (!value || variable->unknown_value)
		return false;
	if (length > 8 && strcmp(variable->name + length - 8, "_timeout") == 0)
		return mv_milliseconds(value) == 0;
	for (size_t i = 0; i < sizeof initial / sizeof *initial; i++) {
		if (strcmp(variable->name, initial[i][0]) == 0 && strcmp(value, initial[i][1]) == 0)
			return true;
	}
	return false;
}

/* One SET that is in force. */
typedef struct InForce {
	const Change *change;
	bool in_transaction; /* where SET LOCAL would have done */
	uint32_t block;      /* number of the transaction */
} InForce;

typedef struct Walk {
	Map in_force;        /* by name */
	bool started;        /* in_force */
	bool in_transaction, of_runner;
	uint32_t block;
} Walk;

/* `block` 0: all; else only what was set in that transaction. */
static void forget(Walk *walk, uint32_t block)
{
	for (uint32_t i = 0; walk->started && i < walk->in_force.count; i++) {
		const InForce *set = walk->in_force.entries[i].value;

		if (set && (!block || set->block == block))
			mv_map_remove(&walk->in_force, walk->in_force.entries[i].key);
	}
}

static void set_variable(RuleContext *context, Walk *walk, const Change *change)
{
	const Variable *variable = change->as.variable;
	InForce *set;

	if (!variable->name || variable->local || is_harmless(variable->name))
		return;
	/* a computed value may well be the old one */
	if (is_initial(variable) || variable->unknown_value) {
		if (walk->started && mv_map_get(&walk->in_force, variable->name))
			mv_map_remove(&walk->in_force, variable->name);
		return;
	}
	if (!walk->started)
		mv_map_init(&walk->in_force, context->arena);
	walk->started = true;
	set = mv_map_get(&walk->in_force, variable->name);
	if (!set) {
		set = MV_NEW(context->arena, InForce);
		mv_map_set(&walk->in_force, variable->name, set);
	}
	*set = (InForce){ .change = change, .in_transaction = walk->in_transaction, .block = walk->block };
}

static void step(RuleContext *context, Walk *walk, const Change *change)
{
	if (change->kind == CHANGE_SET_VARIABLE) {
		set_variable(context, walk, change);
	} else if (change->kind == CHANGE_RESET_ALL ||
		   (change->kind == CHANGE_OTHER && mv_streq(change->as.other->tag, "DISCARD ALL"))) {
		forget(walk, 0);
	} else if (change->kind == CHANGE_BEGIN) {
		walk->in_transaction = true;
		walk->block++;
	} else if (change->kind == CHANGE_COMMIT || change->kind == CHANGE_ROLLBACK) {
		if (change->kind == CHANGE_ROLLBACK)
			forget(walk, walk->block);
		walk->in_transaction = change->as.transaction->chain;
		walk->block++;
	}
}

static bool is_wrapped(TransactionMode mode)
{
	return mode == TRANSACTION_FILE || mode == TRANSACTION_ALL || mode == TRANSACTION_IMPLICIT;
}

/* SET LOCAL of the same, when its values can be written down. */
static const char *set_local(const RuleContext *context, const Variable *variable)
{
	StrBuf text = { 0 };
	const char *result;

	if (variable->unknown_value)
		return NULL;
	mv_buf_addf(&text, "SET LOCAL %s = ", variable->name);
	for (uint32_t i = 0; i < variable->values.count; i++) {
		if (strpbrk(variable->values.items[i], "'\\")) {
			mv_buf_release(&text);
			return NULL;
		}
		mv_buf_addf(&text, "%s'%s'", i ? ", " : "", variable->values.items[i]);
	}
	if (!variable->values.count)
		mv_buf_adds(&text, "''");
	result = mv_buf_to_arena(&text, context->arena);
	mv_buf_release(&text);
	return result;
}

static void report(RuleContext *context, const InForce *set)
{
	const Change *change = set->change;
	const Variable *variable = change->as.variable;
	const char *local = set->in_transaction ? set_local(context, variable) : NULL;
	Finding *finding;

	/*
	 * Outside of a transaction a time limit can only be SET, and does no harm behind. Of scripts of which nothing is
	 * known psql may run each in a session of its own.
	 */
	if (!set->in_transaction && (!changes_meaning(variable->name) || context->migration->transaction == TRANSACTION_UNKNOWN))
		return;
	finding = mv_report(context, change, change->span,
			    "'%s' stays set after this migration: for the next ones in the same session, and for whoever gets a pooled connection next",
			    variable->name);
	mv_finding_subject(context, finding, "%s", variable->name);
	if (!set->in_transaction) {
		mv_finding_help(context, finding, "RESET %s; at the end of the migration", variable->name);
		return;
	}
	mv_finding_help(context, finding, "%s; ends with the transaction", local ? local : "SET LOCAL");
	if (local && change->statement->changes.count == 1)
		mv_fix_edit(context, mv_finding_fix(context, finding, FIX_SAFE, "use SET LOCAL"), change->statement->span, local);
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	Walk walk = { .in_transaction = is_wrapped(migration->transaction) };
	uint32_t section = UINT32_MAX;

	if (migration->layout && migration->layout->own_session)
		return;
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		if (statement->down)
			continue;
		if (statement->section != section && statement->section < migration->sections.count) {
			TransactionMode mode = migration->sections.items[statement->section].transaction;

			section = statement->section;
			if (mode != TRANSACTION_UNKNOWN) {
				walk.in_transaction = is_wrapped(mode);
				walk.block++;
			}
		}
		for (uint32_t c = 0; c < statement->changes.count; c++)
			step(context, &walk, &statement->changes.items[c]);
	}
	for (uint32_t i = 0; walk.started && i < walk.in_force.count; i++) {
		if (walk.in_force.entries[i].value)
			report(context, walk.in_force.entries[i].value);
	}
}

const Rule mv_rule_set_without_local = {
	.id = "set-without-local",
	.name = "SetWithoutLocal",
	.number = 320,
	.category = "transaction",
	.severity = SEVERITY_INFO,
	.check_migration = check_migration,
	.fix = RULE_FIX_SAFE,
	.doc = {
		.summary = "SET without LOCAL or RESET outlives the migration",
		.why =
			"SET holds until the session ends. Most runners apply all pending migrations in one session, so a search_path or role of\n"
			"one is that of the next, but only when both run on the same day; behind a pooler the next client gets it too.\n"
			"Outside of a transaction SET LOCAL does nothing: time limits are not reported there, and what changes the meaning of\n"
			"later statements (search_path, role, session_replication_role, settings of the application) wants a RESET.",
		.instead = "In a transaction SET LOCAL; outside of one RESET it at the end.",
		.bad =
			"BEGIN;\n"
			"SET search_path = app;\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"COMMIT;",
		.good =
			"BEGIN;\n"
			"SET LOCAL search_path = app;\n"
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"COMMIT;",
		.links = "https://www.postgresql.org/docs/current/sql-set.html",
		.since = "0.1.0",
	},
};
