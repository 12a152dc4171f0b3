/* interpret_calls.c: calls; functions of the project, followed with their arguments bound. */
#include "interpret_internal.h"

/* ---- arguments ---- */

static void add_star(Interpreter *in, CallValue *call, const Value *value)
{
	bool open = false;
	const struct ValueList *list = mv_in_iterate(in, value, &open);

	for (uint32_t i = 0; list && i < list->items.count && call->args.count < MOST_ITEMS; i++)
		*VEC_PUSH(in->arena, &call->args) = list->items.items[i];
	call->open |= !list || open;
}

static void add_keyword(Interpreter *in, CallValue *call, const char *name, const Value *value)
{
	*VEC_PUSH(in->arena, &call->keywords) = (Keyword){ name, value };
}

static void add_stars(Interpreter *in, CallValue *call, const Value *value)
{
	if (value->kind != VALUE_DICT) {
		call->open = true;
		return;
	}
	for (uint32_t i = 0; i < value->as.dict.pairs.count && call->keywords.count < MOST_ITEMS; i++) {
		const char *name = mv_value_text(value->as.dict.pairs.items[i].key);

		if (name)
			add_keyword(in, call, name, value->as.dict.pairs.items[i].value);
		else
			call->open = true;
	}
	call->open |= value->as.dict.open;
}

CallValue *mv_in_arguments(Interpreter *in, const PyNode *arguments, CallValue *call)
{
	if (arguments && arguments->kind == PY_GENERATOR) {
		*VEC_PUSH(in->arena, &call->args) = mv_in_eval(in, arguments);
		return call;
	}
	for (const PyNode *child = arguments ? arguments->child : NULL; child; child = child->next) {
		if (child->kind == PY_KEYWORD_ARGUMENT) {
			const PyNode *name = mv_node_field(child, PY_NAME), *value = mv_node_field(child, PY_VALUE);

			if (name && value)
				add_keyword(in, call, mv_in_name(in, mv_in_text(in, name)), mv_in_eval(in, value));
		} else if (child->kind == PY_STAR) {
			if (child->child)
				add_star(in, call, mv_in_eval(in, child->child));
		} else if (child->kind == PY_STARS) {
			if (child->child)
				add_stars(in, call, mv_in_eval(in, child->child));
		} else if (child->kind == PY_PARENTHESIZED_STAR) {
			call->open = true;
		} else if (child->kind == PY_ERROR) {
			call->open = true;
		} else {
			*VEC_PUSH(in->arena, &call->args) = mv_in_eval(in, child);
		}
	}
	return call;
}

/* ---- calls ---- */

const Value *mv_in_residual_call(Interpreter *in, CallValue *call, const PyNode *node)
{
	Value *value = mv_in_new(in, VALUE_CALL, node);
	const Value *result = NULL;

	value->as.call = call;
	if (in->hooks && in->hooks->call && !in->exhausted)
		result = in->hooks->call(in, value, in->hooks->data);
	return result ? result : value;
}

