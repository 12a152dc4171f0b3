/* interpret_classes.c: classes of the project, their instances, enums; attributes of anything. */
#include "interpret_internal.h"

enum { MOST_BASES = 50 };

/* Every CLASS is one. */
typedef struct ClassData {
	ClassValue class_;
	bool is_enum, has_fields; /* has_fields: a dataclass or NamedTuple: arguments become attributes */
	struct ValueList *members;
} ClassData;

bool mv_is_instance(const Value *value)
{
	return mv_value_is(value, VALUE_CALL) && mv_value_is(value->as.call->callee, VALUE_CLASS);
}

/* ---- what a class comes to ---- */

static Tri derives(const Value *class_, const char *last_name, unsigned depth)
{
	Tri answer = TRI_NO;

	if (!mv_value_is(class_, VALUE_CLASS) || depth > MOST_BASES)
		return TRI_UNKNOWN;
	for (uint32_t i = 0; i < class_->as.class_->bases.count; i++) {
		const Value *base = class_->as.class_->bases.items[i];
		const char *name = mv_value_last_name(base->kind == VALUE_CALL ? base->as.call->callee : base);
		Tri one;

		if (name && strcmp(name, last_name) == 0)
			return TRI_YES;
		one = base->kind == VALUE_CLASS ? derives(base, last_name, depth + 1)
		      : base->kind == VALUE_SYMBOL && strncmp(base->as.name, "builtins.", 9) == 0 ? TRI_NO : TRI_UNKNOWN;
		if (one == TRI_YES)
			return TRI_YES;
		if (one == TRI_UNKNOWN)
			answer = TRI_UNKNOWN;
	}
	return answer;
}

Tri mv_class_derives(const Value *class_, const char *last_name)
{
	return derives(class_, last_name, 0);
}

static bool is_enum(const ClassValue *class_, unsigned depth)
{
	static const char *const names[] = { "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "TextChoices", "IntegerChoices",
					     "Choices", "ReprEnum", NULL };

	for (uint32_t i = 0; i < class_->bases.count && depth < MOST_BASES; i++) {
		const Value *base = class_->bases.items[i];

		if (base->kind == VALUE_CLASS ? is_enum(base->as.class_, depth + 1) : false)
			return true;
		if (base->kind == VALUE_CLASS)
			continue;
		for (size_t n = 0; names[n] && mv_value_last_name(base); n++)
			if (strcmp(mv_value_last_name(base), names[n]) == 0)
				return true;
	}
	return false;
}

bool mv_class_is_enum(const Value *class_)
{
	return mv_value_is(class_, VALUE_CLASS) && ((const ClassData *)class_->as.class_)->is_enum;
}

const struct ValueList *mv_enum_members(Interpreter *in, const Value *class_)
{
	ClassData *data = (ClassData *)class_->as.class_;

	if (!data->members)
		data->members = MV_NEW(in->arena, struct ValueList);
	return data->members;
}

/* ---- instances ---- */

static void set_name(Interpreter *in, InstanceValue *instance, const char *name, const Value *value)
{
	for (uint32_t i = 0; i < instance->names.count; i++)
		if (strcmp(instance->names.items[i].name, name) == 0) {
			if (mv_in_uncertain(in, instance->branch))
				value = mv_in_either(in, mv_in_unknown(in, NULL, "it is changed under a condition that is not known"), value,
						     instance->names.items[i].value);
			instance->names.items[i].value = value;
			return;
		}
	*VEC_PUSH(in->arena, &instance->names) = (Keyword){ name, value };
}

static InstanceValue *new_instance(Interpreter *in, const Value *class_, const CallValue *call)
{
	InstanceValue *instance = MV_NEW(in->arena, InstanceValue);

	instance->call.callee = class_;
	if (call) {
		instance->call = *call;
		instance->call.callee = class_;
	}
	instance->branch = in->branch;
	return instance;
}

