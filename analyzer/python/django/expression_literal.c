/*
 * expression_literal.c: values of Python as the database drivers quote them.
 *
 * psycopg2 is what Django 3.2 works with, psycopg 3 what 4.2 and newer prefer.
 * They differ in arrays, dates with time, intervals, UUIDs and backslashes.
 */
#include "expression.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 32 };

static bool psycopg2(const Compiler *compiler) { return compiler->version < 402; }

static const char *failed(Compiler *compiler, const char *reason)
{
	if (!compiler->reason)
		compiler->reason = reason;
	return NULL;
}

static const char *from_buffer(Compiler *compiler, StrBuf *buf)
{
	const char *text = buf->ptr ? mv_buf_to_arena(buf, compiler->arena) : "";

	mv_buf_release(buf);
	return text;
}

const char *mv_term_quote_text(Compiler *compiler, const char *text)
{
	bool escapes = strchr(text, '\\') != NULL && !psycopg2(compiler);
	StrBuf buf = { 0 };

	mv_buf_adds(&buf, escapes ? " E'" : "'");
	for (const char *c = text; *c; c++) {
		if (*c == '\'' || (*c == '\\' && escapes) || (*c == '%' && compiler->percent_twice))
			mv_buf_addc(&buf, *c);
		mv_buf_addc(&buf, *c);
	}
	mv_buf_addc(&buf, '\'');
	return from_buffer(compiler, &buf);
}

/* repr(float) */
static const char *float_text(Arena *arena, double number)
{
	char digits[64], *exponent;
	int precision = 1, power;

	if (number != number)
		return "nan";
	if (number - number != 0)
		return number > 0 ? "inf" : "-inf";
	do
		snprintf(digits, sizeof digits, "%.*e", precision - 1, number);
	while (strtod(digits, NULL) != number && ++precision <= 17);
	exponent = strchr(digits, 'e');
	power = (int)strtol(exponent + 1, NULL, 10);
	if (power < -4 || power >= 16) {
		*exponent = '\0';
		return mv_arena_format(arena, "%se%c%02d", digits, power < 0 ? '-' : '+', abs(power));
	}
	if (power >= precision - 1)
		return mv_arena_format(arena, "%.1f", number);
	return mv_arena_format(arena, "%.*f", precision - 1 - power, number);
}

/* A negative number gets a space: "- -1" must not become a comment. */
static const char *number_text(Arena *arena, const char *digits)
{
	return *digits == '-' ? mv_arena_format(arena, " %s", digits) : digits;
}

static const char *int_text(Arena *arena, const Value *value)
{
	if (value->kind == VALUE_BOOL)
		return value->as.truth ? "1" : "0";
	if (value->as.number.digits)
		return value->as.number.digits;
	return mv_arena_format(arena, "%" PRId64, value->as.number.integer);
}

static bool is_module_call(const Value *value, const char *name, const char *module, Arena *arena)
{
	const char *path;

	if (!mv_value_calls(value, name))
		return false;
	path = mv_value_path(value->as.call->callee, arena);
	return path && strncmp(path, module, strlen(module)) == 0;
}

/* Decimal(float) rounded to the field's max_digits, as create_decimal_from_float does. */
static const char *decimal_of_float(Arena *arena, double number, long digits)
{
	char exact[1200], *end;
	size_t significant = 0;
	bool started = false;

	if (number - number != 0 || number > 1e300 || number < -1e300)
		return float_text(arena, number);
	snprintf(exact, sizeof exact, "%.340f", number);
	end = exact + strlen(exact);
	while (end > exact && end[-1] == '0')
		*--end = '\0';
	if (end > exact && end[-1] == '.')
		*--end = '\0';
	for (const char *c = exact; *c; c++) {
		started = started || (*c >= '1' && *c <= '9');
		significant += started && *c >= '0' && *c <= '9';
	}
	if (digits <= 0 || significant <= (size_t)digits)
		return mv_arena_strdup(arena, exact);
	{
		int power = number == 0 ? 0 : (int)strtol(strchr(mv_arena_format(arena, "%.*e", (int)digits - 1, number), 'e') + 1, NULL, 10);
		int places = (int)digits - 1 - power;

		return mv_arena_format(arena, "%.*f", places > 0 ? places : 0, number);
	}
}

