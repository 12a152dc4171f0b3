/*
 * migvet.h: the analyzer as a library (libmigvet). This header is all of its
 * interface, which only grows: functions and fields are added at the end, and
 * none changes its meaning within one soname. The other headers of this folder
 * are migvet's own vocabulary; they are not installed.
 *
 *	MvAnalysis *analysis = mv_analysis_new();
 *	mv_analysis_add_path(analysis, "db/migrations");
 *	if (!mv_analysis_run(analysis))
 *		... mv_analysis_error(analysis) ...
 *	for (size_t i = 0; i < mv_analysis_count(analysis); i++)
 *		... mv_analysis_finding(analysis, i)->message ...
 *	mv_analysis_free(analysis);
 *
 * Ownership: whatever an analysis hands out belongs to it and lives until
 * mv_analysis_free; what it is given is copied. Text is UTF-8.
 *
 * Threads: one analysis belongs to one thread at a time; several analyses may
 * run at once. mv_analysis_run starts threads of its own for large histories
 * (option "jobs") and ends them before it returns. Nothing else is kept
 * between calls, the environment is only read, and no signal is touched.
 * Paths are seen from the process's working directory, which must stay the
 * same while an analysis runs.
 *
 * Errors are returned, and nothing is written to standard output or standard
 * error. The one exception is memory: when there is none left the process ends
 * with a message and exit code 2.
 */
#ifndef MIGVET_MIGVET_H
#define MIGVET_MIGVET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct MvAnalysis MvAnalysis;

typedef enum MvSeverity { MV_INFO = 1, MV_WARNING = 2, MV_ERROR = 3 } MvSeverity;

typedef struct MvFinding {
	const char *rule;        /* "drop-column" */
	MvSeverity severity;
	const char *message;     /* what happens in production */
	const char *help;        /* what to do instead; or NULL */
	const char *path;        /* of the file, from the working directory */
	uint32_t line, column;   /* from 1; columns count code points */
	uint32_t end_line, end_column; /* behind its last character */
	bool whole_file;         /* no place in it is meant: line and column are 1 */
	const char *sqlstate;    /* of a certain failure; or NULL */
	const char *fingerprint; /* stays the same when lines move */
} MvFinding;

/* "0.1.0" */
const char *mv_library_version(void);

MvAnalysis *mv_analysis_new(void);
void mv_analysis_free(MvAnalysis *analysis); /* NULL: nothing happens */

/*
 * An option of `migvet check`, by its name without dashes: "config" (file),
 * "no-config" ("true"), "since", "postgres-version", "baseline-schema",
 * "baseline", "fail-on", "today", "jobs". False: there is no such option, or
 * it does not take this value; mv_analysis_error says why.
 */
bool mv_analysis_set(MvAnalysis *analysis, const char *option, const char *value);

/* A directory or file of migrations to judge; none: they are searched as `migvet check` does. */
void mv_analysis_add_path(MvAnalysis *analysis, const char *path);

/*
 * A migration whose text is `length` bytes at `text`. It takes the place of
 * the file of this path, which need not exist, and neither need its directory.
 * What is judged is what mv_analysis_add_path says; only texts and no path:
 * the directories of the texts.
 */
void mv_analysis_add_text(MvAnalysis *analysis, const char *path, const char *text, size_t length);

/* False: it could not be done, mv_analysis_error says why. Once for an analysis. */
bool mv_analysis_run(MvAnalysis *analysis);
/* What went wrong last, one line or several; "" when nothing did. */
const char *mv_analysis_error(const MvAnalysis *analysis);

/* What was found and is neither suppressed nor in the baseline, by place. */
size_t mv_analysis_count(const MvAnalysis *analysis);
const MvFinding *mv_analysis_finding(const MvAnalysis *analysis, size_t index); /* NULL: there is none */
/* Is there one at or above "fail-on"? A gate asks this, after mv_analysis_run succeeded. */
bool mv_analysis_fails(const MvAnalysis *analysis);

/*
 * A report in a format of `migvet check`: "text", "json", "sarif", ... NULL: there is none of this name, or nothing was
 * judged: mv_analysis_run was not called, or failed.
 */
const char *mv_analysis_report(MvAnalysis *analysis, const char *format);

#ifdef __cplusplus
}
#endif

#endif
