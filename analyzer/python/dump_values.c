/* dump_values.c: what the names of Python migrations come to, and what their functions call: `migvet dump values`. */
#include "interpret_internal.h"

#include "migvet/frontend.h"

typedef struct Watch {
	StrBuf *out;
	Arena *arena;
	const Source *source;
} Watch;

static uint32_t line_of(const Source *source, uint32_t offset)
{
	uint32_t line = 1;

	for (uint32_t i = 0; i < offset && i < source->text.len; i++)
		line += source->text.ptr[i] == '\n';
	return line;
}

static const Value *called(Interpreter *in, const Value *call, void *data)
{
	Watch *watch = data;
	Circumstances around = mv_py_circumstances(in);
	Span place = mv_py_place(in, watch->source);

	mv_buf_addf(watch->out, "    line %u: %s", line_of(watch->source, place.start), mv_value_format(call, watch->arena));
	if (around.conditional)
		mv_buf_addf(watch->out, " [may happen: %s]", around.why);
	if (around.in_loop)
		mv_buf_adds(watch->out, " [loop]");
	if (around.in_try)
		mv_buf_addf(watch->out, " [try: %s]", around.caught ? around.caught : "all");
	mv_buf_addc(watch->out, '\n');
	return NULL;
}

static void dump_class(const ClassValue *class_, StrBuf *out, Arena *arena)
{
	for (uint32_t i = 0; i < class_->bases.count; i++)
		mv_buf_addf(out, "%s%s", i ? ", " : "(", mv_value_format(class_->bases.items[i], arena));
	mv_buf_addf(out, "%s%s\n", class_->bases.count ? ")" : "", class_->partly ? " ..." : "");
	for (uint32_t i = 0; i < class_->names.count; i++) {
		const Keyword *name = &class_->names.items[i];
		const struct ValueList *items = mv_value_items(name->value);

		if (!items || items->items.count < 2) {
			mv_buf_addf(out, "    %s = %s\n", name->name, mv_value_format(name->value, arena));
			continue;
		}
		mv_buf_addf(out, "    %s =%s\n", name->name, items->open ? " ..." : "");
		for (uint32_t k = 0; k < items->items.count; k++)
			mv_buf_addf(out, "        %s\n", mv_value_format(items->items.items[k], arena));
	}
}

static bool is_own_import(const Value *value, const Module *module)
{
	return (value->kind == VALUE_SYMBOL || value->kind == VALUE_MODULE) ||
	       (value->kind == VALUE_CLASS && value->as.class_->module != module) ||
	       (value->kind == VALUE_FUNCTION && value->as.function->module != module);
}

void mv_python_values_dump(const MigrationSet *set, const Migration *migration, StrBuf *out)
{
	Arena *arena = mv_arena_new();
	Interpreter *in = mv_py_new(set, arena);
	const Module *module;
	uint32_t count = 0;
	const Keyword *names;
	Watch watch = { .out = out, .arena = arena, .source = migration->source };
	const Hooks hooks = { .data = &watch, .call = called };

	if (migration->source && migration->python) {
		module = mv_py_migration_module(in, migration);
		names = mv_module_names(module, &count);
		mv_buf_addf(out, "-- %s\n", migration->source->path);
		for (uint32_t i = 0; i < count; i++) {
			const Value *value = names[i].value;

			if (is_own_import(value, module))
				continue;
			if (value->kind == VALUE_CLASS) {
				mv_buf_addf(out, "class %s", names[i].name);
				dump_class(value->as.class_, out, arena);
			} else if (value->kind == VALUE_FUNCTION) {
				mv_buf_addf(out, "def %s\n", names[i].name);
				mv_py_set_hooks(in, &hooks);
				value = mv_py_call(in, value, NULL, 0);
				mv_py_set_hooks(in, NULL);
				if (value->kind != VALUE_NONE)
					mv_buf_addf(out, "    return %s\n", mv_value_format(value, arena));
			} else {
				mv_buf_addf(out, "%s = %s\n", names[i].name, mv_value_format(value, arena));
			}
		}
	}
	mv_arena_free(arena);
}
