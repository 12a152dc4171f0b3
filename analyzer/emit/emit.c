/* emit.c: entries, and the order in which they are written. */
#include "emit.h"

#include <stdlib.h>
#include <string.h>

bool mv_emit_is_relation(const Object *object)
{
	return object->kind == OBJ_TABLE || object->kind == OBJ_FOREIGN_TABLE || object->kind == OBJ_VIEW ||
	       object->kind == OBJ_MATERIALIZED_VIEW;
}

Entry *mv_emit_entry(Emit *emit, EmitPhase phase, const char *schema, const char *name, uint32_t id)
{
	Entry *entry = MV_NEW(emit->arena, Entry);

	*entry = (Entry){ .phase = phase, .schema = schema ? schema : "", .name = name ? name : "", .id = id, .about = id,
			  .number = emit->entries.count };
	*VEC_PUSH(emit->arena, &emit->entries) = entry;
	return entry;
}

void mv_emit_need(Emit *emit, Entry *entry, uint32_t id)
{
	if (id && id != entry->id)
		*VEC_PUSH(emit->arena, &entry->needs) = id;
}

void mv_emit_need_code(Emit *emit, Entry *entry, const Code *code, const Binding *bindings)
{
	for (uint32_t i = 0; code && bindings && i < code->holes.count; i++) {
		mv_emit_need(emit, entry, bindings[i].object);
		for (uint32_t c = 0; c < bindings[i].columns.count; c++)
			mv_emit_need(emit, entry, bindings[i].columns.items[c].object);
	}
}

void mv_emit_need_expression(Emit *emit, Entry *entry, const Expression *expression)
{
	if (expression)
		mv_emit_need_code(emit, entry, expression->code, expression->bindings);
}

void mv_emit_need_query(Emit *emit, Entry *entry, const QueryInfo *query, const Binding *bindings)
{
	if (query)
		mv_emit_need_code(emit, entry, query->code, bindings);
}

void mv_emit_need_type(Emit *emit, Entry *entry, const Type *type)
{
	const Object *object = mv_emit_type_object(emit, type);

	if (object)
		mv_emit_need(emit, entry, object->id);
}

/* ---- order ---- */

static int by_place(const void *left, const void *right)
{
	const Entry *a = *(Entry *const *)left, *b = *(Entry *const *)right;
	int order = (a->phase > b->phase) - (a->phase < b->phase);

	if (!order)
		order = strcmp(a->schema, b->schema);
	if (!order)
		order = strcmp(a->name, b->name);
	return order ? order : (a->number > b->number) - (a->number < b->number);
}

enum { WAITING, BEGUN, WRITTEN };

typedef struct EntryWriter {
	Emit *emit;
	EntryVec *makers; /* by id: the entries that make it */
	EntryVec *ordered;
	EntryVec stack;   /* entries that wait for what they need; no recursion: chains can be long */
	VEC(uint32_t) next; /* for each on the stack: the need that is looked at */
} EntryWriter;

static void push(EntryWriter *writer, Entry *entry)
{
	entry->state = BEGUN;
	*VEC_PUSH(writer->emit->arena, &writer->stack) = entry;
	*VEC_PUSH(writer->emit->arena, &writer->next) = 0;
}

/* One that makes `id` and was not begun, or NULL: all there, or the circle is cut here. */
static Entry *waiting_maker(const EntryWriter *writer, uint32_t id)
{
	const EntryVec *makers = id < writer->emit->schema->things.count ? &writer->makers[id] : NULL;

	for (uint32_t i = 0; makers && i < makers->count; i++) {
		if (makers->items[i]->state == WAITING)
			return makers->items[i];
	}
	return NULL;
}

