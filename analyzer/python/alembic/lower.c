/* lower.c: the SQL that the revisions of a history send, one after the other. */
#include "revision.h"

#include "../lower.h"

#include <string.h>

/* upgrade(), with what env.py gives to context.run_migrations(). */
static void call_with_arguments(Lowering *lowering, const Value *function)
{
	Alembic *context = &lowering->context;
	const Environment *environment = &lowering->environment;
	VEC(const Value *) args = { 0 };
	const char *name;

	for (uint32_t i = 0; (name = mv_function_parameter(function, i, context->arena)) != NULL; i++) {
		const Value *given = NULL;

		for (uint32_t k = 0; k < environment->arguments.count; k++) {
			if (strcmp(environment->arguments.items[k].name, name) == 0)
				given = environment->arguments.items[k].value;
		}
		/* an object with the metadata's tables as attributes */
		if (strcmp(name, "tables") == 0)
			given = mv_value_symbol(context->arena, "migvet:tables");
		if (!given && strcmp(name, "op") == 0)
			given = mv_alembic_role(context->arena, ROLE_OP);
		if (!given)
			given = mv_value_unknown(context->arena, NULL, (Span){ 0 }, mv_arena_format(context->arena, "argument '%s' is not known", name));
		*VEC_PUSH(context->arena, &args) = given;
	}
	mv_py_call(context->interpreter, function, args.items, args.count);
}

static void lower_direction(Lowering *lowering, const Module *module, bool down)
{
	Alembic *context = &lowering->context;
	const char *name = down ? "downgrade" : "upgrade";
	const Value *function = mv_module_name(module, name);

	context->down = down;
	context->operation = (Span){ 0 };
	context->circumstances = (Circumstances){ 0 };
	lowering->autocommit = 0;
	lowering->savepoints = 0;
	lowering->batches.count = 0;
	lowering->opaque_reason = NULL;
	mv_out_down(context->out, down);
	mv_alembic_schema_down(lowering, down);
	if (down && function) {
		context->migration->has_down = true;
		if (function->source == context->migration->source)
			context->migration->down_span = function->span;
	}
	if (mv_value_is(function, VALUE_FUNCTION))
		call_with_arguments(lowering, function);
	else if (function || !down)
		mv_alembic_opaque(context, "'%s' is not a function that can be followed", name);
}

static void lower_migration(Lowering *lowering, Migration *migration)
{
	Alembic *context = &lowering->context;
	const Module *module;

	context->migration = migration;
	/* what its top level calls is no migration */
	context->out = NULL;
	module = mv_py_migration_module(context->interpreter, migration);
	context->out = mv_out_new(migration, context->arena);
	lower_direction(lowering, module, false);
	lower_direction(lowering, module, true);
	mv_alembic_schema_down(lowering, false);
	mv_out_finish(context->out);
	context->out = NULL;
}

/* Helpers that lie beside env.py are imported from there. */
static void add_import_root(MigrationSet *set, Arena *arena)
{
	PythonProject *python = set->python;
	const char *slash = python && python->env_file ? strrchr(python->env_file, '/') : NULL;
	const char *folder = slash ? mv_arena_strndup(arena, python->env_file, (size_t)(slash - python->env_file)) : NULL;

	for (uint32_t i = 0; folder && i < python->import_roots.count; i++) {
		if (strcmp(python->import_roots.items[i], folder) == 0)
			folder = NULL;
	}
	if (folder)
		*VEC_PUSH(arena, &python->import_roots) = folder;
}

void mv_alembic_lower(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena)
{
	Lowering *lowering = MV_NEW(arena, Lowering);
	Alembic *context = &lowering->context;

	(void)project;
	*context = (Alembic){ .interpreter = interpreter, .arena = arena, .set = set, .data = lowering };
	context->schema = mv_alembic_schema_new(lowering);
	add_import_root(set, arena);
	mv_alembic_hooks(lowering);
	mv_alembic_environment(lowering);
	if (!set->history_table)
		set->history_table = lowering->environment.version_table;
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		if (set->migrations.items[i]->python)
			lower_migration(lowering, set->migrations.items[i]);
	}
	mv_py_set_hooks(interpreter, NULL);
}
