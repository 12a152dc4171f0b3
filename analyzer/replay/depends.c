/*
 * depends.c: what goes along when something is dropped.
 *
 * A change that is applied succeeded, so all that stood in the way is taken to
 * have gone: dependents are removed whether or not CASCADE was written (without
 * it there were none, or the model errs; keeping what points to something
 * dropped would be worse).
 */
#include "model.h"

#include <string.h>

void mv_model_forget_uses(Table *view)
{
	for (uint32_t i = 0; i < view->reads.count; i++)
		MV_TAKE(&view->reads.items[i]->readers, view);
	view->reads.count = view->uses.count = 0;
}

/* ---- views ---- */

static bool view_uses(const Table *view, const Table *table, const char *column)
{
	for (uint32_t i = 0; i < view->uses.count; i++) {
		const ViewUse *use = &view->uses.items[i];

		if (use->table != table)
			continue;
		if (!column)
			return true;
		for (uint32_t c = 0; c < use->columns.count; c++) {
			if (strcmp(use->columns.items[c], column) == 0)
				return true;
		}
	}
	return false;
}

/* All views over `table` (over its column), each behind those that it is built on. */
static void collect_views(const Replay *replay, Table *table, const char *column, TableVec *views)
{
	uint32_t mark = ++replay->schema->marks;

	for (uint32_t i = 0; i < table->readers.count; i++) {
		if (table->readers.items[i]->mark != mark && view_uses(table->readers.items[i], table, column)) {
			table->readers.items[i]->mark = mark;
			*VEC_PUSH(replay->arena, views) = table->readers.items[i];
		}
	}
	for (uint32_t v = 0; v < views->count; v++) {
		Table *view = views->items[v];

		for (uint32_t i = 0; i < view->readers.count; i++) {
			if (view->readers.items[i]->mark != mark && view->readers.items[i] != table) {
				view->readers.items[i]->mark = mark;
				*VEC_PUSH(replay->arena, views) = view->readers.items[i];
			}
		}
	}
}

/* ---- one relation, without what depends on it ---- */

static void take_parts(const Replay *replay, Table *table)
{
	Schema *model = replay->schema;

	for (uint32_t i = 0; i < table->columns.count; i++)
		mv_model_forget_not_null(model, table, table->columns.items[i]);
	while (table->constraints.count)
		mv_model_take_constraint(model, table->constraints.items[table->constraints.count - 1]);
	while (table->indexes.count) {
		TableIndex *index = table->indexes.items[--table->indexes.count];

		mv_model_take(model, &model->relations, &index->object);
	}
	while (table->sequences.count) {
		Sequence *sequence = table->sequences.items[--table->sequences.count];

		mv_model_take(model, &model->relations, &sequence->object);
		mv_model_drop_users(replay, sequence->object.id);
	}
	for (uint32_t i = 0; i < table->triggers.count; i++) {
		Trigger *trigger = (Trigger *)table->triggers.items[i];

		mv_model_count_name(model, OBJ_TRIGGER, table->object.schema, trigger->object.name, -1);
		if (trigger->function)
			MV_TAKE(&trigger->function->triggers, trigger);
	}
	for (uint32_t i = 0; i < table->policies.count; i++)
		mv_model_count_name(model, OBJ_POLICY, table->object.schema, table->policies.items[i]->name, -1);
	for (uint32_t i = 0; i < table->rules.count; i++)
		mv_model_count_name(model, OBJ_RULE, table->object.schema, table->rules.items[i]->name, -1);
	table->triggers.count = table->policies.count = table->rules.count = 0;
}

static void take_relation(const Replay *replay, Table *table)
{
	mv_model_forget_uses(table);
	while (table->referencing.count) {
		Constraint *key = table->referencing.items[table->referencing.count - 1];

		mv_model_take_constraint(replay->schema, key);
		/* taking it out removes it from this list too, unless the list is not in step */
		if (table->referencing.count && table->referencing.items[table->referencing.count - 1] == key)
			table->referencing.count--;
	}
	take_parts(replay, table);
	for (uint32_t i = 0; i < table->parents.count; i++) {
		Table *parent = table->parents.items[i];

		MV_TAKE(&parent->children, table);
		if (parent->default_partition == table)
			parent->default_partition = NULL;
	}
	for (uint32_t i = 0; i < table->children.count; i++)
		MV_TAKE(&table->children.items[i]->parents, table);
	table->parents.count = table->children.count = 0;
	mv_model_take(replay->schema, &replay->schema->relations, &table->object);
}

void mv_model_drop_views(const Replay *replay, Table *table, const char *column)
{
	TableVec views = { 0 };

	collect_views(replay, table, column, &views);
	for (uint32_t i = views.count; i > 0; i--) {
		take_relation(replay, views.items[i - 1]);
		mv_model_drop_users(replay, views.items[i - 1]->object.id); /* of its row type */
	}
}

