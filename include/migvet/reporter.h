/*
 * reporter.h: findings to bytes. One file per format under sarif/.
 */
#ifndef MIGVET_REPORTER_H
#define MIGVET_REPORTER_H

#include "migvet/check.h"
#include "migvet/version.h"

typedef struct Report {
	const FindingVec *findings; /* sorted; suppressed and baselined ones are left out */
	const Statistics *statistics;
	const Project *project;
	const Rule *const *rules; /* that may have found something; ends with NULL */
	bool color;        /* text only */
	bool unicode;      /* frames with box characters */
	bool show_statistics;
	bool show_suppressed; /* SARIF: what comments allow and the baseline lists as well, marked so */
	Severity fail_on;
	const char *prefix; /* of paths in formats that want them from the repository's root: "db/"; NULL: none */
	Arena *arena;      /* scratch */
} Report;

typedef struct Reporter {
	const char *name; /* "sarif" */
	const char *help; /* one line */
	bool for_people;  /* CI systems may add what is theirs */
	void (*write)(const Report *report, StrBuf *out);
} Reporter;

typedef struct Place {
	const char *path;
	Position start, end; /* end is exclusive; equal lines unless the span has several */
	bool known;          /* false: only the file is known */
} Place;
Place mv_finding_place(const Report *report, const Finding *finding, ColumnUnit unit);
/* Is it to be reported (neither suppressed nor in the baseline)? */
bool mv_is_reported(const Finding *finding);

/* Where its documentation is; NULL: a policy's is nowhere. */
#define MV_URI "https://github.com/migvet/migvet"
char *mv_rule_uri(const Rule *rule, Arena *arena);
/* The message, and what to do instead on lines of its own. */
const char *mv_finding_words(const Report *report, const Finding *finding);

/* JSON as cJSON prints it, made valid UTF-8 and safe to show: what is not becomes \\uXXXX. */
void mv_add_json(StrBuf *out, const char *json);

extern const Reporter *const mv_reporters[]; /* ends with NULL */
const Reporter *mv_reporter_find(const char *name);
/*
 * The report of `markdown` in no more than `most` bytes (at least some hundred), with a line at its end that says what was
 * left out. The reporter writes what fits into a comment.
 */
void mv_report_markdown(const Report *report, size_t most, StrBuf *out);


#endif
