/* lower.c: a Django history, migration by migration and operation by operation. */
#include "editor.h"
#include "../lower.h"
#include "run_python.h"
#include "settings.h"

#include <stdlib.h>
#include <string.h>

enum {
	NEWEST_VERSION = 601,
	MOST_OPERATIONS = 100000, /* of a migration */
	MOST_DEPTH = 32,          /* operations inside of operations */
};
/* Large histories come to some ten megabytes. */
#define MOST_COPIED ((size_t)256 << 20)

/* ---- versions and settings ---- */

int mv_django_version(const char *version)
{
	char *end;
	long major, minor = 0;

	if (!version)
		return NEWEST_VERSION;
	major = strtol(version, &end, 10);
	if (end == version || major < 1 || major > 99)
		return NEWEST_VERSION;
	if (*end == '.')
		minor = strtol(end + 1, NULL, 10);
	if (minor < 0 || minor > 99)
		minor = 0;
	/* what came before 3.2 is not supported any more; it sends nearly the same */
	return major * 100 + minor < 302 ? 302 : (int)(major * 100 + minor);
}

/* FIELD_UNKNOWN: it is none. */
static FieldType auto_field(const char *path)
{
	static const struct { const char *ending; FieldType type; } KEYS[] = {
		{ ".BigAutoField", FIELD_BIG_AUTO }, { ".SmallAutoField", FIELD_SMALL_AUTO }, { ".AutoField", FIELD_AUTO },
	};

	for (size_t i = 0; path && i < sizeof KEYS / sizeof *KEYS; i++)
		if (mv_str_ends(mv_str(path), mv_str(KEYS[i].ending)))
			return KEYS[i].type;
	return FIELD_UNKNOWN;
}

static void read_settings(Lowering *lowering)
{
	const Module *module = mv_django_settings_module(lowering->interpreter, lowering->set);
	const Keyword *names;
	const char *key;
	uint32_t count = 0;

	names = module ? mv_module_names(module, &count) : NULL;
	for (uint32_t i = 0; names && i < count; i++) {
		const char *text = mv_value_text(names[i].value);
		size_t length = strlen(names[i].name);

		if (text && length > 6 && strcmp(names[i].name + length - 6, "_MODEL") == 0 && strchr(text, '.')) {
			key = mv_django_key(lowering->arena, mv_arena_strndup(lowering->arena, text, (size_t)(strchr(text, '.') - text)),
					    strchr(text, '.') + 1);
			mv_map_set(&lowering->state->settings, names[i].name, (void *)key);
		}
	}
	if (!module)
		return;
	lowering->state->settings_module = module;
	/* not there: Django's own default */
	lowering->keys_known = true;
	if (auto_field(mv_value_text(mv_module_name(module, "DEFAULT_AUTO_FIELD"))) != FIELD_UNKNOWN)
		lowering->state->default_auto_field = auto_field(mv_value_text(mv_module_name(module, "DEFAULT_AUTO_FIELD")));
}

Lowering *mv_django_new(const MigrationSet *set, Interpreter *interpreter, Arena *arena)
{
	Lowering *lowering = MV_NEW(arena, Lowering);

	lowering->arena = arena;
	lowering->interpreter = interpreter;
	lowering->set = set;
	lowering->version = mv_django_version(set->python ? set->python->version : NULL);
	lowering->state = mv_django_state_new(arena, lowering->version);
	lowering->catalog = MV_NEW(arena, Catalog);
	lowering->catalog->arena = arena;
	mv_map_init(&lowering->catalog->tables, arena);
	mv_map_init(&lowering->catalog->owners, arena);
	mv_map_init(&lowering->catalog->saved_of, arena);
	lowering->scratch = mv_arena_new();
	mv_django_state_contrib(lowering->state);
	read_settings(lowering);
	return lowering;
}

/* ---- operations ---- */

static const OperationClass *find_class(const char *name)
{
	const OperationClass *const tables[] = { mv_django_model_operations, mv_django_part_operations, mv_django_contrib_operations,
						 mv_django_special_operations };

	for (size_t i = 0; name && i < sizeof tables / sizeof *tables; i++)
		for (const OperationClass *class_ = tables[i]; class_->name; class_++)
			if (mv_streq(class_->name, name))
				return class_;
	return NULL;
}

