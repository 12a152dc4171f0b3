/* failures_function.c: functions that are not there, that CREATE OR REPLACE cannot change, and triggers that call them. */
#include "failures.h"

#include <string.h>

/* ---- is it there? ---- */

/* Extensions are often made outside of the migrations; these name theirs like that. */
static bool sounds_like_extension(const char *name)
{
	static const char *const prefixes[] = { "st_", "_st_", "pg_", "pgr_", "uuid_", "gen_", "ulid_", "hll_", "h3_", "cron_", "pgmq_", "postgis_",
						"create_", "add_", "time_bucket", "partman", "lo_", "http_", "moddatetime", "tsvector_", "h_" };

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	}
	return false;
}

bool mv_surely_no_function(Check *c, const QName *name)
{
	enum { FEW = 8 };
	const Schema *schema = c->schema;
	uint32_t count = 0;

	if (!name->name || name->unknown || name->symbolic || schema->opaque_changes || !schema->complete || mv_model_system_schema(name->schema))
		return false;
	if (name->schema ? !mv_map_get(&schema->schemas, name->schema) : schema->search_path_unknown || schema->schemas.live > FEW)
		return false;
	if (mv_schema_function(schema, name->schema, name->name, &count) || mv_model_builtin_function(name->name) ||
	    mv_model_extension_function(name->name) || sounds_like_extension(name->name))
		return false;
	for (uint32_t i = 0; i < schema->extensions.count; i++) {
		if (schema->extensions.entries[i].value && !mv_model_extension_is_known(schema->extensions.entries[i].key))
			return false;
	}
	c->absent = *name;
	return true;
}

static bool is_known_type(const Check *c, const Type *type)
{
	const Object *object = mv_model_type_of(c->schema, type);

	if (!type || !type->name || type->unknown || type->column_type)
		return false;
	return object ? mv_certain(c, object) && !object->extension : mv_model_builtin_type(type);
}

/* All functions of the name, when each is known and no schema of the path can have another; NULL otherwise. */
static const FunctionGroup *known_group(const Check *c, const QName *name)
{
	uint32_t count = 0;
	const Function *first = mv_schema_function(c->schema, name->schema, name->name, &count);
	const FunctionGroup *group = first ? mv_model_get(&c->schema->function_names, first->object.schema, name->name) : NULL;

	if (!group || name->unknown || !c->schema->complete || c->schema->opaque_changes || mv_model_builtin_function(name->name) ||
	    (!name->schema && (c->schema->search_path_unknown || c->schema->search_path.count != 1 ||
			       strcmp(first->object.schema, c->schema->search_path.items[0]) != 0)))
		return NULL;
	for (uint32_t i = 0; i < group->functions.count; i++) {
		const Function *function = group->functions.items[i];

		if (!mv_certain(c, &function->object) || function->object.incomplete || function->object.extension || !function->def)
			return NULL;
		for (uint32_t p = 0; p < function->def->parameters.count; p++) {
			if (!is_known_type(c, function->def->parameters.items[p].type))
				return NULL;
		}
	}
	return group;
}

static const char *word_of(ObjectKind kind)
{
	return mv_object_kind_name(kind == OBJ_ROUTINE || kind == OBJ_NONE ? OBJ_FUNCTION : kind);
}

bool mv_refuse_function(Check *c, ObjectKind kind, const QName *name, const Type *const *types, uint32_t count, bool given)
{
	const char *shown = name->name ? mv_shown(c, name->schema, name->name) : NULL;
	const FunctionGroup *group;
	const char *arguments;

	if (mv_surely_no_function(c, name))
		return mv_refuse(c, "42883", "unknown-object", name->span, NULL, "correct the name, or create it before this statement",
				 "%s '%s' does not exist", word_of(kind), shown);
	group = name->name ? known_group(c, name) : NULL;
	if (!group)
		return false;
	if (!given) {
		if (group->functions.count < 2)
			return false;
		return mv_refuse(c, "42725", "unknown-object", name->span, &group->functions.items[0]->object, "write the types of its arguments",
				 "there are %u functions '%s', and which one is meant is not said", (unsigned)group->functions.count, shown);
	}
	for (uint32_t i = 0; i < count; i++) {
		if (!is_known_type(c, types[i]))
			return false;
	}
	arguments = mv_model_argument_list(c->schema, c->arena, types, count);
	for (uint32_t i = 0; i < group->functions.count; i++) {
		const Function *function = group->functions.items[i];
		bool procedure = function->object.kind == OBJ_PROCEDURE;

		/* procedures are found without their OUT parameters, too; aggregates by other lists */
		if (function->object.kind != OBJ_FUNCTION && !procedure)
			return false;
		if (strcmp(function->arguments, arguments) != 0) {
			if (procedure)
				return false;
			continue;
		}
		if (kind == OBJ_ROUTINE || kind == OBJ_NONE || function->object.kind == kind)
			return false;
		return mv_refuse(c, "42809", "wrong-object-kind", name->span, &function->object, "name the kind of object that it is",
				 "'%s' is a %s, not a %s", shown, mv_object_kind_name(function->object.kind), word_of(kind));
	}
	return mv_refuse(c, "42883", "unknown-object", name->span, &group->functions.items[0]->object,
			 "write the types of the arguments that it has", "%s '%s(%s)' does not exist", word_of(kind), shown, arguments);
}

