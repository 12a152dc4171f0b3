/*
 * check.h: judging: replay and rules in one loop, then suppressions,
 * baseline, sorting.
 */
#ifndef MIGVET_CHECK_H
#define MIGVET_CHECK_H

#include "migvet/config.h"
#include "migvet/rule.h"

/* Why operations of Django or Alembic, or parts of what they send, are not known. */
typedef struct ReasonCount {
	const char *reason; /* names in it are left out: what is alike counts as one */
	uint32_t count;
} ReasonCount;

typedef struct Statistics {
	uint32_t files, migrations, reviewed, statements, changes;
	uint32_t resolved, partly, unresolved;
	uint32_t suppressed, baselined;
	uint32_t sized, unsized; /* tables of the histories whose size is known; of which the snapshot says nothing */
	bool sizes_empty;        /* no table of a history has a row, so that the sizes were not used for it */
	uint32_t operations, operations_resolved; /* of histories in Python */
	VEC(ReasonCount) reasons; /* of those that are not; the most frequent first */
} Statistics;

/* Those of two runs together; reasons are shared. */
void mv_statistics_add(Statistics *sum, const Statistics *more, Arena *arena);

/* Replays every set of the project and judges what is under review, for each configured version. */
void mv_check(const Project *project, const Config *config, bool review_is_unmerged, Arena *arena, FindingVec *findings,
	      Statistics *statistics);
/* Replay alone: the schema after migration `version` of a set (NULL: the last); `revert`: and after its down part. */
void mv_replay(const MigrationSet *set, const char *version, bool revert, int server_version, Arena *arena, Schema *schema);

/*
 * Someone who looks on while a project is replayed, for one server version. Called for what goes up in migrations under
 * review, in order; what `context` points to is that of the moment, and memory of context->arena lives as long as mv_watch's.
 */
typedef struct Watcher {
	void *data;
	/* Before the first change of a statement; session->transaction is the statement's. NULL: not asked for. */
	void (*statement)(void *data, const RuleContext *context, const Statement *statement);
	/* Before each change that happens or may happen; `failure` is NULL when none is certain. */
	void (*change)(void *data, const RuleContext *context, const Change *change, const Failure *failure);
	/* After it was applied to the schema; NULL: not asked for. */
	void (*applied)(void *data, const RuleContext *context, const Change *change);
	bool all; /* what is not under review as well */
	bool locks_only; /* failures are not asked for, which costs: `failure` is NULL */
	bool (*wanted)(const void *data, const Migration *migration); /* this decides instead; NULL: nothing does */
} Watcher;
void mv_watch(const Project *project, const Config *config, bool review_is_unmerged, int server_version, Arena *arena,
	      const Watcher *watcher);

/* Places in SQL that was made of Python become places in the Python file. mv_check has done so. */
void mv_findings_locate(Arena *arena, FindingVec *findings);

/* Post-processing, in this order. Each marks or adds findings. */

/* `-- migvet: allow RULE[, RULE] -- reason`: marks what they allow, reports those that are unknown or of no use. */
void mv_suppress(const Project *project, const Config *config, Arena *arena, FindingVec *findings);
/* What a statement does besides becomes notes of the finding about it (Rule.aside). */
void mv_findings_fold(Arena *arena, FindingVec *findings);
void mv_fingerprint(FindingVec *findings);
/*
 * Marks the findings that `file` lists. Its entries for judged files that are found no more are reported or, with
 * `prune`, taken out of the file.
 */
bool mv_baseline_apply(const char *file, const Project *project, const Config *config, Arena *arena,
		       FindingVec *findings, bool prune, Error *err);
/* "2027-01-31"? */
enum { MV_DAY_LENGTH = 10 };
bool mv_is_day(Str text);
/* That, or "2027-01-31T15:30"? */
bool mv_is_day_or_time(Str text);
/*
 * Writes comments that allow the present findings, with this reason, into the migrations. `written` counts findings,
 * `left` those that have no place where a comment can stand (in SQL that a Python file makes, in files of other kinds).
 */
bool mv_suppressions_write(const FindingVec *findings, const char *reason, uint32_t *written, uint32_t *left, Error *err);
/* The same of one finding as an edit of its source. False: there is no place for a comment. */
bool mv_suppression_edit(const Finding *finding, const char *reason, Arena *arena, Edit *edit);
/* The file appears whole or not at all. Suppressed findings are left out. */
bool mv_baseline_write(const char *file, const FindingVec *findings, Error *err);
void mv_findings_sort(FindingVec *findings);

#endif
