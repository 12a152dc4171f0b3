/* server.c: the life of the server, and who answers what. */
#include "migvet/lsp.h"

#include "lsp.h"

#include "migvet/reporter.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PARSE_ERROR = -32700, INVALID_REQUEST = -32600, METHOD_NOT_FOUND = -32601, INVALID_PARAMS = -32602, NOT_INITIALIZED = -32002 };

static const cJSON *get(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

static const char *text_of(const cJSON *object, const char *name)
{
	return cJSON_GetStringValue(get(object, name));
}

Document *mv_lsp_place(const Server *server, const cJSON *params, uint32_t *offset)
{
	Document *document = mv_lsp_document(server, text_of(get(params, "textDocument"), "uri"));

	if (!document || !cJSON_IsObject(get(params, "position")))
		return NULL;
	*offset = mv_lsp_offset((Str){ .ptr = document->text.ptr ? document->text.ptr : "", .len = document->text.len }, get(params, "position"));
	return document;
}

/* ---- the beginning ---- */

static void set_option(Server *server, const cJSON *options, const char *name, const char **field)
{
	const char *value = text_of(options, name);

	if (value && *value)
		*field = mv_arena_strdup(server->arena, value);
}

static void enter_folder(Server *server, const cJSON *params)
{
	const cJSON *folder = cJSON_GetArrayItem(get(params, "workspaceFolders"), 0);
	const char *uri = text_of(folder, "uri"), *path;
	char here[PATH_MAX];

	if (!uri)
		uri = text_of(params, "rootUri");
	path = uri ? mv_lsp_path_of_uri(uri, server->arena) : text_of(params, "rootPath");
	if (path && *path && chdir(path) == 0 && getcwd(here, sizeof here)) {
		server->folder = mv_arena_strdup(server->arena, here);
		if (uri)
			server->folder_uri = mv_arena_strndup(server->arena, uri, strlen(uri) - mv_str_ends(mv_str(uri), STR("/")));
	}
	if (!server->folder)
		fprintf(stderr, "migvet lsp: without a folder that can be entered nothing is judged: '%s'\n", path ? path : "");
}

static void add_flag(cJSON *object, const char *name)
{
	cJSON_AddBoolToObject(object, name, true);
}

static cJSON *initialize(Server *server, const cJSON *params)
{
	const cJSON *options = get(params, "initializationOptions"), *workspace = get(get(params, "capabilities"), "workspace"), *kind;
	cJSON *result = cJSON_CreateObject(), *capabilities = cJSON_AddObjectToObject(result, "capabilities"), *part;

	set_option(server, options, "since", &server->options.since);
	set_option(server, options, "config", &server->options.config_file);
	set_option(server, options, "postgresVersion", &server->options.versions);
	cJSON_ArrayForEach(kind, get(get(workspace, "workspaceEdit"), "resourceOperations"))
		server->creates_files = server->creates_files || mv_streq(cJSON_GetStringValue(kind), "create");
	server->creates_files = server->creates_files && cJSON_IsTrue(get(get(workspace, "workspaceEdit"), "documentChanges"));
	server->registers = cJSON_IsTrue(get(get(workspace, "didChangeWatchedFiles"), "dynamicRegistration"));
	enter_folder(server, params);
	cJSON_AddStringToObject(capabilities, "positionEncoding", "utf-16");
	part = cJSON_AddObjectToObject(capabilities, "textDocumentSync");
	add_flag(part, "openClose");
	cJSON_AddNumberToObject(part, "change", 2);
	add_flag(part, "save");
	add_flag(capabilities, "hoverProvider");
	part = cJSON_AddArrayToObject(cJSON_AddObjectToObject(capabilities, "codeActionProvider"), "codeActionKinds");
	cJSON_AddItemToArray(part, cJSON_CreateString("quickfix"));
	part = cJSON_AddArrayToObject(cJSON_AddObjectToObject(capabilities, "completionProvider"), "triggerCharacters");
	cJSON_AddItemToArray(part, cJSON_CreateString("."));
	part = cJSON_AddObjectToObject(result, "serverInfo");
	cJSON_AddStringToObject(part, "name", "migvet");
	cJSON_AddStringToObject(part, "version", MV_VERSION);
	server->initialized = true;
	return result;
}

/* The client tells when a file changes that is not open. */
static void watch_files(Server *server)
{
	static const char *const globs[] = { "**/*.sql", "**/*.py", "**/{migvet,.migvet}.{yaml,yml}" };
	cJSON *message = cJSON_CreateObject(), *registration = cJSON_CreateObject(), *watchers;

	cJSON_AddStringToObject(message, "jsonrpc", "2.0");
	cJSON_AddStringToObject(message, "id", "watch");
	cJSON_AddStringToObject(message, "method", "client/registerCapability");
	cJSON_AddItemToArray(cJSON_AddArrayToObject(cJSON_AddObjectToObject(message, "params"), "registrations"), registration);
	cJSON_AddStringToObject(registration, "id", "watch");
	cJSON_AddStringToObject(registration, "method", "workspace/didChangeWatchedFiles");
	watchers = cJSON_AddArrayToObject(cJSON_AddObjectToObject(registration, "registerOptions"), "watchers");
	for (size_t i = 0; i < sizeof globs / sizeof *globs; i++) {
		cJSON *watcher = cJSON_CreateObject();

		cJSON_AddStringToObject(watcher, "globPattern", globs[i]);
		cJSON_AddItemToArray(watchers, watcher);
	}
	mv_lsp_send(server, message);
}

/* ---- documents ---- */

static void set_version(Document *document, const cJSON *params)
{
	const cJSON *version = get(get(params, "textDocument"), "version");

	cJSON_Delete(document->version);
	document->version = cJSON_IsNumber(version) ? cJSON_Duplicate(version, false) : NULL;
}

static void did_open(Server *server, const cJSON *params)
{
	const cJSON *given = get(params, "textDocument");
	Document *document;

	if (!text_of(given, "uri") || !text_of(given, "text"))
		return;
	document = mv_lsp_document_open(server, text_of(given, "uri"), text_of(given, "text"));
	set_version(document, params);
	server->focus = document;
	server->out_of_date = server->unknown_files = true;
}

static void did_change(Server *server, const cJSON *params)
{
	Document *document = mv_lsp_document(server, text_of(get(params, "textDocument"), "uri"));
	const cJSON *change;

	if (!document)
		return;
	cJSON_ArrayForEach(change, get(params, "contentChanges")) {
		if (!mv_lsp_document_change(document, change))
			fprintf(stderr, "migvet lsp: a change of '%s' has no text, or a place that is not there\n", document->uri);
	}
	set_version(document, params);
	/* of other files (an imported one, a configuration) counts what is on disk: when they are saved */
	if (document->changed && document->migration) {
		server->focus = document;
		server->out_of_date = true;
	}
}

/* All that is known may be otherwise now, also of documents whose own text is the same. */
static void changed_elsewhere(Server *server)
{
	server->out_of_date = server->unknown_files = true;
	for (size_t i = 0; i < server->documents.count; i++)
		server->documents.items[i]->changed = true;
}

static void did_save(Server *server, const cJSON *params)
{
	const Document *document = mv_lsp_document(server, text_of(get(params, "textDocument"), "uri"));

	/* of a migration what is on disk now was in memory before; a configuration or an imported file says something new */
	if (!document || !document->migration)
		changed_elsewhere(server);
}

static void did_close(Server *server, const cJSON *params)
{
	Document *document = mv_lsp_document(server, text_of(get(params, "textDocument"), "uri"));
	cJSON *empty;

	if (!document)
		return;
	empty = cJSON_CreateObject();
	cJSON_AddStringToObject(empty, "uri", document->uri);
	cJSON_AddArrayToObject(empty, "diagnostics");
	mv_lsp_notify(server, "textDocument/publishDiagnostics", empty);
	if (server->focus == document)
		server->focus = NULL;
	mv_lsp_document_close(server, document);
	server->out_of_date = true;
}

static void did_change_files(Server *server, const cJSON *params)
{
	(void)params;
	changed_elsewhere(server);
}

static void initialized(Server *server, const cJSON *params)
{
	(void)params;
	if (server->registers)
		watch_files(server);
}

static void leave(Server *server, const cJSON *params)
{
	(void)params;
	server->exited = true;
}

/* ---- requests ---- */

static cJSON *shut_down(Server *server, const cJSON *params)
{
	(void)params;
	server->shut_down = true;
	return NULL;
}

/* How often it had to find out; for those who want to know, and the tests. */
static cJSON *statistics(Server *server, const cJSON *params)
{
	cJSON *result = cJSON_CreateObject();

	(void)params;
	cJSON_AddNumberToObject(result, "analyses", server->analyses);
	return result;
}

static const struct {
	const char *method;
	cJSON *(*answer)(Server *server, const cJSON *params);
} requests[] = {
	{ "initialize", initialize },
	{ "shutdown", shut_down },
	{ "textDocument/hover", mv_lsp_hover },
	{ "textDocument/codeAction", mv_lsp_actions },
	{ "textDocument/completion", mv_lsp_complete },
	{ "migvet/statistics", statistics },
};

static const struct {
	const char *method;
	void (*take)(Server *server, const cJSON *params);
} notifications[] = {
	{ "initialized", initialized },
	{ "exit", leave },
	{ "textDocument/didOpen", did_open },
	{ "textDocument/didChange", did_change },
	{ "textDocument/didSave", did_save },
	{ "textDocument/didClose", did_close },
	{ "workspace/didChangeWatchedFiles", did_change_files },
};

static void answer(Server *server, const cJSON *id, const char *method, const cJSON *params)
{
	bool first = strcmp(method, "initialize") == 0;

	if (server->shut_down || (first && server->initialized)) {
		mv_lsp_reply_error(server, id, INVALID_REQUEST, first ? "this server is initialized already" : "this server is shut down");
		return;
	}
	if (!server->initialized && !first) {
		mv_lsp_reply_error(server, id, NOT_INITIALIZED, "the first request is 'initialize'");
		return;
	}
	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
		if (strcmp(requests[i].method, method) == 0) {
			mv_lsp_reply(server, id, requests[i].answer(server, params));
			return;
		}
	}
	mv_lsp_reply_error(server, id, METHOD_NOT_FOUND, "there is no such method here");
}