typedef struct Calls {
	Check *c;
	const Expression *missing;
} Calls;

static bool find_missing(const Expression *expression, void *data)
{
	Calls *calls = data;
	QName name = { .schema = expression->schema, .name = expression->name };

	/* a type's name is a cast */
	if (expression->kind == EXPR_FUNCTION && expression->name && !mv_model_extension_type(expression->name) &&
	    !mv_model_builtin_type(&(Type){ .name = expression->name }) && !mv_schema_type(calls->c->schema, name.schema, name.name) &&
	    mv_surely_no_function(calls->c, &name))
		calls->missing = expression;
	return !calls->missing;
}

bool mv_refuse_calls(Check *c, const Expression *expression)
{
	Calls calls = { .c = c };

	if (expression)
		mv_expr_walk(expression, find_missing, &calls);
	return calls.missing && mv_refuse(c, "42883", "unknown-object", calls.missing->span, NULL,
					  "correct the name, or create the function before this statement", "function '%s' does not exist",
					  mv_shown(c, calls.missing->schema, calls.missing->name));
}

/* ---- CREATE OR REPLACE ---- */

/* One line for each thing that the result consists of: its type, then the columns when there are several. */
typedef struct Result {
	const char *type;
	bool set_of, known, has_columns;
	VEC(const Parameter *) columns;
} Result;

static const char *type_text(const Check *c, const Type *type)
{
	return mv_model_argument_list(c->schema, c->arena, &type, 1);
}

static Result result_of(const Check *c, const FunctionChange *def)
{
	Result result = { .known = true, .type = "void" };

	for (uint32_t i = 0; i < def->parameters.count; i++) {
		const Parameter *parameter = &def->parameters.items[i];

		if (!mv_streq(parameter->mode, "out") && !mv_streq(parameter->mode, "table") && !mv_streq(parameter->mode, "inout"))
			continue;
		*VEC_PUSH(c->arena, &result.columns) = parameter;
		result.known = result.known && is_known_type(c, parameter->type);
		result.set_of = result.set_of || mv_streq(parameter->mode, "table");
	}
	result.has_columns = result.columns.count > 1;
	if (def->returns)
		result.set_of = result.set_of || def->returns->set_of;
	if (result.has_columns) {
		result.type = "record";
	} else if (result.columns.count == 1) {
		result.type = type_text(c, result.columns.items[0]->type);
	} else if (def->returns) {
		result.known = result.known && is_known_type(c, def->returns);
		result.type = type_text(c, def->returns);
	}
	return result;
}

static bool same_columns(const Check *c, const Result *a, const Result *b)
{
	if (a->columns.count != b->columns.count)
		return false;
	for (uint32_t i = 0; i < a->columns.count; i++) {
		if (!mv_streq(a->columns.items[i]->name, b->columns.items[i]->name) ||
		    strcmp(type_text(c, a->columns.items[i]->type), type_text(c, b->columns.items[i]->type)) != 0)
			return false;
	}
	return true;
}

static uint32_t defaults_of(const FunctionChange *def)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < def->parameters.count; i++)
		count += def->parameters.items[i].default_value != NULL;
	return count;
}

/* The name of an input parameter that has another one now, or none; NULL: all are as they were. */
static const char *renamed_parameter(const FunctionChange *old, const FunctionChange *create)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < old->parameters.count; i++) {
		if (!mv_model_is_input(old, &old->parameters.items[i]))
			continue;
		while (at < create->parameters.count && !mv_model_is_input(create, &create->parameters.items[at]))
			at++;
		if (at >= create->parameters.count)
			return NULL;
		if (old->parameters.items[i].name && !mv_streq(old->parameters.items[i].name, create->parameters.items[at].name))
			return old->parameters.items[i].name;
		at++;
	}
	return NULL;
}

static bool unlike(Check *c, const FunctionChange *create, const Function *old)
{
	static const char help[] = "drop the function and create it anew";
	const char *shown = mv_shown_object(c, &old->object);
	Result was = result_of(c, old->def), is = result_of(c, create);
	const char *renamed = renamed_parameter(old->def, create);

	if (old->object.kind != create->object && (create->object == OBJ_FUNCTION || create->object == OBJ_PROCEDURE) &&
	    (old->object.kind == OBJ_FUNCTION || old->object.kind == OBJ_PROCEDURE))
		return mv_refuse(c, "42809", "wrong-object-kind", create->name.span, &old->object, "drop the other one first, or choose another name",
				 "'%s' is a %s, not a %s", shown, mv_object_kind_name(old->object.kind), mv_object_kind_name(create->object));
	if (old->object.kind == OBJ_FUNCTION && was.known && is.known &&
	    (was.set_of != is.set_of || strcmp(was.type, is.type) != 0 || (was.has_columns && is.has_columns && !same_columns(c, &was, &is))))
		return mv_refuse(c, "42P13", "dependent-objects", create->name.span, &old->object, help,
				 "CREATE OR REPLACE cannot change the return type of function '%s'", shown);
	if (renamed)
		return mv_refuse(c, "42P13", "dependent-objects", create->name.span, &old->object, help,
				 "CREATE OR REPLACE cannot change the name of parameter '%s' of function '%s'", renamed, shown);
	if (defaults_of(create) < defaults_of(old->def))
		return mv_refuse(c, "42P13", "dependent-objects", create->name.span, &old->object, help,
				 "CREATE OR REPLACE cannot remove defaults of parameters of function '%s'", shown);
	return false;
}

