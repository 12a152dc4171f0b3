/*
 * run_python.c: what the function of a RunPython sends to the server.
 *
 * The function is interpreted with `apps` and `schema_editor` as symbols. Calls
 * of cursors and of the schema editor send SQL; chains on models send UPDATE,
 * DELETE and INSERT; all else is Python that sends nothing by itself.
 */
#include "run_python.h"
#include "editor.h"

#include <string.h>

const char mv_code_apps[] = "migvet.apps", mv_code_editor[] = "migvet.schema_editor", mv_code_connection[] = "django.db.connection";

static bool is_symbol(const Value *value, const char *name) { return mv_value_is(value, VALUE_SYMBOL) && strcmp(value->as.name, name) == 0; }

/* connection, connections["default"], schema_editor.connection */
static bool is_connection(const Value *value)
{
	if (mv_value_is(value, VALUE_SUBSCRIPT))
		value = value->as.operation.operands[0];
	return is_symbol(value, mv_code_connection) || is_symbol(value, "django.db.connections");
}

static bool is_cursor(const Value *value)
{
	const Value *callee = mv_value_is(value, VALUE_CALL) ? value->as.call->callee : NULL;

	return mv_value_is(callee, VALUE_ATTRIBUTE) && strcmp(callee->as.attribute.name, "cursor") == 0 &&
	       is_connection(callee->as.attribute.object);
}

/* "shop.models.Order": by its name only, its source is not there. */
static bool is_model_symbol(const Value *value)
{
	const char *models = mv_value_is(value, VALUE_SYMBOL) ? strstr(value->as.name, ".models.") : NULL;

	return models && strncmp(value->as.name, "django.db.", 10) != 0 && models[8] >= 'A' && models[8] <= 'Z' && !strchr(models + 8, '.');
}

/* What happens to these is looked at step by step, so that the steps stay apart. */
static bool is_watched(const Value *value)
{
	return mv_value_is(value, VALUE_SYMBOL) &&
	       (strncmp(value->as.name, "migvet.", 7) == 0 || is_connection(value) || is_symbol(value, "django.apps.apps") || is_model_symbol(value));
}

/* Model._meta.get_field("x") */
static const Field *field_of(const Code *run, const Value *call, const Model **model)
{
	const Value *callee = mv_value_is(call, VALUE_CALL) ? call->as.call->callee : NULL, *meta;
	const char *name;

	if (!mv_value_is(callee, VALUE_ATTRIBUTE) || strcmp(callee->as.attribute.name, "get_field") != 0)
		return NULL;
	meta = callee->as.attribute.object;
	name = mv_value_text(mv_call_argument(call, 0, "field_name"));
	if (!name || !mv_value_is(meta, VALUE_ATTRIBUTE) || strcmp(meta->as.attribute.name, "_meta") != 0)
		return NULL;
	*model = mv_django_model(run->moment, mv_queryset_model_key(meta->as.attribute.object));
	return *model ? mv_django_find_field(run->moment, *model, name) : NULL;
}

const Value *mv_code_item(Interpreter *interpreter, const Value *iterable, void *data)
{
	const Value *root = mv_queryset_root(iterable);
	Value *value;

	(void)data;
	if (!is_watched(root) && !mv_value_is(root, VALUE_CLASS))
		return NULL;
	value = mv_value_new(mv_py_arena(interpreter), VALUE_ATTRIBUTE, iterable->source, iterable->span);
	value->as.attribute.object = iterable;
	value->as.attribute.name = "[item]";
	return value;
}

const Value *mv_code_attribute(Interpreter *interpreter, const Value *object, const char *name, void *data)
{
	Arena *arena = mv_py_arena(interpreter);
	const Code *run = data;
	const Value *known = mv_django_known_attribute(interpreter, run->lowering->set, object, name);
	const Model *model;
	const Field *field;
	Value *value;

	if (known)
		return known;
	/* Model._meta.get_field("x").column */
	if (strcmp(name, "column") == 0 && (field = field_of(run, object, &model)) != NULL && field->column)
		return mv_value_string(arena, mv_str(field->column));
	/* Model._meta.db_table */
	if (strcmp(name, "db_table") == 0 && mv_value_is(object, VALUE_ATTRIBUTE) && strcmp(object->as.attribute.name, "_meta") == 0 &&
	    (model = mv_django_model(run->moment, mv_queryset_model_key(object->as.attribute.object))) != NULL)
		return mv_value_string(arena, mv_str(model->table));
	if (is_symbol(object, mv_code_editor) && strcmp(name, "connection") == 0)
		return mv_value_symbol(arena, mv_code_connection);
	if (is_connection(object) && strcmp(name, "vendor") == 0)
		return mv_value_string(arena, STR("postgresql"));
	if (is_connection(object) && strcmp(name, "alias") == 0)
		return mv_value_string(arena, STR("default"));
	if (is_connection(object) && strcmp(name, "display_name") == 0)
		return mv_value_string(arena, STR("PostgreSQL"));
	if (!is_watched(object))
		return NULL;
	value = mv_value_new(arena, VALUE_ATTRIBUTE, object->source, object->span);
	value->as.attribute.object = object;
	value->as.attribute.name = name;
	return value;
}

