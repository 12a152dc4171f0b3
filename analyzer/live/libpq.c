/*
 * libpq.c: connecting and asking. The server may be gone, slow or hostile: what
 * it sends is bounded in time and size, and checked before it is looked at.
 */
#include "libpq.h"

#include <ctype.h>
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of libpq's header, whose numbers and types have not changed since PostgreSQL 9.2. */
typedef struct PGconn PGconn;
typedef struct PGresult PGresult;
enum { LIBPQ_OK = 0 };
enum { POLLING_FAILED, POLLING_READING, POLLING_WRITING, POLLING_OK };
enum { RESULT_COMMAND_OK = 1, RESULT_TUPLES_OK = 2, RESULT_SINGLE_TUPLE = 9 };
enum { DIAG_SQLSTATE = 'C', DIAG_MESSAGE = 'M' };

typedef struct Libpq {
	PGconn *(*connect_start)(const char *const *keywords, const char *const *values, int expand);
	int (*connect_poll)(PGconn *);
	int (*status)(const PGconn *);
	char *(*error_message)(const PGconn *);
	char *(*password)(const PGconn *);
	char *(*user)(const PGconn *);
	int (*socket)(const PGconn *);
	int (*server_version)(const PGconn *);
	const char *(*parameter)(const PGconn *, const char *);
	int (*send_query)(PGconn *, const char *);
	int (*send_params)(PGconn *, const char *, int, const unsigned *, const char *const *, const int *, const int *, int);
	int (*single_row)(PGconn *);
	int (*consume)(PGconn *);
	int (*is_busy)(PGconn *);
	PGresult *(*get_result)(PGconn *);
	int (*result_status)(const PGresult *);
	char *(*result_message)(const PGresult *);
	char *(*result_field)(const PGresult *, int);
	int (*fields)(const PGresult *);
	char *(*field_name)(const PGresult *, int);
	int (*rows)(const PGresult *);
	int (*is_null)(const PGresult *, int, int);
	char *(*value)(const PGresult *, int, int);
	int (*length)(const PGresult *, int, int);
	void (*clear)(PGresult *);
	void (*finish)(PGconn *);
	void *(*set_notices)(PGconn *, void (*)(void *, const PGresult *), void *);
} Libpq;

static const struct {
	const char *name;
	size_t offset;
} symbols[] = {
	{ "PQconnectStartParams", offsetof(Libpq, connect_start) },
	{ "PQconnectPoll", offsetof(Libpq, connect_poll) },
	{ "PQstatus", offsetof(Libpq, status) },
	{ "PQerrorMessage", offsetof(Libpq, error_message) },
	{ "PQpass", offsetof(Libpq, password) },
	{ "PQuser", offsetof(Libpq, user) },
	{ "PQsocket", offsetof(Libpq, socket) },
	{ "PQserverVersion", offsetof(Libpq, server_version) },
	{ "PQparameterStatus", offsetof(Libpq, parameter) },
	{ "PQsendQuery", offsetof(Libpq, send_query) },
	{ "PQsendQueryParams", offsetof(Libpq, send_params) },
	{ "PQsetSingleRowMode", offsetof(Libpq, single_row) },
	{ "PQconsumeInput", offsetof(Libpq, consume) },
	{ "PQisBusy", offsetof(Libpq, is_busy) },
	{ "PQgetResult", offsetof(Libpq, get_result) },
	{ "PQresultStatus", offsetof(Libpq, result_status) },
	{ "PQresultErrorMessage", offsetof(Libpq, result_message) },
	{ "PQresultErrorField", offsetof(Libpq, result_field) },
	{ "PQnfields", offsetof(Libpq, fields) },
	{ "PQfname", offsetof(Libpq, field_name) },
	{ "PQntuples", offsetof(Libpq, rows) },
	{ "PQgetisnull", offsetof(Libpq, is_null) },
	{ "PQgetvalue", offsetof(Libpq, value) },
	{ "PQgetlength", offsetof(Libpq, length) },
	{ "PQclear", offsetof(Libpq, clear) },
	{ "PQfinish", offsetof(Libpq, finish) },
	{ "PQsetNoticeReceiver", offsetof(Libpq, set_notices) },
};

/* More than any catalogue holds; what comes beyond is no catalogue. */
enum { MOST_BYTES = 1 << 30 };

