/* emit_namespace.c: schemas. */
#include "emit.h"

#include <string.h>

void mv_emit_namespaces(Emit *emit)
{
	const Map *schemas = &emit->schema->schemas;
	bool has_public = false;

	for (uint32_t i = 0; i < schemas->count; i++) {
		const Object *object = schemas->entries[i].value;
		Entry *entry;

		if (!object)
			continue;
		if (strcmp(object->name, "public") == 0) {
			has_public = object->id == 1; /* every new database has it; this may be another one */
			if (has_public)
				continue;
		}
		if (object->extension)
			continue; /* comes with it */
		entry = mv_emit_entry(emit, EMIT_SCHEMAS, "", object->name, object->id);
		mv_buf_adds(&entry->sql, "CREATE SCHEMA ");
		mv_emit_ident(&entry->sql, object->name);
		mv_buf_adds(&entry->sql, ";\n");
	}
	/* stands before the other schemas: its name is empty */
	if (!has_public)
		mv_buf_adds(&mv_emit_entry(emit, EMIT_SCHEMAS, "", "", 0)->sql, "DROP SCHEMA public;\n");
}
