/*
 * run_live.c: what a real database adds to a run: how large its tables are, and
 * (check --database) the schema that it has and the migrations that it lacks.
 *
 * With a database what is pending there is under review. What it has is taken
 * from its catalogs: whatever migrations, people and extensions made it, and
 * however much of the history is at hand. What is applied is not replayed then,
 * so nothing happens twice.
 */
#include "run.h"

#include "migvet/emit.h"
#include "migvet/live.h"
#include "migvet/status.h"

#include <stdio.h>
#include <string.h>

/* ---- sizes ---- */

static bool use_sizes(Run *run, const Snapshot *snapshot, const char *from, Error *err)
{
	if (strcmp(snapshot->dialect, "postgresql") != 0)
		return mv_fail(err, "%s: sizes of a %s database say nothing about the migrations that are judged, which are PostgreSQL's", from, snapshot->dialect);
	if (!snapshot->sizes_read)
		return mv_fail(err, "%s: there are no sizes in it; 'migvet snapshot --sizes' writes them", from);
	run->config.sizes = snapshot;
	return true;
}

static bool read_sizes(Run *run, const char *from, long timeout, Error *err)
{
	SnapshotOptions options = { .url = from, .timeout = timeout, .sizes = true };
	Snapshot *snapshot = MV_NEW(run->arena, Snapshot);

	if (!mv_database_is_named(from))
		return mv_snapshot_read(from, MV_NEWEST_POSTGRES, snapshot, run->arena, err) && use_sizes(run, snapshot, from, err);
	return mv_snapshot_take(&options, snapshot, run->arena, err) && use_sizes(run, snapshot, "the database", err);
}

/* ---- the schema of the database as the first migration ---- */

static bool add_schema(Run *run, MigrationSet *set, const Snapshot *snapshot, Error *err)
{
	Migration *schema = MV_NEW(run->arena, Migration);
	Source *source = MV_NEW(run->arena, Source);
	SqlParts parts = { 0 };
	StrBuf text = { 0 };
	bool ok;

	/* "baseline schema": nothing exists but what it holds, and what migrations make */
	*schema = (Migration){ .layout = set->layout, .set = set, .version = "", .transaction = TRANSACTION_NONE, .source = source,
			       .name = snapshot->schema.complete ? "baseline schema" : "schema of the database" };
	mv_schema_sql_parts(&snapshot->schema, snapshot->server_version, run->arena, &parts);
	for (uint32_t i = 0; i < parts.count; i++) {
		Section *section = VEC_PUSH(run->arena, &schema->sections);

		section->span.start = (uint32_t)text.len;
		mv_buf_adds(&text, parts.items[i]);
		section->span.end = (uint32_t)text.len;
		mv_buf_addc(&text, '\n');
	}
	ok = text.len <= MV_MAX_FILE_BYTES || mv_fail(err, "the schema of the database is larger than %u MiB", MV_MAX_FILE_BYTES >> 20);
	ok = ok && mv_source_from_bytes(source, (Str){ .ptr = text.ptr ? text.ptr : "", .len = text.len }, "", run->arena, err);
	mv_buf_release(&text);
	if (!ok)
		return false;
	VEC_PUSH(run->arena, &set->migrations);
	memmove(set->migrations.items + 1, set->migrations.items, (set->migrations.count - 1) * sizeof *set->migrations.items);
	set->migrations.items[0] = schema;
	set->history_complete = snapshot->schema.complete;
	return true;
}

/* ---- what is pending ---- */

#define ALL_PENDING "with --all-pending all migrations that are named are taken for pending"

static const char *name_of(const StatusEntry *entry)
{
	return entry->name && *entry->name ? entry->name : entry->version ? entry->version : "?";
}

