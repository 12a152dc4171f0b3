/* emit_publication.c: publications. */
#include "emit.h"

#include <string.h>

/* The table if it is there still, and in the model under its name. */
static const Table *table_of(const Emit *emit, uint32_t id)
{
	const Object *object = id < emit->schema->things.count ? emit->schema->things.items[id] : NULL;
	QName name = { 0 };

	if (!object)
		return NULL;
	name.schema = object->schema;
	name.name = object->name;
	return mv_schema_relation(emit->schema, &name) == object ? (const Table *)object : NULL;
}

static const Column *column_of(const Table *table, uint32_t id)
{
	for (uint32_t i = 0; i < table->columns.count; i++) {
		if (table->columns.items[i]->id == id)
			return table->columns.items[i];
	}
	return NULL;
}

static bool has_columns(const Table *table, const PublishedTable *published)
{
	for (uint32_t i = 0; i < published->columns.count; i++) {
		if (!column_of(table, published->columns.items[i]))
			return false;
	}
	return true;
}

static void write_table(Emit *emit, Entry *entry, const Object *publication, const PublishedTable *published)
{
	const Table *table = table_of(emit, published->table);
	StrBuf *sql = &entry->sql;

	if (!table || !has_columns(table, published))
		return;
	mv_emit_need(emit, entry, table->object.id);
	mv_buf_adds(sql, "ALTER PUBLICATION ");
	mv_emit_ident(sql, publication->name);
	mv_buf_adds(sql, " ADD TABLE ONLY ");
	mv_emit_object(sql, &table->object);
	for (uint32_t i = 0; i < published->columns.count; i++) {
		mv_buf_adds(sql, i ? ", " : " (");
		mv_emit_ident(sql, column_of(table, published->columns.items[i])->name);
	}
	if (published->columns.count)
		mv_buf_addc(sql, ')');
	if (published->where) {
		mv_buf_adds(sql, " WHERE (");
		mv_emit_expression(emit, sql, published->where);
		mv_buf_addc(sql, ')');
		mv_emit_need_expression(emit, entry, published->where);
	}
	mv_buf_adds(sql, ";\n");
}

static void write_publication(Emit *emit, const Publication *publication)
{
	const Object *object = &publication->stored.object;
	Entry *entry = mv_emit_entry(emit, EMIT_PUBLICATIONS, "", object->name, object->id);

	mv_buf_adds(&entry->sql, "CREATE PUBLICATION ");
	mv_emit_ident(&entry->sql, object->name);
	mv_buf_adds(&entry->sql, publication->all_tables ? " FOR ALL TABLES" : "");
	mv_emit_with(&entry->sql, "WITH", &publication->options);
	mv_buf_adds(&entry->sql, ";\n");
	for (uint32_t i = 0; i < publication->tables.count; i++)
		write_table(emit, entry, object, &publication->tables.items[i]);
	for (uint32_t i = 0; i < publication->schemas.count; i++) {
		const Object *schema = emit->schema->things.items[publication->schemas.items[i]];

		if (!schema || mv_map_get(&emit->schema->schemas, schema->name) != schema)
			continue;
		mv_buf_adds(&entry->sql, "ALTER PUBLICATION ");
		mv_emit_ident(&entry->sql, object->name);
		mv_buf_adds(&entry->sql, " ADD TABLES IN SCHEMA ");
		mv_emit_ident(&entry->sql, schema->name);
		mv_buf_adds(&entry->sql, ";\n");
	}
}

void mv_emit_publications(Emit *emit)
{
	const Map *others = &emit->schema->others;

	for (uint32_t i = 0; i < others->count; i++) {
		const Object *object = others->entries[i].value;

		if (object && object->kind == OBJ_PUBLICATION)
			write_publication(emit, (const Publication *)object);
	}
}
