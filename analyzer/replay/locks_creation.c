/* locks_creation.c: existing relations that CREATE TABLE, VIEW and TRIGGER meet. */
#include "locks.h"

static bool same_name(const QName *a, const QName *b)
{
	return mv_streq(a->name, b->name) && (!a->schema || !b->schema || mv_streq(a->schema, b->schema));
}

/* Triggers come to the referenced table: writers wait, although the new table is empty. */
static void reference(Locks *l, const CreateTable *create, const ConstraintSpec *spec)
{
	const Table *referenced;
	TableList family;

	if (spec->kind != CONSTRAINT_FOREIGN_KEY || same_name(&spec->referenced, &create->name))
		return;
	referenced = mv_locks_find(l, &spec->referenced);
	family = mv_locks_family(l, referenced, referenced->partition_by == PARTITION_NONE);
	mv_locks_add_all(l, &family, LOCK_SHARE_ROW_EXCLUSIVE);
}

void mv_locks_create_table(Locks *l, const CreateTable *create)
{
	if (create->if_not_exists && !create->name.unknown) {
		if (mv_schema_relation(l->schema, &create->name))
			return; /* nothing else is looked at */
		l->possible |= mv_schema_exists(l->schema, OBJ_TABLE, create->name.schema, NULL, create->name.name) != TRI_NO;
	}
	if (create->of_type.name)
		mv_locks_other(l, mv_schema_type(l->schema, create->of_type.schema, create->of_type.name), &create->of_type,
			       OBJ_COMPOSITE, LOCK_ACCESS_SHARE);
	if (create->partition_of.name)
		mv_locks_new_partition(l, create);
	for (uint32_t i = 0; i < create->inherits.count; i++)
		mv_locks_add(l, mv_locks_find(l, &create->inherits.items[i]), LOCK_SHARE_UPDATE_EXCLUSIVE);
	for (uint32_t i = 0; i < create->like.count; i++)
		mv_locks_add(l, mv_locks_find(l, &create->like.items[i].source), LOCK_ACCESS_SHARE);
	for (uint32_t i = 0; i < create->constraints.count; i++)
		reference(l, create, create->constraints.items[i]);
	for (uint32_t i = 0; i < create->columns.count; i++) {
		const ColumnSpec *column = create->columns.items[i];

		for (uint32_t j = 0; j < column->constraints.count; j++)
			reference(l, create, column->constraints.items[j]);
	}
}

/* A view is only parsed; a materialized view runs its query, unless WITH NO DATA. */
void mv_locks_create_view(Locks *l, const CreateView *view, bool materialized)
{
	const Object *old = view->name.unknown ? NULL : mv_schema_relation(l->schema, &view->name);

	if (old && view->if_not_exists)
		return;
	if (old && view->or_replace && old->kind == OBJ_VIEW)
		mv_locks_add(l, (const Table *)old, LOCK_ACCESS_EXCLUSIVE);
	mv_locks_read(l, view->query, materialized && !view->with_no_data);
}

void mv_locks_create_trigger(Locks *l, const CreateTrigger *trigger)
{
	const Table *table = mv_locks_find(l, &trigger->table);
	/* row triggers are made in every partition */
	TableList family = mv_locks_family(l, table, table->partition_by == PARTITION_NONE || !trigger->row);

	mv_locks_add_all(l, &family, LOCK_SHARE_ROW_EXCLUSIVE);
	if (trigger->referenced.name)
		mv_locks_add(l, mv_locks_find(l, &trigger->referenced), LOCK_ACCESS_SHARE);
}
