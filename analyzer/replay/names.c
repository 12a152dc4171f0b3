/*
 * names.c: the names that PostgreSQL generates for constraints, indexes and
 * sequences, byte for byte.
 *
 * Mirrors makeObjectName, ChooseRelationName, ChooseIndexName,
 * ChooseIndexColumnNames, ChooseConstraintName (commands/indexcmds.c,
 * catalog/pg_constraint.c) and FigureIndexColname (parser/parse_target.c).
 */
#include "model.h"

#include <stdio.h>
#include <string.h>

enum { NAME_ROOM = 64 }; /* NAMEDATALEN: 63 bytes and NUL */

/* ---- names in use ---- */

/* Put together by hand: each named thing comes here. */
static const char *name_key(Arena *arena, char *room, size_t size, ObjectKind kind, const char *schema, const char *name)
{
	size_t schema_length = schema ? strlen(schema) : 0, name_length = strlen(name);
	char *key = schema_length + name_length + 4 <= size ? room : mv_arena_alloc(arena, schema_length + name_length + 4);

	key[0] = (char)('0' + kind / 10);
	key[1] = (char)('0' + kind % 10);
	memcpy(key + 2, schema ? schema : "", schema_length);
	key[2 + schema_length] = '.';
	memcpy(key + 3 + schema_length, name, name_length + 1);
	return key;
}

static void count_one(Schema *model, ObjectKind kind, const char *schema, const char *name, int by)
{
	char room[160];
	const char *key = name_key(model->arena, room, sizeof room, kind, schema, name);
	uint32_t *count = mv_map_get(&model->names, key);

	if (!count) {
		count = MV_NEW(model->arena, uint32_t);
		mv_map_set(&model->names, key == room ? mv_arena_strdup(model->arena, key) : key, count);
	}
	if (by > 0)
		*count += 1;
	else if (*count > 0)
		*count -= 1;
}

void mv_model_count_name(Schema *model, ObjectKind kind, const char *schema, const char *name, int by)
{
	count_one(model, kind, schema, name, by);
	if (kind != OBJ_COLUMN) /* names of NOT NULL are asked for within their schema only */
		count_one(model, kind, NULL, name, by);
}

uint32_t mv_model_name_count(const Schema *model, ObjectKind kind, const char *schema, const char *name)
{
	char room[160];
	const uint32_t *count = mv_map_get(&model->names, name_key(model->arena, room, sizeof room, kind, schema, name));

	return count ? *count : 0;
}

uint32_t mv_schema_constraints_named(const Schema *schema, const char *namespace_name, const char *name)
{
	return mv_model_name_count(schema, OBJ_COLUMN, namespace_name, name) + mv_model_name_count(schema, OBJ_CONSTRAINT, namespace_name, name);
}

/* ---- making names ---- */

/* pg_mbcliplen for UTF-8: the longest prefix of at most `limit` bytes that ends between characters. */
static size_t clip(const char *name, size_t len, size_t limit)
{
	if (len <= limit)
		return len;
	while (limit > 0 && ((unsigned char)name[limit] & 0xC0) == 0x80)
		limit--;
	return limit;
}

char *mv_name_make(Arena *arena, const char *name1, const char *name2, const char *label)
{
	size_t overhead = (label ? strlen(label) + 1 : 0) + (name2 ? 1 : 0);
	size_t len1 = strlen(name1), len2 = name2 ? strlen(name2) : 0;
	size_t room = overhead < NAME_ROOM - 1 ? NAME_ROOM - 1 - overhead : 0;
	char *name, *end;

	/* the longer part gives way */
	while (len1 + len2 > room) {
		if (len1 > len2)
			len1--;
		else
			len2--;
	}
	len1 = clip(name1, strlen(name1), len1);
	if (name2)
		len2 = clip(name2, strlen(name2), len2);
	name = end = mv_arena_alloc(arena, len1 + len2 + overhead + 1);
	memcpy(end, name1, len1);
	end += len1;
	if (name2) {
		*end++ = '_';
		memcpy(end, name2, len2);
		end += len2;
	}
	if (label) {
		*end++ = '_';
		memcpy(end, label, overhead - (name2 ? 1 : 0) - 1);
		end += overhead - (name2 ? 1 : 0) - 1;
	}
	*end = '\0';
	return name;
}

/*
 * The lowest numeral that is free, as PostgreSQL looks for it. After many
 * collisions the search goes on where it ended the last time.
 */
static char *choose(Schema *model, const char *schema, const char *name1, const char *name2, const char *label,
		    bool not_a_relation, bool not_a_constraint)
{
	enum { MANY = 64 };
	char with_number[NAME_ROOM + 16];
	uint32_t *hint = NULL;
	bool not_null = strcmp(label, "not_null") == 0; /* these are counted as columns */
	char *name;

	for (uint32_t pass = 1;; pass++) {
		name = mv_name_make(model->arena, name1, name2, pass == 1 ? label : with_number);
		if (!(not_a_relation && mv_model_get(&model->relations, schema, name)) &&
		    !(not_a_constraint && mv_model_name_count(model, OBJ_CONSTRAINT, schema, name)) &&
		    !(not_null && mv_model_name_count(model, OBJ_COLUMN, schema, name)))
			break;
		if (pass == MANY) {
			const char *key = mv_arena_format(model->arena, "next:%s.%s.%s.%s", schema, name1, name2 ? name2 : "", label);

			hint = mv_map_get(&model->names, key);
			if (!hint) {
				hint = MV_NEW(model->arena, uint32_t);
				mv_map_set(&model->names, key, hint);
			}
			if (*hint > pass)
				pass = *hint;
		}
		snprintf(with_number, sizeof with_number, "%s%u", label, (unsigned)pass);
		if (hint)
			*hint = pass;
	}
	return name;
}

