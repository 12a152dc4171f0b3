/*
 * discover.h: what the files of this folder share: the tree of directories
 * that was walked, the layouts' readers, and how a history is put together.
 * Private to analyzer/discover.
 *
 * A run goes: roots -> walk (Directory trees) -> detect (which layout claims
 * which directory) -> collect (that layout's Steps) -> finish (order, duplicate
 * versions, what is under review) -> Project.
 */
#ifndef MIGVET_DISCOVER_H
#define MIGVET_DISCOVER_H

#include "migvet/config.h"
#include "migvet/layout.h"

/* POSIX 2008's base, which the C library shows only with the X/Open extensions. */
char *realpath(const char *restrict path, char *restrict resolved);

typedef struct Directory Directory;

typedef struct File {
	const char *name;
	Directory *directory;
	bool link;      /* a symbolic link: its target is what is read and shown */
	bool tried;     /* read once, with or without success */
	Source *source; /* NULL: not read yet, or not readable */
	const char *failure; /* why it could not be read */
} File;

struct Directory {
	const char *name;  /* last component */
	const char *path;  /* absolute, symbolic links resolved */
	Directory *parent; /* NULL: root of a walk */
	VEC(File) files;   /* sorted by name; only those that may matter */
	VEC(File) scripts; /* sorted by name; the Python files */
	VEC(Directory *) directories; /* sorted by name */
	uint32_t sql_files;/* directly in it */
	bool consumed;     /* belongs to a layout that was found above it */
};

/* One root to walk, and how far symbolic links and look-ups upwards may go. */
typedef struct Root {
	const char *path;  /* absolute, resolved */
	const char *bound; /* repository root above it, or itself */
	bool explicit_;    /* given or configured: plain directories need no evidence */
	bool whole;        /* all below it is meant; else only the histories of single files */
	Directory *tree;
} Root;

/* A file of the git base that is not there any more. */
typedef struct GoneFile {
	const char *hash;       /* of its blob */
	const char *renamed_to; /* absolute path of a file with this content; or NULL */
} GoneFile;

typedef struct Discovery {
	Arena *arena;
	Project *project;
	const DiscoverOptions *options;
	const char *cwd;
	const char *top;        /* the repository's root, or cwd */
	const char *config_directory; /* resolved: the configuration's paths and globs are relative to it */
	const Root *root;       /* being looked at */
	VEC(const char *) review; /* resolved directories given */
	Map review_files;       /* resolved files given; nothing given at all: everything is meant */
	const Map *changed;     /* by git since the base: resolved paths; NULL: not asked */
	const Map *base;        /* of these, what the base has: the hash of its blob */
	const Map *gone;        /* absolute paths that only the base has: GoneFile */
	const char *git_top;
	Map visited;            /* resolved directories */
	Map manifests;          /* path of a Cargo.toml, go.mod, ...: File */
	uint32_t entry_count;
	bool limit_reported;
	Map python_sets;        /* keys of Django projects and Alembic trees that are done */
	Map django_inner;       /* root of a Django project -> the directory of its manage.py, a package inside of it */
	bool passed_over;       /* a file was given that is no migration, or is excluded: nothing to say about it */
	bool followed;          /* a link led out of what was given */
	bool fallback;          /* nothing better was found: SQL files without numbers count too */
	Map memory_files;       /* absolute paths: MemoryFile */
	Map memory_directories; /* absolute paths, up to the root: MemoryDirectory */
	const char *stdin_path; /* resolved place of what came on standard input, or NULL */
} Discovery;

/* ---- walk.c ---- */

#define MV_WALK_DEPTH 48
#define MV_WALK_ENTRIES 2000000

