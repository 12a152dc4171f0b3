/*
 * checkstyle.c: the XML that Checkstyle made common: findings by file. Jenkins,
 * reviewdog and most dashboards read it. `source` is migvet.CATEGORY.RULE.
 */
#include "place.h"

#include <stdio.h>

static const char *severity_of(Severity severity)
{
	return severity == SEVERITY_ERROR ? "error" : severity == SEVERITY_WARNING ? "warning" : "info";
}

static void add_number(StrBuf *out, const char *name, uint32_t number)
{
	mv_buf_addf(out, " %s=\"%u\"", name, number);
}

static void add_error(const Report *report, const Finding *finding, StrBuf *out)
{
	Place place = mv_finding_place(report, finding, COLUMN_CODE_POINTS);

	mv_buf_adds(out, "    <error");
	add_number(out, "line", place.start.line);
	add_number(out, "column", place.start.column);
	mv_add_attribute(out, "severity", severity_of(finding->severity));
	mv_add_attribute(out, "message", mv_finding_words(report, finding));
	mv_add_attribute(out, "source", mv_arena_format(report->arena, "migvet.%s.%s", finding->rule->category, finding->rule->id));
	mv_buf_adds(out, "/>\n");
}

/* Findings are sorted by path. */
static void write_checkstyle(const Report *report, StrBuf *out)
{
	const char *path = NULL;

	mv_buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
	for (uint32_t i = 0; i < report->findings->count; i++) {
		const Finding *finding = report->findings->items[i];
		const char *of = mv_finding_place(report, finding, COLUMN_CODE_POINTS).path;

		if (!mv_is_reported(finding))
			continue;
		if (!path || !mv_streq(path, of)) {
			mv_buf_adds(out, path ? "  </file>\n  <file" : "  <file");
			mv_add_attribute(out, "name", of);
			mv_buf_adds(out, ">\n");
		}
		path = of;
		add_error(report, finding, out);
	}
	mv_buf_adds(out, path ? "  </file>\n</checkstyle>\n" : "</checkstyle>\n");
}

const Reporter mv_reporter_checkstyle = {
	.name = "checkstyle",
	.help = "Checkstyle's XML, for Jenkins and many others",
	.write = write_checkstyle,
};
