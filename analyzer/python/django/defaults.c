/*
 * defaults.c: Python values as they are written into statements.
 *
 * Where Django calls something for a default (timezone.now, uuid4) the value is
 * one literal for all rows: which one does not matter to the judgement, so some
 * literal of the column's type stands for it.
 */
#include "editor.h"

#include <stdlib.h>
#include <string.h>

bool mv_django_has_default(const Field *field) { return field->default_kind != DEFAULT_NONE; }

bool mv_django_default_is_fixed(const Field *field)
{
	return field->default_kind == DEFAULT_VALUE || (field->default_kind == DEFAULT_NONE && !field->auto_now && !field->auto_now_add);
}

static bool allows_empty_text(const Field *field)
{
	switch (field->type) {
	case FIELD_BINARY:
	case FIELD_CHAR:
	case FIELD_FILE:
	case FIELD_FILE_PATH:
	case FIELD_SLUG:
	case FIELD_TEXT:
	case FIELD_CI_TEXT:
	case FIELD_SEARCH_VECTOR:
		return true;
	case FIELD_UNKNOWN:
	case FIELD_AUTO:
	case FIELD_BIG_AUTO:
	case FIELD_SMALL_AUTO:
	case FIELD_BIG_INTEGER:
	case FIELD_BOOLEAN:
	case FIELD_DATE:
	case FIELD_DATE_TIME:
	case FIELD_DECIMAL:
	case FIELD_DURATION:
	case FIELD_FLOAT:
	case FIELD_INTEGER:
	case FIELD_IP_ADDRESS:
	case FIELD_GENERIC_IP_ADDRESS:
	case FIELD_JSON:
	case FIELD_NULL_BOOLEAN:
	case FIELD_POSITIVE_BIG_INTEGER:
	case FIELD_POSITIVE_INTEGER:
	case FIELD_POSITIVE_SMALL_INTEGER:
	case FIELD_SMALL_INTEGER:
	case FIELD_TIME:
	case FIELD_UUID:
	case FIELD_FOREIGN_KEY:
	case FIELD_ONE_TO_ONE:
	case FIELD_MANY_TO_MANY:
	case FIELD_GENERATED:
	case FIELD_COMPOSITE_PRIMARY_KEY:
	case FIELD_ARRAY:
	case FIELD_HSTORE:
	case FIELD_RANGE:
	case FIELD_CUSTOM:
	case FIELD_NO_COLUMN:
		break;
	}
	return false;
}

/* Some literal of the type. */
static const char *any_literal(Lowering *lowering, Moment moment, const Field *field)
{
	const char *reason, *type = mv_django_db_type(lowering, moment, field, &reason);
	static const struct { const char *start, *literal; } LITERALS[] = {
		{ "integer", "0" }, { "bigint", "0" }, { "smallint", "0" }, { "serial", "0" }, { "bigserial", "0" }, { "numeric", "0" },
		{ "double", "0.0" }, { "boolean", "false" }, { "date", "'2000-01-01'::date" }, { "timestamp", "'2000-01-01T00:00:00+00:00'::timestamptz" },
		{ "time", "'00:00:00'::time" }, { "interval", "'0:00:00'::interval" }, { "uuid", "'00000000-0000-0000-0000-000000000000'::uuid" },
		{ "jsonb", "'{}'::jsonb" }, { "inet", "'0.0.0.0'::inet" }, { "bytea", "'\\x'::bytea" }, { "int4range", "'empty'::int4range" },
	};

	for (size_t i = 0; type && !strchr(type, '[') && i < sizeof LITERALS / sizeof *LITERALS; i++)
		if (strncmp(type, LITERALS[i].start, strlen(LITERALS[i].start)) == 0)
			return LITERALS[i].literal;
	return type && strchr(type, '[') ? "'{}'" : "''";
}

/* ---- JSON ---- */

enum { MOST_NESTED = 32 };

static void json_text(StrBuf *out, const char *text)
{
	mv_buf_addc(out, '"');
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\')
			mv_buf_addf(out, "\\%c", c);
		else if (c < 0x20)
			mv_buf_addf(out, "\\u%04x", c);
		else
			mv_buf_addc(out, (char)c);
	}
	mv_buf_addc(out, '"');
}

