/*
 * interpret_protobuf.c: enums of modules that protoc generated (*_pb2.py).
 *
 * Such a module makes its names while it is imported, from the description that
 * it holds in protobuf's own encoding. Of that only the enums at the top are
 * read: their names and numbers are constants that migrations write into
 * columns and CHECKs.
 */
#include "interpret_internal.h"

enum { MOST_LOOKED_AT = 200 };

/* A field of a message in the encoding: `number`, and its bytes or its integer. */
typedef struct Field {
	uint64_t number, integer;
	Str bytes;
} Field;

static bool varint(Str *rest, uint64_t *value)
{
	*value = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		unsigned char byte;

		if (!rest->len)
			return false;
		byte = (unsigned char)rest->ptr[0];
		*rest = mv_str_slice(*rest, 1, rest->len);
		*value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return true;
	}
	return false;
}

/* The next one; false: at the end, or it is no message. */
static bool next_field(Str *rest, Field *field)
{
	uint64_t tag, length;

	*field = (Field){ 0 };
	if (!varint(rest, &tag))
		return false;
	field->number = tag >> 3;
	switch (tag & 7) {
	case 0:
		return varint(rest, &field->integer);
	case 1:
	case 5:
		length = (tag & 7) == 1 ? 8 : 4;
		break;
	case 2:
		if (!varint(rest, &length))
			return false;
		break;
	default:
		return false;
	}
	if (length > rest->len)
		return false;
	field->bytes = mv_str_slice(*rest, 0, (size_t)length);
	*rest = mv_str_slice(*rest, (size_t)length, rest->len);
	return true;
}

/* The bytes of DESCRIPTOR = pool.AddSerializedFile(b"..."), also where it is assigned under a condition. */
static const Value *description(const Value *value, unsigned *budget)
{
	const Value *found = NULL;

	if (!value || !*budget)
		return NULL;
	--*budget;
	if (mv_value_calls(value, "AddSerializedFile"))
		found = mv_call_argument(value, 0, NULL);
	else if (value->kind == VALUE_CALL && value->as.call->callee->kind == VALUE_ATTRIBUTE &&
		 strcmp(value->as.call->callee->as.attribute.name, "AddSerializedFile") == 0)
		found = mv_call_argument(value, 0, NULL);
	if (mv_value_is(found, VALUE_BYTES))
		return found;
	if (value->kind == VALUE_OPERATION)
		for (uint32_t i = 0; i < value->as.operation.operand_count; i++)
			if ((found = description(value->as.operation.operands[i], budget)) != NULL)
				return found;
	return NULL;
}

/* Of the file's description the enum of this name; `member`: the enum that has it. */
static bool find_enum(const Module *module, const char *name, const char *member, Str *found, int64_t *number)
{
	unsigned budget = MOST_LOOKED_AT;
	const ScopeBinding *binding = module->scope ? mv_scope_find(module->scope, STR("DESCRIPTOR")) : NULL;
	const Value *bytes = binding ? description(binding->value, &budget) : NULL;
	Str rest = bytes ? bytes->as.string.text : (Str){ 0 };
	Field field, part, value;

	while (next_field(&rest, &field)) {
		Str parts = field.bytes;

		/* FileDescriptorProto.enum_type; its name is 1, its values are 2 */
		if (field.number != 5)
			continue;
		while (next_field(&parts, &part)) {
			Str values = part.bytes;
			bool is = false;

			if (name && part.number == 1 && mv_str_eq(part.bytes, mv_str(name))) {
				*found = field.bytes;
				return true;
			}
			*number = 0;
			while (member && part.number == 2 && next_field(&values, &value)) {
				is = is || (value.number == 1 && mv_str_eq(value.bytes, mv_str(member)));
				if (value.number == 2)
					*number = (int64_t)value.integer;
			}
			if (is)
				return true;
		}
	}
	return false;
}

const Value *mv_in_protobuf_name(Interpreter *in, const Module *module, const char *name, const Source *source, Span span)
{
	Value *value;
	int64_t number;
	Str found;

	if (!mv_str_ends(mv_str(module->dotted), STR("_pb2")))
		return NULL;
	if (find_enum(module, name, NULL, &found, &number)) {
		value = mv_value_new(in->arena, VALUE_SYMBOL, source, span);
		value->as.name = mv_arena_format(in->arena, "%s.%s", module->dotted, name);
		return value;
	}
	return find_enum(module, NULL, name, &found, &number) ? mv_value_int_new(in->arena, number) : NULL;
}

/* RunStatus.Value("FAILED"), .Name(4), .keys(), .values(), .items() */
const Value *mv_in_protobuf_method(Interpreter *in, const char *path, const CallValue *call, const PyNode *node)
{
	const char *module_end = strstr(path, "_pb2."), *enum_name = module_end ? module_end + strlen("_pb2.") : "", *dot = strchr(enum_name, '.');
	const char *method = dot ? dot + 1 : "", *wanted = call->args.count ? mv_value_text(call->args.items[0]) : NULL;
	bool keys = strcmp(method, "keys") == 0, values = strcmp(method, "values") == 0, items = strcmp(method, "items") == 0;
	const Module *module;
	Str found, name;
	int64_t number, wanted_number = 0;
	bool by_number = call->args.count && mv_value_int(call->args.items[0], &wanted_number);
	Value *list;
	Field part, value;

	if (!keys && !values && !items && strcmp(method, "Value") != 0 && strcmp(method, "Name") != 0)
		return NULL;
	module = mv_py_module(in, mv_in_name(in, (Str){ path, (size_t)(module_end - path) + strlen("_pb2") }));
	if (!module || !find_enum(module, mv_arena_strndup(in->arena, enum_name, (size_t)(dot - enum_name)), NULL, &found, &number))
		return NULL;
	list = mv_in_new(in, VALUE_LIST, node);
	while (next_field(&found, &part)) {
		const Value *name_value, *number_value;
		Value *pair;
		Str rest = part.bytes;

		if (part.number != 2)
			continue;
		name = (Str){ 0 };
		number = 0;
		while (next_field(&rest, &value)) {
			if (value.number == 1)
				name = value.bytes;
			else if (value.number == 2)
				number = (int64_t)value.integer;
		}
		name_value = mv_value_string(in->arena, mv_str(mv_arena_strndup(in->arena, name.ptr, name.len)));
		number_value = mv_value_int_new(in->arena, number);
		if (wanted && strcmp(method, "Value") == 0 && mv_str_eq(name, mv_str(wanted)))
			return number_value;
		if (by_number && strcmp(method, "Name") == 0 && number == wanted_number)
			return name_value;
		pair = items ? mv_in_new(in, VALUE_TUPLE, node) : NULL;
		if (pair && (!mv_in_add_item(in, pair, name_value) || !mv_in_add_item(in, pair, number_value)))
			return NULL;
		mv_in_add_item(in, list, items ? pair : keys ? name_value : number_value);
	}
	return keys || values || items ? list : NULL;
}
