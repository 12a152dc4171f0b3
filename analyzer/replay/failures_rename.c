/* failures_rename.c: RENAME and SET SCHEMA of what is not there, or onto a name that is taken. */
#include "failures.h"

#include <string.h>

static bool taken_relation(Check *c, const char *schema, const Ident *name)
{
	QName wanted = { .schema = schema, .name = name->text, .span = name->span };

	return mv_refuse_taken(c, &wanted, PERSISTENCE_PERMANENT);
}

static bool relation(Check *c, const Rename *rename)
{
	const Object *object = rename->name.name ? mv_schema_relation(c->schema, &rename->name) : NULL;
	bool index = c->change->kind == CHANGE_RENAME_INDEX;

	if (!object) {
		if (rename->if_exists || !mv_surely_absent(c, OBJ_TABLE, &rename->name))
			return false;
		return mv_refuse(c, "42P01", index ? "unknown-index" : "unknown-table", rename->name.span, NULL, "correct the name, or write IF EXISTS",
				 "%s '%s' does not exist", index ? "index" : rename->object != OBJ_NONE ? mv_object_kind_name(rename->object) : "table",
				 mv_shown(c, rename->name.schema, rename->name.name));
	}
	/* ALTER TABLE and ALTER INDEX take any relation */
	if ((rename->object == OBJ_VIEW || rename->object == OBJ_MATERIALIZED_VIEW || rename->object == OBJ_SEQUENCE || rename->object == OBJ_FOREIGN_TABLE) &&
	    mv_refuse_relation(c, rename->object, &rename->name))
		return true;
	return rename->new_name.text && taken_relation(c, object->schema, &rename->new_name);
}

static bool column(Check *c, const Rename *rename)
{
	const Object *object = rename->name.name ? mv_schema_relation(c->schema, &rename->name) : NULL;
	const Table *table;
	const Column *old, *taken;

	if (rename->object == OBJ_ATTRIBUTE || (object && !mv_model_is_table(object->kind)) || (!object && rename->if_exists))
		return false;
	if (mv_refuse_table(c, &rename->name, &table))
		return true;
	if (!table || !rename->part.text)
		return false;
	if (mv_refuse_column(c, table, &rename->part))
		return true;
	old = mv_table_column(table, rename->part.text);
	if (old && old->inherited && table->parents.count && mv_certain_column(c, table, old))
		return mv_refuse(c, "42P16", "dependent-objects", rename->part.span, &table->parents.items[0]->object,
				 "rename the column of the parent table", "column '%s' of '%s' is inherited and cannot be renamed here",
				 rename->part.text, mv_shown_object(c, &table->object));
	taken = rename->new_name.text ? mv_table_column(table, rename->new_name.text) : NULL;
	if (!taken || !mv_certain_column(c, table, taken) || (!taken->birth.change && table->object.incomplete))
		return false;
	return mv_refuse(c, "42701", "already-exists", rename->new_name.span, NULL, "choose another name, or drop or rename the other one first",
			 "column '%s' of table '%s' already exists", rename->new_name.text, mv_shown_object(c, &table->object)) &&
	       mv_made_by(c, &taken->birth);
}

static bool constraint(Check *c, const Rename *rename)
{
	const Table *table;
	const Constraint *taken;

	if (rename->object == OBJ_DOMAIN_CONSTRAINT || (rename->if_exists && !mv_schema_relation(c->schema, &rename->name)))
		return false;
	if (mv_refuse_table(c, &rename->name, &table))
		return true;
	if (!table || !rename->part.text || !rename->new_name.text)
		return false;
	if (!mv_table_constraint(table, rename->part.text)) {
		if (strstr(rename->part.text, "_not_null") || !mv_fully_known(c, table) || c->schema->opaque_changes)
			return false;
		return mv_refuse(c, "42704", "unknown-constraint", rename->part.span, &table->object, "correct the name",
				 "constraint '%s' of table '%s' does not exist", rename->part.text, mv_shown_object(c, &table->object));
	}
	taken = mv_table_constraint(table, rename->new_name.text);
	if (!taken || !mv_certain_constraint(c, taken))
		return false;
	return mv_refuse(c, taken->index && mv_table_constraint(table, rename->part.text)->index ? "42P07" : "42710", "already-exists",
			 rename->new_name.span, NULL, "choose another name", "constraint '%s' of table '%s' already exists",
			 rename->new_name.text, mv_shown_object(c, &table->object)) && mv_made_by(c, &taken->birth);
}

