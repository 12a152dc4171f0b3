/* actions.c: what can be done about the findings at a place: their fixes, and comments that allow them. */
#include "lsp.h"

#include "migvet/reporter.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/* As it has to be named for the client: plans name new files as the runner would. */
static const char *uri_of(const Server *server, const FileEdit *file, Arena *arena)
{
	char here[PATH_MAX];

	if (file->file[0] == '/' || !getcwd(here, sizeof here))
		return mv_lsp_uri_for_client(server, file->file, arena);
	return mv_lsp_uri_for_client(server, mv_arena_concat(arena, here, "/", file->file), arena);
}

static cJSON *edits_of(const FileEdit *file, Arena *arena)
{
	cJSON *list = cJSON_CreateArray();

	if (file->source)
		mv_source_index_lines(file->source, arena);
	for (uint32_t i = 0; i < file->edits.count; i++) {
		const Edit *edit = &file->edits.items[i];
		Position start = { 1, 1 }, end = { 1, 1 };
		cJSON *item = cJSON_CreateObject();

		if (file->source) {
			start = mv_source_position(file->source, edit->span.start, COLUMN_UTF16);
			end = mv_source_position(file->source, edit->span.end, COLUMN_UTF16);
		}
		cJSON_AddItemToObject(item, "range", mv_lsp_range(start, end));
		cJSON_AddStringToObject(item, "newText", edit->text);
		cJSON_AddItemToArray(list, item);
	}
	return list;
}

static bool makes_files(const FixPlan *plan)
{
	for (uint32_t i = 0; i < plan->files.count; i++) {
		if (!plan->files.items[i].source)
			return true;
	}
	return false;
}

static cJSON *create_file(const char *uri)
{
	cJSON *create = cJSON_CreateObject();

	cJSON_AddStringToObject(create, "kind", "create");
	cJSON_AddStringToObject(create, "uri", uri);
	return create;
}

static cJSON *document_edit(const Server *server, const char *uri, const FileEdit *file, Arena *arena)
{
	const Document *document = mv_lsp_document(server, uri);
	cJSON *edit = cJSON_CreateObject(), *identifier = cJSON_AddObjectToObject(edit, "textDocument");

	cJSON_AddStringToObject(identifier, "uri", uri);
	cJSON_AddItemToObject(identifier, "version", document && document->version ? cJSON_Duplicate(document->version, false) : cJSON_CreateNull());
	cJSON_AddItemToObject(edit, "edits", edits_of(file, arena));
	return edit;
}

/* Each client takes `changes`; only some can make files. */
static cJSON *workspace_edit(const Server *server, const FixPlan *plan, Arena *arena)
{
	cJSON *edit = cJSON_CreateObject();
	cJSON *list = makes_files(plan) ? cJSON_AddArrayToObject(edit, "documentChanges") : NULL;
	cJSON *changes = list ? NULL : cJSON_AddObjectToObject(edit, "changes");

	for (uint32_t i = 0; i < plan->files.count; i++) {
		const FileEdit *file = &plan->files.items[i];
		const char *uri = uri_of(server, file, arena);

		if (!list) {
			cJSON_AddItemToObject(changes, uri, edits_of(file, arena));
			continue;
		}
		if (!file->source)
			cJSON_AddItemToArray(list, create_file(uri));
		cJSON_AddItemToArray(list, document_edit(server, uri, file, arena));
	}
	return edit;
}

static void add_action(const Server *server, cJSON *list, const char *title, bool preferred, const FixPlan *plan, Arena *arena)
{
	cJSON *action = cJSON_CreateObject();

	cJSON_AddStringToObject(action, "title", title);
	cJSON_AddStringToObject(action, "kind", "quickfix");
	if (preferred)
		cJSON_AddBoolToObject(action, "isPreferred", true);
	cJSON_AddItemToObject(action, "edit", workspace_edit(server, plan, arena));
	cJSON_AddItemToArray(list, action);
}

static void add_fix(Server *server, cJSON *list, const Finding *finding)
{
	Arena *arena = server->analysis.run.arena;
	const char *title;
	FixSafety safety;
	FixPlan plan;

	if (!server->analysis.fixes)
		server->analysis.fixes = mv_fix_index(arena);
	if (!mv_fix_plan_one(server->analysis.fixes, finding, arena, &plan, &title, &safety) || (makes_files(&plan) && !server->creates_files))
		return;
	add_action(server, list, mv_arena_format(arena, "%s (%s)", title, finding->rule->id), safety == FIX_SAFE, &plan, arena);
}

static void add_permission(const Server *server, cJSON *list, const Finding *finding)
{
	Arena *arena = server->analysis.run.arena;
	FixPlan plan = { 0 };
	FileEdit *file;
	Edit edit;

	if (!mv_suppression_edit(finding, "reason", arena, &edit))
		return;
	file = VEC_PUSH(arena, &plan.files);
	*file = (FileEdit){ .path = finding->source->path, .file = finding->source->file, .source = finding->source };
	*VEC_PUSH(arena, &file->edits) = edit;
	add_action(server, list, mv_arena_format(arena, "allow '%s' here, with a reason", finding->rule->id), false, &plan, arena);
}

/* Are quick fixes asked for? */
static bool wants_fixes(const cJSON *params)
{
	const cJSON *only = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(params, "context"), "only"), *kind;

	if (!cJSON_IsArray(only))
		return true;
	cJSON_ArrayForEach(kind, only) {
		if (mv_streq(cJSON_GetStringValue(kind), "quickfix") || mv_streq(cJSON_GetStringValue(kind), ""))
			return true;
	}
	return false;
}

cJSON *mv_lsp_actions(Server *server, const cJSON *params)
{
	const cJSON *range = cJSON_GetObjectItemCaseSensitive(params, "range");
	const char *uri = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(params, "textDocument"), "uri"));
	const Document *document = mv_lsp_document(server, uri);
	cJSON *list = cJSON_CreateArray();
	uint32_t start, end;
	Str text;

	mv_lsp_analyze(server, document);
	if (!document || !cJSON_IsObject(range) || !wants_fixes(params) || !server->analysis.good)
		return list;
	text = (Str){ .ptr = document->text.ptr ? document->text.ptr : "", .len = document->text.len };
	start = mv_lsp_offset(text, cJSON_GetObjectItemCaseSensitive(range, "start"));
	end = mv_lsp_offset(text, cJSON_GetObjectItemCaseSensitive(range, "end"));
	for (int pass = 0; pass < 2; pass++) { /* all fixes, then what is second best */
		for (uint32_t i = 0; i < server->analysis.run.findings.count; i++) {
			const Finding *finding = server->analysis.run.findings.items[i];

			if (!mv_is_reported(finding) || !finding->source || !mv_streq(finding->source->file, document->path) ||
			    finding->span.start > end || finding->span.end < start)
				continue;
			if (pass == 0)
				add_fix(server, list, finding);
			else
				add_permission(server, list, finding);
		}
	}
	return list;
}
