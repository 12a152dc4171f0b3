/*
 * same_constant.c: one value of a type in two notations. The server keeps the
 * value and writes it in its own one.
 */
#include "same.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Of numbers; of the parts of an interval; bytes of documents, in which each name is looked for among all. */
enum { MOST_EXPONENT = 1000 * 1000, MOST_UNITS = 1000 * 1000 * 1000, LARGEST_DOCUMENT = 64 * 1024 };

static Tri tri_of(bool same) { return same ? TRI_YES : TRI_NO; }

static bool is_one_of(const char *text, const char *const *words)
{
	for (; *words; words++) {
		if (mv_streq(text, *words))
			return true;
	}
	return false;
}

/* ---- booleans: what boolin reads ---- */

static Tri truth(const char *text)
{
	static const char *const yes[] = { "true", "t", "yes", "y", "on", "1", "tru", "tr", "ye", NULL }, *const no[] = { "false", "f", "no", "n", "off", "0", "of", "fals", "fal", "fa", NULL };
	char word[8] = "";
	size_t len = 0;

	for (; *text && len < sizeof word - 1; text++) {
		if (!isspace((unsigned char)*text))
			word[len++] = (char)tolower((unsigned char)*text);
	}
	return is_one_of(word, yes) ? TRI_YES : is_one_of(word, no) ? TRI_NO : TRI_UNKNOWN;
}

/* ---- numbers: digits without zeros around them, and where the point stands ---- */

typedef struct Number {
	bool ok, negative;
	char digits[64];
	size_t count;
	long point; /* 0.digits * 10^point */
} Number;

static Number number_of(const char *text)
{
	Number number = { .ok = true };
	bool seen_point = false, any = false;

	while (isspace((unsigned char)*text))
		text++;
	number.negative = *text == '-';
	text += *text == '-' || *text == '+';
	for (; isdigit((unsigned char)*text) || *text == '.'; text++) {
		if (*text == '.') {
			number.ok &= !seen_point;
			seen_point = true;
			continue;
		}
		any = true;
		if (number.count || *text != '0') {
			if (number.count == sizeof number.digits)
				number.ok = false;
			else
				number.digits[number.count++] = *text;
			number.point += !seen_point;
		} else {
			number.point -= seen_point;
		}
	}
	if ((*text == 'e' || *text == 'E') && any) {
		char *end;
		long exponent = strtol(text + 1, &end, 10);

		/* more than any type holds */
		if (labs(exponent / 2) > MOST_EXPONENT)
			number.ok = false;
		else
			number.point += exponent;
		text = end;
	}
	while (isspace((unsigned char)*text))
		text++;
	number.ok &= any && !*text;
	while (number.count && number.digits[number.count - 1] == '0')
		number.count--;
	if (!number.count) {
		number.negative = false;
		number.point = 0;
	}
	return number;
}

static Tri same_numbers(const char *a, const char *b)
{
	Number left = number_of(a), right = number_of(b);

	if (!left.ok || !right.ok)
		return TRI_UNKNOWN;
	return tri_of(left.negative == right.negative && left.point == right.point && left.count == right.count && memcmp(left.digits, right.digits, left.count) == 0);
}

/* ---- dates and times ---- */

typedef struct Moment {
	bool ok, has_zone, moves; /* moves: now, today: what it was then is not known */
	char date[11];
	long micros;              /* of the day */
	long zone;                /* minutes east */
} Moment;

static bool digits(const char **at, int count, long *value)
{
	*value = 0;
	for (int i = 0; i < count; i++, (*at)++) {
		if (!isdigit((unsigned char)**at))
			return false;
		*value = *value * 10 + (**at - '0');
	}
	return true;
}

static bool read_clock(const char **at, long *micros)
{
	long hours, minutes, seconds = 0, fraction = 0, unit = 100000;

	if (!digits(at, 2, &hours) || *(*at)++ != ':' || !digits(at, 2, &minutes))
		return false;
	if (**at == ':') {
		(*at)++;
		if (!digits(at, 2, &seconds))
			return false;
		if (**at == '.') {
			for ((*at)++; isdigit((unsigned char)**at); (*at)++, unit /= 10)
				fraction += (**at - '0') * unit;
		}
	}
	*micros = ((hours * 60 + minutes) * 60 + seconds) * 1000000 + fraction;
	return true;
}