static void write_entry(EntryWriter *writer, Entry *first)
{
	push(writer, first);
	while (writer->stack.count) {
		Entry *entry = writer->stack.items[writer->stack.count - 1];
		uint32_t *next = &writer->next.items[writer->next.count - 1];
		Entry *maker = NULL;

		while (!maker && *next < entry->needs.count) {
			maker = waiting_maker(writer, entry->needs.items[*next]);
			if (!maker)
				(*next)++;
		}
		if (maker) {
			push(writer, maker);
			continue;
		}
		*VEC_PUSH(writer->emit->arena, writer->ordered) = entry;
		entry->state = WRITTEN;
		writer->stack.count--;
		writer->next.count--;
	}
}

void mv_emit_order(Emit *emit, EntryVec *ordered)
{
	EntryWriter writer = { .emit = emit, .ordered = ordered, .makers = MV_NEW_ARRAY(emit->arena, EntryVec, emit->schema->things.count + 1) };

	if (emit->entries.count)
		qsort(emit->entries.items, emit->entries.count, sizeof(Entry *), by_place);
	for (uint32_t i = 0; i < emit->entries.count; i++) {
		Entry *entry = emit->entries.items[i];

		if (entry->id && entry->id < emit->schema->things.count)
			*VEC_PUSH(emit->arena, &writer.makers[entry->id]) = entry;
	}
	for (uint32_t i = 0; i < emit->entries.count; i++) {
		if (emit->entries.items[i]->state == WAITING)
			write_entry(&writer, emit->entries.items[i]);
	}
}

/* As one text, or in parts. */
static void write_entries(Emit *emit, StrBuf *out, SqlParts *parts, Arena *arena)
{
	EntryVec ordered = { 0 };

	mv_emit_order(emit, &ordered);
	for (uint32_t i = 0; i < ordered.count; i++) {
		Entry *entry = ordered.items[i];

		emit->gaps += entry->left_out != NULL;
		if (out && entry->left_out)
			mv_buf_addf(out, "-- left out, since not all of it is known: %s\n", entry->left_out);
		else if (out)
			mv_buf_add(out, (Str){ .ptr = entry->sql.ptr, .len = entry->sql.len });
		else if (entry->sql.len && !entry->left_out)
			*VEC_PUSH(arena, parts) = mv_arena_strndup(arena, entry->sql.ptr, entry->sql.len - 1);
		mv_buf_release(&entry->sql);
	}
}

/* ---- all of it ---- */

void mv_emit_make(Emit *emit)
{
	mv_emit_namespaces(emit);
	mv_emit_sequences(emit);
	mv_emit_tables(emit);
	mv_emit_constraints(emit);
	mv_emit_indexes(emit);
	mv_emit_views(emit);
	mv_emit_rules(emit);
	mv_emit_types(emit);
	mv_emit_routines(emit);
	mv_emit_triggers(emit);
	mv_emit_extensions(emit);
	mv_emit_stored(emit);
	mv_emit_publications(emit);
	mv_emit_comments(emit);
	mv_emit_owners(emit);
	mv_emit_privileges(emit);
	mv_emit_statistics(emit);
}

uint32_t mv_schema_sql(const Schema *schema, int server_version, StrBuf *out)
{
	Emit emit = { .schema = schema, .version = server_version, .arena = mv_arena_new() };

	mv_buf_adds(out, "SET statement_timeout = 0;\n"
			 "SET lock_timeout = 0;\n"
			 "SET client_encoding = 'UTF8';\n"
			 "SET standard_conforming_strings = on;\n"
			 "SET check_function_bodies = false;\n"
			 "SET client_min_messages = warning;\n"
			 "SET row_security = off;\n");
	mv_emit_search_path(&emit, out);
	mv_buf_addc(out, '\n');
	mv_emit_make(&emit);
	write_entries(&emit, out, NULL, NULL);
	mv_arena_free(emit.arena);
	return emit.gaps;
}

void mv_schema_sql_parts(const Schema *schema, int server_version, Arena *arena, SqlParts *parts)
{
	Emit emit = { .schema = schema, .version = server_version, .arena = mv_arena_new() };

	mv_emit_make(&emit);
	write_entries(&emit, NULL, parts, arena);
	mv_arena_free(emit.arena);
}
