/* locks.c: `migvet locks`: what each statement locks, rewrites and scans, and how long the locks last. */
#include "cli.h"

#include "../run.h"

#include "migvet/locks.h"

#include <string.h>

static const Flag flags[] = {
	{ .name = "since", .argument = "REF", .help = "only what is new relative to the merge base with this git ref" },
	{ .name = "format", .letter = 'f', .argument = "FORMAT", .help = "text (default) or json" },
	{ .name = "postgres-version", .argument = "LIST", .help = "the last one counts" },
	{ .name = "transaction", .argument = "MODE",
	  .help = "file: the runner puts a transaction around each migration; none: each statement commits by itself" },
	{ .name = "baseline-schema", .argument = "FILE", .help = "SQL of what was there before the first migration" },
	{ .name = "config", .letter = 'c', .argument = "FILE", .help = "as for check" },
	{ .name = "no-config", .help = "read no configuration" },
	{ .name = "stdin-filename", .argument = "FILE", .help = "as for check" },
	{ .name = "jobs", .letter = 'j', .argument = "N", .help = "threads that read files" },
	{ .name = NULL },
};

typedef void (*Writer)(const LockHistory *history, Arena *arena, StrBuf *out);

static bool parse_format(const char *format, Writer *writer, Error *err)
{
	if (!format || strcmp(format, "text") == 0)
		*writer = mv_lock_history_text;
	else if (strcmp(format, "json") == 0)
		*writer = mv_lock_history_json;
	else
		return mv_fail(err, "there is no lock report format '%s'; known: text, json", format);
	return true;
}

static bool parse_transaction(const char *mode, TransactionMode *transaction, Error *err)
{
	if (!mode)
		*transaction = TRANSACTION_UNKNOWN;
	else if (strcmp(mode, "file") == 0)
		*transaction = TRANSACTION_FILE;
	else if (strcmp(mode, "none") == 0)
		*transaction = TRANSACTION_NONE;
	else
		return mv_fail(err, "--transaction takes file or none, not '%s'", mode);
	return true;
}

static bool write_locks(Run *run, Writer write, StrBuf *out)
{
	LockHistory history;

	mv_lock_history(&run->project, &run->config, run->review_is_unmerged,
			run->config.versions.items[run->config.versions.count - 1], run->arena, &history);
	write(&history, run->arena, out);
	return mv_cli_print(out);
}

static int locks_command(const CommandLine *line)
{
	RunOptions options = {
		.paths = line->arguments.items,
		.path_count = line->arguments.count,
		.since = mv_flag_value(line, "since"),
		.stdin_filename = mv_flag_value(line, "stdin-filename"),
		.config_file = mv_flag_value(line, "config"),
		.no_config = mv_flag_given(line, "no-config"),
		.versions = mv_flag_value(line, "postgres-version"),
		.baseline_schema = mv_flag_value(line, "baseline-schema"),
	};
	Error err = { 0 };
	Run run = { 0 };
	StrBuf out = { 0 };
	Writer write = NULL;
	bool ok;

	if (!parse_format(mv_flag_value(line, "format"), &write, &err) ||
	    !parse_transaction(mv_flag_value(line, "transaction"), &options.transaction, &err))
		return mv_cli_fail(&err);
	if (options.stdin_filename && options.path_count) {
		mv_fail(&err, "--stdin-filename and paths exclude each other");
		return mv_cli_fail(&err);
	}
	ok = mv_flag_int(line, "jobs", 1, 64, 0, &options.jobs, &err) && mv_run_configure(&run, &options, &err) &&
	     mv_run_discover(&run, &options, &err) && mv_run_read(&run, &options, &err) &&
	     (write_locks(&run, write, &out) || mv_fail(&err, "standard output cannot be written"));
	if (!ok)
		mv_cli_fail(&err);
	mv_buf_release(&out);
	mv_run_release(&run);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_locks = {
	.name = "locks",
	.arguments = "[PATH...]",
	.summary = "Print what each statement locks, rewrites and scans.",
	.description = "Replays the migrations and says for each statement which relations it locks in which mode, what it rewrites,\n"
		       "scans and builds; and for each migration which locks are held until when (to the end of the transaction),\n"
		       "the worst moment for others, and where a deadlock is possible.",
	.examples = "migvet locks --since origin/main\n"
		    "migvet locks --postgres-version 15 --format json db/migrations",
	.flags = flags,
	.run = locks_command,
};