/* x: int = 3 in the body: fields in order. */
static void set_fields(Interpreter *in, const Value *class_, InstanceValue *instance, const CallValue *call, uint32_t *position,
		       unsigned depth)
{
	const ClassValue *c = class_->as.class_;
	const PyNode *body = c->node ? mv_node_field(c->node, PY_BODY) : NULL;

	for (uint32_t i = 0; i < c->bases.count && depth < MOST_BASES; i++)
		if (c->bases.items[i]->kind == VALUE_CLASS)
			set_fields(in, c->bases.items[i], instance, call, position, depth + 1);
	for (const PyNode *node = body ? body->child : NULL; node; node = node->next) {
		const PyNode *assignment = node->kind == PY_EXPRESSION_STATEMENT ? node->child : NULL, *left;
		const Value *value = NULL;
		const char *name;

		if (!assignment || assignment->kind != PY_ASSIGNMENT || !mv_node_field(assignment, PY_TYPE_FIELD))
			continue;
		left = mv_node_field(assignment, PY_LEFT);
		if (!left || left->kind != PY_IDENTIFIER)
			continue;
		name = mv_in_name(in, mv_source_slice(c->module->source, left->span));
		if (*position < call->args.count)
			value = call->args.items[(*position)++];
		for (uint32_t k = 0; k < call->keywords.count && !value; k++)
			if (strcmp(call->keywords.items[k].name, name) == 0)
				value = call->keywords.items[k].value;
		if (!value)
			value = mv_class_name(class_, name);
		if (value)
			set_name(in, instance, name, value);
	}
}

static const Value *enum_lookup(Interpreter *in, const Value *class_, const CallValue *call)
{
	const struct ValueList *members = mv_enum_members(in, class_);
	Tri there = TRI_NO;

	if (call->args.count != 1)
		return NULL;
	for (uint32_t i = 0; i < members->items.count; i++) {
		const Value *member = members->items.items[i];
		Tri same = member == call->args.items[0] ? TRI_YES
							  : mv_value_equal(((const InstanceValue *)member->as.call)->data, call->args.items[0], 0);

		if (same == TRI_YES && there == TRI_NO)
			return member;
		if (same != TRI_NO)
			there = TRI_UNKNOWN;
	}
	return NULL;
}

const Value *mv_in_instantiate(Interpreter *in, const Value *class_, CallValue *call, const PyNode *node)
{
	const ClassData *data = (const ClassData *)class_->as.class_;
	InstanceValue *instance;
	Value *value;
	const Value *init;

	if (data->is_enum) {
		const Value *member = enum_lookup(in, class_, call);

		return member ? member : mv_in_unknown(in, node, "which member of '%s' it is is not known", class_->as.class_->name);
	}
	value = mv_in_new(in, VALUE_CALL, node);
	instance = new_instance(in, class_, call);
	value->as.call = &instance->call;
	if (call->args.count && (mv_class_derives(class_, "str") == TRI_YES || mv_class_derives(class_, "int") == TRI_YES ||
				 mv_class_derives(class_, "list") == TRI_YES || mv_class_derives(class_, "dict") == TRI_YES ||
				 mv_class_derives(class_, "tuple") == TRI_YES))
		instance->data = call->args.items[0];
	init = mv_class_name(class_, "__init__");
	if (init && init->kind == VALUE_FUNCTION) {
		mv_in_follow(in, mv_in_bind(in, init, value), call, node, NULL, NULL);
	} else if (data->has_fields) {
		uint32_t position = 0;

		set_fields(in, class_, instance, call, &position, 0);
	}
	return value;
}

/* ---- making classes ---- */

