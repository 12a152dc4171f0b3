/*
 * json.c: everything about every finding, for programs.
 *
 * {"version": 1, "tool": {...}, "findings": [...], "summary": {...}}. Fields
 * are only ever added; `version` changes when one changes its meaning. Lines
 * and columns are 1-based, columns count code points, end_column is exclusive.
 *
 * `steps` is the safe sequence: [{"where", "sql", "code", "comment"}], where is one
 * of same-migration, next-migration, next-migration-without-transaction, code (then
 * there is no sql, but something to do). `code` is the same in the words of the
 * migration's framework (Django, Alembic); a step may have no sql then. They stand for what is at the places
 * of `steps_replace`, the first of them being the place where they go;
 * `steps_keep_schema` says whether they end in the schema of the statement.
 *
 * `sizes`, where any are known (--sizes): the relations whose size counts, as [{"schema", "name", "rows", "bytes",
 * "total_bytes", "analyzed_seconds_ago"}], null where it is not known, and `partitions` of which they are the sum;
 * `severity_without_sizes` where they have changed the severity.
 *
 * `fix` is what `check --fix` would do about this finding alone: null, or edits
 * of files, some of which may be new ("new_file": then `text` is all of it).
 */
#include "json.h"

#include <stdlib.h>
#include <string.h>

void mv_json_text(cJSON *object, const char *name, const char *text)
{
	if (text)
		cJSON_AddStringToObject(object, name, text);
	else
		cJSON_AddNullToObject(object, name);
}

static void add_place(cJSON *object, const Place *place)
{
	mv_json_text(object, "path", place->path);
	cJSON_AddNumberToObject(object, "line", place->start.line);
	cJSON_AddNumberToObject(object, "column", place->start.column);
	cJSON_AddNumberToObject(object, "end_line", place->end.line);
	cJSON_AddNumberToObject(object, "end_column", place->end.column);
}

static void add_notes(const Report *report, cJSON *object, const Finding *finding)
{
	cJSON *notes = cJSON_AddArrayToObject(object, "notes");

	for (uint32_t i = 0; i < finding->notes.count; i++) {
		const Note *note = &finding->notes.items[i];
		cJSON *item = cJSON_CreateObject();

		mv_json_text(item, "message", note->message);
		if (note->rule)
			mv_json_text(item, "rule", note->rule->id);
		if (note->source) {
			Place place = mv_place(report, note->source, NULL, note->span, COLUMN_CODE_POINTS);

			add_place(item, &place);
		}
		cJSON_AddItemToArray(notes, item);
	}
}

static void add_replaced(const Report *report, cJSON *list, const Finding *finding, Span span)
{
	Place place = mv_place(report, finding->source, finding->path, span, COLUMN_CODE_POINTS);
	cJSON *item = cJSON_CreateObject();

	add_place(item, &place);
	cJSON_AddItemToArray(list, item);
}

static void add_steps(const Report *report, cJSON *object, const Finding *finding)
{
	cJSON *steps = cJSON_AddArrayToObject(object, "steps"), *replaced;

	for (uint32_t i = 0; i < finding->steps.count; i++) {
		const SafeStep *step = &finding->steps.items[i];
		cJSON *item = cJSON_CreateObject();

		mv_json_text(item, "where", mv_step_place_name(step->place));
		mv_json_text(item, "sql", step->sql);
		mv_json_text(item, "code", mv_step_text(step, report->arena) == step->sql ? NULL : mv_step_text(step, report->arena));
		mv_json_text(item, "comment", step->comment);
		cJSON_AddItemToArray(steps, item);
	}
	if (!finding->steps.count)
		return;
	replaced = cJSON_AddArrayToObject(object, "steps_replace");
	add_replaced(report, replaced, finding, finding->replaced);
	for (uint32_t i = 0; i < finding->removed.count; i++)
		add_replaced(report, replaced, finding, finding->removed.items[i]);
	cJSON_AddBoolToObject(object, "steps_keep_schema", !finding->steps_differ);
}

static void add_fix(const Report *report, cJSON *object, const Finding *finding, FixIndex *index)
{
	cJSON *fix, *edits;
	FixPlan plan;
	const char *title;
	FixSafety safety;

	if (!mv_fix_plan_one(index, finding, report->arena, &plan, &title, &safety)) {
		cJSON_AddNullToObject(object, "fix");
		return;
	}
	fix = cJSON_AddObjectToObject(object, "fix");
	mv_json_text(fix, "title", title);
	mv_json_text(fix, "safety", safety == FIX_SAFE ? "safe" : "suggested");
	edits = cJSON_AddArrayToObject(fix, "edits");
	for (uint32_t f = 0; f < plan.files.count; f++) {
		const FileEdit *file = &plan.files.items[f];

		for (uint32_t i = 0; i < file->edits.count; i++) {
			Place place = mv_place(report, file->source, file->path, file->edits.items[i].span, COLUMN_CODE_POINTS);
			cJSON *item = cJSON_CreateObject();

			add_place(item, &place);
			mv_json_text(item, "text", file->edits.items[i].text);
			if (!file->source)
				cJSON_AddBoolToObject(item, "new_file", true);
			cJSON_AddItemToArray(edits, item);
		}
	}
}

