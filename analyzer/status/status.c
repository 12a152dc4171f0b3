/* status.c: the histories of a project in one database. */
#include "runner.h"

#include <stdlib.h>
#include <string.h>

const char *mv_status_state_name(StatusState state)
{
	switch (state) {
	case STATUS_APPLIED:
		return "applied";
	case STATUS_BASELINE:
		return "baseline";
	case STATUS_IGNORED:
		return "ignored";
	case STATUS_PENDING:
		return "pending";
	case STATUS_OUT_OF_ORDER:
		return "out-of-order";
	case STATUS_RERUN:
		return "rerun";
	case STATUS_OUTDATED:
		return "outdated";
	case STATUS_MISSING:
		return "missing";
	case STATUS_FAILED:
		return "failed";
	case STATUS_DIRTY:
		return "dirty";
	case STATUS_UNKNOWN:
		return "unknown";
	}
	return "";
}

static uint32_t count_of(const Status *status, StatusState state)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < status->histories.count; i++)
		count += status->histories.items[i].counts[state];
	return count;
}

bool mv_status_is_broken(const Status *status)
{
	return count_of(status, STATUS_MISSING) || count_of(status, STATUS_OUTDATED) || count_of(status, STATUS_FAILED) || count_of(status, STATUS_DIRTY);
}

bool mv_status_is_unread(const Status *status)
{
	for (uint32_t i = 0; i < status->histories.count; i++) {
		if (status->histories.items[i].unread)
			return true;
	}
	return false;
}

Tri mv_status_is_pending(const Status *status)
{
	if (count_of(status, STATUS_PENDING) || count_of(status, STATUS_OUT_OF_ORDER))
		return TRI_YES;
	return count_of(status, STATUS_UNKNOWN) || mv_status_is_unread(status) ? TRI_UNKNOWN : TRI_NO;
}

typedef struct Reading {
	const StatusOptions *options;
	const Project *project;
	Status *status;
	Arena *arena;
} Reading;

/*
 * A history counts as PostgreSQL's as long as nothing in it says otherwise: of
 * a SQLite file it is the one meant unless there is one that is SQLite's.
 */
static bool is_for(const Project *project, const MigrationSet *set, const Database *database)
{
	bool own = false;

	if (!set->migrations.count)
		return false;
	if (!set->dialect || set->python || strcmp(set->dialect, database->dialect) == 0)
		return true;
	for (uint32_t i = 0; i < project->sets.count; i++)
		own = own || mv_streq(project->sets.items[i]->dialect, database->dialect);
	return !own && strcmp(database->dialect, "sqlite") == 0 && mv_set_is_judged(set);
}

static bool read_set(Reading *reading, Database *database, const MigrationSet *set, Error *err)
{
	StatusHistory *history = VEC_PUSH(reading->arena, &reading->status->histories);
	const Runner *runner = NULL;
	LiveTable table = { 0 };
	RecordVec records = { 0 };

	if (!mv_history_read(database, set, reading->options->history_table, &runner, &table, &records, err))
		return false;
	history->set = set;
	history->runner = mv_layout_find(runner->name)->runner;
	history->table = mv_history_table_name(&table, reading->arena);
	history->unverified = runner->unverified;
	return mv_history_match(history, runner, &records, reading->options->explain, reading->arena, err) &&
	       mv_history_notes(database, runner, &table, history, err);
}

/* It begins with the path of the migrations, which is shown with it anyway. */
static const char *reason_of(const MigrationSet *set, const Error *err, Arena *arena)
{
	size_t length = strlen(set->path);
	bool told = strncmp(err->message, set->path, length) == 0 && strncmp(err->message + length, ": ", 2) == 0;

	return mv_arena_strdup(arena, err->message + (told ? length + 2 : 0));
}

/* One that was not read: with its reason, as long as it is not the only one. */
static bool leave_unread(Reading *reading, const MigrationSet *set, const Error *err)
{
	StatusHistory *history = &reading->status->histories.items[reading->status->histories.count - 1];

	*history = (StatusHistory){ .set = set, .unread = reason_of(set, err, reading->arena) };
	return reading->options->partial;
}

static bool any_is_read(const Status *status)
{
	for (uint32_t i = 0; i < status->histories.count; i++) {
		if (!status->histories.items[i].unread)
			return true;
	}
	return false;
}

static bool read_all(Database *database, void *data, Error *err)
{
	Reading *reading = data;
	Error why = { 0 };

	reading->status->dialect = database->dialect;
	for (uint32_t i = 0; i < reading->project->sets.count; i++) {
		const MigrationSet *set = reading->project->sets.items[i];

		if (!is_for(reading->project, set, database) || read_set(reading, database, set, &why))
			continue;
		if (!err->message[0])
			*err = why;
		if (!leave_unread(reading, set, &why))
			return false;
	}
	if (!reading->status->histories.count)
		return mv_fail(err, "no migrations for this database were found");
	return any_is_read(reading->status);
}

bool mv_status_read(const StatusOptions *options, const Project *project, Status *status, Arena *arena, Error *err)
{
	Reading reading = { .options = options, .project = project, .status = status, .arena = arena };

	*status = (Status){ 0 };
	return mv_database_use(options->url, options->timeout, read_all, &reading, arena, err);
}
