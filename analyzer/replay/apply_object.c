/* apply_object.c: types, sequences, functions, triggers, policies, schemas, extensions, and what is only counted. */
#include "replay_internal.h"

#include <string.h>

static const char *namespace_of(const Apply *apply, const QName *name)
{
	return name->schema ? name->schema : mv_schema_current(apply->schema);
}

static void register_type(Apply *apply, Object *object, ObjectKind kind, const QName *name)
{
	mv_init_object(apply, object, kind, namespace_of(apply, name), name->name);
	mv_map_set(&apply->schema->types, mv_key(apply->schema->arena, object->schema, object->name), object);
}

/* ---- types ---- */

static void create_enum(Apply *apply, const CreateType *create)
{
	EnumType *type;

	if (mv_schema_type(apply->schema, namespace_of(apply, &create->name), create->name.name))
		return;
	type = MV_NEW(apply->schema->arena, EnumType);
	register_type(apply, &type->object, OBJ_ENUM, &create->name);
	for (uint32_t i = 0; i < create->labels.count; i++) {
		*VEC_PUSH(apply->schema->arena, &type->labels) = create->labels.items[i].text;
		*VEC_PUSH(apply->schema->arena, &type->label_births) = apply->birth;
	}
}

static EnumType *find_enum(const Schema *schema, const char *type_schema, const char *name)
{
	Object *object = mv_schema_type(schema, type_schema, name);

	return object && object->kind == OBJ_ENUM ? (EnumType *)object : NULL;
}

static uint32_t label_place(const EnumType *type, const char *label)
{
	for (uint32_t i = 0; i < type->labels.count; i++) {
		if (mv_streq(type->labels.items[i], label))
			return i;
	}
	return type->labels.count;
}

Tri mv_enum_value_exists(const Schema *schema, const char *type_schema, const char *type, const char *label)
{
	const EnumType *found = find_enum(schema, type_schema, type);

	if (!found)
		return schema->opaque_changes || !schema->complete ? TRI_UNKNOWN : TRI_NO;
	if (label_place(found, label) < found->labels.count)
		return TRI_YES;
	return found->object.incomplete || schema->opaque_changes ? TRI_UNKNOWN : TRI_NO;
}

static void add_enum_value(Apply *apply, const EnumValue *value)
{
	EnumType *type = find_enum(apply->schema, value->type.schema, value->type.name);
	uint32_t place;

	if (!value->type.name || value->type.unknown || !value->value.text)
		return;
	if (!type) {
		type = MV_NEW(apply->schema->arena, EnumType);
		register_type(apply, &type->object, OBJ_ENUM, &value->type);
		type->object.birth = (Birth){ 0 };
		type->object.incomplete = true;
	}
	if (label_place(type, value->value.text) < type->labels.count)
		return;
	place = value->neighbor ? label_place(type, value->neighbor) : type->labels.count;
	if (value->neighbor && !value->before && place < type->labels.count)
		place++;
	VEC_PUSH(apply->schema->arena, &type->labels);
	VEC_PUSH(apply->schema->arena, &type->label_births);
	for (uint32_t i = type->labels.count - 1; i > place; i--) {
		type->labels.items[i] = type->labels.items[i - 1];
		type->label_births.items[i] = type->label_births.items[i - 1];
	}
	type->labels.items[place] = value->value.text;
	type->label_births.items[place] = apply->birth;
}

static void create_domain(Apply *apply, const CreateDomain *create)
{
	Domain *domain = MV_NEW(apply->schema->arena, Domain);

	register_type(apply, &domain->object, OBJ_DOMAIN, &create->name);
	domain->base = create->base;
	domain->default_value = create->default_value;
	domain->not_null = create->not_null;
	for (uint32_t i = 0; i < create->checks.count; i++) {
		Constraint *check = MV_NEW(apply->schema->arena, Constraint);

		if (create->checks.items[i]->kind == CONSTRAINT_NOT_NULL) {
			domain->not_null = true;
			continue;
		}
		check->kind = CONSTRAINT_CHECK;
		check->arena = apply->schema->arena;
		check->def = create->checks.items[i];
		check->birth = apply->birth;
		check->valid = check->enforced = true;
		check->expression = check->def->expression;
		check->name = check->def->name.text ? check->def->name.text :
			      mv_object_name(apply->schema->arena, create->name.name, NULL, "check");
		*VEC_PUSH(apply->schema->arena, &domain->checks) = check;
	}
}

