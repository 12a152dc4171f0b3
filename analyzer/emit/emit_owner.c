/* emit_owner.c: owners, where they are not the role that runs the migrations. */
#include "emit.h"

#include <string.h>

/* It goes with its range type. */
static bool is_multirange(const Object *object)
{
	return object->kind == OBJ_TYPE && ((const StoredObject *)object)->range;
}

static void write_owner(Emit *emit, const Object *object)
{
	Entry *entry;

	/* indexes and the sequences of columns go with their table; extensions belong to who makes them */
	if (!object->owner || is_multirange(object) || object->kind == OBJ_INDEX || object->kind == OBJ_EXTENSION ||
	    (object->kind == OBJ_SEQUENCE && ((const Sequence *)object)->owner_table) ||
	    (object->kind == OBJ_SCHEMA && object->id == 1 && strcmp(object->owner, "pg_database_owner") == 0))
		return;
	entry = mv_emit_entry(emit, EMIT_OWNERS, object->schema, object->name, 0);
	entry->about = object->id;
	mv_buf_adds(&entry->sql, "ALTER ");
	if (!mv_emit_target(emit, &entry->sql, object, EMIT_USE_OWNER)) {
		mv_buf_clear(&entry->sql);
		return;
	}
	mv_buf_adds(&entry->sql, " OWNER TO ");
	mv_emit_role(&entry->sql, object->owner);
	mv_buf_adds(&entry->sql, ";\n");
}

void mv_emit_owners(Emit *emit)
{
	mv_emit_each(emit, write_owner);
}