const OperationClass *mv_django_operation_class(Lowering *lowering, const Value *operation)
{
	const Value *callee = mv_value_is(operation, VALUE_CALL) ? operation->as.call->callee : NULL;
	const char *path;

	if (mv_value_is(callee, VALUE_CLASS))
		path = mv_class_foreign_base(callee, lowering->arena);
	else
		path = mv_value_path(callee, lowering->arena);
	if (!path || strncmp(path, "django.", 7) != 0)
		return NULL;
	return find_class(strrchr(path, '.') + 1);
}

/* Is it of a class that the project derived from Operation itself, whose methods are there to be read? */
static bool is_plain_operation(Lowering *lowering, const Value *operation)
{
	const Value *callee = mv_value_is(operation, VALUE_CALL) ? operation->as.call->callee : NULL;
	const char *base = mv_value_is(callee, VALUE_CLASS) ? mv_class_foreign_base(callee, lowering->arena) : NULL;

	return base && strncmp(base, "django.db.migrations.", 21) == 0 && mv_streq(strrchr(base, '.') + 1, "Operation");
}

/* An operation that the project derived, with a method of its own. */
static bool has_own_way(const Value *operation, const char *method)
{
	const Value *callee = operation->as.call->callee;

	return mv_value_is(callee, VALUE_CLASS) && mv_value_is(mv_class_name(callee, method), VALUE_FUNCTION);
}

void mv_django_opaque(Lowering *lowering, const char *format, ...)
{
	va_list args;
	const char *reason;

	/* one statement says it; what else is wrong with the same operation adds nothing */
	if (lowering->opaque)
		return;
	va_start(args, format);
	reason = mv_arena_vformat(lowering->arena, format, args);
	va_end(args);
	lowering->opaque = true;
	mv_out_opaque(lowering->out, lowering->span, true, reason);
}

const Value *mv_django_argument(Lowering *lowering, int position, const char *name)
{
	const Value *value = mv_call_argument(lowering->operation, position, name), *callee;

	if (value || !mv_value_is(lowering->operation, VALUE_CALL))
		return value;
	callee = lowering->operation->as.call->callee;
	return mv_value_is(callee, VALUE_CLASS) ? mv_class_name(callee, name) : NULL;
}

const char *mv_django_text_argument(Lowering *lowering, int position, const char *name)
{
	return mv_value_text(mv_django_argument(lowering, position, name));
}

const Model *mv_django_operation_model(Lowering *lowering, Moment moment, const char *name)
{
	const Model *model = name ? mv_django_model(moment, mv_django_key(lowering->arena, lowering->app, name)) : NULL;

	if (!model)
		mv_django_opaque(lowering, "the model '%s' is not known", name ? name : "?");
	return model;
}

bool mv_django_allowed(const Lowering *lowering, const Model *model)
{
	const char *used = model->swappable ? mv_map_get(&lowering->state->settings, model->swappable) : NULL;

	return model->managed && !model->proxy && !model->abstract && (!used || mv_streq(used, model->key));
}

static const char *what_is_wrong(Lowering *lowering, const Value *operation)
{
	const Value *unknown = mv_value_find_unknown(operation);
	const char *path = mv_value_is(operation, VALUE_CALL) ? mv_value_path(operation->as.call->callee, lowering->arena) : NULL;

	if (path)
		return mv_arena_format(lowering->arena, "what the operation '%s' does is not known", path);
	return unknown ? unknown->as.reason : "it is not the call of an operation's class";
}

/* Where the operation stands in the migration's own file. */
static Span operation_span(const Lowering *lowering, const Value *operation)
{
	return operation->source == lowering->migration->source && operation->span.end > operation->span.start ? operation->span : lowering->span;
}