static bool json(StrBuf *out, const Value *value, unsigned depth)
{
	if (!value || depth > MOST_NESTED)
		return false;
	if (value->kind == VALUE_NONE) {
		mv_buf_adds(out, "null");
	} else if (value->kind == VALUE_BOOL) {
		mv_buf_adds(out, value->as.truth ? "true" : "false");
	} else if (value->kind == VALUE_INT) {
		mv_buf_addf(out, "%lld", (long long)value->as.number.integer);
	} else if (value->kind == VALUE_FLOAT && value->as.number.digits) {
		mv_buf_adds(out, value->as.number.digits);
	} else if (mv_value_text(value)) {
		json_text(out, mv_value_text(value));
	} else if (value->kind == VALUE_LIST || value->kind == VALUE_TUPLE) {
		mv_buf_addc(out, '[');
		for (uint32_t i = 0; i < value->as.list.items.count; i++) {
			mv_buf_adds(out, i ? ", " : "");
			if (!json(out, value->as.list.items.items[i], depth + 1))
				return false;
		}
		mv_buf_addc(out, ']');
	} else if (value->kind == VALUE_DICT) {
		mv_buf_addc(out, '{');
		for (uint32_t i = 0; i < value->as.dict.pairs.count; i++) {
			const char *key = mv_value_text(value->as.dict.pairs.items[i].key);

			if (!key)
				return false;
			mv_buf_adds(out, i ? ", " : "");
			json_text(out, key);
			mv_buf_adds(out, ": ");
			if (!json(out, value->as.dict.pairs.items[i].value, depth + 1))
				return false;
		}
		mv_buf_addc(out, '}');
	} else {
		return false;
	}
	return true;
}

static const char *json_sql(Lowering *lowering, const Value *value)
{
	StrBuf out = { 0 };
	const char *literal = NULL;

	if (json(&out, value, 0))
		literal = mv_arena_format(lowering->arena, "%s::jsonb", mv_django_literal(lowering->arena, mv_buf_to_arena(&out, lowering->arena)));
	mv_buf_release(&out);
	return literal;
}

/* ---- calls: Decimal("0.00"), datetime.date(2020, 1, 31), uuid.UUID("...") ---- */

static bool numbers(const Value *call, int64_t *parts, int count)
{
	for (int i = 0; i < count; i++) {
		const Value *part = mv_call_argument(call, i, NULL);

		parts[i] = 0;
		if (part && !mv_value_int(part, &parts[i]))
			return false;
	}
	return true;
}

/* As psycopg 3 writes a UUID: 32 digits. (psycopg 2, which Django before 4.2 needs, keeps the hyphens.) */
static const char *uuid_sql(Lowering *lowering, const char *text)
{
	char digits[33];
	size_t count = 0;

	if (lowering->version < 402)
		return mv_arena_format(lowering->arena, "%s::uuid", mv_django_literal(lowering->arena, text));
	for (; *text && count < 32; text++)
		if (*text != '-' && *text != '{' && *text != '}')
			digits[count++] = *text;
	digits[count] = '\0';
	return mv_arena_format(lowering->arena, "%s::uuid", mv_django_literal(lowering->arena, digits));
}

/* datetime.timedelta(days=1, seconds=2), as Python's str() writes it: '1 day, 0:00:02', without the comma. */
static const char *interval_sql(Lowering *lowering, const Value *call)
{
	static const struct { const char *name; int position; int64_t seconds; } PARTS[] = {
		{ "days", 0, 86400 }, { "seconds", 1, 1 }, { "minutes", 4, 60 }, { "hours", 5, 3600 }, { "weeks", 6, 604800 },
	};
	int64_t total = 0, part, days;

	if (mv_call_argument(call, 2, "microseconds") || mv_call_argument(call, 3, "milliseconds"))
		return NULL;
	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
		const Value *value = mv_call_argument(call, PARTS[i].position, PARTS[i].name);

		if (!value)
			continue;
		if (!mv_value_int(value, &part) || part < -1000000 || part > 1000000000)
			return NULL;
		total += part * PARTS[i].seconds;
	}
	days = total >= 0 ? total / 86400 : -((86399 - total) / 86400);
	total -= days * 86400;
	if (lowering->version < 402)
		return mv_arena_format(lowering->arena, "'%lld days %lld.000000 seconds'::interval", (long long)days, (long long)total);
	return mv_arena_format(lowering->arena, "'%s%lld:%02lld:%02lld'::interval",
			       days ? mv_arena_format(lowering->arena, "%lld day%s ", (long long)days, days == 1 || days == -1 ? "" : "s") : "",
			       (long long)(total / 3600), (long long)(total / 60 % 60), (long long)(total % 60));
}

