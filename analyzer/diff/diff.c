/* diff.c: the registries of two schemas, side by side; sorting and words. */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

typedef bool Wanted(const Object *object);

/* What an extension brings is the extension's; what is temporary is gone with the session. */
static bool is_compared(const Object *object)
{
	return object && !object->extension && (!object->schema || strncmp(object->schema, "pg_", 3) != 0);
}

static bool is_relation(const Object *object)
{
	return object->kind == OBJ_TABLE || object->kind == OBJ_FOREIGN_TABLE || object->kind == OBJ_VIEW ||
	       object->kind == OBJ_MATERIALIZED_VIEW;
}

static bool is_table(const Object *object)
{
	return is_relation(object) && ((const Table *)object)->persistence != PERSISTENCE_TEMPORARY;
}

static bool is_sequence(const Object *object)
{
	return object->kind == OBJ_SEQUENCE && ((const Sequence *)object)->persistence != PERSISTENCE_TEMPORARY;
}

/* The row type of a table stands in no registry of types; a multirange comes with its range. */
static bool is_type(const Object *object)
{
	return object->kind == OBJ_ENUM || object->kind == OBJ_DOMAIN || object->kind == OBJ_COMPOSITE ||
	       !((const StoredObject *)object)->range;
}

static bool any(const Object *object)
{
	return object != NULL;
}

/* Is the column of which the sequence is a part there on the other side, too? Else the column is the story. */
static bool owner_is_missing(const Sequence *sequence, const Schema *other)
{
	QName name = { 0 };
	const Table *table;

	/* an identity's comes and goes with it */
	if (!sequence->owner_table || sequence->identity)
		return sequence->identity;
	name.schema = sequence->owner_table->object.schema;
	name.name = sequence->owner_table->object.name;
	table = mv_schema_table(other, &name);
	return !table || !sequence->owner_column || !mv_table_column(table, sequence->owner_column);
}

static const char *name_of(Diff *diff, const Object *object)
{
	if (object->kind == OBJ_FUNCTION || object->kind == OBJ_PROCEDURE || object->kind == OBJ_AGGREGATE || object->kind == OBJ_ROUTINE) {
		const char *arguments = ((const Function *)object)->arguments;

		return mv_arena_format(diff->arena, "%s(%s)", object->name, arguments ? arguments : "");
	}
	return object->name;
}

static void list(Diff *diff, const Map *map, const Schema *other, Wanted *wanted, ThingVec *things)
{
	for (uint32_t i = 0; i < map->count; i++) {
		const Object *object = map->entries[i].value;

		if (!is_compared(object) || !wanted(object) || (diff->untouched && diff->untouched[object->id]))
			continue;
		*VEC_PUSH(diff->arena, things) = (Thing){
			.kind = object->kind, .schema = object->schema, .name = name_of(diff, object), .birth = &object->birth,
			.item = object, .maybe = object->maybe || object->incomplete,
			.follows = object->kind == OBJ_SEQUENCE && owner_is_missing((const Sequence *)object, other),
			.server_named = object->kind == OBJ_SEQUENCE && ((const Sequence *)object)->owner_table != NULL };
	}
}

static void compare_maps(Diff *diff, const Map *expected, const Map *found, Wanted *wanted, Compare *compare)
{
	ThingVec left = { 0 }, right = { 0 };

	list(diff, expected, diff->found, wanted, &left);
	list(diff, found, diff->expected, wanted, &right);
	mv_diff_things(diff, &left, &right, false, compare);
}

static const char *without_schema(const char *name, const char *schema)
{
	size_t len = schema ? strlen(schema) : 0;

	return strncmp(name, schema ? schema : "", len) == 0 && name[len] == '.' ? name + len + 1 : name;
}

/* Operators, casts and the like are told apart by more than a name: their key is what pairs them. */
static void compare_others(Diff *diff)
{
	const Map *maps[2] = { &diff->expected->others, &diff->found->others };
	ThingVec things[2] = { { 0 }, { 0 } };

	for (int side = 0; side < 2; side++) {
		for (uint32_t i = 0; i < maps[side]->count; i++) {
			const Object *object = maps[side]->entries[i].value;
			const char *key = maps[side]->entries[i].key, *colon = strchr(key, ':');

			if (!is_compared(object))
				continue;
			/* the key of an object that was renamed may still be that of its first name */
			*VEC_PUSH(diff->arena, &things[side]) = (Thing){
				.kind = object->kind, .schema = object->schema, .birth = &object->birth, .item = object, .maybe = object->maybe || object->incomplete,
				.name = strchr(key, '(') && colon ? without_schema(colon + 1, object->schema) : object->name };
		}
	}
	mv_diff_things(diff, &things[0], &things[1], false, mv_diff_other);
}

static int by_place(const void *left, const void *right)
{
	const Difference *a = left, *b = right;
	int order = strcmp(a->schema, b->schema);

	if (!order)
		order = strcmp(a->relation ? a->relation : a->name, b->relation ? b->relation : b->name);
	if (!order)
		order = (a->relation != NULL) - (b->relation != NULL);
	if (!order)
		order = (int)a->object - (int)b->object;
	if (!order)
		order = strcmp(a->name, b->name);
	return order ? order : strcmp(a->field ? a->field : "", b->field ? b->field : "");
}

