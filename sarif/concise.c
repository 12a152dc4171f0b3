/* concise.c: one line a finding, as compilers write them; columns count code points. */
#include "place.h"

void mv_add_concise(const Report *report, const Finding *finding, StrBuf *out)
{
	Place place = mv_finding_place(report, finding, COLUMN_CODE_POINTS);
	Str rest = mv_str(place.path), line;

	/* a path may have several lines, or look like a command to GitHub */
	while (mv_str_next_line(&rest, &line)) {
		mv_buf_add_clean_lines(out, line);
		mv_buf_adds(out, rest.len ? "?" : "");
	}
	mv_buf_addf(out, ":%u:%u: %s: ", place.start.line, place.start.column, mv_severity_name(finding->severity));
	mv_buf_add_clean(out, mv_str(finding->message));
	mv_buf_addf(out, " [%s]\n", finding->rule->id);
}

static void write_concise(const Report *report, StrBuf *out)
{
	for (uint32_t i = 0; i < report->findings->count; i++) {
		if (mv_is_reported(report->findings->items[i]))
			mv_add_concise(report, report->findings->items[i], out);
	}
}

const Reporter mv_reporter_concise = {
	.name = "concise",
	.help = "one line a finding, as GCC: path:line:column: severity: message [rule]",
	.for_people = true,
	.write = write_concise,
};
