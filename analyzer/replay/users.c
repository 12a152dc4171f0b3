/*
 * users.c: what uses an object, and what goes along when it is dropped.
 *
 * When code or a signature is bound, each id in it gets the holder noted: the
 * table, view, function, domain or other object that it belongs to. A note may
 * be out of date (the holder is gone, or was changed since), so it only tells
 * where to look.
 */
#include "model.h"

#include <string.h>

/* ---- notes ---- */

void mv_model_note_use(Schema *model, uint32_t holder, uint32_t used)
{
	if (!used || !holder || used == holder)
		return;
	while (model->users.count <= used)
		*VEC_PUSH(model->arena, &model->users) = (IdVec){ 0 };
	if (model->users.items[used].count && model->users.items[used].items[model->users.items[used].count - 1] == holder)
		return;
	*VEC_PUSH(model->arena, &model->users.items[used]) = holder;
}

void mv_model_note_uses(Schema *model, uint32_t holder, const Code *code, const Binding *bindings)
{
	for (uint32_t i = 0; code && bindings && i < code->holes.count; i++)
		mv_model_note_use(model, holder, bindings[i].object);
}

void mv_model_note_expression(Schema *model, uint32_t holder, const Expression *expression)
{
	if (expression)
		mv_model_note_uses(model, holder, expression->code, expression->bindings);
}

void mv_model_note_type(Schema *model, uint32_t holder, const Type *type)
{
	if (type)
		mv_model_note_use(model, holder, type->object);
}

/* ---- does it still use it? ---- */

static bool code_uses(const Code *code, const Binding *bindings, uint32_t id)
{
	for (uint32_t i = 0; code && bindings && i < code->holes.count; i++) {
		if (bindings[i].object == id)
			return true;
	}
	return false;
}

static bool uses(const Expression *expression, uint32_t id)
{
	return expression && code_uses(expression->code, expression->bindings, id);
}

static bool function_uses(const Function *function, uint32_t id)
{
	const FunctionChange *def = function->def;

	if (!def)
		return false;
	for (uint32_t i = 0; i < def->parameters.count; i++) {
		const Parameter *parameter = &def->parameters.items[i];

		if ((parameter->type && parameter->type->object == id) || uses(parameter->default_value, id))
			return true;
	}
	for (uint32_t i = 0; i < def->body_statements.count && i < function->body_bindings.count; i++) {
		if (code_uses(def->body_statements.items[i]->code, function->body_bindings.items[i], id))
			return true;
	}
	for (uint32_t i = 0; i < def->transforms.count; i++) {
		if (def->transforms.items[i] && def->transforms.items[i]->object == id)
			return true;
	}
	return (def->returns && def->returns->object == id) || uses(def->body_return, id) ||
	       code_uses(def->code, function->bindings, id);
}

static bool stored_uses(const StoredObject *stored, uint32_t id)
{
	for (uint32_t i = 0; i < stored->types.count; i++) {
		if (stored->types.items[i] && stored->types.items[i]->object == id)
			return true;
	}
	for (uint32_t i = 0; i < stored->statements.count; i++) {
		if (code_uses(stored->statements.items[i].code, stored->statements.items[i].bindings, id))
			return true;
	}
	return false;
}

/* ---- what goes along ---- */

static void drop_part(const Replay *replay, Table *table, Object *part)
{
	mv_model_count_name(replay->schema, part->kind, table->object.schema, part->name, -1);
	if (part->kind == OBJ_TRIGGER) {
		MV_TAKE(&table->triggers, part);
		if (((Trigger *)part)->function)
			MV_TAKE(&((Trigger *)part)->function->triggers, part);
	} else if (part->kind == OBJ_POLICY) {
		MV_TAKE(&table->policies, part);
	} else {
		MV_TAKE(&table->rules, part);
	}
}

