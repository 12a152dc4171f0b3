/* status.c: `migvet status`: which migrations a database has, and whether they are those of the files. */
#include "cli.h"

#include "../run.h"

#include "migvet/live.h"
#include "migvet/status.h"

#include <string.h>

static const Flag flags[] = {
	FLAG_FORMAT("text", "json", "prometheus"),
	FLAG_OUTPUT,
	{ .name = "exit-code", .help = "exit 1 when something is pending" },
	{ .name = "verify", .help = "exit 1 when something that was applied is missing, outdated, failed or dirty" },
	FLAG_HISTORY_TABLE,
	FLAG_TIMEOUT,
	FLAG_CONFIG,
	FLAG_NO_CONFIG,
	FLAG_COLOR,
	FLAG_JOBS,
	FLAG_PROJECT,
	FLAG_WORKSPACE,
	{ .name = NULL },
};

/* In the order of the flag's words. */
typedef enum StatusFormat { FORMAT_TEXT, FORMAT_JSON, FORMAT_PROMETHEUS } StatusFormat;

static bool write_status(const Status *status, StatusFormat format, const CommandLine *line, Error *err)
{
	const char *file = mv_flag_value(line, "output");
	StrBuf out = { 0 };
	bool ok;

	switch (format) {
	case FORMAT_TEXT:
		mv_status_text(status, mv_terminal_color(mv_flag_value(line, "color"), file != NULL), &out);
		break;
	case FORMAT_JSON:
		mv_status_json(status, &out);
		break;
	case FORMAT_PROMETHEUS:
		mv_status_prometheus(status, &out);
		break;
	}
	ok = file ? mv_write_file(file, &out, err) : mv_cli_print(&out) || mv_fail(err, "standard output cannot be written");
	mv_buf_release(&out);
	return ok;
}

/* What is asked for and certain comes first: it is known also where something else is not. */
static int judge(const Status *status, const CommandLine *line, Error *err)
{
	if (mv_flag_given(line, "verify") && mv_status_is_broken(status))
		return EXIT_FINDINGS;
	if (mv_flag_given(line, "exit-code") && mv_status_is_pending(status) == TRI_YES)
		return EXIT_FINDINGS;
	for (uint32_t i = 0; i < status->histories.count; i++) {
		if (status->histories.items[i].unread) {
			mv_fail(err, "%s: %s", status->histories.items[i].set->path, status->histories.items[i].unread);
			return mv_cli_fail(err);
		}
	}
	if (!mv_flag_given(line, "exit-code") || mv_status_is_pending(status) == TRI_NO)
		return EXIT_CLEAN;
	mv_fail(err, "what is pending cannot be told: the database has a migration of which there is no file");
	return mv_cli_fail(err);
}

/* "12 applied, 2 pending" */
static void say_outcome(const Status *status, int code)
{
	uint32_t counts[STATUS_STATE_COUNT] = { 0 };
	StrBuf text = { 0 };

	for (uint32_t h = 0; h < status->histories.count; h++) {
		for (int state = 0; state < STATUS_STATE_COUNT; state++)
			counts[state] += status->histories.items[h].counts[state];
	}
	for (int state = 0; state < STATUS_STATE_COUNT; state++) {
		if (counts[state])
			mv_buf_addf(&text, "%s%u %s", text.len ? ", " : "", (unsigned)counts[state], mv_status_state_name((StatusState)state));
	}
	mv_cli_outcome("status", code, "%s", text.len ? text.ptr : "no migrations");
	mv_buf_release(&text);
}

static int status_command(const CommandLine *line)
{
	RunOptions run_options = {
		.paths = line->arguments.items,
		.path_count = line->arguments.count,
		.config_file = mv_flag_value(line, "config"),
		.no_config = mv_flag_given(line, "no-config"),
	};
	StatusOptions options = { .url = mv_url_of_arguments(run_options.paths, &run_options.path_count), .history_table = mv_flag_value(line, "history-table"), .explain = true, .partial = true };
	StatusFormat format = (StatusFormat)mv_flag_choice(line, "format");
	Error err = { 0 };
	Run run = { 0 };
	Status status;
	int code = EXIT_FAILED;

	if (mv_flag_int(line, "jobs", 1, 64, 0, &run_options.jobs, &err) && mv_flag_int(line, "timeout", 1, 86400, 60, &options.timeout, &err) &&
	    mv_run_configure(&run, &run_options, &err) && mv_run_discover(&run, &run_options, &err) && mv_run_read(&run, &run_options, &err) &&
	    mv_status_read(&options, &run.project, &status, run.arena, &err) && write_status(&status, format, line, &err)) {
		code = judge(&status, line, &err);
		say_outcome(&status, code);
	} else {
		mv_cli_fail(&err);
	}
	mv_run_release(&run);
	return code;
}

const Command mv_command_status = {
	.name = "status",
	.arguments = (const Argument[]){ { .name = "PATH...", .takes = TAKES_PATH, .help = "the migrations" },
					{ .name = "[URL]", .help = "the database, the last of the words" },
					{ .name = NULL } },
	.summary = "Show which migrations a database has, and whether they are those of the files.",
	.description = "Reads the table in which the runner notes what it applied, in one read-only transaction. Without a URL\n"
		       "the database is that of DATABASE_URL, then of libpq's PG* variables.\n"
		       "States: applied, baseline (there before the history), ignored, pending, out-of-order (pending, and a later\n"
		       "one is applied), rerun (repeatable, and changed), outdated (the file is not the one that ran), missing\n"
		       "(applied, and there is no file), failed, dirty (begun, and not known to have ended), unknown.\n"
		       "Of several histories one that cannot be read is shown as not read, and the others as they are: the exit\n"
		       "code is 2 then, unless what --verify or --exit-code asks for is found in one of the others.",
	.examples = "migvet status db/migrations postgresql://reader@db/shop\n"
		    "migvet status --verify db/migrations\n"
		    "migvet status --format prometheus -o /var/lib/node_exporter/migvet.prom db/migrations",
	.flags = flags,
	.exits = { "nothing that --exit-code or --verify asks for", "pending (--exit-code) or broken (--verify)", "it failed, or cannot be told" },
	.workspace = WORDS("{paths}", "{database}"),
	.run = status_command,
};
