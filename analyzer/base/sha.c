/* sha.c: how a message ends for the digests of FIPS 180-4 (section 5.1). */
#include "sha.h"

#include <string.h>

size_t mv_sha_end(Str bytes, size_t block, unsigned char *end)
{
	size_t rest = bytes.len % block, padded = rest < block - block / 8 ? block : 2 * block;

	if (rest)
		memcpy(end, bytes.ptr + bytes.len - rest, rest);
	end[rest] = 0x80;
	for (unsigned i = 0; i < 8; i++)
		end[padded - 1 - i] = (unsigned char)((uint64_t)bytes.len * 8 >> (8 * i));
	return padded;
}
