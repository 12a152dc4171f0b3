/*
 * reading.h: inside of the reading of PostgreSQL's catalogues: rows as they came
 * from the server, asked for (ask.c) and put in order (order.c).
 */
#ifndef MIGVET_LIVE_READING_H
#define MIGVET_LIVE_READING_H

#include "catalog.h"
#include "libpq.h"
#include "live.h"

typedef struct Row {
	uint32_t step, class, object;
	uint8_t state;      /* of the walk over dependencies */
	const char *schema; /* NULL: in none */
	const char *sql;
} Row;

typedef struct Edge {
	uint64_t from; /* needs `to` */
	uint64_t to;
} Edge;

typedef VEC(Row) RowVec;
typedef VEC(Edge) EdgeVec;

/* What one connection reads. */
typedef struct Reading {
	const SnapshotOptions *options;
	Snapshot *snapshot; /* of which only `unread`, `sizes` and what tells of the server are written */
	Server server;
	Arena *arena;
	CatalogFacts facts;
	bool changed;       /* while it was read */
	RowVec rows;
	EdgeVec edges;
} Reading;

/* Text of the server that has to be a number. */
bool mv_number_of(const char *text, uint32_t *number, Error *err);

/* All parts in one statement; when one of them is denied, each alone, and that one is unread. `lists` ends with NULL. */
bool mv_ask_parts(Reading *reading, const char *what, const CatalogPart *const *lists, Error *err);
/* Which of the objects needs which. */
bool mv_ask_edges(Reading *reading, Error *err);
bool mv_ask_roll_back(Reading *reading, Error *err);

/* Leaves out what extensions brought, and appends what there is in an order in which each finds what it needs. */
void mv_rows_order(Reading *reading, LiveStatements *statements);

#endif
