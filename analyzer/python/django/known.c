/*
 * known.c: what migrations ask of Django when they are imported, and which
 * answer it gives: the database is PostgreSQL, its version, names of models
 * that can be swapped.
 */
#include "django.h"
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

static const Value *known_attribute(Interpreter *interpreter, const Value *object, const char *name, void *data)
{
	Arena *arena = mv_py_arena(interpreter);
	const char *path = mv_value_path(object, arena);

	(void)data;
	if (mv_streq(name, "vendor") && ends(path, "connection"))
		return mv_value_string(arena, mv_str("postgresql"));
	return NULL;
}

/* swapper.get_model_name("wagtailcore", "Page"): a setting made of both, or that model. */
static const Value *model_name(Interpreter *interpreter, const Known *known, const Value *call)
{
	Arena *arena = mv_py_arena(interpreter);
	const char *app = mv_value_text(mv_call_argument(call, 0, "app_label")), *model = mv_value_text(mv_call_argument(call, 1, "model"));
	const char *told;
	char *setting;

	if (!app || !model)
		return NULL;
	setting = mv_arena_format(arena, "%s_%s_MODEL", app, model);
	for (char *at = setting; *at; at++)
		*at = *at == '.' ? '_' : (char)toupper((unsigned char)*at);
	told = mv_django_setting(interpreter, known->set, setting);
	return mv_value_string(arena, mv_str(told ? told : mv_arena_format(arena, "%s.%s", app, model)));
}

static const Value *known_call(Interpreter *interpreter, const Value *call, void *data)
{
	Arena *arena = mv_py_arena(interpreter);
	const char *path = mv_value_path(call->as.call->callee, arena), *text, *dot;

	if (mv_streq(path, "swapper.get_model_name"))
		return model_name(interpreter, data, call);
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
	return NULL;
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
