/*
 * timeline.c: reading a store: its projects, objects and points in time. Each
 * query names what it wants by something that has an index.
 */
#include "private.h"

#include "migvet/layout.h"

#include <stdlib.h>
#include <string.h>

typedef struct Collected {
	Arena *arena;
	VEC(const char *) texts; /* row by row */
	VersionVec *versions;
	StoreTable table;
	const char *const *names;
} Collected;

static bool collect(void *data, const QueryRow *row, Error *err)
{
	Collected *collected = data;

	(void)err;
	for (uint32_t i = 0; i < row->count; i++)
		*VEC_PUSH(collected->arena, &collected->texts) = mv_arena_strdup(collected->arena, row->values[i]);
	return true;
}

static bool query(const Timeline *timeline, const char *sql, const Cell *values, uint32_t count, Collected *collected, Error *err)
{
	*collected = (Collected){ .arena = timeline->arena };
	return timeline->store->backend->run(timeline->store, sql, values, count, collect, collected, err);
}

int64_t mv_row_number(const char *text)
{
	return text ? strtoll(text, NULL, 10) : 0;
}

/* ---- projects ---- */

static bool take_histories(Timeline *timeline, const char *id, Error *err)
{
	const Cell value = cell_number(mv_row_number(id));
	Collected found;

	if (!query(timeline, "SELECT id, path FROM histories WHERE project = ? ORDER BY path", &value, 1, &found, err))
		return false;
	for (uint32_t i = 0; i < found.texts.count; i += 2) {
		int64_t base = mv_history_base(mv_row_number(found.texts.items[i]));

		*VEC_PUSH(timeline->arena, &timeline->histories) =
			(TimelineHistory){ .base = base, .end = base + ((int64_t)1 << HISTORY_BITS), .path = found.texts.items[i + 1] ? found.texts.items[i + 1] : "" };
	}
	return true;
}

bool mv_timeline_open(Timeline *timeline, Store *store, const char *project, Arena *arena, Error *err)
{
	Collected found;
	StrBuf names = { 0 };
	bool ok;

	*timeline = (Timeline){ .store = store, .arena = arena };
	if (!query(timeline, "SELECT id, name FROM projects ORDER BY name", NULL, 0, &found, err))
		return false;
	for (uint32_t i = 0; i < found.texts.count; i += 2) {
		const char *name = found.texts.items[i + 1];

		mv_buf_addf(&names, "%s'%s'", i ? ", " : "", name ? name : "");
		if (project ? mv_streq(name, project) : found.texts.count == 2 || mv_streq(name, mv_project_name(arena))) {
			timeline->project = name;
			ok = take_histories(timeline, found.texts.items[i], err);
			mv_buf_release(&names);
			return ok;
		}
	}
	mv_fail(err, project ? "the history '%s' has no project '%s'; it has %s" : "the history '%s' has several projects; --project says which%s: %s", store->shown,
		project ? project : " one is meant", names.len ? names.ptr : "none");
	mv_buf_release(&names);
	return false;
}

const TimelineHistory *mv_timeline_history(const Timeline *timeline, int64_t id)
{
	for (uint32_t i = 0; i < timeline->histories.count; i++) {
		if (id > timeline->histories.items[i].base && id <= timeline->histories.items[i].end)
			return &timeline->histories.items[i];
	}
	return NULL;
}

/* ---- versions ---- */

