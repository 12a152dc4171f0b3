/* sha1.c: SHA-1 as FIPS 180-4 gives it, because runners note it: identity, not security. */
#include "migvet/hash.h"

#include "sha.h"

#include <string.h>

static uint32_t turn(uint32_t word, unsigned by)
{
	return word << by | word >> (32 - by);
}

static void add_block(uint32_t state[5], const unsigned char *block)
{
	static const uint32_t constants[4] = { 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6 };
	uint32_t words[80], v[5];

	for (unsigned i = 0; i < 16; i++)
		words[i] = (uint32_t)block[i * 4] << 24 | (uint32_t)block[i * 4 + 1] << 16 | (uint32_t)block[i * 4 + 2] << 8 | block[i * 4 + 3];
	for (unsigned i = 16; i < 80; i++)
		words[i] = turn(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
	memcpy(v, state, sizeof v);
	for (unsigned i = 0; i < 80; i++) {
		uint32_t choice = i < 20 ? (v[1] & v[2]) | (~v[1] & v[3]) :
				  i >= 40 && i < 60 ? (v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3]) : v[1] ^ v[2] ^ v[3];
		uint32_t next = turn(v[0], 5) + choice + v[4] + constants[i / 20] + words[i];

		memmove(v + 1, v, 4 * sizeof *v);
		v[2] = turn(v[2], 30);
		v[0] = next;
	}
	for (unsigned i = 0; i < 5; i++)
		state[i] += v[i];
}

char *mv_sha1(Str bytes, Arena *arena)
{
	static const char digits[] = "0123456789abcdef";
	uint32_t state[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };
	unsigned char end[128] = { 0 };
	size_t whole = bytes.len / 64 * 64, padded = mv_sha_end(bytes, 64, end);
	char *text = mv_arena_alloc(arena, 41);

	for (size_t at = 0; at < whole; at += 64)
		add_block(state, (const unsigned char *)bytes.ptr + at);
	for (size_t at = 0; at < padded; at += 64)
		add_block(state, end + at);
	for (unsigned i = 0; i < 40; i++)
		text[i] = digits[state[i / 8] >> (28 - i % 8 * 4) & 15];
	return text;
}
