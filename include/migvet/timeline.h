/*
 * timeline.h: asking a store what happened: events, objects at a point in
 * time, differences between two. Everything is found by an index; nothing
 * looks at all events.
 */
#ifndef MIGVET_TIMELINE_H
#define MIGVET_TIMELINE_H

#include "migvet/store.h"

/* One history of the project; ids of its rows are > base and <= end. */
typedef struct TimelineHistory {
	int64_t base, end;
	const char *path;
} TimelineHistory;

typedef struct Timeline {
	Store *store;
	const char *project;
	VEC(TimelineHistory) histories; /* by path */
	Arena *arena;                   /* all answers live in it */
} Timeline;
/* `project` NULL: the only one, or the one that is called as the repository. */
bool mv_timeline_open(Timeline *timeline, Store *store, const char *project, Arena *arena, Error *err);

/* A row of `tables`, `columns`, ...: an object as it was for a while. */
typedef struct ObjectVersion {
	const char *table;  /* "columns" */
	const char *object; /* "column" */
	int64_t id, table_id; /* table_id 0: it is part of none */
	int64_t from_change, to_change; /* to_change 0: it holds today */
	uint32_t count;
	const char *const *names;
	const char *const *values; /* NULL: null */
} ObjectVersion;
typedef VEC(const ObjectVersion *) VersionVec;
const char *mv_version_value(const ObjectVersion *version, const char *name);
/* "users.email", "audit.users" */
char *mv_version_name(const ObjectVersion *version, Arena *arena);
/* "bigint not null default 0": in a few words what it is. */
char *mv_version_words(const ObjectVersion *version, Arena *arena);
/* Is it what the object is, and not where or when? */
bool mv_version_is_field(const char *name);

/* What became of one object. NULL: it was not there before, is not there after. */
typedef struct VersionPair {
	const ObjectVersion *before, *after;
} VersionPair;
typedef VEC(VersionPair) PairVec;

typedef struct Event {
	int64_t id;
	const char *kind, *schema, *name, *part, *new_name; /* as written */
	const char *line, *risk, *reasons;
	const char *version, *migration, *path, *time, *author, *revision, *subject, *description, *history;
	const char *sql, *comment;
	bool conditional;
	PairVec objects;
} Event;
typedef VEC(Event *) EventVec;
/* "users.email" */
char *mv_event_name(const Event *event, Arena *arena);

/* What is asked about: TABLE or TABLE.COLUMN, either with a schema; under any name that it had. */
typedef struct Subject {
	const char *shown;
	bool is_column;
	VEC(int64_t) tables;  /* ids; the newest last */
	VEC(int64_t) columns;
} Subject;
bool mv_subject_find(const Timeline *timeline, const char *given, Subject *subject, Error *err);

typedef struct EventFilter {
	const Subject *subject; /* NULL: all */
	const char *since;      /* a version or a day; NULL: from the start */
	const char *risk;       /* at least this; NULL: any */
	long limit;             /* the newest; 0: all */
} EventFilter;
/* The newest first. `*more`: there are more than the limit. */
bool mv_timeline_events(const Timeline *timeline, const EventFilter *filter, EventVec *events, bool *more, Error *err);

/* All events, the oldest first; those of one history after those of the one before. The arena is emptied now and then. */
bool mv_timeline_each(const Timeline *timeline, bool (*use)(void *data, const Event *event, Arena *arena, Error *err), void *data, Error *err);

/* The last change at a point in time: a version, a day, a time, or a git ref; NULL: today. */
bool mv_timeline_at(const Timeline *timeline, const TimelineHistory *history, const char *when, int64_t *change, Error *err);
/* Of which history an id is; NULL: none of the project. */
const TimelineHistory *mv_timeline_history(const Timeline *timeline, int64_t id);
/* Versions of the table and its parts that held just after the change. */
bool mv_timeline_table(const Timeline *timeline, int64_t table_id, int64_t change, VersionVec *versions, Error *err);
/* What differs just after one change from what held just after the other. */
bool mv_timeline_diff(const Timeline *timeline, int64_t from, int64_t to, PairVec *pairs, Error *err);
/* What other objects say of a column today: keys, indexes, foreign keys to it. */
bool mv_timeline_dependents(const Timeline *timeline, const ObjectVersion *column, VersionVec *versions, Error *err);
/* The last event that shaped a column, and not only moved its table or its place in it; NULL: `err` says why. */
const Event *mv_timeline_shaped(const Timeline *timeline, int64_t column, Error *err);
/* A column of the same table that the same migration dropped when this one came; NULL: none. */
bool mv_timeline_replaced(const Timeline *timeline, const ObjectVersion *column, const ObjectVersion **replaced, Error *err);
/* The versions of a column, the oldest first. */
bool mv_timeline_column(const Timeline *timeline, int64_t id, VersionVec *versions, Error *err);

#endif
