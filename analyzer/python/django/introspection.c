/*
 * introspection.c: what a migration's code gets from connection.introspection: the names of what the history made so far
 * (catalog.h). Where the server may have more than that, so may the answer.
 */
#include "run_python.h"

#include <string.h>

/* In a whole history; what asks more often gets no answer. */
enum { MOST_INTROSPECTED = 1000000 };

static const Value *text(Arena *arena, const char *bytes) { return mv_value_string(arena, mv_str(bytes)); }

static void set(Arena *arena, Value *dict, const char *key, const Value *value)
{
	*VEC_PUSH(arena, &dict->as.dict.pairs) = (Pair){ .key = text(arena, key), .value = value };
}

/* Others may be there: a baseline's, those of apps without source. */
static const Value *table_names(Lowering *lowering)
{
	Value *list = mv_value_new(lowering->arena, VALUE_LIST, NULL, (Span){ 0 });
	const Map *tables = &lowering->catalog->tables;

	if (lowering->introspected < MOST_INTROSPECTED)
		lowering->introspected += tables->count;
	else
		tables = NULL;
	for (uint32_t i = 0; tables && i < tables->count; i++) {
		if (tables->entries[i].value)
			*VEC_PUSH(lowering->arena, &list->as.list.items) = text(lowering->arena, tables->entries[i].key);
	}
	list->as.list.open = true;
	return list;
}

/* As get_constraints describes one. */
static const Value *described(Arena *arena, const CatalogEntry *entry)
{
	Value *dict = mv_value_new(arena, VALUE_DICT, NULL, (Span){ 0 }), *columns = mv_value_new(arena, VALUE_LIST, NULL, (Span){ 0 });
	Value *key = mv_value_new(arena, entry->kind == CATALOG_FOREIGN_KEY ? VALUE_TUPLE : VALUE_NONE, NULL, (Span){ 0 });
	const Value *expression = mv_value_new(arena, VALUE_NONE, NULL, (Span){ 0 });

	for (uint32_t i = 0; i < entry->column_count; i++)
		*VEC_PUSH(arena, &columns->as.list.items) = entry->columns[i] ? text(arena, entry->columns[i]) : expression;
	if (entry->kind == CATALOG_FOREIGN_KEY) {
		*VEC_PUSH(arena, &key->as.list.items) = entry->references ? text(arena, entry->references) : expression;
		key->as.list.open = true;
	}
	set(arena, dict, "columns", columns);
	set(arena, dict, "primary_key", mv_value_bool(arena, entry->kind == CATALOG_PRIMARY_KEY));
	set(arena, dict, "unique", mv_value_bool(arena, entry->kind == CATALOG_PRIMARY_KEY || entry->kind == CATALOG_UNIQUE ||
							 (entry->kind == CATALOG_INDEX && entry->unique)));
	set(arena, dict, "foreign_key", key);
	set(arena, dict, "check", mv_value_bool(arena, entry->kind == CATALOG_CHECK));
	set(arena, dict, "index", mv_value_bool(arena, entry->kind == CATALOG_INDEX));
	dict->as.dict.open = true;
	return dict;
}

static const Value *constraints(const Lowering *lowering, const char *name)
{
	const CatalogTable *table = mv_catalog_table(lowering->catalog, name);
	Value *dict = mv_value_new(lowering->arena, VALUE_DICT, NULL, (Span){ 0 });

	for (uint32_t i = 0; table && i < table->entries.count; i++)
		set(lowering->arena, dict, table->entries.items[i].name, described(lowering->arena, &table->entries.items[i]));
	dict->as.dict.open = !table || !table->complete;
	return dict;
}

const Value *mv_django_introspect(Lowering *lowering, const Value *call, bool (*connection)(const Value *value))
{
	const Value *callee = call->as.call->callee, *object = mv_value_is(callee, VALUE_ATTRIBUTE) ? callee->as.attribute.object : NULL;
	const char *name;

	if (!mv_value_is(object, VALUE_ATTRIBUTE) || strcmp(object->as.attribute.name, "introspection") != 0 ||
	    !connection(object->as.attribute.object))
		return NULL;
	if (strcmp(callee->as.attribute.name, "table_names") == 0)
		return table_names(lowering);
	name = mv_value_text(mv_call_argument(call, 1, "table_name"));
	return strcmp(callee->as.attribute.name, "get_constraints") == 0 && name ? constraints(lowering, name) : NULL;
}
