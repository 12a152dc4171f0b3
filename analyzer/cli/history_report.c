/* history_report.c: `migvet history report`: the history as one page: timeline, tables with their pasts, a diagram, a search. */
#include "history_page.h"

#include "migvet/html.h"

#include <stdlib.h>
#include <string.h>

static const Flag flags[] = {
	{ .name = "limit", .argument = "N", .fallback = "5000", .help = "at most so many changes, the newest; 0: all" },
	{ .name = "format", .letter = 'f', .argument = "FORMAT", .takes = TAKES_CHOICE, .choices = WORDS("html"), .fallback = "html", .help = "how it is written" },
	FLAG_OUTPUT,
	HISTORY_FLAGS,
	{ .name = NULL },
};

typedef struct Page {
	Asking *asking;
	Arena *arena;
	EventVec events;
	bool more;
	PageTableVec tables; /* by name; those that are gone last */
	Map by_id;
	StrBuf *out;
} Page;

static void add_text(const Page *page, const char *text)
{
	mv_buf_add_markup(page->out, mv_str(text));
}

/* ---- tables ---- */

static PageTable *table_of(Page *page, int64_t id, const char *name)
{
	const char *key = mv_arena_format(page->arena, "%lld", (long long)id);
	PageTable *table = mv_map_get(&page->by_id, key);

	if (table)
		return table;
	table = MV_NEW(page->arena, PageTable);
	*table = (PageTable){ .id = id, .name = name };
	mv_map_set(&page->by_id, key, table);
	*VEC_PUSH(page->arena, &page->tables) = table;
	return table;
}

static bool is_table(const ObjectVersion *version)
{
	return strcmp(version->table, "tables") == 0;
}

static const char *name_of_table(const ObjectVersion *part, Arena *arena)
{
	const char *schema = mv_version_value(part, "schema"), *table = mv_version_value(part, "table");

	return !table ? "?" : schema && strcmp(schema, "public") != 0 ? mv_arena_concat(arena, schema, ".", table) : table;
}

/* What holds today. */
static void add_version(Page *page, const ObjectVersion *version)
{
	PageTable *table;

	if (is_table(version)) {
		table = table_of(page, version->id, mv_version_name(version, page->arena));
		table->name = mv_version_name(version, page->arena);
		table->version = version;
	} else if (version->table_id) {
		table = table_of(page, version->table_id, name_of_table(version, page->arena));
		if (strcmp(version->table, "columns") == 0)
			*VEC_PUSH(page->arena, &table->columns) = version;
		else if (strcmp(version->table, "constraints") == 0)
			*VEC_PUSH(page->arena, &table->constraints) = version;
		else
			*VEC_PUSH(page->arena, &table->others) = version;
	}
}

/* The last name of a table that is gone is that of the newest event, which comes first. */
static void add_event(Page *page, const Event *event)
{
	for (uint32_t i = 0; i < event->objects.count; i++) {
		const ObjectVersion *version = event->objects.items[i].after ? event->objects.items[i].after : event->objects.items[i].before;
		int64_t id = is_table(version) ? version->id : version->table_id;
		PageTable *table;

		if (!id)
			continue;
		table = table_of(page, id, is_table(version) ? mv_version_name(version, page->arena) : name_of_table(version, page->arena));
		if (!table->events.count || table->events.items[table->events.count - 1] != event)
			*VEC_PUSH(page->arena, &table->events) = event;
	}
}

static int by_name(const void *left, const void *right)
{
	const PageTable *a = *(PageTable *const *)left, *b = *(PageTable *const *)right;
	int order = strcmp(a->name, b->name);

	if (!a->version != !b->version)
		return a->version ? -1 : 1;
	return order ? order : a->id < b->id ? -1 : a->id > b->id;
}

static int by_position(const void *left, const void *right)
{
	const char *a = mv_version_value(*(const ObjectVersion *const *)left, "position"), *b = mv_version_value(*(const ObjectVersion *const *)right, "position");
	long x = a ? strtol(a, NULL, 10) : 0, y = b ? strtol(b, NULL, 10) : 0;

	return x < y ? -1 : x > y;
}

static bool collect(Page *page, Error *err)
{
	const Timeline *timeline = &page->asking->timeline;
	EventFilter filter = { 0 };

	if (!mv_flag_int(page->asking->line, "limit", 0, 1000000, 5000, &filter.limit, err) ||
	    !mv_timeline_events(timeline, &filter, &page->events, &page->more, err))
		return false;
	mv_map_init(&page->by_id, page->arena);
	for (uint32_t h = 0; h < timeline->histories.count; h++) {
		PairVec pairs = { 0 };

		if (!mv_timeline_diff(timeline, timeline->histories.items[h].base, timeline->histories.items[h].end, &pairs, err))
			return false;
		for (uint32_t i = 0; i < pairs.count; i++) {
			if (pairs.items[i].after)
				add_version(page, pairs.items[i].after);
		}
	}
	for (uint32_t i = 0; i < page->events.count; i++)
		add_event(page, page->events.items[i]);
	if (page->tables.count > 1)
		qsort(page->tables.items, page->tables.count, sizeof *page->tables.items, by_name);
	for (uint32_t i = 0; i < page->tables.count; i++) {
		VersionVec *columns = &page->tables.items[i]->columns;

		if (columns->count > 1)
			qsort(columns->items, columns->count, sizeof *columns->items, by_position);
	}
	return true;
}

