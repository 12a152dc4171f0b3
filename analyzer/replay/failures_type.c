/* failures_type.c: CREATE TYPE and CREATE DOMAIN, and ALTERs of enums, composite types and domains. */
#include "failures.h"

#include <string.h>

/* ---- enums ---- */

static bool add_enum_value(Check *c, const EnumValue *value)
{
	const Object *object;
	const EnumType *type;
	bool neighbor_known = !value->neighbor;

	if (mv_refuse_type(c, &(Type){ .schema = value->type.schema, .name = value->type.name, .unknown = value->type.unknown, .span = value->type.span }))
		return true;
	object = value->type.unknown ? NULL : mv_schema_type(c->schema, value->type.schema, value->type.name);
	if (!object || object->incomplete || !mv_certain(c, object) || object->extension)
		return false;
	if (object->kind != OBJ_ENUM)
		return mv_refuse(c, "42809", "wrong-object-kind", value->type.span, object, NULL, "type '%s' is not an enum",
				 mv_shown_object(c, object));
	type = (const EnumType *)object;
	for (uint32_t i = 0; i < type->labels.count; i++) {
		if (mv_streq(type->labels.items[i], value->value.text) && !value->if_not_exists)
			return mv_refuse(c, "42710", "already-exists", value->value.span, object,
					 "write IF NOT EXISTS if that is the value that is wanted", "enum '%s' already has the value '%s'",
					 mv_shown_object(c, object), value->value.text);
		neighbor_known = neighbor_known || mv_streq(type->labels.items[i], value->neighbor);
	}
	if (!neighbor_known)
		return mv_refuse(c, "22023", "unknown-object", value->value.span, object, NULL, "enum '%s' has no value '%s'",
				 mv_shown_object(c, object), value->neighbor);
	return false;
}

static bool labels_twice(Check *c, const CreateType *create)
{
	Map seen;

	mv_map_init(&seen, c->arena);
	for (uint32_t i = 0; i < create->labels.count; i++) {
		const char *label = create->labels.items[i].text;

		if (!label)
			continue;
		if (mv_map_get(&seen, label))
			return mv_refuse(c, "23505", "already-exists", create->labels.items[i].span, NULL, "write it once",
					 "the value '%s' of enum '%s' is written twice", label, create->name.name ? create->name.name : "?");
		mv_map_set(&seen, label, (void *)label);
	}
	return false;
}

/* ---- composite types ---- */

static const Column *attribute_of(const Composite *type, const char *name)
{
	for (uint32_t i = 0; name && i < type->attributes.count; i++) {
		if (strcmp(type->attributes.items[i]->name, name) == 0)
			return type->attributes.items[i];
	}
	return NULL;
}

bool mv_refuse_attribute(Check *c, const Composite *type, const Ident *attribute, const char *taken)
{
	const char *shown = mv_shown_object(c, &type->object);

	if (type->object.incomplete || type->object.extension || !mv_certain(c, &type->object))
		return false;
	if (attribute && attribute->text && !attribute_of(type, attribute->text))
		return mv_refuse(c, "42703", "unknown-column", attribute->span, &type->object, "correct the name",
				 "attribute '%s' of type '%s' does not exist", attribute->text, shown);
	if (!attribute_of(type, taken))
		return false;
	return mv_refuse(c, "42701", "already-exists", (Span){ 0, 0 }, &type->object, "choose another name",
			 "attribute '%s' of type '%s' already exists", taken, shown);
}

static bool create_composite(Check *c, const CreateType *create)
{
	if (mv_refuse_taken_type(c, &create->name))
		return true;
	for (uint32_t i = 0; i < create->attributes.count; i++) {
		if (mv_refuse_type(c, create->attributes.items[i]->type))
			return true;
	}
	return labels_twice(c, create);
}

