/*
 * rdjson.c: reviewdog's diagnostics (proto/rdf/reviewdog.proto there), as one
 * object and as one a line. reviewdog takes them to reviews on GitHub, GitLab,
 * Gitea and Bitbucket. Columns count bytes; ends are exclusive.
 */
#include "json.h"

static const char *severity_of(Severity severity)
{
	return severity == SEVERITY_ERROR ? "ERROR" : severity == SEVERITY_WARNING ? "WARNING" : "INFO";
}

static void add_position(cJSON *range, const char *name, Position position)
{
	cJSON *object = cJSON_AddObjectToObject(range, name);

	cJSON_AddNumberToObject(object, "line", position.line);
	cJSON_AddNumberToObject(object, "column", position.column);
}

static void add_range(cJSON *object, const Place *place)
{
	cJSON *range = cJSON_AddObjectToObject(object, "range");

	add_position(range, "start", place->start);
	add_position(range, "end", place->end);
}

static void add_location(cJSON *object, const Place *place)
{
	cJSON *location = cJSON_AddObjectToObject(object, "location");

	cJSON_AddStringToObject(location, "path", place->path);
	if (place->known)
		add_range(location, place);
}

/* Each suggestion is applied by itself: only a fix that is one edit of this file is one. */
static void add_suggestion(const Report *report, cJSON *diagnostic, const Finding *finding, FixIndex *index)
{
	FixPlan plan;
	const char *title;
	FixSafety safety;
	cJSON *suggestions, *suggestion;
	Place place;

	if (!mv_fix_plan_one(index, finding, report->arena, &plan, &title, &safety) || plan.files.count != 1 ||
	    plan.files.items[0].source != finding->source || plan.files.items[0].edits.count != 1)
		return;
	suggestions = cJSON_AddArrayToObject(diagnostic, "suggestions");
	suggestion = cJSON_CreateObject();
	cJSON_AddItemToArray(suggestions, suggestion);
	place = mv_place(report, finding->source, finding->path, plan.files.items[0].edits.items[0].span, COLUMN_BYTES);
	add_range(suggestion, &place);
	cJSON_AddStringToObject(suggestion, "text", plan.files.items[0].edits.items[0].text);
}

static void add_related(const Report *report, cJSON *diagnostic, const Finding *finding)
{
	cJSON *related = NULL;

	for (uint32_t i = 0; i < finding->notes.count; i++) {
		const Note *note = &finding->notes.items[i];
		cJSON *item;
		Place place;

		if (!note->source)
			continue;
		if (!related)
			related = cJSON_AddArrayToObject(diagnostic, "related_locations");
		item = cJSON_CreateObject();
		cJSON_AddItemToArray(related, item);
		cJSON_AddStringToObject(item, "message", note->message);
		place = mv_place(report, note->source, NULL, note->span, COLUMN_BYTES);
		add_location(item, &place);
	}
}

static cJSON *source_object(void)
{
	cJSON *source = cJSON_CreateObject();

	cJSON_AddStringToObject(source, "name", "migvet");
	cJSON_AddStringToObject(source, "url", MV_URI);
	return source;
}

static cJSON *diagnostic_object(const Report *report, const Finding *finding, FixIndex *index)
{
	Place place = mv_finding_place(report, finding, COLUMN_BYTES);
	cJSON *diagnostic = cJSON_CreateObject(), *code;

	cJSON_AddStringToObject(diagnostic, "message", mv_finding_words(report, finding));
	add_location(diagnostic, &place);
	cJSON_AddStringToObject(diagnostic, "severity", severity_of(finding->severity));
	code = cJSON_AddObjectToObject(diagnostic, "code");
	cJSON_AddStringToObject(code, "value", finding->rule->id);
	if (mv_rule_uri(finding->rule, report->arena))
		cJSON_AddStringToObject(code, "url", mv_rule_uri(finding->rule, report->arena));
	add_suggestion(report, diagnostic, finding, index);
	add_related(report, diagnostic, finding);
	return diagnostic;
}

static void write_rdjson(const Report *report, StrBuf *out)
{
	cJSON *result = cJSON_CreateObject(), *diagnostics;
	FixIndex *index = mv_fix_index(report->arena);

	cJSON_AddItemToObject(result, "source", source_object());
	diagnostics = cJSON_AddArrayToObject(result, "diagnostics");
	for (uint32_t i = 0; i < report->findings->count; i++) {
		if (mv_is_reported(report->findings->items[i]))
			cJSON_AddItemToArray(diagnostics, diagnostic_object(report, report->findings->items[i], index));
	}
	mv_json_write(result, false, out);
}

static void write_rdjsonl(const Report *report, StrBuf *out)
{
	FixIndex *index = mv_fix_index(report->arena);

	for (uint32_t i = 0; i < report->findings->count; i++) {
		cJSON *diagnostic;

		if (!mv_is_reported(report->findings->items[i]))
			continue;
		diagnostic = diagnostic_object(report, report->findings->items[i], index);
		cJSON_AddItemToObject(diagnostic, "source", source_object());
		mv_json_write(diagnostic, true, out);
	}
}

const Reporter mv_reporter_rdjson = {
	.name = "rdjson",
	.help = "reviewdog's diagnostics as one object",
	.write = write_rdjson,
};

const Reporter mv_reporter_rdjsonl = {
	.name = "rdjsonl",
	.help = "reviewdog's diagnostics, one a line",
	.write = write_rdjsonl,
};
