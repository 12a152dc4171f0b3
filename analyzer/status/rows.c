/* rows.c: finding a history's table, and reading it. */
#include "runner.h"

#include <string.h>

const char *mv_history_table_name(const LiveTable *table, Arena *arena)
{
	return table->schema ? mv_arena_format(arena, "%s.%s", table->schema, table->name) : table->name;
}

static const char *column_of(const LiveTable *table, const char *name)
{
	for (uint32_t i = 0; i < table->columns.count; i++) {
		if (strcmp(table->columns.items[i], name) == 0)
			return table->columns.items[i];
	}
	return NULL;
}

/* The first of the runner's columns that the table needs and does not have; NULL: it is like the runner's. */
static const char *lacking(const Runner *runner, const LiveTable *table)
{
	for (int i = 0; i < RECORD_FIELD_COUNT; i++) {
		const char *name = runner->columns[i];

		if (name && *name != '?' && !column_of(table, name))
			return name;
	}
	return NULL;
}

static unsigned column_count(const Runner *runner)
{
	unsigned count = 0;

	for (int i = 0; i < RECORD_FIELD_COUNT; i++)
		count += runner->columns[i] && *runner->columns[i] != '?';
	return count;
}

typedef struct Choice {
	const LiveTable *table;
	const Runner *runner;
	unsigned score;
	const LiveTable *other; /* as good */
} Choice;

static void consider(Choice *choice, const LiveTable *table, const Runner *runner)
{
	/* the runner's own schema says more than the search path, the search path more than any number of columns */
	unsigned score = 1 + column_count(runner) + (table->visible ? 50 : 0) + (runner->schema && mv_streq(table->schema, runner->schema) ? 100 : 0);

	if (score > choice->score)
		*choice = (Choice){ .table = table, .runner = runner, .score = score };
	else if (score == choice->score && table != choice->table)
		choice->other = table;
}

/* Is it the table that was asked for? */
static bool is_wanted(const LiveTable *table, const char *schema, const char *name)
{
	return strcmp(table->name, name) == 0 && (!schema || mv_streq(table->schema, schema));
}

static void split(const char *wanted, const char **schema, const char **name, Arena *arena)
{
	const char *dot = strchr(wanted, '.');

	*schema = dot ? mv_arena_strndup(arena, wanted, (size_t)(dot - wanted)) : NULL;
	*name = dot ? dot + 1 : wanted;
}

/* Another runner's table that is there, for the message. */
static const char *hint(const LiveTableVec *tables, const Runner *but, Arena *arena)
{
	for (uint32_t i = 0; i < tables->count; i++) {
		for (const Runner *runner = mv_runners; runner->name; runner++) {
			if (runner != but && strcmp(runner->table, tables->items[i].name) == 0 && !lacking(runner, &tables->items[i]))
				return mv_arena_format(arena, "; there is '%s', which is like that of %s: if that is it, set 'layout: %s' in migvet.yaml",
						       mv_history_table_name(&tables->items[i], arena), runner->name, runner->name);
		}
	}
	return "";
}

static bool fail_without(Database *database, const MigrationSet *set, const Runner *runner, const char *wanted, const LiveTableVec *tables, Error *err)
{
	const char *schema, *name;

	if (!wanted)
		return mv_fail(err, "%s: what runs these migrations is not known, and the database has no table of a runner that is known; "
				    "set 'layout' in migvet.yaml",
			       set->path);
	split(wanted, &schema, &name, database->arena);
	for (uint32_t i = 0; runner && i < tables->count; i++) {
		const LiveTable *table = &tables->items[i];

		if (is_wanted(table, schema, name) && lacking(runner, table))
			return mv_fail(err, "%s: the table '%s' has no column '%s', so it is not that of %s%s", set->path,
				       mv_history_table_name(table, database->arena), lacking(runner, table), set->layout->runner,
				       hint(tables, runner, database->arena));
	}
	return mv_fail(err, "%s: the database has no table '%s': %s never ran there, or notes what it does elsewhere (--history-table)%s", set->path, wanted,
		       runner ? set->layout->runner : "its runner", hint(tables, runner, database->arena));
}

