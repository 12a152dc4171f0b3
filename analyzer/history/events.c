/*
 * events.c: what happened, change by change. First the ids of the changes are
 * found, each by an index; then the changes and the versions that they ended
 * and began are read, many at once.
 */
#include "private.h"

#include <stdlib.h>
#include <string.h>

enum { IDS_AT_ONCE = 400, MOST_EVENTS = 1000000 };

typedef VEC(int64_t) IdList;

typedef struct Reader {
	Arena *arena;
	IdList *ids;
	EventVec *events;
} Reader;

static bool take_id(void *data, const QueryRow *row, Error *err)
{
	Reader *reader = data;

	(void)err;
	for (uint32_t i = 0; i < row->count; i++) {
		if (row->values[i])
			*VEC_PUSH(reader->arena, reader->ids) = strtoll(row->values[i], NULL, 10);
	}
	return true;
}

static bool read_ids(const Timeline *timeline, const char *sql, const Cell *values, uint32_t count, IdList *ids, Error *err)
{
	Reader reader = { .arena = timeline->arena, .ids = ids };

	return timeline->store->backend->run(timeline->store, sql, values, count, take_id, &reader, err);
}

static int newest_first(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? 1 : left > right ? -1 : 0;
}

static void sort_ids(IdList *ids)
{
	uint32_t kept = 0;

	if (!ids->count)
		return;
	qsort(ids->items, ids->count, sizeof *ids->items, newest_first);
	for (uint32_t i = 0; i < ids->count; i++) {
		if (!kept || ids->items[kept - 1] != ids->items[i])
			ids->items[kept++] = ids->items[i];
	}
	ids->count = kept;
}

/* ---- which changes ---- */

static const char *const parts[] = { "columns", "constraints", "indexes", "triggers", "policies" };

static bool ids_of_table(const Timeline *timeline, int64_t table, IdList *ids, Error *err)
{
	static const char *const whole[] = { "tables", "views", "sequences" };
	const Cell id = cell_number(table);

	if (!read_ids(timeline, "SELECT id FROM changes WHERE object = ? AND down = 0", &id, 1, ids, err))
		return false;
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		if (!read_ids(timeline, mv_arena_format(timeline->arena, "SELECT from_change, to_change FROM %s WHERE id = ?", whole[i]), &id, 1, ids, err))
			return false;
	}
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!read_ids(timeline, mv_arena_format(timeline->arena, "SELECT from_change, to_change FROM %s WHERE table_id = ?", parts[i]), &id, 1, ids, err))
			return false;
	}
	return true;
}

/* In what it is; its place changes when another column goes, and is no news of this one. */
static bool differs(const ObjectVersion *one, const ObjectVersion *other)
{
	for (uint32_t i = 0; i < one->count; i++) {
		if (mv_version_is_field(one->names[i]) && strcmp(one->names[i], "position") != 0 && !mv_streq(one->values[i], mv_version_value(other, one->names[i])))
			return true;
	}
	return false;
}

static bool same_place(const ObjectVersion *one, const ObjectVersion *other)
{
	return mv_streq(mv_version_value(one, "schema"), mv_version_value(other, "schema")) && mv_streq(mv_version_value(one, "table"), mv_version_value(other, "table"));
}

/* Its own versions, and those of constraints and indexes that it was part of at the time. */
static bool ids_of_column(const Timeline *timeline, int64_t column, IdList *ids, Error *err)
{
	VersionVec own = { 0 }, others = { 0 };
	Cell table;

	if (!mv_timeline_column(timeline, column, &own, err))
		return false;
	table = cell_number(own.count ? own.items[0]->table_id : 0); /* a column stays with its table */
	if (!mv_timeline_parts(timeline, &table, &others, err))
		return false;
	for (uint32_t i = 0; i < own.count; i++) {
		const char *name = mv_version_value(own.items[i], "name");
		int64_t end = own.items[i]->to_change ? own.items[i]->to_change : INT64_MAX;

		bool news = !i || own.items[i]->from_change != own.items[i - 1]->to_change || differs(own.items[i], own.items[i - 1]) ||
			    !same_place(own.items[i], own.items[i - 1]);

		if (news)
			*VEC_PUSH(timeline->arena, ids) = own.items[i]->from_change;
		if (own.items[i]->to_change && i + 1 == own.count)
			*VEC_PUSH(timeline->arena, ids) = own.items[i]->to_change;
		for (uint32_t o = 0; o < others.count; o++) {
			const ObjectVersion *other = others.items[o];

			if (!mv_version_mentions(other, name))
				continue;
			if (other->from_change >= own.items[i]->from_change && other->from_change <= end)
				*VEC_PUSH(timeline->arena, ids) = other->from_change;
			if (other->to_change && other->to_change >= own.items[i]->from_change && other->to_change <= end)
				*VEC_PUSH(timeline->arena, ids) = other->to_change;
		}
	}
	return true;
}