static bool load(Server *server, Error *err)
{
	static const char *const names[] = { "libpq.so.5", "libpq.5.dylib", "libpq.so", "libpq.dylib" };
	Libpq *libpq = MV_NEW(server->arena, Libpq);

	for (size_t i = 0; i < sizeof names / sizeof *names && !server->library; i++)
		server->library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	if (!server->library)
		return mv_fail(err, "libpq is not installed, which talks to PostgreSQL; on Debian and Ubuntu: apt install libpq5");
	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
		void *symbol = dlsym(server->library, symbols[i].name);

		if (!symbol)
			return mv_fail(err, "the installed libpq is too old: it has no '%s'", symbols[i].name);
		memcpy((char *)libpq + symbols[i].offset, &symbol, sizeof symbol);
	}
	server->libpq = libpq;
	return true;
}

/* ---- messages ---- */

static void hide(StrBuf *text, const char *secret, size_t length)
{
	StrBuf out = { 0 };

	/* shorter ones are in every other word */
	if (length < 4 || !text->len)
		return;
	for (size_t at = 0; at < text->len;) {
		if (text->len - at >= length && memcmp(text->ptr + at, secret, length) == 0) {
			mv_buf_adds(&out, "********");
			at += length;
		} else {
			mv_buf_addc(&out, text->ptr[at++]);
		}
	}
	mv_buf_release(text);
	*text = out;
}

/* What in a connection string is, or may be meant as, a password: libpq repeats parts of one that it cannot read. */
static Str secret_of(const char *url)
{
	const char *scheme = strstr(url, "://"), *word = strstr(url, "password=");
	const char *start, *end;

	if (word) {
		start = word + strlen("password=");
		return (Str){ .ptr = start, .len = scheme ? strcspn(start, "&#") : strlen(start) };
	}
	start = scheme ? scheme + 3 : url;
	end = scheme ? strrchr(start, '@') : NULL;
	start = end ? memchr(start, ':', (size_t)(end - start)) : NULL;
	return start ? (Str){ .ptr = start + 1, .len = (size_t)(end - start - 1) } : (Str){ 0 };
}

/* A line that ends without a mark and is followed by words is set off from them. */
static bool runs_on(const StrBuf *before, const char *after)
{
	char last = before->len ? before->ptr[before->len - 1] : ' ';

	after += strspn(after, " \t\n");
	return isalpha((unsigned char)*after) && (isalnum((unsigned char)last) || last == '"' || last == ')');
}

/* One line, without the password, should libpq or the server repeat it. */
static const char *words_of(const Server *server, const char *text)
{
	const char *password = server->connection ? server->libpq->password(server->connection) : NULL;
	Str secret = server->url ? secret_of(server->url) : (Str){ 0 };
	StrBuf out = { 0 }, clean = { 0 };
	char *words;

	for (const char *c = text ? text : ""; *c; c++) {
		if (*c == '\n' || *c == '\t')
			mv_buf_adds(&out, *c == '\n' && runs_on(&out, c) ? "; " : c[1] && out.len && out.ptr[out.len - 1] != ' ' ? " " : "");
		else
			mv_buf_addc(&out, *c);
	}
	if (server->url)
		hide(&out, server->url, strlen(server->url));
	hide(&out, secret.ptr, secret.len);
	hide(&out, password, password ? strlen(password) : 0);
	/* libpq takes the first '@' for the password's end, and the rest for a host */
	if (secret.len && memchr(secret.ptr, '@', secret.len))
		hide(&out, strchr(secret.ptr, '@') + 1, secret.len - (size_t)(strchr(secret.ptr, '@') + 1 - secret.ptr));
	mv_buf_add_clean(&clean, (Str){ .ptr = out.ptr ? out.ptr : "", .len = out.len > 600 ? 600 : out.len });
	words = mv_arena_strndup(server->arena, clean.ptr ? clean.ptr : "", clean.len);
	mv_buf_release(&out);
	mv_buf_release(&clean);
	return words;
}

static bool fail_in_words(const Server *server, const char *what, const char *text, Error *err)
{
	const char *words = words_of(server, text);

	return mv_fail(err, "%s: %s", what, *words ? words : "the server gave no reason");
}

/* ---- waiting ---- */

static int milliseconds_left(const Server *server)
{
	struct timespec now;
	long long left;

	clock_gettime(CLOCK_MONOTONIC, &now);
	left = (long long)(server->deadline.tv_sec - now.tv_sec) * 1000 + (server->deadline.tv_nsec - now.tv_nsec) / 1000000;
	return left < 0 ? 0 : left > 3600000 ? 3600000 : (int)left;
}