/* With its partitions, the tables that inherit from it, and the views over any of them. */
void mv_model_drop_table(const Replay *replay, Table *table)
{
	TableVec family = { 0 };

	mv_model_family(replay, table, false, &family);
	for (uint32_t i = family.count; i > 0; i--) {
		mv_model_drop_views(replay, family.items[i - 1], NULL);
		take_relation(replay, family.items[i - 1]);
		mv_model_drop_users(replay, family.items[i - 1]->object.id);
	}
}

/* ---- columns ---- */

static void drop_keys_to_column(const Replay *replay, Table *table, const char *name)
{
	for (uint32_t i = table->referencing.count; i > 0; i--) {
		Constraint *key = i <= table->referencing.count ? table->referencing.items[i - 1] : NULL;

		for (uint32_t c = 0; key && c < key->referenced_columns.count; c++) {
			if (strcmp(key->referenced_columns.items[c], name) == 0) {
				mv_model_take_constraint(replay->schema, key);
				break;
			}
		}
	}
}

static void drop_parts_of_column(const Replay *replay, Table *table, const char *name)
{
	for (uint32_t i = table->constraints.count; i > 0; i--) {
		Constraint *constraint = i <= table->constraints.count ? table->constraints.items[i - 1] : NULL;

		if (constraint && mv_constraint_uses_column(constraint, name))
			mv_model_drop_constraint(replay, constraint);
	}
	for (uint32_t i = table->indexes.count; i > 0; i--) {
		TableIndex *index = i <= table->indexes.count ? table->indexes.items[i - 1] : NULL;

		if (index && mv_index_uses_column(index, name))
			mv_model_drop_index(replay, index);
	}
	for (uint32_t i = table->sequences.count; i > 0; i--) {
		if (strcmp(table->sequences.items[i - 1]->owner_column, name) == 0)
			mv_model_drop_sequence(replay, table->sequences.items[i - 1]);
	}
	for (uint32_t i = table->triggers.count; i > 0; i--) {
		Trigger *trigger = (Trigger *)table->triggers.items[i - 1];
		bool used = trigger->def && mv_expression_mentions(trigger->def->when, name);

		for (uint32_t c = 0; c < trigger->update_columns.count; c++)
			used |= strcmp(trigger->update_columns.items[c], name) == 0;
		if (!used)
			continue;
		MV_TAKE(&table->triggers, trigger);
		mv_model_count_name(replay->schema, OBJ_TRIGGER, table->object.schema, trigger->object.name, -1);
		if (trigger->function)
			MV_TAKE(&trigger->function->triggers, trigger);
	}
	for (uint32_t i = table->policies.count; i > 0; i--) {
		Policy *policy = (Policy *)table->policies.items[i - 1];
		bool used = false;

		for (uint32_t c = 0; c < policy->columns.count; c++)
			used |= strcmp(policy->columns.items[c], name) == 0;
		if (!used)
			continue;
		MV_TAKE(&table->policies, policy);
		mv_model_count_name(replay->schema, OBJ_POLICY, table->object.schema, policy->object.name, -1);
	}
}

void mv_model_drop_column(const Replay *replay, Table *table, Column *column)
{
	const char *name = column->name;

	drop_keys_to_column(replay, table, name);
	drop_parts_of_column(replay, table, name);
	mv_model_drop_views(replay, table, name);
	mv_model_drop_statistics(replay, table, column);
	MV_TAKE(&table->columns, column);
	mv_model_forget_not_null(replay->schema, table, column);
	for (uint32_t i = table->columns.count; i > 0; i--) {
		Column *other = i <= table->columns.count ? table->columns.items[i - 1] : NULL;

		/* generated columns do not build on each other, so this goes one level deep */
		if (other && other->generated != GENERATED_NONE && mv_expression_mentions(other->generation, name))
			mv_model_drop_column(replay, table, other);
	}
}

/* ---- constraints, indexes, sequences ---- */

/* Foreign keys that rest on this index go with it. */
static void drop_keys_to(const Replay *replay, const TableIndex *index)
{
	Table *table = index->table;

	for (uint32_t i = table->referencing.count; i > 0; i--) {
		Constraint *key = i <= table->referencing.count ? table->referencing.items[i - 1] : NULL;

		if (key && key->referenced_index == index)
			mv_model_take_constraint(replay->schema, key);
	}
}

void mv_model_drop_constraint(const Replay *replay, Constraint *constraint)
{
	TableIndex *index = constraint->index;
	Table *table = constraint->table;

	if (constraint->kind == CONSTRAINT_NOT_NULL && constraint->columns.count) {
		Column *column = mv_table_column(table, constraint->columns.items[0]);

		if (column) {
			column->not_null = TRI_NO;
			mv_model_forget_not_null(replay->schema, table, column);
		}
	}
	mv_model_take_constraint(replay->schema, constraint);
	if (index)
		mv_model_drop_index(replay, index);
}

