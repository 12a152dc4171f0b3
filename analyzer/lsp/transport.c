/* transport.c: messages of JSON-RPC with their headers. What comes is not trusted: every length has a limit. */
#include "lsp.h"

#include "migvet/reporter.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LARGEST_MESSAGE = 16 << 20, LARGEST_HEADER = 8 << 10, CHUNK = 1 << 16 };

static bool read_more(Server *server)
{
	char chunk[CHUNK];
	ssize_t got;

	/* what was taken is given back before more is read */
	if (server->taken) {
		memmove(server->input.ptr, server->input.ptr + server->taken, server->input.len - server->taken);
		server->input.len -= server->taken;
		server->taken = 0;
	}
	do
		got = read(server->in, chunk, sizeof chunk);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		return false;
	mv_buf_add(&server->input, (Str){ .ptr = chunk, .len = (size_t)got });
	return true;
}

static Str unread(const Server *server)
{
	return (Str){ .ptr = server->input.ptr ? server->input.ptr + server->taken : "", .len = server->input.len - server->taken };
}

/* A number of digits and nothing else, not too large to be meant. */
static bool parse_length(Str text, size_t *length)
{
	text = mv_str_trim(text);
	*length = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		*length = *length * 10 + (size_t)(text.ptr[i] - '0');
		if (*length > LARGEST_MESSAGE)
			return false;
	}
	return text.len > 0;
}

static bool parse_headers(Str headers, size_t *length)
{
	bool given = false;

	for (Str line; headers.len && mv_str_next_line(&headers, &line);) {
		Str name = STR("Content-Length:");

		if (mv_str_starts_case(line, name)) {
			if (given || !parse_length(mv_str_slice(line, name.len, line.len), length))
				return false;
			given = true;
		}
	}
	return given;
}

static bool fail(const char *what)
{
	fprintf(stderr, "migvet lsp: %s\n", what);
	return false;
}

bool mv_lsp_receive(Server *server, Str *message)
{
	size_t end, length = 0;

	while ((end = mv_str_find(unread(server), STR("\r\n\r\n"), 0)) == SIZE_MAX) {
		if (unread(server).len > LARGEST_HEADER)
			return fail("the header of a message is too long");
		if (!read_more(server))
			return unread(server).len ? fail("the client closed its end in the middle of a message") : false;
	}
	if (!parse_headers(mv_str_slice(unread(server), 0, end), &length))
		return fail("a message needs one Content-Length, which is at most 16 MiB");
	server->taken += end + 4;
	while (unread(server).len < length) {
		if (!read_more(server))
			return fail("the client closed its end in the middle of a message");
	}
	*message = mv_str_slice(unread(server), 0, length);
	server->taken += length;
	return true;
}

bool mv_lsp_is_waiting(const Server *server)
{
	struct pollfd fd = { .fd = server->in, .events = POLLIN };

	return unread(server).len || poll(&fd, 1, 0) > 0;
}

static bool write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t put = write(fd, text, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		text += put;
		len -= (size_t)put;
	}
	return true;
}

void mv_lsp_send(Server *server, cJSON *message)
{
	char *text = cJSON_PrintUnformatted(message);
	StrBuf header = { 0 }, body = { 0 };

	if (text) {
		mv_add_json(&body, text);
		mv_buf_addf(&header, "Content-Length: %zu\r\n\r\n", body.len);
		if (!write_all(server->out, header.ptr, header.len) || !write_all(server->out, body.ptr, body.len))
			server->broken = true;
	}
	mv_buf_release(&header);
	mv_buf_release(&body);
	cJSON_free(text);
	cJSON_Delete(message);
}

static cJSON *new_message(void)
{
	cJSON *message = cJSON_CreateObject();

	cJSON_AddStringToObject(message, "jsonrpc", "2.0");
	return message;
}

static void add_id(cJSON *message, const cJSON *id)
{
	cJSON_AddItemToObject(message, "id", id ? cJSON_Duplicate(id, false) : cJSON_CreateNull());
}

void mv_lsp_reply(Server *server, const cJSON *id, cJSON *result)
{
	cJSON *message = new_message();

	add_id(message, id);
	cJSON_AddItemToObject(message, "result", result ? result : cJSON_CreateNull());
	mv_lsp_send(server, message);
}

void mv_lsp_reply_error(Server *server, const cJSON *id, int code, const char *text)
{
	cJSON *message = new_message(), *error;

	add_id(message, id);
	error = cJSON_AddObjectToObject(message, "error");
	cJSON_AddNumberToObject(error, "code", code);
	cJSON_AddStringToObject(error, "message", text);
	mv_lsp_send(server, message);
}

void mv_lsp_notify(Server *server, const char *method, cJSON *params)
{
	cJSON *message = new_message();

	cJSON_AddStringToObject(message, "method", method);
	cJSON_AddItemToObject(message, "params", params);
	mv_lsp_send(server, message);
}
