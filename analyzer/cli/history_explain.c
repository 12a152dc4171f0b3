/* history_explain.c: `history explain`: why a column is what it is, and what depends on it. */
#include "history.h"

#include <string.h>

static const Flag flags[] = { FLAG_FORMAT("text", "json", "markdown"), HISTORY_FLAGS, { .name = NULL } };

typedef struct Story {
	const ObjectVersion *now; /* its last version */
	EventVec events;          /* the oldest first */
	VersionVec dependents;
	const ObjectVersion *replaced; /* a column of the table that was dropped when it came; NULL: none */
} Story;

static bool tell(Asking *asking, const Subject *subject, Story *story, Error *err)
{
	Subject own = *subject;
	EventFilter filter = { .subject = &own };
	VersionVec versions = { 0 };
	EventVec events = { 0 };
	bool more;

	/* the newest of those that had the name */
	own.columns.items = &subject->columns.items[subject->columns.count - 1];
	own.columns.count = 1;
	if (!mv_timeline_column(&asking->timeline, own.columns.items[0], &versions, err) || !mv_timeline_events(&asking->timeline, &filter, &events, &more, err))
		return false;
	story->now = versions.items[versions.count - 1];
	for (uint32_t i = events.count; i > 0; i--)
		*VEC_PUSH(asking->arena, &story->events) = events.items[i - 1];
	return mv_timeline_replaced(&asking->timeline, versions.items[0], &story->replaced, err) &&
	       (story->now->to_change || mv_timeline_dependents(&asking->timeline, story->now, &story->dependents, err));
}

/* Words of the repository, which are no Markdown. */
static void add_words(StrBuf *out, const char *text, bool markdown)
{
	if (markdown)
		mv_markdown_text(out, text);
	else
		mv_buf_add_clean(out, mv_str(text));
}

/* "users.email: text not null" */
static void add_object(StrBuf *out, const ObjectVersion *version, bool markdown, Arena *arena)
{
	add_words(out, mv_arena_format(arena, "%s: %s", mv_version_name(version, arena), mv_version_words(version, arena)), markdown);
	mv_buf_addc(out, '\n');
}

static void add_pair(StrBuf *out, const VersionPair *pair, bool markdown, Arena *arena)
{
	StrBuf text = { 0 };
	Str rest, line = { 0 };

	mv_pair_details(pair, arena, "", &text);
	rest = (Str){ text.ptr, text.len };
	mv_str_next_line(&rest, &line);
	mv_buf_adds(out, markdown ? "  - " : "    ");
	add_words(out, mv_arena_strndup(arena, line.ptr, line.len), markdown);
	mv_buf_addc(out, '\n');
	mv_buf_release(&text);
}

static void line_of(StrBuf *out, const char *label, const char *text, bool markdown, Arena *arena)
{
	Str rest = mv_str(text), line;

	while (text && mv_str_next_line(&rest, &line)) {
		if (!line.len)
			continue;
		mv_buf_addf(out, markdown ? "  - %s: " : "    %s: ", label);
		add_words(out, mv_arena_strndup(arena, line.ptr, line.len), markdown);
		mv_buf_addc(out, '\n');
	}
}

