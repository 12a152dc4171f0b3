/* history_show.c: `history show` (a table at a point in time), `history blame` (who shaped it last), `history diff` (between two points). */
#include "history.h"

#include <stdlib.h>
#include <string.h>

static const Flag show_flags[] = {
	{ .name = "at", .argument = "VERSION|DAY|REF", .fallback = "today", .help = "after this migration, at the end of this day, or as a git ref has it" },
	FLAG_FORMAT("text", "json", "markdown"),
	HISTORY_FLAGS,
	{ .name = NULL },
};
static const Flag plain_flags[] = { FLAG_FORMAT("text", "json", "markdown"), HISTORY_FLAGS, { .name = NULL } };

/* ---- show ---- */

/* The last of the objects that had the name and were there then. */
static bool find_then(Asking *asking, const Subject *subject, const char *when, VersionVec *versions, Error *err)
{
	for (uint32_t i = subject->tables.count; i > 0 && !versions->count; i--) {
		const TimelineHistory *history = mv_timeline_history(&asking->timeline, subject->tables.items[i - 1]);
		int64_t change;

		if (!mv_timeline_at(&asking->timeline, history, when, &change, err) || !mv_timeline_table(&asking->timeline, subject->tables.items[i - 1], change, versions, err))
			return false;
	}
	return versions->count || mv_fail(err, "there %s no '%s'%s%s%s", when ? "was" : "is", subject->shown, when ? " at '" : " any more", when ? when : "", when ? "'" : "");
}

static bool find_table(Asking *asking, Subject *subject, Error *err)
{
	if (!mv_subject_find(&asking->timeline, asking->line->arguments.items[0], subject, err))
		return false;
	return !subject->is_column || mv_fail(err, "'%s' is a column; this is about a whole table", subject->shown);
}

static void version_text(Asking *asking, const ObjectVersion *version)
{
	const char *words = mv_version_words(version, asking->arena), *name = mv_version_value(version, "name"), *comment = mv_version_value(version, "comment");
	StrBuf *out = &asking->out;

	if (!version->table_id) {
		mv_buf_addf(out, "%s ", version->object);
		mv_buf_add_clean(out, mv_str(mv_version_name(version, asking->arena)));
	} else {
		mv_buf_addf(out, "  %-10s ", version->object);
		mv_buf_add_clean(out, mv_str(name ? name : "?"));
		mv_buf_adds(out, *words ? "  " : "");
		mv_buf_add_clean(out, mv_str(words));
	}
	if (comment) {
		mv_buf_adds(out, "  -- ");
		mv_buf_add_clean(out, mv_str(comment));
	}
	mv_buf_addc(out, '\n');
}

static bool show(Asking *asking, Error *err)
{
	Subject subject;
	VersionVec versions = { 0 };
	Writer writer = { .out = &asking->out, .style = WRITER_JSON };

	if (!find_table(asking, &subject, err) || !find_then(asking, &subject, mv_flag_value(asking->line, "at"), &versions, err))
		return false;
	if (asking->format == HISTORY_JSON) {
		mv_write_object(&writer, NULL);
		mv_write_text(&writer, "project", asking->timeline.project);
		mv_write_list(&writer, "objects");
	} else if (asking->format == HISTORY_MARKDOWN) {
		mv_buf_adds(&asking->out, "| Object | Name | Is |\n| --- | --- | --- |\n");
	}
	for (uint32_t i = 0; i < versions.count; i++) {
		const ObjectVersion *version = versions.items[i];

		switch (asking->format) {
		case HISTORY_JSON:
			mv_write_object(&writer, NULL);
			mv_write_text(&writer, "object", version->object);
			mv_write_number(&writer, "id", version->id);
			mv_write_number(&writer, "from_change", version->from_change);
			mv_version_json(&writer, "is", version);
			mv_write_end(&writer);
			break;
		case HISTORY_MARKDOWN:
			mv_buf_adds(&asking->out, "|");
			mv_markdown_cell(&asking->out, version->object);
			mv_markdown_cell(&asking->out, mv_version_name(version, asking->arena));
			mv_markdown_cell(&asking->out, mv_version_words(version, asking->arena));
			mv_buf_addc(&asking->out, '\n');
			break;
		default:
			version_text(asking, version);
			break;
		}
	}
	if (asking->format == HISTORY_JSON) {
		mv_write_end(&writer);
		mv_write_end(&writer);
		mv_buf_addc(&asking->out, '\n');
	}
	return true;
}

