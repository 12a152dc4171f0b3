/*
 * types.c: type names. The grammar gives keyword types their catalog names;
 * what was written as a plain word stays a plain word.
 */
#include "lower.h"

#include <string.h>

#include "nodes/value.h"

static const struct {
	const char *written, *name;
} aliases[] = {
	{ "serial2", "smallserial" },
	{ "serial4", "serial" },
	{ "serial8", "bigserial" },
};

static bool is_one_of(const char *text, Token token, const char *const *words)
{
	for (; *words; words++)
		if (mv_pg_token_is(text, token, *words))
			return true;
	return false;
}

/* What may follow the first word of a type of several words. */
static const char *const character_words[] = { "varying", "character", "char", "varchar", "large", "object", NULL };
static const char *const double_words[] = { "precision", NULL };
static const char *const time_words[] = { "with", "without", "time", "zone", NULL };
static const char *const interval_words[] = { "year", "month", "day", "hour", "minute", "second", "to", NULL };
static const char *const no_words[] = { NULL };

static const char *const *words_after(const char *text, Token first)
{
	static const char *const character[] = { "character", "char", "national", "nchar", "bit", NULL };
	static const char *const times[] = { "time", "timestamp", NULL };

	if (is_one_of(text, first, character))
		return character_words;
	if (mv_pg_token_is(text, first, "double"))
		return double_words;
	if (is_one_of(text, first, times))
		return time_words;
	if (mv_pg_token_is(text, first, "interval"))
		return interval_words;
	return no_words;
}

/* A built-in type under its catalog name: nothing in the text can be truncated or a placeholder. */
static bool is_system_type(const List *names)
{
	return list_length(names) == 2 && strcmp(strVal(linitial(names)), "pg_catalog") == 0;
}

static Span type_span(const Lower *lower, const TypeName *name)
{
	const ParsedText *parsed = lower->parsed;
	Cursor cursor = { .text = parsed->text, .end = parsed->length };
	const char *const *words;
	bool modifiers = name->typmods != NIL;
	size_t start, end;

	if (!parsed->exact || name->location < 0 || (size_t)name->location >= parsed->length)
		return mv_pg_token_span(lower, name->location);
	cursor.token = mv_pg_next_token(cursor.text, cursor.end, (size_t)name->location);
	start = cursor.token.start;
	if (mv_pg_token_is(cursor.text, cursor.token, "setof"))
		mv_pg_advance(&cursor);
	words = words_after(cursor.text, cursor.token);
	if (mv_pg_token_is(cursor.text, cursor.token, "float"))
		modifiers = true; /* float(n) became float4 or float8 */
	end = cursor.token.end;
	mv_pg_advance(&cursor);
	for (;;) {
		Token token = cursor.token;
		char c = token.kind == TOKEN_SYMBOL ? cursor.text[token.start] : '\0';

		if (c == '.' || c == '%') { /* schema.type, tab.col%TYPE */
			mv_pg_advance(&cursor);
			end = cursor.token.end;
			mv_pg_advance(&cursor);
		} else if ((c == '(' && modifiers) || (c == '[' && name->arrayBounds)) {
			/* No group of a type is long; an unclosed one would not have been parsed. */
			int depth = 0;

			do {
				if (cursor.token.kind == TOKEN_SYMBOL) {
					c = cursor.text[cursor.token.start];
					depth += (c == '(' || c == '[') - (c == ')' || c == ']');
				}
				end = cursor.token.end;
				mv_pg_advance(&cursor);
			} while (depth > 0 && cursor.token.kind != TOKEN_END);
		} else if (token.kind == TOKEN_WORD && (is_one_of(cursor.text, token, words) ||
							(name->arrayBounds && mv_pg_token_is(cursor.text, token, "array")))) {
			end = token.end;
			mv_pg_advance(&cursor);
		} else {
			break;
		}
	}
	return (Span){ parsed->base + (uint32_t)start, parsed->base + (uint32_t)end };
}

/* The grammar's masks (INTERVAL_MASK of utils/timestamp.h and utils/datetime.h) as words. */
static const char *interval_fields_of(int mask)
{
	enum { MONTH = 1 << 1, YEAR = 1 << 2, DAY = 1 << 3, HOUR = 1 << 10, MINUTE = 1 << 11, SECOND = 1 << 12 };
	static const struct {
		int mask;
		const char *words;
	} fields[] = {
		{ YEAR, "year" }, { MONTH, "month" }, { DAY, "day" }, { HOUR, "hour" }, { MINUTE, "minute" }, { SECOND, "second" },
		{ YEAR | MONTH, "year to month" }, { DAY | HOUR, "day to hour" }, { DAY | HOUR | MINUTE, "day to minute" },
		{ DAY | HOUR | MINUTE | SECOND, "day to second" }, { HOUR | MINUTE, "hour to minute" },
		{ HOUR | MINUTE | SECOND, "hour to second" }, { MINUTE | SECOND, "minute to second" },
	};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].mask == mask)
			return fields[i].words;
	return NULL;
}

static void add_modifiers(Type *type, const List *typmods)
{
	const ListCell *cell;
	/* interval: the first is the mask of its fields */
	bool skip = mv_streq(type->name, "interval") && mv_streq(type->schema, "pg_catalog");

	foreach(cell, typmods) {
		const Node *node = lfirst(cell);

		if (skip) {
			skip = false;
			if (IsA(node, A_Const) && IsA(&((const A_Const *)node)->val.node, Integer))
				type->interval_fields = interval_fields_of(((const A_Const *)node)->val.ival.ival);
			continue;
		}
		if (!IsA(node, A_Const) || ((const A_Const *)node)->isnull ||
		    !IsA(&((const A_Const *)node)->val.node, Integer) || type->modifier_count == 2) {
			type->modifier_count = 0;
			return;
		}
		type->modifiers[type->modifier_count++] = ((const A_Const *)node)->val.ival.ival;
	}
}

Type *mv_pg_type(Lower *lower, const TypeName *name)
{
	Type *type;
	QName q;
	size_t i;

	if (!name)
		return NULL;
	type = MV_NEW(lower->arena, Type);
	if (is_system_type(name->names)) {
		q = (QName){ .schema = "pg_catalog", .name = mv_pg_copy(lower, strVal(lsecond(name->names))) };
	} else if (name->pct_type) {
		/* [schema.]table.column%TYPE: the last name is the column */
		q = mv_pg_name_list(lower, name->names, -1);
	} else {
		q = mv_pg_name_list(lower, name->names, name->location);
	}
	type->column_type = name->pct_type;
	type->schema = q.schema;
	type->name = q.name;
	type->unknown = q.unknown;
	if (!type->schema && type->name)
		for (i = 0; i < sizeof aliases / sizeof *aliases; i++)
			if (strcmp(type->name, aliases[i].written) == 0)
				type->name = aliases[i].name;
	type->set_of = name->setof;
	type->dimensions = (uint8_t)(list_length(name->arrayBounds) < 255 ? list_length(name->arrayBounds) : 255);
	add_modifiers(type, name->typmods);
	type->span = type_span(lower, name);
	return type;
}
