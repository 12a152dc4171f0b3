/* apply_object.c: schemas, extensions, sequences, types, and objects that are not modelled in detail. */
#include "model.h"

#include <stdio.h>
#include <string.h>

/* Is the name taken, and shall the new object give way? */
bool mv_model_gives_way(const Replay *replay, const Object *taken, bool if_not_exists)
{
	return taken && !taken->maybe && (if_not_exists || (replay->change->swallowed & (SWALLOW_DUPLICATE | SWALLOW_ALL)));
}

/* ---- schemas, extensions ---- */

static void create_schema(const Replay *replay, const ObjectChange *create)
{
	Object *object = create->name.name ? mv_map_get(&replay->schema->schemas, create->name.name) : NULL;

	if (!create->name.name || create->name.unknown || (object && !object->maybe))
		return;
	object = MV_NEW(replay->arena, Object);
	mv_model_born(replay, object, OBJ_SCHEMA, "", create->name.name);
	mv_map_set(&replay->schema->schemas, create->name.name, object);
}

/* ---- types ---- */

/* The new type's memory when the name is free (or is made free), else NULL. */
static void *new_type(const Replay *replay, ObjectKind kind, const QName *name, size_t size)
{
	Schema *model = replay->schema;
	const char *schema;
	Object *taken, *type;

	if (!name->name || name->unknown) {
		model->opaque_changes = true;
		return NULL;
	}
	schema = mv_model_namespace(model, name);
	taken = mv_model_get(&model->types, schema, name->name);
	if (mv_model_gives_way(replay, taken, false))
		return NULL;
	if (taken)
		mv_model_drop_type(replay, taken, false);
	type = mv_arena_alloc(replay->arena, size);
	mv_model_born(replay, type, kind, schema, name->name);
	mv_model_put(model, &model->types, type);
	return type;
}

static void create_enum(const Replay *replay, const CreateType *create)
{
	EnumType *type = new_type(replay, OBJ_ENUM, &create->name, sizeof *type);

	for (uint32_t i = 0; type && i < create->labels.count; i++) {
		*VEC_PUSH(replay->arena, &type->labels) = create->labels.items[i].text;
		*VEC_PUSH(replay->arena, &type->label_births) = *replay->birth;
	}
}

static Column *new_attribute(const Replay *replay, Composite *composite, const ColumnSpec *spec)
{
	Column *attribute = MV_NEW(replay->arena, Column);

	attribute->name = spec->name.text ? spec->name.text : "?";
	attribute->id = mv_model_number(replay->schema, attribute);
	attribute->birth = *replay->birth;
	attribute->type = mv_model_bind_type(replay, spec->type);
	attribute->not_null = TRI_NO;
	attribute->collation = spec->collation;
	*VEC_PUSH(replay->arena, &composite->attributes) = attribute;
	mv_model_use_type(replay->schema, NULL, composite, attribute);
	return attribute;
}

static void create_composite(const Replay *replay, const CreateType *create)
{
	Composite *type = new_type(replay, OBJ_COMPOSITE, &create->name, sizeof *type);

	if (!type)
		return;
	if (!mv_model_get(&replay->schema->relations, type->object.schema, type->object.name))
		mv_model_put(replay->schema, &replay->schema->relations, &type->object);
	for (uint32_t i = 0; i < create->attributes.count; i++)
		new_attribute(replay, type, create->attributes.items[i]);
}

static Constraint *domain_check(const Replay *replay, Domain *domain, const ConstraintSpec *spec)
{
	Constraint *check = MV_NEW(replay->arena, Constraint);

	check->name = spec->name.text ? spec->name.text :
					mv_name_constraint(replay->schema, domain->object.schema, domain->object.name, NULL, "check");
	check->id = mv_model_number(replay->schema, check);
	check->birth = *replay->birth;
	check->kind = spec->kind;
	check->valid = !spec->not_valid;
	check->enforced = true;
	check->def = spec;
	check->expression = mv_model_bind_expression(replay, spec->expression, NULL);
	mv_model_note_expression(replay->schema, domain->object.id, check->expression);
	*VEC_PUSH(replay->arena, &domain->checks) = check;
	mv_model_count_name(replay->schema, OBJ_CONSTRAINT, domain->object.schema, check->name, 1);
	return check;
}

