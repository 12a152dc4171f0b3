/* live.h: inside of analyzer/live: how a snapshot is put together. */
#ifndef MIGVET_LIVE_LIVE_H
#define MIGVET_LIVE_LIVE_H

#include "migvet/live.h"

/* Statements that make one object, to be parsed by themselves: what is wrong in one harms no other. */
typedef struct LiveStatement {
	const char *name; /* of what they make, for messages */
	const char *sql;
} LiveStatement;
typedef VEC(LiveStatement) LiveStatements;

/* Replays the statements, in their order, into snapshot->schema. What cannot be read becomes unread. */
bool mv_live_replay(Snapshot *snapshot, const LiveStatements *statements, Arena *arena, Error *err);

void mv_live_unread(Snapshot *snapshot, Arena *arena, const char *what, const char *name, const char *reason);

bool mv_tables_postgres(const char *url, long timeout, DatabaseUser *use, void *data, Arena *arena, Error *err);
bool mv_tables_sqlite(const char *url, long timeout, DatabaseUser *use, void *data, Arena *arena, Error *err);
bool mv_snapshot_postgres(const SnapshotOptions *options, Snapshot *snapshot, Arena *arena, Error *err);
bool mv_snapshot_sqlite(const SnapshotOptions *options, Snapshot *snapshot, Arena *arena, Error *err);

#endif
