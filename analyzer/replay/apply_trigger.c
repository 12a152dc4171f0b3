/* apply_trigger.c: triggers, and their copies on partitions. */
#include "model.h"

#include <string.h>

static void take_copies(const Replay *replay, Table *table, const Trigger *trigger);

static void fill_trigger(const Replay *replay, Trigger *trigger, const CreateTrigger *create)
{
	if (trigger->function)
		MV_TAKE(&trigger->function->triggers, trigger);
	trigger->def = create;
	trigger->enabled = true;
	trigger->fires = "origin";
	trigger->update_columns.count = 0;
	for (uint32_t i = 0; i < create->update_columns.count; i++) {
		if (create->update_columns.items[i].text)
			*VEC_PUSH(replay->arena, &trigger->update_columns) = create->update_columns.items[i].text;
	}
	trigger->when = mv_model_bind_expression(replay, create->when, trigger->table);
	trigger->referenced = create->referenced.name ? mv_schema_table(replay->schema, &create->referenced) : NULL;
	/* trigger functions take no arguments */
	trigger->function = mv_model_find_function(replay->schema, &create->function, "");
	if (trigger->function)
		*VEC_PUSH(replay->arena, &trigger->function->triggers) = trigger;
}

void mv_apply_trigger(const Replay *replay, const CreateTrigger *create)
{
	Table *table = mv_model_target(replay, &create->table, false);
	Trigger *trigger = table ? (Trigger *)mv_model_part(table, OBJ_TRIGGER, create->name.text) : NULL;

	if (!table || !create->name.text || mv_model_keep_part(replay, (const Object *)trigger))
		return;
	if (!trigger) {
		trigger = MV_NEW(replay->arena, Trigger);
		mv_model_born(replay, &trigger->object, OBJ_TRIGGER, table->object.schema, create->name.text);
		trigger->table = table;
		*VEC_PUSH(replay->arena, &table->triggers) = &trigger->object;
		mv_model_count_name(replay->schema, OBJ_TRIGGER, table->object.schema, create->name.text, 1);
	}
	fill_trigger(replay, trigger, create);
	if (create->row && table->partition_by != PARTITION_NONE) {
		take_copies(replay, table, trigger);
		for (uint32_t i = 0; i < table->children.count; i++)
			mv_model_inherit_triggers(replay, table, table->children.items[i]);
	}
}

/* ---- partitions ---- */

static void copy_trigger(const Replay *replay, const Trigger *from, Table *table)
{
	Trigger *copy;

	if (mv_model_part(table, OBJ_TRIGGER, from->object.name))
		return;
	copy = MV_NEW(replay->arena, Trigger);
	mv_model_born(replay, &copy->object, OBJ_TRIGGER, table->object.schema, from->object.name);
	copy->table = table;
	copy->def = from->def;
	copy->enabled = from->enabled;
	copy->fires = from->fires;
	copy->parent = from;
	copy->referenced = from->referenced;
	copy->when = mv_model_rebind(replay, from->when, from->table, table);
	for (uint32_t i = 0; i < from->update_columns.count; i++)
		*VEC_PUSH(replay->arena, &copy->update_columns) = from->update_columns.items[i];
	copy->function = from->function;
	if (copy->function)
		*VEC_PUSH(replay->arena, &copy->function->triggers) = copy;
	*VEC_PUSH(replay->arena, &table->triggers) = &copy->object;
	mv_model_count_name(replay->schema, OBJ_TRIGGER, table->object.schema, copy->object.name, 1);
}

/* Triggers for rows of a partitioned table are on its partitions, too. */
void mv_model_inherit_triggers(const Replay *replay, Table *parent, Table *child)
{
	TableVec family = { 0 };

	if (parent->partition_by == PARTITION_NONE || !child->bound || !parent->triggers.count)
		return;
	mv_model_family(replay, child, false, &family);
	for (uint32_t i = 0; i < family.count; i++) {
		Table *above = i ? family.items[i]->parents.count ? family.items[i]->parents.items[0] : NULL : parent;

		for (uint32_t t = 0; above && t < above->triggers.count; t++) {
			const Trigger *trigger = (const Trigger *)above->triggers.items[t];

			if (trigger->def->row)
				copy_trigger(replay, trigger, family.items[i]);
		}
	}
}

static bool comes_from(const Trigger *trigger, const Trigger *ancestor)
{
	while (trigger && trigger != ancestor)
		trigger = trigger->parent;
	return trigger != NULL;
}

static void take_trigger(const Replay *replay, Trigger *trigger)
{
	MV_TAKE(&trigger->table->triggers, trigger);
	mv_model_count_name(replay->schema, OBJ_TRIGGER, trigger->table->object.schema, trigger->object.name, -1);
	if (trigger->function)
		MV_TAKE(&trigger->function->triggers, trigger);
}

static void take_copies(const Replay *replay, Table *table, const Trigger *trigger)
{
	TableVec family = { 0 };

	mv_model_family(replay, table, false, &family);
	for (uint32_t i = 0; i < family.count; i++) {
		for (uint32_t t = family.items[i]->triggers.count; t > 0; t--) {
			Trigger *copy = (Trigger *)family.items[i]->triggers.items[t - 1];

			if (copy != trigger && comes_from(copy, trigger))
				take_trigger(replay, copy);
		}
	}
}

void mv_model_drop_trigger(const Replay *replay, Trigger *trigger)
{
	if (trigger->table->children.count)
		take_copies(replay, trigger->table, trigger);
	take_trigger(replay, trigger);
}

/* A partition that is detached has no copies any more. */
void mv_model_disinherit_triggers(const Replay *replay, const Table *parent, Table *child)
{
	for (uint32_t t = 0; t < parent->triggers.count; t++)
		take_copies(replay, child, (const Trigger *)parent->triggers.items[t]);
}

void mv_model_rename_trigger(const Replay *replay, Trigger *trigger, const char *name)
{
	TableVec family = { 0 };

	mv_model_family(replay, trigger->table, false, &family);
	for (uint32_t i = 0; i < family.count; i++) {
		for (uint32_t t = 0; t < family.items[i]->triggers.count; t++) {
			Object *copy = family.items[i]->triggers.items[t];

			if (!comes_from((const Trigger *)copy, trigger))
				continue;
			mv_model_count_name(replay->schema, OBJ_TRIGGER, copy->schema, copy->name, -1);
			copy->name = name;
			mv_model_count_name(replay->schema, OBJ_TRIGGER, copy->schema, name, 1);
		}
	}
}

/* ENABLE [ALWAYS | REPLICA] and DISABLE TRIGGER, which go down to partitions. */
void mv_model_enable_triggers(const Replay *replay, Table *table, const TableSetting *setting, bool enabled)
{
	const char *name = setting->name.text;
	const char *fires = setting->options.count ? setting->options.items[0].name : "origin";
	bool all = !name || strcmp(name, "all") == 0 || strcmp(name, "user") == 0;
	TableVec family = { 0 };

	mv_model_family(replay, table, setting->target.only || table->partition_by == PARTITION_NONE, &family);
	for (uint32_t i = 0; i < family.count; i++) {
		for (uint32_t t = 0; t < family.items[i]->triggers.count; t++) {
			Trigger *trigger = (Trigger *)family.items[i]->triggers.items[t];

			if (!all && strcmp(name, trigger->object.name) != 0)
				continue;
			trigger->enabled = enabled;
			trigger->fires = fires;
		}
	}
}
