/*
 * run.c: the stages in order. Read this first.
 *
 *   configure -> discover -> read or parse (parallel) -> lower Python -> read the SQL made (parallel)
 *   -> ask a database, or its snapshot -> check -> policies -> suppress -> fold -> fingerprint -> baseline -> sort
 *
 * What comes after (rendering, exit code) is the command's.
 */
#include "run.h"

#include "migvet/frontend.h"
#include "migvet/history.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Day of the clock, in the machine's time zone: what expires is agreed upon among people. */
static const char *clock_day(Arena *arena)
{
	time_t now = time(NULL);
	struct tm day;
	char text[16] = "";

	if (!localtime_r(&now, &day) || !strftime(text, sizeof text, "%Y-%m-%d", &day))
		return NULL;
	return mv_arena_strdup(arena, text);
}

bool mv_run_configure(Run *run, const RunOptions *options, Error *err)
{
	run->arena = mv_arena_new();
	run->review_is_unmerged = options->since != NULL;
	mv_config_defaults(&run->config, run->arena);
	if (options->config_file) {
		if (!mv_config_load(&run->config, options->config_file, run->arena, err))
			return false;
	} else if (!options->no_config && !mv_config_find(&run->config, ".", run->arena, err)) {
		return false;
	}
	run->config.today = options->today ? mv_arena_strndup(run->arena, options->today, MV_DAY_LENGTH) : clock_day(run->arena);
	mv_config_set_now(&run->config, options->today, run->arena);
	return !options->versions || mv_config_versions(&run->config, options->versions, run->arena, err);
}

static bool read_standard_input(StrBuf *text, Error *err)
{
	char chunk[1 << 16];
	size_t got;

	while ((got = fread(chunk, 1, sizeof chunk, stdin)) > 0) {
		mv_buf_add(text, (Str){ .ptr = chunk, .len = got });
		if (text->len > MV_MAX_FILE_BYTES)
			return mv_fail(err, "standard input: larger than %u MiB", MV_MAX_FILE_BYTES >> 20);
	}
	return !ferror(stdin) || mv_fail(err, "standard input could not be read");
}

/* What there was before the first migration is replayed before it, and never judged. */
static bool begin_with_baseline(Run *run, Error *err)
{
	for (uint32_t s = 0; s < run->project.sets.count; s++) {
		MigrationSet *set = run->project.sets.items[s];
		Migration *baseline = MV_NEW(run->arena, Migration);
		Source *source = MV_NEW(run->arena, Source);
		Error why = { 0 };

		if (!mv_source_read(source, run->config.baseline_schema, run->config.baseline_schema, run->arena, &why))
			return mv_fail(err, "the baseline schema '%s' cannot be read: %s", run->config.baseline_schema, why.message);
		*baseline = (Migration){ .layout = set->layout, .set = set, .version = "", .name = "baseline schema",
					 .transaction = TRANSACTION_NONE, .source = source };
		*VEC_PUSH(run->arena, &baseline->sections) = (Section){ .span = { 0, (uint32_t)source->text.len } };
		VEC_PUSH(run->arena, &set->migrations);
		memmove(set->migrations.items + 1, set->migrations.items, (set->migrations.count - 1) * sizeof *set->migrations.items);
		set->migrations.items[0] = baseline;
		set->history_complete = true;
	}
	return true;
}

bool mv_run_discover(Run *run, const RunOptions *options, Error *err)
{
	DiscoverOptions discover = {
		.paths = options->paths,
		.path_count = options->path_count,
		.since = options->since,
		.config = &run->config,
		.stdin_filename = options->stdin_filename,
		.transaction = options->transaction,
		.memory = options->memory,
		.memory_count = options->memory_count,
	};
	StrBuf text = { 0 };
	bool ok = true;

	if (options->stdin_filename) {
		ok = read_standard_input(&text, err);
		discover.stdin_text = (Str){ .ptr = mv_buf_to_arena(&text, run->arena), .len = text.len };
	}
	ok = ok && mv_discover(&discover, &run->project, run->arena, err);
	mv_buf_release(&text);
	if (ok && options->baseline_schema)
		run->config.baseline_schema = options->baseline_schema;
	return ok && (!run->config.baseline_schema || begin_with_baseline(run, err));
}