/* ---- models ---- */

/* apps.get_model("app", "Model"), apps.get_model("app.Model"), apps.get_app_config("app").get_model("Model") */
static const Value *get_model(Code *run, const Value *call)
{
	const Value *object = call->as.call->callee->as.attribute.object;
	const char *first = mv_value_text(mv_call_argument(call, 0, "app_label")), *second = mv_value_text(mv_call_argument(call, 1, "model_name"));
	Arena *arena = run->lowering->arena;
	const char *dot;

	if (mv_value_is(object, VALUE_CALL)) {
		second = first;
		first = mv_value_text(mv_call_argument(object, 0, "app_label"));
	} else if (first && !second && (dot = strchr(first, '.'))) {
		second = dot + 1;
		first = mv_arena_strndup(arena, first, (size_t)(dot - first));
	}
	if (!first) {
		/* settings.AUTH_USER_MODEL, swapper.get_model_name("app", "Model") */
		const char *setting, *key = mv_django_reference(run->lowering->state, mv_call_argument(call, 0, "app_label"), run->lowering->app, NULL, &setting);

		return key ? mv_queryset_model_value(arena, key) : NULL;
	}
	return second ? mv_queryset_model_value(arena, mv_django_key(arena, first, second)) : NULL;
}

/* The model class of the application: as it is in today's source, not at this migration. */
static const char *imported_key(Code *run, const Value *root, const char **name)
{
	Arena *arena = run->lowering->arena;
	const char *path, *module, *models, *start;

	if (mv_value_is(root, VALUE_CLASS)) {
		const char *base = mv_class_foreign_base(root, arena);

		if (!base || strncmp(base, "django.", 7) != 0 || strstr(base, ".expressions") || strstr(base, ".functions"))
			return NULL;
		*name = root->as.class_->name;
		module = mv_module_dotted(root->as.class_->module);
	} else if (mv_value_is(root, VALUE_SYMBOL) && (path = root->as.name) && strrchr(path, '.')) {
		*name = strrchr(path, '.') + 1;
		module = mv_arena_strndup(arena, path, (size_t)(*name - 1 - path));
		if (**name < 'A' || **name > 'Z')
			return NULL;
	} else {
		return NULL;
	}
	models = module ? strstr(module, ".models") : NULL;
	if (!models || (models[7] && models[7] != '.') || strncmp(module, "django.db.", 10) == 0)
		return NULL;
	start = models;
	while (start > module && start[-1] != '.')
		start--;
	return mv_django_key(arena, mv_arena_strndup(arena, start, (size_t)(models - start)), *name);
}

static void tell_imported(Code *run, const char *key, const char *name)
{
	Lowering *lowering = run->lowering;
	const char *app = mv_arena_strndup(lowering->arena, key, strcspn(key, "."));

	for (uint32_t i = 0; i < run->imported.count; i++) {
		if (strcmp(run->imported.items[i], name) == 0)
			return;
	}
	*VEC_PUSH(lowering->arena, &run->imported) = name;
	mv_django_problem(lowering, "imported-model", mv_py_place(lowering->interpreter, lowering->migration->source),
			  mv_arena_format(lowering->arena,
					  "this runs with the columns that '%s' has in the newest source: on a database that is older it fails", name),
			  mv_arena_format(lowering->arena, "take the model of this migration: apps.get_model(\"%s\", \"%s\")", app, name));
}

/* `from django.apps import apps` */
static void tell_registry(Code *run, const Value *call, const char *key)
{
	const char *name = mv_value_text(mv_call_argument(call, 1, "model_name")), *label = mv_value_text(mv_call_argument(call, 0, "app_label"));

	if (!name)
		name = label && strchr(label, '.') ? strchr(label, '.') + 1 : strchr(key, '.') + 1;
	tell_imported(run, key, name);
}

