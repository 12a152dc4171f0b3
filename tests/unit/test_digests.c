/* Digests that runners note, against known values: of Python's hashlib and zlib, and of graphile-migrate itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "analyzer/status/digest.h"

#include <string.h>

static void sha(void **state)
{
	Arena *arena = mv_arena_new();
	char long_text[300];

	(void)state;
	memset(long_text, 'x', sizeof long_text);
	assert_string_equal(mv_sha1(STR("abc"), arena), "a9993e364706816aba3e25717850c26c9cd0d89d");
	assert_string_equal(mv_sha1(STR(""), arena), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
	assert_string_equal(mv_sha256(STR("abc"), arena), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(mv_sha384(STR("abc"), arena),
			    "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
	assert_string_equal(mv_sha384(STR(""), arena),
			    "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b");
	assert_string_equal(mv_sha1((Str){ .ptr = long_text, .len = 55 }, arena), "cef734ba81a024479e09eb5a75b6ddae62e6abf1");
	assert_string_equal(mv_sha1((Str){ .ptr = long_text, .len = 56 }, arena), "901305367c259952f4e7af8323f480d59f81335b");
	assert_string_equal(mv_sha1((Str){ .ptr = long_text, .len = 63 }, arena), "0ddc4e0cccd9a12850deb5abb0853a4425559fec");
	assert_string_equal(mv_sha1((Str){ .ptr = long_text, .len = 64 }, arena), "bb2fa3ee7afb9f54c6dfb5d021f14b1ffe40c163");
	assert_string_equal(mv_sha1((Str){ .ptr = long_text, .len = 111 }, arena), "ebcb0b3e48c9ef45a6cea955e622bad8c29ff4e7");
	assert_string_equal(mv_sha384((Str){ .ptr = long_text, .len = 111 }, arena),
			    "dfec6588f894c2b089119e1884a23941e5aa69ed38702839cf7352ac6d155d315693bb5d26b7468d8b69ecf4631ef419");
	assert_string_equal(mv_sha1((Str){ .ptr = long_text, .len = 112 }, arena), "27fa638e78d8524dae129c782bb9042f0caed9f9");
	assert_string_equal(mv_sha384((Str){ .ptr = long_text, .len = 112 }, arena),
			    "d8489693bc428374931aedf508740398d9d4a92887116fecb2fcdd91c68b9db329fc4a474e05e78c3eb34e649a6b5c77");
	assert_string_equal(mv_sha1((Str){ .ptr = long_text, .len = 127 }, arena), "e463484d274607e1897d4099497cbf2aedcf8206");
	assert_string_equal(mv_sha384((Str){ .ptr = long_text, .len = 127 }, arena),
			    "7f90015607d4c124f9b89bea8aa5b246ebfc792cda7ddf8bd6dcf69f9ff8bbdccbcbb32cebaa0b03fc93f10b61bde2a5");
	assert_string_equal(mv_sha1((Str){ .ptr = long_text, .len = 128 }, arena), "150fa3fbdc899bd0b8f95a9fb6027f564d953762");
	assert_string_equal(mv_sha384((Str){ .ptr = long_text, .len = 128 }, arena),
			    "e660584956c8b1df44c92acb7c8eccfe0dca5255627c9fb44637c15363b772e5709edcf35b07bf43531951ab2fd51130");
	assert_string_equal(mv_sha384((Str){ .ptr = long_text, .len = 239 }, arena),
			    "831b8db491e9f1ce281f814dbfaa770446f3d2286b51395f14ea02cb34222dd94f6d5003d359ca575c55064a7bf8b1d7");
	assert_string_equal(mv_sha384((Str){ .ptr = long_text, .len = 240 }, arena),
			    "2c12b66c79b060be97e4949a0529db684f46d7949866f6d1096a22e621c60a9c1fbc1959d69dcfb08e88d869037eb048");
	assert_string_equal(mv_sha384((Str){ .ptr = long_text, .len = 300 }, arena),
			    "0888f39a6bc4eb88268e8e501252a2142ca5df528c8eced45f25138192f5281dfe2c0b829c4e7314c609318fd611bead");
	mv_arena_free(arena);
}

/* However the text is cut. */
static void sha256_in_parts(void **state)
{
	Arena *arena = mv_arena_new();
	char text[200];

	(void)state;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)('a' + i % 26);
	for (size_t length = 0; length <= sizeof text; length++) {
		const char *whole = mv_sha256((Str){ .ptr = text, .len = length }, arena);
		unsigned char digest[32];
		Sha256 hash;

		mv_sha256_start(&hash);
		mv_sha256_add(&hash, (Str){ .ptr = text, .len = length / 3 });
		mv_sha256_end(&hash, digest); /* asking changes nothing */
		mv_sha256_add(&hash, (Str){ .ptr = text + length / 3, .len = length - length / 3 });
		mv_sha256_end(&hash, digest);
		for (int i = 0; i < 32; i++)
			assert_int_equal(digest[i], (whole[i * 2] > '9' ? whole[i * 2] - 'a' + 10 : whole[i * 2] - '0') * 16 +
							    (whole[i * 2 + 1] > '9' ? whole[i * 2 + 1] - 'a' + 10 : whole[i * 2 + 1] - '0'));
	}
	mv_arena_free(arena);
}