static bool ids_of_subject(const Timeline *timeline, const Subject *subject, IdList *ids, Error *err)
{
	for (uint32_t i = 0; subject->is_column && i < subject->columns.count; i++) {
		if (!ids_of_column(timeline, subject->columns.items[i], ids, err))
			return false;
	}
	for (uint32_t i = 0; !subject->is_column && i < subject->tables.count; i++) {
		if (!ids_of_table(timeline, subject->tables.items[i], ids, err))
			return false;
	}
	return true;
}

/* All of a history; of each risk by itself, so that the index gives the newest at once. */
static bool ids_of_history(const Timeline *timeline, const TimelineHistory *history, const EventFilter *filter, int64_t first_change, long limit, IdList *ids, Error *err)
{
	static const char *const levels[] = { "high", "medium", "low" };
	const Cell all[] = { cell_number(first_change), cell_number(history->end), cell_number(limit) };

	if (!filter->risk || strcmp(filter->risk, "none") == 0)
		return read_ids(timeline, "SELECT id FROM changes WHERE id >= ? AND id <= ? AND down = 0 ORDER BY id DESC LIMIT ?", all, 3, ids, err);
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		const Cell values[] = { cell_text(levels[i]), all[0], all[1], all[2] };

		if (!read_ids(timeline, "SELECT id FROM changes WHERE risk = ? AND id >= ? AND id <= ? AND down = 0 ORDER BY id DESC LIMIT ?", values, 4, ids, err))
			return false;
		if (strcmp(filter->risk, levels[i]) == 0)
			break;
	}
	return true;
}

/* The first change that is late enough; of a day: of the first migration of that day or later. */
static bool first_since(const Timeline *timeline, const TimelineHistory *history, const char *since, int64_t *change, Error *err)
{
	int64_t migration = 0;
	const char *time = NULL;
	IdList found = { 0 };

	*change = history->base + 1;
	if (!since)
		return true;
	if (!mv_timeline_since(timeline, history, since, &migration, &time, err))
		return false;
	if (time) {
		const Cell values[] = { cell_text(time), cell_number(history->base), cell_number(history->end) };

		if (!read_ids(timeline, "SELECT min(id) FROM migrations WHERE time >= ? AND id > ? AND id <= ?", values, 3, &found, err))
			return false;
		if (!found.count) {
			*change = history->end + 1;
			return true;
		}
		migration = found.items[0];
		found.count = 0;
	}
	if (migration - 1 > history->base) {
		const Cell before = cell_number(migration - 1);

		if (!read_ids(timeline, "SELECT last_change FROM migrations WHERE id = ?", &before, 1, &found, err))
			return false;
	}
	*change = (found.count ? found.items[0] : history->base) + 1;
	return true;
}

/* ---- what they were ---- */

static bool take_event(void *data, const QueryRow *row, Error *err)
{
	Reader *reader = data;
	Event *event = MV_NEW(reader->arena, Event);
	const char **const fields[] = { &event->kind, &event->schema, &event->name, &event->part, &event->new_name, &event->line, &event->risk, &event->reasons,
					&event->version, &event->migration, &event->path, &event->time, &event->author, &event->revision, &event->subject,
					&event->description, &event->history, &event->sql, &event->comment };

	(void)err;
	event->id = mv_row_number(row->values[0]);
	event->conditional = row->values[1] && strcmp(row->values[1], "1") == 0;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		*fields[i] = mv_arena_strdup(reader->arena, row->values[i + 2]);
	*VEC_PUSH(reader->arena, reader->events) = event;
	return true;
}

