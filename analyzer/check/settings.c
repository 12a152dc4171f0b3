/*
 * settings.c: SET and its scope.
 *
 *   SET        holds from now on; ROLLBACK takes it back
 *   SET LOCAL  holds until the transaction ends, then what was SET before holds again
 *
 * So three states are kept: the current one (in the session and the schema),
 * the settled one (after COMMIT), and that of the transaction's start.
 */
#include "engine.h"

#include <string.h>

/* ---- search_path lives in the schema, because replay resolves names with it ---- */

static bool path_is(const Schema *schema, const Settings *settings)
{
	if (schema->search_path.count != settings->search_path_count)
		return false;
	for (uint32_t i = 0; i < settings->search_path_count; i++) {
		if (schema->search_path.items[i] != settings->search_path[i])
			return false;
	}
	return true;
}

/* The schema's list is written over by the next SET, so it is copied once after it changed. */
static void note_search_path(Engine *engine)
{
	Settings *path = &engine->current_path;
	uint32_t count = engine->schema.search_path.count;

	if (path->search_path && path_is(&engine->schema, path))
		return;
	path->search_path = MV_NEW_ARRAY(engine->arena, const char *, count);
	path->search_path_count = count;
	for (uint32_t i = 0; i < count; i++)
		path->search_path[i] = engine->schema.search_path.items[i];
}

static void restore_search_path(Engine *engine, const Settings *settings)
{
	Schema *schema = &engine->schema;

	if (!settings->search_path || path_is(schema, settings))
		return;
	schema->search_path.count = 0;
	for (uint32_t i = 0; i < settings->search_path_count; i++)
		*VEC_PUSH(schema->arena, &schema->search_path) = settings->search_path[i];
	engine->current_path.search_path = settings->search_path;
	engine->current_path.search_path_count = settings->search_path_count;
}

/* ---- all of them ---- */

Settings mv_settings_capture(const Engine *engine)
{
	const Session *session = &engine->session;

	return (Settings){
		.lock_timeout = session->lock_timeout,
		.statement_timeout = session->statement_timeout,
		.idle_timeout = session->idle_timeout,
		.role = session->role,
		.session_role = session->session_role,
		.time_zone = session->time_zone,
		.lock_timeout_set = session->lock_timeout_set,
		.statement_timeout_set = session->statement_timeout_set,
		.lock_timeout_local = session->lock_timeout_local,
		.statement_timeout_local = session->statement_timeout_local,
		.search_path = engine->current_path.search_path,
		.search_path_count = engine->current_path.search_path_count,
	};
}

void mv_settings_restore(Engine *engine, const Settings *settings)
{
	Session *session = &engine->session;

	session->lock_timeout = settings->lock_timeout;
	session->statement_timeout = settings->statement_timeout;
	session->idle_timeout = settings->idle_timeout;
	session->role = settings->role;
	session->session_role = settings->session_role;
	engine->schema.role = settings->role;
	engine->schema.session_role = settings->session_role;
	session->time_zone = settings->time_zone;
	session->lock_timeout_set = settings->lock_timeout_set;
	session->statement_timeout_set = settings->statement_timeout_set;
	session->lock_timeout_local = settings->lock_timeout_local;
	session->statement_timeout_local = settings->statement_timeout_local;
	restore_search_path(engine, settings);
}

/* Runners open a session (or reset it) for each run: what an earlier migration has SET is not to be relied on. */
void mv_settings_start_session(Engine *engine)
{
	static const char *initial_path[] = { "public" };
	const Settings initial = { .search_path = initial_path, .search_path_count = 1 };

	mv_settings_restore(engine, &initial);
	engine->current_path = initial;
	mv_settings_begin(engine);
}

void mv_settings_begin(Engine *engine)
{
	engine->at_begin = engine->settled = mv_settings_capture(engine);
}

void mv_settings_commit(Engine *engine)
{
	mv_settings_restore(engine, &engine->settled);
}

void mv_settings_rollback(Engine *engine)
{
	mv_settings_restore(engine, &engine->at_begin);
}

/* ---- one SET ---- */

static const char *value_of(const Variable *variable)
{
	if (variable->reset)
		return NULL;
	if (variable->unknown_value)
		return "?";
	return variable->values.count ? variable->values.items[0] : NULL;
}

static void set_variable(Settings *settings, const Change *change)
{
	const Variable *variable = change->as.variable;
	const char *name = variable->name, *value = value_of(variable);

	if (strcmp(name, "lock_timeout") == 0) {
		settings->lock_timeout = value;
		settings->lock_timeout_set = value ? change : NULL;
		settings->lock_timeout_local = value && variable->local;
	} else if (strcmp(name, "statement_timeout") == 0) {
		settings->statement_timeout = value;
		settings->statement_timeout_set = value ? change : NULL;
		settings->statement_timeout_local = value && variable->local;
	} else if (strcmp(name, "idle_in_transaction_session_timeout") == 0 || strcmp(name, "transaction_timeout") == 0) {
		settings->idle_timeout = value;
	} else if (strcmp(name, "role") == 0) {
		settings->role = value && strcmp(value, "none") != 0 ? value : settings->session_role;
	} else if (strcmp(name, "session_authorization") == 0) {
		settings->role = settings->session_role = value;
	} else if (strcmp(name, "timezone") == 0) {
		settings->time_zone = value;
	}
}

static void set_one(Engine *engine, const Change *change)
{
	Settings now = mv_settings_capture(engine);

	set_variable(&now, change);
	mv_settings_restore(engine, &now);
	if (!change->as.variable->local)
		set_variable(&engine->settled, change);
}

void mv_settings_apply(Engine *engine, const Change *change)
{
	bool all = change->kind == CHANGE_RESET_ALL;
	const Variable *variable = change->as.variable;

	if (!all && !variable->name)
		return;
	if (!all && variable->local && engine->session.in_transaction == TRI_NO) {
		/* outside of a block SET LOCAL only warns; the replay has already put it into the schema */
		restore_search_path(engine, &engine->settled);
		return;
	}
	note_search_path(engine);
	if (all) {
		/* the role stays */
		const Settings none = { .role = engine->session.role, .session_role = engine->session.session_role,
					.search_path = engine->current_path.search_path,
					.search_path_count = engine->current_path.search_path_count };

		mv_settings_restore(engine, &none);
		engine->settled = none;
		return;
	}
	set_one(engine, change);
	if (!variable->local && strcmp(variable->name, "search_path") == 0) {
		engine->settled.search_path = engine->current_path.search_path;
		engine->settled.search_path_count = engine->current_path.search_path_count;
	}
}
