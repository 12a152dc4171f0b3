/*
 * naming.c: names that a naming convention of MetaData gives.
 *
 * A pattern applies to constraints without a name, and to those with one when
 * it holds %(constraint_name)s. What comes out is shortened as SQLAlchemy does:
 * 55 characters and four digits of a hash.
 */
#include "alembic.h"

#include "../django/django.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CHARACTERS = 63, KEPT_CHARACTERS = 55 };

/* The byte at which character `count` starts. */
static size_t character_at(const char *text, size_t count)
{
	size_t at = 0;

	while (text[at] && count) {
		at++;
		while (((unsigned char)text[at] & 0xc0) == 0x80)
			at++;
		count--;
	}
	return at;
}

const char *mv_alembic_shortened(Arena *arena, const char *name)
{
	const char *digest;

	if (!name[character_at(name, MOST_CHARACTERS)])
		return name;
	digest = mv_django_digest(arena, &name, 1, 32);
	return mv_arena_format(arena, "%.*s_%s", (int)character_at(name, KEPT_CHARACTERS), name, digest + strlen(digest) - 4);
}

/* ---- tokens ---- */

static const char *label(Arena *arena, const NamedConstraint *constraint, const char *column)
{
	char *schema = constraint->schema ? mv_arena_strdup(arena, constraint->schema) : NULL;

	for (char *at = schema; at && *at; at++) {
		if (*at == '.')
			*at = '_';
	}
	return schema ? mv_arena_format(arena, "%s_%s_%s", schema, constraint->table, column) :
			mv_arena_format(arena, "%s_%s", constraint->table, column);
}

static bool ends(const char *key, const char *suffix)
{
	return mv_str_ends(mv_str(key), mv_str(suffix));
}

/* column_0_name, referred_column_1_key, column_0_N_label, column_0N_name; NULL: not such a token, or not known. */
static const char *column_token(Arena *arena, const NamedConstraint *constraint, const char *key)
{
	bool referred = mv_str_starts(mv_str(key), STR("referred_"));
	const char *at = strstr(key, "column_"), *separator = NULL;
	StrBuf text = { 0 };
	char *end, *result;
	uint32_t count = referred ? constraint->referred_columns.count : constraint->columns.count;
	unsigned long first, last;

	if (!at || !isdigit((unsigned char)at[7]))
		return NULL;
	first = last = strtoul(at + 7, &end, 10);
	if (mv_str_starts(mv_str(end), STR("_N_"))) {
		separator = "_";
		end += 2;
	} else if (mv_str_starts(mv_str(end), STR("N_"))) {
		separator = "";
		end += 1;
	}
	if (!ends(key, "_name") && !ends(key, "_key") && !ends(key, "_label"))
		return NULL;
	if (separator) {
		first = 0;
		last = count ? count - 1 : 0;
	}
	for (unsigned long i = first; i <= last && i < count; i++) {
		const char *name = referred ? constraint->referred_columns.items[i] : constraint->columns.items[i];

		if (!name) { /* an expression, or not known */
			mv_buf_release(&text);
			return NULL;
		}
		if (i > first)
			mv_buf_adds(&text, separator);
		mv_buf_adds(&text, ends(key, "_label") ? label(arena, constraint, name) : name);
	}
	result = text.len ? mv_buf_to_arena(&text, arena) : mv_arena_strdup(arena, "");
	mv_buf_release(&text);
	return result;
}

static const char *token(Arena *arena, const NamingConvention *naming, const NamedConstraint *constraint, const char *key)
{
	for (uint32_t i = 0; i < naming->patterns.count; i++) {
		if (strcmp(naming->patterns.items[i].name, key) == 0)
			return NULL; /* a function of the project makes it */
	}
	if (strcmp(key, "table_name") == 0)
		return constraint->table;
	if (strcmp(key, "constraint_name") == 0)
		return constraint->name;
	if (strcmp(key, "referred_table_name") == 0)
		return constraint->referred_table;
	return column_token(arena, constraint, key);
}

/* `pattern` % tokens; NULL: `*reason` says why not. */
static const char *fill(Arena *arena, const NamingConvention *naming, const NamedConstraint *constraint, const char *pattern,
			const char **reason)
{
	StrBuf text = { 0 };
	char *result = NULL;

	for (const char *at = pattern; *at && !*reason; at++) {
		const char *end = at[0] == '%' && at[1] == '(' ? strchr(at, ')') : NULL, *key, *value;

		if (at[0] == '%' && at[1] == '%') {
			mv_buf_addc(&text, '%');
			at++;
			continue;
		}
		if (!end || end[1] != 's') {
			mv_buf_addc(&text, *at);
			continue;
		}
		key = mv_arena_strndup(arena, at + 2, (size_t)(end - at - 2));
		value = token(arena, naming, constraint, key);
		if (value)
			mv_buf_adds(&text, value);
		else
			*reason = mv_arena_format(arena, "'%%(%s)s' of the naming convention is not known", key);
		at = end + 1;
	}
	if (!*reason)
		result = text.len ? mv_buf_to_arena(&text, arena) : mv_arena_strdup(arena, "");
	mv_buf_release(&text);
	return result;
}

/* ---- patterns ---- */

static const char *class_of(const char *kind)
{
	static const char *const classes[][2] = {
		{ "ix", "Index" }, { "uq", "UniqueConstraint" }, { "ck", "CheckConstraint" }, { "fk", "ForeignKeyConstraint" },
		{ "pk", "PrimaryKeyConstraint" },
	};

	for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
		if (strcmp(classes[i][0], kind) == 0)
			return classes[i][1];
	}
	return "";
}

static const Value *pattern_for(const NamingConvention *naming, const char *kind)
{
	for (uint32_t i = 0; i < naming->patterns.count; i++) {
		const char *name = naming->patterns.items[i].name;

		if (strcmp(name, kind) == 0 || strcmp(name, class_of(kind)) == 0)
			return naming->patterns.items[i].value;
	}
	return NULL;
}

const char *mv_alembic_convention_name(Alembic *context, const NamedConstraint *constraint, const char **reason)
{
	const NamingConvention *naming = &context->naming;
	const Value *value = pattern_for(naming, constraint->kind);
	const char *pattern = mv_value_text(value), *name;

	*reason = NULL;
	if (naming->unknown) {
		*reason = "the naming convention is not known";
		return constraint->name ? constraint->name : "";
	}
	if (!value && !naming->patterns.count && strcmp(constraint->kind, "ix") == 0)
		pattern = "ix_%(column_0_label)s";
	if (value && value->kind == VALUE_NONE)
		value = NULL;
	if (!pattern && value && !constraint->name) {
		*reason = "the naming convention is not known";
		return "";
	}
	if (!pattern || (constraint->name && !strstr(pattern, "constraint_name")))
		return constraint->name;
	/* SQLAlchemy refuses; what has no name to put in has none */
	if (!constraint->name && strstr(pattern, "%(constraint_name)s"))
		return NULL;
	name = fill(context->arena, naming, constraint, pattern, reason);
	return name ? mv_alembic_shortened(context->arena, name) : "";
}
