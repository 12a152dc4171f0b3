/* text.c: findings for people: message, code frame with the place underlined, help, notes, summary. */
#include "place.h"

#include <stdio.h>
#include <string.h>

typedef struct Style {
	const char *error, *warning, *info, *bold, *dim, *reset;
	const char *arrow, *bar, *mark;
} Style;

static const Style plain = { "", "", "", "", "", "", "-->", "|", "^" };

static Style style_of(const Report *report)
{
	Style style = plain;

	if (report->color) {
		style.error = "\033[1;31m";
		style.warning = "\033[1;33m";
		style.info = "\033[1;36m";
		style.bold = "\033[1m";
		style.dim = "\033[34m";
		style.reset = "\033[0m";
	}
	if (report->unicode) {
		style.arrow = "\xE2\x95\xAD\xE2\x96\xB8"; /* corner and triangle */
		style.bar = "\xE2\x94\x82";
		style.mark = "\xE2\x94\x81";
	}
	return style;
}

static const char *severity_style(const Style *style, Severity severity)
{
	return severity == SEVERITY_ERROR ? style->error : severity == SEVERITY_WARNING ? style->warning : style->info;
}

/* ---- the code frame ---- */

/* A line longer than this is shown as a window around the place. */
enum { WIDEST_LINE = 140, BEFORE_PLACE = 40, TAB_WIDTH = 4 };

/* Decodes one character and says how many terminal cells it takes. */
static size_t character(Str text, size_t at, unsigned *cells)
{
	unsigned char c = (unsigned char)text.ptr[at];
	size_t len = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	uint32_t value = len == 1 ? c : c & (0xFFu >> (len + 1));

	if (len > text.len - at)
		len = text.len - at;
	for (size_t i = 1; i < len; i++)
		value = value << 6 | ((unsigned char)text.ptr[at + i] & 0x3F);
	*cells = 1;
	if (value >= 0x300 && value < 0x370)
		*cells = 0; /* combining marks */
	else if ((value >= 0x1100 && value < 0x1160) || (value >= 0x2E80 && value < 0xA4D0) ||
		 (value >= 0xAC00 && value < 0xD7A4) || (value >= 0xF900 && value < 0xFB00) ||
		 (value >= 0xFE30 && value < 0xFE70) || (value >= 0xFF00 && value < 0xFF61) ||
		 (value >= 0x1F300 && value < 0x1FB00) || (value >= 0x20000 && value < 0x40000))
		*cells = 2; /* East Asian wide characters, emoji */
	return len;
}

/* Adds [from, to) of a line with tabs expanded; returns the cells used. */
static unsigned add_code(StrBuf *out, Str line, size_t from, size_t to, unsigned cell)
{
	unsigned start = cell;

	while (from < to) {
		unsigned cells;
		size_t len = character(line, from, &cells);

		if (line.ptr[from] == '\t') {
			do {
				if (out)
					mv_buf_addc(out, ' ');
			} while (++cell % TAB_WIDTH);
		} else {
			if (out)
				mv_buf_add_clean(out, mv_str_slice(line, from, from + len));
			cell += cells;
		}
		from += len;
	}
	return cell - start;
}