/* A column whose rows would have to be written again. */
static bool composite_stored(Check *c, const Object *type, Span span)
{
	TypeUseVec uses = { 0 };

	mv_schema_type_users(c->schema, type, c->arena, &uses);
	for (uint32_t i = 0; i < uses.count; i++) {
		const TypeUse *use = &uses.items[i];

		if (use->table && use->table->object.kind == OBJ_TABLE && mv_certain_column(c, use->table, use->column))
			return mv_refuse(c, "0A000", "dependent-objects", span, &use->table->object, "make a new type and change the column to it",
					 "column '%s' of '%s' is of type '%s', so types of its attributes cannot be changed", use->column->name,
					 mv_shown_object(c, &use->table->object), mv_shown_object(c, type));
	}
	return false;
}

static bool alter_composite(Check *c, const AlterComposite *change)
{
	const Object *object;

	if (mv_refuse_type(c, &(Type){ .schema = change->name.schema, .name = change->name.name, .unknown = change->name.unknown,
				       .span = change->name.span }))
		return true;
	object = change->name.unknown ? NULL : mv_schema_type(c->schema, change->name.schema, change->name.name);
	if (!object || object->kind != OBJ_COMPOSITE || object->incomplete || !mv_certain(c, object))
		return false;
	if (mv_streq(change->what, "add attribute") && change->attribute)
		return mv_refuse_type(c, change->attribute->type) || mv_refuse_attribute(c, (const Composite *)object, NULL, change->attribute->name.text);
	if (change->if_exists && !attribute_of((const Composite *)object, change->attribute_name.text))
		return false;
	if (mv_refuse_attribute(c, (const Composite *)object, &change->attribute_name, NULL))
		return true;
	return mv_streq(change->what, "alter attribute") && composite_stored(c, object, change->attribute_name.span);
}

/* ---- domains ---- */

static const Constraint *domain_check(const Domain *domain, const char *name)
{
	for (uint32_t i = 0; name && i < domain->checks.count; i++) {
		if (mv_streq(domain->checks.items[i]->name, name))
			return domain->checks.items[i];
	}
	return NULL;
}

static bool alter_domain(Check *c, const AlterDomain *change)
{
	const Object *object;
	const Domain *domain;

	if (mv_refuse_named(c, OBJ_DOMAIN, &change->name, NULL, NULL, NULL))
		return true;
	object = change->name.unknown || !change->name.name ? NULL : mv_schema_type(c->schema, change->name.schema, change->name.name);
	if (!object || object->kind != OBJ_DOMAIN || object->incomplete || object->extension || !mv_certain(c, object))
		return false;
	domain = (const Domain *)object;
	if (change->what == DOMAIN_ADD_CONSTRAINT && change->constraint && domain_check(domain, change->constraint->name.text))
		return mv_refuse(c, "42710", "already-exists", change->constraint->name.span, object, "choose another name, or drop the other one first",
				 "constraint '%s' of domain '%s' already exists", change->constraint->name.text, mv_shown_object(c, object));
	if ((change->what != DOMAIN_DROP_CONSTRAINT && change->what != DOMAIN_VALIDATE_CONSTRAINT) || change->if_exists || !change->constraint_name.text ||
	    domain_check(domain, change->constraint_name.text) || mv_streq(domain->not_null_name, change->constraint_name.text) ||
	    strstr(change->constraint_name.text, "_not_null"))
		return false;
	return mv_refuse(c, "42704", "unknown-constraint", change->constraint_name.span, object, "correct the name",
			 "constraint '%s' of domain '%s' does not exist", change->constraint_name.text, mv_shown_object(c, object));
}

bool mv_failure_type(Check *c)
{
	const Change *change = c->change;

	switch ((int)change->kind) {
	case CHANGE_CREATE_ENUM:
	case CHANGE_CREATE_COMPOSITE:
	case CHANGE_CREATE_RANGE:
		return create_composite(c, change->as.type);
	case CHANGE_CREATE_DOMAIN:
		return mv_refuse_taken_type(c, &change->as.domain->name) || mv_refuse_type(c, change->as.domain->base);
	case CHANGE_ADD_ENUM_VALUE:
		return add_enum_value(c, change->as.enum_value);
	case CHANGE_ALTER_DOMAIN:
		return alter_domain(c, change->as.alter_domain);
	case CHANGE_ALTER_COMPOSITE:
		return alter_composite(c, change->as.alter_composite);
	}
	return false;
}
