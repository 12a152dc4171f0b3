/* sha.h: what the digests of FIPS 180-4 have in common. */
#ifndef MIGVET_BASE_SHA_H
#define MIGVET_BASE_SHA_H

#include "migvet/base.h"

/*
 * The end of a message that is digested in blocks of `block` bytes: what does
 * not fill one, a bit, zeros, and the length in bits. `end` has room for two
 * blocks, all zero. How many bytes: one block or two.
 */
size_t mv_sha_end(Str bytes, size_t block, unsigned char *end);

#endif
