/* apply_publication.c: publications, what they publish, and how. */
#include "model.h"

#include <string.h>

static PublishedTable *find_table(const Publication *publication, uint32_t id)
{
	for (uint32_t i = 0; i < publication->tables.count; i++) {
		if (publication->tables.items[i].table == id)
			return &publication->tables.items[i];
	}
	return NULL;
}

static void add_table(const Replay *replay, Publication *publication, const Table *table, const PublicationMember *member)
{
	PublishedTable *published = find_table(publication, table->object.id);

	if (published)
		return;
	published = VEC_PUSH(replay->arena, &publication->tables);
	published->table = table->object.id;
	for (uint32_t i = 0; i < member->columns.count; i++) {
		const Column *column = mv_table_column(table, member->columns.items[i].text);

		if (column)
			*VEC_PUSH(replay->arena, &published->columns) = column->id;
	}
	published->where = mv_model_bind_expression(replay, member->where, table);
}

static void add_members(const Replay *replay, Publication *publication, const ObjectChange *change)
{
	for (uint32_t i = 0; i < change->tables.count; i++) {
		const PublicationMember *member = &change->tables.items[i];
		Table *table = member->table.unknown ? NULL : mv_schema_table(replay->schema, &member->table);
		TableVec family = { 0 };

		if (!table)
			continue;
		/* children of today are added one by one; partitions come with their parent */
		mv_model_family(replay, table, member->only || table->partition_by != PARTITION_NONE, &family);
		for (uint32_t f = 0; f < family.count; f++)
			add_table(replay, publication, family.items[f], member);
	}
	for (uint32_t i = 0; i < change->schemas.count; i++) {
		const char *name = change->schemas.items[i] ? change->schemas.items[i] : mv_schema_current(replay->schema);
		const Object *schema = mv_map_get(&replay->schema->schemas, name);

		if (schema)
			*VEC_PUSH(replay->arena, &publication->schemas) = schema->id;
	}
}

static void drop_members(const Replay *replay, Publication *publication, const ObjectChange *change)
{
	for (uint32_t i = 0; i < change->tables.count; i++) {
		const PublicationMember *member = &change->tables.items[i];
		Table *table = member->table.unknown ? NULL : mv_schema_table(replay->schema, &member->table);
		TableVec family = { 0 };

		if (!table)
			continue;
		mv_model_family(replay, table, member->only || table->partition_by != PARTITION_NONE, &family);
		for (uint32_t f = 0; f < family.count; f++) {
			const PublishedTable *published = find_table(publication, family.items[f]->object.id);

			if (!published)
				continue;
			for (uint32_t at = (uint32_t)(published - publication->tables.items); at + 1 < publication->tables.count; at++)
				publication->tables.items[at] = publication->tables.items[at + 1];
			publication->tables.count--;
		}
	}
	for (uint32_t i = 0; i < change->schemas.count; i++) {
		const char *name = change->schemas.items[i] ? change->schemas.items[i] : mv_schema_current(replay->schema);
		const Object *schema = mv_map_get(&replay->schema->schemas, name);
		uint32_t kept = 0;

		for (uint32_t s = 0; s < publication->schemas.count; s++) {
			if (!schema || publication->schemas.items[s] != schema->id)
				publication->schemas.items[kept++] = publication->schemas.items[s];
		}
		publication->schemas.count = kept;
	}
}

static bool says_members(const ObjectChange *change)
{
	return change->tables.count || change->schemas.count || change->all_tables;
}

static void set_options(const Replay *replay, Publication *publication, const ObjectChange *change)
{
	for (uint32_t i = 0; i < change->options.count; i++) {
		const Option *option = &change->options.items[i];
		bool found = false;

		/* the lowering tells members as options, too */
		if (!mv_streq(option->name, "publish") && !mv_streq(option->name, "publish_via_partition_root") &&
		    !mv_streq(option->name, "publish_generated_columns"))
			continue;
		for (uint32_t o = 0; o < publication->options.count; o++) {
			if (strcmp(publication->options.items[o].name, option->name) == 0) {
				publication->options.items[o] = *option;
				found = true;
			}
		}
		if (!found)
			*VEC_PUSH(replay->arena, &publication->options) = *option;
	}
}

void mv_apply_publication(const Replay *replay, const ObjectChange *change)
{
	Publication *publication;

	if (replay->change->kind == CHANGE_CREATE_OBJECT) {
		publication = (Publication *)mv_model_new_stored(replay, OBJ_PUBLICATION, &change->name, NULL, NULL, 0);
		if (!publication)
			return;
		publication->all_tables = change->all_tables;
		add_members(replay, publication, change);
		set_options(replay, publication, change);
		return;
	}
	publication = (Publication *)mv_model_find_stored(replay->schema, replay->arena, OBJ_PUBLICATION, NULL, &change->name, NULL, 0);
	if (!publication)
		return;
	if (replay->maybe) {
		publication->stored.object.incomplete = true;
		return;
	}
	set_options(replay, publication, change);
	if (!says_members(change) || !change->detail)
		return;
	if (strcmp(change->detail, "drop") == 0) {
		drop_members(replay, publication, change);
		return;
	}
	if (strcmp(change->detail, "set") == 0)
		publication->tables.count = publication->schemas.count = 0;
	add_members(replay, publication, change);
}