/* The names of the body that become members of an enum, as instances. */
static void make_members(Interpreter *in, Value *class_)
{
	ClassData *data = (ClassData *)class_->as.class_;
	bool choices = mv_class_derives(class_, "TextChoices") == TRI_YES || mv_class_derives(class_, "IntegerChoices") == TRI_YES ||
		       mv_class_derives(class_, "Choices") == TRI_YES;
	bool text = mv_class_derives(class_, "StrEnum") == TRI_YES || mv_class_derives(class_, "TextChoices") == TRI_YES;
	int64_t number = 0;

	data->members = MV_NEW(in->arena, struct ValueList);
	for (uint32_t i = 0; i < data->class_.names.count; i++) {
		Keyword *name = &data->class_.names.items[i];
		const Value *value = name->value, *label = NULL;
		InstanceValue *instance;
		Value *member;

		if (name->name[0] == '_' || value->kind == VALUE_FUNCTION || value->kind == VALUE_CLASS)
			continue;
		if (mv_value_calls(value, "auto")) {
			if (text) {
				char *lower = mv_arena_strdup(in->arena, name->name);

				for (char *at = lower; *at; at++)
					*at = *at >= 'A' && *at <= 'Z' ? (char)(*at | 0x20) : *at;
				value = mv_value_string(in->arena, mv_str(lower));
			} else {
				value = mv_value_int_new(in->arena, number + 1);
			}
		}
		if (choices && (value->kind == VALUE_TUPLE || value->kind == VALUE_LIST) && value->as.list.items.count >= 2) {
			label = value->as.list.items.items[value->as.list.items.count - 1];
			value = value->as.list.items.items[0];
		}
		if (value->kind == VALUE_INT)
			number = value->as.number.integer;
		member = mv_value_new(in->arena, VALUE_CALL, name->value->source, name->value->span);
		instance = new_instance(in, class_, NULL);
		*VEC_PUSH(in->arena, &instance->call.args) = value;
		instance->data = value;
		set_name(in, instance, "name", mv_value_string(in->arena, mv_str(name->name)));
		set_name(in, instance, "value", value);
		set_name(in, instance, "_value_", value);
		set_name(in, instance, "_name_", instance->names.items[0].value);
		if (label)
			set_name(in, instance, "label", label);
		member->as.call = &instance->call;
		name->value = member;
		*VEC_PUSH(in->arena, &data->members->items) = member;
	}
}

static void decorate(Interpreter *in, const PyNode *decorated, ClassData *data)
{
	for (const PyNode *child = decorated ? decorated->child : NULL; child; child = child->next) {
		const PyNode *what = child->kind == PY_DECORATOR ? child->child : NULL;
		Str text;

		if (!what)
			continue;
		text = mv_in_text(in, what->kind == PY_CALL && what->child ? what->child : what);
		if (mv_str_ends(text, STR("dataclass")) || mv_str_eq(text, STR("attr.s")) || mv_str_ends(text, STR("define")))
			data->has_fields = true;
	}
}

const Value *mv_in_class(Interpreter *in, const PyNode *node, const PyNode *decorated)
{
	const PyNode *name_node = mv_node_field(node, PY_NAME), *body = mv_node_field(node, PY_BODY);
	ClassData *data = MV_NEW(in->arena, ClassData);
	Value *value = mv_in_new(in, VALUE_CLASS, node);
	CallValue bases = { 0 };
	Frame frame = { .caller = in->frame, .module = in->frame->module };
	Flow flow;

	value->as.class_ = &data->class_;
	data->class_.name = mv_in_name(in, name_node ? mv_in_text(in, name_node) : STR(""));
	data->class_.module = in->frame->module;
	data->class_.node = node;
	mv_in_arguments(in, mv_node_field(node, PY_SUPERCLASSES), &bases);
	for (uint32_t i = 0; i < bases.args.count; i++) {
		const Value *base = bases.args.items[i];

		/* Generic[T] and the like */
		if (base->kind == VALUE_SUBSCRIPT && base->as.operation.operands[0]->kind == VALUE_CLASS)
			base = base->as.operation.operands[0];
		*VEC_PUSH(in->arena, &data->class_.bases) = base;
	}
	for (uint32_t i = 0; i < bases.keywords.count; i++)
		*VEC_PUSH(in->arena, &data->class_.keywords) = bases.keywords.items[i];
	data->class_.partly = bases.open;
	data->is_enum = is_enum(&data->class_, 0);
	data->has_fields = mv_class_derives(value, "NamedTuple") == TRI_YES;
	decorate(in, decorated, data);

	frame.scope = mv_scope_new(in, SCOPE_CLASS, in->frame->scope, in->frame->module);
	frame.function = in->frame->function;
	in->frame = &frame;
	flow = mv_in_block(in, body);
	for (uint32_t i = 0; i < frame.scope->bindings.count; i++) {
		ScopeBinding *binding = &frame.scope->bindings.items[i];
		const Value *bound = binding->value || !binding->lazy ? binding->value : mv_in_lazy(in, binding);

		if (!bound)
			continue;
		if (bound->kind == VALUE_FUNCTION && !bound->as.function->class_ && bound->as.function->scope == frame.scope)
			((FunctionValue *)bound->as.function)->class_ = value;
		*VEC_PUSH(in->arena, &data->class_.names) = (Keyword){ frame.scope->bindings.items[i].name, bound };
	}
	in->frame = frame.caller;
	data->class_.partly |= frame.scope->unfollowed || flow != FLOW_NEXT;
	if (data->is_enum)
		make_members(in, value);
	return value;
}