bool mv_failure_function(Check *c, const FunctionChange *create)
{
	const char *schema, *key;
	const Function *taken;

	if (!create->name.name || create->name.unknown)
		return false;
	for (uint32_t i = 0; i < create->parameters.count; i++) {
		if (mv_refuse_type(c, create->parameters.items[i].type))
			return true;
	}
	/* a type of C functions is made when it is not there */
	if (create->language && (mv_str_eq_case(mv_str(create->language), STR("sql")) || mv_str_eq_case(mv_str(create->language), STR("plpgsql"))) &&
	    mv_refuse_type(c, create->returns))
		return true;
	if (c->schema->search_path_unknown && !create->name.schema)
		return false;
	schema = mv_model_namespace(c->schema, &create->name);
	key = mv_arena_format(c->arena, "%s.%s(%s)", schema, create->name.name, mv_model_arguments(c->schema, c->arena, create));
	taken = mv_map_get(&c->schema->functions, key);
	if (!taken || !mv_certain(c, &taken->object))
		return false;
	if (!create->or_replace)
		return mv_refuse(c, "42723", "already-exists", create->name.span, &taken->object, "write CREATE OR REPLACE to replace it",
				 "function '%s' already exists with the same argument types", mv_shown_object(c, &taken->object));
	return taken->def && !taken->object.incomplete && !taken->object.extension && unlike(c, create, taken);
}

/* ---- triggers ---- */

static bool wrong_relation(Check *c, const CreateTrigger *create, const Table *table)
{
	const char *shown = mv_shown_object(c, &table->object);
	bool view = table->object.kind == OBJ_VIEW, instead = mv_streq(create->timing, "instead of");

	if (!mv_certain(c, &table->object) || table->object.incomplete)
		return false;
	if (instead && table->object.kind == OBJ_TABLE)
		return mv_refuse(c, "42809", "wrong-object-kind", create->table.span, &table->object, "write BEFORE or AFTER",
				 "'%s' is a table: it cannot have INSTEAD OF triggers", shown);
	if (view && !instead && create->row)
		return mv_refuse(c, "42809", "wrong-object-kind", create->table.span, &table->object, "write INSTEAD OF",
				 "'%s' is a view: it cannot have row triggers BEFORE or AFTER", shown);
	if (table->object.kind == OBJ_MATERIALIZED_VIEW)
		return mv_refuse(c, "42809", "wrong-object-kind", create->table.span, &table->object, NULL,
				 "'%s' is a materialized view: it cannot have triggers", shown);
	return false;
}

bool mv_failure_trigger(Check *c, const CreateTrigger *create)
{
	const Table *table;
	const Function *function;
	uint32_t count = 0;

	if (mv_refuse_part_taken(c, OBJ_TRIGGER, &create->table, &create->name, create->or_replace))
		return true;
	table = create->table.unknown ? NULL : mv_schema_table(c->schema, &create->table);
	if (table && wrong_relation(c, create, table))
		return true;
	for (uint32_t i = 0; table && i < create->update_columns.count; i++) {
		if (mv_refuse_column(c, table, &create->update_columns.items[i]))
			return true;
	}
	if (!create->function.name)
		return false;
	if (mv_surely_no_function(c, &create->function))
		return mv_refuse(c, "42883", "unknown-object", create->function.span, NULL, "correct the name, or create the function before the trigger",
				 "function '%s' does not exist", mv_shown(c, create->function.schema, create->function.name));
	function = mv_schema_function(c->schema, create->function.schema, create->function.name, &count);
	if (!function || count != 1 || !known_group(c, &create->function) || function->object.kind != OBJ_FUNCTION)
		return false;
	if (function->def->parameters.count)
		return mv_refuse(c, "42883", "unknown-object", create->function.span, &function->object,
				 "give the trigger a function without parameters: it finds its arguments in TG_ARGV",
				 "function '%s()' does not exist: the one of that name has parameters", mv_shown_object(c, &function->object));
	if (!function->def->returns || !is_known_type(c, function->def->returns) || mv_streq(function->def->returns->name, "trigger"))
		return false;
	return mv_refuse(c, "42P17", "wrong-object-kind", create->function.span, &function->object, "write RETURNS trigger",
			 "function '%s' does not return trigger", mv_shown_object(c, &function->object));
}