const Value *mv_in_call_value(Interpreter *in, const Value *callee, CallValue *call, const PyNode *node)
{
	const Value *result = NULL;

	call->callee = callee;
	switch (callee->kind) {
	case VALUE_FUNCTION:
		if (callee->as.function->builtin) {
			const Value *self = callee->as.function->self;

			result = self->kind == VALUE_STRING || self->kind == VALUE_BYTES
					 ? mv_in_string_method(in, self, callee->as.function->builtin, call, node)
					 : mv_in_method(in, self, callee->as.function->builtin, call, node);
			return result ? result : mv_in_residual_call(in, call, node);
		}
		if (in->hooks && in->hooks->function) {
			Value *shown = mv_in_new(in, VALUE_CALL, node);

			shown->as.call = call;
			if (in->hooks->function(in, callee, shown, &result, in->hooks->data))
				return result ? result : mv_in_unknown(in, node, "what '%s' gives is not known", callee->as.function->name);
		}
		return mv_in_follow(in, callee, call, node, NULL, NULL);
	case VALUE_CLASS:
		return mv_in_instantiate(in, callee, call, node);
	case VALUE_SYMBOL:
		if (strncmp(callee->as.name, "builtins.", 9) == 0)
			result = mv_in_builtin(in, callee->as.name + 9, call, node);
		else
			result = mv_in_library(in, callee->as.name, call, node);
		break;
	case VALUE_CALL:
		if (mv_is_instance(callee)) {
			const Value *method = mv_in_find_attribute(in, callee, "__call__", NULL, (Span){ 0, 0 });

			if (method && method->kind == VALUE_FUNCTION)
				return mv_in_call_value(in, method, call, node);
		}
		if (mv_value_calls(callee, "partial") && callee->as.call->args.count) {
			/* functools.partial(f, 1, x=2)(3) */
			CallValue *whole = MV_NEW(in->arena, CallValue);
			const CallValue *bound = callee->as.call;

			for (uint32_t i = 1; i < bound->args.count; i++)
				*VEC_PUSH(in->arena, &whole->args) = bound->args.items[i];
			for (uint32_t i = 0; i < call->args.count; i++)
				*VEC_PUSH(in->arena, &whole->args) = call->args.items[i];
			for (uint32_t i = 0; i < call->keywords.count; i++)
				add_keyword(in, whole, call->keywords.items[i].name, call->keywords.items[i].value);
			for (uint32_t i = 0; i < bound->keywords.count; i++)
				add_keyword(in, whole, bound->keywords.items[i].name, bound->keywords.items[i].value);
			whole->open = call->open || bound->open;
			if (bound->args.items[0] != callee)
				return mv_in_call_value(in, bound->args.items[0], whole, node);
		}
		break;
	case VALUE_ATTRIBUTE:
		result = mv_in_library(in, "", call, node);
		break;
	case VALUE_UNKNOWN:
	case VALUE_NONE:
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_FLOAT:
	case VALUE_STRING:
	case VALUE_BYTES:
	case VALUE_ELLIPSIS:
	case VALUE_LIST:
	case VALUE_TUPLE:
	case VALUE_SET:
	case VALUE_DICT:
	case VALUE_MODULE:
	case VALUE_SUBSCRIPT:
	case VALUE_OPERATION:
		break;
	}
	return result ? result : mv_in_residual_call(in, call, node);
}

/* super().name of a class: looked for in the bases of the class in whose body the code stands. */
static const Value *super_attribute(Interpreter *in, const char *name, const PyNode *node)
{
	const Value *function = in->frame->function;
	const Value *class_ = function ? function->as.function->class_ : NULL;
	ScopeBinding *self = in->frame->scope->bindings.count ? &in->frame->scope->bindings.items[0] : NULL;

	if (!class_ || !self || !self->value)
		return NULL;
	for (uint32_t i = 0; i < class_->as.class_->bases.count; i++) {
		const Value *found = mv_class_name(class_->as.class_->bases.items[i], name);

		if (found)
			return found->kind == VALUE_FUNCTION ? mv_in_bind(in, found, self->value) : found;
	}
	(void)node;
	return NULL;
}

static bool is_super(Interpreter *in, const PyNode *node)
{
	const PyNode *callee = node->kind == PY_CALL ? mv_node_field(node, PY_CALLEE) : NULL;

	return callee && callee->kind == PY_IDENTIFIER && mv_str_eq(mv_in_text(in, callee), STR("super"));
}

const Value *mv_in_call(Interpreter *in, const PyNode *node)
{
	const PyNode *callee_node = mv_node_field(node, PY_CALLEE), *arguments = mv_node_field(node, PY_ARGUMENT_LIST);
	CallValue *call = MV_NEW(in->arena, CallValue);
	const Value *callee, *result;
	Frame *frame = in->frame;
	Span here = frame->here;

	if (!callee_node)
		return mv_in_unknown(in, node, "there is a syntax error");
	if (callee_node->kind == PY_ATTRIBUTE) {
		const PyNode *object_node = mv_node_field(callee_node, PY_OBJECT), *name_node = mv_node_field(callee_node, PY_ATTRIBUTE_NAME);

		if (object_node && name_node && is_super(in, object_node)) {
			const char *name = mv_in_name(in, mv_in_text(in, name_node));

			callee = super_attribute(in, name, node);
			if (!callee)
				callee = mv_in_attribute(in, mv_in_eval(in, object_node), name, mv_in_source(in), callee_node->span);
		} else {
			callee = mv_in_eval(in, callee_node);
		}
	} else {
		callee = mv_in_eval(in, callee_node);
	}
	mv_in_arguments(in, arguments, call);
	frame->here = node->span;
	result = mv_in_call_value(in, callee, call, node);
	frame->here = here;
	return result;
}

/* ---- following ---- */

