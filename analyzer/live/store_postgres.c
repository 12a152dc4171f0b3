/*
 * store_postgres.c: a store of histories in the schema `migvet` of a server:
 * many repositories, and many jobs at once. An advisory lock for each project
 * makes writers of one project wait for each other; those of others do not.
 */
#include "libpq.h"

#include "migvet/live.h"
#include "migvet/store.h"

#include <stdlib.h>

/* "migv": of advisory locks */
#define LOCKS "1835624310"

typedef struct Remote {
	Server server;
	Store *store;
	StoreReader *reader;
	void *data;
} Remote;

static void add_text(StrBuf *out, const char *text)
{
	mv_buf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			mv_buf_addc(out, '\'');
		mv_buf_addc(out, *text);
	}
	mv_buf_addc(out, '\'');
}

/* standard_conforming_strings is on: a backslash is a backslash. */
static void fill_in(StrBuf *out, const char *sql, const Cell *values, uint32_t count)
{
	uint32_t next = 0;
	bool quoted = false;

	for (; *sql; sql++) {
		quoted = *sql == '\'' ? !quoted : quoted;
		if (*sql != '?' || quoted || next == count) {
			mv_buf_addc(out, *sql);
			continue;
		}
		if (values[next].null)
			mv_buf_adds(out, "NULL");
		else if (values[next].text)
			add_text(out, values[next].text);
		else
			mv_buf_addf(out, "%lld", (long long)values[next].number);
		next++;
	}
}

static bool pass_row(void *data, const char *const *fields, Error *err)
{
	Remote *remote = data;
	const QueryRow row = { .count = (uint32_t)remote->server.field_count, .names = remote->server.names, .values = fields };

	return !remote->reader || remote->reader(remote->data, &row, err);
}

static bool run_as(Store *store, const char *sql, bool single, StoreReader *reader, void *data, Error *err)
{
	Remote *remote = store->connection;
	Error why = { 0 };

	remote->reader = reader;
	remote->data = data;
	if (mv_server_ask(&remote->server, sql, single, pass_row, remote, &why))
		return true;
	return mv_fail(err, "the history '%s': %s", store->shown, why.message);
}

static bool run(Store *store, const char *sql, const Cell *values, uint32_t count, StoreReader *reader, void *data, Error *err)
{
	StrBuf text = { 0 };
	bool ok;

	fill_in(&text, sql, values, count);
	ok = run_as(store, text.ptr, false, reader, data, err);
	mv_buf_release(&text);
	return ok;
}

static bool ask(Store *store, const char *sql, StoreReader *reader, void *data, Error *err)
{
	Error ignored = { 0 };
	bool ok = run(store, "BEGIN TRANSACTION READ ONLY", NULL, 0, NULL, NULL, err) && run(store, "SET LOCAL statement_timeout = '30s'", NULL, 0, NULL, NULL, err) &&
		  run_as(store, sql, true, reader, data, err);

	run(store, "ROLLBACK", NULL, 0, NULL, NULL, &ignored);
	return ok;
}

static bool take_number(void *data, const QueryRow *row, Error *err)
{
	(void)err;
	*(int *)data = row->values[0] ? (int)strtol(row->values[0], NULL, 10) : 0;
	return true;
}

static bool version(Store *store, int *number, Error *err)
{
	int there = 0;

	*number = 0;
	return run(store, "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'migvet' AND c.relname = 'meta'", NULL, 0,
		   take_number, &there, err) &&
	       (!there || run(store, "SELECT value FROM migvet.meta WHERE name = 'version'", NULL, 0, take_number, number, err));
}

static bool begin(Store *store, const char *project, Error *err)
{
	const Cell name = cell_text(project);

	/* who makes the tables makes the others wait, and they look again then */
	if (!run(store, "BEGIN", NULL, 0, NULL, NULL, err))
		return false;
	if (store->version == 0 && (!run(store, "SELECT pg_advisory_xact_lock(" LOCKS ", 0)", NULL, 0, NULL, NULL, err) || !version(store, &store->version, err) ||
				    !run(store, "CREATE SCHEMA IF NOT EXISTS migvet", NULL, 0, NULL, NULL, err)))
		return false;
	return run(store, "SELECT pg_advisory_xact_lock(" LOCKS ", hashtext(?))", &name, 1, NULL, NULL, err);
}

static bool end(Store *store, bool keep, Error *err)
{
	return run(store, keep ? "COMMIT" : "ROLLBACK", NULL, 0, NULL, NULL, err);
}

static void close_server(Store *store)
{
	Remote *remote = store->connection;

	mv_server_close(&remote->server);
}

static const StoreBackend backend = { .run = run, .ask = ask, .begin = begin, .end = end, .version = version, .close = close_server };

bool mv_store_postgres(Store *store, const char *url, long timeout, Arena *arena, Error *err)
{
	Remote *remote = MV_NEW(arena, Remote);

	store->shown = mv_database_shown(url, arena);
	store->backend = &backend;
	store->connection = remote;
	remote->store = store;
	return mv_server_connect(&remote->server, url, timeout, arena, err) &&
	       run(store, "SET standard_conforming_strings = on", NULL, 0, NULL, NULL, err) && run(store, "SET search_path = migvet, pg_catalog", NULL, 0, NULL, NULL, err);
}
