/* apply_rename.c: RENAME and SET SCHEMA, followed through everything that knows the name. */
#include "model.h"

#include <string.h>

/* ---- expressions ---- */

enum { DEEPEST = 200 };

static const Expression *renamed(Arena *arena, const Expression *expression, const char *from, const char *to, int depth)
{
	Expression *copy = NULL;

	if (!expression || depth > DEEPEST)
		return expression;
	if (expression->kind == EXPR_COLUMN && mv_streq(expression->name, from)) {
		copy = MV_NEW(arena, Expression);
		*copy = *expression;
		copy->name = to;
		return copy;
	}
	for (uint32_t i = 0; i < expression->arg_count; i++) {
		const Expression *argument = renamed(arena, expression->args[i], from, to, depth + 1);

		if (argument == expression->args[i])
			continue;
		if (!copy) {
			copy = MV_NEW(arena, Expression);
			*copy = *expression;
			copy->args = MV_NEW_ARRAY(arena, Expression *, expression->arg_count);
			memcpy(copy->args, expression->args, sizeof *copy->args * expression->arg_count);
		}
		copy->args[i] = (Expression *)argument;
	}
	return copy ? copy : expression;
}

const Expression *mv_model_renamed(Arena *arena, const Expression *expression, const char *from, const char *to)
{
	return renamed(arena, expression, from, to, 0);
}

/* ---- columns ---- */

static void rename_in(const char **items, uint32_t count, const char *from, const char *to)
{
	for (uint32_t i = 0; i < count; i++) {
		if (strcmp(items[i], from) == 0)
			items[i] = to;
	}
}

static void rename_in_index(const Replay *replay, TableIndex *index, const char *from, const char *to)
{
	for (uint32_t k = 0; k < index->keys.count; k++) {
		IndexKey *key = &index->keys.items[k];

		if (mv_streq(key->column, from)) {
			key->attribute = key->attribute ? key->attribute : from;
			key->column = to;
		}
		key->expression = mv_model_renamed(replay->arena, key->expression, from, to);
	}
	rename_in(index->including.items, index->including.count, from, to);
	index->predicate = mv_model_renamed(replay->arena, index->predicate, from, to);
}

static void rename_in_trigger(const Replay *replay, Trigger *trigger, const char *from, const char *to)
{
	CreateTrigger *def;

	rename_in(trigger->update_columns.items, trigger->update_columns.count, from, to);
	if (!mv_expression_mentions(trigger->def->when, from))
		return;
	def = MV_NEW(replay->arena, CreateTrigger);
	*def = *trigger->def;
	def->when = mv_model_renamed(replay->arena, def->when, from, to);
	trigger->def = def;
}

static void rename_in_policy(const Replay *replay, Policy *policy, const char *from, const char *to)
{
	PolicyChange *def = MV_NEW(replay->arena, PolicyChange);

	rename_in(policy->columns.items, policy->columns.count, from, to);
	*def = *policy->def;
	def->using_expr = mv_model_renamed(replay->arena, def->using_expr, from, to);
	def->check_expr = mv_model_renamed(replay->arena, def->check_expr, from, to);
	policy->def = def;
}

