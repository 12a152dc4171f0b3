/*
 * sarif.c: SARIF 2.1.0 for GitHub code scanning and whoever else reads it.
 *
 * What GitHub does with which property, and what its validator asks for, was
 * found by reading and running both. Suppressed and baselined findings are left
 * out unless they are asked for: GitHub ignores `suppressions` and would open
 * alerts for them.
 */
#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* GitHub takes that many results of one run, and that many locations of one result. */
enum { MOST_RESULTS = 25000, MOST_RELATED = 100 };

/* The rules that are reported, in the order of the registry. */
typedef struct RuleList {
	VEC(const Rule *) rules;
} RuleList;

static cJSON *text_object(const char *text)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "text", text);
	return object;
}

static const char *level_of(Severity severity)
{
	return severity == SEVERITY_ERROR ? "error" : severity == SEVERITY_WARNING ? "warning" : "note";
}

/* A sentence: SARIF's own rules want a period, ours do not. */
static char *sentence(const Report *report, const char *text)
{
	size_t len = strlen(text);
	bool ends = len && (text[len - 1] == '.' || text[len - 1] == '?' || text[len - 1] == '!');

	return mv_arena_format(report->arena, "%s%s", text, ends ? "" : ".");
}

/* A path as a URI reference relative to the repository's root. */
static char *uri_of(const Report *report, const char *path)
{
	StrBuf uri = { 0 };
	char *result;

	for (path = mv_repository_path(report, path); *path; path++) {
		unsigned char c = (unsigned char)*path;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~/!$&'()*+,;=@", c))
			mv_buf_addc(&uri, (char)c);
		else
			mv_buf_addf(&uri, "%%%02X", c);
	}
	result = mv_buf_to_arena(&uri, report->arena);
	mv_buf_release(&uri);
	return result;
}

static bool is_shown(const Report *report, const Finding *finding)
{
	return report->show_suppressed || mv_is_reported(finding);
}

/* ---- rules ---- */

static bool rule_is_shown(const Report *report, const Rule *rule)
{
	for (uint32_t i = 0; report->show_suppressed && i < report->findings->count; i++) {
		if (report->findings->items[i]->rule == rule)
			return true;
	}
	return mv_rule_is_reported(report, rule);
}

static cJSON *help_object(const Report *report, const Rule *rule)
{
	cJSON *help = cJSON_CreateObject();

	cJSON_AddStringToObject(help, "text", mv_arena_format(report->arena, "%s\n\nInstead:\n%s", rule->doc.why, rule->doc.instead));
	/* what no rule finds is allowed by no comment */
	if (!rule->doc.bad)
		return help;
	cJSON_AddStringToObject(help, "markdown",
				mv_arena_format(report->arena,
						"%s\n\n**Instead**\n\n%s\n\n**Reported**\n\n```sql\n%s\n```\n\n**Not reported**\n\n"
						"```sql\n%s\n```\n\nAllow it at one place: `-- migvet: allow %s -- reason`\n",
						rule->doc.why, rule->doc.instead, rule->doc.bad, rule->doc.good, rule->id));
	return help;
}

static cJSON *rule_object(const Report *report, const Rule *rule)
{
	cJSON *object = cJSON_CreateObject(), *properties, *configuration, *strings, *tags;
	char room[8];
	const char *code;

	code = mv_rule_code(rule, room);
	cJSON_AddStringToObject(object, "id", code);
	cJSON_AddStringToObject(object, "name", rule->name);
	cJSON_AddItemToObject(object, "shortDescription", text_object(sentence(report, rule->doc.summary)));
	cJSON_AddItemToObject(object, "fullDescription", text_object(sentence(report, rule->doc.why)));
	if (mv_rule_uri(rule, report->arena))
		cJSON_AddStringToObject(object, "helpUri", mv_rule_uri(rule, report->arena));
	cJSON_AddItemToObject(object, "help", help_object(report, rule));
	strings = cJSON_AddObjectToObject(object, "messageStrings");
	cJSON_AddItemToObject(strings, "finding", text_object("{0}."));
	configuration = cJSON_AddObjectToObject(object, "defaultConfiguration");
	cJSON_AddBoolToObject(configuration, "enabled", rule->severity != SEVERITY_OFF);
	cJSON_AddStringToObject(configuration, "level", level_of(rule->severity == SEVERITY_OFF ? SEVERITY_WARNING : rule->severity));
	properties = cJSON_AddObjectToObject(object, "properties");
	tags = cJSON_AddArrayToObject(properties, "tags");
	cJSON_AddItemToArray(tags, cJSON_CreateString("migrations"));
	cJSON_AddItemToArray(tags, cJSON_CreateString(rule->category));
	cJSON_AddItemToArray(tags, cJSON_CreateString(rule->id));
	cJSON_AddStringToObject(properties, "precision", rule->severity == SEVERITY_ERROR ? "high" : "medium");
	cJSON_AddStringToObject(properties, "problem.severity", rule->severity == SEVERITY_ERROR ? "error" :
							rule->severity == SEVERITY_INFO ? "recommendation" : "warning");
	return object;
}

