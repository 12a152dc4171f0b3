/* locks.c: `migvet locks`: what each statement locks, rewrites and scans, and how long the locks last. */
#include "cli.h"

#include "../run.h"

#include "migvet/locks.h"

#include <string.h>

static const Flag flags[] = {
	{ .name = "since", .argument = "REF", .help = "only what is new relative to the merge base with this git ref" },
	FLAG_FORMAT("text", "json"),
	FLAG_POSTGRES_VERSION,
	{ .name = "transaction", .argument = "MODE", .takes = TAKES_CHOICE, .choices = WORDS("file", "none"),
	  .fallback = "the configuration's, then the layout's",
	  .help = "the runner puts a transaction around each file, or none, and each statement commits by itself" },
	FLAG_BASELINE_SCHEMA,
	FLAG_CONFIG,
	FLAG_NO_CONFIG,
	FLAG_STDIN_FILENAME,
	FLAG_JOBS,
	FLAG_PROJECT,
	FLAG_WORKSPACE,
	{ .name = NULL },
};

typedef void (*Writer)(const LockHistory *history, Arena *arena, StrBuf *out);

/* In the order of the flag's words. */
static Writer const writers[] = { mv_lock_history_text, mv_lock_history_json };

static TransactionMode transaction_of(const CommandLine *line)
{
	if (!mv_flag_given(line, "transaction"))
		return TRANSACTION_UNKNOWN;
	return mv_flag_choice(line, "transaction") == 0 ? TRANSACTION_FILE : TRANSACTION_NONE;
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
		.transaction = transaction_of(line),
	};
	Error err = { 0 };
	Run run = { 0 };
	StrBuf out = { 0 };
	bool ok;

	if (options.stdin_filename && options.path_count) {
		mv_fail(&err, "--stdin-filename and paths exclude each other");
		return mv_cli_fail(&err);
	}
	ok = mv_flag_int(line, "jobs", 1, 64, 0, &options.jobs, &err) && mv_run_configure(&run, &options, &err) &&
	     mv_run_discover(&run, &options, &err) && mv_run_read(&run, &options, &err) &&
	     (write_locks(&run, writers[mv_flag_choice(line, "format")], &out) || mv_fail(&err, "standard output cannot be written"));
	if (!ok)
		mv_cli_fail(&err);
	mv_buf_release(&out);
	mv_run_release(&run);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_locks = {
	.name = "locks",
	.arguments = mv_path_arguments,
	.summary = "Print what each statement locks, rewrites and scans.",
	.description = "Replays the migrations and says for each statement which relations it locks in which mode, what it rewrites,\n"
		       "scans and builds; and for each migration which locks are held until when (to the end of the transaction),\n"
		       "the worst moment for others, and where a deadlock is possible.",
	.examples = "migvet locks --since origin/main\n"
		    "migvet locks --postgres-version 15 --format json db/migrations",
	.flags = flags,
	.workspace = WORDS("{paths}"),
	.run = locks_command,
};
