/* emit_stored.c: objects that are kept as the statements about them. */
#include "emit.h"

#include <string.h>

static EmitPhase phase_of(const Object *object)
{
	switch ((int)object->kind) {
	case OBJ_RANGE:
	case OBJ_TYPE:
		return EMIT_TYPES;
	case OBJ_LANGUAGE:
	case OBJ_ACCESS_METHOD:
		return EMIT_LANGUAGES;
	case OBJ_COLLATION:
		return EMIT_COLLATIONS;
	case OBJ_FOREIGN_DATA_WRAPPER:
	case OBJ_SERVER:
	case OBJ_USER_MAPPING:
		return EMIT_FOREIGN;
	case OBJ_EVENT_TRIGGER:
		return EMIT_EVENT_TRIGGERS;
	}
	return EMIT_OPERATORS;
}

/* Before 14 there are no multirange types. */
static void leave_out_multirange(StrBuf *sql, size_t from)
{
	Str text = { .ptr = sql->ptr, .len = sql->len };
	size_t at = mv_str_find(text, STR(", multirange_type_name = "), from);

	if (at == SIZE_MAX)
		return;
	sql->len = at;
	sql->ptr[at] = '\0';
	mv_buf_addc(sql, ')');
}

static void write_statement(Emit *emit, Entry *entry, const StoredObject *stored, uint32_t number)
{
	const StoredStatement *statement = &stored->statements.items[number];
	size_t from = entry->sql.len;

	mv_emit_need_code(emit, entry, statement->code, statement->bindings);
	mv_emit_statement(emit, &entry->sql, &stored->object, statement->code, statement->bindings);
	if (stored->object.kind == OBJ_RANGE && emit->version < 14)
		leave_out_multirange(&entry->sql, from);
	mv_buf_adds(&entry->sql, ";\n");
}

static void write_stored(Emit *emit, const StoredObject *stored)
{
	EmitPhase phase = phase_of(&stored->object);
	Entry *entry = mv_emit_entry(emit, phase, stored->object.schema, stored->object.name, stored->object.id);

	write_statement(emit, entry, stored, 0);
	/* a shell type, which the functions of the type need: the type itself comes behind them */
	if (stored->object.kind == OBJ_TYPE && stored->statements.count > 1)
		entry = mv_emit_entry(emit, phase, stored->object.schema, stored->object.name, stored->object.id);
	for (uint32_t i = 0; i < stored->types.count; i++)
		mv_emit_need_type(emit, entry, stored->types.items[i]);
	for (uint32_t i = 1; i < stored->statements.count; i++)
		write_statement(emit, entry, stored, i);
	if (stored->range)
		mv_emit_need(emit, entry, stored->range->object.id);
}

/* A multirange type is made with its range type. */
static void write_multirange(Emit *emit, const StoredObject *multirange)
{
	Entry *entry = mv_emit_entry(emit, EMIT_TYPES, multirange->object.schema, multirange->object.name, multirange->object.id);

	mv_emit_need(emit, entry, multirange->range->object.id);
}

void mv_emit_stored(Emit *emit)
{
	const Map *maps[] = { &emit->schema->types, &emit->schema->others };

	for (size_t m = 0; m < sizeof maps / sizeof *maps; m++) {
		for (uint32_t i = 0; i < maps[m]->count; i++) {
			const Object *object = maps[m]->entries[i].value;
			const StoredObject *stored = (const StoredObject *)object;

			if (!mv_emit_is_written(object))
				continue;
			if (m == 0 && object->kind != OBJ_RANGE && object->kind != OBJ_TYPE)
				continue;
			if (stored->range)
				write_multirange(emit, stored);
			else if (stored->statements.count)
				write_stored(emit, stored);
		}
	}
}
