/*
 * known.c: what migrations ask of Django when they are imported, and which
 * answer it gives: the database is PostgreSQL, its version, names of models
 * that can be swapped.
 */
#include "run_python.h"
#include "../lower.h"
#include "settings.h"

#include <ctype.h>
#include <string.h>

typedef struct Known {
	const MigrationSet *set;
	int version;
} Known;

static bool ends(const char *text, const char *end)
{
	return text && mv_str_ends(mv_str(text), mv_str(end));
}

static bool is_settings(const Value *value) { return mv_value_is(value, VALUE_SYMBOL) && strcmp(value->as.name, "django.conf.settings") == 0; }

const Value *mv_django_known_attribute(Interpreter *interpreter, const MigrationSet *set, const Value *object, const char *name)
{
	Arena *arena = mv_py_arena(interpreter);
	const Value *value;

	if (mv_streq(name, "vendor") && ends(mv_value_path(object, arena), "connection"))
		return mv_value_string(arena, mv_str("postgresql"));
	/* which setting a model is swapped by matters, not only what it is swapped for */
	if (is_settings(object) && !ends(name, "_MODEL") && mv_django_setting_is(interpreter, set, name, &value) == TRI_YES)
		return value;
	return NULL;
}

/* getattr(settings, "X", default) */
static const Value *setting_or_default(Interpreter *interpreter, const MigrationSet *set, const Value *call)
{
	Arena *arena = mv_py_arena(interpreter);
	const char *name = mv_value_text(mv_call_argument(call, 1, NULL));
	const Value *value;

	if (!name || !is_settings(mv_call_argument(call, 0, NULL)))
		return NULL;
	switch (mv_django_setting_is(interpreter, set, name, &value)) {
	case TRI_YES:
		return ends(name, "_MODEL") ? mv_value_symbol(arena, mv_arena_format(arena, "django.conf.settings.%s", name)) : value;
	case TRI_NO:
		return mv_call_argument(call, 2, NULL);
	case TRI_UNKNOWN:
		break;
	}
	return NULL;
}

/*
 * settings.AUTH_USER_MODEL.split("."): the setting itself stays a symbol. Only
 * where there are settings: without them which model is meant is found out later.
 */
static const Value *method_of_setting(Interpreter *interpreter, const MigrationSet *set, const Value *call, const char *path)
{
	static const char start[] = "django.conf.settings.";
	Arena *arena = mv_py_arena(interpreter);
	const char *name, *dot, *text;
	const Value *method;

	if (!path || strncmp(path, start, strlen(start)) != 0)
		return NULL;
	name = path + strlen(start);
	dot = strchr(name, '.');
	if (!dot || strchr(dot + 1, '.') || call->as.call->keywords.count || !mv_django_settings_module(interpreter, set))
		return NULL;
	text = mv_django_setting(interpreter, set, mv_arena_strndup(arena, name, (size_t)(dot - name)));
	method = text ? mv_py_attribute(interpreter, mv_value_string(arena, mv_str(text)), dot + 1) : NULL;
	return mv_value_is(method, VALUE_FUNCTION) ? mv_py_call(interpreter, method, call->as.call->args.items, call->as.call->args.count) : NULL;
}

/* The model that swapper.get_model_name("wagtailcore", "Page") means: a setting made of both, or that model. */
static const char *model_name(Interpreter *interpreter, const MigrationSet *set, const Value *call, bool *swapped)
{
	Arena *arena = mv_py_arena(interpreter);
	const char *app = mv_value_text(mv_call_argument(call, 0, "app_label")), *model = mv_value_text(mv_call_argument(call, 1, "model"));
	const char *told, *own;
	char *setting;

	if (!app || !model)
		return NULL;
	setting = mv_arena_format(arena, "%s_%s_MODEL", app, model);
	for (char *at = setting; *at; at++)
		*at = *at == '.' ? '_' : (char)toupper((unsigned char)*at);
	told = mv_django_setting(interpreter, set, setting);
	own = mv_arena_format(arena, "%s.%s", app, model);
	*swapped = told && strcmp(told, own) != 0;
	return *swapped ? told : own;
}