static const struct {
	StoreTable table;
	const char *object;
	bool of_table;
} kinds[] = {
	{ STORE_SCHEMAS, "schema", false },   { STORE_TABLES, "table", false },	    { STORE_COLUMNS, "column", true },
	{ STORE_CONSTRAINTS, "constraint", true }, { STORE_INDEXES, "index", true }, { STORE_ENUMS, "enum", false },
	{ STORE_VIEWS, "view", false },	      { STORE_SEQUENCES, "sequence", false }, { STORE_FUNCTIONS, "function", false },
	{ STORE_TRIGGERS, "trigger", true },  { STORE_POLICIES, "policy", true },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

const char *mv_version_value(const ObjectVersion *version, const char *name)
{
	for (uint32_t i = 0; i < version->count; i++) {
		if (strcmp(version->names[i], name) == 0)
			return version->values[i];
	}
	return NULL;
}

static bool take_version(void *data, const QueryRow *row, Error *err)
{
	Collected *collected = data;
	Arena *arena = collected->arena;
	ObjectVersion *version = MV_NEW(arena, ObjectVersion);
	const char **values = MV_NEW_ARRAY(arena, const char *, row->count);

	(void)err;
	if (!collected->names) {
		const char **names = MV_NEW_ARRAY(arena, const char *, row->count);

		for (uint32_t i = 0; i < row->count; i++)
			names[i] = mv_arena_strdup(arena, row->names[i]);
		collected->names = names;
	}
	for (uint32_t i = 0; i < row->count; i++)
		values[i] = mv_arena_strdup(arena, row->values[i]);
	*version = (ObjectVersion){ .table = mv_memory_table_name(collected->table), .count = row->count, .names = collected->names, .values = values };
	for (int k = 0; k < KINDS; k++) {
		if (kinds[k].table == collected->table)
			version->object = kinds[k].object;
	}
	version->id = mv_row_number(mv_version_value(version, "id"));
	version->table_id = mv_row_number(mv_version_value(version, "table_id"));
	version->from_change = mv_row_number(mv_version_value(version, "from_change"));
	version->to_change = mv_row_number(mv_version_value(version, "to_change"));
	*VEC_PUSH(arena, collected->versions) = version;
	return true;
}

/* All columns of the table's rows for which the condition holds. */
static bool versions_where(const Timeline *timeline, StoreTable table, const char *condition, const Cell *values, uint32_t count, VersionVec *versions, Error *err)
{
	Collected collected = { .arena = timeline->arena, .versions = versions, .table = table };
	const char *sql = mv_arena_concat(timeline->arena, "SELECT * FROM ", mv_memory_table_name(table), mv_arena_concat(timeline->arena, " WHERE ", condition, ""));

	return timeline->store->backend->run(timeline->store, sql, values, count, take_version, &collected, err);
}

bool mv_timeline_versions(const Timeline *timeline, const char *condition, const Cell *values, uint32_t count, VersionVec *versions, Error *err)
{
	for (int k = 0; k < KINDS; k++) {
		const char *sorted = mv_arena_concat(timeline->arena, condition, " ORDER BY from_change, ", kinds[k].table == STORE_SCHEMAS ? "name" : "id");

		if (!versions_where(timeline, kinds[k].table, sorted, values, count, versions, err))
			return false;
	}
	return true;
}

char *mv_version_name(const ObjectVersion *version, Arena *arena)
{
	const char *schema = mv_version_value(version, "schema"), *table = mv_version_value(version, "table"), *name = mv_version_value(version, "name");
	bool shown = schema && strcmp(schema, "public") != 0;

	return mv_arena_format(arena, "%s%s%s%s%s", shown ? schema : "", shown ? "." : "", table ? table : "", table ? "." : "", name ? name : "?");
}

bool mv_version_is_field(const char *name)
{
	static const char *const others[] = { "id", "table_id", "project", "schema", "table", "from_change", "to_change" };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (strcmp(name, others[i]) == 0)
			return false;
	}
	return true;
}

static bool is_set(const ObjectVersion *version, const char *name)
{
	const char *value = mv_version_value(version, name);

	return value && strcmp(value, "1") == 0;
}

static void add_words(StrBuf *out, const char *before, const char *text)
{
	if (text)
		mv_buf_addf(out, "%s%s%s", out->len ? " " : "", before, text);
}

char *mv_version_words(const ObjectVersion *version, Arena *arena)
{
	StrBuf out = { 0 };
	char *text;

	if (strcmp(version->object, "column") == 0) {
		add_words(&out, "", mv_version_value(version, "type"));
		add_words(&out, "", is_set(version, "not_null") ? "not null" : NULL);
		add_words(&out, "default ", mv_version_value(version, "default"));
		add_words(&out, "identity ", mv_version_value(version, "identity"));
		add_words(&out, "generated ", mv_version_value(version, "generated"));
	} else if (strcmp(version->object, "constraint") == 0) {
		const char *columns = mv_version_value(version, "columns"), *referenced = mv_version_value(version, "referenced_table");

		add_words(&out, "", mv_version_value(version, "kind"));
		add_words(&out, "", columns ? mv_arena_concat(arena, "(", columns, ")") : NULL);
		add_words(&out, "", mv_version_value(version, "expression"));
		add_words(&out, "references ", referenced);
		add_words(&out, "", is_set(version, "valid") ? NULL : "not valid");
	} else if (strcmp(version->object, "index") == 0) {
		const char *columns = mv_version_value(version, "columns");

		add_words(&out, "", is_set(version, "unique") ? "unique" : NULL);
		add_words(&out, "", mv_version_value(version, "method"));
		add_words(&out, "", columns ? mv_arena_concat(arena, "(", columns, ")") : NULL);
		add_words(&out, "where ", mv_version_value(version, "predicate"));
	} else if (strcmp(version->object, "enum") == 0) {
		add_words(&out, "", mv_version_value(version, "labels"));
	} else if (strcmp(version->object, "trigger") == 0) {
		add_words(&out, "", mv_version_value(version, "timing"));
		add_words(&out, "calls ", mv_version_value(version, "function"));
	}
	text = mv_arena_strdup(arena, out.ptr ? out.ptr : "");
	mv_buf_release(&out);
	return text;
}

