/* emit_statistics.c: extended statistics objects. */
#include "emit.h"

static void write_statistics(Emit *emit, const StoredObject *stored)
{
	const StatisticsDef *def = stored->statistics;
	const Object *table = emit->schema->things.items[def->table];
	Entry *entry;

	if (!table || !mv_emit_is_written(table))
		return;
	entry = mv_emit_entry(emit, EMIT_STATISTICS, stored->object.schema, stored->object.name, stored->object.id);
	mv_emit_need(emit, entry, def->table);
	mv_buf_adds(&entry->sql, "CREATE STATISTICS ");
	mv_emit_object(&entry->sql, &stored->object);
	for (uint32_t i = 0; i < def->kind_count; i++)
		mv_buf_addf(&entry->sql, "%s%s", i ? ", " : " (", def->kinds[i]);
	mv_buf_adds(&entry->sql, def->kind_count ? ") ON " : " ON ");
	for (uint32_t i = 0; i < def->keys.count; i++) {
		const StatisticsKey *key = &def->keys.items[i];
		const Column *column = key->column ? emit->schema->things.items[key->column] : NULL;

		if (i)
			mv_buf_adds(&entry->sql, ", ");
		if (column) {
			mv_emit_ident(&entry->sql, column->name);
			continue;
		}
		mv_emit_need_expression(emit, entry, key->expression);
		mv_buf_addc(&entry->sql, '(');
		mv_emit_expression(emit, &entry->sql, key->expression);
		mv_buf_addc(&entry->sql, ')');
	}
	mv_buf_adds(&entry->sql, " FROM ");
	mv_emit_object(&entry->sql, table);
	mv_buf_adds(&entry->sql, ";\n");
	if (!def->target)
		return;
	mv_buf_adds(&entry->sql, "ALTER STATISTICS ");
	mv_emit_object(&entry->sql, &stored->object);
	mv_buf_addf(&entry->sql, " SET STATISTICS %s;\n", def->target);
}

void mv_emit_statistics(Emit *emit)
{
	const Map *others = &emit->schema->others;

	for (uint32_t i = 0; i < others->count; i++) {
		const Object *object = others->entries[i].value;

		if (mv_emit_is_written(object) && object->kind == OBJ_STATISTICS && ((const StoredObject *)object)->statistics)
			write_statistics(emit, (const StoredObject *)object);
	}
}