static bool type(Check *c, const Rename *rename)
{
	const Object *object;
	QName wanted;

	if (rename->name.unknown || !rename->name.name)
		return false;
	object = mv_schema_type(c->schema, rename->name.schema, rename->name.name);
	if (!object)
		return mv_refuse_type(c, &(Type){ .schema = rename->name.schema, .name = rename->name.name, .span = rename->name.span });
	wanted = (QName){ .schema = object->schema, .name = rename->new_name.text, .span = rename->new_name.span };
	return rename->new_name.text && mv_refuse_taken_type(c, &wanted);
}

static bool enum_value(Check *c, const Rename *rename)
{
	const Object *object;
	const EnumType *labels;
	bool found = false;

	if (rename->name.unknown || !rename->name.name || !rename->part.text || !rename->new_name.text)
		return false;
	object = mv_schema_type(c->schema, rename->name.schema, rename->name.name);
	if (!object)
		return mv_refuse_type(c, &(Type){ .schema = rename->name.schema, .name = rename->name.name, .span = rename->name.span });
	if (object->kind != OBJ_ENUM || object->incomplete || !mv_certain(c, object))
		return false;
	labels = (const EnumType *)object;
	for (uint32_t i = 0; i < labels->labels.count; i++) {
		if (strcmp(labels->labels.items[i], rename->new_name.text) == 0)
			return mv_refuse(c, "42710", "already-exists", rename->new_name.span, object, "choose another name",
					 "enum '%s' already has the value '%s'", mv_shown_object(c, object), rename->new_name.text);
		found = found || strcmp(labels->labels.items[i], rename->part.text) == 0;
	}
	if (found)
		return false;
	return mv_refuse(c, "22023", "unknown-object", rename->part.span, object, NULL, "enum '%s' has no value '%s'", mv_shown_object(c, object),
			 rename->part.text);
}

static bool schema(Check *c, const Rename *rename)
{
	const Object *taken = rename->new_name.text ? mv_map_get(&c->schema->schemas, rename->new_name.text) : NULL;

	if (mv_surely_absent(c, OBJ_SCHEMA, &rename->name))
		return mv_refuse(c, "3F000", "unknown-object", rename->name.span, NULL, "correct the name", "schema '%s' does not exist",
				 rename->name.name);
	if (!taken || !taken->birth.migration || !mv_certain(c, taken))
		return false;
	return mv_refuse(c, "42P06", "already-exists", rename->new_name.span, taken, "choose another name", "schema '%s' already exists",
			 rename->new_name.text);
}

/* A trigger, policy or rule. */
static bool part(Check *c, const Rename *rename)
{
	const Table *table = rename->name.name ? mv_schema_table(c->schema, &rename->name) : NULL;
	const Object *taken;

	if (rename->if_exists || !rename->name.name)
		return false;
	if (mv_refuse_part(c, rename->object, &rename->name, &rename->part))
		return true;
	taken = table && rename->new_name.text ? mv_model_part(table, rename->object, rename->new_name.text) : NULL;
	if (!taken || !mv_certain(c, taken))
		return false;
	return mv_refuse(c, "42710", "already-exists", rename->new_name.span, taken, "choose another name", "%s '%s' of table '%s' already exists",
			 mv_object_kind_name(rename->object), rename->new_name.text, mv_shown_object(c, &table->object));
}

static bool function(Check *c, const Rename *rename)
{
	const Function *known, *taken;

	if (mv_refuse_function(c, rename->object, &rename->name, rename->arguments.items, rename->arguments.count, rename->arguments_given))
		return true;
	known = mv_model_find_function(c->schema, &rename->name,
				       rename->arguments_given ? mv_model_argument_list(c->schema, c->arena, rename->arguments.items, rename->arguments.count) : NULL);
	if (!known || !rename->new_name.text)
		return false;
	taken = mv_map_get(&c->schema->functions,
			   mv_arena_format(c->arena, "%s.%s(%s)", known->object.schema, rename->new_name.text, known->arguments));
	if (!taken || !mv_certain(c, &taken->object))
		return false;
	return mv_refuse(c, "42723", "already-exists", rename->new_name.span, &taken->object, "choose another name",
			 "function '%s' already exists with the same argument types", mv_shown_object(c, &taken->object));
}

static bool attribute(Check *c, const Rename *rename)
{
	const Object *object = rename->name.name && !rename->name.unknown ? mv_schema_type(c->schema, rename->name.schema, rename->name.name) : NULL;

	return object && object->kind == OBJ_COMPOSITE && mv_refuse_attribute(c, (const Composite *)object, &rename->part, rename->new_name.text);
}