/* ---- what is asked about ---- */

static bool in_project(const Timeline *timeline, int64_t id)
{
	return mv_timeline_history(timeline, id) != NULL;
}

static bool has_id(const int64_t *items, uint32_t count, int64_t id)
{
	for (uint32_t i = 0; i < count; i++) {
		if (items[i] == id)
			return true;
	}
	return false;
}

/*
 * Of the objects that had the name those that had it last; when there is none,
 * those that had it once and were renamed.
 */
static bool find_objects(const Timeline *timeline, StoreTable table, const char *schema, const char *owner, const char *name, Subject *subject, Error *err)
{
	const Cell values[] = { cell_text(owner ? owner : name), cell_text(name) };
	const char *condition = owner ? "\"table\" = ? AND name = ? ORDER BY from_change" : "name = ? ORDER BY from_change";
	VersionVec versions = { 0 };

	if (!versions_where(timeline, table, condition, values, owner ? 2 : 1, &versions, err))
		return false;
	for (int renamed = 0; renamed < 2; renamed++) {
		for (uint32_t i = 0; i < versions.count; i++) {
			const ObjectVersion *version = versions.items[i];
			int64_t id = version->id;
			VersionVec later = { 0 };

			if (!in_project(timeline, id) || (schema && !mv_streq(schema, mv_version_value(version, "schema"))))
				continue;
			if (owner ? has_id(subject->columns.items, subject->columns.count, id) : has_id(subject->tables.items, subject->tables.count, id))
				continue;
			if (!renamed && version->to_change) {
				const Cell next[] = { cell_number(id), cell_number(version->to_change) };

				if (!versions_where(timeline, table, "id = ? AND from_change >= ? ORDER BY from_change DESC LIMIT 1", next, 2, &later, err))
					return false;
				if (later.count && (!mv_streq(mv_version_value(later.items[0], "name"), name) || (owner && !mv_streq(mv_version_value(later.items[0], "table"), owner))))
					continue;
			}
			if (owner) {
				*VEC_PUSH(timeline->arena, &subject->columns) = id;
				if (!has_id(subject->tables.items, subject->tables.count, version->table_id))
					*VEC_PUSH(timeline->arena, &subject->tables) = version->table_id;
			} else {
				*VEC_PUSH(timeline->arena, &subject->tables) = id;
			}
		}
		if (owner ? subject->columns.count : subject->tables.count)
			break;
	}
	return true;
}

bool mv_subject_find(const Timeline *timeline, const char *given, Subject *subject, Error *err)
{
	Arena *arena = timeline->arena;
	const char *parts[3] = { given, NULL, NULL };
	int count = 1;

	*subject = (Subject){ .shown = given };
	for (char *at = strchr(mv_arena_strdup(arena, given), '.'), *start = at ? at - (strchr(given, '.') - given) : NULL; at && count < 3; at = strchr(at + 1, '.')) {
		*at = '\0';
		parts[0] = start;
		parts[count++] = at + 1;
	}
	/* TABLE, SCHEMA.TABLE; TABLE.COLUMN, SCHEMA.TABLE.COLUMN */
	for (int t = 0; count < 3 && t < 3; t++) {
		static const StoreTable tables[] = { STORE_TABLES, STORE_VIEWS, STORE_SEQUENCES };

		if (!find_objects(timeline, tables[t], count == 2 ? parts[0] : NULL, NULL, parts[count - 1], subject, err))
			return false;
		if (subject->tables.count)
			return true;
	}
	if (count > 1 && !find_objects(timeline, STORE_COLUMNS, count == 3 ? parts[0] : NULL, parts[count - 2], parts[count - 1], subject, err))
		return false;
	subject->is_column = subject->columns.count > 0;
	return subject->is_column || mv_fail(err, "the history of '%s' knows no table%s '%s'", timeline->project, count > 1 ? " or column" : "", given);
}