static int rule_index(const RuleList *list, const Rule *rule)
{
	for (uint32_t i = 0; i < list->rules.count; i++) {
		if (list->rules.items[i] == rule)
			return (int)i;
	}
	return -1;
}

/* ---- results ---- */

static cJSON *physical_location(const Report *report, const Source *source, const char *path, Span span)
{
	Place place = mv_place(report, source, path, span, COLUMN_UTF16);
	cJSON *location = cJSON_CreateObject(), *artifact, *region;

	artifact = cJSON_AddObjectToObject(location, "artifactLocation");
	cJSON_AddStringToObject(artifact, "uri", uri_of(report, place.path));
	region = cJSON_AddObjectToObject(location, "region");
	cJSON_AddNumberToObject(region, "startLine", place.start.line);
	if (place.known) {
		/* alerts show on a pull request only if all of their lines are in the diff: keep to the first line */
		bool several = place.end.line != place.start.line;
		Str line = mv_source_line(source, place.start.line);
		uint32_t start = (uint32_t)(line.ptr - source->text.ptr);
		Span shown = { span.start, several ? start + (uint32_t)line.len : span.end };
		Position end = mv_source_position(source, shown.end, COLUMN_UTF16);
		Str snippet = mv_source_slice(source, shown);

		cJSON_AddNumberToObject(region, "startColumn", place.start.column);
		cJSON_AddNumberToObject(region, "endLine", place.start.line);
		cJSON_AddNumberToObject(region, "endColumn", end.column > place.start.column ? end.column : place.start.column + 1);
		if (snippet.len && snippet.len < 1000)
			cJSON_AddItemToObject(region, "snippet",
					      text_object(mv_arena_strndup(report->arena, snippet.ptr, snippet.len)));
	}
	return location;
}

static void add_related(const Report *report, cJSON *result, const Finding *finding)
{
	cJSON *related = NULL;

	for (uint32_t i = 0; i < finding->notes.count && i < MOST_RELATED; i++) {
		const Note *note = &finding->notes.items[i];
		cJSON *location;

		if (!note->source)
			continue;
		if (!related)
			related = cJSON_AddArrayToObject(result, "relatedLocations");
		location = cJSON_CreateObject();
		cJSON_AddNumberToObject(location, "id", i + 1);
		cJSON_AddItemToObject(location, "physicalLocation", physical_location(report, note->source, NULL, note->span));
		cJSON_AddItemToObject(location, "message", text_object(sentence(report, note->message)));
		cJSON_AddItemToArray(related, location);
	}
}

static void add_change(const Report *report, cJSON *changes, const FileEdit *file)
{
	cJSON *change = cJSON_CreateObject(), *artifact, *replacements;

	cJSON_AddItemToArray(changes, change);
	artifact = cJSON_AddObjectToObject(change, "artifactLocation");
	cJSON_AddStringToObject(artifact, "uri", uri_of(report, file->path));
	replacements = cJSON_AddArrayToObject(change, "replacements");
	for (uint32_t i = 0; i < file->edits.count; i++) {
		const Edit *edit = &file->edits.items[i];
		Place place = mv_place(report, file->source, file->path, edit->span, COLUMN_UTF16);
		cJSON *replacement = cJSON_CreateObject(), *region;

		region = cJSON_AddObjectToObject(replacement, "deletedRegion");
		cJSON_AddNumberToObject(region, "startLine", place.start.line);
		cJSON_AddNumberToObject(region, "startColumn", place.start.column);
		cJSON_AddNumberToObject(region, "endLine", place.end.line);
		cJSON_AddNumberToObject(region, "endColumn", place.end.column);
		cJSON_AddItemToObject(replacement, "insertedContent", text_object(edit->text));
		cJSON_AddItemToArray(replacements, replacement);
	}
}