void mv_model_rename_column(const Replay *replay, Table *table, Column *column, const char *to)
{
	const char *from = column->name;

	column->name = to;
	for (uint32_t i = 0; i < table->columns.count; i++)
		table->columns.items[i]->generation = mv_model_renamed(replay->arena, table->columns.items[i]->generation, from, to);
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		Constraint *constraint = table->constraints.items[i];

		rename_in(constraint->columns.items, constraint->columns.count, from, to);
		constraint->expression = mv_model_renamed(replay->arena, constraint->expression, from, to);
	}
	for (uint32_t i = 0; i < table->referencing.count; i++) {
		Constraint *constraint = table->referencing.items[i];

		rename_in(constraint->referenced_columns.items, constraint->referenced_columns.count, from, to);
	}
	for (uint32_t i = 0; i < table->indexes.count; i++)
		rename_in_index(replay, table->indexes.items[i], from, to);
	for (uint32_t i = 0; i < table->sequences.count; i++) {
		if (strcmp(table->sequences.items[i]->owner_column, from) == 0)
			table->sequences.items[i]->owner_column = to;
	}
	for (uint32_t i = 0; i < table->triggers.count; i++)
		rename_in_trigger(replay, (Trigger *)table->triggers.items[i], from, to);
	for (uint32_t i = 0; i < table->policies.count; i++)
		rename_in_policy(replay, (Policy *)table->policies.items[i], from, to);
	for (uint32_t i = 0; i < table->partition_keys.count; i++) {
		IndexKey *key = &table->partition_keys.items[i];

		/* the vector is the change's own: copied before it is written */
		if (mv_streq(key->column, from) || mv_expression_mentions(key->expression, from)) {
			IndexKeyVec keys = { 0 };

			for (uint32_t k = 0; k < table->partition_keys.count; k++)
				*VEC_PUSH(replay->arena, &keys) = table->partition_keys.items[k];
			keys.items[i].column = mv_streq(key->column, from) ? to : key->column;
			keys.items[i].expression = mv_model_renamed(replay->arena, key->expression, from, to);
			table->partition_keys = keys;
		}
	}
	for (uint32_t i = 0; i < table->readers.count; i++) {
		Table *view = table->readers.items[i];

		for (uint32_t u = 0; u < view->uses.count; u++) {
			if (view->uses.items[u].table == table)
				rename_in(view->uses.items[u].columns.items, view->uses.items[u].columns.count, from, to);
		}
	}
}

/* What is done under an unknown condition leaves a table about which less is known. */
static bool only_maybe(const Replay *replay, Table *table)
{
	if (replay->maybe)
		table->object.incomplete = true;
	return replay->maybe;
}

static void rename_attribute(const Replay *replay, const Rename *rename)
{
	const Object *object = mv_schema_type(replay->schema, rename->name.schema, rename->name.name);
	const Composite *composite = (const Composite *)object;
	TableVec tables = { 0 };

	if (!object || object->kind != OBJ_COMPOSITE || replay->maybe)
		return;
	for (uint32_t i = 0; i < composite->attributes.count; i++) {
		if (strcmp(composite->attributes.items[i]->name, rename->part.text) == 0)
			composite->attributes.items[i]->name = rename->new_name.text;
	}
	mv_model_typed_tables(replay, object, &tables);
	for (uint32_t i = 0; i < tables.count; i++) {
		Column *column = mv_table_column(tables.items[i], rename->part.text);

		if (column)
			mv_model_rename_column(replay, tables.items[i], column, rename->new_name.text);
	}
}

static void rename_column(const Replay *replay, const Rename *rename)
{
	Table *table;
	TableVec family = { 0 };

	if (!rename->part.text || rename->object == OBJ_ATTRIBUTE) {
		if (rename->part.text)
			rename_attribute(replay, rename);
		return;
	}
	table = mv_model_target(replay, &rename->name, rename->if_exists);
	if (!table)
		return;
	if (only_maybe(replay, table)) {
		Column *column = mv_table_column(table, rename->part.text);

		if (column)
			column->maybe = true;
		return;
	}
	mv_model_family(replay, table, false, &family);
	for (uint32_t i = 0; i < family.count; i++) {
		Column *column = mv_table_column(family.items[i], rename->part.text);

		if (!column && i == 0 && table->object.incomplete) {
			column = mv_model_new_column(replay, table, rename->part.text);
			column->birth = (Birth){ 0 };
			column->not_null = TRI_UNKNOWN;
			column->default_unknown = true;
		}
		if (column && !mv_table_column(family.items[i], rename->new_name.text))
			mv_model_rename_column(replay, family.items[i], column, rename->new_name.text);
	}
}

/* ---- relations ---- */

/* The name or schema of a relation changes: its key and all keys made from its schema. */
static void move_relation(Schema *model, Object *object, const char *schema, const char *name)
{
	mv_model_take(model, &model->relations, object);
	object->schema = schema;
	object->name = name;
	mv_model_put(model, &model->relations, object);
	mv_model_follow_type(model, object->id);
}

