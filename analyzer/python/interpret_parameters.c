/* interpret_parameters.c: what a function of the project calls its parameters. */
#include "interpret_internal.h"

static const PyNode *name_of(const PyNode *parameter)
{
	/* *args, (x: int), (x=1): the name is inside */
	while (parameter && parameter->kind != PY_IDENTIFIER) {
		const PyNode *name = mv_node_field(parameter, PY_NAME);

		if (parameter->kind == PY_KEYWORD_SEPARATOR || parameter->kind == PY_POSITIONAL_SEPARATOR)
			return NULL;
		parameter = name ? name : parameter->child;
	}
	return parameter;
}

const char *mv_function_parameter(const Value *function, uint32_t number, Arena *arena)
{
	const FunctionValue *own = mv_value_is(function, VALUE_FUNCTION) ? function->as.function : NULL;
	const PyNode *parameter = own && own->parameters ? own->parameters->child : NULL;
	bool skip = own && own->self;

	for (; parameter; parameter = parameter->next) {
		const PyNode *name = name_of(parameter);

		if (!name)
			continue;
		if (!skip && number-- == 0) {
			Str text = mv_source_slice(own->module->source, name->span);

			return mv_arena_strndup(arena, text.ptr, text.len);
		}
		skip = false;
	}
	return NULL;
}
