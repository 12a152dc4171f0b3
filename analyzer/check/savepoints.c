/*
 * savepoints.c: transactions that go back.
 *
 * What ends in ROLLBACK, and what stands behind a savepoint that is rolled
 * back to, leaves nothing behind. The schema is saved only in migrations that
 * say such a thing at all, and only so often: saving copies it, and a file
 * may hold thousands of transactions. Beyond the limit the state after a
 * ROLLBACK is unknown, and is treated so.
 */
#include "engine.h"

enum { MOST_SAVED_OBJECTS = 200000 };

static bool rolls_back(const Migration *migration)
{
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		for (uint32_t c = 0; !statement->down && c < statement->changes.count; c++) {
			ChangeKind kind = statement->changes.items[c].kind;

			if (kind == CHANGE_ROLLBACK || kind == CHANGE_ROLLBACK_TO_SAVEPOINT)
				return true;
		}
	}
	return false;
}

/* Room for one more copy? */
static bool afford(Engine *engine)
{
	const Schema *schema = &engine->schema;

	if (engine->saved_objects < MOST_SAVED_OBJECTS)
		engine->saved_objects += 1 + schema->relations.live + schema->types.live + schema->functions.live +
					 schema->others.live;
	return engine->saved_objects < MOST_SAVED_OBJECTS;
}

static void save(Engine *engine, const char *name)
{
	Savepoint *savepoint;

	if (!afford(engine))
		return;
	savepoint = VEC_PUSH(engine->arena, &engine->savepoints);
	savepoint->name = name;
	savepoint->settings = mv_settings_capture(engine);
	savepoint->settled = engine->settled;
	mv_schema_clone(&savepoint->schema, &engine->schema);
}

/* Position + 1 of the newest savepoint of that name in the present transaction; 0: none. */
static uint32_t find(const Engine *engine, const char *name)
{
	for (uint32_t i = engine->savepoints.count; i > 0; i--) {
		if (mv_streq(engine->savepoints.items[i - 1].name, name))
			return i;
	}
	return 0;
}

static void roll_back(Engine *engine)
{
	uint32_t at = find(engine, NULL);

	if (at)
		engine->schema = engine->savepoints.items[at - 1].schema;
	else if (engine->session.in_transaction != TRI_NO)
		engine->schema.opaque_changes = true; /* over the limit */
	engine->savepoints.count = 0;
}

/* The savepoint stays, and those behind it are gone. */
static void roll_back_to(Engine *engine, const char *name)
{
	uint32_t at = find(engine, name);
	Savepoint *savepoint = at ? &engine->savepoints.items[at - 1] : NULL;

	if (!savepoint || !afford(engine)) {
		engine->schema.opaque_changes = true;
		return;
	}
	mv_schema_clone(&engine->schema, &savepoint->schema);
	mv_settings_restore(engine, &savepoint->settings);
	engine->settled = savepoint->settled;
	engine->savepoints.count = at;
}

void mv_savepoints_begin_migration(Engine *engine, const Migration *migration)
{
	engine->savepoints.count = 0;
	engine->goes_back = rolls_back(migration);
	if (engine->goes_back && engine->session.in_transaction != TRI_NO)
		save(engine, NULL);
}

void mv_savepoints_track(Engine *engine, const Change *change)
{
	uint32_t at;

	if (!engine->goes_back)
		return;
	if (change->kind == CHANGE_BEGIN) {
		/* inside of a block BEGIN only warns */
		if (engine->session.in_transaction != TRI_YES) {
			engine->savepoints.count = 0;
			save(engine, NULL);
		}
	} else if (change->kind == CHANGE_SAVEPOINT) {
		save(engine, change->as.transaction->savepoint);
	} else if (change->kind == CHANGE_RELEASE_SAVEPOINT) {
		at = find(engine, change->as.transaction->savepoint);
		if (at && change->as.transaction->savepoint)
			engine->savepoints.count = at - 1;
	} else if (change->kind == CHANGE_ROLLBACK_TO_SAVEPOINT) {
		roll_back_to(engine, change->as.transaction->savepoint);
	} else if (change->kind == CHANGE_ROLLBACK || change->kind == CHANGE_COMMIT ||
		   change->kind == CHANGE_PREPARE_TRANSACTION) {
		if (change->kind == CHANGE_ROLLBACK)
			roll_back(engine);
		engine->savepoints.count = 0;
		/* the chained transaction starts here, and so does the next implicit block */
		if (change->as.transaction->chain || engine->implicit_block)
			save(engine, NULL);
	}
}
