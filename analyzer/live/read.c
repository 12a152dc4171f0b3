/*
 * read.c: a snapshot from a file instead of a server: the JSON that `migvet
 * snapshot` or `migvet schema` wrote, or SQL as `pg_dump --schema-only` has it.
 * Both are replayed like what a server says.
 */
#include "read_sizes.h"

#include "migvet/source.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { OLDEST_SERVER = 12, NEWEST_SERVER = 18, MOST_STATEMENTS = 4 * 1000 * 1000, MOST_BYTES = 1 << 30 };

/* ---- JSON ---- */

static const char *text_in(const cJSON *object, const char *key, Arena *arena)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	return cJSON_IsString(item) ? mv_arena_strdup(arena, item->valuestring) : NULL;
}

static void read_unread(Snapshot *snapshot, const cJSON *about, Arena *arena)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(about, "unread")) {
		const char *what = text_in(item, "what", arena), *reason = text_in(item, "reason", arena);

		mv_live_unread(snapshot, arena, what ? what : "something", text_in(item, "name", arena), reason ? reason : "no reason is given");
	}
}

static bool read_statements(const cJSON *list, const char *file, Snapshot *snapshot, LiveStatements *statements, Arena *arena, Error *err)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, list) {
		if (!cJSON_IsString(item))
			return mv_fail(err, "%s: a statement in it is no text", file);
		if (statements->count >= MOST_STATEMENTS)
			return mv_fail(err, "%s: more than %d statements", file, (int)MOST_STATEMENTS);
		*VEC_PUSH(arena, statements) = (LiveStatement){ .name = file, .sql = mv_arena_strdup(arena, item->valuestring) };
		/* the emitter's words for a type or default that the migrations did not tell */
		if (strstr(item->valuestring, " is not known */"))
			mv_live_unread(snapshot, arena, "a column's definition", NULL, "the migrations did not tell it when the file was written");
	}
	return true;
}

static bool read_document(const cJSON *root, const char *file, Snapshot *snapshot, Arena *arena, Error *err)
{
	const cJSON *version = cJSON_GetObjectItemCaseSensitive(root, "server_version");
	const cJSON *about = cJSON_GetObjectItemCaseSensitive(root, "snapshot");
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "statements");
	const cJSON *complete = cJSON_GetObjectItemCaseSensitive(root, "complete");
	const cJSON *format = cJSON_GetObjectItemCaseSensitive(root, "format_version");
	LiveStatements statements = { 0 };

	if (!mv_streq(text_in(root, "format", arena), "migvet-schema"))
		return mv_fail(err, "%s: this JSON is no snapshot of migvet", file);
	if (!cJSON_IsNumber(format) || format->valueint != 1)
		return mv_fail(err, "%s: a snapshot in a format that this version of migvet does not know", file);
	if (!cJSON_IsArray(list))
		return mv_fail(err, "%s: the snapshot has no statements: write it again with this version of migvet", file);
	if (!cJSON_IsNumber(version) || version->valueint < OLDEST_SERVER || version->valueint > 99)
		return mv_fail(err, "%s: the snapshot does not say the server's version", file);
	snapshot->server_version = version->valueint > NEWEST_SERVER ? NEWEST_SERVER : version->valueint;
	snapshot->dialect = text_in(about, "dialect", arena);
	snapshot->server = text_in(about, "server", arena);
	snapshot->pattern = text_in(about, "only_schemas", arena);
	if (!snapshot->dialect)
		snapshot->dialect = "postgresql";
	read_unread(snapshot, about, arena);
	if (!cJSON_IsTrue(complete) && !snapshot->unread.count)
		mv_live_unread(snapshot, arena, "the whole", NULL, "it was not complete when it was written");
	return mv_live_read_sizes(root, file, snapshot, arena, err) && read_statements(list, file, snapshot, &statements, arena, err) &&
	       mv_live_replay(snapshot, NULL, &statements, arena, err);
}

static bool read_json(const Source *source, const char *file, Snapshot *snapshot, Arena *arena, Error *err)
{
	const char *end = NULL;
	cJSON *root = cJSON_ParseWithLengthOpts(source->text.ptr, source->text.len, &end, false);
	bool ok;

	if (!root) {
		Position place;

		mv_source_index_lines(source, arena);
		place = mv_source_position(source, end ? (uint32_t)(end - source->text.ptr) : 0, COLUMN_CODE_POINTS);
		return mv_fail(err, "%s:%u:%u: this is not JSON", file, place.line, place.column);
	}
	ok = read_document(root, file, snapshot, arena, err);
	cJSON_Delete(root);
	return ok;
}

/* ---- SQL ---- */

/* "-- Dumped from database version 15.18"; 0: it does not say. */
static int dumped_from(Str text)
{
	static const Str words = { .ptr = "-- Dumped from database version ", .len = 32 };
	Str start = mv_str_slice(text, 0, text.len < 4096 ? text.len : 4096);
	size_t at = mv_str_find(start, words, 0);
	int version = 0;

	for (at = at == SIZE_MAX ? start.len : at + words.len; at < start.len && start.ptr[at] >= '0' && start.ptr[at] <= '9' && version < 100; at++)
		version = version * 10 + start.ptr[at] - '0';

	return version > NEWEST_SERVER ? NEWEST_SERVER : version < OLDEST_SERVER ? 0 : version;
}

static bool read_sql(const Source *source, const char *file, int version, Snapshot *snapshot, Arena *arena, Error *err)
{
	int said = dumped_from(source->text);
	LiveStatements statements = { 0 };

	snapshot->server_version = said ? said : version;
	snapshot->dialect = "postgresql";
	*VEC_PUSH(arena, &statements) = (LiveStatement){ .name = file, .sql = mv_arena_strndup(arena, source->text.ptr, source->text.len) };
	return mv_live_replay(snapshot, NULL, &statements, arena, err);
}

/* Files of migrations may not be that large, snapshots of tens of thousands of tables are. False: it is none, or cannot be read. */
static bool read_large(Source *source, const char *file, Arena *arena)
{
	struct stat st;
	FILE *open = stat(file, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > (off_t)MV_MAX_FILE_BYTES && st.st_size <= MOST_BYTES ? fopen(file, "rb") : NULL;
	bool ok = open && getc(open) == '{';
	char *bytes;

	if (ok) {
		bytes = mv_arena_alloc(arena, (size_t)st.st_size + 1);
		bytes[0] = '{';
		*source = (Source){ .path = file, .file = file, .text = { .ptr = bytes, .len = 1 + fread(bytes + 1, 1, (size_t)st.st_size - 1, open) } };
	}
	if (open)
		fclose(open);
	return ok;
}

bool mv_snapshot_read(const char *file, int server_version, Snapshot *snapshot, Arena *arena, Error *err)
{
	Source *source = MV_NEW(arena, Source);
	Error why = { 0 };

	*snapshot = (Snapshot){ 0 };
	if (!read_large(source, file, arena) && !mv_source_read(source, file, file, arena, &why))
		return mv_fail(err, "%s: %s", file, why.message);
	return mv_str_starts(mv_str_trim(source->text), STR("{")) ? read_json(source, file, snapshot, arena, err) :
								    read_sql(source, file, server_version, snapshot, arena, err);
}