/* serial's default names the sequence. */
static void follow_sequence(const Replay *replay, const Sequence *sequence, const char *old_name)
{
	Column *column = sequence->owner_table ? mv_table_column(sequence->owner_table, sequence->owner_column) : NULL;
	const Expression *value = column ? column->default_value : NULL;
	Expression *call, *cast, *text;

	if (!value || value->kind != EXPR_FUNCTION || !mv_streq(value->name, "nextval") || value->arg_count != 1 ||
	    value->args[0]->kind != EXPR_CAST || value->args[0]->arg_count != 1 || !value->args[0]->args[0]->text ||
	    !mv_str_ends(mv_str(value->args[0]->args[0]->text), mv_str(old_name)))
		return;
	call = MV_NEW(replay->arena, Expression);
	cast = MV_NEW(replay->arena, Expression);
	text = MV_NEW(replay->arena, Expression);
	*call = *value;
	*cast = *value->args[0];
	*text = *value->args[0]->args[0];
	text->text = strcmp(sequence->object.schema, mv_schema_current(replay->schema)) == 0 ?
			     sequence->object.name :
			     mv_arena_format(replay->arena, "%s.%s", sequence->object.schema, sequence->object.name);
	call->args = MV_NEW(replay->arena, Expression *);
	cast->args = MV_NEW(replay->arena, Expression *);
	call->args[0] = cast;
	cast->args[0] = text;
	column->default_value = call;
}

static void rename_relation(const Replay *replay, const Rename *rename)
{
	Object *object;
	const char *to = rename->new_name.text, *from;

	if (rename->name.unknown || !rename->name.name || !to)
		return;
	object = mv_schema_relation(replay->schema, &rename->name);
	if (!object && replay->change->kind != CHANGE_RENAME_INDEX)
		object = (Object *)mv_model_target(replay, &rename->name, rename->if_exists);
	if (!object || object->kind == OBJ_COMPOSITE)
		return;
	if (replay->maybe) {
		/* it has one of two names now */
		object->maybe = true;
		replay->schema->opaque_changes = true;
		return;
	}
	if (mv_model_get(&replay->schema->relations, object->schema, to))
		return;
	from = object->name;
	move_relation(replay->schema, object, object->schema, to);
	if (object->kind == OBJ_SEQUENCE)
		follow_sequence(replay, (Sequence *)object, from);
	if (object->kind == OBJ_INDEX && ((TableIndex *)object)->constraint) {
		Constraint *constraint = ((TableIndex *)object)->constraint;

		mv_model_count_name(replay->schema, OBJ_CONSTRAINT, object->schema, constraint->name, -1);
		mv_model_count_name(replay->schema, OBJ_CONSTRAINT, object->schema, to, 1);
		constraint->name = to;
	}
}

static void rename_constraint(const Replay *replay, const Rename *rename)
{
	Table *table;
	TableVec family = { 0 };

	if (!rename->part.text || rename->object == OBJ_DOMAIN_CONSTRAINT) {
		Object *object = rename->part.text ? mv_schema_type(replay->schema, rename->name.schema, rename->name.name) : NULL;
		Domain *domain = (Domain *)object;

		if (object && object->kind == OBJ_DOMAIN && mv_streq(domain->not_null_name, rename->part.text) && !replay->maybe)
			domain->not_null_name = rename->new_name.text;
		for (uint32_t i = 0; object && object->kind == OBJ_DOMAIN && i < domain->checks.count; i++) {
			if (strcmp(domain->checks.items[i]->name, rename->part.text) == 0 && !replay->maybe)
				domain->checks.items[i]->name = rename->new_name.text;
		}
		return;
	}
	table = mv_model_target(replay, &rename->name, rename->if_exists);
	if (!table || only_maybe(replay, table))
		return;
	mv_model_family(replay, table, false, &family);
	for (uint32_t i = 0; i < family.count; i++) {
		Constraint *constraint = mv_table_constraint(family.items[i], rename->part.text);

		if (constraint && (i == 0 || (constraint->inherited && (constraint->kind == CONSTRAINT_CHECK || constraint->kind == CONSTRAINT_NOT_NULL))))
			mv_model_rename_constraint(replay, constraint, rename->new_name.text);
		else if (!constraint && mv_model_not_null_named(family.items[i], rename->part.text))
			mv_model_name_not_null(replay, family.items[i], mv_model_not_null_named(family.items[i], rename->part.text),
					       rename->new_name.text);
	}
}