static bool call_ints(const Value *call, const char *const *names, size_t count, int64_t *numbers)
{
	for (size_t i = 0; i < count; i++) {
		const Value *argument = mv_call_argument(call, (int)i, names[i]);

		numbers[i] = 0;
		if (argument && !mv_value_int(argument, &numbers[i]))
			return false;
	}
	return !call->as.call->open;
}

static bool is_utc(const Value *tzinfo)
{
	const char *name = mv_value_last_name(tzinfo);

	if (name && (strcmp(name, "utc") == 0 || strcmp(name, "UTC") == 0))
		return true;
	return mv_value_is(tzinfo, VALUE_CALL) && mv_streq(mv_value_text(mv_call_argument(tzinfo, 0, "key")), "UTC");
}

static const char *date_literal(Compiler *compiler, const Value *call)
{
	static const char *const names[] = { "year", "month", "day" };
	int64_t n[3];

	if (!call_ints(call, names, 3, n))
		return failed(compiler, "the parts of a date are not known");
	return mv_arena_format(compiler->arena, "'%04d-%02d-%02d'::date", (int)n[0], (int)n[1], (int)n[2]);
}

static const char *datetime_text(Compiler *compiler, const int64_t *n, bool zone)
{
	const char *micro = n[6] ? mv_arena_format(compiler->arena, ".%06d", (int)n[6]) : "";

	return mv_arena_format(compiler->arena, "'%04d-%02d-%02d%c%02d:%02d:%02d%s%s'::timestamp%s", (int)n[0], (int)n[1],
			       (int)n[2], psycopg2(compiler) ? 'T' : ' ', (int)n[3], (int)n[4], (int)n[5], micro,
			       zone ? "+00:00" : "", zone ? "tz" : "");
}

static const char *datetime_literal(Compiler *compiler, const OutputType *type, const Value *call)
{
	static const char *const names[] = { "year", "month", "day", "hour", "minute", "second", "microsecond" };
	const Value *tzinfo = mv_call_argument(call, 7, "tzinfo");
	int64_t n[7];

	if (!call_ints(call, names, 7, n))
		return failed(compiler, "the parts of a datetime are not known");
	if (tzinfo && !mv_value_is(tzinfo, VALUE_NONE) && !is_utc(tzinfo))
		return failed(compiler, "the time zone of a datetime is not known");
	return datetime_text(compiler, n, (tzinfo && !mv_value_is(tzinfo, VALUE_NONE)) ||
						  (compiler->use_tz && type->class_ == OUTPUT_DATETIME));
}

static const char *time_literal(Compiler *compiler, const Value *call)
{
	static const char *const names[] = { "hour", "minute", "second", "microsecond" };
	int64_t n[4];

	if (!call_ints(call, names, 4, n))
		return failed(compiler, "the parts of a time are not known");
	return mv_arena_format(compiler->arena, "'%02d:%02d:%02d%s'::time", (int)n[0], (int)n[1], (int)n[2],
			       n[3] ? mv_arena_format(compiler->arena, ".%06d", (int)n[3]) : "");
}

static const char *interval_literal(Compiler *compiler, const Value *call)
{
	static const char *const names[] = { "days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks" };
	const int64_t day = INT64_C(86400) * 1000000;
	int64_t n[7], total, days, rest;
	const char *micro;

	if (!call_ints(call, names, 7, n))
		return failed(compiler, "the parts of a timedelta are not known");
	for (size_t i = 0; i < 7; i++) {
		if (n[i] > 1000000 || n[i] < -1000000)
			return failed(compiler, "a timedelta is too long");
	}
	total = (n[0] + 7 * n[6]) * day + n[1] * 1000000 + n[2] + n[3] * 1000 + n[4] * 60000000 + n[5] * INT64_C(3600000000);
	days = total / day - (total % day < 0);
	rest = total - days * day;
	if (psycopg2(compiler))
		return mv_arena_format(compiler->arena, "'%" PRId64 " days %" PRId64 ".%06" PRId64 " seconds'::interval", days,
				       rest / 1000000, rest % 1000000);
	micro = rest % 1000000 ? mv_arena_format(compiler->arena, ".%06" PRId64, rest % 1000000) : "";
	rest /= 1000000;
	if (!days)
		return mv_arena_format(compiler->arena, "'%" PRId64 ":%02" PRId64 ":%02" PRId64 "%s'::interval", rest / 3600,
				       rest / 60 % 60, rest % 60, micro);
	return mv_arena_format(compiler->arena, "'%" PRId64 " day%s %" PRId64 ":%02" PRId64 ":%02" PRId64 "%s'::interval", days,
			       days == 1 || days == -1 ? "" : "s", rest / 3600, rest / 60 % 60, rest % 60, micro);
}

