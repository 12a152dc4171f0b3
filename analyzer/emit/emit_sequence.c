/* emit_sequence.c: sequences, and the columns that own them. Those of identity columns are written with the column. */
#include "emit.h"

#include <inttypes.h>
#include <string.h>

void mv_emit_sequence_options(StrBuf *out, const Sequence *sequence)
{
	mv_buf_addf(out, " START WITH %" PRId64 " INCREMENT BY %" PRId64 " MINVALUE %" PRId64 " MAXVALUE %" PRId64 " CACHE %" PRId64,
		    sequence->start, sequence->increment, sequence->minimum, sequence->maximum, sequence->cache);
	if (sequence->cycle)
		mv_buf_adds(out, " CYCLE");
}

const char *mv_emit_integer_words(const char *type)
{
	return strcmp(type, "int2") == 0 ? "smallint" : strcmp(type, "int4") == 0 ? "integer" : "bigint";
}

static void write_sequence(Emit *emit, const Sequence *sequence)
{
	Entry *entry = mv_emit_entry(emit, EMIT_SEQUENCES, sequence->object.schema, sequence->object.name, sequence->object.id);

	/* before 15 there are none of their own */
	mv_buf_adds(&entry->sql, sequence->persistence == PERSISTENCE_UNLOGGED && emit->version >= 15 ?
					 "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ");
	mv_emit_object(&entry->sql, &sequence->object);
	mv_buf_addf(&entry->sql, " AS %s", mv_emit_integer_words(sequence->type));
	mv_emit_sequence_options(&entry->sql, sequence);
	mv_buf_adds(&entry->sql, ";\n");
	if (!sequence->owner_table)
		return;
	entry = mv_emit_entry(emit, EMIT_PARTITIONS, sequence->object.schema, sequence->object.name, 0);
	mv_emit_need(emit, entry, sequence->object.id);
	entry->about = sequence->object.id;
	mv_emit_need(emit, entry, sequence->owner_table->object.id);
	mv_buf_adds(&entry->sql, "ALTER SEQUENCE ");
	mv_emit_object(&entry->sql, &sequence->object);
	mv_buf_adds(&entry->sql, " OWNED BY ");
	mv_emit_object(&entry->sql, &sequence->owner_table->object);
	mv_buf_addc(&entry->sql, '.');
	mv_emit_ident(&entry->sql, sequence->owner_column);
	mv_buf_adds(&entry->sql, ";\n");
}

void mv_emit_sequences(Emit *emit)
{
	const Map *relations = &emit->schema->relations;

	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *object = relations->entries[i].value;

		if (mv_emit_is_written(object) && object->kind == OBJ_SEQUENCE && !((const Sequence *)object)->identity &&
		    ((const Sequence *)object)->persistence != PERSISTENCE_TEMPORARY)
			write_sequence(emit, (const Sequence *)object);
	}
}
