/*
 * environment.c: what env.py says of a tree: transactions, the version table,
 * the naming convention of the metadata, arguments of upgrade().
 */
#include "revision.h"

#include "migvet/layout.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 9 };

/* ---- naming conventions ---- */

static const Value *convention_of(const Value *metadata, unsigned depth);

static const Value *convention_of_class(const Value *class_, unsigned depth)
{
	const Value *found = convention_of(mv_class_name(class_, "metadata"), depth + 1);

	for (uint32_t i = 0; !found && i < class_->as.class_->bases.count; i++)
		found = convention_of(class_->as.class_->bases.items[i], depth + 1);
	return found;
}

/*
 * MetaData(naming_convention=...), or what has such a metadata: declarative_base(metadata=...), a class, SQLAlchemy(metadata=...).
 * NULL: it has none, or nobody says so.
 */
static const Value *convention_of(const Value *metadata, unsigned depth)
{
	const Value *found;

	if (!metadata || depth > DEEPEST)
		return NULL;
	if (metadata->kind == VALUE_CLASS)
		return convention_of_class(metadata, depth);
	if (metadata->kind == VALUE_ATTRIBUTE)
		return convention_of(metadata->as.attribute.object, depth + 1);
	if (metadata->kind != VALUE_CALL)
		return NULL;
	found = mv_call_argument(metadata, -1, "naming_convention");
	if (!found)
		found = convention_of(mv_call_argument(metadata, -1, "metadata"), depth + 1);
	if (!found && metadata->as.call->callee->kind == VALUE_CLASS)
		found = convention_of_class(metadata->as.call->callee, depth);
	/* registry(metadata=...).generate_base() */
	if (!found && metadata->as.call->callee->kind == VALUE_ATTRIBUTE)
		found = convention_of(metadata->as.call->callee->as.attribute.object, depth + 1);
	/* automap_base(declarative_base(...)), a mixin's own factory */
	if (!found && metadata->as.call->args.count)
		found = convention_of(metadata->as.call->args.items[0], depth + 1);
	return found;
}

static void read_convention(Lowering *lowering, const Value *convention)
{
	NamingConvention *naming = &lowering->context.naming;

	if (!convention || convention->kind == VALUE_NONE)
		return;
	naming->patterns.count = 0;
	naming->unknown = convention->kind != VALUE_DICT || convention->as.dict.open;
	for (uint32_t i = 0; convention->kind == VALUE_DICT && i < convention->as.dict.pairs.count; i++) {
		const Pair *pair = &convention->as.dict.pairs.items[i];
		const char *key = mv_value_text(pair->key);

		if (!key)
			key = mv_value_last_name(pair->key);
		if (key)
			*VEC_PUSH(lowering->context.arena, &naming->patterns) = (Keyword){ .name = key, .value = pair->value };
	}
}

/* `target_metadata.naming_convention = NAMES`: the evaluator does not see what is assigned to foreign objects. */
static const Value *assigned_convention(const Module *module)
{
	static const char assignment[] = "target_metadata.naming_convention";
	const Source *source = mv_module_source(module);
	size_t at = source ? mv_str_find(source->text, mv_str(assignment), 0) : SIZE_MAX, start;
	char name[128];

	if (at == SIZE_MAX)
		return NULL;
	at += strlen(assignment);
	while (at < source->text.len && (source->text.ptr[at] == ' ' || source->text.ptr[at] == '='))
		at++;
	start = at;
	while (at < source->text.len && (isalnum((unsigned char)source->text.ptr[at]) || source->text.ptr[at] == '_'))
		at++;
	if (at - start >= sizeof name)
		return NULL;
	memcpy(name, source->text.ptr + start, at - start);
	name[at - start] = '\0';
	return mv_module_name(module, name);
}

/* ---- context.configure(...) ---- */

void mv_alembic_configured(Lowering *lowering, const Value *call)
{
	Environment *environment = &lowering->environment;
	const char *version_table = mv_value_text(mv_call_argument(call, -1, "version_table"));

	/* the offline form has a URL instead; what only it says does not count */
	if (!mv_call_argument(call, 0, "connection") && environment->configured)
		return;
	environment->configured = mv_call_argument(call, 0, "connection") != NULL || call->as.call->open;
	if (mv_value_truth(mv_call_argument(call, -1, "transaction_per_migration")) == TRI_YES)
		environment->transaction = TRANSACTION_FILE;
	if (mv_call_argument(call, -1, "transactional_ddl") &&
	    mv_value_truth(mv_call_argument(call, -1, "transactional_ddl")) == TRI_NO)
		environment->transaction = TRANSACTION_NONE;
	if (version_table)
		environment->version_table = version_table;
	if (mv_call_argument(call, -1, "target_metadata"))
		environment->metadata = mv_call_argument(call, -1, "target_metadata");
}

/* ---- reading env.py ---- */

/* Functions that something else would call: asyncio.run(...), connection.run_sync(do_run_migrations). */
static void run_online(Lowering *lowering, const Module *module)
{
	Interpreter *interpreter = lowering->context.interpreter;
	const Value *connection = mv_alembic_role(lowering->context.arena, ROLE_CONNECTION);
	uint32_t count = 0;
	const Keyword *names = mv_module_names(module, &count);

	for (uint32_t i = 0; i < count && !lowering->environment.configured; i++) {
		const char *name = names[i].name;

		if (mv_value_is(names[i].value, VALUE_FUNCTION) && strstr(name, "run_migrations") && !strstr(name, "offline") &&
		    (strstr(name, "do_") || strstr(name, "_sync")))
			mv_py_call(interpreter, names[i].value, &connection, 1);
	}
	for (uint32_t i = 0; i < count && !lowering->environment.configured; i++) {
		const char *name = names[i].name;

		if (mv_value_is(names[i].value, VALUE_FUNCTION) && strstr(name, "run_") && strstr(name, "migrations") && !strstr(name, "offline"))
			mv_py_call(interpreter, names[i].value, NULL, 0);
	}
}

static void apply_transaction(Lowering *lowering)
{
	MigrationSet *set = lowering->context.set;

	for (uint32_t i = 0; lowering->environment.transaction != TRANSACTION_UNKNOWN && i < set->migrations.count; i++) {
		Migration *migration = set->migrations.items[i];

		/* the configuration may have said otherwise */
		if (migration->python && set->layout && migration->transaction == set->layout->transaction)
			migration->transaction = lowering->environment.transaction;
	}
}

static int version_of(const char *version)
{
	char *end;
	long major = version ? strtol(version, &end, 10) : 0;

	if (major < 1)
		return 201;
	return (int)(major * 100 + (*end == '.' ? strtol(end + 1, NULL, 10) : 0));
}

void mv_alembic_environment(Lowering *lowering)
{
	Alembic *context = &lowering->context;
	const PythonProject *project = context->set->python;
	const Module *module;
	const Value *convention = NULL;

	context->sqlalchemy = version_of(project ? project->version : NULL);
	context->alembic = context->sqlalchemy >= 200 ? 118 : 109;
	if (!project || !project->env_file)
		return;
	lowering->in_environment = true;
	module = mv_py_run_at(context->interpreter, project->env_file);
	if (module) {
		if (!lowering->environment.configured)
			run_online(lowering, module);
		if (!lowering->environment.metadata)
			lowering->environment.metadata = mv_module_name(module, "target_metadata");
		convention = assigned_convention(module);
	}
	lowering->in_environment = false;
	read_convention(lowering, convention ? convention : convention_of(lowering->environment.metadata, 0));
	apply_transaction(lowering);
}