/* ---- the timeline ---- */

static int weight_of(const char *risk)
{
	static const char *const risks[] = { "none", "low", "medium", "high" };

	for (int i = 3; i > 0; i--) {
		if (mv_streq(risks[i], risk))
			return i;
	}
	return 0;
}

static bool same_migration(const Event *a, const Event *b)
{
	return mv_streq(a->path, b->path) && mv_streq(a->version, b->version) && mv_streq(a->migration, b->migration);
}

static void add_what(Page *page, const Event *event)
{
	add_text(page, mv_event_words(event, page->arena));
	if (!weight_of(event->risk))
		return;
	mv_buf_addf(page->out, " <b class=\"%s\">%s", event->risk, event->risk);
	if (event->reasons) {
		mv_buf_adds(page->out, ": ");
		add_text(page, event->reasons);
	}
	mv_buf_adds(page->out, "</b>");
}

static void add_li(Page *page, const Event *event)
{
	StrBuf details = { 0 };

	mv_buf_addf(page->out, "<li id=\"e%lld\">", (long long)event->id);
	mv_event_details(event, page->arena, "", &details);
	if (details.len) {
		mv_buf_adds(page->out, "<details><summary>");
		add_what(page, event);
		mv_buf_adds(page->out, "</summary><pre>");
		mv_buf_add_markup(page->out, (Str){ details.ptr, details.len });
		mv_buf_adds(page->out, "</pre></details>");
	} else {
		add_what(page, event);
	}
	mv_buf_release(&details);
	mv_buf_adds(page->out, "</li>\n");
}

/* What is known of a migration, in a line. */
static void add_about(Page *page, const Event *event)
{
	const char *parts[] = { mv_event_day(event, page->arena), event->author, event->path, event->subject, event->description };
	const char *separator = "";

	mv_buf_adds(page->out, "<p class=\"soft\">");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i] || !*parts[i])
			continue;
		mv_buf_adds(page->out, separator);
		add_text(page, parts[i]);
		separator = " &middot; ";
	}
	mv_buf_adds(page->out, "</p>\n");
}

static void add_timeline(Page *page)
{
	mv_buf_adds(page->out, "<section id=\"timeline\" data-filtered>\n<h2>Timeline</h2>\n");
	for (uint32_t i = 0; i < page->events.count;) {
		const Event *first = page->events.items[i];
		const char *risk = first->risk;
		uint32_t end = i;

		for (; end < page->events.count && same_migration(first, page->events.items[end]); end++)
			risk = weight_of(page->events.items[end]->risk) > weight_of(risk) ? page->events.items[end]->risk : risk;
		mv_buf_addf(page->out, "<article tabindex=\"-1\" class=\"%s\" data-risk=\"%s\">\n<h3>", weight_of(risk) ? risk : "none", weight_of(risk) ? risk : "none");
		add_text(page, mv_event_migration(first, page->arena));
		mv_buf_adds(page->out, "</h3>\n");
		add_about(page, first);
		mv_buf_adds(page->out, "<ul>\n");
		/* as the migration has them */
		for (uint32_t e = end; e > i; e--)
			add_li(page, page->events.items[e - 1]);
		mv_buf_adds(page->out, "</ul>\n</article>\n");
		i = end;
	}
	mv_buf_adds(page->out, "</section>\n");
}

/* ---- tables ---- */

static void add_versions(Page *page, const VersionVec *versions)
{
	for (uint32_t i = 0; i < versions->count; i++) {
		const ObjectVersion *version = versions->items[i];
		const char *name = mv_version_value(version, "name");

		mv_buf_addf(page->out, "<tr><td>%s<td>", version->object);
		add_text(page, name ? name : "?");
		mv_buf_adds(page->out, "<td>");
		add_text(page, mv_version_words(version, page->arena));
		mv_buf_adds(page->out, "</tr>\n");
	}
}

