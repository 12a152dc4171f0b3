/* apply_trigger.c: triggers, and their copies on partitions. */
#include "model.h"

#include <string.h>

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
}