static void set_domain_default(const Replay *replay, Domain *domain, const Expression *value)
{
	domain->default_value = mv_model_bind_expression(replay, value, NULL);
	mv_model_note_expression(replay->schema, domain->object.id, domain->default_value);
}

/* A domain's NOT NULL has a name since 17. */
static void set_not_null(const Replay *replay, Domain *domain, const char *name)
{
	if (!domain->not_null_name || name)
		domain->not_null_name = name ? name :
					       mv_name_constraint(replay->schema, domain->object.schema, domain->object.name, NULL, "not_null");
	domain->not_null = true;
}

static void create_domain(const Replay *replay, const CreateDomain *create)
{
	Domain *domain = new_type(replay, OBJ_DOMAIN, &create->name, sizeof *domain);

	if (!domain)
		return;
	domain->base = mv_model_bind_type(replay, create->base);
	mv_model_note_type(replay->schema, domain->object.id, domain->base);
	set_domain_default(replay, domain, create->default_value);
	if (create->not_null)
		set_not_null(replay, domain, create->not_null_name);
	for (uint32_t i = 0; i < create->checks.count; i++) {
		if (create->checks.items[i]->kind == CONSTRAINT_CHECK)
			domain_check(replay, domain, create->checks.items[i]);
		else if (create->checks.items[i]->kind == CONSTRAINT_NOT_NULL)
			set_not_null(replay, domain, create->checks.items[i]->name.text);
	}
}

static void add_enum_value(const Replay *replay, const EnumValue *value)
{
	Object *object = value->type.unknown ? NULL : mv_schema_type(replay->schema, value->type.schema, value->type.name);
	EnumType *type = (EnumType *)object;
	uint32_t at;

	if (!object || object->kind != OBJ_ENUM || !value->value.text)
		return;
	if (replay->maybe)
		object->incomplete = true;
	for (uint32_t i = 0; i < type->labels.count; i++) {
		if (strcmp(type->labels.items[i], value->value.text) == 0)
			return;
	}
	replay->schema->enum_transaction = replay->birth->transaction;
	*VEC_PUSH(replay->arena, &type->labels) = value->value.text;
	*VEC_PUSH(replay->arena, &type->label_births) = *replay->birth;
	if (!value->neighbor)
		return;
	for (at = 0; at + 1 < type->labels.count && strcmp(type->labels.items[at], value->neighbor) != 0; at++)
		continue;
	if (!value->before && at + 1 < type->labels.count)
		at++;
	memmove(&type->labels.items[at + 1], &type->labels.items[at], sizeof *type->labels.items * (type->labels.count - 1 - at));
	memmove(&type->label_births.items[at + 1], &type->label_births.items[at],
		sizeof *type->label_births.items * (type->labels.count - 1 - at));
	type->labels.items[at] = value->value.text;
	type->label_births.items[at] = *replay->birth;
}

static Constraint *find_domain_check(const Domain *domain, const char *name)
{
	for (uint32_t i = 0; name && i < domain->checks.count; i++) {
		if (strcmp(domain->checks.items[i]->name, name) == 0)
			return domain->checks.items[i];
	}
	return NULL;
}