static int show_command(const CommandLine *line)
{
	return mv_history_ask(line, show);
}

static const Argument table_arguments[] = {
	{ .name = "TABLE", .help = "a table, by any name that it had" },
	{ .name = NULL },
};

const Command mv_history_show = {
	.name = "history show",
	.summary = "Show a table as it was at a point in time.",
	.arguments = table_arguments,
	.flags = show_flags,
	.examples = "migvet history show users --at 2026-03-31\n"
		    "migvet history show users --at v1.4.0",
	.run = show_command,
};

/* ---- blame ---- */

static bool blame(Asking *asking, Error *err)
{
	Subject subject;
	VersionVec versions = { 0 };
	Writer writer = { .out = &asking->out, .style = WRITER_JSON };
	size_t widest = 0;

	if (!find_table(asking, &subject, err) || !find_then(asking, &subject, NULL, &versions, err))
		return false;
	if (asking->format == HISTORY_JSON) {
		mv_write_object(&writer, NULL);
		mv_write_text(&writer, "project", asking->timeline.project);
		mv_write_list(&writer, "columns");
	} else if (asking->format == HISTORY_MARKDOWN) {
		mv_buf_adds(&asking->out, "| Column | Is | Shaped by | When | Author |\n| --- | --- | --- | --- | --- |\n");
	}
	for (uint32_t i = 0; i < versions.count; i++) {
		const char *name = mv_version_value(versions.items[i], "name");

		if (name && strcmp(versions.items[i]->object, "column") == 0 && strlen(name) > widest)
			widest = strlen(name);
	}
	for (uint32_t i = 0; i < versions.count; i++) {
		const ObjectVersion *version = versions.items[i];
		const char *name = mv_version_value(version, "name"), *words = mv_version_words(version, asking->arena);
		const Event *event;

		if (strcmp(version->object, "column") != 0)
			continue;
		event = mv_timeline_shaped(&asking->timeline, version->id, err);
		if (!event)
			return false;
		if (asking->format == HISTORY_JSON) {
			mv_write_object(&writer, NULL);
			mv_write_text(&writer, "column", name);
			mv_version_json(&writer, "is", version);
			mv_write_list(&writer, "shaped_by");
			mv_event_json(&writer, event, asking->arena);
			mv_write_end(&writer);
			mv_write_end(&writer);
		} else if (asking->format == HISTORY_MARKDOWN) {
			mv_buf_adds(&asking->out, "|");
			mv_markdown_cell(&asking->out, name);
			mv_markdown_cell(&asking->out, words);
			mv_markdown_cell(&asking->out, mv_arena_format(asking->arena, "%s: %s", mv_event_migration(event, asking->arena), event->kind));
			mv_markdown_cell(&asking->out, mv_event_day(event, asking->arena));
			mv_markdown_cell(&asking->out, event->author ? event->author : "");
			mv_buf_addc(&asking->out, '\n');
		} else {
			StrBuf text = { 0 };

			mv_buf_addf(&text, "%-*s  %s  (%s, %s%s%s%s%s, %s:%s)", (int)(widest > 63 ? 63 : widest), name, words, event->kind, mv_event_migration(event, asking->arena),
				    event->time ? ", " : "", mv_event_day(event, asking->arena), event->author ? ", " : "", event->author ? event->author : "",
				    event->path ? event->path : "", event->line);
			mv_buf_add_clean(&asking->out, (Str){ text.ptr, text.len });
			mv_buf_addc(&asking->out, '\n');
			mv_buf_release(&text);
		}
	}
	if (asking->format == HISTORY_JSON) {
		mv_write_end(&writer);
		mv_write_end(&writer);
		mv_buf_addc(&asking->out, '\n');
	}
	return true;
}

static int blame_command(const CommandLine *line)
{
	return mv_history_ask(line, blame);
}