/* ---- types ---- */

/* Columns name their type: they get the new name. */
static void move_type(const Replay *replay, Object *type, const char *schema, const char *name)
{
	Schema *model = replay->schema;
	TypeUseVec uses = { 0 };

	mv_schema_type_users(model, type, replay->arena, &uses);
	mv_model_move_typed(model, type, schema, name);
	mv_model_take(model, &model->types, type);
	if (type->kind == OBJ_COMPOSITE)
		mv_model_take(model, &model->relations, type);
	type->schema = schema;
	type->name = name;
	mv_model_put(model, &model->types, type);
	if (type->kind == OBJ_COMPOSITE)
		mv_model_put(model, &model->relations, type);
	for (uint32_t i = 0; i < uses.count; i++) {
		TypeUse *use = &uses.items[i];
		Type *copy = MV_NEW(replay->arena, Type);

		*copy = *use->column->type;
		copy->name = name;
		if (copy->schema || strcmp(schema, mv_schema_current(model)) != 0)
			copy->schema = schema;
		if (use->column->default_type == use->column->type)
			use->column->default_type = copy;
		use->column->type = copy;
		mv_model_use_type(model, use->table, use->composite, use->column);
	}
	mv_model_follow_type(model, type->id);
}

static void rename_type(const Replay *replay, const Rename *rename)
{
	Object *type = rename->name.unknown ? NULL : mv_schema_type(replay->schema, rename->name.schema, rename->name.name);

	if (!type || mv_model_is_table(type->kind) || !rename->new_name.text)
		return;
	if (replay->maybe) {
		type->maybe = true;
		replay->schema->opaque_changes = true;
	} else if (!mv_model_get(&replay->schema->types, type->schema, rename->new_name.text)) {
		move_type(replay, type, type->schema, rename->new_name.text);
	}
}

static void rename_enum_value(const Replay *replay, const Rename *rename)
{
	Object *object = rename->name.unknown ? NULL : mv_schema_type(replay->schema, rename->name.schema, rename->name.name);
	EnumType *type = (EnumType *)object;

	if (!object || object->kind != OBJ_ENUM || !rename->part.text || !rename->new_name.text)
		return;
	if (replay->maybe) {
		object->incomplete = true;
		return;
	}
	for (uint32_t i = 0; i < type->labels.count; i++) {
		if (strcmp(type->labels.items[i], rename->part.text) == 0) {
			type->labels.items[i] = rename->new_name.text;
			type->label_births.items[i] = *replay->birth;
			*VEC_PUSH(replay->arena, &type->renames) = (LabelRename){ rename->part.text, rename->new_name.text };
		}
	}
}

/* ---- schemas and the rest ---- */

static void set_function_name(Schema *model, Function *function, const char *schema, const char *name)
{
	mv_model_take_function(model, function);
	function->object.schema = schema;
	function->object.name = name;
	mv_model_put_function(model, function);
}

/* Names of constraints, triggers, policies and rules are counted under their table's schema. */
static void recount_parts(Schema *model, const Table *table, int by)
{
	for (uint32_t i = 0; i < table->constraints.count; i++)
		mv_model_count_name(model, OBJ_CONSTRAINT, table->object.schema, table->constraints.items[i]->name, by);
	for (uint32_t i = 0; i < table->columns.count; i++) {
		if (table->columns.items[i]->not_null_name)
			mv_model_count_name(model, OBJ_COLUMN, table->object.schema, table->columns.items[i]->not_null_name, by);
	}
	for (uint32_t i = 0; i < table->triggers.count; i++)
		mv_model_count_name(model, OBJ_TRIGGER, table->object.schema, table->triggers.items[i]->name, by);
	for (uint32_t i = 0; i < table->policies.count; i++)
		mv_model_count_name(model, OBJ_POLICY, table->object.schema, table->policies.items[i]->name, by);
	for (uint32_t i = 0; i < table->rules.count; i++)
		mv_model_count_name(model, OBJ_RULE, table->object.schema, table->rules.items[i]->name, by);
}