static void drop_from_parts(const Replay *replay, Table *table, uint32_t id)
{
	for (uint32_t i = table->triggers.count; i > 0; i--) {
		if (uses(((const Trigger *)table->triggers.items[i - 1])->when, id))
			drop_part(replay, table, table->triggers.items[i - 1]);
	}
	for (uint32_t i = table->policies.count; i > 0; i--) {
		const PolicyChange *def = ((const Policy *)table->policies.items[i - 1])->def;

		if (uses(def->using_expr, id) || uses(def->check_expr, id))
			drop_part(replay, table, table->policies.items[i - 1]);
	}
	for (uint32_t i = table->rules.count; i > 0; i--) {
		const RewriteRule *rule = (const RewriteRule *)table->rules.items[i - 1];
		bool used = uses(rule->condition, id);

		for (uint32_t a = 0; a < rule->def->actions.count && a < rule->bindings.count; a++)
			used |= code_uses(rule->def->actions.items[a]->code, rule->bindings.items[a], id);
		if (used)
			drop_part(replay, table, table->rules.items[i - 1]);
	}
}

static bool index_uses(const TableIndex *index, uint32_t id)
{
	for (uint32_t k = 0; k < index->keys.count; k++) {
		if (index->keys.items[k].opclass_id == id || uses(index->keys.items[k].expression, id))
			return true;
	}
	return uses(index->predicate, id);
}

static void drop_from_table(const Replay *replay, Table *table, uint32_t id)
{
	const Object *used = replay->schema->things.items[id];

	if (table->type_name && used && mv_streq(table->type_name, used->name) && mv_streq(table->type_schema, used->schema)) {
		mv_model_drop_table(replay, table);
		return;
	}
	if (table->query && code_uses(table->query->code, table->bindings, id)) {
		mv_model_drop_table(replay, table);
		return;
	}
	for (uint32_t k = 0; k < table->partition_keys.count; k++) {
		if (uses(table->partition_keys.items[k].expression, id)) {
			mv_model_drop_table(replay, table);
			return;
		}
	}
	for (uint32_t i = table->columns.count; i > 0; i--) {
		Column *column = i <= table->columns.count ? table->columns.items[i - 1] : NULL;

		if (column && uses(column->default_value, id))
			column->default_value = NULL;
		if (column && (uses(column->generation, id) || (column->type && column->type->object == id)))
			mv_model_drop_column(replay, table, column);
	}
	for (uint32_t i = table->constraints.count; i > 0; i--) {
		Constraint *constraint = i <= table->constraints.count ? table->constraints.items[i - 1] : NULL;

		if (constraint && uses(constraint->expression, id))
			mv_model_drop_constraint(replay, constraint);
	}
	for (uint32_t i = table->indexes.count; i > 0; i--) {
		TableIndex *index = i <= table->indexes.count ? table->indexes.items[i - 1] : NULL;

		if (index && index_uses(index, id) && index->constraint)
			mv_model_drop_constraint(replay, index->constraint);
		else if (index && index_uses(index, id))
			mv_model_drop_index(replay, index);
	}
	drop_from_parts(replay, table, id);
}

static void drop_from_domain(const Replay *replay, Domain *domain, uint32_t id)
{
	if (uses(domain->default_value, id) || (domain->base && domain->base->object == id)) {
		mv_model_drop_type(replay, &domain->object, true);
		return;
	}
	for (uint32_t i = domain->checks.count; i > 0; i--) {
		Constraint *check = domain->checks.items[i - 1];

		if (!uses(check->expression, id))
			continue;
		MV_TAKE(&domain->checks, check);
		mv_model_count_name(replay->schema, OBJ_CONSTRAINT, domain->object.schema, check->name, -1);
	}
}

bool mv_model_is_current(const Schema *model, const Object *object)
{
	if (mv_model_get(&model->relations, object->schema, object->name) == object ||
	    mv_model_get(&model->types, object->schema, object->name) == object)
		return true;
	if (object->kind == OBJ_FUNCTION || object->kind == OBJ_PROCEDURE || object->kind == OBJ_AGGREGATE) {
		const FunctionGroup *group = mv_model_get(&model->function_names, object->schema, object->name);

		for (uint32_t i = 0; group && i < group->functions.count; i++) {
			if (&group->functions.items[i]->object == object)
				return true;
		}
		return false;
	}
	return !mv_model_is_table(object->kind) && object->kind != OBJ_DOMAIN && object->kind != OBJ_ENUM &&
	       object->kind != OBJ_COMPOSITE && object->kind != OBJ_RANGE && object->kind != OBJ_TYPE &&
	       ((const StoredObject *)object)->key &&
	       mv_map_get(&model->others, ((const StoredObject *)object)->key) == object;
}

