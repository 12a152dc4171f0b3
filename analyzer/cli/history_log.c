/* history_log.c: `migvet history log`: what happened, the newest first; `history export`: all of it, for programs. */
#include "history.h"

#include <string.h>

static const Flag log_flags[] = {
	{ .name = "since", .argument = "VERSION|DAY", .help = "from this migration, or day (2026-01-31), on" },
	{ .name = "risk", .argument = "LEVEL", .takes = TAKES_CHOICE, .choices = WORDS("low", "medium", "high"), .help = "only changes of this risk, or higher" },
	{ .name = "limit", .argument = "N", .fallback = "100", .help = "at most so many changes; 0: all" },
	FLAG_FORMAT("text", "json", "markdown"),
	HISTORY_FLAGS,
	{ .name = NULL },
};

static bool is_other_migration(const Event *event, const Event *before)
{
	return !before || !mv_streq(event->path, before->path) || !mv_streq(event->version, before->version) || !mv_streq(event->migration, before->migration);
}

static void add_header(Asking *asking, const Event *event)
{
	const char *day = mv_event_day(event, asking->arena);
	StrBuf line = { 0 };

	mv_buf_addf(&line, "%s%s%s", mv_event_migration(event, asking->arena), *day ? ", " : "", day);
	if (event->author)
		mv_buf_addf(&line, ", %s", event->author);
	if (event->path)
		mv_buf_addf(&line, ", %s", event->path);
	mv_buf_add_clean(&asking->out, (Str){ line.ptr, line.len });
	mv_buf_addc(&asking->out, '\n');
	mv_buf_release(&line);
}

static void write_text(Asking *asking, const EventVec *events)
{
	for (uint32_t i = 0; i < events->count; i++) {
		const Event *event = events->items[i];
		StrBuf words = { 0 };

		if (is_other_migration(event, i ? events->items[i - 1] : NULL)) {
			mv_buf_adds(&asking->out, i ? "\n" : "");
			add_header(asking, event);
		}
		mv_buf_addf(&words, "%s", mv_event_words(event, asking->arena));
		mv_buf_addf(&asking->out, "  %s: ", event->line);
		mv_buf_add_clean(&asking->out, (Str){ words.ptr, words.len });
		if (strcmp(event->risk, "none") != 0)
			mv_buf_addf(&asking->out, "  [%s: %s]", event->risk, event->reasons ? event->reasons : "");
		mv_buf_addc(&asking->out, '\n');
		mv_event_details(event, asking->arena, "      ", &asking->out);
		mv_buf_release(&words);
	}
}

static void write_markdown(Asking *asking, const EventVec *events)
{
	mv_buf_adds(&asking->out, "| When | Migration | Change | Risk | Author |\n| --- | --- | --- | --- | --- |\n");
	for (uint32_t i = 0; i < events->count; i++) {
		const Event *event = events->items[i];

		mv_buf_adds(&asking->out, "|");
		mv_markdown_cell(&asking->out, mv_event_day(event, asking->arena));
		mv_markdown_cell(&asking->out, mv_event_migration(event, asking->arena));
		mv_markdown_cell(&asking->out, mv_event_words(event, asking->arena));
		mv_markdown_cell(&asking->out, event->reasons ? mv_arena_format(asking->arena, "%s: %s", event->risk, event->reasons) : event->risk);
		mv_markdown_cell(&asking->out, event->author ? event->author : "");
		mv_buf_addc(&asking->out, '\n');
	}
}

static void write_json(Asking *asking, const EventVec *events, bool more)
{
	Writer writer = { .out = &asking->out, .style = WRITER_JSON };

	mv_write_object(&writer, NULL);
	mv_write_text(&writer, "project", asking->timeline.project);
	mv_write_flag(&writer, "more", more);
	mv_write_list(&writer, "events");
	for (uint32_t i = 0; i < events->count; i++)
		mv_event_json(&writer, events->items[i], asking->arena);
	mv_write_end(&writer);
	mv_write_end(&writer);
	mv_buf_addc(&asking->out, '\n');
}

static bool write_log(Asking *asking, Error *err)
{
	const CommandLine *line = asking->line;
	Subject subject;
	EventFilter filter = { .since = mv_flag_value(line, "since"), .risk = mv_flag_value(line, "risk") };
	EventVec events = { 0 };
	bool more;

	if (line->arguments.count) {
		if (!mv_subject_find(&asking->timeline, line->arguments.items[0], &subject, err))
			return false;
		filter.subject = &subject;
	}
	if (!mv_flag_int(line, "limit", 0, 1000000, 100, &filter.limit, err) || !mv_timeline_events(&asking->timeline, &filter, &events, &more, err))
		return false;
	switch (asking->format) {
	case HISTORY_JSON:
		write_json(asking, &events, more);
		break;
	case HISTORY_MARKDOWN:
		write_markdown(asking, &events);
		break;
	default:
		write_text(asking, &events);
		break;
	}
	if (!events.count)
		mv_cli_note("nothing happened%s", filter.since || filter.risk ? " that is meant" : "");
	else if (more)
		mv_cli_note("there is more: only the newest %ld changes are shown; --limit 0 shows all", filter.limit);
	return true;
}

static int log_command(const CommandLine *line)
{
	return mv_history_ask(line, write_log);
}

static const Argument log_arguments[] = {
	{ .name = "[TABLE[.COLUMN]]", .help = "only what happened to it, under all names that it had" },
	{ .name = NULL },
};

const Command mv_history_log = {
	.name = "history log",
	.summary = "Show what happened, the newest first.",
	.description = "Each change with its migration, author and time, its risk and why, and what became of objects.",
	.arguments = log_arguments,
	.flags = log_flags,
	.examples = "migvet history log users.email\n"
		    "migvet history log --risk high --since 2026-01-01",
	.run = log_command,
};