/* Is it a query, and not a class used for something else? */
static bool has_manager(const Value *value)
{
	for (unsigned depth = 0; value && depth < 256; depth++) {
		if (value->kind == VALUE_ATTRIBUTE) {
			const char *name = value->as.attribute.name;

			if (strcmp(name, "objects") == 0 || strcmp(name, "_default_manager") == 0 || strcmp(name, "_base_manager") == 0)
				return true;
			value = value->as.attribute.object;
		} else if (value->kind == VALUE_CALL) {
			value = value->as.call->callee;
		} else if (value->kind == VALUE_SUBSCRIPT) {
			value = value->as.operation.operands[0];
		} else {
			return false;
		}
	}
	return false;
}

static const Value *query(Code *run, const Value *call, const Circumstances *circumstances)
{
	const Value *root = mv_queryset_root(call);
	const char *key = mv_queryset_model_key(root), *name;
	const Model *model;

	if (!key && has_manager(call)) {
		key = imported_key(run, root, &name);
		if (key)
			tell_imported(run, key, name);
	}
	model = key ? mv_django_model(run->moment, key) : NULL;
	if (model) {
		mv_django_row_loop(run->lowering, model, call);
		mv_queryset_call(run->lowering, run->moment, model, call, circumstances);
	}
	return NULL;
}

/* ---- SQL ---- */

static const Value *quoted(Code *run, const Value *call)
{
	const char *name = mv_value_text(mv_call_argument(call, 0, "name"));

	return name ? mv_value_string(run->lowering->arena, mv_str(mv_django_quote(run->lowering->arena, name))) : NULL;
}

static void opaque(Code *run, bool may_change_schema, const char *format, const char *what)
{
	/* one reason is enough for an operation */
	if (!run->lowering->opaque)
		mv_out_opaque(run->lowering->out, run->lowering->span, may_change_schema, mv_arena_format(run->lowering->arena, format, what));
	run->lowering->opaque = true;
}

/* schema_editor.alter_db_table(model, "old", "new"); false: the names are not known. */
static bool rename_table(Code *run, const Value *call, const Circumstances *circumstances)
{
	Lowering *lowering = run->lowering;
	const char *name = mv_value_text(mv_call_argument(call, 1, "old_db_table"));
	const char *new_name = mv_value_text(mv_call_argument(call, 2, "new_db_table"));

	if (!name || !new_name)
		return false;
	if (strcmp(name, new_name) == 0)
		return true;
	mv_out_begin(lowering->out, lowering->span, circumstances);
	if (call->source == lowering->migration->source)
		mv_out_origin(lowering->out, call->source, call->span);
	mv_out_sql(lowering->out, "ALTER TABLE %s RENAME TO %s", mv_django_quote(lowering->arena, name), mv_django_quote(lowering->arena, new_name));
	mv_out_end(lowering->out);
	if (!circumstances->conditional) {
		mv_catalog_rename_table(lowering->catalog, name, new_name);
		mv_ddl_rename_table(lowering, name, new_name);
	}
	return true;
}

/* connection.ops.sequence_reset_sql(style, models) */
static const Value *sequence_resets(Code *run, const Value *call)
{
	const struct ValueList *models = mv_value_items(mv_call_argument(call, 1, "model_list"));
	Arena *arena = run->lowering->arena;
	Value *list = mv_value_new(arena, VALUE_LIST, NULL, (Span){ 0 });

	if (!models || models->open)
		return NULL;
	for (uint32_t i = 0; i < models->items.count; i++) {
		const Model *model = mv_django_model(run->moment, mv_queryset_model_key(models->items.items[i]));
		const Field *key = model ? model->primary_key : NULL;
		const char *table, *column;

		if (!model || !key || !key->column)
			return NULL;
		if (key->type != FIELD_AUTO && key->type != FIELD_BIG_AUTO && key->type != FIELD_SMALL_AUTO)
			continue;
		table = mv_django_quote(arena, model->table);
		column = mv_django_quote(arena, key->column);
		*VEC_PUSH(arena, &list->as.list.items) = mv_value_string(
			arena, mv_str(mv_arena_format(arena, "SELECT setval(pg_get_serial_sequence('%s','%s'), coalesce(max(%s), 1), max(%s) IS NOT null) FROM %s;",
						      table, key->column, column, column, table)));
	}
	return list;
}

