/* test_base.c: globs, maps, names that are near, decoding, lines and columns; GitHub's line hashes. */
#include "migvet/comment.h"
#include "migvet/source.h"

#include "sarif/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void globs_match_paths(void **state)
{
	(void)state;
	assert_true(mv_glob_match("db/*.sql", "db/a.sql"));
	assert_false(mv_glob_match("db/*.sql", "db/x/a.sql"));
	assert_true(mv_glob_match("db/**", "db/x/a.sql"));
	assert_true(mv_glob_match("**/legacy/*.sql", "legacy/a.sql"));
	assert_true(mv_glob_match("**/legacy/*.sql", "a/b/legacy/a.sql"));
	assert_true(mv_glob_match("*_{del,old}", "users_old"));
	assert_false(mv_glob_match("*_{del,old}", "users_new"));
	assert_true(mv_glob_match("[a-c]?.sql", "bx.sql"));
	assert_false(mv_glob_match("[!a-c]?.sql", "bx.sql"));
	assert_true(mv_glob_match("a[b", "a[b"));
	assert_false(mv_glob_match("", "a"));
}

static void hostile_globs_end(void **state)
{
	(void)state;
	assert_false(mv_glob_match("*a*a*a*a*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
	assert_false(mv_glob_match("{a,{a,{a,{a,{a,{a,b}}}}}}c", "d"));
}

static void maps_grow_and_forget(void **state)
{
	Arena *arena = mv_arena_new();
	int values[2000];
	Map map;

	(void)state;
	mv_map_init(&map, arena);
	for (int i = 0; i < 2000; i++)
		mv_map_set(&map, mv_arena_format(arena, "key%d", i), &values[i]);
	for (int i = 0; i < 2000; i += 2)
		mv_map_remove(&map, mv_arena_format(arena, "key%d", i));
	assert_int_equal(map.live, 1000);
	for (int i = 0; i < 2000; i++)
		assert_ptr_equal(mv_map_get(&map, mv_arena_format(arena, "key%d", i)), i % 2 ? &values[i] : NULL);
	/* a name that comes and goes ten thousand times does not make the map grow */
	for (int i = 0; i < 10000; i++) {
		mv_map_set(&map, "again", &values[0]);
		mv_map_remove(&map, "again");
	}
	assert_true(map.capacity <= 8192);
	mv_arena_free(arena);
}

static void near_names_are_found(void **state)
{
	static const char *const names[] = { "drop-column", "drop-table", "rename-column", NULL };

	(void)state;
	assert_string_equal(mv_nearest("drop-colum", names), "drop-column");
	assert_string_equal(mv_nearest("drp-table", names), "drop-table");
	assert_null(mv_nearest("truncate", names));
	assert_int_equal(mv_edit_distance("kitten", "sitting", 5), 3);
	assert_int_equal(mv_edit_distance("kitten", "sitting", 2), 3);
}

static Source source_of(const char *bytes, size_t len, Arena *arena)
{
	Source source;
	Error err = { 0 };

	assert_true(mv_source_from_bytes(&source, (Str){ .ptr = bytes, .len = len }, "x.sql", arena, &err));
	return source;
}

static void images_put_arenas_back(void **state)
{
	enum { PIECES = 300, LARGE = 3000000 };
	Arena *arena = mv_arena_new();
	ArenaImage *image = mv_arena_image_new();
	char *pieces[PIECES], *later;

	(void)state;
	for (int i = 0; i < PIECES; i++)
		pieces[i] = mv_arena_format(arena, "piece %d of those that were there before", i);
	for (int round = 0; round < 2; round++) {
		size_t used = mv_arena_used(arena);

		mv_arena_save(arena, image);
		pieces[0][0] = 'x';
		memset(mv_arena_alloc(arena, LARGE), 'x', LARGE);
		for (int i = 0; i < PIECES; i++)
			memset(mv_arena_alloc(arena, 1000), 'x', 1000);
		mv_arena_restore(arena, image);
		assert_int_equal(mv_arena_used(arena), used);
		for (int i = 0; i < PIECES; i++)
			assert_string_equal(pieces[i], mv_arena_format(arena, "piece %d of those that were there before", i));
		/* and what is handed out is zeroed, as always */
		later = mv_arena_alloc(arena, 5000);
		for (int i = 0; i < 5000; i++)
			assert_int_equal(later[i], 0);
	}
	mv_arena_image_free(image);
	mv_arena_free(arena);
}

static void texts_are_decoded(void **state)
{
	Arena *arena = mv_arena_new();
	Source source;

	(void)state;
	source = source_of("\xEF\xBB\xBFSELECT 1", 11, arena);
	assert_int_equal(source.encoding, ENCODING_UTF8);
	assert_true(mv_str_eq(source.text, STR("SELECT 1")));
	source = source_of("\xFF\xFE\x41\x00\xE4\x00\x3D\xD8\x00\xDE", 10, arena);
	assert_int_equal(source.encoding, ENCODING_UTF16LE);
	assert_true(mv_str_eq(source.text, STR("A\xC3\xA4\xF0\x9F\x98\x80")));
	source = source_of("\xFE\xFF\x00\x41\xD8\x3D", 6, arena); /* a lone surrogate */
	assert_true(mv_str_eq(source.text, STR("A\xEF\xBF\xBD")));
	source = source_of("caf\xE9", 4, arena);
	assert_int_equal(source.encoding, ENCODING_LATIN1);
	assert_true(mv_str_eq(source.text, STR("caf\xC3\xA9")));
	source = source_of("a\0b", 3, arena);
	assert_true(source.has_nul);
	assert_int_equal(source.text.len, 3);
	mv_arena_free(arena);
}

static void columns_count_what_is_asked(void **state)
{
	Arena *arena = mv_arena_new();
	Source source = source_of("one\r\n\xC3\xA4\xF0\x9F\x98\x80x\n", 14, arena);
	Position position;

	(void)state;
	mv_source_index_lines(&source, arena);
	position = mv_source_position(&source, 11, COLUMN_CODE_POINTS); /* the x */
	assert_int_equal(position.line, 2);
	assert_int_equal(position.column, 3);
	assert_int_equal(mv_source_position(&source, 11, COLUMN_UTF16).column, 4);
	assert_int_equal(mv_source_position(&source, 11, COLUMN_BYTES).column, 7);
	assert_true(mv_str_eq(mv_source_line(&source, 1), STR("one")));
	assert_int_equal(mv_source_line(&source, 9).len, 0);
	mv_arena_free(arena);
}

static void check_hashes(const char *text, const char *wanted)
{
	Arena *arena = mv_arena_new();
	StrBuf got = { 0 };
	uint32_t count;
	const char **hashes = mv_line_hashes(mv_str(text), &count, arena);

	for (uint32_t i = 0; i < count; i++)
		mv_buf_addf(&got, "%s%s", i ? " " : "", hashes[i]);
	assert_string_equal(got.ptr, wanted);
	mv_buf_release(&got);
	mv_arena_free(arena);
}

/* The vectors of github/codeql-action's own tests. */
static void line_hashes_are_githubs(void **state)
{
	/* line ends of every kind are one */
	static const char *const greetings[] = {
		" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
		" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r",
		" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n",
		" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
	};
	char lorem[28 * 10 + 1] = "";

	(void)state;
	check_hashes("", "c129715d7a2bc9a3:1");
	check_hashes(" a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1");
	check_hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End", "8b7cf3e952e7aeb2:1 b1ae1287ec4718d9:1 bff680108adb0fcc:1 "
									  "c6805c5e1288b612:1 b86d3392aea1be30:1 e6ceba753e1a442:1");
	for (size_t i = 0; i < sizeof greetings / sizeof *greetings; i++)
		check_hashes(greetings[i], "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 "
					   "b3edc88f2938467e:1 c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1");
	for (int i = 0; i < 10; i++)
		memcpy(lorem + i * 28, "Lorem ipsum dolor sit amet.\n", 28);
	check_hashes(lorem, "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 a7f2ff13bc495cf2:5 "
			    "a7f2ff13bc495cf2:6 a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 "
			    "c129715d7a2bc9a3:1");
}

static void comments_of_sql_end(void **state)
{
	static const struct {
		const char *text;
		size_t end;
	} cases[] = {
		{ "-- a\nb", 4 }, { "-- a", 4 }, { "/* a */ b", 7 }, { "/* /* a */ b */ c", 15 }, { "/* a", 4 }, { "/*/ a */", 8 },
		{ "-", 0 }, { "- -", 0 }, { "/", 0 }, { "a /* */", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(mv_sql_comment_end(mv_str(cases[i].text), 0), cases[i].end);
}

static void markup_cannot_be_left(void **state)
{
	StrBuf text = { 0 };

	(void)state;
	mv_buf_add_markup(&text, STR("<b a='1\">&\n\t\x1b[0m\xff\xe2\x80\xae\xef\xbf\xbe\xc3\xa9"));
	assert_string_equal(text.ptr, "&lt;b a='1&quot;&gt;&amp;&#10;&#9;?[0m???\xc3\xa9");
	mv_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(globs_match_paths),  cmocka_unit_test(hostile_globs_end),
		cmocka_unit_test(maps_grow_and_forget), cmocka_unit_test(near_names_are_found),
		cmocka_unit_test(images_put_arenas_back),
		cmocka_unit_test(texts_are_decoded),  cmocka_unit_test(columns_count_what_is_asked),
		cmocka_unit_test(line_hashes_are_githubs), cmocka_unit_test(comments_of_sql_end),
		cmocka_unit_test(markup_cannot_be_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
