/* json.c: the lock report for programs; keys are only ever added. */
#include "locks.h"

#include "migvet/writer.h"

typedef struct Json {
	Writer writer;
	Arena *arena;
} Json;

static Position start_of(const Json *json, const StatementLocks *at)
{
	const Source *source = at->statement->source;
	Span span = mv_migration_place(at->statement->migration, &source, at->statement->span);

	mv_source_index_lines(source, json->arena);
	return mv_source_position(source, span.start, COLUMN_CODE_POINTS);
}

static uint32_t last_line_of(const Json *json, const StatementLocks *at)
{
	const Source *source = at->statement->source;
	Span span = mv_migration_place(at->statement->migration, &source, at->statement->span);

	mv_source_index_lines(source, json->arena);
	return mv_source_position(source, span.end > span.start ? span.end - 1 : span.start, COLUMN_CODE_POINTS).line;
}

static void write_tri(Writer *writer, const char *key, Tri value)
{
	if (value == TRI_UNKNOWN)
		mv_write_null(writer, key);
	else
		mv_write_flag(writer, key, value == TRI_YES);
}

static void write_text_or_null(Writer *writer, const char *key, const char *text)
{
	if (text)
		mv_write_text(writer, key, text);
	else
		mv_write_null(writer, key);
}

static void write_lock(Writer *writer, const LockLine *lock)
{
	mv_write_object(writer, NULL);
	mv_write_text(writer, "relation", lock->shown);
	mv_write_text(writer, "schema", lock->schema);
	mv_write_text(writer, "kind", lock->kind == OBJ_NONE ? "unknown" : mv_object_kind_name(lock->kind));
	mv_write_text(writer, "mode", mv_lock_mode_name(lock->mode));
	write_text_or_null(writer, "blocks", mv_locks_blocked_words(lock->mode));
	write_text_or_null(writer, "waits_for", mv_locks_awaited_words(lock->mode));
	mv_write_flag(writer, "rewritten", lock->rewritten);
	mv_write_flag(writer, "scanned", lock->scanned);
	mv_write_flag(writer, "index_built", lock->index_built);
	mv_write_list(writer, "indexes_rebuilt");
	for (uint32_t i = 0; i < lock->rebuilt.count; i++)
		mv_write_text(writer, NULL, lock->rebuilt.items[i]);
	mv_write_end(writer);
	mv_write_text(writer, "certainty", lock->certain ? "certain" : "possible");
	mv_write_flag(writer, "harmless", lock->harmless);
	mv_write_end(writer);
}

static void write_statement(Json *json, const StatementLocks *at)
{
	Writer *writer = &json->writer;
	Position start = start_of(json, at);

	mv_write_object(writer, NULL);
	mv_write_text(writer, "path", at->statement->source->path);
	mv_write_number(writer, "line", start.line);
	mv_write_number(writer, "column", start.column);
	mv_write_text(writer, "command", at->statement->tag);
	write_tri(writer, "in_transaction", at->in_transaction);
	mv_write_number(writer, "transaction", at->transaction);
	write_tri(writer, "allowed_in_transaction", at->transaction_allowed);
	mv_write_flag(writer, "waits_for_older_transactions", at->waits_for_snapshots);
	if (at->sqlstate) {
		mv_write_object(writer, "fails");
		mv_write_text(writer, "sqlstate", at->sqlstate);
		mv_write_text(writer, "message", at->message);
		mv_write_end(writer);
	} else {
		mv_write_null(writer, "fails");
	}
	mv_write_text(writer, "unresolved", at->statement->resolution == RESOLVED ? NULL : at->statement->reason);
	mv_write_list(writer, "locks");
	for (uint32_t i = 0; i < at->relations.count; i++)
		write_lock(writer, &at->relations.items[i]);
	for (uint32_t i = 0; i < at->others.count; i++)
		write_lock(writer, &at->others.items[i]);
	mv_write_end(writer);
	mv_write_end(writer);
}