void mv_django_operation(Lowering *lowering, const Value *operation, bool state, bool database)
{
	Lowering before = *lowering;
	const OperationClass *class_ = mv_django_operation_class(lowering, operation);

	lowering->operation = mv_django_arriving(lowering->interpreter, operation);
	lowering->span = operation_span(lowering, operation);
	lowering->state_only = !database;
	if (!class_ && !is_plain_operation(lowering, operation)) {
		mv_django_opaque(lowering, "%s", what_is_wrong(lowering, operation));
	} else if (lowering->state->copied > MOST_COPIED) {
		mv_django_opaque(lowering, "the models before it are changed more often than is followed");
	} else {
		lowering->from = mv_django_now(lowering->state);
		if (state && has_own_way(operation, "state_forwards"))
			mv_django_own_method(lowering, class_, operation, "state_forwards");
		else if (state && class_ && class_->state)
			class_->state(lowering);
		lowering->to = mv_django_now(lowering->state);
		if (database && has_own_way(operation, "database_forwards"))
			mv_django_own_method(lowering, class_, operation, "database_forwards");
		else if (database && class_ && class_->forwards)
			class_->forwards(lowering);
	}
	lowering->operation = before.operation;
	lowering->span = before.span;
	lowering->from = before.from;
	lowering->to = before.to;
	lowering->state_only = before.state_only;
}

void mv_django_operation_backwards(Lowering *lowering, const Value *operation)
{
	Lowering before = *lowering;
	const OperationClass *class_ = mv_django_operation_class(lowering, operation);

	lowering->operation = mv_django_arriving(lowering->interpreter, operation);
	lowering->span = operation_span(lowering, operation);
	if (!class_ && !is_plain_operation(lowering, operation))
		mv_django_opaque(lowering, "%s", what_is_wrong(lowering, operation));
	else if (has_own_way(operation, "database_backwards"))
		mv_django_own_method(lowering, class_, operation, "database_backwards");
	else if (class_ && class_->backwards)
		class_->backwards(lowering);
	lowering->operation = before.operation;
	lowering->span = before.span;
}

/* ---- a migration ---- */

static void count_operation(Lowering *lowering)
{
	MigrationSet *set = (MigrationSet *)lowering->migration->set;

	/* the opaque statement has counted it as not resolved */
	if (lowering->opaque)
		return;
	if (!lowering->partly)
		mv_out_operation(lowering->out);
	else if (set)
		set->operations++;
}

static void run_forwards(Lowering *lowering, const struct ValueList *operations, Moment *moments)
{
	for (uint32_t i = 0; i < operations->items.count; i++) {
		moments[i] = mv_django_now(lowering->state);
		lowering->opaque = lowering->partly = false;
		lowering->span = operation_span(lowering, operations->items.items[i]);
		mv_django_operation(lowering, operations->items.items[i], true, true);
		count_operation(lowering);
	}
	moments[operations->items.count] = mv_django_now(lowering->state);
	mv_ddl_run_deferred(lowering);
}

static void run_backwards(Lowering *lowering, const struct ValueList *operations, const Moment *moments)
{
	mv_out_down(lowering->out, true);
	mv_catalog_save(lowering->catalog);
	for (uint32_t i = operations->items.count; i-- > 0;) {
		lowering->opaque = false;
		lowering->from = moments[i + 1];
		lowering->to = moments[i];
		lowering->span = operation_span(lowering, operations->items.items[i]);
		mv_django_operation_backwards(lowering, operations->items.items[i]);
	}
	mv_ddl_run_deferred(lowering);
	mv_catalog_restore(lowering->catalog);
}