static const char *of(Digest *digest, MigrationKind kind, Str text, Arena *arena)
{
	Source source = { .path = "migrations/0001_a.sql" };
	Migration migration = { .version = "1", .name = "a", .kind = kind, .source = &source };
	Digests digests = { .arena = arena };

	return digest(&digests, &migration, text);
}

static void runners(void **state)
{
	Arena *arena = mv_arena_new();

	(void)state;
	/* line ends and a byte order mark do not count; the number is signed */
	assert_string_equal(of(mv_digest_flyway, MIGRATION_VERSIONED, STR("CREATE TABLE a (id int);\n"), arena), "-623083431");
	assert_string_equal(of(mv_digest_flyway, MIGRATION_VERSIONED, STR("\xef\xbb\xbf" "CREATE TABLE a (id int);\r\n\r\n"), arena), "-623083431");
	assert_string_equal(of(mv_digest_flyway, MIGRATION_VERSIONED, STR("SELECT 1;\nSELECT 2;"), arena), "-1665099012");
	assert_string_equal(of(mv_digest_flyway, MIGRATION_VERSIONED, STR(""), arena), "0");
	/* what replaces a placeholder counts in repeatables, and is not known; bytes that are no UTF-8 */
	assert_null(of(mv_digest_flyway, MIGRATION_REPEATABLE, STR("SELECT '${name}';"), arena));
	assert_non_null(of(mv_digest_flyway, MIGRATION_VERSIONED, STR("SELECT '${name}';"), arena));
	assert_null(of(mv_digest_flyway, MIGRATION_VERSIONED, STR("SELECT '\xe4';"), arena));
	/* of the real graphile-migrate */
	assert_string_equal(of(mv_digest_graphile, MIGRATION_VERSIONED, STR("--! Previous: -\n--! Hash: sha1:x\n\ncreate table a(id int);\n"), arena),
			    "sha1:dabe98fdd7dbbceb8c61e160cddbeb20abcf0178");
	assert_string_equal(of(mv_digest_graphile, MIGRATION_VERSIONED,
			       STR("--! Previous: sha1:dabe98fdd7dbbceb8c61e160cddbeb20abcf0178\n--! Hash: sha1:x\n--! Message: more b\n\ncreate table b(id int);\n"), arena),
			    "sha1:1f07152c3dd1a694b6dad74178c0a82d8801fd26");
	/* of the real DBWarden 0.20.11: of its statements, without comments and blank lines between them */
	assert_string_equal(of(mv_digest_dbwarden, MIGRATION_VERSIONED, STR("-- description: x\n"
			       "\n"
			       "-- upgrade\n"
			       "\n"
			       "-- a comment\n"
			       "CREATE TABLE a (\n"
			       "    id int, -- inside\n"
			       "    t text DEFAULT 'x;''y'\n"
			       "); SELECT 1;\n"
			       "/* block; */ SELECT 2\n"
			       "\n"
			       "-- @dbwarden:autocommit\n"
			       "CREATE INDEX CONCURRENTLY i ON a (id);\n"
			       "\n"
			       "SELECT 3;\n"
			       "-- rollback\n"
			       "\n"
			       "DROP TABLE a;\n"), arena), "c274b7a8ce976e263dd3a67cc312fab533e1c8ee5cbaaa0c48586cd9070835ca");
	mv_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha),
		cmocka_unit_test(sha256_in_parts),
		cmocka_unit_test(runners),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
