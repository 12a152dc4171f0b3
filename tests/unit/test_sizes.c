/* Rows and bytes in words and back: exact at the edges, also of what no table has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "migvet/sizes.h"

#include <string.h>

typedef void Adder(StrBuf *out, int64_t number);

static void says(Adder *add, int64_t number, const char *words)
{
	StrBuf text = { 0 };

	add(&text, number);
	assert_string_equal(text.ptr, words);
	mv_buf_release(&text);
}

static void counts(void **state)
{
	(void)state;
	says(mv_add_count, 0, "0");
	says(mv_add_count, 1, "1");
	says(mv_add_count, 999, "999");
	says(mv_add_count, 1000, "1,000");
	says(mv_add_count, 1234, "1,230");
	says(mv_add_count, 9995, "10,000");
	says(mv_add_count, 52349, "52,300");
	says(mv_add_count, 52350, "52,400");
	says(mv_add_count, 123456, "123,000");
	says(mv_add_count, 999499, "999,000");
	says(mv_add_count, 999500, "1 million");
	says(mv_add_count, 1000000, "1 million");
	says(mv_add_count, 1049999, "1 million");
	says(mv_add_count, 1050000, "1.1 million");
	says(mv_add_count, 9949999, "9.9 million");
	says(mv_add_count, 9950000, "10 million");
	says(mv_add_count, 12500000, "13 million");
	says(mv_add_count, 999499999, "999 million");
	says(mv_add_count, 999500000, "1 billion");
	says(mv_add_count, 1300000000, "1.3 billion");
	says(mv_add_count, 999500000000, "1 trillion");
	says(mv_add_count, 2100000000000, "2.1 trillion");
	says(mv_add_count, INT64_MAX, "9,223,372 trillion");
	says(mv_add_count, -1, "0");
}

static void bytes(void **state)
{
	(void)state;
	says(mv_add_bytes, 0, "0 bytes");
	says(mv_add_bytes, 1023, "1,023 bytes");
	says(mv_add_bytes, 1024, "1 kB");
	says(mv_add_bytes, 8192, "8 kB");
	says(mv_add_bytes, 1536, "1.5 kB");
	says(mv_add_bytes, 1048576 - 513, "1,023 kB");
	says(mv_add_bytes, 1048576 - 512, "1 MB");
	says(mv_add_bytes, 10 * 1048576, "10 MB");
	says(mv_add_bytes, (int64_t)412 * 1073741824, "412 GB");
	says(mv_add_bytes, (int64_t)1073741824 * 1024 * 3 / 2, "1.5 TB");
	says(mv_add_bytes, INT64_MAX, "8,388,608 TB");
}

static void reads(bool (*parse)(const char *, int64_t *), const char *text, int64_t number)
{
	int64_t got = -7;

	assert_int_equal(parse(text, &got), number >= 0);
	assert_int_equal(got, number >= 0 ? number : -7);
}

static void parsed(void **state)
{
	static const char *const wrong[] = { "", "k", "-1", "+1", "1.5", "1 x", "1k2", "0x10", "1e3", "10000000000000000000", "99999999999999999999", " 1" };

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		reads(mv_parse_count, wrong[i], -1);
		reads(mv_parse_bytes, wrong[i], -1);
	}
	reads(mv_parse_count, "0", 0);
	reads(mv_parse_count, "10k", 10000);
	reads(mv_parse_count, "100M", 100000000);
	reads(mv_parse_count, "2 G", 2000000000);
	reads(mv_parse_count, "10 MB", -1);
	reads(mv_parse_count, "999999999999999999G", -1);
	reads(mv_parse_bytes, "8192", 8192);
	reads(mv_parse_bytes, "10 MB", 10485760);
	reads(mv_parse_bytes, "10mb", 10485760);
	reads(mv_parse_bytes, "50GB", 53687091200);
	reads(mv_parse_bytes, "8388608 TB", -1);
	reads(mv_parse_bytes, "8388607 TB", (int64_t)8388607 * 1099511627776);
	reads(mv_parse_bytes, "5 GiB", -1);
}

static void rows(const KnownSize *size, const char *words)
{
	StrBuf text = { 0 };

	mv_add_rows(&text, size, true);
	assert_string_equal(text.ptr, words);
	mv_buf_release(&text);
}

static void estimates(void **state)
{
	(void)state;
	rows(&(KnownSize){ .rows = 1300000000, .bytes = 1, .analyzed_seconds_ago = 86400 }, "about 1.3 billion rows");
	rows(&(KnownSize){ .rows = 1, .bytes = 8192 }, "about 1 row");
	rows(&(KnownSize){ .rows = 0, .bytes = 8192 }, "about 0 rows");
	rows(&(KnownSize){ .rows = 0, .bytes = 0 }, "no rows");
	rows(&(KnownSize){ .rows = 20, .bytes = 8192, .analyzed_seconds_ago = 30 * 86400 - 1 }, "about 20 rows");
	rows(&(KnownSize){ .rows = 20, .bytes = 8192, .analyzed_seconds_ago = 30 * 86400 }, "about 20 rows (by statistics 30 days old)");
	rows(&(KnownSize){ .rows = 20, .bytes = 8192, .analyzed_seconds_ago = -1 }, "about 20 rows (by statistics of unknown age)");
	rows(&(KnownSize){ .rows = -1, .not_analyzed = 1, .bytes = 8192, .analyzed_seconds_ago = -1 }, "an unknown number of rows (never analyzed)");
	rows(&(KnownSize){ .rows = 500, .not_analyzed = 1, .partitions = 3, .bytes = 8192 }, "more than 500 rows (1 of the partitions was never analyzed)");
	rows(&(KnownSize){ .rows = 500, .not_analyzed = 2, .partitions = 3, .bytes = 8192 }, "more than 500 rows (2 of the partitions were never analyzed)");
	rows(&(KnownSize){ .rows = 0, .not_analyzed = 3, .partitions = 3, .bytes = 8192 }, "an unknown number of rows (never analyzed)");
	rows(&(KnownSize){ .rows = 0, .partitions = 0, .bytes = 0 }, "no rows");
}

static void thresholds(void **state)
{
	const SizeThreshold small = { .rows = 1000, .bytes = 100000 }, huge = { .rows = 1000000, .bytes = 100000000 };

	(void)state;
	assert_true(mv_size_is_small(&(KnownSize){ .rows = 1000, .bytes = 50000, .total_bytes = 100000 }, &small));
	assert_false(mv_size_is_small(&(KnownSize){ .rows = 1001, .bytes = 50000, .total_bytes = 100000 }, &small));
	assert_false(mv_size_is_small(&(KnownSize){ .rows = 1000, .bytes = 50000, .total_bytes = 100001 }, &small));
	/* not analyzed: no more rows than its bytes can hold */
	assert_true(mv_size_is_small(&(KnownSize){ .rows = -1, .not_analyzed = 1, .bytes = 28000, .total_bytes = 30000 }, &small));
	assert_false(mv_size_is_small(&(KnownSize){ .rows = -1, .not_analyzed = 1, .bytes = 28028, .total_bytes = 30000 }, &small));
	/* nothing is known */
	assert_false(mv_size_is_small(&(KnownSize){ .rows = 1, .bytes = -1, .total_bytes = -1 }, &small));
	assert_false(mv_size_is_huge(&(KnownSize){ .rows = -1, .not_analyzed = 1, .bytes = -1, .total_bytes = -1 }, &huge));
	assert_true(mv_size_is_huge(&(KnownSize){ .rows = 1000000, .bytes = 1, .total_bytes = 1 }, &huge));
	assert_true(mv_size_is_huge(&(KnownSize){ .rows = -1, .not_analyzed = 1, .bytes = 1, .total_bytes = 100000000 }, &huge));
	assert_false(mv_size_is_huge(&(KnownSize){ .rows = 999999, .bytes = 1, .total_bytes = 99999999 }, &huge));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts), cmocka_unit_test(bytes), cmocka_unit_test(parsed), cmocka_unit_test(estimates), cmocka_unit_test(thresholds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