/* Indexes and owned sequences live where their table lives. */
static void move_table(const Replay *replay, Table *table, const char *schema)
{
	Schema *model = replay->schema;

	recount_parts(model, table, -1);
	move_relation(model, &table->object, schema, table->object.name);
	recount_parts(model, table, 1);
	for (uint32_t i = 0; i < table->triggers.count; i++)
		table->triggers.items[i]->schema = schema;
	for (uint32_t i = 0; i < table->policies.count; i++)
		table->policies.items[i]->schema = schema;
	for (uint32_t i = 0; i < table->rules.count; i++)
		table->rules.items[i]->schema = schema;
	for (uint32_t i = 0; i < table->indexes.count; i++)
		move_relation(model, &table->indexes.items[i]->object, schema, table->indexes.items[i]->object.name);
	for (uint32_t i = 0; i < table->sequences.count; i++) {
		Sequence *sequence = table->sequences.items[i];

		move_relation(model, &sequence->object, schema, sequence->object.name);
		follow_sequence(replay, sequence, sequence->object.name);
	}
}

typedef VEC(Object *) ObjectVec;

static ObjectVec members_of(const Replay *replay, const Map *map, const char *schema)
{
	ObjectVec members = { 0 };

	for (uint32_t i = 0; i < map->count; i++) {
		Object *object = map->entries[i].value;

		if (object && strcmp(object->schema, schema) == 0)
			*VEC_PUSH(replay->arena, &members) = object;
	}
	return members;
}

void mv_model_move_object(const Replay *replay, Object *object, const char *schema)
{
	Schema *model = replay->schema;

	if (mv_model_is_table(object->kind))
		move_table(replay, (Table *)object, schema);
	else if (object->kind == OBJ_FUNCTION || object->kind == OBJ_PROCEDURE || object->kind == OBJ_AGGREGATE)
		set_function_name(model, (Function *)object, schema, object->name);
	else if (mv_model_get(&model->types, object->schema, object->name) == object)
		move_type(replay, object, schema, object->name);
	else if (object->kind == OBJ_INDEX || object->kind == OBJ_SEQUENCE)
		move_relation(model, object, schema, object->name);
	else if (((StoredObject *)object)->key)
		mv_model_move_stored(model, (StoredObject *)object, schema, object->name);
}

static void rename_schema(const Replay *replay, const Rename *rename)
{
	Schema *model = replay->schema;
	const char *from = rename->name.name, *to = rename->new_name.text;
	Object *object = from ? mv_map_get(&model->schemas, from) : NULL;
	ObjectVec members;

	if (!from || !to || rename->name.unknown)
		return;
	if (replay->maybe || mv_map_get(&model->schemas, to)) {
		model->opaque_changes = true;
		return;
	}
	if (!object) {
		object = MV_NEW(replay->arena, Object);
		*object = (Object){ .kind = OBJ_SCHEMA, .id = mv_model_number(model, object), .schema = "" };
	}
	mv_map_remove(&model->schemas, from);
	object->name = to;
	mv_map_set(&model->schemas, to, object);
	/* moving changes the maps, so what is to be moved is listed first */
	members = members_of(replay, &model->relations, from);
	for (uint32_t i = 0; i < members.count; i++) {
		Object *relation = members.items[i];

		if (mv_model_is_table(relation->kind))
			move_table(replay, (Table *)relation, to);
		else if (relation->kind != OBJ_COMPOSITE && strcmp(relation->schema, from) == 0)
			move_relation(model, relation, to, relation->name);
	}
	members = members_of(replay, &model->types, from);
	for (uint32_t i = 0; i < members.count; i++)
		move_type(replay, members.items[i], to, members.items[i]->name);
	members = members_of(replay, &model->functions, from);
	for (uint32_t i = 0; i < members.count; i++)
		set_function_name(model, (Function *)members.items[i], to, members.items[i]->name);
	members = members_of(replay, &model->others, from);
	for (uint32_t i = 0; i < members.count; i++)
		mv_model_move_stored(model, (StoredObject *)members.items[i], to, members.items[i]->name);
	for (uint32_t i = 0; i < model->extensions.count; i++) {
		Object *extension = model->extensions.entries[i].value;

		if (extension && mv_streq(extension->schema, from))
			extension->schema = to;
	}
}

