/*
 * layout.h: a runner's conventions, one `const Layout` per family of files
 * under analyzer/discover/.
 */
#ifndef MIGVET_LAYOUT_H
#define MIGVET_LAYOUT_H

#include "migvet/migration.h"

/* What the runner does with a migration that is new, and sorts before one that it has applied. */
typedef enum LateMigration {
	LATE_UNKNOWN,
	LATE_APPLIED, /* later, when it finds it */
	LATE_REFUSED, /* it stops until somebody tells it to go on */
	LATE_SKIPPED, /* it never applies it: it remembers only how far it has come */
} LateMigration;

/* What the runner remembers of a migration's text, to notice that it was changed. */
typedef enum Checksum {
	CHECKSUM_NONE,
	CHECKSUM_BYTES,
	CHECKSUM_LINES,      /* line ends do not count */
	CHECKSUM_STATEMENTS, /* nor do comments and blank space */
} Checksum;

struct Layout {
	const char *name;   /* "flyway": as in the configuration */
	const char *runner; /* "Flyway": for people */
	const char *history_table; /* "flyway_schema_history", or NULL */
	TransactionMode transaction; /* default of the runner */
	bool python;
	bool own_session;   /* each migration gets a session of its own: what it SETs ends with it */
	LateMigration late;
	Checksum checksum;
	bool by_name;       /* a migration is known by its whole name, not by its version alone */
	bool contiguous;    /* a number that is left out is an error */
	const char *no_transaction; /* how a migration says that it wants none, for people; NULL: it cannot */
	const char *sends_sql;      /* Python: how a migration sends SQL, for people: "'op.execute'"; NULL: it is SQL */
};

extern const Layout *const mv_layouts[]; /* ends with NULL */
const Layout *mv_layout_find(const char *name);

typedef enum VersionOrder {
	ORDER_LISTED,  /* as found: a journal or plan says */
	ORDER_NUMBER,  /* one number of any length; leading zeros do not count */
	ORDER_DOTTED,  /* numbers separated by '.' or '_'; missing ones are 0 */
	ORDER_NATURAL, /* runs of digits as numbers, the rest byte by byte */
	ORDER_TEXT,    /* byte by byte */
} VersionOrder;
int mv_version_compare(const char *a, const char *b, VersionOrder order);

/* A file that takes the place of the one on disk, or is not there at all. */
typedef struct MemoryFile {
	const char *path; /* absolute, or from the working directory */
	Str text;
} MemoryFile;

/* How much of the repository is looked at. */
typedef struct DiscoverOptions {
	const char *const *paths;   /* directories and files as given; NULL or empty: from the repository root */
	size_t path_count;
	const char *since;          /* git ref, or NULL */
	const struct Config *config;
	const char *stdin_filename; /* or NULL */
	Str stdin_text;
	const MemoryFile *memory;   /* of the same path the last one */
	size_t memory_count;
	TransactionMode transaction; /* instead of the layout's and the configuration's; UNKNOWN: theirs */
} DiscoverOptions;

/*
 * Finds migrations, their order, parts and rules; reads the files' texts.
 * What is wrong with single files becomes Problems; false only when the run
 * cannot go on (a path given does not exist, git fails, bad ref).
 */
bool mv_discover(const DiscoverOptions *options, Project *project, Arena *arena, Error *err);

/*
 * Writes the files of a git revision that migrations may be made of, as they
 * are in git's objects, into the empty directory `into`: those at or below
 * `path` (from the working directory), and of a history in Python all that
 * could be imported. `found` becomes the path there. Nothing of the
 * repository is run, and links are left out.
 */
bool mv_revision_write(const char *ref, const char *path, const char *into, const char **found, Arena *arena, Error *err);

/*
 * What a file held in the commits that changed it, the last one first, until
 * `use` answers false or `most` were seen. Answers how many were; 0 also where
 * there is no git or no repository.
 */
typedef bool GitVersionUser(void *data, Str bytes);
uint32_t mv_git_each_version(const char *file, uint32_t most, GitVersionUser *use, void *data, Arena *arena);

/* The commit that brought a file, whatever it was called then; all NULL: not known. */
typedef struct GitIntroduction {
	const char *revision, *author, *subject;
	const char *time; /* "2026-11-21T17:00:00Z" */
} GitIntroduction;
/* Of files as they are opened, all in one repository; NULL is nobody's. */
void mv_git_introductions(const char *const *files, uint32_t count, GitIntroduction *found, Arena *arena);
/* The files of a git revision at or below `path`, from the directory `root`. False: there is no such revision. */
bool mv_git_files(const char *root, const char *ref, const char *path, Map *files, Arena *arena);
/* The directory at or above `path` (absolute) that holds .git, or NULL. */
const char *mv_git_top(const char *path, Arena *arena);

/* "unknown", "none", "implicit", "migration", "all": as `migvet dump` says it */
const char *mv_transaction_mode_name(TransactionMode mode);

/* Gives all migrations their numbers, again after a history was put into another order. */
void mv_project_number(Project *project);

/* Sets, order, parts: what `migvet dump sources` prints. */
void mv_project_dump(const Project *project, StrBuf *out);

#endif