char *mv_name_relation(Schema *model, const char *schema, const char *name1, const char *name2, const char *label,
		       bool is_constraint)
{
	return choose(model, schema, name1, name2, label, true, is_constraint);
}

char *mv_name_constraint(Schema *model, const char *schema, const char *name1, const char *name2, const char *label)
{
	return choose(model, schema, name1, name2, label, false, true);
}

char *mv_name_join(Arena *arena, const char *const *names, uint32_t count)
{
	char buf[NAME_ROOM * 2];
	size_t len = 0;

	buf[0] = '\0';
	for (uint32_t i = 0; i < count; i++) {
		size_t part = strlen(names[i]) < NAME_ROOM - 1 ? strlen(names[i]) : NAME_ROOM - 1;

		if (len > 0)
			buf[len++] = '_';
		memcpy(buf + len, names[i], part);
		len += part;
		buf[len] = '\0';
		if (len >= NAME_ROOM)
			break;
	}
	return mv_arena_strdup(arena, buf);
}

/* ---- index names ---- */

/* FigureColnameInternal: the name of an expression, and how sure it is (0 none, 1 weak, 2 strong). */
static int expression_name(const Expression *expression, const char **name, int depth)
{
	int strength = 0;

	if (!expression || depth > 64)
		return 0;
	switch (expression->kind) {
	case EXPR_COLUMN:
		if (!expression->name || strcmp(expression->name, "*") == 0)
			return 0;
		*name = expression->name;
		return 2;
	case EXPR_FUNCTION:
		*name = expression->name;
		return expression->name ? 2 : 0;
	case EXPR_CAST:
		strength = expression->arg_count ? expression_name(expression->args[0], name, depth + 1) : 0;
		if (strength <= 1 && expression->type && expression->type->name) {
			*name = expression->type->name;
			return 1;
		}
		return strength;
	case EXPR_COLLATE:
		return expression->arg_count ? expression_name(expression->args[0], name, depth + 1) : 0;
	case EXPR_CASE:
		/* the ELSE part, when there is one, stands last */
		strength = expression->arg_count ? expression_name(expression->args[expression->arg_count - 1], name, depth + 1) : 0;
		if (strength <= 1) {
			*name = "case";
			return 1;
		}
		return strength;
	case EXPR_COALESCE:
		*name = expression->name ? expression->name : "coalesce";
		return 2;
	case EXPR_ARRAY:
		*name = "array";
		return 2;
	case EXPR_ROW:
		*name = "row";
		return 2;
	case EXPR_CONSTANT:
	case EXPR_NULL:
	case EXPR_PARAM:
	case EXPR_OPERATOR:
	case EXPR_AND:
	case EXPR_OR:
	case EXPR_NOT:
	case EXPR_IS_NULL:
	case EXPR_IS_NOT_NULL:
	case EXPR_IN:
	case EXPR_BETWEEN:
	case EXPR_BOOL_TEST:
	case EXPR_SUBQUERY:
	case EXPR_OTHER:
		break;
	}
	return 0;
}

/* A name already in the list gets a numeral. */
static const char *distinct_name(Arena *arena, const NameVec *taken, const char *name)
{
	const char *candidate = name;

	for (unsigned number = 1;; number++) {
		char numeral[16];
		bool used = false;

		for (uint32_t i = 0; i < taken->count && !used; i++)
			used = strcmp(taken->items[i], candidate) == 0;
		if (!used)
			return candidate;
		snprintf(numeral, sizeof numeral, "%u", number);
		candidate = mv_arena_format(arena, "%.*s%s", (int)clip(name, strlen(name), NAME_ROOM - 1 - strlen(numeral)), name,
					    numeral);
	}
}

char *mv_name_index(Schema *model, const Table *table, const IndexKeyVec *keys, const char *const *including,
		    uint32_t including_count, const char *label, bool is_constraint)
{
	NameVec names = { 0 };
	const char *addition;

	for (uint32_t i = 0; i < keys->count; i++) {
		const char *name = keys->items[i].attribute ? keys->items[i].attribute : keys->items[i].column;

		if (!name && expression_name(keys->items[i].expression, &name, 0) == 0)
			name = "expr";
		name = distinct_name(model->arena, &names, name);
		*VEC_PUSH(model->arena, &names) = name;
	}
	for (uint32_t i = 0; i < including_count; i++) {
		const char *name = distinct_name(model->arena, &names, including[i]);

		*VEC_PUSH(model->arena, &names) = name;
	}
	addition = mv_name_join(model->arena, names.items, names.count);
	if (strcmp(label, "pkey") == 0)
		return mv_name_relation(model, table->object.schema, table->object.name, NULL, label, true);
	return mv_name_relation(model, table->object.schema, table->object.name, addition, label, is_constraint);
}