static void alter_domain(const Replay *replay, const AlterDomain *change)
{
	Object *object = change->name.unknown ? NULL : mv_schema_type(replay->schema, change->name.schema, change->name.name);
	Domain *domain = (Domain *)object;
	Constraint *check;

	if (!object || object->kind != OBJ_DOMAIN)
		return;
	if (replay->maybe) {
		object->incomplete = true;
		return;
	}
	switch (change->what) {
	case DOMAIN_SET_DEFAULT:
	case DOMAIN_DROP_DEFAULT:
		set_domain_default(replay, domain, change->default_value);
		break;
	case DOMAIN_SET_NOT_NULL:
	case DOMAIN_DROP_NOT_NULL:
		domain->not_null = false;
		if (change->what == DOMAIN_SET_NOT_NULL)
			set_not_null(replay, domain, NULL);
		else
			domain->not_null_name = NULL;
		break;
	case DOMAIN_ADD_CONSTRAINT:
		if (change->constraint && change->constraint->kind == CONSTRAINT_NOT_NULL)
			set_not_null(replay, domain, change->constraint->name.text);
		else if (change->constraint)
			domain_check(replay, domain, change->constraint);
		break;
	case DOMAIN_DROP_CONSTRAINT:
		check = find_domain_check(domain, change->constraint_name.text);
		if (!check && mv_streq(domain->not_null_name, change->constraint_name.text)) {
			domain->not_null = false;
			domain->not_null_name = NULL;
		}
		if (!check)
			break;
		MV_TAKE(&domain->checks, check);
		mv_model_count_name(replay->schema, OBJ_CONSTRAINT, object->schema, check->name, -1);
		break;
	case DOMAIN_VALIDATE_CONSTRAINT:
		check = find_domain_check(domain, change->constraint_name.text);
		if (check)
			check->valid = true;
		break;
	}
}

static Column *find_attribute(const Composite *composite, const char *name)
{
	for (uint32_t i = 0; name && i < composite->attributes.count; i++) {
		if (strcmp(composite->attributes.items[i]->name, name) == 0)
			return composite->attributes.items[i];
	}
	return NULL;
}

static void alter_typed_tables(const Replay *replay, const Object *type, const AlterComposite *change, const char *name)
{
	TableVec tables = { 0 };

	mv_model_typed_tables(replay, type, &tables);
	for (uint32_t i = 0; name && i < tables.count; i++) {
		Column *column = mv_table_column(tables.items[i], name);

		if (strcmp(change->what, "add attribute") == 0 && !column && change->attribute)
			mv_model_add_column(replay, tables.items[i], change->attribute);
		else if (strcmp(change->what, "drop attribute") == 0 && column)
			mv_model_drop_column(replay, tables.items[i], column);
		else if (strcmp(change->what, "alter attribute") == 0 && column && change->attribute)
			mv_model_change_type(replay, tables.items[i], column, change->attribute->type);
	}
}

static void alter_composite(const Replay *replay, const AlterComposite *change)
{
	Object *object = change->name.unknown ? NULL : mv_schema_type(replay->schema, change->name.schema, change->name.name);
	Composite *composite = (Composite *)object;
	const char *name = change->attribute_name.text ? change->attribute_name.text :
			   change->attribute	       ? change->attribute->name.text :
							 NULL;
	Column *attribute;

	if (!object || object->kind != OBJ_COMPOSITE || !change->what)
		return;
	attribute = find_attribute(composite, name);
	if (replay->maybe)
		object->incomplete = true;
	else
		alter_typed_tables(replay, object, change, name);
	if (replay->maybe)
		return;
	if (strcmp(change->what, "add attribute") == 0 && change->attribute && !attribute)
		new_attribute(replay, composite, change->attribute);
	else if (strcmp(change->what, "drop attribute") == 0 && attribute)
		MV_TAKE(&composite->attributes, attribute);
	else if (strcmp(change->what, "alter attribute") == 0 && attribute && change->attribute) {
		attribute->type = mv_model_bind_type(replay, change->attribute->type);
		attribute->collation = change->attribute->collation;
		mv_model_use_type(replay->schema, NULL, composite, attribute);
	}
}

/* ---- ranges and base types ---- */

/* PostgreSQL's makeMultirangeTypeName: "range" in it becomes "multirange", else that is added. */
static const char *multirange_name(const Replay *replay, const char *range)
{
	const char *at = strstr(range, "range");
	char *name = at ? mv_arena_format(replay->arena, "%.*smulti%s", (int)(at - range), range, at) :
			  mv_arena_format(replay->arena, "%.52s_multirange", range);

	if (strlen(name) > 63)
		name[63] = '\0';
	return name;
}