/* The tree below `path`; NULL when it cannot be read (a Problem then). */
Directory *mv_walk(Discovery *d, const char *path, bool keep_all);
/* The same once more, whatever was walked before. */
Directory *mv_walk_again(Discovery *d, const char *path);
File *mv_directory_file(const Directory *directory, const char *name);
/* Among the Python files. */
File *mv_directory_script(const Directory *directory, const char *name);
Directory *mv_directory_child(const Directory *directory, const char *name);
/* Decodes the file once; NULL when it cannot be read, and File.failure says why. */
Source *mv_file_source(Discovery *d, File *file);
/* This directory and all below it belong to a layout now. */
void mv_directory_consume(Directory *directory);
/* Gives what came on standard input its place in the tree, if the file does not exist. */
void mv_tree_add_stdin(Discovery *d);
/* A file that the walk did not keep (a changelog's include); NULL when it leaves the bound or does not exist. */
File *mv_file_at(Discovery *d, const char *path);
const char *mv_file_path(Discovery *d, const File *file);
/* What the configuration's globs are matched with: relative to its directory. */
const char *mv_config_path(Discovery *d, const char *path);
/* Does the configuration exclude it, or a directory above it? The walk need not ask for the latter. */
bool mv_excluded_within(Discovery *d, const char *path);
/* As shown to people: relative to the working directory. */
const char *mv_shown_path(Discovery *d, const char *path);
const char *mv_join(Discovery *d, const char *directory, const char *name);
/* Is `path` `directory` or below it? */
bool mv_path_within(const char *path, const char *directory);
/* Problem of the whole run, at a path. */
void mv_discover_problem(Discovery *d, const char *rule, const char *path, const char *message, const char *help);

/* ---- memory.c ---- */

/* What options->memory has in a directory, which need not be on disk. */
typedef struct MemoryDirectory {
	VEC(const char *) files, directories; /* names */
} MemoryDirectory;
void mv_memory_start(Discovery *d);
/* NULL: there is none. Paths are absolute. */
const MemoryFile *mv_memory_file(const Discovery *d, const char *path);
const MemoryDirectory *mv_memory_directory(const Discovery *d, const char *path);
/* The absolute path of a file or directory in memory, given as on a command line; NULL: there is none. */
const char *mv_memory_resolve(Discovery *d, const char *given);

/* ---- version.c ---- */

typedef enum FilePart { PART_WHOLE, PART_UP, PART_DOWN } FilePart;

/* What a file's name says. "20200101_add_x.postgres.autocommit.up.sql" */
typedef struct FileName {
	Str stem;    /* "20200101_add_x" */
	Str version; /* "20200101"; empty when the name starts with no number */
	Str title;   /* "add_x" */
	bool sql;
	const char *language; /* of a step that is not SQL: "go"; NULL: not a step's ending */
	FilePart part;
	const char *dialect;  /* "postgresql", "mysql", ...; NULL: not said */
	bool autocommit;
} FileName;
FileName mv_name_parse(const char *name);
/* The same for a directory's name: only version and title. */
FileName mv_stem_parse(const char *name);
/* "postgresql" for "postgres", "pg", ...; NULL when it is no dialect's name. */
const char *mv_dialect_named(Str word);
/* The dialect that a directory's name tells ("migrations-mysql"), or NULL. */
const char *mv_dialect_in_name(Str name);
/* dialect.c: the dialect that a history's text shows beyond doubt, when it is not PostgreSQL's; or NULL. */
const char *mv_dialect_in_text(const MigrationSet *set);
/* "add_user-table" is "add user table". */
const char *mv_words(Discovery *d, Str title);

/* ---- collect.c: putting a history together ---- */

/* A migration on its way into the order. */
typedef struct Step {
	Migration *migration;
	File *up, *down;
	File *extra;       /* a file that belongs to it: .conf, metadata.toml; or NULL */
	Tri review;        /* within a changed file: is this part new? UNKNOWN: as the file */
	uint32_t rank;     /* versioned 0, then repeatables */
	const Str *before; /* within a changed file: its text in the base; NULL: new, or the whole file counts */
	const char *key;   /* what is ordered by */
	uint32_t sequence; /* breaks ties */
} Step;

typedef struct Steps {
	Discovery *d;
	MigrationSet *set;
	VersionOrder order;
	bool unique_versions; /* the runner refuses or skips a version that occurs twice */
	VEC(Step) list;
} Steps;

