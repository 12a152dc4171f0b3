/*
 * replay.c: statements that make a database become its Schema, as those of
 * migrations do. They were made by us or by the server, but what a server sends
 * is not to be trusted: each object's text is parsed by itself.
 */
#include "live.h"

#include "migvet/arena.h"
#include "migvet/check.h"
#include "migvet/frontend.h"
#include "migvet/layout.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

/* Texts are put together up to this size; a parser that takes one has much smaller ones in it. */
enum { BLOCK_BYTES = 256 * 1024, READER_STACK = 64 * 1024 * 1024, MOST_READERS = 8 };

typedef struct Reading {
	MigrationSet *set;
	Snapshot *snapshot;
	Arena *arena;
	const char *opening;
	int version;
	Schema schema;
	atomic_uint next; /* block to be read */
} Reading;

typedef struct Reader {
	Reading *reading;
	Arena *arena;
	pthread_t thread;
} Reader;

static void read_blocks(Reading *reading, Arena *arena)
{
	Arena *scratch = mv_arena_new();
	uint32_t at;

	while ((at = atomic_fetch_add(&reading->next, 1)) < reading->set->migrations.count) {
		mv_postgres_read(reading->set->migrations.items[at], arena, scratch);
		mv_arena_reset(scratch);
	}
	mv_arena_free(scratch);
}

static void *read_as_others(void *data)
{
	const Reader *reader = data;

	read_blocks(reader->reading, reader->arena);
	mv_postgres_thread_end();
	return NULL;
}

bool mv_live_thread(pthread_t *thread, void *(*work)(void *), void *data)
{
	pthread_attr_t attributes;
	bool ok = pthread_attr_init(&attributes) == 0;

	if (!ok)
		return false;
	ok = pthread_attr_setstacksize(&attributes, READER_STACK) == 0 && pthread_create(thread, &attributes, work, data) == 0;
	pthread_attr_destroy(&attributes);
	return ok;
}

static void *read_and_replay(void *data)
{
	Reading *reading = data;
	Reader others[MOST_READERS];
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	uint32_t count = 0;

	/* this one reads, too */
	while (count + 1 < MOST_READERS && count + 1 < processors && count + 1 < reading->set->migrations.count) {
		others[count] = (Reader){ .reading = reading, .arena = mv_arena_new() };
		if (!mv_live_thread(&others[count].thread, read_as_others, &others[count])) {
			mv_arena_free(others[count].arena);
			break;
		}
		count++;
	}
	read_blocks(reading, reading->arena);
	for (uint32_t i = 0; i < count; i++) {
		pthread_join(others[i].thread, NULL);
		mv_arena_take(reading->arena, others[i].arena);
	}
	mv_replay(reading->set, NULL, false, reading->version, reading->arena, &reading->schema);
	mv_postgres_thread_end();
	return NULL;
}

static bool run(Reading *reading, Error *err)
{
	pthread_t thread;

	return mv_live_thread(&thread, read_and_replay, reading) ? pthread_join(thread, NULL) == 0 : mv_fail(err, "no thread could be started");
}

static void add_text(Migration *migration, StrBuf *text, const char *sql, Arena *arena)
{
	Section *section = VEC_PUSH(arena, &migration->sections);

	section->span.start = (uint32_t)text->len;
	mv_buf_adds(text, sql);
	section->span.end = (uint32_t)text->len;
	mv_buf_addc(text, '\n');
}

static bool add_block(Reading *reading, const LiveStatements *statements, uint32_t first, uint32_t end, Error *err)
{
	Arena *arena = reading->arena;
	Migration *migration = MV_NEW(arena, Migration);
	StrBuf text = { 0 };
	bool ok;

	*migration = (Migration){ .layout = reading->set->layout, .set = reading->set, .version = "", .name = "snapshot",
				  .transaction = TRANSACTION_NONE, .source = MV_NEW(arena, Source) };
	/* each block is a session of its own; without an opening its first section is empty */
	add_text(migration, &text, reading->opening ? reading->opening : "", arena);
	for (uint32_t i = first; i < end; i++)
		add_text(migration, &text, statements->items[i].sql, arena);
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
			/* behind the opening, which is section 0 */
			uint32_t number = first + statement->section - 1;

			if (statement->resolution == RESOLVED || !statement->section || number >= statements->count)
				continue;
			mv_live_unread(reading->snapshot, reading->arena, "definitions", statements->items[number].name,
				       statement->reason ? statement->reason : "a statement that is not understood");
		}
		first += migration->sections.count - 1;
	}
}

bool mv_live_replay(Snapshot *snapshot, const char *opening, const LiveStatements *statements, Arena *arena, Error *err)
{
	Reading reading = { .set = MV_NEW(arena, MigrationSet), .snapshot = snapshot, .arena = arena, .opening = opening,
			    .version = snapshot->server_version };
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