/* Not to be run there any more? False with a reason: it cannot be told. */
static bool is_done(const StatusEntry *entry, bool *done, Error *err)
{
	*done = false;
	switch (entry->state) {
	case STATUS_APPLIED:
	case STATUS_BASELINE:
	case STATUS_IGNORED:
	case STATUS_OUTDATED:
	case STATUS_MISSING:
		*done = true;
		return true;
	case STATUS_PENDING:
	case STATUS_OUT_OF_ORDER:
	case STATUS_RERUN:
		return true;
	case STATUS_FAILED:
	case STATUS_DIRTY:
		return mv_fail(err, "migration '%s' did not end well in the database: which of its statements were run is not known; "
				    "repair that first ('migvet status' says more)", name_of(entry));
	case STATUS_UNKNOWN:
		return mv_fail(err, "whether migration '%s' is applied cannot be told%s%s; " ALL_PENDING, name_of(entry), entry->detail ? ": " : "",
			       entry->detail ? entry->detail : "");
	}
	return true;
}

static bool take_out_done(MigrationSet *set, const StatusHistory *history, Error *err)
{
	uint32_t kept = 0;
	Map done;
	Arena *scratch = mv_arena_new();
	bool ok = true;

	mv_map_init(&done, scratch);
	for (uint32_t i = 0; ok && i < history->entries.count; i++) {
		const StatusEntry *entry = &history->entries.items[i];
		bool is = false;

		ok = is_done(entry, &is, err);
		if (ok && is && entry->migration)
			mv_map_set(&done, mv_arena_format(scratch, "%p", (const void *)entry->migration), &done);
	}
	for (uint32_t i = 0; ok && i < set->migrations.count; i++) {
		if (!mv_map_get(&done, mv_arena_format(scratch, "%p", (const void *)set->migrations.items[i])))
			set->migrations.items[kept++] = set->migrations.items[i];
	}
	if (ok)
		set->migrations.count = kept;
	mv_arena_free(scratch);
	return ok;
}

/* The set may have got files of other dialects out of the way: histories name theirs. */
static MigrationSet *own_set(Run *run, const StatusHistory *history)
{
	for (uint32_t s = 0; s < run->project.sets.count; s++) {
		if (run->project.sets.items[s] == history->set)
			return run->project.sets.items[s];
	}
	return NULL;
}

static bool keep_pending(Run *run, const RunOptions *options, Error *err)
{
	const StatusOptions status_options = { .url = options->database, .history_table = options->history_table, .timeout = options->timeout };
	Status status;
	Error why = { 0 };

	if (options->all_pending)
		return true;
	if (!mv_status_read(&status_options, &run->project, &status, run->arena, &why))
		return mv_fail(err, "what is applied cannot be told: %s; " ALL_PENDING, why.message);
	for (uint32_t h = 0; h < status.histories.count; h++) {
		MigrationSet *set = own_set(run, &status.histories.items[h]);

		if (!take_out_done(set, &status.histories.items[h], err))
			return false;
		set->history_table = status.histories.items[h].table;
	}
	return true;
}

static bool use_database(Run *run, const RunOptions *options, Error *err)
{
	SnapshotOptions snapshot_options = { .url = options->database, .timeout = options->timeout, .sizes = true };
	Snapshot *snapshot = MV_NEW(run->arena, Snapshot);

	if (mv_database_is_sqlite(options->database))
		return mv_fail(err, "--database takes a PostgreSQL database: only PostgreSQL's migrations are judged");
	if (run->config.baseline_schema)
		return mv_fail(err, "--database and a baseline schema exclude each other: what there is already is read from the database");
	if (!mv_snapshot_take(&snapshot_options, snapshot, run->arena, err) || !keep_pending(run, options, err))
		return false;
	for (uint32_t s = 0; s < run->project.sets.count; s++) {
		MigrationSet *set = run->project.sets.items[s];

		if (mv_set_is_judged(set) && !add_schema(run, set, snapshot, err))
			return false;
	}
	run->review_is_unmerged = true;
	if (!run->config.versions_given) {
		run->config.versions.count = 1;
		run->config.versions.items[0] = snapshot->server_version;
	}
	mv_project_number(&run->project);
	return run->config.sizes || options->sizes || use_sizes(run, snapshot, "the database", err);
}

bool mv_run_use_live(Run *run, const RunOptions *options, Error *err)
{
	const char *from = options->sizes ? options->sizes : options->database ? NULL : run->config.sizes_from;

	return (!options->database || use_database(run, options, err)) && (!from || read_sizes(run, from, options->timeout, err));
}