/* ---- attributes ---- */

static const Value *enum_attribute(Interpreter *in, const Value *class_, const char *name)
{
	const struct ValueList *members = mv_enum_members(in, class_);
	bool choices = strcmp(name, "choices") == 0, values = strcmp(name, "values") == 0, labels = strcmp(name, "labels") == 0;
	bool names = strcmp(name, "names") == 0, all = strcmp(name, "__members__") == 0;
	Value *list;

	if (!choices && !values && !labels && !names && !all)
		return NULL;
	list = mv_value_new(in->arena, all ? VALUE_DICT : VALUE_LIST, class_->source, class_->span);
	for (uint32_t i = 0; i < members->items.count; i++) {
		const Value *member = members->items.items[i];
		const InstanceValue *instance = (const InstanceValue *)member->as.call;
		const Value *label = NULL;
		Value *pair;

		for (uint32_t n = 0; n < instance->names.count; n++)
			if (strcmp(instance->names.items[n].name, "label") == 0)
				label = instance->names.items[n].value;
		if (!label)
			label = instance->names.items[0].value;
		if (all) {
			mv_in_dict_set(in, list, instance->names.items[0].value, member);
		} else if (choices) {
			pair = mv_value_new(in->arena, VALUE_TUPLE, member->source, member->span);
			mv_in_add_item(in, pair, instance->data);
			mv_in_add_item(in, pair, label);
			mv_in_add_item(in, list, pair);
		} else {
			mv_in_add_item(in, list, values ? instance->data : labels ? label : instance->names.items[0].value);
		}
	}
	return list;
}

static const Value *class_attribute(Interpreter *in, const Value *class_, const char *name)
{
	const Value *value = mv_class_name(class_, name);

	if (value)
		return value->kind == VALUE_FUNCTION && value->as.function->kind == FUNCTION_CLASS ? mv_in_bind(in, value, class_) : value;
	if (mv_class_is_enum(class_) && (value = enum_attribute(in, class_, name)) != NULL)
		return value;
	if (strcmp(name, "__name__") == 0 || strcmp(name, "__qualname__") == 0)
		return mv_value_string(in->arena, mv_str(class_->as.class_->name));
	if (strcmp(name, "__module__") == 0)
		return mv_value_string(in->arena, mv_str(mv_module_dotted(class_->as.class_->module)));
	return NULL;
}

static const Value *instance_attribute(Interpreter *in, const Value *object, const char *name)
{
	const InstanceValue *instance = (const InstanceValue *)object->as.call;
	const Value *value;

	for (uint32_t i = instance->names.count; i > 0; i--)
		if (strcmp(instance->names.items[i - 1].name, name) == 0)
			return instance->names.items[i - 1].value;
	if (strcmp(name, "__class__") == 0)
		return object->as.call->callee;
	value = class_attribute(in, object->as.call->callee, name);
	if (!value) {
		if (instance->data && mv_has_method(instance->data, name))
			return mv_in_find_attribute(in, instance->data, name, object->source, object->span);
		return NULL;
	}
	if (value->kind != VALUE_FUNCTION)
		return value;
	value = mv_in_bind(in, value, object);
	if (value->as.function->kind == FUNCTION_PROPERTY && value->as.function->self) {
		CallValue none = { 0 };

		return mv_in_follow(in, value, &none, NULL, NULL, NULL);
	}
	return value;
}

