/*
 * finding.h: what migvet says about a place in a migration.
 *
 * A finding says what happens in production (message), what to do instead
 * (help, and the steps of it in SQL), and where else to look (notes). Messages
 * are lower case without a full stop; names stand in single quotes.
 */
#ifndef MIGVET_FINDING_H
#define MIGVET_FINDING_H

#include "migvet/change.h"

typedef enum Severity { SEVERITY_OFF, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR } Severity;
const char *mv_severity_name(Severity severity); /* "off", "info", "warning", "error" */
bool mv_severity_parse(const char *name, Severity *severity);

/* A secondary place: "the foreign key is here". */
typedef struct Note {
	const char *message;
	const struct Rule *rule; /* whose finding it would be if it stood alone; NULL: it belongs to the finding */
	const Source *source; /* NULL: no place */
	Span span;
} Note;

typedef struct Edit {
	Span span; /* replaced */
	const char *text;
} Edit;
typedef enum FixSafety { FIX_SAFE, FIX_SUGGESTED } FixSafety;
typedef struct Fix {
	const char *title;
	FixSafety safety;
	VEC(Edit) edits; /* in the finding's source, not overlapping */
	bool with_steps; /* Python: the finding's later steps become new migrations */
} Fix;

/* Where a step of the safe sequence goes. */
typedef enum StepPlace {
	STEP_HERE,  /* in this migration, instead of what is reported; always the first step */
	STEP_NEXT,  /* in a migration behind that of the step before */
	STEP_ALONE, /* the same, and outside of a transaction */
	STEP_CODE,  /* no SQL of a migration: what the application, or somebody, does between two steps */
} StepPlace;
/* "same-migration", "next-migration", "next-migration-without-transaction", "code" */
const char *mv_step_place_name(StepPlace place);

typedef struct SafeStep {
	StepPlace place;
	const char *sql;     /* complete statements, one a line, each with its semicolon; NULL: STEP_CODE */
	const char *comment; /* what to know about it; or NULL */
	/*
	 * The same in the words of the migration's framework: Django's operations, each with its comma; Alembic's
	 * statements. NULL: the author writes SQL himself.
	 */
	const char *code;
	const char *imports; /* lines that the code needs and the migration's file lacks; or NULL */
	const char *carried; /* lines that the file has, and a new one needs as well; or NULL */
	const char *down;    /* Alembic: what takes it back; NULL: nothing does */
	bool movable;        /* nothing in the code is bound to the file that it was written in */
} SafeStep;

typedef struct Rule Rule;

/* How large a relation is that the finding is about. */
typedef struct FindingSize {
	const char *shown;             /* as the migration calls it */
	const struct KnownSize *size;  /* migvet/sizes.h */
	bool rewritten, scanned, index_built;
	int64_t rebuilt;               /* bytes of its indexes that are built again; 0: none, or not known */
} FindingSize;

typedef struct Finding {
	const Rule *rule;
	Severity severity;
	const Migration *migration; /* NULL: configuration, command line */
	const Source *source;       /* NULL: `path` only */
	const char *path;           /* shown */
	Span span;
	Span statement;             /* the whole statement, for suppressions and context; {0,0}: none */
	Span operation;             /* of a migration in Python: the operation that sends the statement; {0,0}: none */
	const Change *change;       /* what it is about; NULL: no change, or none in particular */
	const char *message;
	const char *help;           /* or NULL; may have several lines */
	const char *subject;        /* "users.email": the object it is about, or NULL */
	const char *sqlstate;       /* of a certain failure, or NULL */
	int version_from, version_to; /* judged versions at which it holds; 0,0: at all that were judged */
	VEC(Note) notes;
	VEC(SafeStep) steps;            /* the safe sequence, in order; none: `help` is all there is */
	Span replaced;              /* what the steps are written instead of: the statement, or one part of an ALTER TABLE */
	VEC(Span) removed;          /* other statements of the file whose work the steps do as well */
	bool steps_move;            /* they repeat the statement, elsewhere: they help when nothing else is wrong with it */
	bool steps_differ;          /* they end in another schema than the statement (a column of another type, ...) */
	bool steps_dropped;         /* a part of them could not be written: they are left away */
	const Fix *fix;             /* or NULL */
	char fingerprint[33];       /* stable when lines move; hex, NUL-terminated */
	VEC(FindingSize) sizes;     /* what is known of them; none: no sizes were given, or none is known */
	uint32_t sizes_left;        /* known ones that are not among them */
	Severity unsized;           /* the severity without them; OFF: they did not change it */
	bool suppressed, baselined; /* kept for --statistics; not reported */
	uint32_t order;             /* of discovery, for stable sorting */
} Finding;

typedef VEC(Finding *) FindingVec;

#endif