static bool wait_for(const Server *server, short events, Error *err)
{
	struct pollfd ready = { .fd = server->libpq->socket(server->connection), .events = events };
	int got;

	do {
		got = poll(&ready, 1, milliseconds_left(server));
	} while (got < 0 && errno == EINTR);
	if (got == 0)
		return mv_fail(err, "the server did not answer within %ld seconds; --timeout gives it more", server->timeout);
	return got > 0 || mv_fail(err, "the connection cannot be waited for: %s", strerror(errno));
}

static void ignore_notice(void *data, const PGresult *result)
{
	(void)data;
	(void)result;
}

bool mv_server_connect(Server *server, const char *url, long timeout, Arena *arena, Error *err)
{
	/* what comes later overrides what the string says; libpq's own defaults come first */
	const char *const keywords[] = { "application_name", "dbname", "client_encoding", NULL };
	const char *const values[] = { "migvet", url, "UTF8", NULL };
	const Libpq *libpq;
	int state = POLLING_WRITING;

	*server = (Server){ .arena = arena, .timeout = timeout, .url = url };
	clock_gettime(CLOCK_MONOTONIC, &server->deadline);
	server->deadline.tv_sec += timeout;
	if (!load(server, err))
		return false;
	libpq = server->libpq;
	server->connection = libpq->connect_start(keywords, values, 1);
	if (!server->connection)
		return mv_fail(err, "libpq has no memory for a connection");
	libpq->set_notices(server->connection, ignore_notice, NULL);
	while (libpq->status(server->connection) != 1 /* CONNECTION_BAD */ && state != POLLING_OK && state != POLLING_FAILED) {
		if (!wait_for(server, state == POLLING_READING ? POLLIN : POLLOUT, err))
			return false;
		state = libpq->connect_poll(server->connection);
	}
	/* libpq shows what it could not read, which may be a part of the password */
	if (libpq->status(server->connection) != LIBPQ_OK && url && libpq->socket(server->connection) < 0 && !libpq->user(server->connection))
		return mv_fail(err, "the connection string is not well-formed; it looks like postgresql://user@host/database, with '@', ':', '/' and '%%' in a "
				    "password written as %%40, %%3A, %%2F and %%25");
	if (libpq->status(server->connection) != LIBPQ_OK)
		return fail_in_words(server, "the database cannot be connected to", libpq->error_message(server->connection), err);
	server->version = libpq->server_version(server->connection);
	return true;
}

/* ---- queries ---- */

/* Overlong forms and surrogates are left to whoever reads further: this is about not reading beyond the end. */
static bool is_text(const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		unsigned char c = (unsigned char)text[i++];
		unsigned more = c < 0x80 ? 0 : c >= 0xc2 && c < 0xe0 ? 1 : c >= 0xe0 && c < 0xf0 ? 2 : c >= 0xf0 && c < 0xf5 ? 3 : 9;

		if (c == 0 || more == 9 || more > length - i)
			return false;
		for (; more; more--) {
			if (((unsigned char)text[i++] & 0xc0) != 0x80)
				return false;
		}
	}
	return true;
}

typedef struct Asked {
	const char *what;
	int field_count; /* ANY_FIELDS: as many as come */
	bool single;
	RowReader *reader;
	void *data;
} Asked;
enum { ANY_FIELDS = -1 };

static bool read_row(Server *server, const Asked *asked, const PGresult *result, int row, Error *err)
{
	const Libpq *libpq = server->libpq;
	const char *fields[MV_MOST_FIELDS];

	for (int f = 0; f < server->field_count; f++) {
		int length = libpq->length(result, row, f);

		fields[f] = libpq->is_null(result, row, f) ? NULL : libpq->value(result, row, f);
		server->bytes += length > 0 ? (size_t)length : 0;
		if (fields[f] && (length < 0 || !is_text(fields[f], (size_t)length)))
			return mv_fail(err, "the server's answer about %s is no UTF-8", asked->what);
	}
	server->bytes += (size_t)server->field_count * 8;
	if (server->bytes > MOST_BYTES)
		return mv_fail(err, "the server sends more than %d MiB about its schema", MOST_BYTES >> 20);
	return asked->reader(asked->data, fields, err);
}