/* schema_editor._create_index_name(table, ["column"], "_like") */
static const Value *index_name(Code *run, const Value *call)
{
	const struct ValueList *columns = mv_value_items(mv_call_argument(call, 1, "column_names"));
	const char *table = mv_value_text(mv_call_argument(call, 0, "table_name")), *suffix = mv_value_text(mv_call_argument(call, 2, "suffix"));
	const char **names;

	if (!table || !columns || columns->open || (mv_call_argument(call, 2, "suffix") && !suffix))
		return NULL;
	names = MV_NEW_ARRAY(run->lowering->arena, const char *, columns->items.count);
	for (uint32_t i = 0; i < columns->items.count; i++) {
		names[i] = mv_value_text(columns->items.items[i]);
		if (!names[i])
			return NULL;
	}
	return mv_value_string(run->lowering->arena,
			       mv_str(mv_django_index_name(run->lowering->arena, table, names, columns->items.count, suffix ? suffix : "")));
}

/* schema_editor.create_model(Model), .add_field(Model, Model._meta.get_field("x")), ...; false: it is another call. */
static bool edit_model(Code *run, const Value *call, const char *name, const Circumstances *circumstances)
{
	Lowering *lowering = run->lowering;
	const Circumstances *before = lowering->circumstances;
	const Model *model = mv_django_model(run->moment, mv_queryset_model_key(mv_call_argument(call, 0, "model"))), *of;
	const Field *field = field_of(run, mv_call_argument(call, 1, "field"), &of);
	bool create = strcmp(name, "create_model") == 0, delete = strcmp(name, "delete_model") == 0;
	bool add = strcmp(name, "add_field") == 0, drop = strcmp(name, "remove_field") == 0;

	if (!model || !(create || delete || ((add || drop) && field && of == model)))
		return false;
	lowering->circumstances = circumstances;
	if (create)
		mv_editor_create_model(lowering, run->moment, model);
	else if (delete)
		mv_editor_delete_model(lowering, run->moment, model);
	else if (add)
		mv_editor_add_field(lowering, run->moment, model, field);
	else
		mv_editor_remove_field(lowering, run->moment, model, field);
	lowering->circumstances = before;
	return true;
}

static const Value *editor_call(Code *run, const Value *call, const char *name, const Circumstances *circumstances)
{
	if (edit_model(run, call, name, circumstances))
		return NULL;
	if (strcmp(name, "alter_db_table") == 0 && rename_table(run, call, circumstances))
		return NULL;
	if (strcmp(name, "_create_index_name") == 0)
		return index_name(run, call);
	if (strcmp(name, "execute") == 0)
		mv_django_send(run->lowering, mv_call_argument(call, 0, "sql"), mv_call_argument(call, 1, "params"), circumstances);
	else if (strcmp(name, "quote_name") == 0)
		return quoted(run, call);
	else if (strcmp(name, "quote_value") != 0)
		opaque(run, true, "what 'schema_editor.%s' changes is not followed", name);
	return NULL;
}

static const Value *command(Code *run, const Value *call)
{
	static const char *const data[] = { "loaddata", "createinitialrevisions", "update_index", "rebuild_index", "collectstatic", "compilemessages" };
	const char *name = mv_value_text(mv_call_argument(call, 0, "command_name"));

	for (size_t i = 0; name && i < sizeof data / sizeof data[0]; i++) {
		if (strcmp(data[i], name) == 0) {
			opaque(run, false, "what the command '%s' changes is not followed", name);
			return NULL;
		}
	}
	opaque(run, true, "what the command '%s' changes is not known", name ? name : "?");
	return NULL;
}

Circumstances mv_code_circumstances(const Code *run, Interpreter *interpreter)
{
	Circumstances circumstances = mv_py_circumstances(interpreter);

	/* within a condition that the operation itself stands in */
	if (run->lowering->circumstances && run->lowering->circumstances->conditional && !circumstances.conditional) {
		circumstances.conditional = true;
		circumstances.why = run->lowering->circumstances->why;
	}
	return circumstances;
}

