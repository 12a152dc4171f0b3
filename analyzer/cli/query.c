/* query.c: `migvet query SELECT [PATH...]`: the history of the schema, asked in SQL. */
#include "rows.h"

#include "../run.h"

#include "migvet/history.h"
#include "migvet/writer.h"

#include <stdio.h>
#include <string.h>

static const Flag flags[] = {
	FLAG_ROWS_FORMAT,
	{ .name = "tables", .help = "print the tables that a query may read" },
	{ .name = "since", .argument = "REF", .help = "under_review is what is new relative to the merge base with this git ref" },
	FLAG_POSTGRES_VERSION,
	FLAG_BASELINE_SCHEMA,
	FLAG_SIZES,
	FLAG_TIMEOUT,
	FLAG_CONFIG,
	FLAG_NO_CONFIG,
	FLAG_JOBS,
	FLAG_PROJECT,
	FLAG_WORKSPACE,
	{ .name = NULL },
};

static bool collect(void *data, const QueryRow *row)
{
	mv_rows_add(data, row);
	return true;
}

static bool run_query(Run *run, const char *sql, RowsFormat format, Error *err)
{
	History *history = mv_history_new(&run->project, &run->config, &run->findings, run->review_is_unmerged, run->arena, err);
	Rows rows = { .arena = run->arena };
	StrBuf out = { 0 };
	Error why = { 0 };
	long offset = -1;
	bool ok;

	if (!history)
		return false;
	ok = mv_history_columns(history, sql, run->arena, &rows.names, &rows.columns, &offset, &why) &&
	     mv_history_query(history, sql, collect, &rows, &offset, &why);
	mv_history_free(history);
	if (!ok && offset >= 0)
		return mv_fail(err, "%s, at byte %ld of the query", why.message, offset + 1);
	if (!ok)
		return mv_fail(err, "%s", why.message);
	mv_rows_write(&rows, format, &out);
	ok = mv_cli_print(&out) || mv_fail(err, "standard output cannot be written");
	mv_buf_release(&out);
	return ok;
}

static int print_tables(void)
{
	StrBuf out = { 0 };
	bool ok;

	for (const char *const *table = mv_history_tables; *table; table++)
		mv_buf_adds(&out, *table);
	ok = mv_cli_print(&out);
	mv_buf_release(&out);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

static int query_command(const CommandLine *line)
{
	const char *sql = line->arguments.count ? line->arguments.items[0] : NULL;
	RunOptions options = {
		.paths = line->arguments.items + 1,
		.path_count = line->arguments.count ? line->arguments.count - 1 : 0,
		.since = mv_flag_value(line, "since"),
		.config_file = mv_flag_value(line, "config"),
		.no_config = mv_flag_given(line, "no-config"),
		.versions = mv_flag_value(line, "postgres-version"),
		.baseline_schema = mv_flag_value(line, "baseline-schema"),
		.sizes = mv_flag_value(line, "sizes"),
	};
	RowsFormat format = (RowsFormat)mv_flag_choice(line, "format");
	Error err = { 0 };
	Run run = { 0 };
	bool ok;

	if (mv_flag_given(line, "tables"))
		return print_tables();
	if (!sql) {
		mv_fail(&err, "which query? migvet query \"SELECT ..\" [PATH...]; 'migvet query --tables' shows what there is to read");
		return mv_cli_fail(&err);
	}
	ok = mv_flag_int(line, "jobs", 1, 64, 0, &options.jobs, &err) && mv_flag_int(line, "timeout", 1, 86400, 60, &options.timeout, &err) &&
	     mv_run_configure(&run, &options, &err) && mv_run_discover(&run, &options, &err) && mv_run_read(&run, &options, &err) && mv_run_live(&run, &options, &err) &&
	     mv_run_check(&run, NULL, false, &err) && run_query(&run, sql, format, &err);
	if (!ok)
		mv_cli_fail(&err);
	mv_run_release(&run);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_query = {
	.name = "query",
	.arguments = (const Argument[]){ { .name = "SELECT", .help = "one query over the tables that --tables lists" }, ARGUMENT_PATHS, { .name = NULL } },
	.summary = "Ask the change set and the schema's history in SQL.",
	.description = "Replays the migrations into an in-memory SQLite database and runs one SELECT over it. Rows of tables, columns,\n"
		       "constraints, ... are versions: from_change made it, to_change ended it; to_change IS NULL is today.",
	.examples = "migvet query --tables\n"
		    "migvet query \"SELECT \\\"table\\\", name, type FROM columns WHERE to_change IS NULL\" db/migrations\n"
		    "migvet query --format csv \"SELECT kind, count(*) FROM changes GROUP BY kind\"",
	.flags = flags,
	.workspace = WORDS("{arguments}", "{paths}"),
	.run = query_command,
};