static void notice(Server *server, const char *method, const cJSON *params)
{
	for (size_t i = 0; i < sizeof notifications / sizeof *notifications; i++) {
		/* before the beginning and after the end only the exit counts */
		if (strcmp(notifications[i].method, method) == 0 && (notifications[i].take == leave || (server->initialized && !server->shut_down)))
			notifications[i].take(server, params);
	}
}

static void take_message(Server *server, Str text)
{
	cJSON *message = cJSON_ParseWithLength(text.ptr, text.len);
	const cJSON *id = get(message, "id"), *params = get(message, "params");
	const char *method = text_of(message, "method");

	if (!message) {
		mv_lsp_reply_error(server, NULL, PARSE_ERROR, "this is not JSON");
	} else if (id && !cJSON_IsString(id) && !cJSON_IsNumber(id) && !cJSON_IsNull(id)) {
		mv_lsp_reply_error(server, NULL, INVALID_REQUEST, "an id is a number or a string");
	} else if (!cJSON_IsObject(message) || (!method && !get(message, "result") && !get(message, "error"))) {
		mv_lsp_reply_error(server, id, INVALID_REQUEST, "this is neither a request nor an answer");
	} else if (params && !cJSON_IsObject(params) && !cJSON_IsArray(params) && !cJSON_IsNull(params)) {
		mv_lsp_reply_error(server, id, INVALID_PARAMS, "params are an object or a list");
	} else if (method && id) {
		answer(server, id, method, params);
	} else if (method) {
		notice(server, method, params);
	} /* else: what the client says to a request of ours */
	cJSON_Delete(message);
}

/* ---- the loop ---- */

static void release(Server *server)
{
	while (server->documents.count)
		mv_lsp_document_close(server, server->documents.items[0]);
	free(server->documents.items);
	mv_lsp_analysis_release(&server->analysis);
	mv_buf_release(&server->input);
	free(server->complaint);
	mv_arena_free(server->arena);
}

int mv_lsp_serve(int in, int out)
{
	Server server = { .in = in, .out = out, .arena = mv_arena_new() };
	Str message;
	int code;

	signal(SIGPIPE, SIG_IGN);
	while (!server.exited && !server.broken && mv_lsp_receive(&server, &message)) {
		take_message(&server, message);
		if (server.out_of_date && !server.exited && !mv_lsp_is_waiting(&server))
			mv_lsp_publish(&server);
	}
	code = server.shut_down && server.exited ? 0 : 1;
	release(&server);
	return code;
}
