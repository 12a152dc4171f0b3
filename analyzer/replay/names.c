/* names.c: the names that PostgreSQL gives to constraints, indexes and sequences (indexcmds.c, pg_constraint.c). */
#include "replay_internal.h"

#include <stdio.h>
#include <string.h>

/* Cuts at a character's boundary, as pg_mbcliplen does. */
static size_t clip(const char *text, size_t len)
{
	while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
		len--;
	return len;
}

char *mv_object_name(Arena *arena, const char *name1, const char *name2, const char *label)
{
	size_t len1 = strlen(name1), len2 = name2 ? strlen(name2) : 0;
	size_t overhead = (name2 ? 1 : 0) + (label ? strlen(label) + 1 : 0), available;

	available = overhead < MV_NAME_LIMIT ? MV_NAME_LIMIT - overhead : 0;
	while (len1 + len2 > available) {
		if (len1 > len2)
			len1--;
		else if (len2 > 0)
			len2--;
		else
			break;
	}
	len1 = clip(name1, len1);
	len2 = name2 ? clip(name2, len2) : 0;
	return mv_arena_format(arena, "%.*s%s%.*s%s%s", (int)len1, name1, name2 ? "_" : "", (int)len2, name2 ? name2 : "",
			       label ? "_" : "", label ? label : "");
}

static bool constraint_name_taken(const Schema *schema, const char *namespace, const char *name)
{
	return mv_map_get(&schema->constraint_names, mv_key(schema->arena, namespace, name)) != NULL;
}

const char *mv_choose_relation_name(const Schema *schema, const char *namespace, const char *name1, const char *name2,
				    const char *label, bool is_constraint)
{
	for (unsigned pass = 0;; pass++) {
		char numbered[80];
		const char *name;

		if (pass)
			snprintf(numbered, sizeof numbered, "%.60s%u", label, pass);
		name = mv_object_name(schema->arena, name1, name2, pass ? numbered : label);
		if (!mv_map_get(&schema->relations, mv_key(schema->arena, namespace, name)) &&
		    !(is_constraint && constraint_name_taken(schema, namespace, name)))
			return name;
	}
}

const char *mv_choose_constraint_name(const Schema *schema, const Table *table, const char *name2, const char *label)
{
	for (unsigned pass = 0;; pass++) {
		char numbered[80];
		const char *name;

		if (pass)
			snprintf(numbered, sizeof numbered, "%.60s%u", label, pass);
		name = mv_object_name(schema->arena, table->object.name, name2, pass ? numbered : label);
		/* the server looks through the whole schema, not only the table */
		if (!constraint_name_taken(schema, table->object.schema, name))
			return name;
	}
}

/* Joins with '_' until NAMEDATALEN bytes are there: more would be cut anyway. */
const char *mv_index_columns_name(Arena *arena, const IndexKeyVec *keys)
{
	StrBuf text = { 0 };
	char *result;

	for (uint32_t i = 0; i < keys->count && text.len < MV_NAME_LIMIT + 1; i++) {
		const IndexKey *key = &keys->items[i];
		const char *name = key->column;

		if (!name && key->expression)
			name = key->expression->kind == EXPR_FUNCTION && key->expression->name ? key->expression->name : "expr";
		mv_buf_addf(&text, "%s%s", i ? "_" : "", name ? name : "expr");
	}
	result = mv_buf_to_arena(&text, arena);
	mv_buf_release(&text);
	return result;
}