static const char *uuid_literal(Compiler *compiler, const char *text)
{
	char hex[33];
	size_t count = 0;

	for (const char *c = text; *c; c++) {
		if (strchr("-{}", *c))
			continue;
		if (!strchr("0123456789abcdefABCDEF", *c) || count == 32)
			return failed(compiler, "a UUID cannot be read");
		hex[count++] = *c >= 'A' && *c <= 'F' ? (char)(*c - 'A' + 'a') : *c;
	}
	if (count != 32)
		return failed(compiler, "a UUID cannot be read");
	hex[32] = '\0';
	if (!psycopg2(compiler))
		return mv_arena_format(compiler->arena, "'%s'::uuid", hex);
	return mv_arena_format(compiler->arena, "'%.8s-%.4s-%.4s-%.4s-%.12s'::uuid", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

/* ---- JSON ---- */

static void json_string(StrBuf *buf, Str text)
{
	mv_buf_addc(buf, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c == '"' || c == '\\') {
			mv_buf_addf(buf, "\\%c", c);
		} else if (c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f') {
			mv_buf_addf(buf, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c == '\b' ? 'b' : 'f');
		} else if (c < 0x20 || c == 0x7f) {
			if (c == 0x7f)
				mv_buf_addc(buf, 0x7f);
			else
				mv_buf_addf(buf, "\\u%04x", c);
		} else if (c < 0x80) {
			mv_buf_addc(buf, (char)c);
		} else {
			size_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
			uint32_t point = c & (0x3fu >> more);

			for (; more && i + 1 < text.len; more--)
				point = point << 6 | ((unsigned char)text.ptr[++i] & 0x3fu);
			if (point >= 0x10000) {
				point -= 0x10000;
				mv_buf_addf(buf, "\\u%04x\\u%04x", 0xd800 + (point >> 10), 0xdc00 + (point & 0x3ff));
			} else {
				mv_buf_addf(buf, "\\u%04x", point);
			}
		}
	}
	mv_buf_addc(buf, '"');
}

static bool json_value(StrBuf *buf, Arena *arena, const Value *value, unsigned depth)
{
	const struct ValueList *list = mv_value_items(value);

	if (!value || depth > MOST_DEPTH)
		return false;
	if (list && value->kind != VALUE_SET) {
		mv_buf_addc(buf, '[');
		for (uint32_t i = 0; i < list->items.count; i++) {
			mv_buf_adds(buf, i ? ", " : "");
			if (!json_value(buf, arena, list->items.items[i], depth + 1))
				return false;
		}
		mv_buf_addc(buf, ']');
		return !list->open;
	}
	if (value->kind == VALUE_DICT) {
		mv_buf_addc(buf, '{');
		for (uint32_t i = 0; i < value->as.dict.pairs.count; i++) {
			const Pair *pair = &value->as.dict.pairs.items[i];

			if (!mv_value_text(pair->key))
				return false;
			mv_buf_adds(buf, i ? ", " : "");
			json_string(buf, pair->key->as.string.text);
			mv_buf_adds(buf, ": ");
			if (!json_value(buf, arena, pair->value, depth + 1))
				return false;
		}
		mv_buf_addc(buf, '}');
		return !value->as.dict.open;
	}
	if (value->kind == VALUE_NONE)
		mv_buf_adds(buf, "null");
	else if (value->kind == VALUE_BOOL)
		mv_buf_adds(buf, value->as.truth ? "true" : "false");
	else if (value->kind == VALUE_INT)
		mv_buf_adds(buf, int_text(arena, value));
	else if (value->kind == VALUE_FLOAT)
		mv_buf_adds(buf, float_text(arena, strtod(value->as.number.digits, NULL)));
	else if (mv_value_text(value))
		json_string(buf, value->as.string.text);
	else
		return false;
	return true;
}

const char *mv_term_json(Arena *arena, const Value *value)
{
	StrBuf buf = { 0 };
	bool ok = json_value(&buf, arena, value, 0);
	const char *text = ok ? mv_buf_to_arena(&buf, arena) : NULL;

	mv_buf_release(&buf);
	return text;
}

/* ---- arrays ---- */

static const char *literal_at(Compiler *compiler, const OutputType *type, const Value *value, unsigned depth);

static void array_text(StrBuf *buf, const char *text)
{
	bool quote = *text == '\0' || strpbrk(text, "{}\", \\\t\n\r\v\f") || mv_str_eq_case(mv_str(text), STR("null"));

	mv_buf_adds(buf, quote ? "\"" : "");
	for (const char *c = text; *c; c++) {
		if (*c == '"' || *c == '\\')
			mv_buf_addc(buf, '\\');
		mv_buf_addc(buf, *c);
	}
	mv_buf_adds(buf, quote ? "\"" : "");
}

/* psycopg 3 writes '{...}'; of the type of the elements only what follows from them. */
static bool array_body(StrBuf *buf, Compiler *compiler, const OutputType *element, const Value *value, const char **type, int64_t *largest,
		       unsigned depth)
{
	const struct ValueList *list = mv_value_items(value);

	if (depth > MOST_DEPTH || list->open)
		return false;
	mv_buf_addc(buf, '{');
	for (uint32_t i = 0; i < list->items.count; i++) {
		const Value *item = list->items.items[i];

		mv_buf_adds(buf, i ? "," : "");
		if (mv_value_items(item)) {
			if (!array_body(buf, compiler, element, item, type, largest, depth + 1))
				return false;
		} else if (mv_value_is(item, VALUE_NONE)) {
			mv_buf_adds(buf, "NULL");
		} else if (mv_value_is(item, VALUE_BOOL)) {
			*type = "bool";
			mv_buf_adds(buf, item->as.truth ? "t" : "f");
		} else if (mv_value_is(item, VALUE_INT) && !item->as.number.digits) {
			int64_t size = item->as.number.integer < 0 ? -item->as.number.integer : item->as.number.integer;

			*largest = size > *largest ? size : *largest;
			*type = element && element->field && element->field->type == FIELD_INTEGER ? "int4" :
				*largest > INT32_MAX ? "int8" : *largest > INT16_MAX ? "int4" : "int2";
			mv_buf_adds(buf, int_text(compiler->arena, item));
		} else if (mv_value_text(item)) {
			array_text(buf, mv_value_text(item));
		} else {
			return false;
		}
	}
	mv_buf_addc(buf, '}');
	return true;
}

static const char *array_literal(Compiler *compiler, const OutputType *type, const Value *value, unsigned depth)
{
	const struct ValueList *list = mv_value_items(value);
	static const OutputType any = { .class_ = OUTPUT_UNKNOWN };
	const char *element = NULL, *text;
	StrBuf buf = { 0 };
	int64_t largest = 0;

	if (list->open)
		return failed(compiler, "not all values of a list are known");
	if (!psycopg2(compiler)) {
		bool ok = array_body(&buf, compiler, type->element, value, &element, &largest, 0);

		text = from_buffer(compiler, &buf);
		if (!ok)
			return failed(compiler, "a value of a list is not known");
		text = mv_term_quote_text(compiler, text);
		return element ? mv_arena_format(compiler->arena, "%s::%s[]", text, element) : text;
	}
	if (list->items.count == 0)
		return "'{}'";
	mv_buf_adds(&buf, "ARRAY[");
	for (uint32_t i = 0; i < list->items.count; i++) {
		const char *item = literal_at(compiler, type->element ? type->element : &any, list->items.items[i], depth + 1);

		if (!item) {
			mv_buf_release(&buf);
			return NULL;
		}
		mv_buf_addf(&buf, "%s%s", i ? "," : "", item);
	}
	mv_buf_addc(&buf, ']');
	return from_buffer(compiler, &buf);
}

/* ---- one value ---- */

static const char *bytes_literal(Compiler *compiler, Str bytes)
{
	StrBuf buf = { 0 };

	mv_buf_adds(&buf, psycopg2(compiler) ? "'\\x" : "'\\x");
	for (size_t i = 0; i < bytes.len; i++)
		mv_buf_addf(&buf, "%02x", (unsigned char)bytes.ptr[i]);
	mv_buf_adds(&buf, "'::bytea");
	return from_buffer(compiler, &buf);
}

static const char *decimal_literal(Compiler *compiler, const OutputType *type, const Value *value)
{
	Arena *arena = compiler->arena;
	const char *text = mv_value_text(value);
	int64_t number;

	if (value->kind == VALUE_INT || value->kind == VALUE_BOOL)
		return number_text(arena, int_text(arena, value));
	if (value->kind == VALUE_FLOAT)
		return number_text(arena, decimal_of_float(arena, strtod(value->as.number.digits, NULL), type->digits));
	if (text && *text)
		return number_text(arena, text);
	if (is_module_call(value, "Decimal", "decimal", arena)) {
		const Value *argument = mv_call_argument(value, 0, "value");

		if (mv_value_int(argument, &number))
			return number_text(arena, int_text(arena, argument));
		if (mv_value_is(argument, VALUE_FLOAT))
			return number_text(arena, decimal_of_float(arena, strtod(argument->as.number.digits, NULL), 0));
		text = mv_value_text(argument);
		if (text && *text)
			return number_text(arena, text);
	}
	return failed(compiler, "the value of a decimal number is not known");
}

/* Of what Python class it is, nothing else known. */
static const char *plain_literal(Compiler *compiler, const OutputType *type, const Value *value, unsigned depth)
{
	Arena *arena = compiler->arena;

	if (value->kind == VALUE_INT)
		return number_text(arena, int_text(arena, value));
	if (value->kind == VALUE_FLOAT)
		return number_text(arena, float_text(arena, strtod(value->as.number.digits, NULL)));
	if (value->kind == VALUE_BOOL)
		return value->as.truth ? "true" : "false";
	if (value->kind == VALUE_BYTES)
		return bytes_literal(compiler, value->as.string.text);
	if (mv_value_text(value))
		return mv_term_quote_text(compiler, mv_value_text(value));
	if (mv_value_items(value))
		return array_literal(compiler, type, value, depth);
	if (is_module_call(value, "Decimal", "decimal", arena))
		return decimal_literal(compiler, type, value);
	if (is_module_call(value, "date", "datetime", arena))
		return date_literal(compiler, value);
	if (is_module_call(value, "datetime", "datetime", arena))
		return datetime_literal(compiler, type, value);
	if (is_module_call(value, "time", "datetime", arena))
		return time_literal(compiler, value);
	if (is_module_call(value, "timedelta", "datetime", arena))
		return interval_literal(compiler, value);
	if (is_module_call(value, "UUID", "uuid", arena) && mv_value_text(mv_call_argument(value, 0, "hex")))
		return uuid_literal(compiler, mv_value_text(mv_call_argument(value, 0, "hex")));
	return failed(compiler, mv_arena_format(arena, "the value '%s' is not known", mv_value_format(value, arena)));
}

/* "2020-01-31" for a DateField */
static const char *date_of_text(Compiler *compiler, const OutputType *type, const char *text)
{
	int year, month, day, used = 0;

	if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || text[used])
		return failed(compiler, "a date written as text cannot be read");
	if (type->class_ == OUTPUT_DATE)
		return mv_arena_format(compiler->arena, "'%04d-%02d-%02d'::date", year, month, day);
	return datetime_text(compiler, (const int64_t[7]){ year, month, day }, compiler->use_tz);
}

