/* document.c: the open files: their texts, places in them, and what they are called. */
#include "lsp.h"

#include <stdlib.h>

/* stdlib.h hides it, as in analyzer/check/config.c */
char *realpath(const char *restrict path, char *restrict resolved);

enum { LARGEST_DOCUMENT = 16 << 20 };

static char *copy(const char *text)
{
	StrBuf buf = { 0 };

	mv_buf_adds(&buf, text);
	if (!buf.ptr)
		mv_buf_addc(&buf, '\0');
	return buf.ptr;
}

Document *mv_lsp_document(const Server *server, const char *uri)
{
	for (size_t i = 0; uri && i < server->documents.count; i++) {
		if (strcmp(server->documents.items[i]->uri, uri) == 0)
			return server->documents.items[i];
	}
	return NULL;
}

/* Links followed and dots taken out, as the analysis names its files; of a file that is not there yet, those of its folder. */
static const char *real_path(const char *path, Arena *arena)
{
	const char *slash = strrchr(path, '/');
	char *real = *path ? realpath(path, NULL) : NULL;

	if (!real && slash && slash[1] && (real = realpath(slash == path ? "/" : mv_arena_strndup(arena, path, (size_t)(slash - path)), NULL)))
		path = mv_arena_concat(arena, strcmp(real, "/") == 0 ? "" : real, slash, "");
	else if (real)
		path = mv_arena_strdup(arena, real);
	free(real);
	return path;
}

Document *mv_lsp_document_open(Server *server, const char *uri, const char *text)
{
	Arena *arena = mv_arena_new();
	Document *document = mv_lsp_document(server, uri);

	if (!document) {
		if (server->documents.count == server->documents.capacity) {
			server->documents.capacity = server->documents.capacity ? server->documents.capacity * 2 : 16;
			server->documents.items = realloc(server->documents.items, server->documents.capacity * sizeof(Document *));
		}
		document = server->documents.items ? calloc(1, sizeof *document) : NULL;
		if (!document)
			abort();
		document->uri = copy(uri);
		document->path = copy(real_path(mv_lsp_path_of_uri(uri, arena), arena));
		server->documents.items[server->documents.count++] = document;
	}
	mv_buf_clear(&document->text);
	mv_buf_adds(&document->text, text);
	document->changed = true;
	mv_arena_free(arena);
	return document;
}

void mv_lsp_document_close(Server *server, Document *document)
{
	for (size_t i = 0; i < server->documents.count; i++) {
		if (server->documents.items[i] != document)
			continue;
		memmove(server->documents.items + i, server->documents.items + i + 1, (server->documents.count - i - 1) * sizeof(Document *));
		server->documents.count--;
		break;
	}
	free(document->uri);
	free(document->path);
	mv_buf_release(&document->text);
	cJSON_Delete(document->version);
	cJSON_free(document->published);
	free(document);
}

/* ---- places ---- */

static uint32_t number(const cJSON *object, const char *name)
{
	double value = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(object, name));

	return value >= 0 && value < 4e9 ? (uint32_t)value : 0; /* what is no number is none of these */
}

uint32_t mv_lsp_offset(Str text, const cJSON *position)
{
	uint32_t line = number(position, "line"), units = number(position, "character");
	size_t at = 0;

	for (; line > 0; line--) {
		const char *end = memchr(text.ptr + at, '\n', text.len - at);

		if (!end)
			return (uint32_t)text.len;
		at = (size_t)(end - text.ptr) + 1;
	}
	while (units > 0 && at < text.len && text.ptr[at] != '\n' && !(text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n')) {
		unsigned char c = (unsigned char)text.ptr[at];
		uint32_t width = c >= 0xF0 ? 2 : 1;

		/* in the middle of a pair: in front of it */
		if (width > units)
			break;
		units -= width;
		for (at++; at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80;)
			at++;
	}
	return (uint32_t)at;
}

static cJSON *position_of(Position position)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddNumberToObject(object, "line", position.line ? position.line - 1 : 0);
	cJSON_AddNumberToObject(object, "character", position.column ? position.column - 1 : 0);
	return object;
}

cJSON *mv_lsp_range(Position start, Position end)
{
	cJSON *range = cJSON_CreateObject();

	cJSON_AddItemToObject(range, "start", position_of(start));
	cJSON_AddItemToObject(range, "end", position_of(end));
	return range;
}

