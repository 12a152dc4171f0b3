/* value_format.c: values as Python would write them, about: for messages and tests. */
#include "value_internal.h"

enum { MOST_NESTING = 12, LONGEST = 4000 };

static void format(const Value *value, StrBuf *out, unsigned depth);

static void format_string(const PyString *string, bool bytes, StrBuf *out)
{
	mv_buf_addc(out, '\'');
	for (size_t i = 0; i < string->text.len && out->len < LONGEST; i++) {
		char c = string->text.ptr[i];

		if (c == '\n')
			mv_buf_adds(out, "\\n");
		else if (c == '\t')
			mv_buf_adds(out, "\\t");
		else if (c == '\r')
			mv_buf_adds(out, "\\r");
		else if (c == '\'' || c == '\\')
			mv_buf_addf(out, "\\%c", c);
		else if ((unsigned char)c < 0x20 || (bytes && (unsigned char)c >= 0x80))
			mv_buf_addf(out, "\\x%02x", (unsigned char)c);
		else
			mv_buf_addc(out, c);
	}
	mv_buf_addc(out, '\'');
}

static void format_items(const struct ValueList *list, const char *open, const char *close, StrBuf *out, unsigned depth)
{
	mv_buf_adds(out, open);
	for (uint32_t i = 0; i < list->items.count && out->len < LONGEST; i++) {
		if (i)
			mv_buf_adds(out, ", ");
		format(list->items.items[i], out, depth + 1);
	}
	if (list->open)
		mv_buf_adds(out, list->items.count ? ", ..." : "...");
	mv_buf_adds(out, close);
}

static void format_dict(const struct ValueDict *dict, StrBuf *out, unsigned depth)
{
	mv_buf_addc(out, '{');
	for (uint32_t i = 0; i < dict->pairs.count && out->len < LONGEST; i++) {
		if (i)
			mv_buf_adds(out, ", ");
		format(dict->pairs.items[i].key, out, depth + 1);
		mv_buf_adds(out, ": ");
		format(dict->pairs.items[i].value, out, depth + 1);
	}
	if (dict->open)
		mv_buf_adds(out, dict->pairs.count ? ", ..." : "...");
	mv_buf_addc(out, '}');
}

static void format_call(const CallValue *call, StrBuf *out, unsigned depth)
{
	bool first = true;

	format(call->callee, out, depth + 1);
	mv_buf_addc(out, '(');
	for (uint32_t i = 0; i < call->args.count && out->len < LONGEST; i++, first = false) {
		if (!first)
			mv_buf_adds(out, ", ");
		format(call->args.items[i], out, depth + 1);
	}
	for (uint32_t i = 0; i < call->keywords.count && out->len < LONGEST; i++, first = false) {
		mv_buf_addf(out, "%s%s=", first ? "" : ", ", call->keywords.items[i].name);
		format(call->keywords.items[i].value, out, depth + 1);
	}
	if (call->open)
		mv_buf_adds(out, first ? "..." : ", ...");
	mv_buf_addc(out, ')');
}

static void format_operation(const Value *value, StrBuf *out, unsigned depth)
{
	const Value *const *operands = value->as.operation.operands;
	const char *name = value->as.operation.name;

	mv_buf_addc(out, '(');
	if (value->as.operation.operand_count == 3 && strcmp(name, "if") == 0) {
		format(operands[0], out, depth + 1);
		mv_buf_adds(out, " if ");
		format(operands[1], out, depth + 1);
		mv_buf_adds(out, " else ");
		format(operands[2], out, depth + 1);
	} else if (value->as.operation.operand_count == 2) {
		format(operands[0], out, depth + 1);
		mv_buf_addf(out, " %s ", name);
		format(operands[1], out, depth + 1);
	} else {
		mv_buf_addf(out, "%s ", name);
		format(operands[0], out, depth + 1);
	}
	mv_buf_addc(out, ')');
}

static void format(const Value *value, StrBuf *out, unsigned depth)
{
	if (!value) {
		mv_buf_adds(out, "NULL");
		return;
	}
	if (depth > MOST_NESTING || out->len >= LONGEST) {
		mv_buf_adds(out, "...");
		return;
	}
	switch (value->kind) {
	case VALUE_UNKNOWN:
		mv_buf_addf(out, "<unknown: %s>", value->as.reason);
		break;
	case VALUE_NONE:
		mv_buf_adds(out, "None");
		break;
	case VALUE_BOOL:
		mv_buf_adds(out, value->as.truth ? "True" : "False");
		break;
	case VALUE_INT:
		if (value->as.number.digits)
			mv_buf_adds(out, value->as.number.digits);
		else
			mv_buf_addf(out, "%lld", (long long)value->as.number.integer);
		break;
	case VALUE_FLOAT:
		mv_buf_adds(out, value->as.number.digits);
		break;
	case VALUE_BYTES:
		mv_buf_addc(out, 'b');
		format_string(&value->as.string, true, out);
		break;
	case VALUE_STRING:
		format_string(&value->as.string, false, out);
		break;
	case VALUE_ELLIPSIS:
		mv_buf_adds(out, "Ellipsis");
		break;
	case VALUE_LIST:
		format_items(&value->as.list, "[", "]", out, depth);
		break;
	case VALUE_TUPLE:
		format_items(&value->as.list, "(", value->as.list.items.count == 1 && !value->as.list.open ? ",)" : ")", out, depth);
		break;
	case VALUE_SET:
		format_items(&value->as.list, "{", "}", out, depth);
		break;
	case VALUE_DICT:
		format_dict(&value->as.dict, out, depth);
		break;
	case VALUE_FUNCTION:
		mv_buf_addf(out, "<function %s>", value->as.function->name);
		break;
	case VALUE_CLASS:
		mv_buf_addf(out, "<class %s>", value->as.class_->name);
		break;
	case VALUE_MODULE:
		mv_buf_addf(out, "<module %s>", mv_module_dotted(value->as.module));
		break;
	case VALUE_SYMBOL:
		mv_buf_adds(out, value->as.name);
		break;
	case VALUE_ATTRIBUTE:
		format(value->as.attribute.object, out, depth + 1);
		mv_buf_addf(out, ".%s", value->as.attribute.name);
		break;
	case VALUE_SUBSCRIPT:
		format(value->as.operation.operands[0], out, depth + 1);
		mv_buf_addc(out, '[');
		format(value->as.operation.operands[1], out, depth + 1);
		mv_buf_addc(out, ']');
		break;
	case VALUE_CALL:
		format_call(value->as.call, out, depth);
		break;
	case VALUE_OPERATION:
		format_operation(value, out, depth);
		break;
	}
}

char *mv_value_format(const Value *value, Arena *arena)
{
	StrBuf out = { 0 };
	char *text;

	format(value, &out, 0);
	text = mv_arena_strndup(arena, out.ptr ? out.ptr : "", out.len);
	mv_buf_release(&out);
	return text;
}
