/*
 * place.h: what all reporters need to know about a finding's place and words.
 */
#ifndef MIGVET_SARIF_PLACE_H
#define MIGVET_SARIF_PLACE_H

#include "migvet/layout.h"
#include "migvet/reporter.h"

/* Indexes the source's lines when that was not done yet. */
Place mv_place(const Report *report, const Source *source, const char *path, Span span, ColumnUnit unit);
/* From the repository's root, for services that know nothing of the working directory. */
const char *mv_repository_path(const Report *report, const char *path);
/* Did the rule find something that is to be reported? */
bool mv_rule_is_reported(const Report *report, const Rule *rule);
/* The line of `concise`. */
void mv_add_concise(const Report *report, const Finding *finding, StrBuf *out);

/* ---- the run in all ---- */

typedef struct Counts {
	uint32_t of[SEVERITY_ERROR + 1], total, files;
} Counts;
Counts mv_count(const Report *report);
/* "3 findings (2 errors, 1 warning) in 2 files" */
void mv_add_counts(const Report *report, StrBuf *out);
/* "judged 2 migrations of 40, 1 allowed by comments" */
void mv_add_judged(const Report *report, StrBuf *out);
/* What --statistics shows, some lines. */
void mv_add_statistics(const Report *report, StrBuf *out);

/* ---- text of others, safely in a format ---- */

/* In XML and HTML: character data or what stands in double quotes, and ` name="value"`. What they cannot hold becomes '?'. NULL adds nothing. */
void mv_add_markup(StrBuf *out, const char *text);
void mv_add_attribute(StrBuf *out, const char *name, const char *value);
/* Words of a finding in HTML: what stands in single quotes is code; nothing becomes a mention or a reference. */
void mv_add_words(StrBuf *out, const char *text);
/* The character at `*at` of well-formed UTF-8, which moves behind it. */
uint32_t mv_next_character(Str text, size_t *at);

struct cJSON;
/* `sizes` and `severity_without_sizes` of a finding that has them. */
void mv_add_sizes(struct cJSON *object, const Finding *finding);

/*
 * The line fingerprints of GitHub's code scanning (github/codeql-action,
 * src/fingerprints.ts): hashes[i] is that of line i + 1, as lower case hex
 * with the ordinal among equal ones, "c129715d7a2bc9a3:1".
 */
const char **mv_line_hashes(Str text, uint32_t *count, Arena *arena);

extern const Reporter mv_reporter_text, mv_reporter_concise, mv_reporter_json, mv_reporter_jsonl, mv_reporter_sarif,
	mv_reporter_github, mv_reporter_gitlab, mv_reporter_junit, mv_reporter_checkstyle, mv_reporter_rdjson,
	mv_reporter_rdjsonl, mv_reporter_azure, mv_reporter_teamcity, mv_reporter_markdown, mv_reporter_html;

/* "2. in the next migration (reads every row):" */
char *mv_step_heading(const Finding *finding, const SafeStep *step, uint32_t number, Arena *arena);
/* What is pasted: the code of the framework with its imports, or the SQL; NULL: nothing is. */
const char *mv_step_text(const SafeStep *step, Arena *arena);
/* What stands above the steps of a migration in Python: how SQL gets there; NULL: nothing. */
char *mv_steps_note(const Finding *finding, Arena *arena);
/* All steps of a finding, a heading and lines of SQL each; not cleaned. */
void mv_add_steps(StrBuf *out, const Finding *finding, const char *indent, const char *sql_indent, Arena *arena);

#endif
