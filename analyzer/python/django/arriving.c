/*
 * arriving.c: what reaches Django's class when a project's class gives
 * arguments of its own to its base's __init__.
 */
#include "django.h"

/* The first call of an __init__ that the project does not have. */
static const Value *note_init(Interpreter *interpreter, const Value *call, void *data)
{
	const Value **found = data;
	const Value *callee = call->as.call->callee;

	(void)interpreter;
	if (!*found && (mv_value_is(callee, VALUE_ATTRIBUTE) ? mv_streq(callee->as.attribute.name, "__init__") :
							       mv_streq(mv_value_last_name(callee), "__init__")))
		*found = call;
	return NULL;
}

const Value *mv_django_arriving(Interpreter *interpreter, const Value *call)
{
	const Value *callee = mv_value_is(call, VALUE_CALL) ? call->as.call->callee : NULL, *found = NULL;
	Hooks hooks = { .call = note_init, .data = &found };
	const Hooks *before;
	Arena *arena;
	uint32_t first;
	Value *made;

	if (!mv_value_is(callee, VALUE_CLASS) || !interpreter || !mv_value_is(mv_class_name(callee, "__init__"), VALUE_FUNCTION))
		return call;
	arena = mv_py_arena(interpreter);
	before = mv_py_set_hooks(interpreter, &hooks);
	mv_py_make_again(interpreter, call);
	mv_py_set_hooks(interpreter, before);
	if (!found)
		return call;
	made = mv_value_new(arena, VALUE_CALL, call->source, call->span);
	made->as.call = MV_NEW(arena, CallValue);
	*made->as.call = *found->as.call;
	made->as.call->callee = callee;
	/* models.CharField.__init__(self, ...) */
	first = mv_value_is(found->as.call->callee, VALUE_SYMBOL) && found->as.call->args.count ? 1 : 0;
	made->as.call->args.items += first;
	made->as.call->args.count -= first;
	made->as.call->args.capacity = made->as.call->args.count;
	return made;
}
