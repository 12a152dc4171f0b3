/* size_words.c: rows and bytes as people say them, and as a configuration writes them. */
#include "migvet/sizes.h"

#include <stdlib.h>
#include <string.h>

/* Statistics that are older say it; by then a table may have become another one. */
enum { OLD_DAYS = 30, DAY_SECONDS = 86400 };

typedef struct Unit {
	const char *name;
	int64_t size;
} Unit;

static const Unit thousands[] = { { "", 1 }, { " million", 1000000 }, { " billion", 1000000000 }, { " trillion", 1000000000000 } };
static const Unit bytes_units[] = { { " bytes", 1 }, { " kB", 1024 }, { " MB", 1048576 }, { " GB", 1073741824 }, { " TB", 1099511627776 } };

/* "12,345,678" */
static void add_grouped(StrBuf *out, int64_t number)
{
	char digits[24];
	int count = 0;

	do {
		digits[count++] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	while (count--) {
		mv_buf_addc(out, digits[count]);
		if (count && count % 3 == 0)
			mv_buf_addc(out, ',');
	}
}

/* To the nearest whole unit. */
static int64_t whole(int64_t number, int64_t unit)
{
	return number / unit + (number % unit >= unit - unit / 2 && unit > 1);
}

/* In the largest unit of which there is at least one, once rounded: a tenth is told below ten. */
static void add_scaled(StrBuf *out, int64_t number, const Unit *units, size_t count)
{
	const Unit *unit = units;
	int64_t tenths;

	while (unit + 1 < units + count && whole(number, unit->size) >= unit[1].size / unit->size)
		unit++;
	tenths = number / unit->size < 10 ? whole(number * 10, unit->size) : 0;
	if (unit->size > 1 && tenths && tenths < 100 && tenths % 10)
		mv_buf_addf(out, "%d.%d", (int)(tenths / 10), (int)(tenths % 10));
	else
		add_grouped(out, whole(number, unit->size));
	mv_buf_adds(out, unit->name);
}

/* Below a million three digits are enough of an estimate. */
void mv_add_count(StrBuf *out, int64_t count)
{
	if (count < 0)
		count = 0;
	if (count >= 1000 && count < 1000000) {
		int64_t step = count < 10000 ? 10 : count < 100000 ? 100 : 1000;

		count = (count + step / 2) / step * step;
	}
	add_scaled(out, count, thousands, sizeof thousands / sizeof *thousands);
}

void mv_add_bytes(StrBuf *out, int64_t bytes)
{
	add_scaled(out, bytes < 0 ? 0 : bytes, bytes_units, sizeof bytes_units / sizeof *bytes_units);
}

/* ---- the other way ---- */

static bool parse(const char *text, const Unit *units, size_t count, int64_t *number)
{
	size_t digits = strspn(text, "0123456789");
	const char *suffix = text + digits;
	int64_t value;

	if (!digits || digits > 18)
		return false;
	value = strtoll(text, NULL, 10);
	while (*suffix == ' ')
		suffix++;
	for (size_t i = 0; i < count; i++) {
		if (mv_str_eq_case(mv_str(suffix), mv_str(units[i].name))) {
			if (value > INT64_MAX / units[i].size)
				return false;
			*number = value * units[i].size;
			return true;
		}
	}
	return false;
}

bool mv_parse_count(const char *text, int64_t *count)
{
	static const Unit units[] = { { "", 1 }, { "k", 1000 }, { "M", 1000000 }, { "G", 1000000000 } };

	return parse(text, units, sizeof units / sizeof *units, count);
}

bool mv_parse_bytes(const char *text, int64_t *bytes)
{
	static const Unit units[] = { { "", 1 }, { "B", 1 }, { "bytes", 1 }, { "kB", 1024 }, { "MB", 1048576 }, { "GB", 1073741824 }, { "TB", 1099511627776 } };

	return parse(text, units, sizeof units / sizeof *units, bytes);
}

/* ---- estimates ---- */

static void add_age(StrBuf *out, const KnownSize *size)
{
	if (size->analyzed_seconds_ago < 0)
		mv_buf_adds(out, " (by statistics of unknown age)");
	else if (size->analyzed_seconds_ago >= (int64_t)OLD_DAYS * DAY_SECONDS)
		mv_buf_addf(out, " (by statistics %lld days old)", (long long)(size->analyzed_seconds_ago / DAY_SECONDS));
}

void mv_add_rows(StrBuf *out, const KnownSize *size, bool age)
{
	uint32_t holders = size->partitions ? size->partitions : 1;

	if (size->not_analyzed == holders) {
		mv_buf_adds(out, "an unknown number of rows (never analyzed)");
	} else if (size->bytes == 0) {
		mv_buf_adds(out, "no rows");
	} else {
		mv_buf_adds(out, size->not_analyzed ? "more than " : "about ");
		mv_add_count(out, size->rows);
		mv_buf_adds(out, size->rows == 1 ? " row" : " rows");
		if (size->not_analyzed)
			mv_buf_addf(out, " (%u of the partitions %s never analyzed)", size->not_analyzed, size->not_analyzed == 1 ? "was" : "were");
		else if (age)
			add_age(out, size);
	}
}
