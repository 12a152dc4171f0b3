/*
 * digest.h: what runners note of a file's text, so that a changed one is seen.
 * Of the bytes as they are in the file, or were in an older version of it.
 */
#ifndef MIGVET_STATUS_DIGEST_H
#define MIGVET_STATUS_DIGEST_H

#include "migvet/hash.h"
#include "migvet/migration.h"

/* Of one history. Starts as {.arena, .set}. */
typedef struct Digests {
	Arena *arena;
	const MigrationSet *set;
	Sha256 *before; /* Atlas: of all that sorts before each migration; NULL: not made yet */
} Digests;

/* As the runner writes it; NULL: it cannot be computed. */
typedef const char *Digest(Digests *digests, const Migration *migration, Str bytes);

Digest mv_digest_flyway, mv_digest_sqlx, mv_digest_sha256, mv_digest_sha1, mv_digest_atlas, mv_digest_graphile, mv_digest_dbwarden,
	mv_digest_postgres_migrations;

/* A regular file's bytes; false: it cannot be read. */
bool mv_file_bytes(const char *file, Str *bytes, Arena *arena);
/* Behind the last '/'. */
const char *mv_file_name(const char *path);

#endif
