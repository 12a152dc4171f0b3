/*
 * gitlab.c: GitLab's Code Quality report, a part of Code Climate's issues
 * (gitlab.com, doc/ci/testing/code_quality.md). Merge requests show what the
 * target branch's report does not have, by fingerprint.
 */
#include "json.h"

/* Of info, minor, major, critical, blocker. */
static const char *severity_of(Severity severity)
{
	return severity == SEVERITY_ERROR ? "critical" : severity == SEVERITY_WARNING ? "minor" : "info";
}

static cJSON *issue_object(const Report *report, const Finding *finding)
{
	Place place = mv_finding_place(report, finding, COLUMN_CODE_POINTS);
	cJSON *issue = cJSON_CreateObject(), *location, *lines;

	cJSON_AddStringToObject(issue, "description", finding->message);
	cJSON_AddStringToObject(issue, "check_name", finding->rule->id);
	cJSON_AddStringToObject(issue, "fingerprint", finding->fingerprint);
	cJSON_AddStringToObject(issue, "severity", severity_of(finding->severity));
	location = cJSON_AddObjectToObject(issue, "location");
	cJSON_AddStringToObject(location, "path", mv_repository_path(report, place.path));
	lines = cJSON_AddObjectToObject(location, "lines");
	cJSON_AddNumberToObject(lines, "begin", place.start.line);
	cJSON_AddNumberToObject(lines, "end", place.end.line);
	return issue;
}

static void write_gitlab(const Report *report, StrBuf *out)
{
	cJSON *issues = cJSON_CreateArray();

	for (uint32_t i = 0; i < report->findings->count; i++) {
		if (mv_is_reported(report->findings->items[i]))
			cJSON_AddItemToArray(issues, issue_object(report, report->findings->items[i]));
	}
	mv_json_write(issues, false, out);
}

const Reporter mv_reporter_gitlab = {
	.name = "gitlab",
	.help = "GitLab's Code Quality report",
	.write = write_gitlab,
};