/* A trigger, policy or rule: the statement says its table. */
static void rename_part(const Replay *replay, const Rename *rename)
{
	Table *table = mv_model_target(replay, &rename->name, rename->if_exists);
	Object *part = table ? mv_model_part(table, rename->object, rename->part.text) : NULL;

	if (!part || replay->maybe)
		return;
	if (part->kind == OBJ_TRIGGER) {
		mv_model_rename_trigger(replay, (Trigger *)part, rename->new_name.text);
		return;
	}
	mv_model_count_name(replay->schema, rename->object, table->object.schema, part->name, -1);
	part->name = rename->new_name.text;
	mv_model_count_name(replay->schema, rename->object, table->object.schema, part->name, 1);
}

static void rename_function(const Replay *replay, const Rename *rename)
{
	Function *function = mv_model_find_function(
		replay->schema, &rename->name,
		rename->arguments_given ? mv_model_argument_list(replay->schema, replay->arena, rename->arguments.items, rename->arguments.count) :
					  NULL);

	if (function && !replay->maybe && rename->new_name.text)
		set_function_name(replay->schema, function, function->object.schema, rename->new_name.text);
	else
		replay->schema->opaque_changes |= !function && rename->name.name != NULL && !rename->if_exists;
}

/* Functions name their language, foreign tables and user mappings their server. */
static void follow_stored(const Replay *replay, const StoredObject *stored, const char *from)
{
	Schema *model = replay->schema;
	const char *to = stored->object.name;

	for (uint32_t i = 0; stored->object.kind == OBJ_LANGUAGE && i < model->functions.count; i++) {
		Function *function = model->functions.entries[i].value;
		FunctionChange *def;

		if (!function || !function->def || !mv_streq(function->def->language, from))
			continue;
		def = MV_NEW(replay->arena, FunctionChange);
		*def = *function->def;
		def->language = to;
		function->def = def;
	}
	for (uint32_t i = 0; stored->object.kind == OBJ_SERVER && i < model->relations.count; i++) {
		Object *object = model->relations.entries[i].value;

		if (object && object->kind == OBJ_FOREIGN_TABLE && mv_streq(((Table *)object)->server, from))
			((Table *)object)->server = to;
	}
	if (stored->object.kind != OBJ_SERVER || stored->object.id >= model->users.count)
		return;
	for (uint32_t i = 0; i < model->users.items[stored->object.id].count; i++) {
		StoredObject *mapping = model->things.items[model->users.items[stored->object.id].items[i]];
		Str name, end = mv_str(mv_arena_format(replay->arena, " on %s", from));

		if (!mapping || mapping->object.kind != OBJ_USER_MAPPING)
			continue;
		name = mv_str(mapping->object.name);
		if (mv_str_ends(name, end))
			mv_model_move_stored(model, mapping, "",
					     mv_arena_format(replay->arena, "%.*s on %s", (int)(name.len - end.len), name.ptr, to));
	}
}

static void rename_stored(const Replay *replay, const Rename *rename)
{
	StoredObject *stored = mv_model_renamed_stored(replay, rename);
	const char *from = stored ? stored->object.name : NULL;

	if (!stored)
		return;
	if (replay->maybe) {
		stored->object.maybe = true;
		replay->schema->opaque_changes = true;
		return;
	}
	mv_model_move_stored(replay->schema, stored, stored->object.schema, rename->new_name.text);
	follow_stored(replay, stored, from);
}