static const Value *builtin_method(Interpreter *in, const Value *object, const char *name)
{
	Value *value;
	FunctionValue *function;

	if (!mv_has_method(object, name))
		return NULL;
	value = mv_value_new(in->arena, VALUE_FUNCTION, object->source, object->span);
	function = MV_NEW(in->arena, FunctionValue);
	*function = (FunctionValue){ .name = name, .builtin = name, .self = object };
	value->as.function = function;
	return value;
}

const Value *mv_in_find_attribute(Interpreter *in, const Value *object, const char *name, const Source *source, Span span)
{
	switch (object->kind) {
	case VALUE_CLASS:
		return class_attribute(in, object, name);
	case VALUE_CALL:
		return mv_is_instance(object) ? instance_attribute(in, object, name) : NULL;
	case VALUE_MODULE:
		return mv_in_module_attribute(in, object->as.module, name, source, span);
	case VALUE_FUNCTION:
		if (strcmp(name, "__name__") == 0)
			return mv_value_string(in->arena, mv_str(object->as.function->name));
		return NULL;
	case VALUE_STRING:
	case VALUE_BYTES:
	case VALUE_LIST:
	case VALUE_TUPLE:
	case VALUE_SET:
	case VALUE_DICT:
	case VALUE_INT:
		return builtin_method(in, object, name);
	case VALUE_UNKNOWN:
	case VALUE_NONE:
	case VALUE_BOOL:
	case VALUE_FLOAT:
	case VALUE_ELLIPSIS:
	case VALUE_SYMBOL:
	case VALUE_ATTRIBUTE:
	case VALUE_SUBSCRIPT:
	case VALUE_OPERATION:
		break;
	}
	return NULL;
}

const Value *mv_in_attribute(Interpreter *in, const Value *object, const char *name, const Source *source, Span span)
{
	const Value *found = mv_in_find_attribute(in, object, name, source, span);
	Value *value;

	if (found)
		return found;
	if (in->hooks && in->hooks->attribute && !in->exhausted) {
		found = in->hooks->attribute(in, object, name, in->hooks->data);
		if (found)
			return found;
	}
	if (object->kind == VALUE_SYMBOL || (object->kind == VALUE_MODULE && *mv_module_dotted(object->as.module))) {
		const char *path = object->kind == VALUE_SYMBOL ? object->as.name : mv_module_dotted(object->as.module);
		size_t length = strlen(path), more = strlen(name);
		char *joined;

		if (length + more < 1000) {
			joined = mv_arena_alloc(in->arena, length + more + 2);
			memcpy(joined, path, length);
			joined[length] = '.';
			memcpy(joined + length + 1, name, more);
			/* what is judged is what PostgreSQL gets */
			if (strcmp(joined, "django.db.connection.vendor") == 0)
				return mv_value_string(in->arena, STR("postgresql"));
			value = mv_value_new(in->arena, VALUE_SYMBOL, source, span);
			value->as.name = joined;
			return value;
		}
	}
	if (object->kind == VALUE_CALL) {
		/* Path(...).parent and the like */
		CallValue none = { .callee = object };

		found = mv_in_library(in, mv_arena_format(in->arena, ".%s", name), &none, NULL);
		if (found)
			return found;
	}
	value = mv_value_new(in->arena, VALUE_ATTRIBUTE, source, span);
	value->as.attribute.object = object;
	value->as.attribute.name = name;
	return value;
}

void mv_in_set_attribute(Interpreter *in, const Value *object, const char *name, const Value *value)
{
	if (in->hooks && in->hooks->assign)
		in->hooks->assign(in, object, name, in->hooks->data);
	if (mv_is_instance(object)) {
		set_name(in, (InstanceValue *)object->as.call, name, value);
	} else if (object->kind == VALUE_CLASS) {
		*VEC_PUSH(in->arena, &object->as.class_->names) = (Keyword){ name, value };
	}
}

const Value *mv_py_attribute(Interpreter *in, const Value *object, const char *name)
{
	const Value *value;

	if (!object)
		return NULL;
	mv_in_enter(in);
	value = mv_in_find_attribute(in, object, name, object->source, object->span);
	if (!value && in->hooks && in->hooks->attribute)
		value = in->hooks->attribute(in, object, name, in->hooks->data);
	mv_in_leave(in);
	return value;
}
