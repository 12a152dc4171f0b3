/*
 * session.c: which transaction a statement runs in, and which settings hold.
 *
 * The runner decides first (TransactionMode), BEGIN and COMMIT in the file
 * second. A COMMIT inside the runner's transaction ends it: what follows runs
 * outside of any block, as it does in reality.
 */
#include "engine.h"

#include <string.h>

static void forget_locks(Engine *engine)
{
	for (uint32_t i = 0; i < engine->versions.count; i++)
		engine->versions.items[i].taken = (TakenLockVec){ 0 };
	mv_arena_reset(engine->lock_arena);
}

static void start_transaction(Engine *engine)
{
	engine->session.transaction = ++engine->transactions;
	engine->session.deferred_constraints_pending = false;
	forget_locks(engine);
}

/* SET LOCAL ends with the transaction. */
static void end_local_settings(Session *session)
{
	if (session->lock_timeout_local) {
		session->lock_timeout = NULL;
		session->lock_timeout_set = NULL;
		session->lock_timeout_local = false;
	}
	if (session->statement_timeout_local) {
		session->statement_timeout = NULL;
		session->statement_timeout_set = NULL;
		session->statement_timeout_local = false;
	}
}

/* The session is outside of any explicit block again. */
static void end_transaction(Engine *engine)
{
	Session *session = &engine->session;

	/* statements of one query string share an implicit block again, whatever COMMIT stands between them */
	session->runner_block = engine->implicit_block;
	session->in_transaction = mv_tri(engine->implicit_block);
	session->explicit_block = false;
	session->begin = NULL;
	end_local_settings(session);
	start_transaction(engine);
}

/* How many statements of a section (UINT32_MAX: of the whole migration) go up. */
static uint32_t count_statements(const Migration *migration, uint32_t section)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < migration->statements.count; i++) {
		const Statement *statement = &migration->statements.items[i];

		count += !statement->down && (section == UINT32_MAX || statement->section == section);
	}
	return count;
}

static void begin_runner_transaction(Engine *engine, TransactionMode mode, uint32_t statements)
{
	Session *session = &engine->session;

	start_transaction(engine);
	/* a query string of one statement is that statement alone */
	engine->implicit_block = mode == TRANSACTION_IMPLICIT && statements > 1;
	session->explicit_block = false;
	session->runner_block = mode == TRANSACTION_FILE || mode == TRANSACTION_ALL || engine->implicit_block;
	session->in_transaction = mode == TRANSACTION_UNKNOWN ? TRI_UNKNOWN : mv_tri(session->runner_block);
}

void mv_session_begin_migration(Engine *engine, const Migration *migration, bool continues)
{
	if (continues)
		return;
	/* runners open a session (or reset it) for each run; settings of an earlier file are not to be relied on */
	engine->session = (Session){ .transaction = engine->session.transaction };
	begin_runner_transaction(engine, migration->transaction, count_statements(migration, UINT32_MAX));
}

void mv_session_begin_section(Engine *engine, const Migration *migration, uint32_t section)
{
	TransactionMode mode = migration->sections.items[section].transaction;

	if (mode != TRANSACTION_UNKNOWN)
		begin_runner_transaction(engine, mode, count_statements(migration, section));
}

void mv_session_end_migration(Engine *engine, const Migration *migration)
{
	if (migration->transaction == TRANSACTION_ALL)
		return;
	engine->implicit_block = false;
	end_transaction(engine);
}

void mv_session_begin_statement(Engine *engine)
{
	/* a transaction of its own, unless one is open (or may be, with an unknown runner) */
	if (engine->session.in_transaction == TRI_NO)
		start_transaction(engine);
}

/* ---- settings ---- */

/* "0", "'0'", "0ms": off. Kept as text; rules read the number. */
static const char *value_of(const Variable *variable)
{
	if (variable->unknown_value)
		return "?";
	return variable->values.count ? variable->values.items[0] : NULL;
}

static void set_variable(Session *session, const Change *change)
{
	const Variable *variable = change->as.variable;
	const char *value = variable->reset ? NULL : value_of(variable);
	/* outside of a block SET LOCAL only warns and does nothing */
	bool useless = variable->local && session->in_transaction == TRI_NO;

	if (!variable->name || useless)
		return;
	if (strcmp(variable->name, "lock_timeout") == 0) {
		session->lock_timeout = value;
		session->lock_timeout_set = value ? change : NULL;
		session->lock_timeout_local = variable->local;
	} else if (strcmp(variable->name, "statement_timeout") == 0) {
		session->statement_timeout = value;
		session->statement_timeout_set = value ? change : NULL;
		session->statement_timeout_local = variable->local;
	} else if (strcmp(variable->name, "role") == 0 || strcmp(variable->name, "session_authorization") == 0) {
		session->role = value;
	} else if (strcmp(variable->name, "timezone") == 0) {
		session->time_zone = value;
	}
}

static void reset_settings(Session *session)
{
	session->lock_timeout = session->statement_timeout = session->role = session->time_zone = NULL;
	session->lock_timeout_set = session->statement_timeout_set = NULL;
	session->lock_timeout_local = session->statement_timeout_local = false;
}

/* Does the table have a foreign key whose check waits for the end of the transaction? */
static bool has_deferred_constraint(const Table *table)
{
	for (uint32_t i = 0; table && i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (constraint->kind == CONSTRAINT_FOREIGN_KEY && constraint->initially_deferred)
			return true;
	}
	return false;
}

void mv_session_apply(Engine *engine, const Change *change)
{
	Session *session = &engine->session;

	/* only what concerns the session is looked at: the schema's part is replay's */
	if (change->kind == CHANGE_BEGIN) {
		if (session->in_transaction != TRI_YES)
			start_transaction(engine);
		session->in_transaction = TRI_YES;
		session->explicit_block = true;
		session->begin = change;
	} else if (change->kind == CHANGE_COMMIT || change->kind == CHANGE_ROLLBACK ||
		   change->kind == CHANGE_PREPARE_TRANSACTION) {
		bool chain = change->as.transaction->chain;

		end_transaction(engine);
		if (chain) {
			session->in_transaction = TRI_YES;
			session->explicit_block = true;
			session->begin = change;
		}
	} else if (change->kind == CHANGE_SET_VARIABLE) {
		set_variable(session, change);
	} else if (change->kind == CHANGE_RESET_ALL) {
		reset_settings(session);
	} else if (change->kind == CHANGE_SET_CONSTRAINTS) {
		if (!change->as.constraints_mode->deferred)
			session->deferred_constraints_pending = false;
	} else if (change->kind == CHANGE_INSERT || change->kind == CHANGE_UPDATE) {
		if (session->in_transaction != TRI_NO &&
		    has_deferred_constraint(mv_schema_table(&engine->schema, &change->as.dml->table)))
			session->deferred_constraints_pending = true;
	}
}