static Event *event_of(const EventVec *events, uint32_t from, int64_t id)
{
	uint32_t low = from, high = events->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (events->items[middle]->id == id)
			return events->items[middle];
		if (events->items[middle]->id > id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void add_object(Arena *arena, Event *event, const ObjectVersion *before, const ObjectVersion *after)
{
	const ObjectVersion *version = before ? before : after;

	for (uint32_t i = 0; after && i < event->objects.count; i++) {
		VersionPair *pair = &event->objects.items[i];

		if (pair->before && !pair->after && pair->before->id == version->id && strcmp(pair->before->table, version->table) == 0 && version->id) {
			pair->after = after;
			return;
		}
	}
	*VEC_PUSH(arena, &event->objects) = (VersionPair){ .before = before, .after = after };
}

static bool read_events(const Timeline *timeline, const int64_t *ids, uint32_t count, EventVec *events, Error *err)
{
	Reader reader = { .arena = timeline->arena, .events = events };
	uint32_t from = events->count;
	VersionVec ended = { 0 }, begun = { 0 };
	StrBuf list = { 0 };
	const char *in;
	bool ok;

	for (uint32_t i = 0; i < count; i++)
		mv_buf_addf(&list, "%s%lld", i ? ", " : "", (long long)ids[i]);
	in = mv_buf_to_arena(&list, timeline->arena);
	mv_buf_release(&list);
	ok = timeline->store->backend->run(
		timeline->store,
		mv_arena_concat(timeline->arena,
				"SELECT c.id, c.conditional, c.kind, c.schema, c.name, c.part, c.new_name, c.line, c.risk, c.reasons, m.version, m.name, m.path, m.time, "
				"m.author, m.revision, m.subject, m.description, m.project, s.sql, s.comment "
				"FROM changes c JOIN migrations m ON m.id = c.migration JOIN statements s ON s.id = c.statement WHERE c.id IN (",
				in, ") ORDER BY c.id DESC"),
		NULL, 0, take_event, &reader, err);
	ok = ok && mv_timeline_versions(timeline, mv_arena_concat(timeline->arena, "to_change IN (", in, ")"), NULL, 0, &ended, err) &&
	     mv_timeline_versions(timeline, mv_arena_concat(timeline->arena, "from_change IN (", in, ")"), NULL, 0, &begun, err);
	for (uint32_t i = 0; ok && i < ended.count; i++) {
		Event *event = event_of(events, from, ended.items[i]->to_change);

		if (event)
			add_object(timeline->arena, event, ended.items[i], NULL);
	}
	for (uint32_t i = 0; ok && i < begun.count; i++) {
		Event *event = event_of(events, from, begun.items[i]->from_change);

		if (event)
			add_object(timeline->arena, event, NULL, begun.items[i]);
	}
	return ok;
}

/* ---- both ---- */

static int level_of(const char *risk)
{
	for (int level = RISK_HIGH; level > RISK_NONE; level--) {
		if (risk && strcmp(risk, mv_risk_name(level)) == 0)
			return level;
	}
	return RISK_NONE;
}

/* Those of the subject that the filter wants are known only when they were read. */
static bool keep(const EventFilter *filter, const Event *event)
{
	return !filter->risk || level_of(event->risk) >= level_of(filter->risk);
}

bool mv_timeline_events(const Timeline *timeline, const EventFilter *filter, EventVec *events, bool *more, Error *err)
{
	long limit = filter->limit ? filter->limit : MOST_EVENTS;
	IdList ids = { 0 };
	uint32_t kept = 0, start, strangers = 0;

	*more = false;
	if (filter->subject && !ids_of_subject(timeline, filter->subject, &ids, err))
		return false;
	for (uint32_t h = 0; h < timeline->histories.count; h++) {
		const TimelineHistory *history = &timeline->histories.items[h];
		int64_t first;
		uint32_t left = 0;

		/* several histories have versions of their own: one that does not know it has nothing since then */
		if (!first_since(timeline, history, filter->since, &first, err)) {
			if (++strangers == timeline->histories.count)
				return false;
			first = history->end + 1;
		}
		if (!filter->subject && !ids_of_history(timeline, history, filter, first, limit + 1, &ids, err))
			return false;
		for (uint32_t i = 0; filter->subject && i < ids.count; i++) {
			if (ids.items[i] >= first || ids.items[i] <= history->base || ids.items[i] > history->end)
				ids.items[left++] = ids.items[i];
		}
		ids.count = filter->subject ? left : ids.count;
	}
	sort_ids(&ids);
	if (!filter->subject && !filter->risk && ids.count > (uint32_t)limit + 1)
		ids.count = (uint32_t)limit + 1;
	start = events->count;
	kept = start;
	for (uint32_t at = 0; at < ids.count && !*more; at += IDS_AT_ONCE) {
		uint32_t count = ids.count - at < IDS_AT_ONCE ? ids.count - at : IDS_AT_ONCE, from = events->count;

		if (!read_events(timeline, ids.items + at, count, events, err))
			return false;
		for (uint32_t i = from; i < events->count && !*more; i++) {
			if (!keep(filter, events->items[i]))
				continue;
			if (kept - start == (uint32_t)limit)
				*more = true;
			else
				events->items[kept++] = events->items[i];
		}
		events->count = kept;
	}
	return true;
}

char *mv_event_name(const Event *event, Arena *arena)
{
	const char *name = event->name ? event->name : event->part ? "" : "?";
	bool shown = event->schema && strcmp(event->schema, "public") != 0;

	if (!event->name && !event->part)
		return mv_arena_strdup(arena, "");
	return mv_arena_format(arena, "%s%s%s%s%s", shown ? event->schema : "", shown ? "." : "", name, event->part && event->name ? "." : "", event->part ? event->part : "");
}

static bool each_of(const Timeline *timeline, const TimelineHistory *history, bool (*use)(void *data, const Event *event, Arena *arena, Error *err), void *data, Error *err)
{
	Timeline part = *timeline;
	int64_t after = history->base;
	uint32_t got = IDS_AT_ONCE;
	bool ok = true;

	part.arena = mv_arena_new();
	while (ok && got == IDS_AT_ONCE) {
		const Cell values[] = { cell_number(after), cell_number(history->end), cell_number(IDS_AT_ONCE) };
		IdList ids = { 0 };
		EventVec events = { 0 };

		ok = read_ids(&part, "SELECT id FROM changes WHERE id > ? AND id <= ? AND down = 0 ORDER BY id LIMIT ?", values, 3, &ids, err);
		got = ids.count;
		if (ok && got) {
			after = ids.items[got - 1];
			ok = read_events(&part, ids.items, got, &events, err);
		}
		for (uint32_t i = events.count; ok && i > 0; i--)
			ok = use(data, events.items[i - 1], part.arena, err);
		mv_arena_reset(part.arena);
	}
	mv_arena_free(part.arena);
	return ok;
}

bool mv_timeline_each(const Timeline *timeline, bool (*use)(void *data, const Event *event, Arena *arena, Error *err), void *data, Error *err)
{
	for (uint32_t h = 0; h < timeline->histories.count; h++) {
		if (!each_of(timeline, &timeline->histories.items[h], use, data, err))
			return false;
	}
	return true;
}

/* ---- single columns ---- */

const Event *mv_timeline_shaped(const Timeline *timeline, int64_t column, Error *err)
{
	VersionVec versions = { 0 };
	EventVec events = { 0 };
	uint32_t at;

	if (!mv_timeline_column(timeline, column, &versions, err))
		return NULL;
	if (!versions.count) {
		mv_fail(err, "the history has no column %lld", (long long)column);
		return NULL;
	}
	for (at = versions.count - 1; at > 0 && !differs(versions.items[at], versions.items[at - 1]); at--)
		;
	if (!read_events(timeline, &versions.items[at]->from_change, 1, &events, err))
		return NULL;
	if (!events.count)
		mv_fail(err, "the history has no change %lld", (long long)versions.items[at]->from_change);
	return events.count ? events.items[0] : NULL;
}

bool mv_timeline_replaced(const Timeline *timeline, const ObjectVersion *column, const ObjectVersion **replaced, Error *err)
{
	const Cell change = cell_number(column->from_change);
	IdList bounds = { 0 };
	VersionVec gone = { 0 };
	EventVec events = { 0 };
	Cell values[3];

	*replaced = NULL;
	/* the changes of its migration */
	if (!read_ids(timeline, "SELECT coalesce((SELECT last_change FROM migrations before WHERE before.id = m.id - 1), 0) + 1, m.last_change FROM migrations m "
		      "WHERE m.id = (SELECT migration FROM changes WHERE id = ?)", &change, 1, &bounds, err) ||
	    !read_events(timeline, &column->from_change, 1, &events, err))
		return false;
	if (bounds.count != 2 || !events.count || !mv_streq(events.items[0]->kind, "add column"))
		return true;
	values[0] = cell_number(column->table_id);
	values[1] = cell_number(bounds.items[0]);
	values[2] = cell_number(bounds.items[1]);
	if (!mv_timeline_gone_columns(timeline, values, &gone, err))
		return false;
	for (uint32_t i = 0; i < gone.count && !*replaced; i++) {
		if (gone.items[i]->id != column->id)
			*replaced = gone.items[i];
	}
	return true;
}