static void create_range(const Replay *replay, const CreateType *create)
{
	StoredObject *range = new_type(replay, OBJ_RANGE, &create->name, sizeof *range), *multirange;
	QName name = { .schema = range ? range->object.schema : NULL };
	Binding *bindings;

	if (!range)
		return;
	name.name = create->multirange.name ? create->multirange.name : multirange_name(replay, range->object.name);
	if (create->multirange.schema)
		name.schema = create->multirange.schema;
	multirange = new_type(replay, OBJ_TYPE, &name, sizeof *multirange);
	range->multirange = multirange;
	if (multirange)
		multirange->range = range;
	mv_model_add_statement(replay, range, create->code);
	/* the last hole is the multirange type's name */
	if (!range->statements.count || !multirange)
		return;
	bindings = (Binding *)range->statements.items[0].bindings;
	bindings[create->code->holes.count - 1].object = multirange->object.id;
}

/* A shell type is completed by a second CREATE TYPE. */
static void create_base(const Replay *replay, const CreateType *create)
{
	Schema *model = replay->schema;
	Object *taken = create->name.name && !create->name.unknown ?
				mv_model_get(&model->types, mv_model_namespace(model, &create->name), create->name.name) : NULL;
	StoredObject *type = taken && taken->kind == OBJ_TYPE && !taken->extension && create->options.count ? (StoredObject *)taken : NULL;

	if (!type || type->statements.count != 1 || type->range)
		type = new_type(replay, OBJ_TYPE, &create->name, sizeof *type);
	if (type)
		mv_model_add_statement(replay, type, create->code);
}

static void alter_object(const Replay *replay, const ObjectChange *change)
{
	if (change->code || change->object == OBJ_PUBLICATION || change->object == OBJ_STATISTICS)
		mv_apply_stored(replay);
}

void mv_apply_object(const Replay *replay)
{
	const Change *change = replay->change;

	switch ((int)change->kind) {
	case CHANGE_CREATE_SCHEMA:
		create_schema(replay, change->as.object);
		break;
	case CHANGE_CREATE_EXTENSION:
		mv_apply_create_extension(replay, change->as.object);
		break;
	case CHANGE_CREATE_SEQUENCE:
	case CHANGE_ALTER_SEQUENCE:
		mv_apply_sequence(replay, change->as.sequence);
		break;
	case CHANGE_CREATE_ENUM:
		create_enum(replay, change->as.type);
		break;
	case CHANGE_CREATE_COMPOSITE:
		create_composite(replay, change->as.type);
		break;
	case CHANGE_CREATE_RANGE:
		create_range(replay, change->as.type);
		break;
	case CHANGE_CREATE_TYPE:
		create_base(replay, change->as.type);
		break;
	case CHANGE_CREATE_DOMAIN:
		create_domain(replay, change->as.domain);
		break;
	case CHANGE_ADD_ENUM_VALUE:
		add_enum_value(replay, change->as.enum_value);
		break;
	case CHANGE_ALTER_DOMAIN:
		alter_domain(replay, change->as.alter_domain);
		break;
	case CHANGE_ALTER_COMPOSITE:
		alter_composite(replay, change->as.alter_composite);
		break;
	case CHANGE_CREATE_STATISTICS:
	case CHANGE_CREATE_OBJECT:
		mv_apply_stored(replay);
		break;
	case CHANGE_ALTER_OBJECT:
		alter_object(replay, change->as.object);
		break;
	case CHANGE_CREATE_FUNCTION:
	case CHANGE_ALTER_FUNCTION:
		mv_apply_routine(replay);
		break;
	case CHANGE_CREATE_TRIGGER:
	case CHANGE_CREATE_RULE:
	case CHANGE_ENABLE_RULE:
	case CHANGE_DISABLE_RULE:
	case CHANGE_CREATE_POLICY:
	case CHANGE_ALTER_POLICY:
		mv_apply_table_part(replay);
		break;
	}
}
