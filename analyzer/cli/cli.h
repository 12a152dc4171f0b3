/*
 * cli.h: commands, their arguments and flags as tables. Reading them, help,
 * the manual page and the completions of shells derive from these tables
 * alone: a flag is described once, where its command stands.
 */
#ifndef MIGVET_CLI_H
#define MIGVET_CLI_H

#include "migvet/base.h"

/* What the process tells its caller: a gate must tell a bad migration from a broken tool. */
enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_FAILED = 2 };

/* What an argument or a flag's value is: what can be completed, and what is refused at once. */
typedef enum Takes {
	TAKES_TEXT,
	TAKES_CHOICE,    /* one of `choices`; another one is refused while reading */
	TAKES_FORMAT,    /* a report format, or FORMAT=FILE; mv_reporters has the names */
	TAKES_RULE,      /* the id of a built-in rule */
	TAKES_COMMAND,   /* a command's name */
	TAKES_FILE,
	TAKES_DIRECTORY,
	TAKES_PATH,      /* a file or a directory */
} Takes;

/* `.choices = WORDS("text", "json")` */
#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

typedef struct Flag {
	const char *name;     /* "fail-on", without dashes */
	char letter;          /* 'j', or 0 */
	const char *argument; /* "LEVEL"; NULL: takes none */
	bool optional;        /* the argument may be left away: --fix, --fix=unsafe */
	bool repeated;        /* each one given counts; else the last */
	Takes takes;
	const char *const *choices;
	const char *fallback; /* what holds when it is not given; only shown */
	const char *help;     /* without choices and fallback, which are added */
} Flag;

/* One positional argument. */
typedef struct Argument {
	const char *name; /* as the synopsis has it: "PATH", "[PATH...]": brackets: not needed; dots: may be repeated */
	Takes takes;
	const char *const *choices;
	const char *help;
} Argument;

typedef struct CommandLine CommandLine;
typedef struct Command Command;

struct Command {
	const char *name;            /* of a command in another one both: "history log" */
	const char *summary;         /* one line */
	const char *description;     /* or NULL */
	const Argument *arguments;   /* ends with name NULL; NULL: none */
	const Flag *flags;           /* ends with name NULL; NULL: none */
	const Command *const *commands; /* those in it, ends with NULL; or NULL */
	const char *examples;        /* one a line, or NULL */
	const char *exits[3];        /* what an exit code means here; NULL: the usual, and no code 1 */
	/*
	 * What stands for the arguments in a workspace: "{arguments}" those given, "{paths}", "{path}" (when there is one),
	 * "{database}", "{database?}" (when there is one) of a project; ends with NULL. NULL: projects mean nothing to it.
	 */
	const char *const *workspace;
	/* Several projects of a workspace as one; NULL: one after the other, and what they print is joined. */
	int (*run_projects)(const CommandLine *line, const CommandLine *projects, size_t count);
	int (*run)(const CommandLine *line); /* NULL: one of `commands` must be named */
};

extern const Command *const mv_commands[]; /* ends with NULL; commands.c */
extern const Command mv_command_check, mv_command_init, mv_command_rules, mv_command_explain, mv_command_dump, mv_command_schema, mv_command_locks, mv_command_query,
	mv_command_snapshot, mv_command_drift, mv_command_diff, mv_command_status, mv_command_pipeline, mv_command_history, mv_command_completions, mv_command_config, mv_command_lsp, mv_command_help, mv_command_version;

/* Flags that several commands have. */
#define FLAG_CONFIG { .name = "config", .letter = 'c', .argument = "FILE", .takes = TAKES_FILE, .help = "read this configuration, search for none" }
#define FLAG_NO_CONFIG { .name = "no-config", .help = "read no configuration" }
#define FLAG_SINCE { .name = "since", .argument = "REF", .help = "judge only what is new relative to the merge base with this git ref" }
#define FLAG_FAIL_ON \
	{ .name = "fail-on", .argument = "LEVEL", .takes = TAKES_CHOICE, .choices = WORDS("error", "warning", "info"), \
	  .fallback = "the configuration's, then error", .help = "exit with 1 from this severity on" }
#define FLAG_JOBS { .name = "jobs", .letter = 'j', .argument = "N", .fallback = "processors", .help = "threads that read files" }
#define FLAG_COLOR \
	{ .name = "color", .argument = "WHEN", .takes = TAKES_CHOICE, .choices = WORDS("auto", "always", "never"), .fallback = "auto", \
	  .help = "colour on a terminal" }
#define FLAG_OUTPUT \
	{ .name = "output", .letter = 'o', .argument = "FILE", .takes = TAKES_FILE, .fallback = "standard output", \
	  .help = "write it there, whole or not at all" }
#define FLAG_BASELINE_SCHEMA \
	{ .name = "baseline-schema", .argument = "FILE", .takes = TAKES_FILE, .help = "SQL of what was there before the first migration" }
#define FLAG_SIZES \
	{ .name = "sizes", .argument = "FILE|URL", .takes = TAKES_FILE, .fallback = "the configuration's", \
	  .help = "how large tables are: a snapshot that was written with --sizes, or a database" }
#define FLAG_STDIN_FILENAME \
	{ .name = "stdin-filename", .argument = "FILE", .takes = TAKES_FILE, \
	  .help = "read standard input as if it were this file; its siblings are the history" }
#define FLAG_POSTGRES_VERSION { .name = "postgres-version", .argument = "LIST", .help = "majors: 15, or 14,17, or 14-18; the last one counts" }
#define FLAG_HISTORY_TABLE \
	{ .name = "history-table", .argument = "NAME", .fallback = "the configuration's, then the runner's", \
	  .help = "where the runner notes what it applied, 'name' or 'schema.name'" }