static void write_text(Asking *asking, const Story *story)
{
	bool markdown = asking->format == HISTORY_MARKDOWN;
	Arena *arena = asking->arena;
	StrBuf *out = &asking->out, text = { 0 };

	mv_buf_adds(out, markdown ? "**" : "");
	add_words(out, mv_version_name(story->now, arena), markdown);
	mv_buf_adds(out, markdown ? "**: " : ": ");
	add_words(out, mv_version_words(story->now, arena), markdown);
	mv_buf_addf(out, "%s%s", story->now->to_change ? " (dropped)" : "", markdown ? "\n\n" : "\n");
	for (uint32_t i = 0; i < story->events.count; i++) {
		const Event *event = story->events.items[i], *before = i ? story->events.items[i - 1] : NULL;

		mv_buf_clear(&text);
		mv_buf_addf(&text, "%s%s%s%s%s%s, %s:%s", mv_event_words(event, arena), event->time ? ", " : "", mv_event_day(event, arena),
			    event->author ? ", " : "", event->author ? event->author : "", *mv_event_migration(event, arena) ? mv_arena_concat(arena, ", ", mv_event_migration(event, arena), "") : "",
			    event->path ? event->path : "", event->line);
		mv_buf_adds(out, markdown ? "- " : "\n  ");
		add_words(out, text.ptr, markdown);
		mv_buf_addc(out, '\n');
		for (uint32_t o = 0; o < event->objects.count; o++) {
			const VersionPair *pair = &event->objects.items[o];
			const ObjectVersion *one = pair->after ? pair->after : pair->before;

			if (one->id == story->now->id || strcmp(one->object, "column") != 0) {
				if (!mv_pair_only_moved(pair) && (one->id == story->now->id || one->table_id == story->now->table_id) && strcmp(one->object, "column") == 0)
					add_pair(out, pair, markdown, arena);
			}
		}
		if (!mv_streq(event->comment, event->description))
			line_of(out, "comment", event->comment, markdown, arena);
		if (!before || !mv_streq(before->path, event->path) || !mv_streq(before->version, event->version)) {
			line_of(out, "migration", event->description, markdown, arena);
			line_of(out, "commit", event->subject, markdown, arena);
		}
		if (strcmp(event->risk, "none") != 0)
			line_of(out, "risk", mv_arena_format(arena, "%s: %s", event->risk, event->reasons ? event->reasons : ""), markdown, arena);
	}
	if (story->replaced) {
		mv_buf_adds(out, markdown ? "\nIt came when this was dropped:\n\n" : "\nit came when this was dropped:\n");
		mv_buf_adds(out, markdown ? "- " : "  ");
		add_object(out, story->replaced, markdown, arena);
	}
	if (story->dependents.count)
		mv_buf_adds(out, markdown ? "\nWhat depends on it:\n\n" : "\nwhat depends on it:\n");
	for (uint32_t i = 0; i < story->dependents.count; i++) {
		const ObjectVersion *version = story->dependents.items[i];

		mv_buf_addf(out, markdown ? "- %s " : "  %s ", version->object);
		add_object(out, version, markdown, arena);
	}
	mv_buf_release(&text);
}

static void write_json(Asking *asking, const Story *story)
{
	Writer writer = { .out = &asking->out, .style = WRITER_JSON };

	mv_write_object(&writer, NULL);
	mv_write_text(&writer, "project", asking->timeline.project);
	mv_write_text(&writer, "column", mv_version_name(story->now, asking->arena));
	mv_write_flag(&writer, "dropped", story->now->to_change != 0);
	mv_version_json(&writer, "is", story->now);
	mv_write_list(&writer, "events");
	for (uint32_t i = 0; i < story->events.count; i++)
		mv_event_json(&writer, story->events.items[i], asking->arena);
	mv_write_end(&writer);
	mv_version_json(&writer, "replaced", story->replaced);
	mv_write_list(&writer, "dependents");
	for (uint32_t i = 0; i < story->dependents.count; i++) {
		mv_write_object(&writer, NULL);
		mv_write_text(&writer, "object", story->dependents.items[i]->object);
		mv_version_json(&writer, "is", story->dependents.items[i]);
		mv_write_end(&writer);
	}
	mv_write_end(&writer);
	mv_write_end(&writer);
	mv_buf_addc(&asking->out, '\n');
}

static bool explain(Asking *asking, Error *err)
{
	Subject subject;
	Story story = { 0 };

	if (!mv_subject_find(&asking->timeline, asking->line->arguments.items[0], &subject, err))
		return false;
	if (!subject.is_column)
		return mv_fail(err, "'%s' is a table; 'migvet history log %s' shows what happened to it, TABLE.COLUMN explains a column", subject.shown, subject.shown);
	if (!tell(asking, &subject, &story, err))
		return false;
	if (asking->format == HISTORY_JSON)
		write_json(asking, &story);
	else
		write_text(asking, &story);
	return true;
}

static int explain_command(const CommandLine *line)
{
	return mv_history_ask(line, explain);
}

static const Argument arguments[] = {
	{ .name = "TABLE.COLUMN", .help = "a column, by any name that it or its table had" },
	{ .name = NULL },
};

const Command mv_history_explain = {
	.name = "history explain",
	.summary = "Tell the story of a column: what, when, by whom and why, what it replaced, what depends on it.",
	.arguments = arguments,
	.flags = flags,
	.examples = "migvet history explain users.email",
	.run = explain_command,
};