/* ---- points in time ---- */

static bool is_time(const char *text)
{
	return strlen(text) >= MV_DAY_LENGTH && mv_is_day((Str){ text, MV_DAY_LENGTH }) && (!text[MV_DAY_LENGTH] || text[MV_DAY_LENGTH] == 'T' || text[MV_DAY_LENGTH] == ' ');
}

/* The end of that day, or minute: what happened in it is meant as well. */
static const char *end_of(const char *when, Arena *arena)
{
	static const char last[] = "9999-99-99T23:59:59Z";
	char *text = mv_arena_strdup(arena, last);

	memcpy(text, when, strlen(when) < 20 ? strlen(when) : 19);
	text[MV_DAY_LENGTH] = 'T';
	return text;
}

static const char *start_of(const char *when, Arena *arena)
{
	char *text = mv_arena_strdup(arena, "0000-00-00T00:00:00Z");

	memcpy(text, when, strlen(when) < 20 ? strlen(when) : 19);
	text[MV_DAY_LENGTH] = 'T';
	return text;
}

/* "V3", "3", "shop.0003_x": the migration's id; 0: there is none. */
static bool find_version(const Timeline *timeline, const TimelineHistory *history, const char *given, int64_t *id, int64_t *last_change, Error *err)
{
	const char *dot = strchr(given, '.'), *app = dot ? mv_arena_strndup(timeline->arena, given, (size_t)(dot - given)) : NULL;
	const char *spellings[] = { given, (*given == 'V' || *given == 'v') ? given + 1 : NULL, dot ? dot + 1 : NULL };
	Collected found = { 0 };

	*id = 0;
	for (int i = 0; i < 3 && !*id; i++) {
		const Cell values[] = { cell_text(spellings[i]), cell_number(history->base), cell_number(history->end) };

		if (!spellings[i])
			continue;
		if (!query(timeline, "SELECT id, last_change, app FROM migrations WHERE version = ? AND id > ? AND id <= ? ORDER BY id", values, 3, &found, err))
			return false;
		for (uint32_t f = 0; f < found.texts.count; f += 3) {
			if (i == 2 && !mv_streq(app, found.texts.items[f + 2]))
				continue;
			*id = mv_row_number(found.texts.items[f]);
			*last_change = mv_row_number(found.texts.items[f + 1]);
		}
	}
	return true;
}

/* A migration's file from the history's directory on. */
static const char *below(const TimelineHistory *history, const char *path)
{
	size_t length = strlen(history->path);

	return path && strncmp(path, history->path, length) == 0 && path[length] == '/' ? path + length + 1 : path;
}

/* Where the files of a revision have one called so: how often, and the directory, with its slash. */
static uint32_t directories_of(const Map *files, const char *name, const char **directory, Arena *arena)
{
	uint32_t count = 0;
	size_t length = strlen(name);

	for (uint32_t i = 0; i < files->count; i++) {
		const char *file = files->entries[i].key;
		size_t all = strlen(file), before = all < length ? 0 : all - length;

		if (all < length || strcmp(file + before, name) != 0 || (before && file[before - 1] != '/'))
			continue;
		if (!count++)
			*directory = mv_arena_strndup(arena, file, before);
	}
	return count;
}

/*
 * What a git revision has of the history, by the names of its files. Where it has nothing of the directory, this may have been moved since:
 * then the names of the first migrations tell where it was.
 */