const Command mv_history_blame = {
	.name = "history blame",
	.summary = "Show which migration shaped each column of a table last.",
	.arguments = table_arguments,
	.flags = plain_flags,
	.examples = "migvet history blame users",
	.run = blame_command,
};

/* ---- diff ---- */

static void pairs_markdown(Asking *asking, const PairVec *pairs)
{
	mv_buf_adds(&asking->out, "| Object | Before | After |\n| --- | --- | --- |\n");
	for (uint32_t i = 0; i < pairs->count; i++) {
		const VersionPair *pair = &pairs->items[i];
		const ObjectVersion *one = pair->after ? pair->after : pair->before;

		mv_buf_adds(&asking->out, "|");
		mv_markdown_cell(&asking->out, mv_arena_format(asking->arena, "%s %s", one->object, mv_version_name(one, asking->arena)));
		mv_markdown_cell(&asking->out, !pair->before ? "" : mv_arena_format(asking->arena, "%s %s", mv_version_name(pair->before, asking->arena), mv_version_words(pair->before, asking->arena)));
		mv_markdown_cell(&asking->out, !pair->after ? "" : mv_arena_format(asking->arena, "%s %s", mv_version_name(pair->after, asking->arena), mv_version_words(pair->after, asking->arena)));
		mv_buf_addc(&asking->out, '\n');
	}
}

static bool diff(Asking *asking, Error *err)
{
	const CommandLine *line = asking->line;
	Writer writer = { .out = &asking->out, .style = WRITER_JSON };
	PairVec pairs = { 0 };

	for (uint32_t h = 0; h < asking->timeline.histories.count; h++) {
		const TimelineHistory *history = &asking->timeline.histories.items[h];
		int64_t from, to;

		if (!mv_timeline_at(&asking->timeline, history, line->arguments.items[0], &from, err) ||
		    !mv_timeline_at(&asking->timeline, history, line->arguments.count > 1 ? line->arguments.items[1] : NULL, &to, err))
			return false;
		if (from > to)
			return mv_fail(err, "'%s' comes after '%s'", line->arguments.items[0], line->arguments.items[1]);
		if (!mv_timeline_diff(&asking->timeline, from, to, &pairs, err))
			return false;
	}
	if (asking->format == HISTORY_MARKDOWN) {
		pairs_markdown(asking, &pairs);
		return true;
	}
	if (asking->format == HISTORY_JSON) {
		mv_write_object(&writer, NULL);
		mv_write_text(&writer, "project", asking->timeline.project);
		mv_write_list(&writer, "objects");
	}
	for (uint32_t i = 0; i < pairs.count; i++) {
		const VersionPair *pair = &pairs.items[i];

		if (asking->format != HISTORY_JSON) {
			if (!mv_pair_only_moved(pair))
				mv_pair_details(pair, asking->arena, "", &asking->out);
			continue;
		}
		mv_write_object(&writer, NULL);
		mv_write_text(&writer, "object", (pair->after ? pair->after : pair->before)->object);
		mv_write_number(&writer, "id", (pair->after ? pair->after : pair->before)->id);
		mv_version_json(&writer, "before", pair->before);
		mv_version_json(&writer, "after", pair->after);
		mv_write_end(&writer);
	}
	if (asking->format == HISTORY_JSON) {
		mv_write_end(&writer);
		mv_write_end(&writer);
		mv_buf_addc(&asking->out, '\n');
	}
	if (!pairs.count)
		mv_cli_note("nothing differs");
	return true;
}

static int diff_command(const CommandLine *line)
{
	return mv_history_ask(line, diff);
}

static const Argument diff_arguments[] = {
	{ .name = "VERSION|DAY|REF", .help = "from there" },
	{ .name = "[VERSION|DAY|REF]", .help = "to there; none: to today" },
	{ .name = NULL },
};

const Command mv_history_diff = {
	.name = "history diff",
	.summary = "Show what differs between two points in time.",
	.arguments = diff_arguments,
	.flags = plain_flags,
	.examples = "migvet history diff 2026-01-31 2026-03-31\n"
		    "migvet history diff v1.4.0",
	.run = diff_command,
};
