/* followup.h: new migrations behind the last one of a history. Private to analyzer/fix. */
#ifndef MIGVET_FIX_FOLLOWUP_H
#define MIGVET_FIX_FOLLOWUP_H

#include "migvet/fix.h"

typedef struct Followup {
	const MigrationSet *set;
	const Migration *behind; /* Python: one of its app */
	uint32_t number;      /* 1: the first new one */
	const char *title;    /* "validate_orders_coupon": words with '_' */
	const char *sql;
	const SafeStep *step; /* Python: what it is made of, instead of `sql` */
	const char *previous; /* Python: the name of the new migration before this one; NULL: it is the first */
	bool alone;           /* outside of a transaction */
} Followup;

/* Can the layout's next migration be named and marked here? */
bool mv_followup_possible(const MigrationSet *set, bool alone);
/* Must a migration outside of a transaction hold one statement only? */
bool mv_followup_single(const MigrationSet *set);
/* Adds the files of a new migration to the plan; call only when possible. */
void mv_followup_add(const Followup *followup, Arena *arena, FixPlan *plan);
/* The same for a migration of Django or Alembic; gives the name by which others depend on the new one. */
bool mv_python_followup_possible(const Migration *migration);
const char *mv_python_followup_add(const Followup *followup, Arena *arena, FixPlan *plan);
/* One more in the last number of a version: "0009" -> "0010". */
char *mv_followup_count_up(Arena *arena, const char *version);
/* Nobody's file yet; `text` is all of it. */
FileEdit *mv_fix_new_file(FixPlan *plan, Arena *arena, const char *path, const char *file, const char *text);

#endif