static void drop_holder(const Replay *replay, Object *holder, uint32_t id)
{
	if (!mv_model_is_current(replay->schema, holder))
		return;
	switch ((int)holder->kind) {
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
		drop_from_table(replay, (Table *)holder, id);
		break;
	case OBJ_DOMAIN:
		drop_from_domain(replay, (Domain *)holder, id);
		break;
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
	case OBJ_AGGREGATE:
		if (function_uses((const Function *)holder, id))
			mv_model_drop_function(replay, (Function *)holder);
		break;
	case OBJ_RANGE:
	case OBJ_TYPE:
		if (stored_uses((const StoredObject *)holder, id))
			mv_model_drop_type(replay, holder, true);
		break;
	case OBJ_ENUM:
	case OBJ_COMPOSITE:
		break;
	default: /* an int here: the kinds of Schema.others */
		if (stored_uses((const StoredObject *)holder, id) || mv_model_statistics_use(replay, (const StoredObject *)holder, id))
			mv_model_drop_stored(replay, (StoredObject *)holder);
		break;
	}
}

/* One at a time: what is dropped on the way waits for its turn, however long the chain is. */
void mv_model_drop_users(const Replay *replay, uint32_t id)
{
	Schema *model = replay->schema;

	if (id >= model->users.count || !model->users.items[id].count)
		return;
	*VEC_PUSH(model->arena, &model->dropped) = id;
	if (model->dropped.count > 1)
		return;
	for (uint32_t d = 0; d < model->dropped.count; d++) {
		uint32_t gone = model->dropped.items[d];

		for (uint32_t i = 0; i < model->users.items[gone].count; i++) {
			Object *holder = model->things.items[model->users.items[gone].items[i]];

			if (holder)
				drop_holder(replay, holder, gone);
		}
		model->users.items[gone].count = 0;
	}
	model->dropped.count = 0;
}

/* ---- names in signatures ---- */

void mv_model_typed_tables(const Replay *replay, const Object *type, TableVec *tables)
{
	const Schema *model = replay->schema;

	for (uint32_t i = 0; type->id < model->users.count && i < model->users.items[type->id].count; i++) {
		Object *holder = model->things.items[model->users.items[type->id].items[i]];
		Table *table = (Table *)holder;

		if (holder && holder->kind == OBJ_TABLE && mv_model_is_current(model, holder) && mv_streq(table->type_name, type->name) &&
		    mv_streq(table->type_schema, type->schema))
			*VEC_PUSH(replay->arena, tables) = table;
	}
}

void mv_model_move_typed(const Schema *model, const Object *type, const char *schema, const char *name)
{
	for (uint32_t i = 0; type->id < model->users.count && i < model->users.items[type->id].count; i++) {
		Object *holder = model->things.items[model->users.items[type->id].items[i]];
		Table *table = (Table *)holder;

		if (holder && mv_model_is_table(holder->kind) && table->type_name && mv_streq(table->type_name, type->name) &&
		    mv_streq(table->type_schema, type->schema)) {
			table->type_schema = schema;
			table->type_name = name;
		}
	}
}

void mv_model_follow_type(Schema *model, uint32_t id)
{
	for (uint32_t i = 0; id < model->users.count && i < model->users.items[id].count; i++) {
		Object *holder = model->things.items[model->users.items[id].items[i]];

		if (!holder)
			continue;
		if (holder->kind == OBJ_FUNCTION || holder->kind == OBJ_PROCEDURE || holder->kind == OBJ_AGGREGATE) {
			Function *function = (Function *)holder;

			if (!mv_model_is_current(model, holder) || !function->def)
				continue;
			mv_model_take_function(model, function);
			function->arguments = mv_model_arguments(model, model->arena, function->def);
			mv_model_put_function(model, function);
		} else if (holder->kind == OBJ_CAST || holder->kind == OBJ_OPERATOR || holder->kind == OBJ_TRANSFORM) {
			if (mv_model_is_current(model, holder))
				mv_model_move_stored(model, (StoredObject *)holder, holder->schema, holder->name);
		}
	}
}
