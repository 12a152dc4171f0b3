/*
 * engine.h: inside of analyzer/check: what the loop over changes keeps.
 */
#ifndef MIGVET_CHECK_ENGINE_H
#define MIGVET_CHECK_ENGINE_H

#include "migvet/check.h"
#include "migvet/facts.h"

/* Positions in Engine.rules. */
typedef VEC(uint16_t) RuleList;

/* The settings of a session that rules or the replay ask for. `search_path` is never written to, only replaced. */
typedef struct Settings {
	const char *lock_timeout, *statement_timeout, *idle_timeout, *role, *session_role, *time_zone;
	const Change *lock_timeout_set, *statement_timeout_set;
	bool lock_timeout_local, statement_timeout_local;
	const char **search_path;
	uint32_t search_path_count;
} Settings;

/* A saved state, to go back to. */
typedef struct Savepoint {
	const char *name; /* NULL: the start of the transaction */
	Schema schema;
	Settings settings, settled;
} Savepoint;

typedef VEC(TakenLock) TakenLockVec;

/* Where in `taken` the first lock of each mode on a relation is; slots of a hash table. */
typedef struct RelationLocks {
	uint64_t relation; /* 0: free */
	uint32_t first[LOCK_ACCESS_EXCLUSIVE + 1]; /* position + 1; 0: none */
} RelationLocks;

/* What is tracked for each judged server version; the schema and the session are the same for all. */
typedef struct JudgedVersion {
	int version;
	TakenLockVec taken;        /* in the present transaction: the first of each mode on each relation */
	RelationLocks *relations;  /* in the lock arena, as `taken` */
	uint32_t slot_count, relation_count;
} JudgedVersion;

/* What a rule keeps for the rest of a migration (facts.h: mv_keep_change). */
typedef struct KeptChange {
	const Rule *rule;
	const Migration *migration;
	int version; /* 0: at every one */
	const Change *change;
} KeptChange;

/* SET CONSTRAINTS name ... in the present transaction. */
typedef struct ConstraintMode {
	const char *name; /* NULL: ALL */
	bool deferred;
} ConstraintMode;

typedef struct Engine {
	const Config *config;
	const Rule *const *rules; /* those of the configuration's policies among them */
	size_t rule_count;
	FindingVec *findings;
	Arena *arena;
	RuleContext context;
	Schema schema;
	Session session;
	LockReport locks;
	VEC(JudgedVersion) versions;
	const JudgedVersion *judged; /* the one that rules now look at */
	Arena *report_arena; /* the lock report of the present change */
	Arena *lock_arena;   /* what the present transaction has taken */
	/* Rules by the kind of change, so that a change costs only what looks at it. */
	RuleList by_kind[CHANGE_KIND_COUNT];
	RuleList at_migration, at_end;
	Severity *severities;  /* of `rules` for the present migration's path */
	const char *severities_path;
	bool severities_by_path;
	uint32_t transactions; /* numbered so far */
	uint32_t order;        /* of findings */
	bool kind_by_version[CHANGE_KIND_COUNT]; /* a rule for it looks at the version itself */
	bool taken_by_version; /* the locks taken in this transaction differ between versions */
	int stamp;             /* version that findings are marked with; 0: they hold at all */
	Failure failure;       /* of the present change, when it fails */
	bool fails;
	const struct SizeMap *sizes; /* of the present set's tables; NULL: none are known */
	Map created, created_anywhere; /* completeness.c: names by the sets that create them; of the present set, of all */
	uint32_t position;     /* of the present migration in its set */
	const Change *target_of; /* the change whose target is at hand, see mv_target_table */
	const Table *target;
	const Migration *rerun_of; /* rerun.c: the migration whose answer is at hand */
	const Change *rerun_first, *rerun_second;
	const void *copies_of; /* replaced.c: the migration, or set, whose copying statements are at hand */
	VEC(const Change *) copies;
	bool implicit_block;   /* the runner sends several statements as one query string */
	bool judging;          /* the present migration is under review, and rules (or the watcher) are wanted */
	const Watcher *watcher; /* or NULL: looks on instead of rules */
	Settings current_path; /* only its search_path: the schema's, as it can be gone back to */
	Settings settled;      /* what holds after COMMIT: without what was SET LOCAL */
	Settings at_begin;     /* what holds after ROLLBACK */
	bool goes_back;        /* the present migration rolls something back: schemas are saved */
	VEC(KeptChange) kept;  /* one a rule and judged version, of those that asked */
	Map kept_for_end;      /* of the present set: "rule key": change */
	VEC(DroppedObject) dropped; /* of one migration, see dropped.c */
	VEC(ConstraintMode) constraint_modes; /* of the present transaction, in the lock arena */
	VEC(Savepoint) savepoints;
	uint32_t saved_objects; /* by all savepoints so far: there is a limit */
} Engine;