static void add_table(Page *page, const PageTable *table)
{
	const char *comment = table->version ? mv_version_value(table->version, "comment") : NULL;

	mv_buf_addf(page->out, "<article tabindex=\"-1\" id=\"t%lld\"%s>\n<h3>", (long long)table->id, table->version ? "" : " class=\"gone\"");
	add_text(page, table->name);
	mv_buf_addf(page->out, "</h3>\n%s", table->version ? "" : "<p class=\"soft\">It is gone.</p>\n");
	if (comment) {
		mv_buf_adds(page->out, "<p>");
		add_text(page, comment);
		mv_buf_adds(page->out, "</p>\n");
	}
	if (table->columns.count || table->constraints.count || table->others.count) {
		mv_buf_addf(page->out, "<details><summary>%u column%s, %u constraint%s, %u other%s</summary>\n<table><tr><th>what<th>name<th>is</tr>\n", (unsigned)table->columns.count,
			    table->columns.count == 1 ? "" : "s", (unsigned)table->constraints.count, table->constraints.count == 1 ? "" : "s",
			    (unsigned)table->others.count, table->others.count == 1 ? "" : "s");
		add_versions(page, &table->columns);
		add_versions(page, &table->constraints);
		add_versions(page, &table->others);
		mv_buf_adds(page->out, "</table></details>\n");
	}
	if (table->events.count) {
		mv_buf_addf(page->out, "<details><summary>history: %u change%s</summary>\n<ul>\n", (unsigned)table->events.count, table->events.count == 1 ? "" : "s");
		for (uint32_t i = 0; i < table->events.count; i++) {
			const Event *event = table->events.items[i];

			mv_buf_addf(page->out, "<li><a href=\"#e%lld\">", (long long)event->id);
			add_text(page, mv_event_words(event, page->arena));
			mv_buf_adds(page->out, "</a> <span class=\"soft\">");
			add_text(page, mv_event_migration(event, page->arena));
			mv_buf_adds(page->out, " ");
			add_text(page, mv_event_day(event, page->arena));
			mv_buf_adds(page->out, "</span></li>\n");
		}
		mv_buf_adds(page->out, "</ul></details>\n");
	}
	mv_buf_adds(page->out, "</article>\n");
}

static void add_tables(Page *page)
{
	mv_buf_adds(page->out, "<section id=\"tables\" data-filtered>\n<h2>Tables</h2>\n");
	for (uint32_t i = 0; i < page->tables.count; i++)
		add_table(page, page->tables.items[i]);
	mv_buf_adds(page->out, "</section>\n");
}

/* ---- the page ---- */

static void write_page(Page *page)
{
	uint32_t today = 0;

	for (uint32_t i = 0; i < page->tables.count; i++)
		today += page->tables.items[i]->version != NULL;
	mv_html_start(page->out, "migvet: history", mv_history_style, mv_history_script);
	mv_buf_adds(page->out, "<header>\n<h1>History of ");
	add_text(page, page->asking->timeline.project);
	mv_buf_addf(page->out, "</h1>\n<p class=\"soft\">%s%u change%s, %u table%s today</p>\n<nav><a href=\"#timeline\">Timeline</a> <a href=\"#tables\">Tables</a> "
			       "<a href=\"#diagram\">Diagram</a></nav>\n</header>\n",
		    page->more ? "the newest " : "", (unsigned)page->events.count, page->events.count == 1 ? "" : "s", (unsigned)today, today == 1 ? "" : "s");
	mv_buf_adds(page->out, "<form hidden>\n<input type=\"search\" name=\"query\" placeholder=\"Search ( / )\" aria-label=\"Search the history\">\n"
			       "<select name=\"risk\" aria-label=\"Filter changes by risk\">\n<option value=\"\">any risk</option>\n<option value=\"low\">low or more</option>\n"
			       "<option value=\"medium\">medium or more</option>\n<option value=\"high\">high</option>\n</select>\n"
			       "<output name=\"shown\" class=\"soft\"></output>\n<span class=\"soft\"><kbd>j</kbd> <kbd>k</kbd> next, previous</span>\n</form>\n<main>\n");
	add_timeline(page);
	add_tables(page);
	mv_buf_adds(page->out, "<section id=\"diagram\">\n<h2>Diagram</h2>\n");
	mv_history_diagram(&page->tables, page->arena, page->out);
	mv_buf_adds(page->out, "</section>\n</main>\n");
	mv_html_end(page->out, mv_history_script);
}

static bool write_report(Asking *asking, Error *err)
{
	Page page = { .asking = asking, .arena = asking->arena, .out = &asking->out };
	const char *file = mv_flag_value(asking->line, "output");
	bool ok;

	if (!collect(&page, err))
		return false;
	write_page(&page);
	if (!file)
		return true;
	ok = mv_write_file(file, &asking->out, err);
	mv_buf_clear(&asking->out);
	return ok;
}

static int report_command(const CommandLine *line)
{
	return mv_history_ask(line, write_report);
}

const Command mv_history_report = {
	.name = "history report",
	.summary = "Write the history as one page: timeline, tables with their pasts, a diagram, a search.",
	.description = "The page has all in it and fetches nothing. Keys: '/' searches, 'j' and 'k' go on and back.",
	.flags = flags,
	.examples = "migvet history report --format html -o history.html",
	.run = report_command,
};