/* New migrations are files that are not there yet: what is inserted at their start is all of them. */
static void add_fixes(const Report *report, cJSON *result, const Finding *finding, FixIndex *index)
{
	cJSON *fixes, *fix, *changes;
	FixPlan plan;
	const char *title;
	FixSafety safety;

	if (!mv_fix_plan_one(index, finding, report->arena, &plan, &title, &safety))
		return;
	fixes = cJSON_AddArrayToObject(result, "fixes");
	fix = cJSON_CreateObject();
	cJSON_AddItemToArray(fixes, fix);
	cJSON_AddItemToObject(fix, "description", text_object(sentence(report, title)));
	changes = cJSON_AddArrayToObject(fix, "artifactChanges");
	for (uint32_t i = 0; i < plan.files.count; i++)
		add_change(report, changes, &plan.files.items[i]);
}

/* Hashes of one source's lines, kept for its next finding (findings are sorted by file). */
typedef struct LineHashes {
	const Source *source;
	const char **hashes;
	uint32_t count;
} LineHashes;

static void add_fingerprints(const Report *report, cJSON *result, const Finding *finding, LineHashes *lines)
{
	cJSON *prints = cJSON_AddObjectToObject(result, "partialFingerprints");

	if (finding->source && finding->source->text.ptr) {
		Place place = mv_finding_place(report, finding, COLUMN_UTF16);

		if (lines->source != finding->source) {
			lines->source = finding->source;
			lines->hashes = mv_line_hashes(finding->source->text, &lines->count, report->arena);
		}
		if (place.start.line <= lines->count && lines->hashes[place.start.line - 1])
			cJSON_AddStringToObject(prints, "primaryLocationLineHash", lines->hashes[place.start.line - 1]);
	}
	cJSON_AddStringToObject(prints, "migvetFingerprint/v1", finding->fingerprint);
}

/* Names may hold what means something to Markdown. */
static void add_markdown(StrBuf *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("\\`*_{}[]<>()#+-.!|~&:", *text))
			mv_buf_addc(out, '\\');
		mv_buf_addc(out, *text);
	}
}

/* The SQL as indented blocks, which nothing in it can end. */
static char *markdown_message(const Report *report, const Finding *finding)
{
	StrBuf text = { 0 };
	char *result;

	add_markdown(&text, sentence(report, finding->message));
	if (finding->help) {
		mv_buf_adds(&text, "\n\n");
		add_markdown(&text, sentence(report, finding->help));
	}
	if (mv_steps_note(finding, report->arena)) {
		mv_buf_adds(&text, "\n\n");
		add_markdown(&text, mv_steps_note(finding, report->arena));
	}
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		const SafeStep *step = &finding->steps.items[i];
		const char *code = mv_step_text(step, report->arena);
		Str rest = mv_str(code), line;

		mv_buf_adds(&text, "\n\n");
		add_markdown(&text, mv_step_heading(finding, step, i + 1, report->arena));
		mv_buf_adds(&text, code ? "\n" : "");
		while (code && mv_str_next_line(&rest, &line))
			mv_buf_addf(&text, "\n    %.*s", STR_ARG(line));
	}
	mv_buf_addc(&text, '\n');
	result = mv_buf_to_arena(&text, report->arena);
	mv_buf_release(&text);
	return result;
}

static cJSON *message_object(const Report *report, const Finding *finding)
{
	StrBuf text = { 0 };
	cJSON *message = cJSON_CreateObject(), *arguments;
	const char *argument;

	mv_buf_adds(&text, finding->message);
	if (finding->steps.count) {
		mv_buf_adds(&text, ". Instead:\n");
		mv_add_steps(&text, finding, "", "    ", report->arena);
	}
	if (finding->help)
		mv_buf_addf(&text, finding->steps.count ? "In short: %s" : ". Instead: %s", finding->help);
	argument = mv_buf_to_arena(&text, report->arena);
	mv_buf_release(&text);
	/* GitHub reads `text`, the format's own validator wants `id` and `arguments` */
	cJSON_AddStringToObject(message, "id", "finding");
	arguments = cJSON_AddArrayToObject(message, "arguments");
	cJSON_AddItemToArray(arguments, cJSON_CreateString(argument));
	cJSON_AddStringToObject(message, "text", mv_arena_format(report->arena, "%s.", argument));
	if (finding->steps.count)
		cJSON_AddStringToObject(message, "markdown", markdown_message(report, finding));
	return message;
}

/* By a comment beside it, or by the baseline, which is a file of its own. */
static void add_suppressions(cJSON *result, const Finding *finding)
{
	cJSON *suppressions, *suppression;

	if (mv_is_reported(finding))
		return;
	suppressions = cJSON_AddArrayToObject(result, "suppressions");
	suppression = cJSON_CreateObject();
	cJSON_AddItemToArray(suppressions, suppression);
	cJSON_AddStringToObject(suppression, "kind", finding->suppressed ? "inSource" : "external");
	cJSON_AddStringToObject(suppression, "status", "accepted");
}

