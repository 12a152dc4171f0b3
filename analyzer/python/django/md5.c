/* md5.c: MD5 (RFC 1321), because Django puts digests of it into names. Of short texts only. */
#include "django.h"

#include <string.h>

typedef struct Digest {
	uint32_t state[4];
	uint64_t length; /* bytes */
	unsigned char block[64];
} Digest;

/* floor(2^32 * |sin(i + 1)|) */
static const uint32_t SINES[64] = {
	0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af,
	0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa,
	0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8,
	0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
	0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97,
	0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
	0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};
static const unsigned char TURNS[4][4] = { { 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 } };

static void digest_block(Digest *digest)
{
	uint32_t words[16], a = digest->state[0], b = digest->state[1], c = digest->state[2], d = digest->state[3];

	for (unsigned i = 0; i < 16; i++) {
		const unsigned char *at = digest->block + 4 * i;

		words[i] = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
	}
	for (unsigned i = 0; i < 64; i++) {
		unsigned round = i / 16, turn = TURNS[round][i % 4], word;
		uint32_t mixed, sum;

		if (round == 0) {
			mixed = (b & c) | (~b & d);
			word = i;
		} else if (round == 1) {
			mixed = (d & b) | (~d & c);
			word = (5 * i + 1) % 16;
		} else if (round == 2) {
			mixed = b ^ c ^ d;
			word = (3 * i + 5) % 16;
		} else {
			mixed = c ^ (b | ~d);
			word = (7 * i) % 16;
		}
		sum = a + mixed + SINES[i] + words[word];
		a = d;
		d = c;
		c = b;
		b += sum << turn | sum >> (32 - turn);
	}
	digest->state[0] += a;
	digest->state[1] += b;
	digest->state[2] += c;
	digest->state[3] += d;
}

static void digest_add(Digest *digest, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < size; i++) {
		digest->block[digest->length++ % 64] = at[i];
		if (digest->length % 64 == 0)
			digest_block(digest);
	}
}

const char *mv_django_digest(Arena *arena, const char *const *texts, uint32_t count, unsigned length)
{
	Digest digest = { .state = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 } };
	unsigned char bits[8];
	char *hex = mv_arena_alloc(arena, 33);

	for (uint32_t i = 0; i < count; i++)
		digest_add(&digest, texts[i], strlen(texts[i]));
	for (unsigned i = 0; i < 8; i++)
		bits[i] = (unsigned char)(digest.length * 8 >> (8 * i));
	digest_add(&digest, "\x80", 1);
	while (digest.length % 64 != 56)
		digest_add(&digest, "", 1);
	digest_add(&digest, bits, sizeof bits);
	for (unsigned i = 0; i < 32; i++) {
		unsigned nibble = digest.state[i / 8] >> (8 * (i / 2 % 4) + (i % 2 ? 0 : 4)) & 15;

		hex[i] = "0123456789abcdef"[nibble];
	}
	hex[length < 32 ? length : 32] = '\0';
	return hex;
}