/* A new history rooted at `directory`; it joins the project when it is finished with at least one step. */
Steps mv_steps_new(Discovery *d, const Layout *layout, const Directory *directory, VersionOrder order);
/* Reads `up` and adds its migration; no sections yet. */
Step *mv_steps_add(Steps *steps, File *up, Str version, Str title);
/* A step in another language. */
Step *mv_steps_add_opaque(Steps *steps, File *file, Str version, Str title, const char *language);
void mv_step_set_down(Steps *steps, Step *step, File *down);
/* Adds a section unless it is blank. `source` as in Section. */
Section *mv_section_add(Discovery *d, Migration *migration, uint32_t source, size_t start, size_t end, bool down);
void mv_section_whole(Discovery *d, Migration *migration);
void mv_migration_problem(Discovery *d, Migration *migration, const char *rule, Span span, const char *message,
			  const char *help);
/* Orders, finds duplicate versions, decides what is under review, joins the project. */
void mv_steps_finish(Steps *steps);

/* ---- history.c: what is wrong with a history beside the git base ---- */

/* Edited, removed and late migrations, and numbers left out; of sorted steps whose review is known. */
void mv_history_check(Steps *steps);

/* ---- detect.c ---- */

void mv_detect(Discovery *d, Directory *directory);
/* The nearest readable file of that name in the directory or above it, within the bound. */
File *mv_manifest_above(Discovery *d, const Directory *directory, const char *name);
/* Does a build manifest (Cargo.toml, go.mod, package.json, ...) in or above the directory hold `word`? */
bool mv_manifest_mentions(Discovery *d, const Directory *directory, const char *manifest, const char *word);
/* A sample of a directory's SQL files, read: at most `max`, spread over the directory. */
uint32_t mv_sample_sql(Discovery *d, Directory *directory, File **sample, uint32_t max);

/* What the configuration says of the directory's runner, or NULL. */
const Layout *mv_configured_layout(Discovery *d, const Directory *directory);
/* What tests of a project work on is not the project's history; it can be given by name. */
bool mv_for_tests(const char *directory_name);

/* ---- python.c: what histories in Python have in common ---- */

/* Collects the Django projects and Alembic trees that have files below the root's tree. */
void mv_python_detect(Discovery *d, const Root *root);
/* Could the text be a migration's, going by its words? */
bool mv_python_looks_like_migration(Str text);
bool mv_path_exists(Discovery *d, const char *directory, const char *name);
const char *mv_path_parent(Discovery *d, const char *path);
const char *mv_path_base(const char *path);
/* The directory in which `import` finds the package that `directory` is, or is part of. */
const char *mv_import_root(Discovery *d, const char *directory);
/* A project whose files are below `directory`; its bound and `directory` (and src/ in it) as import roots. */
PythonProject *mv_python_project(Discovery *d, const char *directory);
void mv_python_import_root(Discovery *d, PythonProject *project, const char *directory);
/* `NAME = "text"` at the start of a line: the text; empty when it is none. `indented`: lines that are. */
Str mv_python_assigned(Str text, const char *name);

/* ---- python_version.c ---- */

/* The version of a package ("django") that the files at or above `directory` require; NULL: not told, or any. */
const char *mv_required_version(Discovery *d, const PythonProject *project, const char *directory, const char *package);

/* ---- discover.c ---- */

/* `path`, relative to `directory`, with symbolic links resolved; NULL when it does not exist. */
const char *mv_resolve(Discovery *d, const char *directory, const char *path);

/* ---- git.c ---- */

/*
 * Resolved paths of what differs from the merge base of HEAD and `ref`,
 * untracked files included; in `base` the hashes of those that the base has,
 * in `gone` what only the base has.
 */
bool mv_git_changed(const char *top, const char *ref, Map *changed, Map *base, Map *gone, Arena *arena, Error *err);
/* What a blob holds, as it was committed. */
bool mv_git_blob(const char *top, const char *hash, Str *text, Arena *arena);

#endif