static const PyNode *parameter_name(const PyNode *parameter)
{
	const PyNode *name = NULL;

	switch (parameter->kind) {
	case PY_IDENTIFIER:
		return parameter;
	case PY_DEFAULT_PARAMETER:
	case PY_TYPED_DEFAULT:
		name = mv_node_field(parameter, PY_NAME);
		return name && name->kind == PY_IDENTIFIER ? name : NULL;
	case PY_TYPED_PARAMETER:
	case PY_STAR_PATTERN:
	case PY_STARS_PATTERN:
		name = parameter->child;
		return name && name->kind != PY_IDENTIFIER && name->kind != PY_TYPE ? parameter_name(name) : name;
	default:
		return NULL;
	}
}

static uint8_t parameter_kind(const PyNode *parameter)
{
	return parameter->kind == PY_TYPED_PARAMETER && parameter->child ? parameter->child->kind : parameter->kind;
}

static Str text_in(const FunctionValue *function, const PyNode *node)
{
	return mv_source_slice(function->module->source, node->span);
}

/* Binds the arguments to the parameters' names in `scope`. */
static void bind_parameters(Interpreter *in, const FunctionValue *function, const CallValue *call, Scope *scope)
{
	uint32_t position = 0, number = 0, used = 0;
	bool keyword_only = false;
	const Value *first = function->self;

	for (const PyNode *parameter = function->parameters ? function->parameters->child : NULL; parameter; parameter = parameter->next) {
		uint8_t kind = parameter_kind(parameter);
		const PyNode *name_node = parameter_name(parameter);
		const Value *value = NULL;
		Str name;

		if (kind == PY_KEYWORD_SEPARATOR) {
			keyword_only = true;
			continue;
		}
		if (kind == PY_POSITIONAL_SEPARATOR || !name_node)
			continue;
		name = text_in(function, name_node);
		if (kind == PY_STAR_PATTERN) {
			Value *rest = mv_value_new(in->arena, VALUE_TUPLE, function->module->source, parameter->span);

			for (; position < call->args.count; position++)
				mv_in_add_item(in, rest, call->args.items[position]);
			rest->as.list.open = call->open;
			mv_scope_set(in, scope, name, rest);
			keyword_only = true;
			number++;
			continue;
		}
		if (kind == PY_STARS_PATTERN) {
			Value *rest = mv_value_new(in->arena, VALUE_DICT, function->module->source, parameter->span);

			((GrowingValue *)rest)->branch = in->branch;
			for (uint32_t k = 0; k < call->keywords.count; k++)
				if (!mv_scope_find(scope, mv_str(call->keywords.items[k].name)))
					mv_in_dict_set(in, rest, mv_value_string(in->arena, mv_str(call->keywords.items[k].name)),
						       call->keywords.items[k].value);
			rest->as.dict.open = call->open;
			mv_scope_set(in, scope, name, rest);
			number++;
			continue;
		}
		if (first) {
			value = first;
			first = NULL;
		} else if (!keyword_only && position < call->args.count) {
			value = call->args.items[position++];
		} else {
			for (uint32_t k = 0; k < call->keywords.count && !value; k++)
				if (mv_str_eq(mv_str(call->keywords.items[k].name), name)) {
					value = call->keywords.items[k].value;
					used++;
				}
			if (!value && call->open)
				value = mv_value_unknown(in->arena, function->module->source, parameter->span,
							 mv_arena_format(in->arena, "the argument '%.*s' is not known", STR_ARG(name)));
			if (!value && function->defaults)
				value = function->defaults[number];
			if (!value)
				value = mv_value_unknown(in->arena, function->module->source, parameter->span,
							 mv_arena_format(in->arena, "the argument '%.*s' is not given", STR_ARG(name)));
		}
		mv_scope_set(in, scope, name, value);
		number++;
	}
}

/* What the function gives, with the returns that may have happened before. */
static const Value *result_of(Interpreter *in, Frame *frame, Flow flow, const PyNode *node)
{
	const Value *result = flow == FLOW_RETURN && frame->result ? frame->result : NULL;

	if (!result && flow != FLOW_RAISE)
		result = mv_in_new(in, VALUE_NONE, node);
	if (!result)
		result = mv_in_unknown(in, node, "it raises an exception");
	for (uint32_t i = frame->maybe.count; i > 0; i--)
		if (frame->maybe.items[i - 1].value)
			result = mv_in_either(in, frame->maybe.items[i - 1].condition, frame->maybe.items[i - 1].value, result);
	return result;
}