void mv_django_migration(Lowering *lowering, Migration *migration, const char *app)
{
	const Module *module = mv_py_migration_module(lowering->interpreter, migration);
	const Value *class_ = mv_module_name(module, "Migration"), *value;
	const struct ValueList *operations;
	Span file = { 0, (uint32_t)migration->source->text.len };
	Moment *moments;
	SqlOut *out = mv_out_new(migration, lowering->arena);

	lowering->migration = migration;
	lowering->app = app;
	lowering->out = out;
	lowering->span = file;
	lowering->operation = NULL;
	lowering->opaque = false;
	lowering->deferred.count = 0;
	mv_arena_reset(lowering->scratch);
	value = mv_value_is(class_, VALUE_CLASS) ? mv_class_name(class_, "operations") : NULL;
	operations = mv_value_items(value);
	lowering->atomic = !(mv_value_is(class_, VALUE_CLASS) && mv_value_truth(mv_class_name(class_, "atomic")) == TRI_NO &&
			     mv_class_name(class_, "atomic"));
	if (!lowering->atomic)
		migration->transaction = TRANSACTION_NONE;
	if (!mv_value_is(class_, VALUE_CLASS))
		mv_django_opaque(lowering, "there is no class 'Migration' in it that can be read");
	else if (value && !operations)
		mv_django_opaque(lowering, "the value of 'operations' is not known");
	else if (operations && operations->items.count > MOST_OPERATIONS)
		mv_django_opaque(lowering, "more than %d operations", MOST_OPERATIONS);
	if (operations && operations->items.count <= MOST_OPERATIONS) {
		moments = MV_NEW_ARRAY(lowering->arena, Moment, operations->items.count + 1);
		run_forwards(lowering, operations, moments);
		if (operations->open) {
			lowering->opaque = false;
			mv_django_opaque(lowering, "not all of 'operations' is known");
		}
		if (migration->under_review)
			run_backwards(lowering, operations, moments);
	}
	mv_out_finish(out);
}

/* ---- a history ---- */

/*
 * Without settings: the user model is the one of the project that has what
 * AbstractBaseUser brings, and keys that Django adds are as those that it wrote
 * into the migrations ("id", auto_created=True), the last ones.
 */
static void guess_settings(Lowering *lowering, const Migration *migration)
{
	const Module *module = mv_py_migration_module(lowering->interpreter, migration);
	const Value *class_ = mv_module_name(module, "Migration");
	const struct ValueList *operations = mv_value_is(class_, VALUE_CLASS) ? mv_value_items(mv_class_name(class_, "operations")) : NULL;

	for (uint32_t i = 0; operations && i < operations->items.count; i++) {
		const Value *operation = operations->items.items[i];
		const struct ValueList *fields;
		const char *name;
		bool password = false, last_login = false;
		FieldType key;

		if (!mv_value_calls(operation, "CreateModel"))
			continue;
		name = mv_value_text(mv_call_argument(operation, 0, "name"));
		fields = mv_value_items(mv_call_argument(operation, 1, "fields"));
		for (uint32_t j = 0; fields && j < fields->items.count; j++) {
			const struct ValueList *pair = mv_value_items(fields->items.items[j]);
			const char *field = pair && pair->items.count ? mv_value_text(pair->items.items[0]) : NULL;

			password |= mv_streq(field, "password");
			last_login |= mv_streq(field, "last_login");
			if (lowering->keys_known || !mv_streq(field, "id") || !mv_call_argument(pair->items.items[1], -1, "auto_created"))
				continue;
			key = auto_field(mv_value_path(pair->items.items[1]->as.call->callee, lowering->arena));
			if (key != FIELD_UNKNOWN)
				lowering->state->default_auto_field = key;
		}
		if (mv_map_get(&lowering->state->settings, "AUTH_USER_MODEL"))
			continue;
		if (name && password && last_login && !mv_streq(migration->app, "auth"))
			mv_map_set(&lowering->state->settings, "AUTH_USER_MODEL", (void *)mv_django_key(lowering->arena, migration->app, name));
	}
}

void mv_django_lower(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena)
{
	Lowering *lowering = mv_django_new(set, interpreter, arena);

	(void)project;
	for (uint32_t i = 0; i < set->migrations.count && !(lowering->keys_known && mv_map_get(&lowering->state->settings, "AUTH_USER_MODEL")); i++)
		if (mv_migration_is_python(set->migrations.items[i]) && set->migrations.items[i]->python)
			guess_settings(lowering, set->migrations.items[i]);
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		Migration *migration = set->migrations.items[i];

		if (mv_migration_is_python(migration) && migration->source)
			mv_django_migration(lowering, migration, migration->app ? migration->app : "");
	}
	mv_arena_free(lowering->scratch);
}