bool mv_lsp_document_change(Document *document, const cJSON *change)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(change, "text"));
	const cJSON *range = cJSON_GetObjectItemCaseSensitive(change, "range");
	Str old = { .ptr = document->text.ptr ? document->text.ptr : "", .len = document->text.len };
	StrBuf new = { 0 };
	uint32_t start = 0, end = (uint32_t)old.len;

	if (!text)
		return false;
	if (cJSON_IsObject(range)) {
		start = mv_lsp_offset(old, cJSON_GetObjectItemCaseSensitive(range, "start"));
		end = mv_lsp_offset(old, cJSON_GetObjectItemCaseSensitive(range, "end"));
	}
	if (start > end || old.len - (end - start) + strlen(text) > LARGEST_DOCUMENT)
		return false;
	mv_buf_add(&new, mv_str_slice(old, 0, start));
	mv_buf_adds(&new, text);
	mv_buf_add(&new, mv_str_slice(old, end, old.len));
	document->changed = document->changed || new.len != old.len || (new.len && memcmp(new.ptr, old.ptr, new.len) != 0);
	mv_buf_release(&document->text);
	document->text = new;
	return true;
}

/* ---- names ---- */

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char *mv_lsp_path_of_uri(const char *uri, Arena *arena)
{
	char *path, *to;

	if (strncmp(uri, "file://", 7) != 0)
		return mv_arena_strdup(arena, "");
	uri += 7;
	if (*uri != '/') /* a host: "file://localhost/x" */
		uri = strchr(uri, '/') ? strchr(uri, '/') : "";
	path = to = mv_arena_strdup(arena, uri);
	for (; *uri; uri++) {
		int high = *uri == '%' ? digit(uri[1]) : -1, low = high >= 0 ? digit(uri[2]) : -1;

		if (low >= 0 && high + low > 0) {
			*to++ = (char)(high << 4 | low);
			uri += 2;
		} else {
			*to++ = *uri;
		}
	}
	*to = '\0';
	return path;
}

char *mv_lsp_uri_of_path(const char *path, Arena *arena)
{
	StrBuf uri = { 0 };
	char *made;

	mv_buf_adds(&uri, "file://");
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("/-._~", c))
			mv_buf_addc(&uri, (char)c);
		else
			mv_buf_addf(&uri, "%%%02X", c);
	}
	made = mv_buf_to_arena(&uri, arena);
	mv_buf_release(&uri);
	return made;
}

/* The name that the client has for it: links of its own are not to be seen through. */
const char *mv_lsp_uri_for_client(const Server *server, const char *path, Arena *arena)
{
	size_t len = server->folder ? strlen(server->folder) : 0;

	for (size_t i = 0; i < server->documents.count; i++) {
		if (strcmp(server->documents.items[i]->path, path) == 0)
			return server->documents.items[i]->uri;
	}
	if (len && server->folder_uri && strncmp(path, server->folder, len) == 0 && path[len] == '/')
		return mv_arena_concat(arena, server->folder_uri, mv_lsp_uri_of_path(path + len, arena) + strlen("file://"), "");
	return mv_lsp_uri_of_path(path, arena);
}

/* ---- words ---- */

static bool in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || ((unsigned char)c & 0x80);
}

/* "Quoted Name": the quotes before it on its line do not go up in pairs. */
static bool is_quoted(Str text, size_t at, size_t *open)
{
	bool quoted = false;
	size_t line = at;

	while (line > 0 && text.ptr[line - 1] != '\n' && at - line < 4096)
		line--;
	for (; line < at; line++) {
		if (text.ptr[line] == '"') {
			quoted = !quoted;
			*open = line;
		}
	}
	return quoted;
}

Str mv_lsp_word(Str text, uint32_t offset)
{
	size_t start = offset > text.len ? text.len : offset, end = start, open;

	if (is_quoted(text, start, &open)) {
		while (end < text.len && text.ptr[end] != '"' && text.ptr[end] != '\n')
			end++;
		if (end < text.len && text.ptr[end] == '"')
			return mv_str_slice(text, open, end + 1);
		end = start;
	}
	while (start > 0 && in_word(text.ptr[start - 1]))
		start--;
	while (end < text.len && in_word(text.ptr[end]))
		end++;
	return mv_str_slice(text, start, end);
}

const char *mv_lsp_folded(Str word, Arena *arena)
{
	char *name;

	if (word.len > 1 && word.ptr[0] == '"')
		return mv_arena_strndup(arena, word.ptr + 1, word.len - 2);
	name = mv_arena_strndup(arena, word.ptr ? word.ptr : "", word.len);
	for (char *c = name; *c; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 32);
	}
	return name;
}

void mv_lsp_add_quoted(StrBuf *sql, Str text)
{
	mv_buf_addc(sql, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\'')
			mv_buf_addc(sql, '\'');
		mv_buf_addc(sql, text.ptr[i]);
	}
	mv_buf_addc(sql, '\'');
}
