/*
 * fingerprint.c: an identity of a finding that survives when lines move.
 *
 * It is made of the rule, the file, the object, and the statement's words
 * (white space and comments do not count). Several alike in one file are
 * numbered in their order.
 */
#include "migvet/check.h"
#include "migvet/comment.h"
#include "migvet/rule.h"

#include <string.h>

/* Two FNV-1a hashes with different starts: identity, not security. */
typedef struct Hash {
	uint64_t low, high;
} Hash;

static const Hash empty_hash = { .low = 0xcbf29ce484222325u, .high = 0x84222325cbf29ce4u };

static void add_byte(Hash *hash, unsigned char byte)
{
	hash->low = (hash->low ^ byte) * 0x100000001b3u;
	hash->high = (hash->high ^ byte ^ 0x5bu) * 0x100000001b3u;
}

/* With its end, so that "ab" + "c" is not "a" + "bc". */
static void add_text(Hash *hash, const char *text)
{
	for (; text && *text; text++)
		add_byte(hash, (unsigned char)*text);
	add_byte(hash, 0);
}

static uint64_t finish(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 33;
}

/* ---- a statement's words ---- */

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static Hash hash_words(Str text)
{
	Hash hash = empty_hash;
	char quote = 0; /* what stands in quotes is no comment */
	bool space = false;
	size_t at = 0;

	while (at < text.len) {
		char c = text.ptr[at];
		size_t end = quote ? at : mv_sql_comment_end(text, at);

		if (end != at) {
			/* a line's newline, which is left, parts words as well as a block does */
			space = true;
			at = end;
		} else if (is_space(c)) {
			space = true;
			at++;
		} else {
			if (space)
				add_byte(&hash, ' ');
			space = false;
			add_byte(&hash, (unsigned char)c);
			if (quote ? c == quote : c == '\'' || c == '"')
				quote = quote ? 0 : c;
			at++;
		}
	}
	return hash;
}

/* Findings of one statement stand side by side, and a statement may be large: hashed once. */
typedef struct Hashed {
	const Source *source;
	Span span;
	Hash hash;
} Hashed;

static Hash statement_hash(const Finding *finding, Hashed *last)
{
	Span span = finding->statement.end > finding->statement.start ? finding->statement : finding->span;
	const Source *source = finding->source;

	if (!source)
		return empty_hash;
	/* of Python the SQL that is sent: how the file is written matters less */
	if (finding->operation.end && finding->change) {
		source = finding->change->statement->source;
		span = finding->change->statement->span;
	}
	if (last->source != source || last->span.start != span.start || last->span.end != span.end)
		*last = (Hashed){ .source = source, .span = span,
				  .hash = hash_words(mv_source_slice(source, span)) };
	return last->hash;
}

static void add_hash(Hash *hash, Hash other)
{
	for (int shift = 0; shift < 64; shift += 8) {
		add_byte(hash, (unsigned char)(other.low >> shift));
		add_byte(hash, (unsigned char)(other.high >> shift));
	}
}

/* ---- fingerprints ---- */

static void write_hex(char *out, uint64_t value)
{
	for (int i = 0; i < 16; i++)
		out[i] = "0123456789abcdef"[value >> (60 - 4 * i) & 15];
}

static void write_fingerprint(char out[33], Hash hash)
{
	write_hex(out, finish(hash.low));
	write_hex(out + 16, finish(hash.high));
	out[32] = '\0';
}

void mv_fingerprint(FindingVec *findings)
{
	Arena *scratch = mv_arena_new();
	Map seen; /* fingerprint without ordinal: how often so far */
	Hashed last = { 0 };

	mv_map_init(&seen, scratch);
	mv_findings_sort(findings);
	for (uint32_t i = 0; i < findings->count; i++) {
		Finding *finding = findings->items[i];
		Hash hash = empty_hash;
		uint32_t *ordinal;

		add_text(&hash, finding->rule->id);
		add_text(&hash, finding->path);
		add_text(&hash, finding->subject);
		add_hash(&hash, statement_hash(finding, &last));
		write_fingerprint(finding->fingerprint, hash);
		ordinal = mv_map_get(&seen, finding->fingerprint);
		if (!ordinal) {
			ordinal = MV_NEW(scratch, uint32_t);
			mv_map_set(&seen, mv_arena_strdup(scratch, finding->fingerprint), ordinal);
			continue;
		}
		++*ordinal;
		for (int shift = 0; shift < 32; shift += 8)
			add_byte(&hash, (unsigned char)(*ordinal >> shift));
		write_fingerprint(finding->fingerprint, hash);
	}
	mv_arena_free(scratch);
}
