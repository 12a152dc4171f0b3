/*
 * expression_custom.c: expressions of the project that write their SQL themselves.
 *
 *	def as_sql(self, compiler, connection):
 *		lhs, params = compiler.compile(self.lhs)
 *		return "HOST(%s)" % lhs, params
 *
 * The method is interpreted; what compile() is asked for is compiled here.
 */
#include "expression.h"

#include <string.h>

typedef struct Custom {
	Compiler *compiler;
	const Value *self;
} Custom;

static const char compiler_name[] = "migvet.compiler", connection_name[] = "migvet.connection";

static bool is_symbol(const Value *value, const char *name) { return mv_value_is(value, VALUE_SYMBOL) && strcmp(value->as.name, name) == 0; }

/* An argument of the expression as compile() gets it: names of fields are F. */
static const Value *source_expression(Custom *custom, const Value *argument)
{
	Arena *arena = custom->compiler->arena;
	Value *reference;

	if (!mv_value_text(argument))
		return argument;
	reference = mv_value_new(arena, VALUE_CALL, argument->source, argument->span);
	reference->as.call = MV_NEW(arena, CallValue);
	reference->as.call->callee = mv_value_symbol(arena, "django.db.models.F");
	*VEC_PUSH(arena, &reference->as.call->args) = argument;
	return reference;
}

static const Value *sources(Custom *custom)
{
	const CallValue *call = custom->self->as.call;
	Value *list = mv_value_new(custom->compiler->arena, VALUE_LIST, NULL, (Span){ 0 });

	for (uint32_t i = 0; i < call->args.count; i++)
		*VEC_PUSH(custom->compiler->arena, &list->as.list.items) = source_expression(custom, call->args.items[i]);
	return list;
}

static const Value *attribute(Interpreter *interpreter, const Value *object, const char *name, void *data)
{
	Custom *custom = data;
	const CallValue *call = custom->self->as.call;
	Arena *arena = mv_py_arena(interpreter);
	Value *value;

	if (is_symbol(object, connection_name) && strcmp(name, "vendor") == 0)
		return mv_value_string(arena, STR("postgresql"));
	if (object == custom->self && (strcmp(name, "lhs") == 0 || strcmp(name, "expression") == 0) && call->args.count)
		return source_expression(custom, call->args.items[0]);
	if (object == custom->self && strcmp(name, "source_expressions") == 0)
		return sources(custom);
	if (!is_symbol(object, compiler_name) && object != custom->self)
		return NULL;
	value = mv_value_new(arena, VALUE_ATTRIBUTE, object->source, object->span);
	value->as.attribute.object = object;
	value->as.attribute.name = name;
	return value;
}

/* ("sql", []) */
static const Value *compiled(Custom *custom, const Value *expression)
{
	Compiler *compiler = custom->compiler;
	const Hooks *hooks = mv_py_set_hooks(compiler->lowering->interpreter, NULL);
	Term term = mv_term_build(compiler, expression);
	Value *pair = mv_value_new(compiler->arena, VALUE_TUPLE, NULL, (Span){ 0 });

	mv_py_set_hooks(compiler->lowering->interpreter, hooks);
	if (term.outcome != OUTCOME_SQL)
		return mv_value_unknown(compiler->arena, NULL, (Span){ 0 }, compiler->reason);
	*VEC_PUSH(compiler->arena, &pair->as.list.items) = mv_value_string(compiler->arena, mv_str(term.sql));
	*VEC_PUSH(compiler->arena, &pair->as.list.items) = mv_value_new(compiler->arena, VALUE_LIST, NULL, (Span){ 0 });
	return pair;
}

static const Value *call_hook(Interpreter *interpreter, const Value *call, void *data)
{
	Custom *custom = data;
	const Value *callee = call->as.call->callee;

	(void)interpreter;
	if (!mv_value_is(callee, VALUE_ATTRIBUTE))
		return NULL;
	if (is_symbol(callee->as.attribute.object, compiler_name) && strcmp(callee->as.attribute.name, "compile") == 0)
		return compiled(custom, mv_call_argument(call, 0, "node"));
	if (callee->as.attribute.object == custom->self && strcmp(callee->as.attribute.name, "get_source_expressions") == 0)
		return sources(custom);
	return NULL;
}

Term mv_term_own_sql(Compiler *compiler, const Value *call, const char *name)
{
	const Value *class_ = call->as.call->callee, *method = mv_class_name(class_, name), *output = mv_class_name(class_, "output_field"), *result;
	Interpreter *interpreter = compiler->lowering->interpreter;
	Custom custom = { .compiler = compiler, .self = call };
	const Hooks hooks = { .data = &custom, .call = call_hook, .attribute = attribute }, *earlier;
	const Value *args[3] = { call, mv_value_symbol(compiler->arena, compiler_name), mv_value_symbol(compiler->arena, connection_name) };
	const struct ValueList *pair;
	Term inner;

	if (call->as.call->open)
		return mv_term_fail(compiler, "not all arguments of '%s' are known", class_->as.class_->name);
	earlier = mv_py_set_hooks(interpreter, &hooks);
	result = mv_py_call(interpreter, method, args, 3);
	mv_py_set_hooks(interpreter, earlier);
	pair = mv_value_items(result);
	if (!pair || pair->items.count != 2 || !mv_value_text(pair->items.items[0]) || !mv_value_items(pair->items.items[1]) ||
	    mv_value_items(pair->items.items[1])->items.count)
		return mv_term_fail(compiler, "what '%s' of '%s' gives is not known", name, class_->as.class_->name);
	inner = call->as.call->args.count ? mv_term_build(compiler, call->as.call->args.items[0]) : mv_term_sql(mv_output_of(OUTPUT_UNKNOWN), "");
	return mv_term_sql(mv_value_is(output, VALUE_CALL) ? mv_output_of_field(compiler, output) : inner.type, mv_value_text(pair->items.items[0]));
}
