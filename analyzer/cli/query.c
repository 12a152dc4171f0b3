/* query.c: `migvet query SELECT [PATH...]`: the history of the schema, asked in SQL. */
#include "cli.h"

#include "../run.h"

#include "migvet/history.h"
#include "migvet/writer.h"

#include <stdio.h>
#include <string.h>

static const Flag flags[] = {
	FLAG_FORMAT("table", "csv", "json"),
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

/* In the order of the flag's words. */
typedef enum Format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON } Format;

/* What the rows are collected in: a table is as wide as its widest values. */
typedef struct Result {
	Arena *arena;
	uint32_t columns;
	const char *const *names;
	VEC(const char *) values; /* row by row */
} Result;

static bool collect(void *data, const QueryRow *row)
{
	Result *result = data;

	for (uint32_t i = 0; i < row->count; i++)
		*VEC_PUSH(result->arena, &result->values) = mv_arena_strdup(result->arena, row->values[i]);
	return true;
}

/* ---- formats ---- */

static size_t width_of(const char *text)
{
	size_t width = 0;

	for (; text && *text; text++)
		width += ((unsigned char)*text & 0xc0) != 0x80;
	return width;
}

static void add_padded(StrBuf *out, const char *text, size_t width, bool last)
{
	StrBuf clean = { 0 };

	mv_buf_add_clean(&clean, mv_str(text));
	mv_buf_add(out, (Str){ clean.ptr ? clean.ptr : "", clean.len });
	for (size_t i = width_of(clean.ptr); !last && i < width + 2; i++)
		mv_buf_addc(out, ' ');
	mv_buf_release(&clean);
}

static void write_table(const Result *result, StrBuf *out)
{
	size_t *widths = MV_NEW_ARRAY(result->arena, size_t, result->columns);

	for (uint32_t c = 0; c < result->columns; c++)
		widths[c] = width_of(result->names[c]);
	for (uint32_t i = 0; i < result->values.count; i++) {
		size_t width = width_of(result->values.items[i]);

		if (width > widths[i % result->columns])
			widths[i % result->columns] = width;
	}
	for (uint32_t c = 0; c < result->columns; c++)
		add_padded(out, result->names[c], widths[c], c + 1 == result->columns);
	mv_buf_addc(out, '\n');
	for (uint32_t c = 0; c < result->columns; c++) {
		for (size_t i = 0; i < widths[c]; i++)
			mv_buf_addc(out, '-');
		mv_buf_adds(out, c + 1 == result->columns ? "\n" : "  ");
	}
	for (uint32_t i = 0; i < result->values.count; i++) {
		bool last = i % result->columns == result->columns - 1;

		add_padded(out, result->values.items[i] ? result->values.items[i] : "", widths[i % result->columns], last);
		if (last)
			mv_buf_addc(out, '\n');
	}
}

static void add_csv(StrBuf *out, const char *text)
{
	if (!text)
		return;
	if (*text && !text[strcspn(text, ",\"\r\n")]) {
		mv_buf_adds(out, text);
		return;
	}
	mv_buf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			mv_buf_addc(out, '"');
		mv_buf_addc(out, *text);
	}
	mv_buf_addc(out, '"');
}

static void write_csv(const Result *result, StrBuf *out)
{
	for (uint32_t c = 0; c < result->columns; c++) {
		mv_buf_adds(out, c ? "," : "");
		add_csv(out, result->names[c]);
	}
	mv_buf_addc(out, '\n');
	for (uint32_t i = 0; i < result->values.count; i++) {
		mv_buf_adds(out, i % result->columns ? "," : "");
		add_csv(out, result->values.items[i]);
		if (i % result->columns == result->columns - 1)
			mv_buf_addc(out, '\n');
	}
}

static void write_json(const Result *result, StrBuf *out)
{
	Writer writer = { .out = out, .style = WRITER_JSON };

	mv_write_list(&writer, NULL);
	for (uint32_t i = 0; i < result->values.count; i++) {
		if (i % result->columns == 0)
			mv_write_object(&writer, NULL);
		if (result->values.items[i])
			mv_write_text(&writer, result->names[i % result->columns], result->values.items[i]);
		else
			mv_write_null(&writer, result->names[i % result->columns]);
		if (i % result->columns == result->columns - 1)
			mv_write_end(&writer);
	}
	mv_write_end(&writer);
	mv_buf_addc(out, '\n');
}

/* ---- the command ---- */

static bool show(const Result *result, Format format, Error *err)
{
	StrBuf out = { 0 };
	bool ok;

	switch (format) {
	case FORMAT_TABLE:
		write_table(result, &out);
		break;
	case FORMAT_CSV:
		write_csv(result, &out);
		break;
	case FORMAT_JSON:
		write_json(result, &out);
		break;
	}
	ok = mv_cli_print(&out) || mv_fail(err, "standard output cannot be written");
	mv_buf_release(&out);
	return ok;
}

static bool run_query(Run *run, const char *sql, Format format, Error *err)
{
	History *history = mv_history_new(&run->project, &run->config, &run->findings, run->review_is_unmerged, run->arena, err);
	Result result = { .arena = run->arena };
	Error why = { 0 };
	long offset = -1;
	bool ok;

	if (!history)
		return false;
	ok = mv_history_columns(history, sql, run->arena, &result.names, &result.columns, &offset, &why) &&
	     mv_history_query(history, sql, collect, &result, &offset, &why);
	mv_history_free(history);
	if (!ok && offset >= 0)
		return mv_fail(err, "%s, at byte %ld of the query", why.message, offset + 1);
	return ok ? show(&result, format, err) : mv_fail(err, "%s", why.message);
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
	Format format = (Format)mv_flag_choice(line, "format");
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
