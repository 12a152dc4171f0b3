/* diagnostics.c: the findings in the open documents. */
#include "lsp.h"

#include "migvet/reporter.h"

#include <stdlib.h>

static int severity_of(Severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR:
		return 1;
	case SEVERITY_WARNING:
		return 2;
	case SEVERITY_OFF:
	case SEVERITY_INFO:
		return 3;
	}
	return 3;
}

/* Notes with a place of their own. */
static void add_related(Server *server, const Report *report, const Finding *finding, cJSON *diagnostic)
{
	cJSON *list = NULL;

	for (uint32_t i = 0; i < finding->notes.count; i++) {
		const Note *note = &finding->notes.items[i];
		const Finding at = { .source = note->source, .span = note->span };
		cJSON *item, *location;
		Place place;

		if (!note->source || !note->source->file || note->source->file[0] != '/')
			continue;
		place = mv_finding_place(report, &at, COLUMN_UTF16);
		item = cJSON_CreateObject();
		location = cJSON_AddObjectToObject(item, "location");
		cJSON_AddStringToObject(location, "uri", mv_lsp_uri_for_client(server, note->source->file, server->analysis.run.arena));
		cJSON_AddItemToObject(location, "range", mv_lsp_range(place.start, place.end));
		cJSON_AddStringToObject(item, "message", note->message);
		if (!list)
			list = cJSON_AddArrayToObject(diagnostic, "relatedInformation");
		cJSON_AddItemToArray(list, item);
	}
}

static cJSON *diagnostic_of(Server *server, const Finding *finding)
{
	const Report report = { .arena = server->analysis.run.arena };
	Place place = mv_finding_place(&report, finding, COLUMN_UTF16);
	cJSON *diagnostic = cJSON_CreateObject();
	const char *uri = mv_rule_uri(finding->rule, report.arena);

	cJSON_AddItemToObject(diagnostic, "range", mv_lsp_range(place.start, place.end));
	cJSON_AddNumberToObject(diagnostic, "severity", severity_of(finding->severity));
	cJSON_AddStringToObject(diagnostic, "code", finding->rule->id);
	if (uri)
		cJSON_AddStringToObject(cJSON_AddObjectToObject(diagnostic, "codeDescription"), "href", uri);
	cJSON_AddStringToObject(diagnostic, "source", "migvet");
	cJSON_AddStringToObject(diagnostic, "message", mv_finding_words(&report, finding));
	add_related(server, &report, finding, diagnostic);
	return diagnostic;
}

static cJSON *diagnostics_of(Server *server, const Document *document)
{
	const FindingVec *findings = &server->analysis.run.findings;
	cJSON *list = cJSON_CreateArray();

	for (uint32_t i = 0; server->analysis.good && i < findings->count; i++) {
		const Finding *finding = findings->items[i];

		if (mv_is_reported(finding) && finding->source && mv_streq(finding->source->file, document->path))
			cJSON_AddItemToArray(list, diagnostic_of(server, finding));
	}
	return list;
}

/* Those of a document that did not change are sent when they are others than before. */
static void publish(Server *server, Document *document)
{
	cJSON *params = cJSON_CreateObject(), *list = diagnostics_of(server, document);
	char *text = cJSON_PrintUnformatted(list);

	cJSON_AddStringToObject(params, "uri", document->uri);
	if (document->version)
		cJSON_AddItemToObject(params, "version", cJSON_Duplicate(document->version, false));
	cJSON_AddItemToObject(params, "diagnostics", list);
	if (document->changed || !text || !document->published || strcmp(text, document->published) != 0)
		mv_lsp_notify(server, "textDocument/publishDiagnostics", params);
	else
		cJSON_Delete(params);
	cJSON_free(document->published);
	document->published = text;
	document->changed = false;
}

/* What the present analysis says nothing about keeps what was said of it. */
static void publish_known(Server *server)
{
	for (size_t i = 0; i < server->documents.count; i++) {
		Document *document = server->documents.items[i];

		if (document->judged || !document->migration)
			publish(server, document);
	}
}

static const Document *left_over(const Server *server)
{
	for (size_t i = 0; i < server->documents.count; i++) {
		const Document *document = server->documents.items[i];

		if (document->changed && document->migration && !document->judged)
			return document;
	}
	return NULL;
}

void mv_lsp_publish(Server *server)
{
	const Document *document;

	mv_lsp_analyze(server, NULL);
	publish_known(server);
	/* an analysis for each configuration: what it judges has changed no more then */
	while ((document = left_over(server))) {
		mv_lsp_analyze(server, document);
		publish_known(server);
	}
}