static bool find_ref(const Timeline *timeline, const TimelineHistory *history, const char *ref, int64_t *change, bool *found, Error *err)
{
	enum { NAMES = 40 };
	const Cell range[] = { cell_number(history->base), cell_number(history->end) };
	const char *directory = NULL;
	bool several = false;
	Map files;
	Collected rows;

	mv_map_init(&files, timeline->arena);
	*found = mv_git_files(mv_store_root(timeline->arena), ref, history->path, &files, timeline->arena);
	if (!*found)
		return true;
	if (!query(timeline, "SELECT path, last_change FROM migrations WHERE id > ? AND id <= ? ORDER BY id", range, 2, &rows, err))
		return false;
	*change = history->base;
	if (!files.live) {
		mv_git_files(mv_store_root(timeline->arena), ref, ".", &files, timeline->arena);
		for (uint32_t i = 0; i < rows.texts.count && i < 2 * NAMES && !directory; i += 2) {
			const char *one = NULL;
			uint32_t count = rows.texts.items[i] ? directories_of(&files, below(history, rows.texts.items[i]), &one, timeline->arena) : 0;

			several = several || count > 1;
			directory = count == 1 ? one : NULL;
		}
		if (!directory)
			return !several || mv_fail(err, "'%s' has no '%s', and files of its names in several places: say a day (2026-01-31) or a version", ref, history->path);
	}
	for (uint32_t i = 0; i < rows.texts.count; i += 2) {
		const char *path = rows.texts.items[i];

		if (path && mv_map_get(&files, directory ? mv_arena_concat(timeline->arena, directory, below(history, path), "") : path))
			*change = mv_row_number(rows.texts.items[i + 1]);
	}
	return true;
}

bool mv_timeline_at(const Timeline *timeline, const TimelineHistory *history, const char *when, int64_t *change, Error *err)
{
	int64_t id;
	bool found;
	Collected rows;

	*change = history->end;
	if (!when)
		return true;
	if (!find_version(timeline, history, when, &id, change, err))
		return false;
	if (id)
		return true;
	if (is_time(when)) {
		const Cell values[] = { cell_text(end_of(when, timeline->arena)), cell_number(history->base), cell_number(history->end) };

		if (!query(timeline, "SELECT last_change FROM migrations WHERE time <= ? AND id > ? AND id <= ? ORDER BY id DESC LIMIT 1", values, 3, &rows, err))
			return false;
		*change = rows.texts.count ? mv_row_number(rows.texts.items[0]) : history->base;
		return true;
	}
	if (!find_ref(timeline, history, when, change, &found, err))
		return false;
	return found || mv_fail(err, "'%s' is no version of '%s', no day (2026-01-31) and no git ref", when, history->path);
}

bool mv_timeline_since(const Timeline *timeline, const TimelineHistory *history, const char *since, int64_t *migration, const char **time, Error *err)
{
	int64_t last;

	*time = NULL;
	if (!find_version(timeline, history, since, migration, &last, err))
		return false;
	if (!*migration && is_time(since))
		*time = start_of(since, timeline->arena);
	return *migration || *time || mv_fail(err, "'%s' is no version of '%s' and no day (2026-01-31)", since, history->path);
}

/* ---- objects at a point in time ---- */

bool mv_timeline_table(const Timeline *timeline, int64_t table_id, int64_t change, VersionVec *versions, Error *err)
{
	const Cell values[] = { cell_number(table_id), cell_number(change), cell_number(change) };

	for (int k = 0; k < KINDS; k++) {
		bool whole = kinds[k].table == STORE_TABLES || kinds[k].table == STORE_VIEWS || kinds[k].table == STORE_SEQUENCES;

		if ((whole || kinds[k].of_table) &&
		    !versions_where(timeline, kinds[k].table,
				    whole ? "id = ? AND from_change <= ? AND (to_change IS NULL OR to_change > ?)" :
				    kinds[k].table == STORE_COLUMNS ? "table_id = ? AND from_change <= ? AND (to_change IS NULL OR to_change > ?) ORDER BY position" :
								      "table_id = ? AND from_change <= ? AND (to_change IS NULL OR to_change > ?) ORDER BY id",
				    values, 3, versions, err))
			return false;
	}
	return true;
}

bool mv_timeline_column(const Timeline *timeline, int64_t id, VersionVec *versions, Error *err)
{
	const Cell value = cell_number(id);

	return versions_where(timeline, STORE_COLUMNS, "id = ? ORDER BY from_change", &value, 1, versions, err);
}

bool mv_timeline_parts(const Timeline *timeline, const Cell *table_id, VersionVec *versions, Error *err)
{
	return versions_where(timeline, STORE_CONSTRAINTS, "table_id = ?", table_id, 1, versions, err) &&
	       versions_where(timeline, STORE_INDEXES, "table_id = ?", table_id, 1, versions, err);
}

