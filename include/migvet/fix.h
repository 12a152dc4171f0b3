/*
 * fix.h: the repaired migration.
 *
 * A safe fix ends in the same schema, which replay proves in the tests. A
 * suggested one is what the finding advises: edits of the rule, or its steps,
 * of which the first replace the statement and the others become new
 * migrations behind the last one, named and marked as the layout wants it.
 *
 * What cannot be fixed by itself is left: findings in SQL that a Python file
 * makes (unless its bytes stand in the file), in layouts whose files cannot be
 * added by hand (a journal, a checksum file), and those whose migration goes on
 * to use the object.
 */
#ifndef MIGVET_FIX_H
#define MIGVET_FIX_H

#include "migvet/finding.h"

typedef struct FileEdit {
	const char *path;     /* shown */
	const char *file;     /* as opened, or to be made */
	const Source *source; /* NULL: a new file */
	VEC(Edit) edits;      /* sorted, not overlapping; of a new file: one, at {0,0} */
} FileEdit;

typedef struct FixPlan {
	VEC(FileEdit) files; /* sorted by path */
	uint32_t fixed, left; /* findings */
} FixPlan;

/* What is known of the histories for the planning of many fixes. */
typedef struct FixIndex FixIndex;
FixIndex *mv_fix_index(Arena *arena);
/*
 * The fix of one finding by itself: its edits, or its steps, with the new migrations behind. False: it has none that
 * can be made. For reports; `title` and `safety` say what it is.
 */
bool mv_fix_plan_one(FixIndex *index, const Finding *finding, Arena *arena, FixPlan *plan, const char **title, FixSafety *safety);

/* What to change for the findings that are not suppressed; `most`: FIX_SUGGESTED includes the safe ones. */
void mv_fix_plan(const FindingVec *findings, FixSafety most, Arena *arena, FixPlan *plan);
/* Writes the files. Each appears whole or not at all; directories are made. */
bool mv_fix_apply(const FixPlan *plan, Error *err);
/* The same as a unified diff, for `patch -p1` or `git apply`. */
void mv_fix_diff(const FixPlan *plan, Arena *arena, StrBuf *out);

#endif
