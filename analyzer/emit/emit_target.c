/* emit_target.c: an object as the statements name it that take objects of many kinds. */
#include "emit.h"

#include <string.h>

static const char *relation_words(ObjectKind kind)
{
	switch ((int)kind) {
	case OBJ_TABLE:
		return "TABLE";
	case OBJ_FOREIGN_TABLE:
		return "FOREIGN TABLE";
	case OBJ_VIEW:
		return "VIEW";
	case OBJ_MATERIALIZED_VIEW:
		return "MATERIALIZED VIEW";
	case OBJ_INDEX:
		return "INDEX";
	case OBJ_SEQUENCE:
		return "SEQUENCE";
	}
	return NULL;
}

/* Of what has nothing but a name, perhaps in a schema. */
static const char *plain_words(ObjectKind kind)
{
	switch ((int)kind) {
	case OBJ_SCHEMA:
		return "SCHEMA";
	case OBJ_ENUM:
	case OBJ_COMPOSITE:
	case OBJ_RANGE:
	case OBJ_TYPE:
		return "TYPE";
	case OBJ_DOMAIN:
		return "DOMAIN";
	case OBJ_COLLATION:
		return "COLLATION";
	case OBJ_CONVERSION:
		return "CONVERSION";
	case OBJ_STATISTICS:
		return "STATISTICS";
	case OBJ_EVENT_TRIGGER:
		return "EVENT TRIGGER";
	case OBJ_PUBLICATION:
		return "PUBLICATION";
	case OBJ_LANGUAGE:
		return "LANGUAGE";
	case OBJ_ACCESS_METHOD:
		return "ACCESS METHOD";
	case OBJ_SERVER:
		return "SERVER";
	case OBJ_FOREIGN_DATA_WRAPPER:
		return "FOREIGN DATA WRAPPER";
	}
	return NULL;
}

static const char *routine_words(ObjectKind kind)
{
	switch ((int)kind) {
	case OBJ_FUNCTION:
		return "FUNCTION";
	case OBJ_PROCEDURE:
		return "PROCEDURE";
	case OBJ_AGGREGATE:
		return "AGGREGATE";
	}
	return NULL;
}

static bool is_input(const Parameter *parameter)
{
	return !parameter->mode || (strcmp(parameter->mode, "out") != 0 && strcmp(parameter->mode, "table") != 0);
}

static void add_arguments(const Emit *emit, StrBuf *out, const Function *function)
{
	const FunctionChange *def = function->def;
	bool any = false;

	mv_buf_addc(out, '(');
	for (uint32_t i = 0; def && i < def->parameters.count; i++) {
		if (!is_input(&def->parameters.items[i]) || !def->parameters.items[i].type)
			continue;
		if (any)
			mv_buf_adds(out, ", ");
		any = true;
		mv_emit_type(emit, out, def->parameters.items[i].type);
	}
	mv_buf_adds(out, !any && function->object.kind == OBJ_AGGREGATE ? "*)" : ")");
}

static void add_types(const Emit *emit, StrBuf *out, const StoredObject *stored, const char *between)
{
	for (uint32_t i = 0; i < stored->types.count; i++) {
		mv_buf_adds(out, i ? between : "");
		if (stored->types.items[i])
			mv_emit_type(emit, out, stored->types.items[i]);
		else
			mv_buf_adds(out, "NONE");
	}
}

/* What is more than a name: operators, casts, text search objects, ...; false: another kind. */
static bool add_stored(const Emit *emit, StrBuf *out, const StoredObject *stored, EmitUse use)
{
	const Object *object = &stored->object;

	switch ((int)object->kind) {
	case OBJ_OPERATOR:
		if (stored->types.count != 2)
			return false;
		mv_buf_adds(out, "OPERATOR ");
		mv_emit_ident(out, object->schema);
		mv_buf_addf(out, ".%s (", object->name);
		add_types(emit, out, stored, ", ");
		mv_buf_addc(out, ')');
		return true;
	case OBJ_OPERATOR_CLASS:
	case OBJ_OPERATOR_FAMILY:
		if (!stored->sub)
			return false;
		mv_buf_adds(out, object->kind == OBJ_OPERATOR_CLASS ? "OPERATOR CLASS " : "OPERATOR FAMILY ");
		mv_emit_object(out, object);
		mv_buf_adds(out, " USING ");
		mv_emit_ident(out, stored->sub);
		return true;
	case OBJ_CAST:
		if (stored->types.count != 2 || use != EMIT_USE_COMMENT)
			return false;
		mv_buf_adds(out, "CAST (");
		add_types(emit, out, stored, " AS ");
		mv_buf_addc(out, ')');
		return true;
	case OBJ_TEXT_SEARCH:
		/* parsers and templates have no owner */
		if (!stored->sub || (use == EMIT_USE_OWNER && (strcmp(stored->sub, "parser") == 0 || strcmp(stored->sub, "template") == 0)))
			return false;
		mv_buf_adds(out, "TEXT SEARCH ");
		for (const char *c = stored->sub; *c; c++)
			mv_buf_addc(out, (char)(*c - 'a' + 'A'));
		mv_buf_addc(out, ' ');
		mv_emit_object(out, object);
		return true;
	}
	return false;
}

static const char *words_for(const Object *object, EmitUse use)
{
	const char *words = relation_words(object->kind);

	if (use == EMIT_USE_PRIVILEGE) {
		if (mv_emit_is_relation(object))
			return "TABLE";
		if (object->kind == OBJ_AGGREGATE)
			return "FUNCTION";
		if (object->kind == OBJ_DOMAIN)
			return "TYPE";
		if (object->kind == OBJ_SERVER)
			return "FOREIGN SERVER";
	}
	if (!words)
		words = routine_words(object->kind);
	if (!words)
		words = plain_words(object->kind);
	if (object->kind == OBJ_EXTENSION && use == EMIT_USE_COMMENT)
		return "EXTENSION";
	return words;
}

bool mv_emit_target(const Emit *emit, StrBuf *out, const Object *object, EmitUse use)
{
	const char *words = words_for(object, use);

	/* access methods have no owner; a multirange type has its range type's */
	if (use == EMIT_USE_OWNER && object->kind == OBJ_ACCESS_METHOD)
		return false;
	if (!words)
		return add_stored(emit, out, (const StoredObject *)object, use);
	mv_buf_adds(out, words);
	mv_buf_addc(out, ' ');
	if (object->kind == OBJ_EXTENSION || object->kind == OBJ_SCHEMA)
		mv_emit_ident(out, object->name);
	else
		mv_emit_object(out, object);
	if (routine_words(object->kind))
		add_arguments(emit, out, (const Function *)object);
	return true;
}

void mv_emit_each(Emit *emit, void (*visit)(Emit *, const Object *))
{
	const Map *maps[] = { &emit->schema->schemas, &emit->schema->extensions, &emit->schema->types, &emit->schema->functions,
			      &emit->schema->relations, &emit->schema->others };

	for (size_t m = 0; m < sizeof maps / sizeof *maps; m++) {
		for (uint32_t i = 0; i < maps[m]->count; i++) {
			const Object *object = maps[m]->entries[i].value;

			/* a composite type stands among the relations, too */
			if (object && mv_emit_is_written(object) && (maps[m] != &emit->schema->relations || object->kind != OBJ_COMPOSITE))
				visit(emit, object);
		}
	}
}
