/* emit_extension.c: extensions. What they bring, they bring themselves. */
#include "emit.h"

#include <string.h>

void mv_emit_extensions(Emit *emit)
{
	const Map *extensions = &emit->schema->extensions;

	for (uint32_t i = 0; i < extensions->count; i++) {
		const Object *extension = extensions->entries[i].value;
		Entry *entry;

		if (!extension)
			continue;
		entry = mv_emit_entry(emit, EMIT_EXTENSIONS, "", extension->name, extension->id);
		mv_buf_adds(&entry->sql, "CREATE EXTENSION IF NOT EXISTS ");
		mv_emit_ident(&entry->sql, extension->name);
		if (*extension->schema) {
			mv_buf_adds(&entry->sql, " WITH SCHEMA ");
			mv_emit_ident(&entry->sql, extension->schema);
		}
		mv_buf_adds(&entry->sql, ";\n");
	}
}

static void add_schema(Emit *emit, Map *seen, StrBuf *out, const char *schema)
{
	if (!*schema || strcmp(schema, "public") == 0 || strncmp(schema, "pg_", 3) == 0 || mv_map_get(seen, schema))
		return;
	mv_map_set(seen, schema, emit);
	mv_buf_adds(out, ", ");
	mv_emit_ident(out, schema);
}

/*
 * Operators, and what else is not followed by its id, are found where they are:
 * all that is made has a qualified name, so this decides nothing else.
 */
void mv_emit_search_path(Emit *emit, StrBuf *out)
{
	const Map *maps[] = { &emit->schema->extensions, &emit->schema->others };
	StrBuf schemas = { 0 };
	Map seen;

	mv_map_init(&seen, emit->arena);
	for (size_t m = 0; m < sizeof maps / sizeof *maps; m++) {
		for (uint32_t i = 0; i < maps[m]->count; i++) {
			const Object *object = maps[m]->entries[i].value;

			if (object)
				add_schema(emit, &seen, &schemas, object->schema);
		}
	}
	if (schemas.len)
		mv_buf_addf(out, "SET search_path = public%s;\n", schemas.ptr);
	mv_buf_release(&schemas);
}
