/* emit_extension.c: extensions. What they bring, they bring themselves. */
#include "emit.h"

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
