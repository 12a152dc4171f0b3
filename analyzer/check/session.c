/*
 * session.c: which transaction a statement runs in.
 *
 * The runner decides first (TransactionMode), BEGIN and COMMIT in the file
 * second. A COMMIT inside the runner's transaction ends it: what follows runs
 * outside of any block, as it does in reality.
 */
#include "engine.h"

#include <string.h>

static void start_transaction(Engine *engine)
{
	engine->session.transaction = ++engine->transactions;
	mv_pending_forget(engine);
	mv_settings_begin(engine);
	mv_taken_forget(engine);
}

/* The session is outside of any explicit block again. */
static void end_transaction(Engine *engine, bool commits)
{
	Session *session = &engine->session;

	if (commits)
		mv_settings_commit(engine);
	else
		mv_settings_rollback(engine);
	/* statements of one query string share an implicit block again, whatever COMMIT stands between them */
	session->runner_block = engine->implicit_block;
	session->in_transaction = mv_tri(engine->implicit_block);
	session->explicit_block = false;
	session->begin = NULL;
	start_transaction(engine);
}

/* How many statements of a section (UINT32_MAX: of the whole migration) go up: more than one? */
static bool has_several_statements(const Migration *migration, uint32_t section)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < migration->statements.count && count < 2; i++) {
		const Statement *statement = &migration->statements.items[i];

		count += !statement->down && (section == UINT32_MAX || statement->section == section);
	}
	return count > 1;
}

static void begin_runner_transaction(Engine *engine, TransactionMode mode, bool several)
{
	Session *session = &engine->session;

	/* a query string of one statement is that statement alone */
	engine->implicit_block = mode == TRANSACTION_IMPLICIT && several;
	session->explicit_block = false;
	session->begin = NULL;
	session->runner_block = mode == TRANSACTION_FILE || mode == TRANSACTION_ALL || engine->implicit_block;
	session->in_transaction = mode == TRANSACTION_UNKNOWN ? TRI_UNKNOWN : mv_tri(session->runner_block);
	start_transaction(engine);
}

void mv_session_begin_migration(Engine *engine, const Migration *migration, bool continues)
{
	if (continues)
		return;
	engine->session = (Session){ 0 };
	mv_settings_start_session(engine);
	begin_runner_transaction(engine, migration->transaction, has_several_statements(migration, UINT32_MAX));
}

void mv_session_begin_section(Engine *engine, const Migration *migration, uint32_t section)
{
	TransactionMode mode = migration->sections.items[section].transaction;

	if (mode == TRANSACTION_UNKNOWN)
		return;
	mv_settings_commit(engine);
	begin_runner_transaction(engine, mode, has_several_statements(migration, section));
}

void mv_session_end_migration(Engine *engine, bool stays_open)
{
	if (stays_open)
		return;
	engine->implicit_block = false;
	end_transaction(engine, true);
}

void mv_session_begin_statement(Engine *engine)
{
	/* a transaction of its own, unless one is open (or may be, with an unknown runner) */
	if (engine->session.in_transaction == TRI_NO)
		start_transaction(engine);
}

/* ---- changes that concern the session ---- */

static void begin_block(Engine *engine, const Change *change)
{
	Session *session = &engine->session;

	if (session->in_transaction != TRI_YES)
		start_transaction(engine);
	session->in_transaction = TRI_YES;
	session->explicit_block = true;
	session->begin = change;
}

static void end_block(Engine *engine, const Change *change)
{
	end_transaction(engine, change->kind != CHANGE_ROLLBACK);
	if (change->as.transaction->chain)
		begin_block(engine, change);
}

void mv_session_apply(Engine *engine, const Change *change)
{
	/* only what concerns the session is looked at: the schema's part is replay's */
	if (change->kind == CHANGE_BEGIN) {
		begin_block(engine, change);
	} else if (change->kind == CHANGE_COMMIT || change->kind == CHANGE_ROLLBACK ||
		   change->kind == CHANGE_PREPARE_TRANSACTION) {
		end_block(engine, change);
	} else if (change->kind == CHANGE_SET_VARIABLE || change->kind == CHANGE_RESET_ALL) {
		mv_settings_apply(engine, change);
	} else {
		mv_pending_track(engine, change);
	}
}
