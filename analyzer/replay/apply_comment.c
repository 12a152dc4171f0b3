/* apply_comment.c: COMMENT and SECURITY LABEL; finding what statements name that take objects of all kinds. */
#include "model.h"

#include <string.h>

/* ---- annotations ---- */

const Annotation *mv_schema_annotation(const Schema *schema, uint32_t id)
{
	static const Annotation none = { 0 };

	return id < schema->annotations.count ? &schema->annotations.items[id] : &none;
}

Annotation *mv_model_annotate(Schema *model, uint32_t id)
{
	while (model->annotations.count <= id)
		*VEC_PUSH(model->arena, &model->annotations) = (Annotation){ 0 };
	return &model->annotations.items[id];
}

void mv_model_copy_comment(const Replay *replay, uint32_t from, uint32_t to)
{
	const char *comment = mv_schema_annotation(replay->schema, from)->comment;

	if (comment)
		mv_model_annotate(replay->schema, to)->comment = comment;
}

/* ---- what a statement names ---- */

static uint32_t id_of(Object *found, Object **object)
{
	if (object)
		*object = found;
	return found ? found->id : 0;
}

static uint32_t column_id(const Object *relation, const char *name)
{
	const Composite *type = (const Composite *)relation;

	if (relation && mv_model_is_table(relation->kind)) {
		const Column *column = mv_table_column((const Table *)relation, name);

		return column ? column->id : 0;
	}
	for (uint32_t i = 0; relation && name && relation->kind == OBJ_COMPOSITE && i < type->attributes.count; i++) {
		if (strcmp(type->attributes.items[i]->name, name) == 0)
			return type->attributes.items[i]->id;
	}
	return 0;
}

static uint32_t domain_constraint_id(const Object *type, const char *name)
{
	const Domain *domain = (const Domain *)type;

	for (uint32_t i = 0; type && name && type->kind == OBJ_DOMAIN && i < domain->checks.count; i++) {
		if (strcmp(domain->checks.items[i]->name, name) == 0)
			return domain->checks.items[i]->id;
	}
	return 0;
}

static uint32_t part_id(const Schema *model, ObjectKind kind, const QName *name, const char *part, Object **object)
{
	const Table *table = mv_schema_table(model, name);
	const Constraint *constraint;

	if (!table)
		return 0;
	if (kind != OBJ_CONSTRAINT)
		return id_of(mv_model_part(table, kind, part), object);
	constraint = mv_table_constraint(table, part);
	return constraint ? constraint->id : 0;
}

static Object *routine(const Replay *replay, const QName *name, const ArgumentTypes *signature)
{
	const char *arguments = signature && signature->given ?
					mv_model_argument_list(replay->schema, replay->arena, signature->types.items,
							       signature->types.count) : NULL;

	return (Object *)mv_model_find_function(replay->schema, name, arguments);
}

static Object *stored(const Replay *replay, ObjectKind kind, const QName *name, const char *sub, const ArgumentTypes *signature)
{
	uint32_t count = signature ? signature->types.count : 0;

	/* the language of a transform is no type */
	if (kind == OBJ_TRANSFORM && count > 1)
		count = 1;
	return (Object *)mv_model_find_stored(replay->schema, replay->arena, kind, sub, name, count ? signature->types.items : NULL, count);
}

uint32_t mv_model_named(const Replay *replay, ObjectKind kind, const QName *name, const char *part, const char *sub,
			const ArgumentTypes *signature, Object **object)
{
	const Schema *model = replay->schema;

	if (object)
		*object = NULL;
	if (name->unknown || !name->name)
		return 0;
	switch (kind) {
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
	case OBJ_INDEX:
	case OBJ_SEQUENCE:
		return id_of(mv_schema_relation(model, name), object);
	case OBJ_COLUMN:
	case OBJ_ATTRIBUTE:
		return column_id(mv_schema_relation(model, name), part);
	case OBJ_DOMAIN_CONSTRAINT:
		return domain_constraint_id(mv_schema_type(model, name->schema, name->name), part);
	case OBJ_CONSTRAINT:
	case OBJ_TRIGGER:
	case OBJ_RULE:
	case OBJ_POLICY:
		return part_id(model, kind, name, part, object);
	case OBJ_TYPE:
	case OBJ_ENUM:
	case OBJ_COMPOSITE:
	case OBJ_RANGE:
	case OBJ_DOMAIN:
		return id_of(mv_schema_type(model, name->schema, name->name), object);
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
	case OBJ_AGGREGATE:
	case OBJ_ROUTINE:
		return id_of(routine(replay, name, signature), object);
	case OBJ_SCHEMA:
		return id_of(mv_map_get(&model->schemas, name->name), object);
	case OBJ_EXTENSION:
		return id_of(mv_map_get(&model->extensions, name->name), object);
	case OBJ_EVENT_TRIGGER:
	case OBJ_COLLATION:
	case OBJ_CONVERSION:
	case OBJ_CAST:
	case OBJ_OPERATOR:
	case OBJ_OPERATOR_CLASS:
	case OBJ_OPERATOR_FAMILY:
	case OBJ_TEXT_SEARCH:
	case OBJ_STATISTICS:
	case OBJ_PUBLICATION:
	case OBJ_SUBSCRIPTION:
	case OBJ_SERVER:
	case OBJ_FOREIGN_DATA_WRAPPER:
	case OBJ_USER_MAPPING:
	case OBJ_LANGUAGE:
	case OBJ_TRANSFORM:
	case OBJ_ACCESS_METHOD:
		return id_of(stored(replay, kind, name, sub, signature), object);
	case OBJ_NONE:
	case OBJ_ENUM_VALUE:
	case OBJ_DATABASE: /* these are not of the schema */
	case OBJ_TABLESPACE:
	case OBJ_ROLE:
	case OBJ_DEFAULT_PRIVILEGES:
	case OBJ_LARGE_OBJECT:
	case OBJ_KIND_COUNT:
		break;
	}
	return 0;
}

/* ---- the statements ---- */

void mv_apply_comment(const Replay *replay, const CommentChange *change)
{
	Object *object;
	uint32_t id = replay->maybe ? 0 : mv_model_named(replay, change->object, &change->name, change->part.text, change->sub,
							 &change->signature, &object);
	bool had_one = change->object == OBJ_EXTENSION || (change->object == OBJ_SCHEMA && id == 1);

	if (!id || (!change->text && id >= replay->schema->annotations.count && !had_one))
		return;
	mv_model_annotate(replay->schema, id)->comment = change->text && *change->text ? change->text : had_one ? "" : NULL;
}

void mv_apply_security_label(const Replay *replay, const ObjectChange *change)
{
	uint32_t id = replay->maybe ? 0 : mv_model_named(replay, change->object, &change->name, change->part.text, NULL,
							 &change->signature, NULL);
	Annotation *annotation;
	SecurityLabel *label = NULL;
	uint32_t kept = 0;

	if (!id || !change->options.count)
		return;
	annotation = mv_model_annotate(replay->schema, id);
	for (uint32_t i = 0; i < annotation->labels.count; i++) {
		if (!mv_streq(annotation->labels.items[i].provider, change->options.items[0].name))
			annotation->labels.items[kept++] = annotation->labels.items[i];
	}
	annotation->labels.count = kept;
	if (!change->options.items[0].value)
		return;
	label = VEC_PUSH(replay->arena, &annotation->labels);
	*label = (SecurityLabel){ .provider = change->options.items[0].name, .label = change->options.items[0].value };
}