/* ---- downs.c: going back ---- */

/* What is there to take the migrations of a set back, and what comes of it. */
typedef struct Downs Downs;
/* Before the set is replayed: what is to be tried; NULL: nothing. */
Downs *mv_plan_downs(Engine *engine, const MigrationSet *set);
/* Before the migration at `position` goes up: goes up and down elsewhere, and reports. */
void mv_check_downs(Downs *downs, Engine *engine, uint32_t position);

/* ---- completeness.c: is all that exists created by the migrations? ---- */

void mv_note_created_names(Engine *engine, const Project *project);
/* Of a set that is about to be replayed. */
bool mv_history_complete(Engine *engine, const MigrationSet *set);
/* May what is missing be there though the set does not create it? */
bool mv_may_be_external(const Engine *engine, const Failure *failure);

/* ---- session.c: transactions ---- */

/* A migration begins: the runner's transaction, if any. `continues`: in the transaction of the one before. */
void mv_session_begin_migration(Engine *engine, const Migration *migration, bool continues);
/* Sections with a rule of their own (Liquibase changesets) are transactions of their own. */
void mv_session_begin_section(Engine *engine, const Migration *migration, uint32_t section);
/* `stays_open`: the next migration continues the transaction. */
void mv_session_end_migration(Engine *engine, bool stays_open);
/* Before a statement: outside of a block it gets a transaction of its own. */
void mv_session_begin_statement(Engine *engine);
/* After a change was judged and applied: BEGIN, COMMIT, SET ... take effect. */
void mv_session_apply(Engine *engine, const Change *change);

/* ---- settings.c: SET and its scope ---- */

void mv_settings_start_session(Engine *engine);
void mv_settings_begin(Engine *engine);
void mv_settings_commit(Engine *engine);
void mv_settings_rollback(Engine *engine);
/* SET, RESET, RESET ALL. */
void mv_settings_apply(Engine *engine, const Change *change);
/* To be kept in a savepoint, and brought back. */
Settings mv_settings_capture(const Engine *engine);
void mv_settings_restore(Engine *engine, const Settings *settings);

/* ---- savepoints.c: transactions that go back ---- */

/* Looks ahead: does the migration roll anything back? */
void mv_savepoints_begin_migration(Engine *engine, const Migration *migration);
/* Before the change is applied. */
void mv_savepoints_track(Engine *engine, const Change *change);

/* ---- pending.c: deferred constraints whose check waits ---- */

void mv_pending_forget(Engine *engine);
/* INSERT, UPDATE, DELETE ask for checks, SET CONSTRAINTS makes them happen; after the change was applied. */
void mv_pending_track(Engine *engine, const Change *change);

/* ---- taken.c: locks of the present transaction ---- */

void mv_taken_forget(Engine *engine);
/* Adds the locks of engine->locks that the transaction does not hold already. */
void mv_taken_add(Engine *engine, JudgedVersion *judged, const Change *change);

/* ---- size_findings.c: how large what a finding is about is ---- */

/* Of the findings from this one on, about this change, whose locks are at hand. */
void mv_sizes_note(Engine *engine, const Change *change, uint32_t first);
/* Once findings are merged: their messages tell the sizes. */
void mv_sizes_say(const Config *config, Arena *arena, FindingVec *findings);

/* ---- places.c ---- */

/* ---- engine.c, statistics.c ---- */
/* Give it back with mv_engine_release. */
Engine *mv_engine_new(const Config *config, bool review_is_unmerged, int version, Arena *arena);
void mv_engine_release(Engine *engine);
/* An empty schema, as the set's history starts. */
void mv_engine_start_set(Engine *engine, const MigrationSet *set);
/* The migration at this position of the set goes up; without being judged when `judged` is false. */
void mv_engine_up(Engine *engine, const MigrationSet *set, uint32_t position, bool judged);
/* As the runner takes the migration back: in a transaction if it was applied in one. */
void mv_engine_down(Engine *engine, const Migration *migration);
/* Under review, and not left out by the configuration? */
bool mv_is_judged(const Engine *engine, const Migration *migration);
void mv_count_set(const Engine *engine, const MigrationSet *set, Statistics *statistics);
void mv_sort_reasons(Statistics *statistics);

/* ---- report.c ---- */
Finding *mv_engine_finding(Engine *engine, const Rule *rule, Severity severity, const Migration *migration,
			   const Source *source, const char *path, Span span, const char *message);

/* ---- merge.c ---- */
void mv_findings_merge(const Config *config, Arena *arena, FindingVec *findings);

#endif