bool mv_history_read(Database *database, const MigrationSet *set, const char *wanted, const Runner **used, LiveTable *table, RecordVec *records, Error *err)
{
	const Runner *runner = mv_runner_of(set->layout);
	const char *columns[LIVE_COLUMNS] = { 0 }, *schema = NULL, *name = NULL;
	VEC(const char *) names = { 0 };
	LiveTableVec tables = { 0 };
	Choice choice = { 0 };

	if (!wanted)
		wanted = set->history_table;
	if (wanted)
		split(wanted, &schema, &name, database->arena);
	if (name)
		*VEC_PUSH(database->arena, &names) = name;
	for (const Runner *known = mv_runners; known->name; known++)
		*VEC_PUSH(database->arena, &names) = known->table;
	if (!database->find(database, names.items, names.count, &tables, err))
		return false;
	for (uint32_t i = 0; i < tables.count; i++) {
		for (const Runner *known = mv_runners; known->name; known++) {
			if ((!runner || known == runner) && (runner || !mv_layout_find(known->name)->python) &&
			    is_wanted(&tables.items[i], schema, name ? name : known->table) && !lacking(known, &tables.items[i]))
				consider(&choice, &tables.items[i], known);
		}
	}
	if (!choice.table)
		return fail_without(database, set, runner,
				    wanted || !runner ? wanted : runner->schema ? mv_arena_format(database->arena, "%s.%s", runner->schema, runner->table) : runner->table,
				    &tables, err);
	if (choice.other)
		return mv_fail(err, "%s: there is '%s' and there is '%s'; say which one it is with --history-table, or 'history-table' in migvet.yaml", set->path,
			       mv_history_table_name(choice.table, database->arena), mv_history_table_name(choice.other, database->arena));
	for (int i = 0; i < RECORD_FIELD_COUNT; i++) {
		const char *column = choice.runner->columns[i];

		columns[i] = column ? column_of(choice.table, column + (*column == '?')) : NULL;
	}
	*used = choice.runner;
	*table = *choice.table;
	return database->read(database, choice.table, columns, records, err);
}

/* More than anybody reads. */
enum { MOST_NOTES = 20 };

static bool is_held(const char *text)
{
	return text && (mv_record_true(text) || (strlen(text) > 1 && strcmp(text, "AVAILABLE") != 0 && strcmp(text, "false") != 0));
}

/* The table of that name beside the history. */
static bool find_beside(Database *database, const char *name, const LiveTable *history, LiveTable *found, Error *err)
{
	LiveTableVec tables = { 0 };

	*found = (LiveTable){ 0 };
	if (!database->find(database, &name, 1, &tables, err))
		return false;
	for (uint32_t i = 0; i < tables.count; i++) {
		if (mv_streq(tables.items[i].schema, history->schema))
			*found = tables.items[i];
	}
	return true;
}

static bool note_lock(Database *database, const Runner *runner, const LiveTable *table, StatusHistory *history, Error *err)
{
	const char *columns[LIVE_COLUMNS] = { 0 };
	LiveRowVec rows = { 0 };
	LiveTable lock;

	if (!find_beside(database, runner->lock_table, table, &lock, err))
		return false;
	for (int i = 0; lock.name && i <= LOCK_HOLDER; i++) {
		columns[i] = column_of(&lock, runner->lock_columns[i]);
		if (!columns[i])
			return true; /* some other table of that name */
	}
	if (!lock.name)
		return true;
	if (!lock.readable) {
		*VEC_PUSH(database->arena, &history->notes) =
			mv_arena_format(database->arena, "whether somebody is at work cannot be told: '%s' may not be read", mv_history_table_name(&lock, database->arena));
		return true;
	}
	if (!database->read(database, &lock, columns, &rows, err))
		return false;
	for (uint32_t i = 0; i < rows.count && history->notes.count < MOST_NOTES; i++) {
		const char *since = rows.items[i].fields[LOCK_SINCE], *holder = rows.items[i].fields[LOCK_HOLDER];

		if (is_held(rows.items[i].fields[LOCK_HELD]))
			*VEC_PUSH(database->arena, &history->notes) =
				mv_arena_format(database->arena, "a lock is held since %s by %s: the runner is at work, or was ended at it",
						mv_record_cut(mv_str(since ? since : "?"), 40, database->arena),
						mv_record_cut(mv_str(holder ? holder : "?"), 80, database->arena));
	}
	return true;
}

static bool note_seeds(Database *database, const Runner *runner, const LiveTable *table, StatusHistory *history, Error *err)
{
	const char *columns[LIVE_COLUMNS] = { 0 };
	LiveRowVec rows = { 0 };
	LiveTable seeds;

	if (!find_beside(database, runner->seeds_table, table, &seeds, err))
		return false;
	columns[0] = column_of(&seeds, "version");
	if (!columns[0] || !seeds.readable)
		return true;
	if (!database->read(database, &seeds, columns, &rows, err))
		return false;
	if (rows.count)
		*VEC_PUSH(database->arena, &history->notes) =
			mv_arena_format(database->arena, "'%s' has %u applied seed%s, whose files are not compared", mv_history_table_name(&seeds, database->arena),
					(unsigned)rows.count, rows.count == 1 ? "" : "s");
	return true;
}

bool mv_history_notes(Database *database, const Runner *runner, const LiveTable *table, StatusHistory *history, Error *err)
{
	return (!runner->lock_table || note_lock(database, runner, table, history, err)) &&
	       (!runner->seeds_table || note_seeds(database, runner, table, history, err));
}