static void write_held(Json *json, const HeldSpan *held)
{
	Writer *writer = &json->writer;

	mv_write_object(writer, NULL);
	mv_write_text(writer, "relation", held->lock->shown);
	mv_write_text(writer, "mode", mv_lock_mode_name(held->lock->mode));
	write_text_or_null(writer, "blocks", mv_locks_blocked_words(held->lock->mode));
	mv_write_number(writer, "transaction", held->from->transaction);
	mv_write_number(writer, "from_line", start_of(json, held->from).line);
	mv_write_number(writer, "until_line", last_line_of(json, held->until));
	mv_write_text(writer, "certainty", held->lock->certain ? "certain" : "possible");
	mv_write_end(writer);
}

static void write_window(Json *json, const LockWindow *window)
{
	Writer *writer = &json->writer;

	if (!window->blocked) {
		mv_write_null(writer, "worst");
		return;
	}
	mv_write_object(writer, "worst");
	mv_write_text(writer, "message", mv_window_message(window, json->arena));
	mv_write_text(writer, "relation", window->blocked->shown);
	mv_write_text(writer, "blocks", mv_locks_blocked_words(window->blocked->mode));
	mv_write_number(writer, "from_line", start_of(json, window->from).line);
	mv_write_text(writer, "during", mv_window_work_word(window->work));
	mv_write_text(writer, "of", window->working->shown);
	mv_write_number(writer, "at_line", start_of(json, window->at).line);
	mv_write_end(writer);
}

static void write_deadlock(Json *json, const Deadlock *deadlock)
{
	Writer *writer = &json->writer;

	mv_write_object(writer, NULL);
	mv_write_text(writer, "kind", mv_deadlock_kind_word(deadlock->kind));
	mv_write_text(writer, "message", mv_deadlock_message(deadlock, json->arena));
	mv_write_text(writer, "first", deadlock->first->shown);
	mv_write_text(writer, "first_mode", mv_lock_mode_name(deadlock->first->mode));
	mv_write_number(writer, "first_line", start_of(json, deadlock->first_at).line);
	mv_write_text(writer, "second", deadlock->second->shown);
	mv_write_text(writer, "second_mode", mv_lock_mode_name(deadlock->second->mode));
	mv_write_number(writer, "second_line", start_of(json, deadlock->second_at).line);
	mv_write_end(writer);
}

static void write_migration(Json *json, const MigrationLocks *migration)
{
	Writer *writer = &json->writer;

	mv_write_object(writer, NULL);
	mv_write_text(writer, "path", migration->migration->source->path);
	mv_write_text(writer, "version", migration->migration->version);
	mv_write_list(writer, "held");
	for (uint32_t i = 0; i < migration->held.count; i++)
		write_held(json, &migration->held.items[i]);
	mv_write_end(writer);
	write_window(json, &migration->worst);
	mv_write_list(writer, "deadlocks");
	for (uint32_t i = 0; i < migration->deadlocks.count; i++)
		write_deadlock(json, &migration->deadlocks.items[i]);
	mv_write_end(writer);
	mv_write_number(writer, "more_deadlocks", migration->more_deadlocks);
	mv_write_end(writer);
}

void mv_lock_history_json(const LockHistory *history, Arena *arena, StrBuf *out)
{
	Json json = { .writer = { .out = out, .style = WRITER_JSON }, .arena = arena };

	mv_write_object(&json.writer, NULL);
	mv_write_number(&json.writer, "postgres_version", history->server_version);
	mv_write_list(&json.writer, "statements");
	for (uint32_t i = 0; i < history->statements.count; i++)
		write_statement(&json, history->statements.items[i]);
	mv_write_end(&json.writer);
	mv_write_list(&json.writer, "migrations");
	for (uint32_t i = 0; i < history->migrations.count; i++)
		write_migration(&json, &history->migrations.items[i]);
	mv_write_end(&json.writer);
	mv_write_end(&json.writer);
}
