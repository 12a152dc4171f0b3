/*
 * html.c: one page with everything in it: nothing is fetched, and the page says
 * so to the browser, which runs the one script that it names by its hash. It
 * can be read without the script, in the dark, on paper and by keyboard.
 */
#include "html.h"
#include "place.h"

#include "migvet/html.h"

#include <string.h>

/* ---- the code ---- */

/* Lines before and behind what is reported, and of it; what is shown of a line, and of that before the place. */
enum { LINES_AROUND = 1, MOST_LINES = 10, MOST_OF_LINE = 400, BEFORE_PLACE = 80 };

static void add_piece(const Report *report, StrBuf *out, Str line, size_t from, size_t to)
{
	if (from < to)
		mv_add_markup(out, mv_arena_strndup(report->arena, line.ptr + from, to - from));
}

static size_t character_start(Str line, size_t at)
{
	while (at > 0 && at < line.len && ((unsigned char)line.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static size_t at_most(size_t value, size_t most)
{
	return value < most ? value : most;
}

static void add_line(const Report *report, StrBuf *out, Str line, uint32_t number, const Place *place)
{
	bool inside = number >= place->start.line && number <= place->end.line;
	size_t from = number == place->start.line ? at_most(place->start.column - 1, line.len) : 0;
	size_t to = !inside ? from : number == place->end.line ? at_most(place->end.column - 1, line.len) : line.len;
	size_t first = 0, last = line.len;

	if (line.len > MOST_OF_LINE) {
		first = character_start(line, from > BEFORE_PLACE ? from - BEFORE_PLACE : 0);
		last = character_start(line, at_most(first + MOST_OF_LINE, line.len));
	}
	to = at_most(to, last);
	mv_buf_addf(out, "<i>%5u </i>%s", number, first ? "&hellip;" : "");
	if (inside && from < to) {
		add_piece(report, out, line, first, from);
		mv_buf_adds(out, "<mark>");
		add_piece(report, out, line, from, to);
		mv_buf_adds(out, "</mark>");
		add_piece(report, out, line, to, last);
	} else {
		add_piece(report, out, line, first, last);
	}
	mv_buf_adds(out, last < line.len ? "&hellip;\n" : "\n");
}

static void add_frame(const Report *report, StrBuf *out, const Source *source, const char *path, Span span)
{
	Place place = mv_place(report, source, path, span, COLUMN_BYTES);
	uint32_t first, last;

	if (!source || !place.known)
		return;
	first = place.start.line > LINES_AROUND ? place.start.line - LINES_AROUND : 1;
	last = place.end.line + LINES_AROUND < source->line_count ? place.end.line + LINES_AROUND : source->line_count;
	mv_buf_adds(out, "<pre>");
	for (uint32_t line = first; line <= last && line < first + MOST_LINES; line++)
		add_line(report, out, mv_source_line(source, line), line, &place);
	mv_buf_adds(out, last >= first + MOST_LINES ? "<i>      &hellip;</i></pre>\n" : "</pre>\n");
}

/* ---- findings ---- */

static void add_element(StrBuf *out, const char *element, const char *words)
{
	mv_buf_addf(out, "<%s>", element);
	mv_add_words(out, words);
	mv_buf_addf(out, "</%s>\n", element);
}

static void add_place(StrBuf *out, const char *path, const Place *place)
{
	mv_buf_adds(out, "<code>");
	mv_add_markup(out, path);
	mv_buf_addf(out, ":%u:%u</code>", place->start.line, place->start.column);
}

static void add_steps(const Report *report, StrBuf *out, const Finding *finding)
{
	const char *note = mv_steps_note(finding, report->arena);

	if (note)
		add_element(out, "p", note);
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		const char *code = mv_step_text(&finding->steps.items[i], report->arena);

		add_element(out, "p", mv_step_heading(finding, &finding->steps.items[i], i + 1, report->arena));
		if (code) {
			mv_buf_adds(out, "<pre>");
			mv_add_markup(out, code);
			mv_buf_adds(out, "</pre>\n");
		}
	}
}

static void add_notes(const Report *report, StrBuf *out, const Finding *finding)
{
	for (uint32_t i = 0; i < finding->notes.count; i++) {
		const Note *note = &finding->notes.items[i];

		mv_buf_adds(out, "<p>Note: ");
		mv_add_words(out, note->message);
		if (note->source) {
			Place place = mv_place(report, note->source, NULL, note->span, COLUMN_CODE_POINTS);

			mv_buf_addc(out, ' ');
			add_place(out, place.path, &place);
		}
		mv_buf_adds(out, "</p>\n");
		if (note->source)
			add_frame(report, out, note->source, NULL, note->span);
	}
}

static void add_finding(const Report *report, StrBuf *out, const Finding *finding)
{
	Place place = mv_finding_place(report, finding, COLUMN_CODE_POINTS);
	const char *uri = mv_rule_uri(finding->rule, report->arena), *level = mv_severity_name(finding->severity);

	mv_buf_addf(out, "<article class=\"%s\" id=\"f%s\" tabindex=\"-1\"", level, finding->fingerprint);
	mv_add_attribute(out, "data-rule", finding->rule->id);
	mv_buf_addf(out, ">\n<h3><b>%s</b> ", level);
	mv_add_words(out, finding->message);
	mv_buf_adds(out, "</h3>\n<p class=\"soft\">");
	add_place(out, place.path, &place);
	mv_buf_adds(out, " &middot; ");
	if (uri) {
		mv_buf_adds(out, "<a");
		mv_add_attribute(out, "href", uri);
		mv_buf_addc(out, '>');
	}
	mv_add_markup(out, finding->rule->id);
	mv_buf_addf(out, "%s &middot; <a href=\"#f%s\" aria-label=\"link to this finding\">#</a></p>\n", uri ? "</a>" : "",
		    finding->fingerprint);
	add_frame(report, out, finding->source, finding->path, finding->span);
	if (finding->help || finding->steps.count || finding->notes.count) {
		mv_buf_adds(out, "<details><summary>What to do instead</summary>\n");
		if (finding->help)
			add_element(out, "p", finding->help);
		add_steps(report, out, finding);
		add_notes(report, out, finding);
		mv_buf_adds(out, "</details>\n");
	}
	mv_buf_adds(out, "</article>\n");
}

/* Findings are sorted by path. */
static void add_findings(const Report *report, StrBuf *out)
{
	const char *path = NULL;

	for (uint32_t i = 0; i < report->findings->count; i++) {
		const Finding *finding = report->findings->items[i];
		const char *of = mv_finding_place(report, finding, COLUMN_BYTES).path;

		if (!mv_is_reported(finding))
			continue;
		if (!path || !mv_streq(path, of)) {
			mv_buf_adds(out, path ? "</section>\n<section>\n<h2>" : "<section>\n<h2>");
			mv_add_markup(out, of);
			mv_buf_adds(out, "</h2>\n");
		}
		path = of;
		add_finding(report, out, finding);
	}
	mv_buf_adds(out, path ? "</section>\n" : "<p>No findings.</p>\n");
}

/* ---- the page ---- */

static void add_form(const Report *report, StrBuf *out)
{
	Counts counts = mv_count(report);

	mv_buf_adds(out, "<form hidden>\n<input type=\"search\" name=\"query\" placeholder=\"Filter ( / )\" "
			 "aria-label=\"Filter findings by words\">\n");
	for (Severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
		mv_buf_addf(out, "<label><input type=\"checkbox\" name=\"level\" value=\"%s\" checked> %s (%u)</label>\n",
			    mv_severity_name(severity), mv_severity_name(severity), counts.of[severity]);
	mv_buf_adds(out, "<select name=\"rule\" aria-label=\"Filter findings by rule\">\n<option value=\"\">all rules</option>\n");
	for (const Rule *const *rule = report->rules; *rule; rule++) {
		if (!mv_rule_is_reported(report, *rule))
			continue;
		mv_buf_adds(out, "<option>");
		mv_add_markup(out, (*rule)->id);
		mv_buf_adds(out, "</option>\n");
	}
	mv_buf_adds(out, "</select>\n<output name=\"shown\" class=\"soft\"></output>\n"
			 "<span class=\"soft\"><kbd>j</kbd> <kbd>k</kbd> next, previous</span>\n</form>\n");
}

static void write_html(const Report *report, StrBuf *out)
{
	mv_html_start(out, "migvet", mv_findings_style, mv_findings_script);
	mv_buf_adds(out, "<header>\n<h1>migvet: ");
	mv_add_counts(report, out);
	mv_buf_adds(out, "</h1>\n<p class=\"soft\">");
	mv_add_judged(report, out);
	mv_buf_adds(out, "</p>\n</header>\n");
	add_form(report, out);
	mv_buf_adds(out, "<main>\n");
	add_findings(report, out);
	mv_buf_adds(out, "</main>\n");
	if (report->show_statistics) {
		StrBuf lines = { 0 };

		mv_add_statistics(report, &lines);
		mv_buf_adds(out, "<footer>\n<h2>Statistics</h2>\n<pre>");
		mv_add_markup(out, lines.ptr);
		mv_buf_adds(out, "</pre>\n</footer>\n");
		mv_buf_release(&lines);
	}
	mv_html_end(out, mv_findings_script);
}

const Reporter mv_reporter_html = {
	.name = "html",
	.help = "one page for a browser, with a filter",
	.write = write_html,
};