static void note_untouched(Diff *diff)
{
	const Map *relations = &diff->expected->relations;

	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *object = relations->entries[i].value;

		if (object && object->id && (is_relation(object) || object->kind == OBJ_SEQUENCE))
			diff->untouched[object->id] =
				mv_diff_is_untouched(diff, object, mv_map_get(&diff->found->relations, relations->entries[i].key));
	}
}

static void compare(Diff diff)
{
	const Schema *expected = diff.expected, *found = diff.found;
	DifferenceVec *differences = diff.out;

	/* a copy has the same role behind it */
	if (!diff.untouched)
		mv_diff_find_roles(&diff);
	compare_maps(&diff, &expected->schemas, &found->schemas, any, mv_diff_other);
	compare_maps(&diff, &expected->extensions, &found->extensions, any, mv_diff_other);
	compare_maps(&diff, &expected->types, &found->types, is_type, mv_diff_type_object);
	compare_maps(&diff, &expected->functions, &found->functions, any, mv_diff_routine);
	compare_maps(&diff, &expected->relations, &found->relations, is_table, mv_diff_table);
	compare_maps(&diff, &expected->relations, &found->relations, is_sequence, mv_diff_sequence);
	compare_others(&diff);
	mv_diff_default_privileges(&diff);
	mv_diff_give_back_names(&diff);
	if (differences->count)
		qsort(differences->items, differences->count, sizeof *differences->items, by_place);
}

void mv_schema_diff(const Schema *expected, const Schema *found, Arena *arena, DifferenceVec *differences)
{
	compare((Diff){ .expected = expected, .found = found, .arena = arena, .out = differences });
}

void mv_schema_diff_apart(const Schema *expected, const Schema *found, Arena *arena, DifferenceVec *differences)
{
	compare((Diff){ .expected = expected, .found = found, .arena = arena, .out = differences, .apart = true });
}

void mv_schema_diff_copy(const Schema *schema, const Schema *copy, Arena *arena, DifferenceVec *differences)
{
	Diff diff = { .expected = schema, .found = copy, .arena = arena, .out = differences };
	uint32_t ids = schema->things.count > copy->things.count ? schema->things.count : copy->things.count;

	diff.untouched = MV_NEW_ARRAY(arena, bool, ids + 1);
	note_untouched(&diff);
	compare(diff);
	/* something was renamed, perhaps: then that shows in what was not touched, too */
	if (differences->count) {
		differences->count = 0;
		mv_schema_diff(schema, copy, arena, differences);
	}
}

/* ---- words ---- */

const char *mv_difference_kind_name(DifferenceKind kind)
{
	static const char *const names[] = { "missing", "unexpected", "renamed", "changed" };

	return names[kind];
}

enum { LONGEST_TEXT = 60 };

const char *mv_diff_shown(const char *text, const char *other, Arena *arena)
{
	size_t same = 0, from = 0;
	StrBuf line = { 0 };
	const char *result, *c;

	if (!text)
		return "not set";
	while (other && text[same] && text[same] == other[same])
		same++;
	if (strlen(text) > LONGEST_TEXT && same > LONGEST_TEXT / 2) {
		from = same - LONGEST_TEXT / 4;
		while (from < same && text[from] != ' ' && text[from] != '\n')
			from++;
		mv_buf_adds(&line, "... ");
	}
	for (c = text + from; *c && line.len < LONGEST_TEXT; c++) {
		bool blank = *c == '\n' || *c == '\t' || *c == ' ';

		if (!blank || (line.len && line.ptr[line.len - 1] != ' '))
			mv_buf_addc(&line, blank ? ' ' : *c);
	}
	/* not in the middle of a character */
	if (*c) {
		while (line.len && ((unsigned char)line.ptr[line.len - 1] & 0x80))
			line.len--;
		mv_buf_adds(&line, " ...");
	}
	result = line.len ? mv_buf_to_arena(&line, arena) : "empty";
	mv_buf_release(&line);
	return result;
}

char *mv_difference_format(const Difference *difference, Arena *arena)
{
	bool plain = !*difference->schema || strcmp(difference->schema, "public") == 0;
	const char *thing = mv_arena_format(arena, "%s '%s%s%s%s%s'", mv_object_kind_name(difference->object), plain ? "" : difference->schema,
					    plain ? "" : ".", difference->relation ? difference->relation : "", difference->relation ? "." : "",
					    difference->name);

	switch (difference->kind) {
	case DIFFERENCE_MISSING:
		return mv_arena_format(arena, "%s is missing", thing);
	case DIFFERENCE_UNEXPECTED:
		return mv_arena_format(arena, "%s was not there before", thing);
	case DIFFERENCE_RENAMED:
		return mv_arena_format(arena, "%s is called '%s'", thing, difference->after);
	case DIFFERENCE_CHANGED:
		return mv_arena_format(arena, "%s of %s: %s, before: %s", difference->field, thing, mv_diff_shown(difference->after, difference->before, arena),
				       mv_diff_shown(difference->before, difference->after, arena));
	}
	return NULL;
}