static void rename_object(const Replay *replay, const Rename *rename)
{
	switch ((int)rename->object) {
	case OBJ_SEQUENCE:
	case OBJ_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
	case OBJ_FOREIGN_TABLE:
	case OBJ_INDEX:
		rename_relation(replay, rename);
		break;
	case OBJ_TYPE:
	case OBJ_ENUM:
	case OBJ_DOMAIN:
	case OBJ_COMPOSITE:
	case OBJ_RANGE:
		rename_type(replay, rename);
		break;
	case OBJ_ATTRIBUTE:
		rename_column(replay, rename);
		break;
	case OBJ_DOMAIN_CONSTRAINT:
		rename_constraint(replay, rename);
		break;
	case OBJ_TRIGGER:
	case OBJ_POLICY:
	case OBJ_RULE:
		rename_part(replay, rename);
		break;
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
	case OBJ_AGGREGATE:
	case OBJ_ROUTINE:
		rename_function(replay, rename);
		break;
	default: /* an int here */
		rename_stored(replay, rename);
		break;
	}
}

void mv_apply_rename(const Replay *replay, const Rename *rename)
{
	if (!rename->new_name.text)
		return;
	switch ((int)replay->change->kind) {
	case CHANGE_RENAME_TABLE:
	case CHANGE_RENAME_VIEW:
	case CHANGE_RENAME_INDEX:
		rename_relation(replay, rename);
		break;
	case CHANGE_RENAME_COLUMN:
		rename_column(replay, rename);
		break;
	case CHANGE_RENAME_CONSTRAINT:
		rename_constraint(replay, rename);
		break;
	case CHANGE_RENAME_SCHEMA:
		rename_schema(replay, rename);
		break;
	case CHANGE_RENAME_ENUM_VALUE:
		rename_enum_value(replay, rename);
		break;
	case CHANGE_RENAME_OBJECT:
		rename_object(replay, rename);
		break;
	}
}

/* ---- SET SCHEMA ---- */

/* False: it is no object of that kind. */
static bool set_stored_schema(const Replay *replay, const SetSchema *set)
{
	StoredObject *stored;

	switch ((int)set->object) {
	case OBJ_COLLATION:
	case OBJ_CONVERSION:
	case OBJ_OPERATOR:
	case OBJ_OPERATOR_CLASS:
	case OBJ_OPERATOR_FAMILY:
	case OBJ_TEXT_SEARCH:
	case OBJ_STATISTICS:
		break;
	default: /* an int here */
		return false;
	}
	stored = mv_model_find_stored(replay->schema, replay->arena, set->object, set->sub, &set->name, set->arguments.items,
				      set->arguments.count);
	if (stored && replay->maybe)
		stored->object.maybe = replay->schema->opaque_changes = true;
	else if (stored)
		mv_model_move_stored(replay->schema, stored, set->new_schema.text, stored->object.name);
	return true;
}

void mv_apply_set_schema(const Replay *replay, const SetSchema *set)
{
	Schema *model = replay->schema;
	const char *to = set->new_schema.text;
	Object *object;

	if (!to || set->name.unknown || !set->name.name)
		return;
	if (set->object == OBJ_FUNCTION || set->object == OBJ_PROCEDURE || set->object == OBJ_AGGREGATE || set->object == OBJ_ROUTINE) {
		Function *function = mv_model_find_function(
			model, &set->name,
			set->arguments_given ? mv_model_argument_list(model, replay->arena, set->arguments.items, set->arguments.count) : NULL);

		if (function && !replay->maybe)
			set_function_name(model, function, to, function->object.name);
		return;
	}
	if (set->object == OBJ_EXTENSION) {
		if (!replay->maybe)
			mv_model_move_extension(replay, set->name.name, to);
		return;
	}
	if (set_stored_schema(replay, set))
		return;
	object = mv_schema_relation(model, &set->name);
	if (!object || object->kind == OBJ_COMPOSITE || object->kind == OBJ_INDEX) {
		object = mv_schema_type(model, set->name.schema, set->name.name);
		if (object && !mv_model_is_table(object->kind) && !replay->maybe)
			move_type(replay, object, to, object->name);
		return;
	}
	if (replay->maybe) {
		object->maybe = true;
		model->opaque_changes = true;
	} else if (mv_model_get(&model->relations, to, object->name)) {
		return;
	} else if (mv_model_is_table(object->kind)) {
		move_table(replay, (Table *)object, to);
	} else {
		move_relation(model, object, to, object->name);
		follow_sequence(replay, (Sequence *)object, object->name);
	}
}
