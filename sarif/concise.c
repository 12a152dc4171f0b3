/* concise.c: one line a finding, as compilers write them; columns count code points. */
#include "place.h"

static void write_concise(const Report *report, StrBuf *out)
{
	for (uint32_t i = 0; i < report->findings->count; i++) {
		const Finding *finding = report->findings->items[i];
		Place place = mv_finding_place(report, finding, COLUMN_CODE_POINTS);

		if (!mv_is_reported(finding))
			continue;
		mv_buf_add_clean(out, mv_str(place.path));
		mv_buf_addf(out, ":%u:%u: %s: ", place.start.line, place.start.column, mv_severity_name(finding->severity));
		mv_buf_add_clean(out, mv_str(finding->message));
		mv_buf_addf(out, " [%s]\n", finding->rule->id);
	}
}

const Reporter mv_reporter_concise = {
	.name = "concise",
	.help = "one line a finding: path:line:column: severity: message [rule]",
	.write = write_concise,
};
