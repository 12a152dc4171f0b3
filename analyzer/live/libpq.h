/*
 * libpq.h: the one door to libpq, which is loaded when a database is asked for:
 * nothing is linked, and its headers are not needed. One connection, queries one
 * after the other, each row handed over as it comes, all under one deadline.
 */
#ifndef MIGVET_LIVE_LIBPQ_H
#define MIGVET_LIVE_LIBPQ_H

#include "migvet/base.h"

#include <time.h>

enum { MV_MOST_FIELDS = 64 };

typedef struct Server {
	void *library;
	struct PGconn *connection;
	const struct Libpq *libpq;
	const char *url;
	int version;              /* 150018 */
	struct timespec deadline;
	size_t bytes;             /* received so far */
	long timeout;             /* seconds, for messages */
	Arena *arena;
	int field_count;          /* of the answer that is being read, and what its fields are called */
	const char *names[MV_MOST_FIELDS];
} Server;

typedef enum QueryResult {
	QUERY_OK,
	QUERY_DENIED,  /* insufficient privilege: `err` has the server's words; the transaction is to be rolled back to its savepoint */
	QUERY_FAILED,  /* `err` says why */
} QueryResult;

/* `fields` are NULL for SQL's NULL, valid UTF-8 otherwise, and gone after the call. False: stop, `err` was written. */
typedef bool RowReader(void *data, const char *const *fields, Error *err);

/* `url` NULL: what libpq finds in the environment. */
bool mv_server_connect(Server *server, const char *url, long timeout, Arena *arena, Error *err);
/* `sql` may hold several statements: one message, one round trip. Rows must have exactly `field_count` fields. `what` names the query in messages. */
QueryResult mv_server_query(Server *server, const char *what, const char *sql, int field_count, RowReader *reader, void *data, Error *err);
/*
 * Of any number of fields; server->field_count and names tell. `single`: a second statement behind the first is refused. When
 * the server refuses it, `err` has its words.
 */
bool mv_server_ask(Server *server, const char *sql, bool single, RowReader *reader, void *data, Error *err);
/* A command whose result does not matter. */
bool mv_server_execute(Server *server, const char *what, const char *sql, Error *err);
/* A setting that the server reports by itself, or NULL. */
const char *mv_server_parameter(const Server *server, const char *name);
void mv_server_close(Server *server);

#endif
