/* hash.h: SHA-256 (FIPS 180-4), where a fingerprint must hold for good. */
#ifndef MIGVET_HASH_H
#define MIGVET_HASH_H

#include "migvet/base.h"

/* 64 hexadecimal digits, in `arena`. */
char *mv_sha256(Str bytes, Arena *arena);

#endif
