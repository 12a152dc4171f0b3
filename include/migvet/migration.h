/*
 * migration.h: what discovery finds: migrations, their parts, their runner's rules.
 */
#ifndef MIGVET_MIGRATION_H
#define MIGVET_MIGRATION_H

#include "migvet/source.h"

/* Does the runner put a transaction around it? */
typedef enum TransactionMode {
	TRANSACTION_UNKNOWN, /* e.g. plain SQL files: depends on who runs them */
	TRANSACTION_NONE,    /* each statement commits by itself */
	TRANSACTION_IMPLICIT,/* the whole file is sent as one query string: one implicit transaction block */
	TRANSACTION_FILE,    /* BEGIN ... COMMIT around the migration */
	TRANSACTION_ALL,     /* one transaction around all pending migrations */
} TransactionMode;

typedef enum MigrationKind {
	MIGRATION_VERSIONED,
	MIGRATION_REPEATABLE, /* applied again whenever its text changes; after the versioned ones */
	MIGRATION_BASELINE,   /* stands for all versions up to its own (Flyway B) */
	MIGRATION_OPAQUE,     /* a step in another language: keeps its place, effect unknown */
} MigrationKind;

typedef struct Layout Layout;
typedef struct Statement Statement;
typedef struct Change Change;

/*
 * A stretch of a file that is parsed as one text. A missing semicolon before a
 * section marker or breakpoint does not matter, because sections are separate.
 */
typedef struct Section {
	Span span;       /* in the migration's source */
	uint32_t source; /* 0: Migration.source, 1: Migration.down_source, 2: Migration.generated */
	bool down;
	bool single;     /* exactly one statement, whatever semicolons it holds (StatementBegin/End) */
	TransactionMode transaction; /* UNKNOWN: as the migration */
	/* Of generated sections: */
	Span operation;  /* what stands for it in Migration.source */
	const char *condition; /* it happens only under a condition that is not known, this one; NULL: it happens */
	bool loop;       /* it may happen many times */
	bool swallowed;  /* errors are caught */
	const char *opaque; /* there is no SQL: why; NULL: there is */
	bool may_change_schema; /* of an opaque one */
	bool implied;     /* the framework adds it by itself: the author cannot leave it out */
	const char *hole; /* why a part of its text is not known (MV_SQL_HOLE stands there); NULL: all is */
} Section;

/* An identifier that no file holds: stands in made SQL for what is not known. */
#define MV_SQL_HOLE "__migvet_unknown__"

/* What a history in Python needs besides its files. */
typedef struct PythonProject {
	const char *bound;              /* absolute: nothing outside of it is opened */
	VEC(const char *) import_roots; /* absolute directories in which `import x` looks, in order */
	const char *version;  /* of Django or SQLAlchemy, "4.2"; from the configuration or requirements; NULL: the newest known */
	const char *env_file; /* Alembic: absolute path of env.py, or NULL */
	const char *settings; /* Django: dotted name of the settings module, or NULL */
	VEC(const char *) absent_apps; /* Django: labels of apps that migrations depend on and whose migrations are not there */
} PythonProject;

/* A problem that a reader of files met: becomes a Finding of rule `rule`. */
typedef struct Problem {
	const char *rule;    /* "syntax-error", "unreadable-file", "duplicate-version", ... */
	const char *message;
	const char *help;    /* or NULL */
	const Source *source;/* NULL: the migration's */
	Span span;
	const char *sqlstate;/* or NULL */
} Problem;

typedef struct Migration {
	const Layout *layout;
	const struct MigrationSet *set;
	const char *version; /* "" when it has none (repeatables) */
	const char *app;     /* Django: label of its app; else NULL */
	const char *name;    /* words of the file name, for people */
	MigrationKind kind;
	TransactionMode transaction;
	const char *language;    /* of an opaque step: "go", "typescript"; else NULL */
	Source *source;          /* the up part's file; NULL when it could not be read */
	Source *down_source;     /* a separate down file, or NULL */
	Source *generated;       /* Python: the SQL that it comes to, with a map to the files; else NULL */
	struct PyFile *python;   /* Python: the parsed file; else NULL */
	/* Python, once its history was lowered: what the framework applies before it, and what it stands for ("shop.0001_initial"). */
	VEC(const struct Migration *) needs;
	VEC(const char *) replaces;
	/* For going back: a part of its own, perhaps without a statement. `down_span` is where, in down_source or source. */
	bool has_down;
	Span down_span;
	bool under_review;       /* judged; otherwise only replayed */
	uint32_t number;         /* position in the order of the whole run, from 0 */
	VEC(Section) sections;
	/* Filled by the front end: */
	VEC(Statement) statements; /* up and down, in text order; Statement.down tells */
	VEC(Problem) problems;
} Migration;

/* One directory tree of migrations of one runner: one history, one order. */
typedef struct MigrationSet {
	const Layout *layout;
	const char *path; /* of its directory, shown */
	const char *dialect; /* "postgresql", "sqlite", "mysql", ...: only the first is judged */
	const char *history_table; /* as configured, "schema.name" or "name"; NULL: the layout's */
	VEC(Migration *) migrations; /* in the order in which the runner applies them */
	PythonProject *python; /* NULL: not a history in Python */
	VEC(Migration *) replaced; /* Python, lowered: files of which another one stands for; not in `migrations` */
	uint32_t operations, operations_resolved; /* Python: of the framework, for --statistics */
	bool history_complete; /* false: tables may exist that no migration created */
} MigrationSet;

/* Is it a file in Python? A baseline schema in front of such a history is none. */
static inline bool mv_migration_is_python(const Migration *migration)
{
	return migration->set && migration->set->python && migration->source &&
	       mv_str_ends(mv_str(migration->source->path), STR(".py"));
}

/*
 * Where a span of `*source` stands in the migration's own file: of SQL made of
 * Python the place it comes from, or its operation when that is in another
 * file; `*source` becomes the file. Of a file: the same.
 */
Span mv_migration_place(const Migration *migration, const Source **source, Span span);
/* The Python operation that sends what stands at the span of the made SQL; {0,0}: `source` is a file. */
Span mv_migration_operation(const Migration *migration, const Source *source, Span span);

/* Only PostgreSQL's histories are judged; one whose dialect is not known is taken for one. */
static inline bool mv_set_is_judged(const MigrationSet *set)
{
	return !set->dialect || mv_streq(set->dialect, "postgresql");
}

typedef struct Project {
	VEC(MigrationSet *) sets;
	VEC(Problem) problems; /* that belong to no migration */
} Project;

#endif
