/* rerun.c: can a migration be run again after it failed half way? */
#include "engine.h"

#include "migvet/facts.h"

/* How far back the DROP of an index is looked for: a file of many statements must stay linear. */
enum { LOOKED_AT = 50 };

bool mv_is_dropped_before(const Change *change, const char *name)
{
	const Migration *migration = change->statement->migration;
	uint32_t number = change->statement->number;

	for (uint32_t i = 1; i <= LOOKED_AT && i <= number; i++) {
		const Statement *statement = &migration->statements.items[number - i];

		for (uint32_t c = 0; c < statement->changes.count && !statement->down; c++) {
			const Change *earlier = &statement->changes.items[c];

			if (earlier->kind == CHANGE_DROP_INDEX && earlier->as.drop->if_exists && mv_streq(earlier->as.drop->name.name, name))
				return true;
		}
	}
	return false;
}

/* DDL that fails when it is run a second time, and has a form that does not. */
static bool fails_again(const Change *change, const void *data)
{
	(void)data;
	if (change->guard || change->swallowed)
		return false;
	if (change->kind == CHANGE_CREATE_TABLE)
		return !change->as.table->if_not_exists;
	if (change->kind == CHANGE_CREATE_INDEX)
		return !change->as.index->if_not_exists && change->as.index->name.text; /* without a name: a second one */
	if (change->kind == CHANGE_ADD_COLUMN)
		return !change->as.add_column->if_not_exists;
	if (change->kind == CHANGE_DROP_COLUMN)
		return !change->as.drop_column->if_exists;
	if (change->kind == CHANGE_DROP_TABLE || change->kind == CHANGE_DROP_INDEX)
		return !change->as.drop->if_exists;
	return change->kind == CHANGE_ADD_CONSTRAINT;
}

static bool is_ddl(const Change *change, const void *data)
{
	(void)data;
	return change->kind < CHANGE_INSERT;
}

static bool is_begin(const Change *change, const void *data)
{
	(void)data;
	return change->kind == CHANGE_BEGIN;
}

/* Only where each statement certainly commits by itself, and there is more than one statement to stop between. */
static const Change *find_first(const Migration *migration, const Change **second)
{
	const Change *first = migration->transaction == TRANSACTION_NONE ? mv_find_change(migration, NULL, fails_again, NULL) : NULL;

	if (!first)
		return NULL;
	*second = mv_find_change(migration, first, is_ddl, NULL);
	while (*second && (*second)->statement == first->statement)
		*second = mv_find_change(migration, *second, is_ddl, NULL);
	return *second && !mv_find_change(migration, NULL, is_begin, NULL) ? first : NULL;
}

const Change *mv_fails_again(const RuleContext *context, const Migration *migration, const Change **second)
{
	/* several rules ask, for each of many statements */
	struct Engine *engine = context->engine;

	if (engine->rerun_of != migration) {
		engine->rerun_of = migration;
		engine->rerun_second = NULL;
		engine->rerun_first = find_first(migration, &engine->rerun_second);
	}
	if (second)
		*second = engine->rerun_second;
	return engine->rerun_first;
}