static Constraint *domain_check(const Domain *domain, const char *name)
{
	for (uint32_t i = 0; i < domain->checks.count; i++) {
		if (mv_streq(domain->checks.items[i]->name, name))
			return domain->checks.items[i];
	}
	return NULL;
}

static void alter_domain(Apply *apply, const AlterDomain *alter)
{
	Object *object = mv_schema_type(apply->schema, alter->name.schema, alter->name.name);
	Domain *domain = object && object->kind == OBJ_DOMAIN ? (Domain *)object : NULL;
	Constraint *check;

	if (!domain)
		return;
	check = alter->constraint_name.text ? domain_check(domain, alter->constraint_name.text) : NULL;
	switch (alter->what) {
	case DOMAIN_SET_DEFAULT:
		domain->default_value = alter->default_value;
		break;
	case DOMAIN_DROP_DEFAULT:
		domain->default_value = NULL;
		break;
	case DOMAIN_SET_NOT_NULL:
		domain->not_null = true;
		break;
	case DOMAIN_DROP_NOT_NULL:
		domain->not_null = false;
		break;
	case DOMAIN_ADD_CONSTRAINT:
		if (alter->constraint->kind == CONSTRAINT_NOT_NULL) {
			domain->not_null = true;
			break;
		}
		check = MV_NEW(apply->schema->arena, Constraint);
		check->kind = CONSTRAINT_CHECK;
		check->arena = apply->schema->arena;
		check->def = alter->constraint;
		check->birth = apply->birth;
		check->valid = !alter->constraint->not_valid;
		check->enforced = true;
		check->expression = alter->constraint->expression;
		check->name = alter->constraint->name.text ? alter->constraint->name.text :
			      mv_object_name(apply->schema->arena, domain->object.name, NULL, "check");
		*VEC_PUSH(apply->schema->arena, &domain->checks) = check;
		break;
	case DOMAIN_DROP_CONSTRAINT:
		if (check)
			VEC_REMOVE(&domain->checks, check);
		break;
	case DOMAIN_VALIDATE_CONSTRAINT:
		if (check)
			check->valid = true;
		break;
	}
}

static void create_plain_type(Apply *apply, const CreateType *create, ObjectKind kind)
{
	Object *object = MV_NEW(apply->schema->arena, Object);

	register_type(apply, object, kind, &create->name);
}

/* ---- sequences ---- */

static void own_sequence(Apply *apply, Sequence *sequence, const SequenceChange *change)
{
	Table *owner;

	if (sequence->owner_table && (change->owned_by_none || change->owned_by_table.name)) {
		VEC_REMOVE(&sequence->owner_table->sequences, sequence);
		sequence->owner_table = NULL;
		sequence->owner_column = NULL;
	}
	owner = change->owned_by_table.name ? mv_need_table(apply, &change->owned_by_table, OBJ_TABLE) : NULL;
	if (!owner)
		return;
	sequence->owner_table = owner;
	sequence->owner_column = change->owned_by_column;
	*VEC_PUSH(apply->schema->arena, &owner->sequences) = sequence;
}

static void change_sequence(Apply *apply, const SequenceChange *change, bool create)
{
	Object *object = mv_schema_relation(apply->schema, &change->name);
	Sequence *sequence = object && object->kind == OBJ_SEQUENCE ? (Sequence *)object : NULL;

	if (object && !sequence)
		return;
	if (!sequence) {
		sequence = MV_NEW(apply->schema->arena, Sequence);
		mv_init_object(apply, &sequence->object, OBJ_SEQUENCE,
			       change->persistence == PERSISTENCE_TEMPORARY && !change->name.schema ? "pg_temp" :
			       namespace_of(apply, &change->name), change->name.name);
		if (!create) {
			sequence->object.birth = (Birth){ 0 };
			sequence->object.incomplete = true;
		}
		mv_register_relation(apply->schema, &sequence->object);
	}
	own_sequence(apply, sequence, change);
}

