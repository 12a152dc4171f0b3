/*
 * github.c: workflow commands that GitHub turns into annotations
 * (actions/toolkit, packages/core/src/command.ts).
 */
#include "place.h"

#include <string.h>

/* What one step may show of each level; the rest vanishes without a word, so the last line says it. */
enum { MOST_OF_A_LEVEL = 10 };

static void add_escaped(StrBuf *out, const char *given, bool property)
{
	StrBuf clean = { 0 };
	const char *text;

	mv_buf_add_clean_lines(&clean, mv_str(given));
	text = clean.ptr ? clean.ptr : "";
	for (; *text; text++) {
		switch (*text) {
		case '%':
			mv_buf_adds(out, "%25");
			break;
		case '\n':
			mv_buf_adds(out, "%0A");
			break;
		case ':':
			mv_buf_adds(out, property ? "%3A" : ":");
			break;
		case ',':
			mv_buf_adds(out, property ? "%2C" : ",");
			break;
		default:
			mv_buf_addc(out, *text);
			break;
		}
	}
	mv_buf_release(&clean);
}

static const char *level_of(Severity severity)
{
	return severity == SEVERITY_ERROR ? "error" : severity == SEVERITY_WARNING ? "warning" : "notice";
}

static void add_annotation(const Report *report, const Finding *finding, StrBuf *out)
{
	Place place = mv_finding_place(report, finding, COLUMN_CODE_POINTS);

	mv_buf_addf(out, "::%s file=", level_of(finding->severity));
	add_escaped(out, mv_repository_path(report, place.path), true);
	mv_buf_addf(out, ",line=%u", place.start.line);
	/* GitHub refuses columns when there are several lines */
	if (place.known && place.start.line == place.end.line)
		mv_buf_addf(out, ",endLine=%u,col=%u,endColumn=%u", place.end.line, place.start.column, place.end.column);
	else if (place.known)
		mv_buf_addf(out, ",endLine=%u", place.end.line);
	mv_buf_adds(out, ",title=");
	add_escaped(out, "migvet: ", true);
	add_escaped(out, finding->rule->id, true);
	mv_buf_adds(out, "::");
	add_escaped(out, finding->message, false);
	if (finding->help) {
		mv_buf_adds(out, "%0A%0A");
		add_escaped(out, finding->help, false);
	}
	if (finding->steps.count) {
		StrBuf steps = { 0 };

		mv_buf_adds(out, "%0A%0A");
		mv_add_steps(&steps, finding, "", "    ", report->arena);
		add_escaped(out, steps.ptr, false);
		mv_buf_release(&steps);
	}
	mv_buf_addc(out, '\n');
}

/* How many of a level are shown; where any are left out, the notice that says so is one of the notices. */
static uint32_t most_of(const Counts *counts, Severity severity)
{
	bool any = false;

	for (Severity level = SEVERITY_INFO; level <= SEVERITY_ERROR; level++)
		any = any || counts->of[level] > MOST_OF_A_LEVEL;
	return severity == SEVERITY_INFO && any ? MOST_OF_A_LEVEL - 1 : MOST_OF_A_LEVEL;
}

/* Errors first, so that the limit cuts what matters least. */
static void write_github(const Report *report, StrBuf *out)
{
	Counts counts = mv_count(report);
	uint32_t left_out = 0;

	for (Severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
		uint32_t shown = 0;

		for (uint32_t i = 0; i < report->findings->count; i++) {
			const Finding *finding = report->findings->items[i];

			if (!mv_is_reported(finding) || finding->severity != severity)
				continue;
			if (shown++ < most_of(&counts, severity))
				add_annotation(report, finding, out);
			else
				left_out++;
		}
	}
	if (left_out)
		mv_buf_addf(out, "::notice title=migvet::%u more findings are not annotated: GitHub shows %d of each level a step; "
				 "see the log or the SARIF report\n", left_out, MOST_OF_A_LEVEL);
}

const Reporter mv_reporter_github = {
	.name = "github",
	.help = "annotations on GitHub pull requests",
	.write = write_github,
};
