/*
 * bind_type.c: what the names of types mean, and the types of arguments that
 * tell routines apart.
 *
 * A type is looked up when the change that names it is applied, by the search
 * path of that time; its id stays true through renames.
 */
#include "model.h"

#include <string.h>

/* tab.col%TYPE: the type that the column has now. */
static const Type *column_type(const Replay *replay, const Type *type)
{
	const QName name = { .name = type->schema };
	const Table *table = type->schema ? mv_schema_table(replay->schema, &name) : NULL;
	const Column *column = table ? mv_table_column(table, type->name) : NULL;
	Type *copy;

	if (!column || !column->type)
		return type;
	copy = MV_NEW(replay->arena, Type);
	*copy = *column->type;
	copy->set_of = type->set_of;
	copy->collation = NULL;
	copy->modifier_count = 0;
	copy->span = type->span;
	return copy;
}

const Type *mv_model_bind_type(const Replay *replay, const Type *type)
{
	const Object *object;
	Type *copy;

	if (type && type->column_type)
		type = column_type(replay, type);
	object = mv_model_type_of(replay->schema, type);
	if (!object || type->object == object->id)
		return type;
	copy = MV_NEW(replay->arena, Type);
	*copy = *type;
	copy->object = object->id;
	return copy;
}

/*
 * The type as it stands in a signature: without modifiers, one pair of brackets
 * for any array, a user-defined one under its present name. Those of "public"
 * are not qualified, which has nothing to do with the search path.
 */
void mv_model_add_argument(const Schema *model, Arena *arena, StrBuf *out, const Type *type)
{
	const Object *object = mv_model_type_of(model, type);
	Type bare = { 0 };

	if (!type) {
		mv_buf_adds(out, "?");
		return;
	}
	bare = *type;
	bare.modifier_count = 0;
	bare.interval_fields = NULL;
	bare.set_of = false;
	bare.dimensions = type->dimensions > 0;
	bare.column_type = type->column_type && !object;
	if (object) {
		bare.schema = strcmp(object->schema, "public") == 0 ? NULL : object->schema;
		bare.name = object->name;
	} else if (bare.name && bare.name[0] == '_' && mv_model_builtin_type(&bare) && !bare.dimensions) {
		/* the array type's own name */
		bare.name++;
		bare.dimensions = 1;
	}
	mv_buf_adds(out, mv_type_format(&bare, arena));
}

bool mv_model_is_input(const FunctionChange *def, const Parameter *parameter)
{
	/* procedures are told apart by all of theirs; functions by what goes in */
	return def->object == OBJ_PROCEDURE || !(mv_streq(parameter->mode, "out") || mv_streq(parameter->mode, "table"));
}

const char *mv_model_arguments(const Schema *model, Arena *arena, const FunctionChange *def)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < def->parameters.count; i++) {
		if (!mv_model_is_input(def, &def->parameters.items[i]))
			continue;
		mv_buf_adds(&text, text.len ? ", " : "");
		mv_model_add_argument(model, arena, &text, def->parameters.items[i].type);
	}
	result = text.len ? mv_buf_to_arena(&text, arena) : "";
	mv_buf_release(&text);
	return result;
}

const char *mv_model_argument_list(const Schema *model, Arena *arena, const Type *const *types, uint32_t count)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < count; i++) {
		mv_buf_adds(&text, i ? ", " : "");
		mv_model_add_argument(model, arena, &text, types[i]);
	}
	result = text.len ? mv_buf_to_arena(&text, arena) : "";
	mv_buf_release(&text);
	return result;
}