/* ---- reading in parallel ---- */

/* Front ends are recursive; this much stack is only reserved, not used. */
enum { WORKER_STACK = 64 * 1024 * 1024, MIGRATIONS_A_WORKER = 64, MOST_WORKERS = 64 };

typedef struct ReadQueue {
	void *(*work)(void *worker);
	Migration **migrations;
	Project *project; /* of lowering */
	MigrationSet **sets;
	size_t count;
	atomic_size_t next;
	bool progress;
	struct timespec started;
} ReadQueue;

typedef struct ReadWorker {
	ReadQueue *queue;
	Arena *arena;
	bool talks; /* the one that shows progress */
} ReadWorker;

/* From a second on, and only on a terminal: how far it is. */
static void show_progress(const ReadQueue *queue, size_t done, bool *shown)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec - queue->started.tv_sec < 2 &&
	    (now.tv_sec - queue->started.tv_sec) * 1000 + (now.tv_nsec - queue->started.tv_nsec) / 1000000 < 1000)
		return;
	fprintf(stderr, "\rreading migrations: %zu of %zu", done, queue->count);
	*shown = true;
}

static void *read_some(void *data)
{
	ReadWorker *worker = data;
	ReadQueue *queue = worker->queue;
	Arena *scratch = mv_arena_new();
	bool shown = false;
	size_t at;

	while ((at = atomic_fetch_add(&queue->next, 1)) < queue->count) {
		Migration *migration = queue->migrations[at];

		if (mv_migration_is_python(migration) && !migration->generated) {
			mv_python_parse(migration, worker->arena);
		} else {
			mv_postgres_read(migration, worker->arena, scratch);
			mv_arena_reset(scratch);
		}
		if (worker->talks && queue->progress && at % 32 == 0)
			show_progress(queue, at, &shown);
	}
	if (shown)
		fputs("\r\033[K", stderr);
	mv_postgres_thread_end();
	mv_arena_free(scratch);
	return NULL;
}

static size_t worker_count(size_t migrations, long jobs)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = jobs > 0 ? (size_t)jobs : processors > 0 ? (size_t)processors : 1;

	/* a thread costs more than a few small files */
	if (jobs <= 0 && most > migrations / MIGRATIONS_A_WORKER + 1)
		most = migrations / MIGRATIONS_A_WORKER + 1;
	return most > MOST_WORKERS ? MOST_WORKERS : most;
}

static bool run_workers(Run *run, ReadQueue *queue, size_t count, Error *err)
{
	pthread_t threads[MOST_WORKERS];
	ReadWorker workers[MOST_WORKERS];
	size_t started = 0;
	pthread_attr_t attributes;

	if (!queue->count)
		return true;
	/* a stage goes on with the arenas of the one before */
	for (; run->worker_count < count; run->worker_count++)
		run->worker_arenas[run->worker_count] = mv_arena_new();
	for (size_t i = 0; i < count; i++)
		workers[i] = (ReadWorker){ .queue = queue, .arena = run->worker_arenas[i], .talks = i == 0 };
	if (pthread_attr_init(&attributes) != 0 || pthread_attr_setstacksize(&attributes, WORKER_STACK) != 0)
		return mv_fail(err, "threads cannot be set up");
	/* also when there is only one worker: the stack of the main thread is not ours to choose */
	for (; started < count; started++) {
		if (pthread_create(&threads[started], &attributes, queue->work, &workers[started]) != 0)
			break;
	}
	pthread_attr_destroy(&attributes);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	return started > 0 || mv_fail(err, "no thread could be started");
}