bool mv_timeline_gone_columns(const Timeline *timeline, const Cell values[3], VersionVec *versions, Error *err)
{
	return versions_where(timeline, STORE_COLUMNS,
			      "table_id = ? AND to_change >= ? AND to_change <= ? AND NOT EXISTS (SELECT 1 FROM columns later WHERE later.id = columns.id AND "
			      "later.from_change >= columns.to_change)",
			      values, 3, versions, err);
}

/* Is the name one of "a,b,c"? */
static bool lists(const char *list, const char *name)
{
	size_t length = name ? strlen(name) : 0;

	for (const char *at = list; at && *at && name; at += strcspn(at, ","), at += *at == ',') {
		if (strcspn(at, ",") == length && strncmp(at, name, length) == 0)
			return true;
	}
	return false;
}

bool mv_version_mentions(const ObjectVersion *version, const char *column)
{
	return lists(mv_version_value(version, "columns"), column) || lists(mv_version_value(version, "include"), column);
}

bool mv_timeline_dependents(const Timeline *timeline, const ObjectVersion *column, VersionVec *versions, Error *err)
{
	const char *name = mv_version_value(column, "name"), *table = mv_version_value(column, "table");
	const Cell own = cell_number(column->table_id), other = cell_text(table);
	VersionVec found = { 0 };

	if (!versions_where(timeline, STORE_CONSTRAINTS, "table_id = ? AND to_change IS NULL ORDER BY id", &own, 1, &found, err) ||
	    !versions_where(timeline, STORE_INDEXES, "table_id = ? AND to_change IS NULL ORDER BY id", &own, 1, &found, err))
		return false;
	for (uint32_t i = 0; i < found.count; i++) {
		if (mv_version_mentions(found.items[i], name))
			*VEC_PUSH(timeline->arena, versions) = found.items[i];
	}
	found.count = 0;
	if (!versions_where(timeline, STORE_CONSTRAINTS, "referenced_table = ? AND to_change IS NULL ORDER BY id", &other, 1, &found, err))
		return false;
	for (uint32_t i = 0; i < found.count; i++) {
		if (in_project(timeline, found.items[i]->id) && mv_streq(mv_version_value(found.items[i], "referenced_schema"), mv_version_value(column, "schema")) &&
		    lists(mv_version_value(found.items[i], "referenced_columns"), name))
			*VEC_PUSH(timeline->arena, versions) = found.items[i];
	}
	return true;
}

/* ---- between two points ---- */

bool mv_timeline_diff(const Timeline *timeline, int64_t from, int64_t to, PairVec *pairs, Error *err)
{
	const Cell values[] = { cell_number(from), cell_number(to) };
	VersionVec begun = { 0 }, ended = { 0 };
	Map by_id;

	/* an object that differs has a version that began, or ended, in between */
	for (int k = 0; k < KINDS; k++) {
		const char *order = kinds[k].table == STORE_SCHEMAS ? "name" : "id";

		begun.count = ended.count = 0;
		mv_map_init(&by_id, timeline->arena);
		if (!versions_where(timeline, kinds[k].table, mv_arena_concat(timeline->arena, "to_change > ? AND to_change <= ? ORDER BY to_change, ", order, ""), values, 2, &ended, err) ||
		    !versions_where(timeline, kinds[k].table, mv_arena_concat(timeline->arena, "from_change > ? AND from_change <= ? ORDER BY from_change, ", order, ""), values, 2, &begun, err))
			return false;
		for (uint32_t i = 0; i < ended.count; i++) {
			const ObjectVersion *version = ended.items[i];

			if (version->from_change > from)
				continue;
			*VEC_PUSH(timeline->arena, pairs) = (VersionPair){ .before = version };
			mv_map_set(&by_id, mv_arena_format(timeline->arena, "%lld%s", (long long)version->id, version->id ? "" : mv_version_value(version, "name")),
				   (void *)(uintptr_t)pairs->count);
		}
		for (uint32_t i = 0; i < begun.count; i++) {
			const ObjectVersion *version = begun.items[i];
			uintptr_t at = (uintptr_t)mv_map_get(&by_id, mv_arena_format(timeline->arena, "%lld%s", (long long)version->id, version->id ? "" : mv_version_value(version, "name")));

			if (version->to_change && version->to_change <= to)
				continue;
			if (at)
				pairs->items[at - 1].after = version;
			else
				*VEC_PUSH(timeline->arena, pairs) = (VersionPair){ .after = version };
		}
	}
	return true;
}
