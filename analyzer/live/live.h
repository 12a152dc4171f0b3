/* live.h: inside of analyzer/live: how a snapshot is put together. */
#ifndef MIGVET_LIVE_LIVE_H
#define MIGVET_LIVE_LIVE_H

#include "migvet/live.h"

#include <pthread.h>

/* Statements that make one object, to be parsed by themselves: what is wrong in one harms no other. */
typedef struct LiveStatement {
	const char *name; /* of what they make, for messages */
	const char *sql;
} LiveStatement;
typedef VEC(LiveStatement) LiveStatements;

/*
 * Replays the statements, in their order, into snapshot->schema. What cannot be read becomes unread.
 * They are taken in several sessions, each of which begins with `opening` (or NULL): none may rely on a setting of one before.
 */
bool mv_live_replay(Snapshot *snapshot, const char *opening, const LiveStatements *statements, Arena *arena, Error *err);

void mv_live_unread(Snapshot *snapshot, Arena *arena, const char *what, const char *name, const char *reason);

/* The front end is recursive, and so is what walks its trees: a thread with a stack of our own choice. */
bool mv_live_thread(pthread_t *thread, void *(*work)(void *), void *data);

bool mv_tables_postgres(const char *url, long timeout, DatabaseUser *use, void *data, Arena *arena, Error *err);
bool mv_tables_sqlite(const char *url, long timeout, DatabaseUser *use, void *data, Arena *arena, Error *err);
bool mv_snapshot_postgres(const SnapshotOptions *options, Snapshot *snapshot, Arena *arena, Error *err);
bool mv_snapshot_sqlite(const SnapshotOptions *options, Snapshot *snapshot, Arena *arena, Error *err);

#endif