static bool type_moves(Check *c, const SetSchema *set)
{
	const Object *object = set->name.name && !set->name.unknown ? mv_schema_type(c->schema, set->name.schema, set->name.name) : NULL;
	QName wanted = { .schema = set->new_schema.text, .span = set->new_schema.span };

	if (!object)
		return mv_refuse_named(c, set->object, &set->name, NULL, NULL, NULL);
	wanted.name = object->name;
	return wanted.schema && strcmp(wanted.schema, object->schema) != 0 && mv_refuse_taken_type(c, &wanted);
}

static bool set_schema(Check *c, const SetSchema *set)
{
	const Object *object = set->name.name ? mv_schema_relation(c->schema, &set->name) : NULL;
	QName to = { .name = set->new_schema.text, .span = set->new_schema.span };
	bool relation_kind = set->object == OBJ_TABLE || set->object == OBJ_VIEW || set->object == OBJ_SEQUENCE ||
			     set->object == OBJ_MATERIALIZED_VIEW || set->object == OBJ_FOREIGN_TABLE;

	if (relation_kind && !object && !set->if_exists && mv_surely_absent(c, OBJ_TABLE, &set->name))
		return mv_refuse(c, "42P01", "unknown-table", set->name.span, NULL, "correct the name", "%s '%s' does not exist",
				 mv_object_kind_name(set->object), mv_shown(c, set->name.schema, set->name.name));
	if (!object && set->if_exists)
		return false;
	if (to.name && mv_surely_absent(c, OBJ_SCHEMA, &to))
		return mv_refuse(c, "3F000", "unknown-object", to.span, NULL, "create the schema first", "schema '%s' does not exist", to.name);
	if (set->object == OBJ_TYPE || set->object == OBJ_DOMAIN || set->object == OBJ_ENUM || set->object == OBJ_COMPOSITE)
		return type_moves(c, set);
	if ((set->object == OBJ_FUNCTION || set->object == OBJ_PROCEDURE || set->object == OBJ_AGGREGATE || set->object == OBJ_ROUTINE) && !set->if_exists)
		return mv_refuse_function(c, set->object, &set->name, set->arguments.items, set->arguments.count, set->arguments_given);
	if (object && set->object != OBJ_TABLE && relation_kind && mv_refuse_relation(c, set->object, &set->name))
		return true;
	if (!relation_kind || !object || !to.name || strcmp(object->schema, to.name) == 0)
		return false;
	return taken_relation(c, to.name, &(Ident){ .text = object->name, .span = set->new_schema.span });
}

bool mv_failure_rename(Check *c)
{
	const Rename *rename = c->change->as.rename;

	switch ((int)c->change->kind) {
	case CHANGE_SET_SCHEMA:
		return set_schema(c, c->change->as.set_schema);
	case CHANGE_RENAME_TABLE:
	case CHANGE_RENAME_VIEW:
	case CHANGE_RENAME_INDEX:
		return relation(c, rename);
	case CHANGE_RENAME_COLUMN:
		return column(c, rename);
	case CHANGE_RENAME_CONSTRAINT:
		return constraint(c, rename);
	case CHANGE_RENAME_SCHEMA:
		return schema(c, rename);
	case CHANGE_RENAME_ENUM_VALUE:
		return enum_value(c, rename);
	case CHANGE_RENAME_OBJECT:
		if (rename->object == OBJ_SEQUENCE)
			return relation(c, rename);
		if (rename->object == OBJ_ATTRIBUTE)
			return attribute(c, rename);
		if (rename->object == OBJ_TRIGGER || rename->object == OBJ_POLICY || rename->object == OBJ_RULE)
			return part(c, rename);
		if (rename->object == OBJ_FUNCTION || rename->object == OBJ_PROCEDURE || rename->object == OBJ_AGGREGATE || rename->object == OBJ_ROUTINE)
			return function(c, rename);
		if (rename->object == OBJ_STATISTICS || rename->object == OBJ_OPERATOR)
			return !rename->if_exists && mv_refuse_named(c, rename->object, &rename->name, NULL, rename->sub, NULL);
		if (rename->object == OBJ_TYPE || rename->object == OBJ_ENUM || rename->object == OBJ_DOMAIN || rename->object == OBJ_COMPOSITE)
			return type(c, rename);
		break;
	}
	return false;
}
