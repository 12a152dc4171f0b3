/* apply_view.c: views and materialized views: their columns, and what their queries use. */
#include "model.h"

#include <string.h>

/* Beyond these the answer is coarser: a hostile query shall not take quadratic time. */
enum { LARGEST_PRODUCT = 1000000, LARGEST_USE = 1000 };

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

static void use_column(const Replay *replay, ViewUse *use, const char *name)
{
	const Column *column = mv_table_column(use->table, name);

	for (uint32_t i = 0; i < use->columns.count; i++) {
		if (strcmp(use->columns.items[i], name) == 0)
			return;
	}
	if (column)
		*VEC_PUSH(replay->arena, &use->columns) = column->name;
}

/* a.x, where `a` names exactly one of the query's relations (often the same one several times). */
static void resolve_qualified(const Replay *replay, Table *view, const QueryInfo *query, Table *const *tables,
			      const Expression *column)
{
	Table *owner = NULL;

	for (uint32_t i = 0; i < query->relations.count; i++) {
		const RelationUse *relation = &query->relations.items[i];
		const char *called = relation->alias ? relation->alias : relation->name.name;

		if (!mv_streq(called, column->qualifier))
			continue;
		if (!tables[i] || (owner && owner != tables[i])) {
			owner = NULL;
			break;
		}
		owner = tables[i];
	}
	if (!owner)
		return;
	if (strcmp(column->name, "*") == 0)
		use_of(replay, view, owner)->more_columns = true;
	else
		use_column(replay, use_of(replay, view, owner), column->name);
}

/* x, when exactly one relation has such a column and all relations are known well. */
static void resolve_bare(const Replay *replay, Table *view, const QueryInfo *query, Table *const *tables, const char *name)
{
	Table *owner = NULL;
	bool certain = true;

	for (uint32_t i = 0; i < query->relations.count; i++) {
		if (!tables[i]) {
			certain = false;
			continue;
		}
		if (strcmp(name, "*") == 0 || tables[i]->object.incomplete) {
			use_of(replay, view, tables[i])->more_columns = true;
			certain = false;
		} else if (mv_table_column(tables[i], name)) {
			certain = certain && (!owner || owner == tables[i]);
			owner = tables[i];
		}
	}
	if (!owner)
		return;
	if (certain)
		use_column(replay, use_of(replay, view, owner), name);
	else
		use_of(replay, view, owner)->more_columns = true;
}

void mv_model_resolve_view(const Replay *replay, Table *view)
{
	const QueryInfo *query = view->query;
	Table **tables;

	if (!query)
		return;
	tables = MV_NEW_ARRAY(replay->arena, Table *, query->relations.count);
	for (uint32_t i = 0; i < query->relations.count; i++) {
		const QName *name = &query->relations.items[i].name;

		tables[i] = name->unknown || !name->name ? NULL : mv_schema_table(replay->schema, name);
		if (tables[i] == view || view->uses.count > LARGEST_USE)
			tables[i] = NULL;
		if (tables[i])
			use_of(replay, view, tables[i])->more_columns |= query->opaque;
	}
	/* a query of absurd size: that it uses these relations is enough */
	if ((uint64_t)query->relations.count * query->columns.count > LARGEST_PRODUCT) {
		for (uint32_t i = 0; i < view->uses.count; i++)
			view->uses.items[i].more_columns = true;
		return;
	}
	for (uint32_t i = 0; i < query->columns.count; i++) {
		const Expression *column = query->columns.items[i];

		if (!column->name)
			continue;
		if (column->qualifier)
			resolve_qualified(replay, view, query, tables, column);
		else
			resolve_bare(replay, view, query, tables, column->name);
	}
}

/* ---- its columns ---- */

static const Column *source_column(const Table *view, const char *name)
{
	const Column *found = NULL;

	for (uint32_t i = 0; i < view->uses.count; i++) {
		for (uint32_t c = 0; c < view->uses.items[i].columns.count; c++) {
			if (strcmp(view->uses.items[i].columns.items[c], name) != 0)
				continue;
			if (found)
				return NULL;
			found = mv_table_column(view->uses.items[i].table, name);
		}
	}
	return found;
}

static void view_columns(const Replay *replay, Table *view, const CreateView *create)
{
	const QueryInfo *query = create->query;

	view->columns.count = 0;
	if (!query || (query->opaque && !query->outputs.count)) {
		view->object.incomplete = true;
		return;
	}
	for (uint32_t i = 0; i < query->outputs.count; i++) {
		const char *output = query->outputs.items[i].text;
		const char *name = i < create->columns.count ? create->columns.items[i].text : output;
		const Column *from;
		Column *column;

		if (!output || strcmp(output, "*") == 0 || i >= MV_MOST_COLUMNS) {
			view->object.incomplete = true;
			return;
		}
		if (!name || mv_table_column(view, name))
			continue;
		column = mv_model_new_column(replay, view, name);
		from = i < create->columns.count ? NULL : source_column(view, name);
		column->not_null = TRI_UNKNOWN;
		if (from) {
			column->type = from->type;
			mv_model_use_type(replay->schema, view, NULL, column);
		}
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
	view->populated = materialized && !create->with_no_data;
	mv_model_resolve_view(replay, view);
	view_columns(replay, view, create);
}
