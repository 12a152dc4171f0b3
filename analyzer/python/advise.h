/*
 * advise.h: what a finding advises, in the words of the migration's framework.
 *
 * Rules advise in SQL. Of a finding whose statement an operation of Django or
 * Alembic sends, each step is said again as code that can be pasted: with the
 * arguments as they stand in the file. Where the framework has no operation,
 * the code sends the SQL. From the same code the finding gets its fix.
 */
#ifndef MIGVET_PYTHON_ADVISE_H
#define MIGVET_PYTHON_ADVISE_H

#include "tree.h"

#include "migvet/finding.h"

/* What the steps of a finding do, by the statement that they stand for. */
typedef enum StepWork {
	STEPS_OTHER,
	STEPS_BUILD_INDEX,     /* CREATE INDEX CONCURRENTLY, alone */
	STEPS_DROP_INDEX,      /* DROP INDEX CONCURRENTLY, alone */
	STEPS_CHECK,           /* ADD CONSTRAINT .. CHECK .. NOT VALID here, VALIDATE later */
	STEPS_FOREIGN_KEY,     /* the same of a foreign key */
	STEPS_UNIQUE,          /* a unique index, alone; ADD CONSTRAINT .. USING INDEX later */
	STEPS_NOT_NULL,        /* proved, validated, set */
	STEPS_REQUIRED_COLUMN, /* ADD COLUMN without NOT NULL here, NOT NULL later */
	STEPS_SECOND_COLUMN,   /* ADD COLUMN beside the old one */
	STEPS_MOVE,            /* the very operation, in another migration */
	STEPS_KEEP,            /* the very operation, here; something more later */
	STEPS_SETTING,         /* SET before it */
} StepWork;

typedef VEC(const char *) StatementVec;

typedef struct Advice {
	Finding *finding;
	const Migration *migration;
	const Source *source;      /* the migration's file */
	const PyNode *root;
	const PyNode *call;        /* the operation */
	const PyNode *item;        /* what is taken out of `list` with it: the call, or the statement that it is */
	const PyNode *list;        /* Django: of 'operations'; Alembic: the block of upgrade(); NULL: it stands elsewhere */
	const char *name;          /* of the operation: "AddIndex", "create_index" */
	StepWork work;
	StatementVec others;       /* what else the operation sends, in order, without semicolons */
	StatementVec others_behind;/* ... behind what the steps stand for */
	bool others_known;         /* false: something that cannot be written again */
	bool alone_in_list;        /* nothing else is in `list` */
	bool bound;                /* the call's names are not all imported: it cannot move to another file */
	const char *carried;       /* the imports that it needs there */
	bool borrowed;             /* the step at hand holds text of the file */
	Arena *arena;
} Advice;

/* Gives the finding's steps their code, and a fix if they can be made; its help, too. */
void mv_django_advise(Advice *advice, Finding *finding);
void mv_alembic_advise(Advice *advice, Finding *finding);

/* ---- the call ---- */

/* A value by its place (or -1) or its name; NULL: not given. */
const PyNode *mv_advice_argument(const PyNode *call, const Source *source, int position, const char *name);
Str mv_advice_source(const Advice *advice, const PyNode *node);
/* As it stands in the file, from the start of its line on; NULL when node is NULL. */
const char *mv_advice_text(const Advice *advice, const PyNode *node);
/* Of a plain string literal, else NULL. */
const char *mv_advice_string(const Advice *advice, const PyNode *node);
bool mv_advice_is_docstring(const PyNode *node);
/* Finds the imports of the names in the call, and whether any is bound to something else. */
void mv_advice_carry(Advice *advice);
/* Is the name bound by an import, as that of the module? */
bool mv_advice_imports(const Advice *advice, const char *module, const char *name);
/* Where a line "from module import name" belongs among the file's imports. */
uint32_t mv_advice_import_place(const Advice *advice, const char *line);

/* A call with some of its arguments changed. */
typedef struct CallText {
	const Advice *advice;
	VEC(Edit) edits; /* in the file */
	bool failed;
} CallText;
void mv_call_rename(CallText *text, const char *name);
/* An argument of the call, or of one inside of it: given another value, or added. */
void mv_call_set(CallText *text, const PyNode *call, const char *keyword, const char *value);
/* The whole, its lines moved to the left margin; NULL: failed. */
const char *mv_call_text(CallText *text);

/* ---- text ---- */

/* Each line but the first is moved to the right. */
char *mv_advice_indent(Arena *arena, const char *text, unsigned columns);
/* As a Python string; a semicolon at the end is left out. */
char *mv_advice_quote(Arena *arena, Str sql);
/* The statements of a step without their semicolons; false: they are not one a line. */
bool mv_advice_split(Arena *arena, const char *sql, StatementVec *statements);
/* "ALTER TABLE t VALIDATE CONSTRAINT c" against "ALTER TABLE * VALIDATE CONSTRAINT *": what the stars stand for. */
enum { MOST_STARS = 4 };
bool mv_advice_match(Arena *arena, const char *sql, const char *pattern, const char **stars);
/* The earlier step's statement that builds the index which ADD CONSTRAINT .. USING INDEX takes over; NULL: none does. */
const char *mv_advice_taken_index(const Advice *advice, const char *sql);
/* The earlier step's statement that adds the constraint which DROP CONSTRAINT takes away again; NULL: none does. */
const char *mv_advice_added_before(const Advice *advice, const char *sql);
/* What takes the statement back: "" nothing needs to; NULL: not known. */
const char *mv_advice_reverse(Arena *arena, const char *sql);
/* A name of SQL as Python has it: without quotes. */
const char *mv_advice_unquote(Arena *arena, const char *name);

/* ---- steps and the fix ---- */

void mv_step_code_add(SafeStep *step, Arena *arena, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The step is whole: says whether it may move to another file, and what it needs there. */
void mv_advice_end_step(Advice *advice, SafeStep *step);
/* A framework's own ways to write a step, of what `making` says; false: it has no words for it. */
typedef struct StepWords {
	void *making;
	bool (*begin_in_sql)(void *making, SafeStep *step);   /* the first step, all in SQL */
	bool (*add_statements)(void *making, SafeStep *step); /* another one */
} StepWords;
/*
 * Writes the steps from `done` on; those before are written already if it was
 * `begun` in the framework's words. All or none have code: false, none.
 */
bool mv_advice_write_steps(Advice *advice, const StepWords *words, bool begun, uint32_t done);
/* The step's sequence can be made by itself: nothing waits for code, and what moves may. */
bool mv_advice_can_fix(const Advice *advice);
/* The span of the item with what goes along when it vanishes. */
Span mv_advice_item_span(const Advice *advice);
unsigned mv_advice_column(const Advice *advice, const PyNode *node);
Fix *mv_advice_fix(Advice *advice, FixSafety safety, const char *title);
void mv_advice_edit(const Advice *advice, Fix *fix, Span span, const char *text);
/* A line of imports, unless the file has it. */
void mv_advice_edit_import(const Advice *advice, Fix *fix, const char *module, const char *name);

#endif
