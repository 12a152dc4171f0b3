/* emit_view.c: views and materialized views. */
#include "emit.h"

static void write_columns(StrBuf *sql, const Table *view)
{
	/* columns that are not all known cannot be named: the query names them */
	if (view->object.incomplete || !view->columns.count)
		return;
	mv_buf_adds(sql, " (");
	for (uint32_t i = 0; i < view->columns.count; i++) {
		if (i)
			mv_buf_adds(sql, ", ");
		mv_emit_ident(sql, view->columns.items[i]->name);
	}
	mv_buf_addc(sql, ')');
}

/* A default of a view's column is what INSERT through it takes. */
static void write_default(Emit *emit, Entry *entry, const Table *view, const Column *column)
{
	if (!column->default_value && !column->null_default)
		return;
	mv_emit_need_expression(emit, entry, column->default_value);
	mv_buf_adds(&entry->sql, "ALTER TABLE ONLY ");
	mv_emit_object(&entry->sql, &view->object);
	mv_buf_adds(&entry->sql, " ALTER COLUMN ");
	mv_emit_ident(&entry->sql, column->name);
	mv_buf_adds(&entry->sql, " SET");
	mv_emit_default(emit, &entry->sql, column);
	mv_buf_adds(&entry->sql, ";\n");
}

static void write_view(Emit *emit, const Table *view)
{
	Entry *entry = mv_emit_entry(emit, EMIT_VIEWS, view->object.schema, view->object.name, view->object.id);
	StrBuf *sql = &entry->sql;
	bool materialized = view->object.kind == OBJ_MATERIALIZED_VIEW;

	mv_emit_need_query(emit, entry, view->query, view->bindings);
	mv_buf_adds(sql, materialized ? "CREATE MATERIALIZED VIEW " : "CREATE VIEW ");
	mv_emit_object(sql, &view->object);
	write_columns(sql, view);
	if (view->options.count) {
		mv_buf_adds(sql, " WITH (");
		mv_emit_options(sql, &view->options);
		mv_buf_addc(sql, ')');
	}
	mv_buf_adds(sql, " AS\n");
	mv_emit_query(emit, sql, view->query, view->bindings);
	mv_buf_adds(sql, materialized ? "\nWITH NO DATA;\n" : ";\n");
	for (uint32_t i = 0; i < view->columns.count; i++) {
		write_default(emit, entry, view, view->columns.items[i]);
		if (materialized)
			mv_emit_column_settings(emit, entry, view, view->columns.items[i]);
	}
}

void mv_emit_views(Emit *emit)
{
	const Map *relations = &emit->schema->relations;

	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *object = relations->entries[i].value;

		if (!object || (object->kind != OBJ_VIEW && object->kind != OBJ_MATERIALIZED_VIEW) || object->extension)
			continue;
		if (((const Table *)object)->persistence != PERSISTENCE_TEMPORARY && ((const Table *)object)->query)
			write_view(emit, (const Table *)object);
	}
}