static const char *call_sql(Lowering *lowering, const Value *value)
{
	const char *name = mv_value_last_name(value->as.call->callee), *text = mv_value_text(mv_call_argument(value, 0, NULL));
	int64_t parts[7], integer;

	if (mv_streq(name, "Decimal")) {
		if (text && *text && strspn(text, "0123456789.-") == strlen(text))
			return mv_arena_strdup(lowering->arena, text);
		if (mv_value_int(mv_call_argument(value, 0, NULL), &integer))
			return mv_arena_format(lowering->arena, "%lld", (long long)integer);
	} else if (mv_streq(name, "UUID") && text) {
		return uuid_sql(lowering, text);
	} else if (mv_streq(name, "timedelta")) {
		return interval_sql(lowering, value);
	} else if (mv_streq(name, "date") && numbers(value, parts, 3)) {
		return mv_arena_format(lowering->arena, "'%04lld-%02lld-%02lld'::date", (long long)parts[0], (long long)parts[1], (long long)parts[2]);
	} else if (mv_streq(name, "datetime") && numbers(value, parts, 6)) {
		return mv_arena_format(lowering->arena, "'%04lld-%02lld-%02lld%s%02lld:%02lld:%02lld+00:00'::timestamptz", (long long)parts[0],
				       (long long)parts[1], (long long)parts[2], lowering->version < 402 ? "T" : " ", (long long)parts[3], (long long)parts[4], (long long)parts[5]);
	} else if (mv_streq(name, "time") && numbers(value, parts, 3)) {
		return mv_arena_format(lowering->arena, "'%02lld:%02lld:%02lld'::time", (long long)parts[0], (long long)parts[1], (long long)parts[2]);
	}
	return NULL;
}

/* ---- arrays ---- */

static bool array_text(StrBuf *out, const Value *value, unsigned depth)
{
	const struct ValueList *list = mv_value_items(value);

	if (!list || depth > MOST_NESTED)
		return false;
	mv_buf_addc(out, '{');
	for (uint32_t i = 0; i < list->items.count; i++) {
		const Value *item = list->items.items[i];

		mv_buf_adds(out, i ? "," : "");
		if (mv_value_text(item))
			json_text(out, mv_value_text(item));
		else if (item->kind == VALUE_INT)
			mv_buf_addf(out, "%lld", (long long)item->as.number.integer);
		else if (!array_text(out, item, depth + 1))
			return false;
	}
	mv_buf_addc(out, '}');
	return true;
}

static const char *array_sql(Lowering *lowering, const Value *value)
{
	StrBuf out = { 0 };
	const char *literal = NULL;

	if (array_text(&out, value, 0))
		literal = mv_django_literal(lowering->arena, mv_buf_to_arena(&out, lowering->arena));
	mv_buf_release(&out);
	return literal;
}

/* ---- values for a column ---- */

static bool is_text_type(FieldType type)
{
	return type == FIELD_CHAR || type == FIELD_TEXT || type == FIELD_SLUG || type == FIELD_FILE || type == FIELD_FILE_PATH || type == FIELD_CI_TEXT;
}

static const char *cast_of(FieldType type)
{
	return type == FIELD_DATE ? "::date" : type == FIELD_DATE_TIME ? "::timestamptz" : type == FIELD_TIME ? "::time" :
	       type == FIELD_UUID ? "::uuid" : type == FIELD_GENERIC_IP_ADDRESS || type == FIELD_IP_ADDRESS ? "::inet" : "";
}

