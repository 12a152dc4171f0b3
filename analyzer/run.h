/*
 * run.h: the stages, in order. Commands fill RunOptions, call the stages they
 * need, and look at the Run.
 */
#ifndef MIGVET_RUN_H
#define MIGVET_RUN_H

#include "migvet/check.h"
#include "migvet/layout.h"

typedef struct RunOptions {
	const char *const *paths; /* as given on the command line */
	size_t path_count;
	const char *since;        /* git ref, or NULL */
	const char *config_file;  /* NULL: search upwards */
	bool no_config;
	const char *stdin_filename;
	const MemoryFile *memory; /* files that are not, or not so, on disk */
	size_t memory_count;
	long jobs;                /* 0: as many as there are processors */
	const char *versions;     /* --postgres-version, or NULL */
	const char *baseline_schema; /* SQL file, or NULL: the configuration's */
	const char *sizes;        /* a snapshot with sizes or a database; NULL: the configuration's */
	const char *database;     /* URL of what has some of the migrations; NULL: the history stands for itself */
	const char *history_table; /* there; NULL: the configuration's, then the runner's */
	bool all_pending;         /* it has none of them, whatever its tables say */
	long timeout;             /* seconds, for what a database is asked at once */
	TransactionMode transaction; /* where a migration does not say it itself; UNKNOWN: the layout's, the configuration's */
	const char *today;        /* "2026-11-21" or "2026-11-21T15:30"; NULL: the clock's */
	bool progress;            /* on a terminal: say how far it is after a second */
} RunOptions;

typedef struct Run {
	Arena *arena;
	Arena **worker_arenas;
	size_t worker_count;
	Config config;
	Project project;
	FindingVec findings;
	Statistics statistics;
	bool review_is_unmerged;
} Run;

/* Each stage needs the one before. False: the run failed, `err` says why. */
bool mv_run_configure(Run *run, const RunOptions *options, Error *err);
bool mv_run_discover(Run *run, const RunOptions *options, Error *err);
bool mv_run_read(Run *run, const RunOptions *options, Error *err);
/* What a database, or a snapshot of it, says: sizes, what is pending, what is there. Reads nothing where nothing is asked for. */
bool mv_run_live(Run *run, const RunOptions *options, Error *err);
/* run_live.c: all of it but reading the schema that becomes the first migration of the histories. */
bool mv_run_use_live(Run *run, const RunOptions *options, Error *err);
/* Judges; then suppressions, fingerprints, baseline (NULL: none), order. */
bool mv_run_check(Run *run, const char *baseline, bool prune, Error *err);
void mv_run_release(Run *run);

#endif
