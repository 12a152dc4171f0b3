/*
 * describe.c: a snapshot as JSON or YAML: the schema as `migvet schema` writes
 * it, and about the snapshot itself
 *
 *   snapshot     server, what was read, hash, what could not be read
 *   statements   what makes the schema anew: a snapshot that is read again is replayed
 *   sizes        estimates of rows and bytes; asked for by --sizes
 */
#include "live.h"

#include "migvet/emit.h"
#include "migvet/hash.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* The statements and their hash, which are made while the schema is described. */
typedef struct Making {
	const Snapshot *snapshot;
	Arena *arena;
	SqlParts statements;
	char *hash;
	pthread_t thread;
	bool started;
} Making;

typedef struct Document {
	const Snapshot *snapshot;
	Making *making;
	const StrBuf *out;
	size_t *hash_at; /* in `out`, where the hash will be */
} Document;

/* As long as a hash. */
static const char no_hash[] = "----------------------------------------------------------------";

static void write_unread(const Snapshot *snapshot, Writer *writer)
{
	mv_write_list(writer, "unread");
	for (uint32_t i = 0; i < snapshot->unread.count; i++) {
		mv_write_object(writer, NULL);
		mv_write_text(writer, "what", snapshot->unread.items[i].what);
		mv_write_text(writer, "name", snapshot->unread.items[i].name);
		mv_write_text(writer, "reason", snapshot->unread.items[i].reason);
		mv_write_end(writer);
	}
	mv_write_end(writer);
}

static void write_number_if_known(Writer *writer, const char *key, int64_t number)
{
	if (number >= 0)
		mv_write_number(writer, key, number);
}

static void write_sizes(const Snapshot *snapshot, Writer *writer)
{
	mv_write_object(writer, "sizes");
	mv_write_text(writer, "read_at", snapshot->read_at);
	mv_write_text(writer, "statistics_reset", snapshot->statistics_reset);
	mv_write_list(writer, "tables");
	for (uint32_t i = 0; i < snapshot->sizes.count; i++) {
		const TableSize *size = &snapshot->sizes.items[i];

		mv_write_object(writer, NULL);
		mv_write_text(writer, "schema", size->schema);
		mv_write_text(writer, "name", size->name);
		write_number_if_known(writer, "rows", size->rows);
		write_number_if_known(writer, "bytes", size->bytes);
		write_number_if_known(writer, "total_bytes", size->total_bytes);
		write_number_if_known(writer, "sequential_scans", size->sequential_scans);
		write_number_if_known(writer, "index_scans", size->index_scans);
		write_number_if_known(writer, "analyzed_seconds_ago", size->analyzed_seconds_ago);
		mv_write_list(writer, "indexes");
		for (uint32_t k = 0; k < size->indexes.count; k++) {
			mv_write_object(writer, NULL);
			mv_write_text(writer, "name", size->indexes.items[k].name);
			write_number_if_known(writer, "bytes", size->indexes.items[k].bytes);
			write_number_if_known(writer, "scans", size->indexes.items[k].scans);
			mv_write_end(writer);
		}
		mv_write_end(writer);
		mv_write_end(writer);
	}
	mv_write_end(writer);
	mv_write_end(writer);
}

/* The end of the statements' making; the hash is written where it belongs by who owns the text. */
static void finish(Making *making)
{
	if (making->started)
		pthread_join(making->thread, NULL);
	making->started = false;
}

static void write_more(const void *data, bool end, Writer *writer)
{
	const Document *document = data;
	const Snapshot *snapshot = document->snapshot;
	const SqlParts *statements = &document->making->statements;

	if (!end) {
		size_t start = document->out->len;

		mv_write_object(writer, "snapshot");
		mv_write_text(writer, "dialect", snapshot->dialect);
		mv_write_text(writer, "server", snapshot->server);
		mv_write_text(writer, "only_schemas", snapshot->pattern);
		mv_write_text(writer, "hash", no_hash);
		*document->hash_at = mv_str_find((Str){ .ptr = document->out->ptr, .len = document->out->len },
						 (Str){ .ptr = no_hash, .len = sizeof no_hash - 1 }, start);
		write_unread(snapshot, writer);
		mv_write_end(writer);
		return;
	}
	finish(document->making);
	mv_write_list(writer, "statements");
	for (uint32_t i = 0; i < statements->count; i++)
		mv_write_text(writer, NULL, statements->items[i]);
	mv_write_end(writer);
	if (snapshot->sizes_read)
		write_sizes(snapshot, writer);
}

static int by_text(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Indexes that are not valid, materialized views without data: no statement tells them from others. */
static void add_invalid(const Schema *schema, Arena *arena, StrBuf *text)
{
	VEC(const char *) names = { 0 };

	for (uint32_t i = 0; i < schema->relations.count; i++) {
		const Object *object = schema->relations.entries[i].value;

		if (object && ((object->kind == OBJ_INDEX && !((const TableIndex *)object)->valid) ||
			       (object->kind == OBJ_MATERIALIZED_VIEW && !((const Table *)object)->populated)))
			*VEC_PUSH(arena, &names) = schema->relations.entries[i].key;
	}
	if (names.count)
		qsort(names.items, names.count, sizeof *names.items, by_text);
	for (uint32_t i = 0; i < names.count; i++)
		mv_buf_addf(text, "invalid %s\n", names.items[i]);
}

/* Of what the schema is, not of how it was read: the same on another minor version, with and without sizes. */
static char *hash_of(const Making *making)
{
	const Snapshot *snapshot = making->snapshot;
	StrBuf text = { 0 };
	char *hash;

	mv_buf_addf(&text, "%s %d %s\n", snapshot->dialect, snapshot->server_version, snapshot->pattern ? snapshot->pattern : "");
	for (uint32_t i = 0; i < making->statements.count; i++) {
		mv_buf_adds(&text, making->statements.items[i]);
		mv_buf_addc(&text, '\n');
	}
	add_invalid(&snapshot->schema, making->arena, &text);
	for (uint32_t i = 0; i < snapshot->unread.count; i++)
		mv_buf_addf(&text, "unread %s %s\n", snapshot->unread.items[i].what, snapshot->unread.items[i].name ? snapshot->unread.items[i].name : "");
	hash = mv_sha256((Str){ .ptr = text.ptr, .len = text.len }, making->arena);
	mv_buf_release(&text);
	return hash;
}

static void *make_statements(void *data)
{
	Making *making = data;
	const Snapshot *snapshot = making->snapshot;

	for (uint32_t i = 0; i < snapshot->statements.count; i++)
		*VEC_PUSH(making->arena, &making->statements) = snapshot->statements.items[i];
	if (!snapshot->statements.count)
		mv_schema_sql_parts(&snapshot->schema, snapshot->server_version, making->arena, &making->statements);
	making->hash = hash_of(making);
	return NULL;
}

void mv_snapshot_describe(const Snapshot *snapshot, WriterStyle style, StrBuf *out)
{
	Making making = { .snapshot = snapshot, .arena = mv_arena_new() };
	size_t hash_at = 0;
	const Document document = { .snapshot = snapshot, .making = &making, .out = out, .hash_at = &hash_at };

	making.started = mv_live_thread(&making.thread, make_statements, &making);
	if (!making.started)
		make_statements(&making);
	mv_schema_describe(&snapshot->schema, snapshot->server_version, style, write_more, &document, out);
	finish(&making);
	memcpy(out->ptr + hash_at, making.hash, sizeof no_hash - 1);
	mv_arena_free(making.arena);
}