static QueryResult read_result(Server *server, const Asked *asked, const PGresult *result, Error *err)
{
	const Libpq *libpq = server->libpq;
	int status = libpq->result_status(result);
	const char *state;

	if (status == RESULT_COMMAND_OK)
		return QUERY_OK;
	if (status == RESULT_TUPLES_OK || status == RESULT_SINGLE_TUPLE) {
		int rows = libpq->rows(result);

		if (!asked->reader)
			return QUERY_OK;
		server->field_count = libpq->fields(result);
		if (asked->field_count == ANY_FIELDS ? server->field_count > MV_MOST_FIELDS : server->field_count != asked->field_count) {
			mv_fail(err, "the server's answer about %s has %d fields instead of %d", asked->what, libpq->fields(result),
				asked->field_count == ANY_FIELDS ? MV_MOST_FIELDS : asked->field_count);
			return QUERY_FAILED;
		}
		for (int f = 0; f < server->field_count; f++)
			server->names[f] = libpq->field_name(result, f);
		for (int row = 0; row < rows; row++) {
			if (!read_row(server, asked, result, row, err))
				return QUERY_FAILED;
		}
		return QUERY_OK;
	}
	state = libpq->result_field(result, DIAG_SQLSTATE);
	if (!state) {
		const char *words = libpq->result_message(result);

		fail_in_words(server, mv_arena_format(server->arena, "the connection was lost while %s were read", asked->what),
			      words && *words ? words : libpq->error_message(server->connection), err);
		return QUERY_FAILED;
	}
	fail_in_words(server, asked->field_count == ANY_FIELDS ? "the server says" : mv_arena_format(server->arena, "the server refuses to tell about %s", asked->what),
		      libpq->result_field(result, DIAG_MESSAGE), err);
	return strcmp(state, "42501") == 0 ? QUERY_DENIED : QUERY_FAILED;
}

static QueryResult ask(Server *server, const char *sql, const Asked *asked, Error *err)
{
	const char *what = asked->what;
	const Libpq *libpq = server->libpq;
	QueryResult outcome = QUERY_OK;
	bool answered = !asked->reader || asked->field_count == ANY_FIELDS;

	if (!(asked->single ? libpq->send_params(server->connection, sql, 0, NULL, NULL, NULL, NULL, 0) : libpq->send_query(server->connection, sql)) ||
	    !libpq->single_row(server->connection)) {
		fail_in_words(server, mv_arena_format(server->arena, "the connection was lost while %s were read", what),
			      libpq->error_message(server->connection), err);
		return QUERY_FAILED;
	}
	for (;;) {
		PGresult *result;
		int status;

		while (libpq->is_busy(server->connection)) {
			if (!wait_for(server, POLLIN, err))
				return QUERY_FAILED;
			if (!libpq->consume(server->connection)) {
				fail_in_words(server, mv_arena_format(server->arena, "the connection was lost while %s were read", what),
					      libpq->error_message(server->connection), err);
				return QUERY_FAILED;
			}
		}
		result = libpq->get_result(server->connection);
		if (!result && outcome == QUERY_OK && !answered) {
			mv_fail(err, "the server's answer about %s has no rows, not even none", what);
			return QUERY_FAILED;
		}
		if (!result)
			return outcome;
		status = libpq->result_status(result);
		answered = answered || status == RESULT_TUPLES_OK || status == RESULT_SINGLE_TUPLE;
		if (outcome == QUERY_OK)
			outcome = read_result(server, asked, result, err);
		libpq->clear(result);
		/* what was lost or makes no sense is not read to its end; neither is a COPY that nobody asked for */
		if (outcome == QUERY_FAILED || (status != RESULT_COMMAND_OK && status != RESULT_TUPLES_OK &&
						status != RESULT_SINGLE_TUPLE && outcome == QUERY_OK))
			return QUERY_FAILED;
	}
}

QueryResult mv_server_query(Server *server, const char *what, const char *sql, int field_count, RowReader *reader, void *data, Error *err)
{
	return ask(server, sql, &(Asked){ .what = what, .field_count = field_count, .reader = reader, .data = data }, err);
}

bool mv_server_ask(Server *server, const char *sql, bool single, RowReader *reader, void *data, Error *err)
{
	return ask(server, sql, &(Asked){ .what = "its answers", .field_count = ANY_FIELDS, .single = single, .reader = reader, .data = data }, err) == QUERY_OK;
}

bool mv_server_execute(Server *server, const char *what, const char *sql, Error *err)
{
	return mv_server_query(server, what, sql, 0, NULL, NULL, err) == QUERY_OK;
}

const char *mv_server_parameter(const Server *server, const char *name)
{
	return server->libpq->parameter(server->connection, name);
}

/* The library stays loaded: OpenSSL's and others' clean-up at exit is theirs. */
void mv_server_close(Server *server)
{
	if (server->connection)
		server->libpq->finish(server->connection);
	server->connection = NULL;
}
