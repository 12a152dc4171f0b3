/*
 * markdown.c: a comment on a pull request: a headline, a line for each finding
 * that unfolds. It is HTML that GitHub, GitLab, Gitea and Azure DevOps take in
 * Markdown, because nothing in it is read as Markdown but the code, which is
 * fenced: names in migrations mean nothing. The first line is a mark by which a
 * bot finds its comment, to write it anew.
 */
#include "place.h"

#include <string.h>

/* GitHub refuses longer comments. It counts characters, this counts bytes. */
enum { MOST_OF_COMMENT = 65536, ROOM_FOR_END = 400 };

#define MARK "<!-- migvet:report -->"

static void add_fence(StrBuf *out, size_t length, const char *language)
{
	for (size_t i = 0; i < length; i++)
		mv_buf_addc(out, '`');
	mv_buf_addf(out, "%s\n", language);
}

/* Fenced by more backticks than it has in a row. */
static void add_code(StrBuf *out, const char *code, const char *language)
{
	StrBuf clean = { 0 };
	size_t longest = 2, run = 0;

	mv_buf_add_clean_lines(&clean, mv_str(code));
	for (size_t i = 0; i < clean.len; i++) {
		run = clean.ptr[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	mv_buf_addc(out, '\n');
	add_fence(out, longest + 1, language);
	mv_buf_add(out, (Str){ .ptr = clean.ptr, .len = clean.len });
	mv_buf_adds(out, clean.len && clean.ptr[clean.len - 1] == '\n' ? "" : "\n");
	add_fence(out, longest + 1, "");
	mv_buf_addc(out, '\n');
	mv_buf_release(&clean);
}

/* An empty line would end the HTML: markup has none, for line ends are written as references. */
static void add_paragraph(StrBuf *out, const char *words)
{
	mv_buf_adds(out, "<p>");
	mv_add_words(out, words);
	mv_buf_adds(out, "</p>\n");
}

static void add_place(StrBuf *out, const Place *place)
{
	mv_buf_adds(out, "<code>");
	mv_add_markup(out, place->path);
	mv_buf_addf(out, ":%u</code>", place->start.line);
}

static void add_headline(const Report *report, const Finding *finding, StrBuf *out)
{
	Place place = mv_finding_place(report, finding, COLUMN_CODE_POINTS);

	mv_buf_addf(out, "<b>%s</b> ", mv_severity_name(finding->severity));
	add_place(out, &place);
	mv_buf_addc(out, ' ');
	mv_add_words(out, finding->message);
}

static void add_steps(const Report *report, const Finding *finding, StrBuf *out)
{
	const char *note = mv_steps_note(finding, report->arena);

	if (note)
		add_paragraph(out, note);
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		const SafeStep *step = &finding->steps.items[i];
		const char *code = mv_step_text(step, report->arena);

		add_paragraph(out, mv_step_heading(finding, step, i + 1, report->arena));
		if (code)
			add_code(out, code, step->code ? "python" : "sql");
	}
}

static void add_finding(const Report *report, const Finding *finding, StrBuf *out)
{
	const char *uri = mv_rule_uri(finding->rule, report->arena);

	mv_buf_adds(out, "<details><summary>");
	add_headline(report, finding, out);
	mv_buf_adds(out, "</summary>\n");
	if (finding->help)
		add_paragraph(out, finding->help);
	add_steps(report, finding, out);
	for (uint32_t i = 0; i < finding->notes.count; i++) {
		const Note *note = &finding->notes.items[i];

		mv_buf_adds(out, "<p>note: ");
		mv_add_words(out, note->message);
		if (note->source) {
			Place place = mv_place(report, note->source, NULL, note->span, COLUMN_CODE_POINTS);

			mv_buf_adds(out, " &mdash; ");
			add_place(out, &place);
		}
		mv_buf_adds(out, "</p>\n");
	}
	mv_buf_adds(out, "<p>rule: ");
	if (uri) {
		mv_buf_adds(out, "<a");
		mv_add_attribute(out, "href", uri);
		mv_buf_addc(out, '>');
	}
	mv_buf_adds(out, "<code>");
	mv_add_markup(out, finding->rule->id);
	mv_buf_adds(out, uri ? "</code></a></p>\n</details>\n\n" : "</code></p>\n</details>\n\n");
}

static void add_short(const Report *report, const Finding *finding, StrBuf *out)
{
	mv_buf_adds(out, "<p>");
	add_headline(report, finding, out);
	mv_buf_adds(out, "</p>\n\n");
}

/* Whole if there is room, else its headline alone; false: no room. */
static bool fits(const Report *report, const Finding *finding, size_t most, StrBuf *out)
{
	StrBuf text = { 0 };
	bool fit;

	add_finding(report, finding, &text);
	if (out->len + text.len > most) {
		mv_buf_clear(&text);
		add_short(report, finding, &text);
	}
	fit = out->len + text.len <= most;
	if (fit)
		mv_buf_add(out, (Str){ .ptr = text.ptr, .len = text.len });
	mv_buf_release(&text);
	return fit;
}

static void add_statistics(const Report *report, size_t most, StrBuf *out)
{
	StrBuf lines = { 0 }, text = { 0 };

	mv_add_statistics(report, &lines);
	mv_buf_adds(&text, "<details><summary>statistics</summary>\n");
	add_code(&text, lines.ptr, "text");
	mv_buf_adds(&text, "</details>\n");
	if (out->len + text.len <= most)
		mv_buf_add(out, (Str){ .ptr = text.ptr, .len = text.len });
	mv_buf_release(&lines);
	mv_buf_release(&text);
}

/* Errors first: the limit cuts what matters least. */
void mv_report_markdown(const Report *report, size_t most, StrBuf *out)
{
	uint32_t left_out = 0;
	size_t room = out->len + most;

	mv_buf_adds(out, MARK "\n### migvet: ");
	mv_add_counts(report, out);
	mv_buf_adds(out, "\n\n");
	mv_add_judged(report, out);
	mv_buf_adds(out, "\n\n");
	for (Severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
		for (uint32_t i = 0; i < report->findings->count; i++) {
			const Finding *finding = report->findings->items[i];

			if (mv_is_reported(finding) && finding->severity == severity)
				left_out += !fits(report, finding, room - ROOM_FOR_END, out);
		}
	}
	if (left_out)
		mv_buf_addf(out, "%u more findings are left out here: the text would be longer than %zu characters. `migvet check` "
				 "shows them.\n", left_out, most);
	if (report->show_statistics)
		add_statistics(report, room, out);
}

static void write_comment(const Report *report, StrBuf *out)
{
	mv_report_markdown(report, MOST_OF_COMMENT, out);
}

const Reporter mv_reporter_markdown = {
	.name = "markdown",
	.help = "a comment on a pull request",
	.write = write_comment,
};