const Value *mv_django_known_call(Interpreter *interpreter, const MigrationSet *set, const Value *call)
{
	Arena *arena = mv_py_arena(interpreter);
	const char *path = mv_value_path(call->as.call->callee, arena), *text, *dot;

	if (mv_streq(path, "builtins.getattr"))
		return setting_or_default(interpreter, set, call);
	if (mv_streq(path, "django.apps.apps.is_installed")) {
		Tri installed;

		text = mv_value_text(mv_call_argument(call, 0, "app_name"));
		installed = text ? mv_django_app_is_installed(interpreter, set, text) : TRI_UNKNOWN;
		return installed == TRI_UNKNOWN ? NULL : mv_value_bool(arena, installed == TRI_YES);
	}
	if (mv_streq(path, "swapper.get_model_name") || mv_streq(path, "swapper.is_swapped")) {
		bool swapped;

		text = model_name(interpreter, set, call, &swapped);
		/* the name of the other model, or False */
		if (text && !swapped && ends(path, "is_swapped"))
			return mv_value_bool(arena, false);
		return text ? mv_value_string(arena, mv_str(text)) : NULL;
	}
	if (mv_streq(path, "swapper.split")) {
		const char *parts[2];
		Value *pair;

		text = mv_value_text(mv_call_argument(call, 0, NULL));
		dot = text ? strrchr(text, '.') : NULL;
		if (!dot)
			return NULL;
		parts[0] = mv_arena_strndup(arena, text, (size_t)(dot - text));
		parts[1] = dot + 1;
		pair = mv_value_list(arena, parts, 2);
		pair->kind = VALUE_TUPLE;
		return pair;
	}
	return method_of_setting(interpreter, set, call, path);
}

static const Value *known_call(Interpreter *interpreter, const Value *call, void *data)
{
	return mv_django_known_call(interpreter, ((const Known *)data)->set, call);
}

static const Value *known_attribute(Interpreter *interpreter, const Value *object, const char *name, void *data)
{
	return mv_django_known_attribute(interpreter, ((const Known *)data)->set, object, name);
}

/* django.VERSION >= (4, 1) */
static Tri known_truth(Interpreter *interpreter, const Value *condition, void *data)
{
	const Known *known = data;
	const struct ValueList *numbers;
	const char *name;
	int64_t major = 0, minor = 0;
	int version;

	if (!mv_value_is(condition, VALUE_OPERATION) || condition->as.operation.operand_count != 2 ||
	    !mv_streq(mv_value_path(condition->as.operation.operands[0], mv_py_arena(interpreter)), "django.VERSION"))
		return TRI_UNKNOWN;
	numbers = mv_value_items(condition->as.operation.operands[1]);
	name = condition->as.operation.name;
	if (!numbers || !numbers->items.count || !mv_value_int(numbers->items.items[0], &major) ||
	    (numbers->items.count > 1 && !mv_value_int(numbers->items.items[1], &minor)) || major < 0 || major > 99 || minor < 0 || minor > 99)
		return TRI_UNKNOWN;
	version = (int)(major * 100 + minor);
	/* (4, 1, 0, "final", 0) is more than (4, 1) */
	if (mv_streq(name, ">") || mv_streq(name, ">="))
		return mv_tri(known->version >= version);
	if (mv_streq(name, "<") || mv_streq(name, "<="))
		return mv_tri(known->version < version);
	return TRI_UNKNOWN;
}

void mv_django_know(Interpreter *interpreter, const MigrationSet *set)
{
	Arena *arena = mv_py_arena(interpreter);
	Known *known = MV_NEW(arena, Known);
	Hooks *hooks = MV_NEW(arena, Hooks);

	*known = (Known){ .set = set, .version = mv_django_version(set->python ? set->python->version : NULL) };
	*hooks = (Hooks){ .data = known, .call = known_call, .attribute = known_attribute, .truth = known_truth };
	mv_py_set_module_hooks(interpreter, hooks);
}