static cJSON *result_object(const Report *report, const RuleList *list, const Finding *finding, LineHashes *lines,
			      FixIndex *index)
{
	cJSON *result = cJSON_CreateObject(), *locations, *location, *properties;
	char room[8];
	const char *code;

	code = mv_rule_code(finding->rule, room);
	cJSON_AddStringToObject(result, "ruleId", code);
	cJSON_AddNumberToObject(result, "ruleIndex", rule_index(list, finding->rule));
	cJSON_AddStringToObject(result, "level", level_of(finding->severity));
	cJSON_AddItemToObject(result, "message", message_object(report, finding));
	locations = cJSON_AddArrayToObject(result, "locations");
	location = cJSON_CreateObject();
	cJSON_AddItemToObject(location, "physicalLocation",
			      physical_location(report, finding->source, finding->path, finding->span));
	cJSON_AddItemToArray(locations, location);
	add_related(report, result, finding);
	add_fingerprints(report, result, finding, lines);
	add_fixes(report, result, finding, index);
	add_suppressions(result, finding);
	properties = cJSON_AddObjectToObject(result, "properties");
	cJSON_AddStringToObject(properties, "category", finding->rule->category);
	if (finding->subject)
		cJSON_AddStringToObject(properties, "subject", finding->subject);
	if (finding->sqlstate)
		cJSON_AddStringToObject(properties, "sqlstate", finding->sqlstate);
	mv_add_sizes(properties, finding);
	return result;
}

/* ---- the log ---- */

static void add_tool(const Report *report, cJSON *run, RuleList *list)
{
	cJSON *tool = cJSON_AddObjectToObject(run, "tool"), *driver = cJSON_AddObjectToObject(tool, "driver"), *rules;

	cJSON_AddStringToObject(driver, "name", "migvet");
	cJSON_AddStringToObject(driver, "version", MV_VERSION);
	cJSON_AddStringToObject(driver, "semanticVersion", MV_VERSION);
	cJSON_AddStringToObject(driver, "informationUri", MV_URI);
	rules = cJSON_AddArrayToObject(driver, "rules");
	for (const Rule *const *rule = report->rules; *rule; rule++) {
		if (rule_is_shown(report, *rule)) {
			*VEC_PUSH(report->arena, &list->rules) = *rule;
			cJSON_AddItemToArray(rules, rule_object(report, *rule));
		}
	}
}

static void add_results(const Report *report, cJSON *run, const RuleList *list)
{
	cJSON *results = cJSON_AddArrayToObject(run, "results");
	LineHashes lines = { 0 };
	FixIndex *index = mv_fix_index(report->arena);
	uint32_t count = 0;

	for (uint32_t i = 0; i < report->findings->count && count < MOST_RESULTS; i++) {
		const Finding *finding = report->findings->items[i];

		if (!is_shown(report, finding))
			continue;
		cJSON_AddItemToArray(results, result_object(report, list, finding, &lines, index));
		count++;
	}
}

static void write_sarif(const Report *report, StrBuf *out)
{
	cJSON *log = cJSON_CreateObject(), *runs, *run, *invocations, *invocation, *details;
	RuleList list = { 0 };

	cJSON_AddStringToObject(log, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	cJSON_AddStringToObject(log, "version", "2.1.0");
	runs = cJSON_AddArrayToObject(log, "runs");
	run = cJSON_CreateObject();
	cJSON_AddItemToArray(runs, run);
	add_tool(report, run, &list);
	details = cJSON_AddObjectToObject(run, "automationDetails");
	cJSON_AddStringToObject(details, "id", "migvet/");
	invocations = cJSON_AddArrayToObject(run, "invocations");
	invocation = cJSON_CreateObject();
	cJSON_AddBoolToObject(invocation, "executionSuccessful", true);
	cJSON_AddItemToArray(invocations, invocation);
	cJSON_AddStringToObject(run, "columnKind", "utf16CodeUnits");
	add_results(report, run, &list);
	if (report->show_statistics)
		cJSON_AddItemToObject(cJSON_AddObjectToObject(run, "properties"), "statistics", mv_json_summary(report));
	mv_json_write(log, false, out);
}

const Reporter mv_reporter_sarif = {
	.name = "sarif",
	.help = "SARIF 2.1.0, for code scanning",
	.write = write_sarif,
};