/* ---- functions ---- */

/* "schema.name(int4,text)": IN, INOUT and VARIADIC parameters make the identity. */
static const char *signature(Apply *apply, const char *namespace, const FunctionChange *change)
{
	StrBuf key = { 0 };
	char *result;
	bool first = true;

	mv_buf_addf(&key, "%s.%s(", namespace, change->name.name);
	for (uint32_t i = 0; i < change->parameters.count; i++) {
		const Parameter *parameter = &change->parameters.items[i];

		if (parameter->mode && (strcmp(parameter->mode, "out") == 0 || strcmp(parameter->mode, "table") == 0))
			continue;
		mv_buf_addf(&key, "%s%s", first ? "" : ",",
			    parameter->type ? mv_type_format(parameter->type, apply->schema->arena) : "?");
		first = false;
	}
	mv_buf_addc(&key, ')');
	result = mv_buf_to_arena(&key, apply->schema->arena);
	mv_buf_release(&key);
	return result;
}

static void create_function(Apply *apply, const FunctionChange *create)
{
	Schema *schema = apply->schema;
	const char *namespace = namespace_of(apply, &create->name), *key = signature(apply, namespace, create);
	const char *name_key = mv_key(schema->arena, namespace, create->name.name);
	Function *function = mv_map_get(&schema->functions, key);
	FunctionGroup *group = mv_map_get(&schema->function_names, name_key);

	if (!function) {
		function = MV_NEW(schema->arena, Function);
		mv_init_object(apply, &function->object, create->object, namespace, create->name.name);
		mv_map_set(&schema->functions, key, function);
		if (!group) {
			group = MV_NEW(schema->arena, FunctionGroup);
			mv_map_set(&schema->function_names, name_key, group);
		}
		*VEC_PUSH(schema->arena, &group->functions) = function;
	}
	function->def = create;
	function->volatility = create->volatility == VOLATILITY_UNKNOWN ? VOLATILITY_VOLATILE : create->volatility;
	function->body_volatility = VOLATILITY_UNKNOWN;
}

static void alter_function(Apply *apply, const FunctionChange *alter)
{
	uint32_t count;
	Function *function = mv_schema_function(apply->schema, alter->name.schema, alter->name.name, &count);

	/* which of several is meant hardly matters: only the volatility is used */
	if (function && count == 1 && alter->volatility != VOLATILITY_UNKNOWN)
		function->volatility = alter->volatility;
}

/* ---- triggers, policies, rules ---- */

static void create_trigger(Apply *apply, const CreateTrigger *create)
{
	Table *table = mv_need_table(apply, &create->table, OBJ_TABLE);
	Trigger *trigger;

	if (!table || !create->name.text)
		return;
	for (uint32_t i = 0; i < table->triggers.count; i++) {
		if (strcmp(table->triggers.items[i]->name, create->name.text) == 0) {
			((Trigger *)table->triggers.items[i])->def = create;
			return;
		}
	}
	trigger = MV_NEW(apply->schema->arena, Trigger);
	mv_init_object(apply, &trigger->object, OBJ_TRIGGER, table->object.schema, create->name.text);
	trigger->table = table;
	trigger->def = create;
	trigger->enabled = true;
	*VEC_PUSH(apply->schema->arena, &table->triggers) = &trigger->object;
}

static void create_policy(Apply *apply, const PolicyChange *create)
{
	Table *table = mv_need_table(apply, &create->table, OBJ_TABLE);
	Policy *policy;

	if (!table || !create->name.text)
		return;
	policy = MV_NEW(apply->schema->arena, Policy);
	mv_init_object(apply, &policy->object, OBJ_POLICY, table->object.schema, create->name.text);
	policy->table = table;
	policy->def = create;
	*VEC_PUSH(apply->schema->arena, &table->policies) = &policy->object;
}