static size_t character_start(Str line, size_t at)
{
	while (at > 0 && at < line.len && ((unsigned char)line.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static void add_marks(StrBuf *out, const Style *style, unsigned indent, unsigned count)
{
	for (unsigned i = 0; i < indent; i++)
		mv_buf_addc(out, ' ');
	for (unsigned i = 0; i < count; i++)
		mv_buf_adds(out, style->mark);
}

/* The line with the start of the span, and marks under the part of the span on that line. */
static void add_frame(const Report *report, const Style *style, const Source *source, const char *path, Span span,
		      const char *mark_style, StrBuf *out)
{
	Place place = mv_place(report, source, path, span, COLUMN_BYTES);
	Place shown = mv_place(report, source, path, span, COLUMN_CODE_POINTS);
	Str line;
	size_t from, to, first = 0, last;
	unsigned indent, count;
	int width = snprintf(NULL, 0, "%u", place.start.line);

	mv_buf_addf(out, "%*s%s%s%s ", width + 1, "", style->dim, style->arrow, style->reset);
	mv_buf_add_clean(out, mv_str(place.path));
	if (!source || !place.known) {
		mv_buf_addc(out, '\n');
		return;
	}
	mv_buf_addf(out, ":%u:%u\n", shown.start.line, shown.start.column);
	line = mv_source_line(source, place.start.line);
	from = place.start.column - 1;
	to = place.end.line == place.start.line ? place.end.column - 1 : line.len;
	if (from > line.len)
		from = line.len;
	if (to > line.len)
		to = line.len;
	last = line.len;
	if (line.len > WIDEST_LINE) {
		first = character_start(line, from > BEFORE_PLACE ? from - BEFORE_PLACE : 0);
		last = character_start(line, first + WIDEST_LINE < line.len ? first + WIDEST_LINE : line.len);
	}
	if (to > last)
		to = last;
	mv_buf_addf(out, "%*s%s%s%s\n", width + 1, "", style->dim, style->bar, style->reset);
	mv_buf_addf(out, "%s%u %s%s ", style->dim, place.start.line, style->bar, style->reset);
	mv_buf_adds(out, first ? "..." : "");
	add_code(out, line, first, last, 0);
	mv_buf_adds(out, last < line.len ? "...\n" : "\n");
	indent = add_code(NULL, line, first, from, 0);
	count = add_code(NULL, line, from, to, indent);
	mv_buf_addf(out, "%*s%s%s%s %s%s", width + 1, "", style->dim, style->bar, style->reset, first ? "   " : "",
		    mark_style);
	add_marks(out, style, indent, count ? count : 1);
	mv_buf_addf(out, "%s\n", style->reset);
}

/* A Python operation that goes on: what it is about stands on the lines below. */
static void add_lines_below(const Report *report, const Style *style, const Finding *finding, StrBuf *out)
{
	enum { MOST_LINES = 4 };
	Place place = mv_finding_place(report, finding, COLUMN_BYTES);
	int width = snprintf(NULL, 0, "%u", place.start.line);
	uint32_t line = place.start.line + 1;

	if (!finding->source || !place.known || finding->operation.end <= finding->operation.start)
		return;
	for (; line <= place.end.line && line <= place.start.line + MOST_LINES; line++) {
		Str text = mv_source_line(finding->source, line);

		mv_buf_addf(out, "%s%*u %s%s ", style->dim, width, line, style->bar, style->reset);
		add_code(out, text, 0, text.len > WIDEST_LINE ? character_start(text, WIDEST_LINE) : text.len, 0);
		mv_buf_adds(out, text.len > WIDEST_LINE ? "...\n" : "\n");
	}
}

/* ---- findings ---- */

static void add_lines(StrBuf *out, const Style *style, const char *label, const char *text)
{
	Str rest = mv_str(text), line;
	bool first = true;

	while (mv_str_next_line(&rest, &line)) {
		if (first)
			mv_buf_addf(out, "  %s%s:%s ", style->bold, label, style->reset);
		else
			mv_buf_addf(out, "  %*s", line.len ? (int)strlen(label) + 2 : 0, "");
		if (first)
			mv_buf_add_clean(out, line);
		else
			mv_buf_add_clean_lines(out, line);
		mv_buf_addc(out, '\n');
		first = false;
	}
}

static void add_steps(const Report *report, const Finding *finding, StrBuf *out)
{
	StrBuf steps = { 0 };

	mv_add_steps(&steps, finding, "    ", "       ", report->arena);
	mv_buf_add_clean_lines(out, (Str){ .ptr = steps.ptr, .len = steps.len });
	mv_buf_release(&steps);
}

static void add_finding(const Report *report, const Style *style, const Finding *finding, StrBuf *out)
{
	const char *color = severity_style(style, finding->severity);

	mv_buf_addf(out, "%s%s[%s]%s%s: ", color, mv_severity_name(finding->severity), finding->rule->id, style->reset,
		    style->bold);
	mv_buf_add_clean(out, mv_str(finding->message));
	mv_buf_addf(out, "%s\n", style->reset);
	add_frame(report, style, finding->source, finding->path, finding->span, color, out);
	add_lines_below(report, style, finding, out);
	if (finding->help)
		add_lines(out, style, "help", finding->help);
	add_steps(report, finding, out);
	for (uint32_t i = 0; i < finding->notes.count; i++) {
		const Note *note = &finding->notes.items[i];

		add_lines(out, style, "note", note->message);
		if (note->source)
			add_frame(report, style, note->source, NULL, note->span, style->dim, out);
	}
	mv_buf_addc(out, '\n');
}

/* ---- the end ---- */

static void add_summary(const Report *report, const Style *style, StrBuf *out)
{
	mv_buf_adds(out, style->bold);
	mv_add_counts(report, out);
	mv_buf_addf(out, "%s; ", style->reset);
	mv_add_judged(report, out);
	mv_buf_addc(out, '\n');
}

static void write_text(const Report *report, StrBuf *out)
{
	Style style = style_of(report);

	for (uint32_t i = 0; i < report->findings->count; i++) {
		if (mv_is_reported(report->findings->items[i]))
			add_finding(report, &style, report->findings->items[i], out);
	}
	if (report->show_statistics)
		mv_add_statistics(report, out);
	add_summary(report, &style, out);
}

const Reporter mv_reporter_text = {
	.name = "text",
	.help = "for people: code frames, help, a summary",
	.for_people = true,
	.write = write_text,
};
