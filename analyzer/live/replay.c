/*
 * replay.c: statements that make a database become its Schema, as those of
 * migrations do. They were made by us or by the server, but what a server sends
 * is not to be trusted: each object's text is parsed by itself.
 */
#include "live.h"

#include "migvet/check.h"
#include "migvet/frontend.h"
#include "migvet/layout.h"

#include <pthread.h>
#include <string.h>

/* Texts are put together up to this size; a parser that takes one has much smaller ones in it. */
enum { BLOCK_BYTES = 4 * 1024 * 1024, READER_STACK = 64 * 1024 * 1024 };

typedef struct Reading {
	MigrationSet *set;
	Snapshot *snapshot;
	Arena *arena;
	int version;
	Schema schema;
} Reading;

/* The front end is recursive, and so is what walks its trees: on a stack of our own choice. */
static void *read_and_replay(void *data)
{
	Reading *reading = data;
	Arena *scratch = mv_arena_new();

	for (uint32_t i = 0; i < reading->set->migrations.count; i++) {
		mv_postgres_read(reading->set->migrations.items[i], reading->arena, scratch);
		mv_arena_reset(scratch);
	}
	mv_replay(reading->set, NULL, false, reading->version, reading->arena, &reading->schema);
	mv_postgres_thread_end();
	mv_arena_free(scratch);
	return NULL;
}

static bool run(Reading *reading, Error *err)
{
	pthread_attr_t attributes;
	pthread_t thread;
	bool ok = pthread_attr_init(&attributes) == 0;

	ok = ok && pthread_attr_setstacksize(&attributes, READER_STACK) == 0 &&
	     pthread_create(&thread, &attributes, read_and_replay, reading) == 0;
	pthread_attr_destroy(&attributes);
	return ok ? pthread_join(thread, NULL) == 0 : mv_fail(err, "no thread could be started");
}

static bool add_block(Reading *reading, const LiveStatements *statements, uint32_t first, uint32_t end, Error *err)
{
	Arena *arena = reading->arena;
	Migration *migration = MV_NEW(arena, Migration);
	StrBuf text = { 0 };
	bool ok;

	*migration = (Migration){ .layout = reading->set->layout, .set = reading->set, .version = "", .name = "snapshot",
				  .transaction = TRANSACTION_NONE, .source = MV_NEW(arena, Source) };
	for (uint32_t i = first; i < end; i++) {
		Section *section = VEC_PUSH(arena, &migration->sections);

		section->span.start = (uint32_t)text.len;
		mv_buf_adds(&text, statements->items[i].sql);
		section->span.end = (uint32_t)text.len;
		mv_buf_addc(&text, '\n');
	}
	ok = mv_source_from_bytes(migration->source, (Str){ .ptr = text.ptr, .len = text.len }, "", arena, err);
	mv_buf_release(&text);
	*VEC_PUSH(arena, &reading->set->migrations) = migration;
	return ok;
}

static void note_problems(const Reading *reading, const LiveStatements *statements)
{
	uint32_t first = 0;

	for (uint32_t m = 0; m < reading->set->migrations.count; m++) {
		const Migration *migration = reading->set->migrations.items[m];

		for (uint32_t s = 0; s < migration->statements.count; s++) {
			const Statement *statement = &migration->statements.items[s];
			uint32_t number = first + statement->section;

			if (statement->resolution == RESOLVED || number >= statements->count)
				continue;
			mv_live_unread(reading->snapshot, reading->arena, "definitions", statements->items[number].name,
				       statement->reason ? statement->reason : "a statement that is not understood");
		}
		first += migration->sections.count;
	}
}

bool mv_live_replay(Snapshot *snapshot, const LiveStatements *statements, Arena *arena, Error *err)
{
	Reading reading = { .set = MV_NEW(arena, MigrationSet), .snapshot = snapshot, .arena = arena, .version = snapshot->server_version };
	uint32_t first = 0;
	size_t bytes = 0;

	*reading.set = (MigrationSet){ .layout = mv_layout_find("plain"), .path = "", .dialect = "postgresql", .history_complete = true };
	for (uint32_t i = 0; i < statements->count; i++) {
		size_t length = strlen(statements->items[i].sql);

		if (length > MV_MAX_FILE_BYTES / 2)
			return mv_fail(err, "the definition of %s has %zu bytes", statements->items[i].name, length);
		bytes += length;
		if (bytes < BLOCK_BYTES && i + 1 < statements->count)
			continue;
		if (!add_block(&reading, statements, first, i + 1, err))
			return false;
		first = i + 1;
		bytes = 0;
	}
	if (!run(&reading, err))
		return false;
	snapshot->schema = reading.schema;
	note_problems(&reading, statements);
	return true;
}
