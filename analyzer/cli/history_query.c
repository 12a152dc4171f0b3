/* history_query.c: `history query`: a SELECT over the store; `history export`: its events for other programs, one a line. */
#include "history.h"

#include <string.h>

/* ---- query ---- */

static const Flag query_flags[] = {
	FLAG_ROWS_FORMAT,
	{ .name = "tables", .help = "print the tables that a query may read" },
	HISTORY_FLAGS,
	{ .name = NULL },
};

static bool collect(void *data, const QueryRow *row, Error *err)
{
	(void)err;
	mv_rows_add(data, row);
	return true;
}

static bool answer_query(Asking *asking, Error *err)
{
	Rows rows = { .arena = asking->arena };

	if (!asking->store.backend->ask(&asking->store, asking->line->arguments.items[0], collect, &rows, err))
		return false;
	if (rows.columns || asking->format == ROWS_JSON)
		mv_rows_write(&rows, (RowsFormat)asking->format, &asking->out);
	else
		mv_cli_note("no rows");
	return true;
}

static int query_command(const CommandLine *line)
{
	StrBuf out = { 0 };
	bool ok;

	if (!mv_flag_given(line, "tables")) {
		Error err = { 0 };

		if (line->arguments.count)
			return mv_history_ask(line, answer_query);
		mv_fail(&err, "which query? migvet history query \"SELECT ..\"; 'migvet history query --tables' shows what there is to read");
		return mv_cli_fail(&err);
	}
	for (const char *const *table = mv_history_tables; *table; table++)
		mv_buf_adds(&out, *table);
	for (const char *const *table = mv_store_tables; *table; table++)
		mv_buf_adds(&out, *table);
	ok = mv_cli_print(&out);
	mv_buf_release(&out);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

static const Argument query_arguments[] = {
	{ .name = "[SELECT]", .help = "in SQLite's words, or PostgreSQL's when the store is there" },
	{ .name = NULL },
};

const Command mv_history_ask_query = {
	.name = "history query",
	.summary = "Ask the store in SQL.",
	.description = "The tables are those of policies and of 'migvet query', with all projects of the store. A query only reads.",
	.arguments = query_arguments,
	.flags = query_flags,
	.examples = "migvet history query \"SELECT author, count(*) FROM migrations GROUP BY author\"",
	.run = query_command,
};

/* ---- export ---- */

static const Flag export_flags[] = {
	FLAG_FORMAT("jsonl"),
	HISTORY_FLAGS,
	{ .name = NULL },
};

/* Strings hold no line ends as such: what begins a line is only indented. */
static void add_line(StrBuf *out, const StrBuf *json)
{
	for (const char *c = json->ptr; *c; c++) {
		if (*c == '\n')
			c += strspn(c + 1, " ");
		else
			mv_buf_addc(out, *c);
	}
	mv_buf_addc(out, '\n');
}

static bool export_event(void *data, const Event *event, Arena *arena, Error *err)
{
	Asking *asking = data;
	StrBuf json = { 0 };
	Writer writer = { .out = &json, .style = WRITER_JSON };
	bool ok = true;

	mv_event_json(&writer, event, arena);
	add_line(&asking->out, &json);
	mv_buf_release(&json);
	if (asking->out.len > 1 << 16) {
		ok = mv_cli_print(&asking->out) || mv_fail(err, "standard output cannot be written");
		mv_buf_clear(&asking->out);
	}
	return ok;
}

static bool export_all(Asking *asking, Error *err)
{
	return mv_timeline_each(&asking->timeline, export_event, asking, err);
}

static int export_command(const CommandLine *line)
{
	return mv_history_ask(line, export_all);
}

const Command mv_history_export = {
	.name = "history export",
	.summary = "Write all events for other programs, the oldest first.",
	.description = "One JSON object a line, as analyzer/history/event.schema.json describes it: the change, its migration, its risk, and each\n"
		       "object before and after.",
	.flags = export_flags,
	.examples = "migvet history export > events.jsonl",
	.run = export_command,
};