static void create_rule(Apply *apply, const CreateRule *create)
{
	Table *table = mv_need_table(apply, &create->table, OBJ_TABLE);
	Object *rule;

	if (!table || !create->name.text)
		return;
	rule = MV_NEW(apply->schema->arena, Object);
	mv_init_object(apply, rule, OBJ_RULE, table->object.schema, create->name.text);
	*VEC_PUSH(apply->schema->arena, &table->rules) = rule;
}

/* ---- the rest ---- */

static void create_named(Apply *apply, Map *map, ObjectKind kind, const char *name)
{
	Object *object;

	if (!name || mv_map_get(map, name))
		return;
	object = MV_NEW(apply->schema->arena, Object);
	mv_init_object(apply, object, kind, "", name);
	mv_map_set(map, name, object);
}

static void create_other(Apply *apply, ObjectKind kind, const QName *name)
{
	Object *object;
	Arena *arena = apply->schema->arena;

	if (!name->name || mv_schema_other(apply->schema, kind, name->schema, name->name))
		return;
	object = MV_NEW(arena, Object);
	mv_init_object(apply, object, kind, name->schema ? name->schema : "", name->name);
	mv_map_set(&apply->schema->others,
		   mv_key(arena, mv_object_kind_name(kind), name->schema ? mv_key(arena, name->schema, name->name) : name->name),
		   object);
}

void mv_apply_object(Apply *apply)
{
	const Change *change = apply->change;

	/* the kinds that mv_schema_apply sends here */
	if (change->kind == CHANGE_CREATE_SEQUENCE || change->kind == CHANGE_ALTER_SEQUENCE) {
		if (change->as.sequence->name.name && !change->as.sequence->name.unknown)
			change_sequence(apply, change->as.sequence, change->kind == CHANGE_CREATE_SEQUENCE);
	} else if (change->kind == CHANGE_ADD_ENUM_VALUE) {
		add_enum_value(apply, change->as.enum_value);
	} else if (change->kind == CHANGE_CREATE_ENUM || change->kind == CHANGE_CREATE_COMPOSITE ||
		   change->kind == CHANGE_CREATE_RANGE || change->kind == CHANGE_CREATE_TYPE) {
		const CreateType *create = change->as.type;

		if (!create->name.name || create->name.unknown)
			return;
		if (change->kind == CHANGE_CREATE_ENUM)
			create_enum(apply, create);
		else
			create_plain_type(apply, create, change->kind == CHANGE_CREATE_COMPOSITE ? OBJ_COMPOSITE :
					  change->kind == CHANGE_CREATE_RANGE ? OBJ_RANGE : OBJ_TYPE);
	} else if (change->kind == CHANGE_CREATE_DOMAIN) {
		if (change->as.domain->name.name && !change->as.domain->name.unknown)
			create_domain(apply, change->as.domain);
	} else if (change->kind == CHANGE_ALTER_DOMAIN) {
		alter_domain(apply, change->as.alter_domain);
	} else if (change->kind == CHANGE_CREATE_FUNCTION) {
		if (change->as.function->name.name && !change->as.function->name.unknown)
			create_function(apply, change->as.function);
	} else if (change->kind == CHANGE_ALTER_FUNCTION) {
		alter_function(apply, change->as.function);
	} else if (change->kind == CHANGE_CREATE_TRIGGER) {
		create_trigger(apply, change->as.trigger);
	} else if (change->kind == CHANGE_CREATE_POLICY) {
		create_policy(apply, change->as.policy);
	} else if (change->kind == CHANGE_CREATE_RULE) {
		create_rule(apply, change->as.rule);
	} else if (change->kind == CHANGE_CREATE_STATISTICS) {
		create_other(apply, OBJ_STATISTICS, &change->as.statistics->name);
	} else if (change->kind == CHANGE_CREATE_SCHEMA) {
		create_named(apply, &apply->schema->schemas, OBJ_SCHEMA, change->as.object->name.name);
	} else if (change->kind == CHANGE_CREATE_EXTENSION) {
		create_named(apply, &apply->schema->extensions, OBJ_EXTENSION, change->as.object->name.name);
	} else if (change->kind == CHANGE_CREATE_OBJECT) {
		create_other(apply, change->as.object->object, &change->as.object->name);
	}
}
