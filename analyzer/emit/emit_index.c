/* emit_index.c: indexes that no constraint brings, and what is set for any index. */
#include "emit.h"

#include <string.h>

void mv_emit_key(const Emit *emit, StrBuf *sql, const IndexKey *key, bool ordered)
{
	if (key->column) {
		mv_emit_ident(sql, key->column);
	} else {
		mv_buf_addc(sql, '(');
		mv_emit_expression(emit, sql, key->expression);
		mv_buf_addc(sql, ')');
	}
	if (key->collation) {
		mv_buf_adds(sql, " COLLATE ");
		mv_emit_collation(sql, key->collation);
	}
	if (key->opclass) {
		mv_buf_addc(sql, ' ');
		if (key->opclass_id && emit->schema->things.items[key->opclass_id])
			mv_emit_object(sql, emit->schema->things.items[key->opclass_id]);
		else
			mv_emit_collation(sql, key->opclass);
		if (key->opclass_options.count) {
			mv_buf_adds(sql, " (");
			mv_emit_options(sql, &key->opclass_options);
			mv_buf_addc(sql, ')');
		}
	}
	if (!ordered)
		return;
	if (key->descending)
		mv_buf_adds(sql, " DESC");
	if (key->nulls_first != key->descending)
		mv_buf_adds(sql, key->nulls_first ? " NULLS FIRST" : " NULLS LAST");
}

static void write_index(Emit *emit, const TableIndex *index)
{
	Entry *entry = mv_emit_entry(emit, EMIT_INDEXES, index->object.schema, index->object.name, index->object.id);
	StrBuf *sql = &entry->sql;

	mv_emit_need(emit, entry, index->table->object.id);
	if (!mv_emit_is_known_index(index))
		mv_emit_leave_out(emit, entry, "index", index->table, index->object.name);
	mv_emit_need_expression(emit, entry, index->predicate);
	mv_buf_adds(sql, index->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
	mv_emit_ident(sql, index->object.name);
	mv_buf_adds(sql, index->table->partition_by != PARTITION_NONE ? " ON ONLY " : " ON ");
	mv_emit_object(sql, &index->table->object);
	mv_buf_adds(sql, " USING ");
	mv_emit_ident(sql, index->access_method);
	mv_buf_adds(sql, " (");
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (i)
			mv_buf_adds(sql, ", ");
		mv_emit_need_expression(emit, entry, index->keys.items[i].expression);
		mv_emit_key(emit, sql, &index->keys.items[i], true);
	}
	mv_buf_addc(sql, ')');
	if (index->including.count) {
		mv_buf_adds(sql, " INCLUDE (");
		mv_emit_idents(sql, index->including.items, index->including.count);
		mv_buf_addc(sql, ')');
	}
	if (index->nulls_not_distinct)
		mv_buf_adds(sql, " NULLS NOT DISTINCT");
	mv_emit_with(sql, "WITH", &index->options);
	if (index->tablespace) {
		mv_buf_adds(sql, " TABLESPACE ");
		mv_emit_ident(sql, index->tablespace);
	}
	if (index->predicate) {
		mv_buf_adds(sql, " WHERE ");
		mv_emit_expression(emit, sql, index->predicate);
	}
	mv_buf_adds(sql, ";\n");
}

/* What ALTER says of an index, its own or a constraint's. */
static void write_settings(Emit *emit, const TableIndex *index)
{
	Entry *entry;

	if (!index->parent && !index->clustered && !index->replica_identity && !index->statistics.count)
		return;
	entry = mv_emit_entry(emit, EMIT_ATTACHED, index->object.schema, index->object.name, 0);
	if (!mv_emit_is_known_index(index))
		mv_emit_leave_out(emit, entry, "settings of index", index->table, index->object.name);
	mv_emit_need(emit, entry, index->object.id);
	entry->about = index->object.id;
	if (index->parent) {
		mv_emit_need(emit, entry, index->parent->object.id);
		mv_buf_adds(&entry->sql, "ALTER INDEX ");
		mv_emit_object(&entry->sql, &index->parent->object);
		mv_buf_adds(&entry->sql, " ATTACH PARTITION ");
		mv_emit_object(&entry->sql, &index->object);
		mv_buf_adds(&entry->sql, ";\n");
	}
	for (uint32_t i = 0; i < index->statistics.count; i++) {
		mv_buf_adds(&entry->sql, "ALTER INDEX ");
		mv_emit_object(&entry->sql, &index->object);
		mv_buf_addf(&entry->sql, " ALTER COLUMN %s SET STATISTICS %s;\n", index->statistics.items[i].name,
			    index->statistics.items[i].value);
	}
	if (index->clustered) {
		mv_buf_adds(&entry->sql, "ALTER TABLE ");
		mv_emit_object(&entry->sql, &index->table->object);
		mv_buf_adds(&entry->sql, " CLUSTER ON ");
		mv_emit_ident(&entry->sql, index->object.name);
		mv_buf_adds(&entry->sql, ";\n");
	}
	if (index->replica_identity) {
		mv_buf_adds(&entry->sql, "ALTER TABLE ONLY ");
		mv_emit_object(&entry->sql, &index->table->object);
		mv_buf_adds(&entry->sql, " REPLICA IDENTITY USING INDEX ");
		mv_emit_ident(&entry->sql, index->object.name);
		mv_buf_adds(&entry->sql, ";\n");
	}
}

void mv_emit_indexes(Emit *emit)
{
	const Map *relations = &emit->schema->relations;

	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *object = relations->entries[i].value;
		const TableIndex *index = (const TableIndex *)object;

		if (!mv_emit_is_written(object) || object->kind != OBJ_INDEX || !mv_emit_is_written(&index->table->object) ||
		    index->table->persistence == PERSISTENCE_TEMPORARY)
			continue;
		if (!index->constraint)
			write_index(emit, index);
		write_settings(emit, index);
	}
}