void mv_model_drop_index(const Replay *replay, TableIndex *index)
{
	Table *table = index->table;
	TableVec family = { 0 };

	drop_keys_to(replay, index);
	if (index->constraint)
		mv_model_take_constraint(replay->schema, index->constraint);
	mv_model_take_index(replay->schema, index);
	if (!table->children.count || table->partition_by == PARTITION_NONE)
		return;
	/* indexes of partitions go with the one that they are attached to */
	mv_model_family(replay, table, false, &family);
	for (uint32_t i = 1; i < family.count; i++) {
		Table *partition = family.items[i];

		for (uint32_t x = partition->indexes.count; x > 0; x--) {
			TableIndex *own = partition->indexes.items[x - 1];
			const TableIndex *above = own->parent;

			while (above && above != index)
				above = above->parent;
			if (!above)
				continue;
			if (own->constraint)
				mv_model_take_constraint(replay->schema, own->constraint);
			mv_model_take_index(replay->schema, own);
		}
	}
}

void mv_model_drop_sequence(const Replay *replay, Sequence *sequence)
{
	if (sequence->owner_table) {
		Column *column = mv_table_column(sequence->owner_table, sequence->owner_column);

		MV_TAKE(&sequence->owner_table->sequences, sequence);
		/* the default that draws from it goes along */
		if (column && !sequence->identity && column->default_value && column->default_value->kind == EXPR_FUNCTION &&
		    mv_streq(column->default_value->name, "nextval"))
			column->default_value = NULL;
	}
	mv_model_take(replay->schema, &replay->schema->relations, &sequence->object);
	mv_model_drop_users(replay, sequence->object.id);
}

/* ---- types, functions, schemas ---- */

/* The multirange type goes with its range type. */
static void drop_multirange(const Replay *replay, Object *type)
{
	StoredObject *range = (StoredObject *)type;

	if (type->kind != OBJ_RANGE || !range->multirange)
		return;
	mv_model_take(replay->schema, &replay->schema->types, &range->multirange->object);
	mv_model_drop_users(replay, range->multirange->object.id);
}

void mv_model_drop_type(const Replay *replay, Object *type, bool cascade)
{
	TypeUseVec uses = { 0 };

	if (cascade)
		mv_schema_type_users(replay->schema, type, replay->arena, &uses);
	mv_model_take(replay->schema, &replay->schema->types, type);
	if (type->kind == OBJ_COMPOSITE)
		mv_model_take(replay->schema, &replay->schema->relations, type);
	for (uint32_t i = 0; i < uses.count; i++) {
		TypeUse *use = &uses.items[i];

		if (!use->table)
			MV_TAKE(&use->composite->attributes, use->column);
		else if (mv_table_column(use->table, use->column->name) == use->column)
			mv_model_drop_column(replay, use->table, use->column);
	}
	drop_multirange(replay, type);
	mv_model_drop_users(replay, type->id);
}

void mv_model_drop_function(const Replay *replay, Function *function)
{
	Schema *model = replay->schema;

	mv_model_take_function(model, function);
	while (function->triggers.count) {
		Trigger *trigger = function->triggers.items[--function->triggers.count];

		trigger->function = NULL;
		MV_TAKE(&trigger->table->triggers, trigger);
		mv_model_count_name(model, OBJ_TRIGGER, trigger->object.schema, trigger->object.name, -1);
	}
	mv_model_drop_users(replay, function->object.id);
}

void mv_model_drop_schema(const Replay *replay, const char *name)
{
	Schema *model = replay->schema;

	for (uint32_t i = 0; i < model->relations.count; i++) {
		Object *object = model->relations.entries[i].value;

		if (!object || strcmp(object->schema, name) != 0)
			continue;
		if (mv_model_is_table(object->kind))
			mv_model_drop_table(replay, (Table *)object);
		else if (object->kind == OBJ_SEQUENCE)
			mv_model_drop_sequence(replay, (Sequence *)object);
		else if (object->kind == OBJ_COMPOSITE)
			mv_model_drop_type(replay, object, true);
	}
	for (uint32_t i = 0; i < model->types.count; i++) {
		Object *object = model->types.entries[i].value;

		if (object && strcmp(object->schema, name) == 0)
			mv_model_drop_type(replay, object, true);
	}
	for (uint32_t i = 0; i < model->functions.count; i++) {
		Function *function = model->functions.entries[i].value;

		if (function && strcmp(function->object.schema, name) == 0)
			mv_model_drop_function(replay, function);
	}
	for (uint32_t i = 0; i < model->others.count; i++) {
		Object *object = model->others.entries[i].value;

		if (object && object->schema && strcmp(object->schema, name) == 0)
			mv_map_remove(&model->others, model->others.entries[i].key);
	}
	mv_map_remove(&model->schemas, name);
}
