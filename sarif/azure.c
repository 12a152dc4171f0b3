/*
 * azure.c: logging commands of Azure Pipelines (microsoft/azure-pipelines-task-lib,
 * node/taskcommand.ts). There are errors and warnings only: what is for
 * information is a line of the log.
 */
#include "place.h"

static void add_escaped(StrBuf *out, const char *text, bool property)
{
	StrBuf clean = { 0 };

	mv_buf_add_clean_lines(&clean, mv_str(text));
	for (size_t i = 0; i < clean.len; i++) {
		char c = clean.ptr[i];

		if (c == '%')
			mv_buf_adds(out, "%AZP25");
		else if (c == '\n')
			mv_buf_adds(out, "%0A");
		else if (property && c == ']')
			mv_buf_adds(out, "%5D");
		else if (property && c == ';')
			mv_buf_adds(out, "%3B");
		else
			mv_buf_addc(out, c);
	}
	mv_buf_release(&clean);
}

static void add_issue(const Report *report, const Finding *finding, StrBuf *out)
{
	Place place = mv_finding_place(report, finding, COLUMN_CODE_POINTS);

	mv_buf_addf(out, "##vso[task.logissue type=%s;sourcepath=", finding->severity == SEVERITY_ERROR ? "error" : "warning");
	add_escaped(out, place.path, true);
	mv_buf_addf(out, ";linenumber=%u;columnnumber=%u;code=", place.start.line, place.start.column);
	add_escaped(out, finding->rule->id, true);
	mv_buf_adds(out, ";]");
	add_escaped(out, mv_finding_words(report, finding), false);
	mv_buf_addc(out, '\n');
}

static void write_azure(const Report *report, StrBuf *out)
{
	for (uint32_t i = 0; i < report->findings->count; i++) {
		const Finding *finding = report->findings->items[i];

		if (!mv_is_reported(finding))
			continue;
		if (finding->severity == SEVERITY_INFO)
			mv_add_concise(report, finding, out);
		else
			add_issue(report, finding, out);
	}
}

const Reporter mv_reporter_azure = {
	.name = "azure",
	.help = "errors and warnings of Azure Pipelines",
	.write = write_azure,
};