const Value *mv_in_follow(Interpreter *in, const Value *function_value, const CallValue *call, const PyNode *node,
			  Flow (*at_yield)(Interpreter *in, const Value *value, void *data), void *data)
{
	const FunctionValue *function = function_value->as.function;
	Frame frame = { .caller = in->frame, .module = (Module *)function->module, .function = function_value,
			.at_yield = at_yield, .yield_data = data };
	Circumstances around = in->around;
	const Branch *branch = in->branch;
	const Value *result;
	Flow flow = FLOW_NEXT;

	if (in->calls >= MOST_CALL_DEPTH || in->depth >= MOST_EVAL_DEPTH) {
		mv_in_not_followed(in, in->frame ? node : NULL, "calls are nested too deeply");
		return mv_in_unknown(in, in->frame ? node : NULL, "calls are nested too deeply");
	}
	frame.scope = mv_scope_new(in, SCOPE_FUNCTION, function->scope, (Module *)function->module);
	bind_parameters(in, function, call, frame.scope);
	in->calls++;
	in->depth++;
	in->frame = &frame;
	if (function->generates && !at_yield) {
		frame.yields = mv_value_new(in->arena, VALUE_LIST, function_value->source, function_value->span);
		((GrowingValue *)frame.yields)->branch = in->branch;
	}
	if (function->body && function->body->kind == PY_BLOCK)
		flow = mv_in_block(in, function->body);
	else if (function->body)
		frame.result = mv_in_eval(in, function->body), flow = FLOW_RETURN;
	in->frame = frame.caller;
	in->depth--;
	in->calls--;
	in->around = around;
	in->branch = branch;
	if (function->generates && !at_yield)
		return frame.yields;
	result = result_of(in, &frame, flow, in->frame ? node : NULL);
	return result;
}

/* ---- making functions ---- */

static bool has_yield(const PyNode *node, unsigned depth)
{
	for (; node && depth < 200; node = node->next) {
		if (node->kind == PY_YIELD)
			return true;
		if (node->child && node->kind != PY_FUNCTION && node->kind != PY_LAMBDA && node->kind != PY_CLASS &&
		    has_yield(node->child, depth + 1))
			return true;
	}
	return false;
}

static const Value *function_value(Interpreter *in, const PyNode *node, const char *name, FunctionValue **function)
{
	const PyNode *parameters = mv_node_field(node, PY_PARAMETER_LIST);
	Value *value = mv_in_new(in, VALUE_FUNCTION, node);
	uint32_t count = 0, number = 0;
	bool any = false;
	const Value **defaults;

	*function = MV_NEW(in->arena, FunctionValue);
	**function = (FunctionValue){ .name = name, .module = in->frame->module, .parameters = parameters,
				      .body = mv_node_field(node, PY_BODY), .scope = in->frame->scope };
	value->as.function = *function;
	for (const PyNode *parameter = parameters ? parameters->child : NULL; parameter; parameter = parameter->next) {
		count++;
		any |= parameter->kind == PY_DEFAULT_PARAMETER || parameter->kind == PY_TYPED_DEFAULT;
	}
	if (!any)
		return value;
	defaults = MV_NEW_ARRAY(in->arena, const Value *, count);
	for (const PyNode *parameter = parameters->child; parameter; parameter = parameter->next) {
		const PyNode *written = parameter->kind == PY_DEFAULT_PARAMETER || parameter->kind == PY_TYPED_DEFAULT
						? mv_node_field(parameter, PY_VALUE) : NULL;

		if (!parameter_name(parameter))
			continue;
		if (written)
			defaults[number] = mv_in_eval(in, written);
		number++;
	}
	(*function)->defaults = defaults;
	return value;
}

const Value *mv_in_lambda(Interpreter *in, const PyNode *node)
{
	FunctionValue *function;

	return function_value(in, node, "<lambda>", &function);
}