static const char *integer_literal(Compiler *compiler, const OutputType *type, const Value *value, unsigned depth)
{
	const char *text = mv_value_text(value);
	char *end;

	if (value->kind == VALUE_BOOL)
		return value->as.truth ? "1" : "0";
	if (value->kind == VALUE_FLOAT)
		return number_text(compiler->arena,
				   mv_arena_format(compiler->arena, "%lld", (long long)strtod(value->as.number.digits, NULL)));
	if (!text)
		return plain_literal(compiler, type, value, depth);
	{
		long long number = strtoll(text, &end, 10);

		if (end == text || *end)
			return failed(compiler, "a number written as text cannot be read");
		return number_text(compiler->arena, mv_arena_format(compiler->arena, "%lld", number));
	}
}

static const char *literal_at(Compiler *compiler, const OutputType *type, const Value *value, unsigned depth)
{
	Arena *arena = compiler->arena;
	const char *text = mv_value_text(value);

	if (depth > MOST_DEPTH || !value)
		return failed(compiler, "a value is not known");
	if (value->kind == VALUE_UNKNOWN)
		return failed(compiler, value->as.reason);
	if (type->class_ == OUTPUT_JSON && value->kind != VALUE_CALL) {
		const char *json = mv_term_json(arena, value);

		if (!json)
			return failed(compiler, "a JSON value is not known");
		json = mv_term_quote_text(compiler, json);
		return psycopg2(compiler) ? json : mv_arena_format(arena, "%s::jsonb", json);
	}
	if (value->kind == VALUE_NONE)
		return "NULL";
	switch (type->class_) {
	case OUTPUT_CHAR:
	case OUTPUT_TEXT:
		if (value->kind == VALUE_INT)
			return mv_term_quote_text(compiler, int_text(arena, value));
		if (value->kind == VALUE_BOOL)
			return value->as.truth ? "'True'" : "'False'";
		if (value->kind == VALUE_FLOAT)
			return mv_term_quote_text(compiler, float_text(arena, strtod(value->as.number.digits, NULL)));
		break;
	case OUTPUT_INTEGER:
		return integer_literal(compiler, type, value, depth);
	case OUTPUT_FLOAT:
		if (value->kind == VALUE_INT && !value->as.number.digits)
			return number_text(arena, float_text(arena, (double)value->as.number.integer));
		if (text)
			return number_text(arena, float_text(arena, strtod(text, NULL)));
		break;
	case OUTPUT_DECIMAL:
		return decimal_literal(compiler, type, value);
	case OUTPUT_BOOLEAN:
		if (value->kind == VALUE_INT)
			return value->as.number.integer ? "true" : "false";
		if (text)
			return *text == 't' || *text == 'T' || *text == '1' ? "true" : "false";
		break;
	case OUTPUT_DATE:
	case OUTPUT_DATETIME:
		if (text)
			return date_of_text(compiler, type, text);
		break;
	case OUTPUT_UUID:
		if (text)
			return uuid_literal(compiler, text);
		break;
	case OUTPUT_IP:
		if (text)
			return mv_arena_format(arena, "%s::inet", mv_term_quote_text(compiler, text));
		break;
	case OUTPUT_UNKNOWN:
	case OUTPUT_TIME:
	case OUTPUT_DURATION:
	case OUTPUT_BINARY:
	case OUTPUT_JSON:
	case OUTPUT_ARRAY:
	case OUTPUT_RANGE:
	case OUTPUT_HSTORE:
	case OUTPUT_SEARCH_VECTOR:
	case OUTPUT_SEARCH_QUERY:
	case OUTPUT_OTHER:
		break;
	}
	return plain_literal(compiler, type, value, depth);
}