/* Reads what `wanted` says, in parallel. */
static bool read_all(Run *run, const RunOptions *options, bool (*wanted)(const Migration *), Error *err)
{
	VEC(Migration *) all = { 0 };
	ReadQueue queue = { .work = read_some, .progress = options->progress };

	for (uint32_t s = 0; s < run->project.sets.count; s++) {
		const MigrationSet *set = run->project.sets.items[s];

		for (uint32_t m = 0; m < set->migrations.count; m++) {
			if (wanted(set->migrations.items[m]))
				*VEC_PUSH(run->arena, &all) = set->migrations.items[m];
		}
	}
	queue.migrations = all.items;
	queue.count = all.count;
	clock_gettime(CLOCK_MONOTONIC, &queue.started);
	return run_workers(run, &queue, worker_count(queue.count, options->jobs), err);
}

/* Lowering follows a history from its start: one thread a history. */
static void *lower_some(void *data)
{
	ReadWorker *worker = data;
	size_t at;

	while ((at = atomic_fetch_add(&worker->queue->next, 1)) < worker->queue->count)
		mv_python_lower(worker->queue->project, worker->queue->sets[at], worker->arena);
	mv_postgres_thread_end();
	return NULL;
}

static bool lower_python(Run *run, Error *err)
{
	VEC(MigrationSet *) sets = { 0 };
	ReadQueue queue = { .work = lower_some, .project = &run->project };

	for (uint32_t s = 0; s < run->project.sets.count; s++) {
		if (run->project.sets.items[s]->python)
			*VEC_PUSH(run->arena, &sets) = run->project.sets.items[s];
	}
	queue.sets = sets.items;
	queue.count = sets.count;
	/* they share the project's list of problems: one after the other */
	if (!run_workers(run, &queue, 1, err))
		return false;
	/* only now is the order of histories in Python known */
	mv_project_number(&run->project);
	return true;
}

static bool is_read(const Migration *migration)
{
	return migration->kind != MIGRATION_OPAQUE && migration->source;
}

/* Not those that lowering had to read itself, to know the schema. */
static bool is_made(const Migration *migration)
{
	return migration->generated && !migration->statements.count;
}

bool mv_run_read(Run *run, const RunOptions *options, Error *err)
{
	run->worker_arenas = MV_NEW_ARRAY(run->arena, Arena *, MOST_WORKERS);
	return read_all(run, options, is_read, err) && lower_python(run, err) && read_all(run, options, is_made, err);
}

/* ---- what is there ---- */

/* It was read from a database, so it has no file. */
static bool is_schema_of_database(const Migration *migration)
{
	return migration->source && !*migration->source->path;
}

bool mv_run_live(Run *run, const RunOptions *options, Error *err)
{
	return mv_run_use_live(run, options, err) && (!options->database || read_all(run, options, is_schema_of_database, err));
}

/* ---- judging ---- */

bool mv_run_check(Run *run, const char *baseline, bool prune, Error *err)
{
	mv_check(&run->project, &run->config, run->review_is_unmerged, run->arena, &run->findings, &run->statistics);
	mv_python_advise(&run->findings, run->arena);
	if (!mv_policies_check(&run->project, &run->config, run->review_is_unmerged, run->arena, &run->findings, err))
		return false;
	mv_suppress(&run->project, &run->config, run->arena, &run->findings);
	mv_findings_fold(run->arena, &run->findings);
	mv_fingerprint(&run->findings);
	if (baseline &&
	    !mv_baseline_apply(baseline, &run->project, &run->config, run->arena, &run->findings, prune, err))
		return false;
	mv_findings_sort(&run->findings);
	for (uint32_t i = 0; i < run->findings.count; i++) {
		run->statistics.suppressed += run->findings.items[i]->suppressed;
		run->statistics.baselined += run->findings.items[i]->baselined;
	}
	return true;
}

void mv_run_release(Run *run)
{
	for (size_t i = 0; i < run->worker_count; i++)
		mv_arena_free(run->worker_arenas[i]);
	mv_arena_free(run->arena);
	*run = (Run){ 0 };
}
