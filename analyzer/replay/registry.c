/* registry.c: objects by name; tables that are needed before they are known. */
#include "replay_internal.h"

#include <string.h>

void mv_init_object(Apply *apply, Object *object, ObjectKind kind, const char *namespace, const char *name)
{
	object->kind = kind;
	object->schema = namespace;
	object->name = name;
	object->birth = apply->birth;
	object->maybe = apply->maybe;
}

void mv_register_relation(Schema *schema, Object *object)
{
	mv_map_set(&schema->relations, mv_key(schema->arena, object->schema, object->name), object);
}

void mv_unregister_relation(Schema *schema, const Object *object)
{
	const char *key = mv_key(schema->arena, object->schema, object->name);

	if (mv_map_get(&schema->relations, key) == object)
		mv_map_remove(&schema->relations, key);
}

const char *mv_resolve_schema(const Schema *schema, const QName *name)
{
	const Object *object;

	if (name->schema)
		return name->schema;
	object = mv_schema_relation(schema, name);
	return object ? object->schema : mv_schema_current(schema);
}

Table *mv_new_table(Apply *apply, const char *namespace, const char *name, ObjectKind kind)
{
	Table *table = MV_NEW(apply->schema->arena, Table);

	mv_init_object(apply, &table->object, kind, namespace, name);
	mv_register_relation(apply->schema, &table->object);
	return table;
}

/*
 * A table that is first heard of here existed before: it has no birth, and
 * may have more than what migrations say.
 */
Table *mv_need_table(Apply *apply, const QName *name, ObjectKind kind)
{
	Table *table;

	if (!name->name || name->unknown)
		return NULL;
	table = mv_schema_table(apply->schema, name);
	if (table)
		return table;
	if (mv_schema_relation(apply->schema, name)) /* an index or a sequence: not a table */
		return NULL;
	table = mv_new_table(apply, mv_resolve_schema(apply->schema, name), name->name, kind);
	table->object.birth = (Birth){ 0 };
	table->object.maybe = false;
	table->object.incomplete = true;
	return table;
}

/* ---- removal ---- */

static void detach_relations(Table *table)
{
	for (uint32_t i = 0; i < table->parents.count; i++) {
		Table *parent = table->parents.items[i];

		VEC_REMOVE(&parent->children, table);
		if (parent->default_partition == table)
			parent->default_partition = NULL;
	}
	for (uint32_t i = 0; i < table->children.count; i++)
		VEC_REMOVE(&table->children.items[i]->parents, table);
	for (uint32_t i = 0; i < table->reads.count; i++)
		VEC_REMOVE(&table->reads.items[i]->readers, table);
	for (uint32_t i = 0; i < table->readers.count; i++)
		VEC_REMOVE(&table->readers.items[i]->reads, table);
}

static void remove_owned_sequences(Schema *schema, const Table *table)
{
	for (uint32_t i = 0; i < table->sequences.count; i++)
		mv_unregister_relation(schema, &table->sequences.items[i]->object);
}

void mv_remove_table(Schema *schema, Table *table)
{
	while (table->referencing.count)
		mv_remove_constraint(schema, table->referencing.items[table->referencing.count - 1]);
	while (table->constraints.count)
		mv_remove_constraint(schema, table->constraints.items[table->constraints.count - 1]);
	while (table->indexes.count)
		mv_remove_index(schema, table->indexes.items[table->indexes.count - 1]);
	/* partitions and, with CASCADE, inheritance children go along */
	while (table->children.count)
		mv_remove_table(schema, table->children.items[table->children.count - 1]);
	remove_owned_sequences(schema, table);
	detach_relations(table);
	mv_unregister_relation(schema, &table->object);
}