const char *mv_term_literal(Compiler *compiler, const OutputType *type, const Value *value)
{
	return literal_at(compiler, type, value, 0);
}

OutputType mv_output_of_value(const Value *value)
{
	OutputClass class_ = OUTPUT_UNKNOWN;
	const char *name = mv_value_is(value, VALUE_CALL) ? mv_value_last_name(value->as.call->callee) : NULL;

	if (!value)
		return mv_output_of(OUTPUT_UNKNOWN);
	if (value->kind == VALUE_STRING)
		class_ = OUTPUT_CHAR;
	else if (value->kind == VALUE_BOOL)
		class_ = OUTPUT_BOOLEAN;
	else if (value->kind == VALUE_INT)
		class_ = OUTPUT_INTEGER;
	else if (value->kind == VALUE_FLOAT)
		class_ = OUTPUT_FLOAT;
	else if (value->kind == VALUE_BYTES)
		class_ = OUTPUT_BINARY;
	else if (mv_streq(name, "Decimal"))
		class_ = OUTPUT_DECIMAL;
	else if (mv_streq(name, "date"))
		class_ = OUTPUT_DATE;
	else if (mv_streq(name, "datetime"))
		class_ = OUTPUT_DATETIME;
	else if (mv_streq(name, "time"))
		class_ = OUTPUT_TIME;
	else if (mv_streq(name, "timedelta"))
		class_ = OUTPUT_DURATION;
	else if (mv_streq(name, "UUID"))
		class_ = OUTPUT_UUID;
	return mv_output_of(class_);
}