static bool is_number(FieldType type)
{
	return type == FIELD_INTEGER || type == FIELD_BIG_INTEGER || type == FIELD_SMALL_INTEGER || type == FIELD_POSITIVE_INTEGER ||
	       type == FIELD_POSITIVE_BIG_INTEGER || type == FIELD_POSITIVE_SMALL_INTEGER || type == FIELD_FLOAT || type == FIELD_DECIMAL ||
	       type == FIELD_AUTO || type == FIELD_BIG_AUTO || type == FIELD_SMALL_AUTO;
}

const char *mv_django_value_sql(Lowering *lowering, Moment moment, const Field *field, const Value *value)
{
	Arena *arena = lowering->arena;
	FieldType type = field ? field->type : FIELD_UNKNOWN;
	const char *text = mv_value_text(value);

	if (!value)
		return NULL;
	if (value->kind == VALUE_NONE)
		return "NULL";
	if (type == FIELD_FOREIGN_KEY || type == FIELD_ONE_TO_ONE) {
		const Field *target = mv_django_target_field(moment, field, NULL);

		return target && target->type != FIELD_FOREIGN_KEY && target->type != FIELD_ONE_TO_ONE ?
			       mv_django_value_sql(lowering, moment, target, value) : mv_django_value_sql(lowering, moment, NULL, value);
	}
	if (type == FIELD_GENERATED)
		type = field->output_field ? field->output_field->type : FIELD_UNKNOWN;
	if (type == FIELD_JSON)
		return json_sql(lowering, value);
	if (type == FIELD_BOOLEAN || type == FIELD_NULL_BOOLEAN) {
		Tri truth = mv_value_truth(value);

		return truth == TRI_UNKNOWN ? NULL : truth == TRI_YES ? "true" : "false";
	}
	if (value->kind == VALUE_BOOL) {
		if (is_number(type))
			return value->as.truth ? "1" : "0";
		if (is_text_type(type))
			return value->as.truth ? "'True'" : "'False'";
		return value->as.truth ? "true" : "false";
	}
	if (value->kind == VALUE_INT) {
		const char *digits = value->as.number.digits && !value->as.number.integer ? value->as.number.digits :
				     mv_arena_format(arena, "%lld", (long long)value->as.number.integer);

		return is_text_type(type) ? mv_arena_format(arena, "'%s'", digits) : digits;
	}
	if (value->kind == VALUE_FLOAT)
		return value->as.number.digits;
	if (text && is_number(type) && *text && strspn(text, "0123456789.-") == strlen(text))
		return text;
	if (text && is_number(type))
		return NULL;
	if (text && type == FIELD_UUID)
		return uuid_sql(lowering, text);
	if (text)
		return mv_arena_format(arena, "%s%s", mv_django_literal(arena, text), cast_of(type));
	if (value->kind == VALUE_BYTES)
		return value->as.string.text.len == 0 ? "'\\x'::bytea" : NULL;
	if (type == FIELD_ARRAY || !field)
		return array_sql(lowering, value);
	if (type == FIELD_HSTORE && value->kind == VALUE_DICT && !value->as.dict.pairs.count)
		return "''::hstore";
	return value->kind == VALUE_CALL ? call_sql(lowering, value) : NULL;
}

const char *mv_django_effective_default(Lowering *lowering, Moment moment, const Field *field)
{
	const char *sql;

	if (field->default_kind == DEFAULT_VALUE) {
		sql = mv_django_value_sql(lowering, moment, field, field->default_value);
		if (!sql)
			sql = any_literal(lowering, moment, field);
		return mv_streq(sql, "NULL") ? NULL : sql;
	}
	if (field->default_kind != DEFAULT_NONE)
		return any_literal(lowering, moment, field);
	if (field->type == FIELD_GENERATED)
		return NULL;
	if (!field->null && field->blank && allows_empty_text(field))
		return field->type == FIELD_BINARY ? "'\\x'::bytea" : "''";
	if (field->auto_now || field->auto_now_add)
		return any_literal(lowering, moment, field);
	return NULL;
}