cJSON *mv_json_finding(const Report *report, const Finding *finding, FixIndex *index)
{
	Place place = mv_finding_place(report, finding, COLUMN_CODE_POINTS);
	cJSON *object = cJSON_CreateObject();
	char room[8];
	const char *code;

	code = mv_rule_code(finding->rule, room);
	mv_json_text(object, "rule", finding->rule->id);
	mv_json_text(object, "code", code);
	mv_json_text(object, "category", finding->rule->category);
	mv_json_text(object, "severity", mv_severity_name(finding->severity));
	mv_json_text(object, "message", finding->message);
	mv_json_text(object, "help", finding->help);
	add_place(object, &place);
	mv_json_text(object, "subject", finding->subject);
	mv_json_text(object, "migration", finding->migration && finding->migration->version && *finding->migration->version ?
					      finding->migration->version : NULL);
	mv_json_text(object, "sqlstate", finding->sqlstate);
	if (finding->version_from) {
		cJSON_AddNumberToObject(object, "postgres_from", finding->version_from);
		cJSON_AddNumberToObject(object, "postgres_to", finding->version_to);
	}
	mv_json_text(object, "fingerprint", finding->fingerprint);
	mv_add_sizes(object, finding);
	add_notes(report, object, finding);
	add_steps(report, object, finding);
	add_fix(report, object, finding, index);
	return object;
}

cJSON *mv_json_summary(const Report *report)
{
	const Statistics *s = report->statistics;
	cJSON *summary = cJSON_CreateObject(), *reasons;
	Counts counts = mv_count(report);

	cJSON_AddNumberToObject(summary, "errors", counts.of[SEVERITY_ERROR]);
	cJSON_AddNumberToObject(summary, "warnings", counts.of[SEVERITY_WARNING]);
	cJSON_AddNumberToObject(summary, "infos", counts.of[SEVERITY_INFO]);
	cJSON_AddNumberToObject(summary, "suppressed", s->suppressed);
	cJSON_AddNumberToObject(summary, "baselined", s->baselined);
	cJSON_AddNumberToObject(summary, "files", s->files);
	cJSON_AddNumberToObject(summary, "migrations", s->migrations);
	cJSON_AddNumberToObject(summary, "reviewed", s->reviewed);
	cJSON_AddNumberToObject(summary, "statements", s->statements);
	cJSON_AddNumberToObject(summary, "resolved", s->resolved);
	cJSON_AddNumberToObject(summary, "partly_resolved", s->partly);
	cJSON_AddNumberToObject(summary, "unresolved", s->unresolved);
	cJSON_AddNumberToObject(summary, "operations", s->operations);
	cJSON_AddNumberToObject(summary, "operations_resolved", s->operations_resolved);
	reasons = cJSON_AddArrayToObject(summary, "unresolved_reasons");
	for (uint32_t i = 0; i < s->reasons.count; i++) {
		cJSON *item = cJSON_CreateObject();

		mv_json_text(item, "reason", s->reasons.items[i].reason);
		cJSON_AddNumberToObject(item, "count", s->reasons.items[i].count);
		cJSON_AddItemToArray(reasons, item);
	}
	return summary;
}

void mv_json_write(cJSON *value, bool one_line, StrBuf *out)
{
	char *text = one_line ? cJSON_PrintUnformatted(value) : cJSON_Print(value);

	mv_add_json(out, text);
	mv_buf_addc(out, '\n');
	cJSON_free(text);
	cJSON_Delete(value);
}

static void write_json(const Report *report, StrBuf *out)
{
	cJSON *root = cJSON_CreateObject(), *tool, *findings;
	FixIndex *index = mv_fix_index(report->arena);

	cJSON_AddNumberToObject(root, "version", 1);
	tool = cJSON_AddObjectToObject(root, "tool");
	mv_json_text(tool, "name", "migvet");
	mv_json_text(tool, "version", MV_VERSION);
	findings = cJSON_AddArrayToObject(root, "findings");
	for (uint32_t i = 0; i < report->findings->count; i++) {
		if (mv_is_reported(report->findings->items[i]))
			cJSON_AddItemToArray(findings, mv_json_finding(report, report->findings->items[i], index));
	}
	cJSON_AddItemToObject(root, "summary", mv_json_summary(report));
	mv_json_write(root, false, out);
}

const Reporter mv_reporter_json = {
	.name = "json",
	.help = "all there is to know, for programs",
	.write = write_json,
};
