/*
 * hash.h: digests (FIPS 180-4): SHA-256 where a fingerprint must hold for good,
 * the others because runners of migrations note them.
 */
#ifndef MIGVET_HASH_H
#define MIGVET_HASH_H

#include "migvet/base.h"

/* Hexadecimal digits in lower case, in `arena`. */
char *mv_sha256(Str bytes, Arena *arena);
char *mv_sha384(Str bytes, Arena *arena);
char *mv_sha1(Str bytes, Arena *arena);

/* The same of text that comes in parts. It can go on after its end was asked for. */
typedef struct Sha256 {
	uint32_t state[8];
	uint64_t length; /* bytes */
	unsigned char block[64];
} Sha256;
void mv_sha256_start(Sha256 *hash);
void mv_sha256_add(Sha256 *hash, Str bytes);
void mv_sha256_end(const Sha256 *hash, unsigned char digest[32]);

#endif