static bool read_zone(const char **at, Moment *moment)
{
	int sign = **at == '-' ? -1 : 1;
	long hours, minutes = 0;

	while (**at == ' ')
		(*at)++;
	if (**at == 'Z' || **at == 'z' || strncmp(*at, "UTC", 3) == 0) {
		*at += **at == 'U' ? 3 : 1;
		moment->has_zone = true;
		return true;
	}
	if (**at != '+' && **at != '-')
		return true;
	sign = **at == '-' ? -1 : 1;
	(*at)++;
	if (!digits(at, 2, &hours))
		return false;
	if (**at == ':')
		(*at)++;
	if (isdigit((unsigned char)**at) && !digits(at, 2, &minutes))
		return false;
	moment->has_zone = true;
	moment->zone = sign * (hours * 60 + minutes);
	return true;
}

static Moment moment_of(const char *text)
{
	static const char *const moving[] = { "now", "today", "tomorrow", "yesterday", NULL };
	Moment moment = { 0 };
	const char *at = text;
	long year, month, day;

	if (is_one_of(text, moving))
		return (Moment){ .ok = true, .moves = true };
	if (strcmp(text, "epoch") == 0)
		at = "1970-01-01 00:00:00+00";
	if (strcmp(text, "infinity") == 0 || strcmp(text, "-infinity") == 0) {
		memcpy(moment.date, *text == '-' ? "-inf" : "inf", *text == '-' ? 5 : 4);
		moment.ok = true;
		return moment;
	}
	if (!digits(&at, 4, &year) || *at++ != '-' || !digits(&at, 2, &month) || *at++ != '-' || !digits(&at, 2, &day))
		return moment;
	memcpy(moment.date, strcmp(text, "epoch") == 0 ? "1970-01-01" : text, 10);
	while (*at == ' ' || *at == 'T')
		at++;
	moment.ok = (!*at || read_clock(&at, &moment.micros)) && read_zone(&at, &moment) && !*at;
	return moment;
}

static Tri same_moments(const char *type, const char *a, const char *b)
{
	Moment left = moment_of(a), right = moment_of(b);

	if (!left.ok || !right.ok || left.moves || right.moves)
		return TRI_UNKNOWN;
	if (strcmp(left.date, right.date) == 0 && (strcmp(type, "date") == 0 || left.micros == right.micros)) {
		/* without a zone it was that of the session */
		if (strcmp(type, "timestamptz") != 0 || left.zone == right.zone)
			return TRI_YES;
		return left.has_zone && right.has_zone ? TRI_NO : TRI_UNKNOWN;
	}
	return strcmp(type, "timestamptz") == 0 ? TRI_UNKNOWN : TRI_NO;
}

/* ---- intervals ---- */

typedef struct Interval {
	bool ok;
	long months, days;
	double seconds;
} Interval;

static bool add_unit(Interval *interval, double value, const char *unit, size_t len)
{
	static const struct {
		const char *name;
		double months, days, seconds;
	} units[] = {
		{ "microsecond", 0, 0, 0.000001 }, { "us", 0, 0, 0.000001 }, { "millisecond", 0, 0, 0.001 }, { "ms", 0, 0, 0.001 }, { "second", 0, 0, 1 }, { "sec", 0, 0, 1 }, { "s", 0, 0, 1 },
		{ "minute", 0, 0, 60 }, { "min", 0, 0, 60 }, { "m", 0, 0, 60 }, { "hour", 0, 0, 3600 }, { "hr", 0, 0, 3600 }, { "h", 0, 0, 3600 }, { "day", 0, 1, 0 }, { "d", 0, 1, 0 },
		{ "week", 0, 7, 0 }, { "w", 0, 7, 0 }, { "month", 1, 0, 0 }, { "mon", 1, 0, 0 }, { "year", 12, 0, 0 }, { "yr", 12, 0, 0 }, { "y", 12, 0, 0 }, { "decade", 120, 0, 0 }, { "century", 1200, 0, 0 },
	};

	if (len > 1 && unit[len - 1] == 's' && !(len == 2 && (unit[0] == 'u' || unit[0] == 'm')))
		len--;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (strlen(units[i].name) == len && strncmp(units[i].name, unit, len) == 0) {
			/* a part of a day is hours, a part of a month depends */
			if ((units[i].days > 0 || units[i].months > 0) && !(value > -MOST_UNITS && value < MOST_UNITS && value == (double)(long)value))
				return false;
			if (units[i].seconds > 0) {
				interval->seconds += value * units[i].seconds;
				return true;
			}
			interval->months += (long)(value * units[i].months);
			interval->days += (long)(value * units[i].days);
			return true;
		}
	}
	return false;
}

