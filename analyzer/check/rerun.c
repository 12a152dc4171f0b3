/* rerun.c: can a migration be run again after it failed half way? */
#include "engine.h"

#include "migvet/facts.h"

/* How far back a DROP is looked for, in statements and changes: a file of many of them must stay linear. */
enum { LOOKED_AT = 50, CHANGES_LOOKED_AT = 200 };

/* What the change makes, and a DROP would take away again: the table it is part of (NULL: none), and its name. */
typedef struct Made {
	const char *table, *name;
	bool guarded; /* IF NOT EXISTS, OR REPLACE */
} Made;

/* name NULL: nothing that could be there already. */
static Made made_by(const Change *change)
{
	ChangeKind kind = change->kind;

	if (kind == CHANGE_CREATE_TABLE)
		return (Made){ NULL, change->as.table->name.name, change->as.table->if_not_exists };
	if (kind == CHANGE_CREATE_TABLE_AS)
		return (Made){ NULL, change->as.table_as->name.name, change->as.table_as->if_not_exists };
	if (kind == CHANGE_CREATE_INDEX) /* without a name: a second one, no failure */
		return (Made){ NULL, change->as.index->name.text, change->as.index->if_not_exists };
	if (kind == CHANGE_CREATE_VIEW || kind == CHANGE_CREATE_MATERIALIZED_VIEW)
		return (Made){ NULL, change->as.view->name.name, change->as.view->or_replace || change->as.view->if_not_exists };
	if (kind == CHANGE_CREATE_SEQUENCE)
		return (Made){ NULL, change->as.sequence->name.name, change->as.sequence->if_not_exists };
	if (kind == CHANGE_CREATE_ENUM || kind == CHANGE_CREATE_COMPOSITE || kind == CHANGE_CREATE_RANGE || kind == CHANGE_CREATE_TYPE)
		return (Made){ NULL, change->as.type->name.name, false };
	if (kind == CHANGE_CREATE_DOMAIN)
		return (Made){ NULL, change->as.domain->name.name, false };
	if (kind == CHANGE_CREATE_FUNCTION)
		return (Made){ NULL, change->as.function->name.name, change->as.function->or_replace };
	if (kind == CHANGE_CREATE_TRIGGER)
		return (Made){ change->as.trigger->table.name, change->as.trigger->name.text, change->as.trigger->or_replace };
	if (kind == CHANGE_CREATE_POLICY)
		return (Made){ change->as.policy->table.name, change->as.policy->name.text, false };
	if (kind == CHANGE_CREATE_SCHEMA || kind == CHANGE_CREATE_EXTENSION)
		return (Made){ NULL, change->as.object->name.name, change->as.object->if_not_exists };
	if (kind == CHANGE_ADD_COLUMN)
		return (Made){ change->as.add_column->target.table.name, change->as.add_column->column->name.text,
			       change->as.add_column->if_not_exists };
	if (kind == CHANGE_ADD_CONSTRAINT)
		return (Made){ change->as.add_constraint->target.table.name, change->as.add_constraint->constraint->name.text, false };
	return (Made){ NULL, NULL, true };
}

/* Does the change take it away, if it is there? */
static bool takes_away(const Change *change, const Made *made)
{
	if (change->kind == CHANGE_DROP_COLUMN)
		return change->as.drop_column->if_exists && mv_streq(change->as.drop_column->target.table.name, made->table) &&
		       mv_streq(change->as.drop_column->column.text, made->name);
	if (change->kind == CHANGE_DROP_CONSTRAINT)
		return change->as.constraint->if_exists && mv_streq(change->as.constraint->target.table.name, made->table) &&
		       mv_streq(change->as.constraint->name.text, made->name);
	if (change->kind < CHANGE_DROP_TABLE || change->kind > CHANGE_DROP_OBJECT)
		return false;
	return change->as.drop->if_exists && mv_streq(change->as.drop->name.name, made->name) &&
	       (!made->table || mv_streq(change->as.drop->table.name, made->table));
}

static bool is_taken_away_before(const Change *change, const Made *made)
{
	const Migration *migration = change->statement->migration;
	uint32_t number = change->statement->number, looked_at = 0;

	for (uint32_t i = 0; i <= LOOKED_AT && i <= number; i++) {
		const Statement *statement = &migration->statements.items[number - i];

		for (uint32_t c = 0; c < statement->changes.count && !statement->down && (i || c < change->index) && looked_at++ < CHANGES_LOOKED_AT; c++) {
			if (takes_away(&statement->changes.items[c], made))
				return true;
		}
	}
	return false;
}

bool mv_is_dropped_before(const Change *change)
{
	const Made made = made_by(change);

	return made.name && is_taken_away_before(change, &made);
}

/* DDL that fails when it is run a second time. */
static bool fails_again(const Change *change, const void *data)
{
	Made made;

	(void)data;
	if (change->guard || change->swallowed)
		return false;
	if (change->kind == CHANGE_DROP_COLUMN)
		return !change->as.drop_column->if_exists;
	if (change->kind == CHANGE_DROP_CONSTRAINT)
		return !change->as.constraint->if_exists;
	if (change->kind >= CHANGE_DROP_TABLE && change->kind <= CHANGE_DROP_OBJECT)
		return !change->as.drop->if_exists;
	if (change->kind == CHANGE_RENAME_TABLE || change->kind == CHANGE_RENAME_COLUMN || change->kind == CHANGE_RENAME_CONSTRAINT ||
	    change->kind == CHANGE_RENAME_INDEX)
		return true;
	made = made_by(change);
	return made.name && !made.guarded && !is_taken_away_before(change, &made);
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

const Change *mv_next_failing_again(const Migration *migration, const Change *previous)
{
	return mv_find_change(migration, previous, fails_again, NULL);
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