const Value *mv_code_call(Interpreter *interpreter, const Value *call, void *data)
{
	Code *run = data;
	Circumstances circumstances = mv_code_circumstances(run, interpreter);
	const Value *answer, *callee = call->as.call->callee, *object = mv_value_is(callee, VALUE_ATTRIBUTE) ? callee->as.attribute.object : NULL;
	const char *path = mv_value_path(callee, run->lowering->arena), *name = object ? callee->as.attribute.name : NULL;

	answer = mv_django_known_call(interpreter, run->lowering->set, call);
	if (!answer)
		answer = mv_django_introspect(run->lowering, call, is_connection);
	if (answer)
		return answer;
	if (path && strcmp(path, "django.core.management.call_command") == 0)
		return command(run, call);
	if (!name)
		return NULL;
	if (strcmp(name, "get_model") == 0 && (is_symbol(mv_queryset_root(object), mv_code_apps) || is_symbol(mv_queryset_root(object), "django.apps.apps"))) {
		const Value *model = get_model(run, call);

		if (model && is_symbol(mv_queryset_root(object), "django.apps.apps"))
			tell_registry(run, call, mv_queryset_model_key(model));
		return model;
	}
	if (is_symbol(object, mv_code_editor))
		return editor_call(run, call, name, &circumstances);
	if (is_cursor(object) && (strcmp(name, "execute") == 0 || strcmp(name, "executemany") == 0)) {
		mv_django_send(run->lowering, mv_call_argument(call, 0, "sql"), mv_call_argument(call, 1, "params"), &circumstances);
		return NULL;
	}
	if (strcmp(name, "quote_name") == 0 && mv_value_is(object, VALUE_ATTRIBUTE) && is_connection(object->as.attribute.object))
		return quoted(run, call);
	if (strcmp(name, "sequence_reset_sql") == 0 && mv_value_is(object, VALUE_ATTRIBUTE) && is_connection(object->as.attribute.object))
		return sequence_resets(run, call);
	return query(run, call, &circumstances);
}

/* ---- transactions of its own, where the migration has none ---- */

static bool is_atomic(Arena *arena, const Value *value)
{
	return mv_streq(mv_value_path(mv_value_is(value, VALUE_CALL) ? value->as.call->callee : value, arena), "django.db.transaction.atomic");
}

const Value *mv_code_enter(Interpreter *interpreter, const Value *manager, void *data)
{
	Code *run = data;

	if (!run->lowering->atomic && is_atomic(mv_py_arena(interpreter), manager) && run->blocks++ == 0)
		mv_out_transaction(run->lowering->out, TRANSACTION_FILE);
	return NULL;
}

void mv_code_leave(Interpreter *interpreter, const Value *manager, void *data)
{
	Code *run = data;

	if (!run->lowering->atomic && is_atomic(mv_py_arena(interpreter), manager) && run->blocks && --run->blocks == 0)
		mv_out_transaction(run->lowering->out, TRANSACTION_UNKNOWN);
}

/* ---- the operation ---- */

static void run(Lowering *lowering, const Value *code, Moment moment)
{
	Code data = { .lowering = lowering, .moment = moment };
	const Hooks hooks = { .data = &data, .call = mv_code_call, .attribute = mv_code_attribute, .item = mv_code_item,
			      .enter = mv_code_enter, .leave = mv_code_leave }, *earlier;
	const Value *args[2];
	const char *name = mv_value_last_name(code);
	bool own_transaction = !lowering->atomic && mv_value_truth(mv_django_argument(lowering, 2, "atomic")) == TRI_YES;

	/* @decorator: what it adds is not known, what it is around is */
	if (mv_value_is(code, VALUE_CALL) && code->as.call->args.count == 1 && !code->as.call->keywords.count &&
	    mv_value_is(code->as.call->args.items[0], VALUE_FUNCTION)) {
		own_transaction = own_transaction || (!lowering->atomic && is_atomic(lowering->arena, code->as.call->callee));
		code = code->as.call->args.items[0];
	}
	if (!mv_value_is(code, VALUE_FUNCTION)) {
		if (!mv_streq(name, "noop"))
			opaque(&data, false, "the function '%s' is not there to be read", name ? name : "?");
		return;
	}
	args[0] = mv_value_symbol(lowering->arena, mv_code_apps);
	args[1] = mv_value_symbol(lowering->arena, mv_code_editor);
	if (own_transaction) {
		data.blocks = 1;
		mv_out_transaction(lowering->out, TRANSACTION_FILE);
	}
	earlier = mv_py_set_hooks(lowering->interpreter, &hooks);
	mv_py_call(lowering->interpreter, code, args, 2);
	mv_py_set_hooks(lowering->interpreter, earlier);
	if (own_transaction)
		mv_out_transaction(lowering->out, TRANSACTION_UNKNOWN);
}

void mv_django_run_python(Lowering *lowering)
{
	const Value *code = mv_django_argument(lowering, 0, "code"), *reverse = mv_django_argument(lowering, 1, "reverse_code");

	if (code)
		run(lowering, code, lowering->from);
	else
		mv_django_opaque(lowering, "the function is not known");
	if (!reverse || mv_value_is(reverse, VALUE_NONE))
		mv_django_missing_reverse(lowering, "RunPython", "reverse_code", "migrations.RunPython.noop");
}

void mv_django_run_python_back(Lowering *lowering)
{
	const Value *reverse = mv_django_argument(lowering, 1, "reverse_code");

	if (reverse && !mv_value_is(reverse, VALUE_NONE))
		run(lowering, reverse, lowering->from);
}
