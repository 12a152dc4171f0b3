/*
 * cli.h: commands and their flags, described in tables from which parsing,
 * help, and (later) the manual page and completions derive.
 */
#ifndef MIGVET_CLI_H
#define MIGVET_CLI_H

#include "migvet/base.h"

/* What the process tells its caller: a gate must tell a bad migration from a broken tool. */
enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_FAILED = 2 };

typedef struct Flag {
	const char *name;     /* "fail-on", without dashes */
	char letter;          /* 'j', or 0 */
	const char *argument; /* "LEVEL"; NULL: takes none */
	bool optional;        /* the argument may be left away: --fix, --fix=unsafe */
	const char *help;
} Flag;

typedef struct CommandLine CommandLine;

typedef struct Command {
	const char *name;
	const char *arguments; /* "[PATH...]" */
	const char *summary;   /* one line */
	const char *description;
	const char *examples;  /* one a line */
	const Flag *flags;     /* ends with name NULL */
	int (*run)(const CommandLine *line);
} Command;

extern const Command *const mv_commands[]; /* ends with NULL; commands.c */
extern const Command mv_command_check, mv_command_rules, mv_command_explain, mv_command_dump, mv_command_schema, mv_command_locks, mv_command_query, mv_command_snapshot, mv_command_drift, mv_command_diff, mv_command_pipeline,
	mv_command_status, mv_command_help, mv_command_version;

typedef struct GivenFlag {
	const Flag *flag;
	const char *value; /* NULL when it takes none */
} GivenFlag;

struct CommandLine {
	const Command *command;
	VEC(GivenFlag) flags;
	VEC(const char *) arguments;
	Arena *arena;
};

/* Parses what follows the command's name. On failure `err` says what to do. */
bool mv_command_line_parse(CommandLine *line, const Command *command, int argc, const char *const *argv, Arena *arena, Error *err);
bool mv_flag_given(const CommandLine *line, const char *name);
/* The last value given, or NULL. */
const char *mv_flag_value(const CommandLine *line, const char *name);
/* A whole number between `least` and `most`; `fallback` when the flag is not given. */
bool mv_flag_int(const CommandLine *line, const char *name, long least, long most, long fallback, long *value, Error *err);

void mv_command_help_text(const Command *command, StrBuf *out);

/* ---- output.c ---- */
/* "migvet: ..." on standard error; returns EXIT_FAILED. */
int mv_cli_fail(const Error *err);
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

/* ---- url.c ---- */
/* The last of the arguments when it is a database, and `*count` is one less then; else DATABASE_URL; NULL: none is named. */
const char *mv_url_of_arguments(const char *const *words, size_t *count);

/* ---- terminal.c ---- */
/* `choice` is --color's value or NULL; then NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, the terminal decide. */
bool mv_terminal_color(const char *choice, bool is_file);
bool mv_terminal_unicode(void);

#endif