/* Decorators that leave what a call does as it is. */
static bool is_transparent(const char *name)
{
	static const char *const names[] = { "wraps", "lru_cache", "cache", "abstractmethod", "override", "final", "overload",
					     "no_type_check", "typechecked", "deprecated", "atomic", "dataclass", "unique",
					     "total_ordering", "deconstructible", "contextmanager", "singledispatch", "verify",
					     "runtime_checkable", "keep_lazy_text", "python_2_unicode_compatible", NULL };

	for (size_t i = 0; name && names[i]; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

const Value *mv_in_function(Interpreter *in, const PyNode *node, const PyNode *decorated)
{
	const PyNode *name_node = mv_node_field(node, PY_NAME);
	const PyNode *decorators[32];
	uint32_t count = 0;
	FunctionValue *function;
	const Value *value = function_value(in, node, mv_in_name(in, name_node ? mv_in_text(in, name_node) : STR("")), &function);

	function->generates = function->body && has_yield(function->body->child, 0);
	for (const PyNode *child = decorated ? decorated->child : NULL; child; child = child->next)
		if (child->kind == PY_DECORATOR && child->child && count < sizeof decorators / sizeof *decorators)
			decorators[count++] = child->child;
	/* the one nearest to the function first */
	while (count > 0) {
		const Value *decorator = mv_in_eval(in, decorators[--count]);
		const char *name = mv_value_last_name(decorator->kind == VALUE_CALL ? decorator->as.call->callee : decorator);
		CallValue *call;

		if (decorator->kind != VALUE_FUNCTION && name && strcmp(name, "staticmethod") == 0) {
			function->kind = FUNCTION_STATIC;
		} else if (decorator->kind != VALUE_FUNCTION && name && (strcmp(name, "classmethod") == 0)) {
			function->kind = FUNCTION_CLASS;
		} else if (decorator->kind != VALUE_FUNCTION && name && (strcmp(name, "property") == 0 || strcmp(name, "cached_property") == 0)) {
			function->kind = FUNCTION_PROPERTY;
		} else if (decorator->kind != VALUE_FUNCTION && is_transparent(name)) {
			function->manages |= strcmp(name, "contextmanager") == 0;
		} else {
			call = MV_NEW(in->arena, CallValue);
			*VEC_PUSH(in->arena, &call->args) = value;
			value = mv_in_call_value(in, decorator, call, decorators[count]);
		}
	}
	return value;
}

const Value *mv_in_bind(Interpreter *in, const Value *function, const Value *self)
{
	Value *bound;
	FunctionValue *copy;

	if (function->kind != VALUE_FUNCTION || function->as.function->self || function->as.function->kind == FUNCTION_STATIC ||
	    function->as.function->builtin)
		return function;
	bound = mv_value_new(in->arena, VALUE_FUNCTION, function->source, function->span);
	copy = MV_NEW(in->arena, FunctionValue);
	*copy = *function->as.function;
	copy->self = copy->kind == FUNCTION_CLASS && mv_is_instance(self) ? self->as.call->callee : self;
	bound->as.function = copy;
	return bound;
}

/* ---- what front ends ask ---- */

const Value *mv_py_call(Interpreter *in, const Value *callee, const Value *const *args, size_t arg_count)
{
	CallValue *call = MV_NEW(in->arena, CallValue);
	const Value *result;

	mv_in_enter(in);
	for (size_t i = 0; i < arg_count; i++)
		*VEC_PUSH(in->arena, &call->args) = args[i];
	call->callee = callee;
	if (mv_value_is(callee, VALUE_FUNCTION))
		result = callee->as.function->builtin ? mv_in_call_value(in, callee, call, NULL) : mv_in_follow(in, callee, call, NULL, NULL, NULL);
	else if (mv_value_is(callee, VALUE_CLASS))
		result = mv_in_instantiate(in, callee, call, NULL);
	else
		result = mv_value_unknown(in->arena, NULL, (Span){ 0, 0 }, "what is called is no function of the project");
	mv_in_leave(in);
	return result;
}

const Value *mv_py_make_again(Interpreter *in, const Value *instance)
{
	const Value *result = NULL;

	if (!mv_value_is(instance, VALUE_CALL) || !mv_value_is(instance->as.call->callee, VALUE_CLASS))
		return NULL;
	mv_in_enter(in);
	result = mv_in_instantiate(in, instance->as.call->callee, instance->as.call, NULL);
	mv_in_leave(in);
	return result;
}

const char *mv_function_name(const Value *function)
{
	return mv_value_is(function, VALUE_FUNCTION) ? function->as.function->name : NULL;
}

const Source *mv_function_source(const Value *function)
{
	return mv_value_is(function, VALUE_FUNCTION) && function->as.function->module ? function->as.function->module->source : NULL;
}
