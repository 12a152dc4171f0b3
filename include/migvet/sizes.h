/*
 * sizes.h: how large the tables of a history are in a real database.
 *
 * A snapshot with sizes knows tables by the names that they had at one moment.
 * Migrations call them by others before and after it, so a size belongs to the
 * identity of a table: its id in a replay. Everything is an estimate, and what
 * is not known is -1, never 0.
 */
#ifndef MIGVET_SIZES_H
#define MIGVET_SIZES_H

#include "migvet/config.h"
#include "migvet/live.h"

/* Of a partitioned table: of all its partitions together. */
typedef struct KnownSize {
	const char *schema, *name;  /* in the database */
	int64_t rows;               /* of partitions: of those that were analyzed */
	int64_t bytes, total_bytes; /* of the table; with indexes and TOAST */
	uint32_t partitions;        /* that hold rows themselves; 0: it has none, and holds them */
	uint32_t not_analyzed;      /* of them */
	int64_t analyzed_seconds_ago; /* before the snapshot; of partitions the longest; -1: not known */
	const TableSize *table;
} KnownSize;

typedef struct SizeMap {
	VEC(const KnownSize *) by_id;
	Map by_name;          /* "schema.name" in the database */
	uint32_t from;        /* of the migration, in its set, from which on ids are these (a baseline starts anew) */
	uint32_t found;       /* tables of the history that have a size */
	bool empty;           /* none of them has a row: a database for tests, which tells nothing of another one */
	uint32_t missing;     /* that have none, though by the migrations they are there */
} SizeMap;

/*
 * The sizes of config->sizes for the tables of one set. When what is under
 * review is known to be pending, names are compared with those just before it;
 * else with those after the migration where they fit best.
 */
void mv_sizes_map(const Config *config, const MigrationSet *set, bool review_is_unmerged, Arena *arena, SizeMap *map);
/* NULL: not known. */
const KnownSize *mv_size_by_id(const SizeMap *map, uint32_t id);
const KnownSize *mv_size_by_name(const SizeMap *map, const char *schema, const char *name);

/* At most (at least) that large, for certain? Bytes bound the rows when these are not known. */
bool mv_size_is_small(const KnownSize *size, const SizeThreshold *small);
bool mv_size_is_huge(const KnownSize *size, const SizeThreshold *huge);

/* "1.3 billion", "52,300"; "412 GB", with the server's powers of 1024. Rounded, not cut. */
void mv_add_count(StrBuf *out, int64_t count);
void mv_add_bytes(StrBuf *out, int64_t bytes);
/* "10000", "100M" (thousands); "8192", "10 MB" (of 1024). False: it is none of these, or too many. */
bool mv_parse_count(const char *text, int64_t *count);
bool mv_parse_bytes(const char *text, int64_t *bytes);

/* "about 1.3 billion rows", "an unknown number of rows (never analyzed)"; with `age` also how old the statistics are, if that is to be known. */
void mv_add_rows(StrBuf *out, const KnownSize *size, bool age);

#endif
