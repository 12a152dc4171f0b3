/* prepare.c: what the parser gets to see: the same length, with what is no SQL blanked and placeholders masked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/postgres/lower.h"

/* The prepared text; placeholder bytes as '^', for reading. */
static char *prepared(const char *text, Arena *arena, bool *has_placeholders)
{
	Source *source = MV_NEW(arena, Source);
	ParsedText parsed;
	char *copy;

	assert_true(mv_source_from_bytes(source, mv_str(text), "x.sql", arena, NULL));
	mv_pg_prepare(source, (Span){ 0, (uint32_t)source->text.len }, arena, &parsed);
	assert_int_equal(parsed.length, strlen(text));
	assert_true(parsed.exact);
	*has_placeholders = parsed.has_placeholders;
	copy = mv_arena_strndup(arena, parsed.text, parsed.length);
	for (char *c = copy; *c; c++)
		if (*c == MV_PLACEHOLDER_BYTE)
			*c = '^';
	return copy;
}

typedef struct Case {
	const char *text, *expected; /* NULL: as it is */
} Case;

static void check(const Case *cases, size_t count, bool placeholders)
{
	for (size_t i = 0; i < count; i++) {
		Arena *arena = mv_arena_new();
		bool found;

		assert_string_equal(prepared(cases[i].text, arena, &found), cases[i].expected ? cases[i].expected : cases[i].text);
		assert_int_equal(found, placeholders);
		mv_arena_free(arena);
	}
}

static void test_left_alone(void **state)
{
	static const Case cases[] = {
		{ "SELECT 'it''s ${x} {{ y }} :z', E'\\'${x}', $$ ${x} \\d $$, $t$ :a $$ $t$ -- ${x}\n/* {{ x }} /* :y */ */", NULL },
		{ "SELECT a::text, b[1:2], x[a:b], y #>> '{a}', z @> '{}', w % 5, 5 <> 6, \"a:b\", $1", NULL },
		{ "SELECT f(a := 1), a @@ b, @ -5, c ? 'd'", NULL },
		{ "SELECT 1;\nSELECT 2;", NULL },
	};

	(void)state;
	check(cases, sizeof cases / sizeof *cases, false);
}

static void test_placeholders(void **state)
{
	static const Case cases[] = {
		{ "ALTER TABLE ${a}.b", "ALTER TABLE ^_a_.b" },
		{ "ALTER TABLE app_${a}_x", "ALTER TABLE app_^_a__x" },
		{ "ALTER TABLE {{ .A }}.b", "ALTER TABLE ^___a___.b" },
		{ "SELECT :a, :'b', :\"c\"", "SELECT ^a,  'b', ^_c_" },
		{ "SELECT %(a)s", "SELECT ^_a_s" },
		{ "SELECT #{a}, @a.b@, $(c)", "SELECT ^_a_, ^a_b_, ^_c_" },
		/* quoted: only what is unknown in it; quotes in a template are its own */
		{ "SELECT \"x${a}\"", "SELECT \"x^{a}\"" },
		{ "SELECT \"{{ a \"b\" }}\".c", "SELECT \"^{ a _b_ }}\".c" },
	};

	(void)state;
	check(cases, sizeof cases / sizeof *cases, true);
}

static void test_blanked(void **state)
{
	static const Case cases[] = {
		{ "\\connect x\nSELECT 1;\n\\restrict abc\n", "          \nSELECT 1;\n             \n" },
		{ "{{ if .X }}\nSELECT 1;\n{{- end }}", "           \nSELECT 1;\n          " },
		{ "<% if x %>\nSELECT 1;", "          \nSELECT 1;" },
		{ "COPY a FROM stdin;\n1\t'x\n\\.\nSELECT 1;", "COPY a FROM stdin;\n    \n  \nSELECT 1;" },
		{ "COPY a FROM stdin;\r\n\\N ${x}\r\n\\.\r\nSELECT 1;", "COPY a FROM stdin;\r\n       \r\n  \r\nSELECT 1;" },
		/* COPY without data, and a word that is no COPY */
		{ "COPY a FROM stdin;\n\\.\nSELECT 1;", "COPY a FROM stdin;\n  \nSELECT 1;" },
	};

	(void)state;
	check(cases, sizeof cases / sizeof *cases, false);
}

/* Different placeholders stay different names. */
static void test_different(void **state)
{
	Arena *arena = mv_arena_new();
	bool found;

	(void)state;
	assert_string_not_equal(prepared("SELECT ${aa}", arena, &found), prepared("SELECT ${ab}", arena, &found));
	mv_arena_free(arena);
}

/* Many opening marks and nothing that closes them. */
static void test_linear(void **state)
{
	enum { LENGTH = 4 * 1024 * 1024 };
	static const char *const parts[] = { "{{", "${", "\"{{", "<%", "#{", ":'", "$a", "/*", "%(", "@a" };
	Arena *arena = mv_arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char *text = mv_arena_alloc(arena, LENGTH + 8);
		size_t length = strlen(parts[i]);
		bool found;

		for (size_t k = 0; k + length <= LENGTH; k += length)
			memcpy(text + k, parts[i], length);
		prepared(text, arena, &found);
	}
	mv_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_left_alone), cmocka_unit_test(test_placeholders), cmocka_unit_test(test_blanked),
		cmocka_unit_test(test_different),  cmocka_unit_test(test_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
