/* apply_statistics.c: extended statistics objects: columns and expressions of a table, kept by their ids. */
#include "model.h"

#include <string.h>

/* ChooseExtendedStatisticNameAddition: as PostgreSQL joins the names of columns; expressions are "expr". */
static const char *joined(const Replay *replay, const StatisticsDef *def)
{
	NameVec names = { 0 };

	for (uint32_t i = 0; i < def->keys.count; i++) {
		const Column *column = def->keys.items[i].column ? replay->schema->things.items[def->keys.items[i].column] : NULL;

		*VEC_PUSH(replay->arena, &names) = column ? column->name : "expr";
	}
	return mv_name_join(replay->arena, names.items, names.count);
}

/* ChooseExtendedStatisticName: only these names count. */
static const char *choose_name(const Replay *replay, const Table *table, const StatisticsDef *def)
{
	Schema *model = replay->schema;
	const char *addition = joined(replay, def), *label = "stat", *name;

	for (uint32_t pass = 1;; pass++) {
		name = mv_name_make(replay->arena, table->object.name, addition, label);
		if (!mv_map_get(&model->others, mv_model_other_key(replay->arena, OBJ_STATISTICS, table->object.schema, name)))
			return name;
		label = mv_arena_format(replay->arena, "stat%u", (unsigned)pass);
	}
}

static void note_uses(const Replay *replay, const StoredObject *stored)
{
	const StatisticsDef *def = stored->statistics;

	mv_model_note_use(replay->schema, stored->object.id, def->table);
	for (uint32_t i = 0; i < def->keys.count; i++) {
		mv_model_note_use(replay->schema, stored->object.id, def->keys.items[i].column);
		mv_model_note_expression(replay->schema, stored->object.id, def->keys.items[i].expression);
	}
}

static bool uses_column(const StatisticsDef *def, const Replay *replay, uint32_t id)
{
	const Column *gone = replay->schema->things.items[id];

	for (uint32_t i = 0; i < def->keys.count; i++) {
		if (def->keys.items[i].column == id)
			return true;
	}
	/* an expression: its table's column has the id */
	for (uint32_t i = 0; i < def->keys.count; i++) {
		const Expression *expression = def->keys.items[i].expression;

		for (uint32_t h = 0; expression && expression->code && expression->bindings && h < expression->code->holes.count; h++) {
			if (expression->bindings[h].column == id || expression->bindings[h].object == id)
				return gone != NULL;
		}
	}
	return false;
}

bool mv_model_statistics_use(const Replay *replay, const StoredObject *stored, uint32_t id)
{
	return stored->statistics && (stored->statistics->table == id || uses_column(stored->statistics, replay, id));
}

void mv_model_drop_statistics(const Replay *replay, const Table *table, const Column *column)
{
	Schema *model = replay->schema;

	for (uint32_t i = 0; table->object.id < model->users.count && i < model->users.items[table->object.id].count; i++) {
		StoredObject *stored = model->things.items[model->users.items[table->object.id].items[i]];

		if (stored && stored->object.kind == OBJ_STATISTICS && stored->key && mv_map_get(&model->others, stored->key) == stored &&
		    mv_model_statistics_use(replay, stored, column->id))
			mv_model_drop_stored(replay, stored);
	}
}

void mv_model_create_statistics(const Replay *replay, const CreateStatistics *create)
{
	Table *table = mv_model_target(replay, &create->table, false);
	StatisticsDef *def = MV_NEW(replay->arena, StatisticsDef);
	QName name = create->name;
	StoredObject *stored;

	if (!table)
		return;
	def->table = table->object.id;
	def->kinds = create->kinds.items;
	def->kind_count = create->kinds.count;
	for (uint32_t i = 0; i < create->keys.count; i++) {
		const Column *column = create->keys.items[i].column ? mv_table_column(table, create->keys.items[i].column) : NULL;

		if (create->keys.items[i].column && !column)
			return; /* of an incomplete table */
		*VEC_PUSH(replay->arena, &def->keys) = (StatisticsKey){
			.column = column ? column->id : 0,
			.expression = mv_model_bind_expression(replay, create->keys.items[i].expression, table),
		};
	}
	if (!name.name)
		name = (QName){ .schema = table->object.schema, .name = choose_name(replay, table, def) };
	stored = mv_model_new_stored(replay, OBJ_STATISTICS, &name, NULL, NULL, 0);
	if (!stored)
		return;
	stored->statistics = def;
	note_uses(replay, stored);
}

void mv_model_alter_statistics(const Replay *replay, StoredObject *stored, const ObjectChange *change)
{
	StatisticsDef *def;

	if (!stored->statistics || !change->options.count || replay->maybe)
		return;
	/* a clone of the schema shares the old one */
	def = MV_NEW(replay->arena, StatisticsDef);
	*def = *stored->statistics;
	def->target = mv_streq(change->options.items[0].value, "-1") ? NULL : change->options.items[0].value;
	stored->statistics = def;
}

/* Columns first, in the table's order as the catalog has them, then expressions. */
static void copy_keys(const Replay *replay, const StatisticsDef *statistics, const Table *from, Table *to, StatisticsDef *copy)
{
	for (uint32_t c = 0; c < from->columns.count; c++) {
		const Column *own = mv_table_column(to, from->columns.items[c]->name);
		bool is_key = false;

		for (uint32_t k = 0; k < statistics->keys.count; k++)
			is_key |= statistics->keys.items[k].column == from->columns.items[c]->id;
		if (own && is_key)
			*VEC_PUSH(replay->arena, &copy->keys) = (StatisticsKey){ .column = own->id };
	}
	for (uint32_t k = 0; k < statistics->keys.count; k++) {
		const StatisticsKey *key = &statistics->keys.items[k];

		if (!key->column)
			*VEC_PUSH(replay->arena, &copy->keys) =
				(StatisticsKey){ .expression = mv_model_rebind(replay, key->expression, from, to) };
	}
}

/* LIKE ... INCLUDING STATISTICS */
void mv_model_copy_statistics(const Replay *replay, const Table *from, Table *to)
{
	Schema *model = replay->schema;
	uint32_t id = from->object.id;

	for (uint32_t i = 0; id < model->users.count && i < model->users.items[id].count; i++) {
		const StoredObject *stored = model->things.items[model->users.items[id].items[i]];
		StatisticsDef *def;
		StoredObject *copy;
		QName name;

		if (!stored || stored->object.kind != OBJ_STATISTICS || !stored->statistics || stored->statistics->table != id ||
		    !stored->key || mv_map_get(&model->others, stored->key) != stored)
			continue;
		def = MV_NEW(replay->arena, StatisticsDef);
		*def = (StatisticsDef){ .table = to->object.id, .kinds = stored->statistics->kinds, .kind_count = stored->statistics->kind_count };
		copy_keys(replay, stored->statistics, from, to, def);
		name = (QName){ .schema = to->object.schema, .name = choose_name(replay, to, def) };
		copy = mv_model_new_stored(replay, OBJ_STATISTICS, &name, NULL, NULL, 0);
		if (!copy)
			continue;
		copy->statistics = def;
		note_uses(replay, copy);
	}
}