#define FLAG_TIMEOUT \
	{ .name = "timeout", .argument = "SECONDS", .fallback = "60", .help = "for all that the database is asked" }
/* Of commands with `workspace` words; workspace.c takes them away. */
#define FLAG_PROJECT \
	{ .name = "project", .argument = "NAME", .repeated = true, .help = "take paths, configuration and database of this project of migvet-workspace.yaml" }
#define FLAG_WORKSPACE \
	{ .name = "workspace", .argument = "FILE", .takes = TAKES_FILE, .help = "the workspace, instead of the nearest migvet-workspace.yaml" }
/* The first of the words holds when it is not given: mv_flag_choice gives 0 then. */
#define FLAG_FIRST_OF(first, ...) first
#define FLAG_FORMAT(...) \
	{ .name = "format", .letter = 'f', .argument = "FORMAT", .takes = TAKES_CHOICE, .choices = WORDS(__VA_ARGS__), \
	  .fallback = FLAG_FIRST_OF(__VA_ARGS__, NULL), .help = "how it is written" }

/* The migrations, of most commands. */
#define ARGUMENT_PATHS \
	{ .name = "[PATH...]", .takes = TAKES_PATH, \
	  .help = "a directory of migrations, or single files (their siblings are read for the history); none: found from the repository's root" }
extern const Argument mv_path_arguments[]; /* only these */

typedef struct GivenFlag {
	const Flag *flag;
	const char *value; /* NULL when it takes none */
} GivenFlag;

struct CommandLine {
	const Command *command;
	VEC(GivenFlag) flags;
	VEC(const char *) arguments;
	const char *project; /* of a workspace, when it is for one of several; else NULL */
	Arena *arena;
};

/* ---- commands.c ---- */

/* The command that the first words name, and how many words that are; NULL: `err` says why. */
const Command *mv_command_find(int argc, char *const *argv, int *used, Error *err);

/* ---- command_line.c ---- */

/* Parses what follows the command's name. On failure `err` says what to do. */
bool mv_command_line_parse(CommandLine *line, const Command *command, int argc, const char *const *argv, Arena *arena, Error *err);
bool mv_flag_given(const CommandLine *line, const char *name);
/* The last value given, or NULL. */
const char *mv_flag_value(const CommandLine *line, const char *name);
/* Which of the flag's choices was given last; 0, the first, when none was. */
int mv_flag_choice(const CommandLine *line, const char *name);
/* A whole number between `least` and `most`; `fallback` when the flag is not given. */
bool mv_flag_int(const CommandLine *line, const char *name, long least, long most, long fallback, long *value, Error *err);

/* ---- output.c ---- */
/* "migvet: ..." on standard error; returns EXIT_FAILED. */
int mv_cli_fail(const Error *err);
/* Of two exit codes: what is known to be bad is bad, whatever failed; and a gate that forgives a broken tool must not let it through. */
int mv_cli_worse(int code, int other);
/* The same of what is no failure. */
void mv_cli_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Writes to standard output; false (and EXIT_FAILED is due) when that fails. */
bool mv_cli_print(const StrBuf *text);
/* An outcome in a few words, and what it alone would make the exit code. */
typedef struct Outcome {
	const char *part; /* "findings"; a command that does two things has two */
	int code;
	char text[160];   /* "3 errors, 9 warnings" */
} Outcome;
enum { MV_MOST_OUTCOMES = 4 };

/* For a command that runs this one; nobody else is told. `part` is a literal. */
void mv_cli_outcome(const char *part, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* What a command said that another one ran. */
typedef struct Capture {
	StrBuf out;   /* to standard output */
	StrBuf notes; /* to standard error, without "migvet: "; a line each */
	Outcome outcomes[MV_MOST_OUTCOMES];
	uint32_t outcome_count;
} Capture;

/* Runs a command as if these words stood behind its name; gives its exit code. Zero `capture` before. */
int mv_cli_invoke(const Command *command, const char *const *words, size_t count, Capture *capture);
void mv_capture_release(Capture *capture);

/* ---- workspace.c ---- */
/* Runs the command: once, or for each project of a workspace when it is there and no argument says otherwise. */
int mv_cli_run(const CommandLine *line);

/* ---- url.c ---- */
/* The last of the arguments when it is a database, and `*count` is one less then; else DATABASE_URL; NULL: none is named. */
const char *mv_url_of_arguments(const char *const *words, size_t *count);

/* ---- what derives from the tables: help.c, manual.c, completions.c ---- */

void mv_command_help_text(const Command *command, StrBuf *out);
void mv_general_help_text(StrBuf *out);
/* "PATH... [URL]" */
void mv_command_add_synopsis(const Command *command, StrBuf *out);
/* "-f, --format FORMAT", "--fix[=unsafe]" */
void mv_flag_add_form(const Flag *flag, StrBuf *out);
/* "how it is written: text (default), json or yaml" */
void mv_flag_add_help(const Flag *flag, StrBuf *out);
/* What the exit code means; NULL: the command never ends with it. */
const char *mv_command_exit(const Command *command, int code);
/* "a, b or c" */
void mv_words_add(const char *const *words, StrBuf *out);
/* The words that can stand there, for completion; NULL when there is no list of them. */
const char *const *mv_words_of(Takes takes, const char *const *choices, Arena *arena);
/* Calls `visit` for each command, those in others behind them. */
void mv_command_each(void (*visit)(void *data, const Command *command), void *data);
/* migvet.1, for man. */
void mv_manual_text(StrBuf *out);

/* ---- terminal.c ---- */
/* `choice` is --color's value or NULL; then NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, the terminal decide. */
bool mv_terminal_color(const char *choice, bool is_file);
bool mv_terminal_unicode(void);

#endif
