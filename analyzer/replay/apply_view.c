/* apply_view.c: views and materialized views: their columns, and what their queries use. */
#include "model.h"

#include <string.h>

/* ---- what a query uses ---- */

static ViewUse *use_of(const Replay *replay, Table *view, Table *table)
{
	ViewUse *use;

	for (uint32_t i = 0; i < view->uses.count; i++) {
		if (view->uses.items[i].table == table)
			return &view->uses.items[i];
	}
	use = VEC_PUSH(replay->arena, &view->uses);
	use->table = table;
	*VEC_PUSH(replay->arena, &view->reads) = table;
	*VEC_PUSH(replay->arena, &table->readers) = view;
	return use;
}

static void use_column(const Replay *replay, Table *view, Table *table, const Column *column)
{
	ViewUse *use = use_of(replay, view, table);

	for (uint32_t i = 0; i < use->columns.count; i++) {
		if (strcmp(use->columns.items[i], column->name) == 0)
			return;
	}
	*VEC_PUSH(replay->arena, &use->columns) = column->name;
}

static Table *table_numbered(const Replay *replay, uint32_t id)
{
	Object *object = id ? replay->schema->things.items[id] : NULL;

	return object && mv_model_is_table(object->kind) ? (Table *)object : NULL;
}

static void use_bound(const Replay *replay, Table *view, uint32_t object, uint32_t column)
{
	Table *table = table_numbered(replay, object);

	if (table && table != view && column)
		use_column(replay, view, table, replay->schema->things.items[column]);
}

/* Which of its relations a name that is not bound may come from cannot be told: any that is not known well. */
static void use_more(Table *view)
{
	for (uint32_t i = 0; i < view->uses.count; i++) {
		ViewUse *use = &view->uses.items[i];

		use->more_columns |= use->table->object.incomplete;
		for (uint32_t c = 0; c < use->table->columns.count; c++)
			use->more_columns |= use->table->columns.items[c]->maybe;
	}
}

/* An absurd number of names: that it uses these relations is enough. */
enum { MOST_NAMES = 20000 };

static void keep_uses(const Replay *replay, Table *view, const Code *code, const Binding *bindings)
{
	bool unbound = code->incomplete, many = code->holes.count > MOST_NAMES;

	for (uint32_t i = 0; i < code->holes.count; i++) {
		Table *table = code->holes.items[i].kind == HOLE_RELATION ? table_numbered(replay, bindings[i].object) : NULL;

		if (table && table != view && (!many || view->uses.count < 64))
			use_of(replay, view, table)->more_columns |= many || code->incomplete;
	}
	for (uint32_t i = 0; !many && i < code->holes.count; i++) {
		const Binding *binding = &bindings[i];
		bool is_column = code->holes.items[i].kind == HOLE_COLUMN || code->holes.items[i].kind == HOLE_USING;

		use_bound(replay, view, binding->object, binding->column);
		for (uint32_t c = 0; c < binding->columns.count; c++)
			use_bound(replay, view, binding->columns.items[c].object, binding->columns.items[c].column);
		unbound |= is_column && !binding->column && !binding->fixed;
		unbound |= code->holes.items[i].kind == HOLE_STAR && !binding->columns.count;
	}
	if (unbound)
		use_more(view);
}

/* ---- its columns ---- */

static void add_output(const Replay *replay, Table *view, const char *name, const BoundOutput *output)
{
	Column *column = mv_table_column(view, name);

	/* CREATE OR REPLACE VIEW keeps its columns */
	if (!column && view->columns.count < MV_MOST_COLUMNS) {
		column = mv_model_new_column(replay, view, name);
		column->not_null = TRI_UNKNOWN;
	}
	if (!column)
		return;
	column->type = output->type;
	if (output->origin && output->origin->type)
		column->collation = output->origin->collation;
	mv_model_use_type(replay->schema, view, NULL, column);
}

void mv_model_query_columns(const Replay *replay, Table *table, const QueryInfo *query, const IdentVec *names)
{
	BoundOutputVec outputs = { 0 };

	if (!mv_model_bind_query(replay, query, NULL, &table->bindings, &outputs))
		table->object.incomplete = true;
	for (uint32_t i = 0; i < outputs.count; i++)
		add_output(replay, table, i < names->count ? names->items[i].text :
				   outputs.items[i].name ? outputs.items[i].name : "?column?", &outputs.items[i]);
}

void mv_model_use_query(const Replay *replay, Table *view)
{
	if (view->query && view->query->code && view->bindings) {
		keep_uses(replay, view, view->query->code, view->bindings);
		mv_model_note_uses(replay->schema, view->object.id, view->query->code, view->bindings);
	}
}

void mv_apply_create_view(const Replay *replay, const CreateView *create, bool materialized)
{
	const char *schema = create->persistence == PERSISTENCE_TEMPORARY ? "pg_temp" : mv_model_namespace(replay->schema, &create->name);
	Object *taken;
	Table *view;

	if (!create->name.name || create->name.unknown) {
		replay->schema->opaque_changes = true;
		return;
	}
	taken = mv_model_get(&replay->schema->relations, schema, create->name.name);
	if (taken && !taken->maybe && (create->if_not_exists || (replay->change->swallowed & (SWALLOW_DUPLICATE | SWALLOW_ALL))))
		return;
	if (taken && create->or_replace && taken->kind == OBJ_VIEW) {
		/* the object stays, with all that is built on it */
		view = (Table *)taken;
		mv_model_forget_uses(view);
		view->object.incomplete = false;
	} else {
		if (taken && mv_model_is_table(taken->kind))
			mv_model_drop_table(replay, (Table *)taken);
		view = mv_model_new_table(replay, materialized ? OBJ_MATERIALIZED_VIEW : OBJ_VIEW, schema, create->name.name);
	}
	view->persistence = create->persistence;
	view->query = create->query;
	view->options = (OptionVec){ 0 };
	for (uint32_t i = 0; i < create->options.count; i++)
		*VEC_PUSH(replay->arena, &view->options) = create->options.items[i];
	if (create->check_option)
		*VEC_PUSH(replay->arena, &view->options) = (Option){ .name = "check_option", .value = create->check_option };
	view->populated = materialized && !create->with_no_data;
	mv_model_query_columns(replay, view, create->query, &create->columns);
	mv_model_use_query(replay, view);
}
