/* pipeline.h: what the parts of `migvet pipeline` came to, and the reports of it. */
#ifndef MIGVET_CLI_PIPELINE_H
#define MIGVET_CLI_PIPELINE_H

#include "migvet/base.h"

typedef enum PartState {
	PART_DONE,
	PART_FOUND,   /* something to report: it makes the exit code 1 */
	PART_FAILED,  /* it could not do its work: 2 */
	PART_SKIPPED, /* there was nothing to do it with, and nobody asked for it */
} PartState;

/* Texts live in the pipeline's arena. */
typedef struct Part {
	const char *name;  /* "drift" */
	PartState state;
	const char *text;  /* one line: the outcome, or why there is none */
	const char *file;  /* what was written, relative to the folder; NULL: nothing */
	const char *said;  /* what it printed, for people; NULL: nothing */
} Part;
typedef VEC(Part) PartVec;

/* "ok", "found", "failed", "skipped" */
const char *mv_part_state_name(PartState state);
/* A part a line, and what the exit code comes from. */
void mv_pipeline_text(const PartVec *parts, int code, bool color, StrBuf *out);
void mv_pipeline_markdown(const PartVec *parts, int code, StrBuf *out);
/* One page: no script, nothing is fetched. */
void mv_pipeline_html(const PartVec *parts, int code, StrBuf *out);

#endif
