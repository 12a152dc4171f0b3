/* history_snapshots.c: `history snapshots`: which were recorded, what differs between two, and which are kept. */
#include "history.h"
#include "side.h"

#include "migvet/diff.h"
#include "migvet/live.h"

#include <stdlib.h>
#include <string.h>

static const Flag flags[] = {
	{ .name = "keep", .argument = "N", .help = "forget all but the newest N" },
	FLAG_FORMAT("text", "json", "markdown"),
	HISTORY_FLAGS,
	{ .name = NULL },
};

static bool list(Asking *asking, Error *err)
{
	SnapshotEntryVec entries = { 0 };
	Writer writer = { .out = &asking->out, .style = WRITER_JSON };
	StrBuf *out = &asking->out;

	if (!mv_store_snapshots(&asking->store, asking->timeline.project, 0, asking->arena, &entries, err))
		return false;
	if (asking->format == HISTORY_JSON) {
		mv_write_object(&writer, NULL);
		mv_write_text(&writer, "project", asking->timeline.project);
		mv_write_list(&writer, "snapshots");
	} else if (asking->format == HISTORY_MARKDOWN) {
		mv_buf_adds(out, "| Snapshot | Taken | Of | Server |\n| --- | --- | --- | --- |\n");
	}
	for (uint32_t i = 0; i < entries.count; i++) {
		const SnapshotEntry *entry = &entries.items[i];

		if (asking->format == HISTORY_JSON) {
			mv_write_object(&writer, NULL);
			mv_write_number(&writer, "id", entry->id);
			mv_write_text(&writer, "taken", entry->taken);
			mv_write_text(&writer, "source", entry->source);
			mv_write_text(&writer, "server", entry->server);
			mv_write_text(&writer, "digest", entry->digest);
			mv_write_end(&writer);
		} else if (asking->format == HISTORY_MARKDOWN) {
			mv_buf_addf(out, "| %lld |", (long long)entry->id);
			mv_markdown_cell(out, entry->taken);
			mv_markdown_cell(out, entry->source);
			mv_markdown_cell(out, entry->server);
			mv_buf_addc(out, '\n');
		} else {
			mv_buf_addf(out, "%lld  %s  ", (long long)entry->id, entry->taken);
			mv_buf_add_clean(out, mv_str(mv_arena_format(asking->arena, "%s  (%s)", entry->source, entry->server)));
			mv_buf_addc(out, '\n');
		}
	}
	if (asking->format == HISTORY_JSON) {
		mv_write_end(&writer);
		mv_write_end(&writer);
		mv_buf_addc(out, '\n');
	}
	if (!entries.count)
		mv_cli_note("no snapshot is recorded; 'migvet snapshot URL --record' does it");
	return true;
}

/* Snapshots are read from files. */
static bool read_back(Asking *asking, const char *word, const char *directory, Snapshot *snapshot, const char **shown, Error *err)
{
	SnapshotEntryVec found = { 0 };
	char *end;
	long long id = strtoll(word, &end, 10);
	const char *file = mv_arena_format(asking->arena, "%s/%lld.json", directory, id);
	StrBuf text = { 0 };
	bool ok;

	if (*end || id <= 0 || !mv_store_snapshots(&asking->store, asking->timeline.project, id, asking->arena, &found, err) || !found.count)
		return mv_fail(err, "there is no snapshot '%s'; 'migvet history snapshots' lists them", word);
	mv_buf_adds(&text, found.items[0].content);
	ok = mv_write_file(file, &text, err) && mv_snapshot_read(file, 18, snapshot, asking->arena, err);
	mv_buf_release(&text);
	*shown = mv_arena_format(asking->arena, "snapshot %lld of %s", id, found.items[0].taken);
	return ok;
}

static bool compare(Asking *asking, Error *err)
{
	char *directory = mv_directory_make(asking->arena, err);
	const char *const *words = asking->line->arguments.items;
	Snapshot sides[2];
	DifferenceVec differences = { 0 };
	DiffReport report = { .differences = &differences, .renames = true };
	bool ok;

	if (!directory)
		return false;
	ok = read_back(asking, words[0], directory, &sides[0], &report.left, err) && read_back(asking, words[1], directory, &sides[1], &report.right, err);
	mv_directory_remove(directory);
	if (!ok)
		return false;
	mv_schema_diff(&sides[0].schema, &sides[1].schema, asking->arena, &differences);
	mv_cli_outcome("diff", EXIT_CLEAN, "%u difference%s to %s", (unsigned)differences.count, differences.count == 1 ? "" : "s", report.left);
	switch (asking->format) {
	case HISTORY_JSON:
		mv_diff_report_describe(&report, WRITER_JSON, &asking->out);
		break;
	case HISTORY_MARKDOWN:
		mv_diff_report_markdown(&report, &asking->out);
		break;
	default:
		mv_diff_report_text(&report, false, &asking->out);
		break;
	}
	return true;
}

static bool answer(Asking *asking, Error *err)
{
	long keep;
	uint32_t removed;

	if (asking->line->arguments.count == 1)
		return mv_fail(err, "two snapshots are compared; 'migvet history snapshots' lists them");
	if (asking->line->arguments.count == 2)
		return compare(asking, err);
	if (mv_flag_given(asking->line, "keep")) {
		if (!mv_flag_int(asking->line, "keep", 0, 1000000, 0, &keep, err) ||
		    !mv_store_keep_snapshots(&asking->store, asking->timeline.project, keep, &removed, asking->arena, err))
			return false;
		mv_cli_note("%u snapshot%s forgotten", (unsigned)removed, removed == 1 ? "" : "s");
	}
	return list(asking, err);
}

static int snapshots_command(const CommandLine *line)
{
	return mv_history_ask(line, answer);
}

static const Argument arguments[] = {
	{ .name = "[FROM]", .help = "a snapshot's number" },
	{ .name = "[TO]", .help = "another one: what differs" },
	{ .name = NULL },
};

const Command mv_history_snapshots = {
	.name = "history snapshots",
	.summary = "List the snapshots that were recorded, or show what differs between two.",
	.arguments = arguments,
	.flags = flags,
	.examples = "migvet history snapshots 3 7\n"
		    "migvet history snapshots --keep 30",
	.run = snapshots_command,
};