static Interval interval_of(const char *text)
{
	Interval interval = { 0 };

	while (*text) {
		char *end;
		double value;
		size_t len;
		bool negative;

		while (*text == ' ' || *text == '@')
			text++;
		if (!*text)
			break;
		negative = *text == '-';
		value = strtod(text, &end);
		if (end == text)
			return interval;
		text = end;
		if (*text == ':') {
			double minutes = strtod(text + 1, &end), seconds = 0;

			text = end;
			if (*text == ':') {
				seconds = strtod(text + 1, &end);
				text = end;
			}
			interval.seconds += (negative ? -1 : 1) * ((negative ? -value : value) * 3600 + minutes * 60 + seconds);
			continue;
		}
		while (*text == ' ')
			text++;
		for (len = 0; isalpha((unsigned char)text[len]);)
			len++;
		if (!len) /* a number alone is seconds */
			interval.seconds += value;
		else if (!add_unit(&interval, value, text, len))
			return interval;
		text += len;
	}
	interval.ok = true;
	return interval;
}

static Tri same_intervals(const char *a, const char *b)
{
	Interval left = interval_of(a), right = interval_of(b);
	double difference = left.seconds - right.seconds;

	if (!left.ok || !right.ok)
		return TRI_UNKNOWN;
	return tri_of(left.months == right.months && left.days == right.days && difference < 0.0000005 && difference > -0.0000005);
}

/* ---- documents ---- */

static Tri same_documents(const char *a, const char *b)
{
	bool small = strlen(a) <= LARGEST_DOCUMENT && strlen(b) <= LARGEST_DOCUMENT;
	cJSON *left = small ? cJSON_Parse(a) : NULL, *right = small ? cJSON_Parse(b) : NULL;
	Tri same = left && right ? tri_of(cJSON_Compare(left, right, true)) : TRI_UNKNOWN;

	cJSON_Delete(left);
	cJSON_Delete(right);
	return same;
}

/* Case and blanks do not matter: uuid, inet, bit strings. */
static Tri same_words(const char *a, const char *b)
{
	for (;;) {
		while (*a == ' ' || *a == '{' || *a == '}')
			a++;
		while (*b == ' ' || *b == '{' || *b == '}')
			b++;
		if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
			return TRI_NO;
		if (!*a)
			return TRI_YES;
		a++;
		b++;
	}
}

Tri mv_diff_same_constant(const char *type, const char *a, const char *b)
{
	static const char *const numbers[] = { "int2", "int4", "int8", "numeric", "float4", "float8", "oid", "money", NULL };
	static const char *const moments[] = { "date", "timestamp", "timestamptz", NULL };
	static const char *const texts[] = { "text", "varchar", "name", "citext", "char", "bpchar", "regclass", NULL };

	if (strcmp(a, b) == 0)
		return TRI_YES;
	if (!type) {
		Tri numeric = same_numbers(a, b);

		return numeric == TRI_UNKNOWN ? TRI_NO : numeric;
	}
	if (is_one_of(type, texts))
		return TRI_NO;
	if (strcmp(type, "bool") == 0)
		return truth(a) == TRI_UNKNOWN || truth(b) == TRI_UNKNOWN ? TRI_UNKNOWN : tri_of(truth(a) == truth(b));
	if (is_one_of(type, numbers))
		return same_numbers(a, b);
	if (is_one_of(type, moments))
		return same_moments(type, a, b);
	if (strcmp(type, "interval") == 0)
		return same_intervals(a, b);
	if (strcmp(type, "jsonb") == 0)
		return same_documents(a, b);
	if (strcmp(type, "json") == 0)
		return TRI_NO;
	if (strcmp(type, "uuid") == 0 || strcmp(type, "bit") == 0 || strcmp(type, "varbit") == 0)
		return same_words(a, b);
	/* how other types write their values is not known here */
	return TRI_UNKNOWN;
}
