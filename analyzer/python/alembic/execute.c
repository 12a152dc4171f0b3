/*
 * execute.c: SQL that a revision sends as text.
 *
 * text() and op.execute("...") take :names for parameters, which are put into
 * the text here when their values are known, and $1 when they are not. The
 * places of all other bytes stay what they were.
 */
#include "revision.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* ---- a string made of pieces of another one ---- */

typedef struct Maker {
	Arena *arena;
	VEC(char) text;
	VEC(StringPiece) pieces;
} Maker;

static void add_bytes(Maker *maker, const char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		*VEC_PUSH(maker->arena, &maker->text) = bytes[i];
}

static void add_slice(Maker *maker, const PyString *string, uint32_t start, uint32_t end)
{
	uint32_t base = maker->text.count;

	if (end <= start)
		return;
	for (uint32_t i = 0; i < string->piece_count; i++) {
		StringPiece piece = string->pieces[i];
		uint32_t stop = i + 1 < string->piece_count ? string->pieces[i + 1].start : (uint32_t)string->text.len;
		uint32_t from = piece.start > start ? piece.start : start, to = stop < end ? stop : end;

		if (from >= to)
			continue;
		if (piece.exact) {
			piece.origin.start += from - piece.start;
			piece.origin.end = piece.origin.start + (to - from);
		}
		piece.start = base + (from - start);
		*VEC_PUSH(maker->arena, &maker->pieces) = piece;
	}
	add_bytes(maker, string->text.ptr + start, end - start);
}

static void add_computed(Maker *maker, const char *text)
{
	*VEC_PUSH(maker->arena, &maker->pieces) = (StringPiece){ .start = maker->text.count };
	add_bytes(maker, text, strlen(text));
}

static const PyString *finish(Maker *maker, const PyString *original)
{
	PyString *string = MV_NEW(maker->arena, PyString);

	add_bytes(maker, "", 1);
	*string = (PyString){ .text = { .ptr = maker->text.items, .len = maker->text.count - 1 }, .pieces = maker->pieces.items,
			      .piece_count = maker->pieces.count, .holes = original->holes, .hole_count = original->hole_count };
	return string;
}

/* ---- parameters ---- */

typedef struct Parameters {
	VEC(Keyword) known;
	bool open; /* there may be more */
} Parameters;

static void add_parameter(Arena *arena, Parameters *parameters, const char *name, const Value *value)
{
	if (name)
		*VEC_PUSH(arena, &parameters->known) = (Keyword){ .name = name, .value = value };
}

/* {"name": value}, or a list of such: of several the first stands for all. */
static void add_parameters(Arena *arena, Parameters *parameters, const Value *value)
{
	const struct ValueList *items = mv_value_items(value);

	if (!value || value->kind == VALUE_NONE)
		return;
	if (items) {
		if (items->items.count == 1 && !items->open)
			add_parameters(arena, parameters, items->items.items[0]);
		else
			parameters->open = true;
		return;
	}
	if (value->kind != VALUE_DICT) {
		parameters->open = true;
		return;
	}
	for (uint32_t i = 0; i < value->as.dict.pairs.count; i++)
		add_parameter(arena, parameters, mv_value_text(value->as.dict.pairs.items[i].key), value->as.dict.pairs.items[i].value);
	parameters->open = parameters->open || value->as.dict.open;
}

/* text.bindparams(bindparam("a", 1), b=2) */
static void add_bindparams(Arena *arena, Parameters *parameters, const CallValue *call)
{
	for (uint32_t i = 0; i < call->args.count; i++) {
		const Value *value = mv_call_argument(call->args.items[i], 1, "value");
		const char *name = mv_value_text(mv_call_argument(call->args.items[i], 0, "key"));

		if (value)
			add_parameter(arena, parameters, name, value);
		else
			parameters->open = true;
	}
	for (uint32_t i = 0; i < call->keywords.count; i++)
		add_parameter(arena, parameters, call->keywords.items[i].name, call->keywords.items[i].value);
	parameters->open = parameters->open || call->open;
}

static const Value *find_parameter(const Parameters *parameters, Str name)
{
	for (uint32_t i = parameters->known.count; i-- > 0;) {
		if (mv_str_eq(mv_str(parameters->known.items[i].name), name))
			return parameters->known.items[i].value;
	}
	return NULL;
}

static bool add_literal(StrBuf *buf, Arena *arena, const Value *value, unsigned depth)
{
	const struct ValueList *items = mv_value_items(value);
	const char *text = mv_value_text(value);

	if (text) {
		mv_buf_adds(buf, mv_sa_literal(arena, mv_str(text)));
		return true;
	}
	if (mv_value_is(value, VALUE_NONE)) {
		mv_buf_adds(buf, "NULL");
		return true;
	}
	if (mv_value_is(value, VALUE_BOOL)) {
		mv_buf_adds(buf, value->as.truth ? "true" : "false");
		return true;
	}
	if (mv_value_is(value, VALUE_INT) && !value->as.number.digits) {
		mv_buf_addf(buf, "%lld", (long long)value->as.number.integer);
		return true;
	}
	if (!items || items->open || !items->items.count || depth)
		return false;
	/* IN takes a tuple, or an expanding parameter */
	mv_buf_addc(buf, '(');
	for (uint32_t i = 0; i < items->items.count; i++) {
		if (i)
			mv_buf_adds(buf, ", ");
		if (!add_literal(buf, arena, items->items.items[i], depth + 1))
			return false;
	}
	mv_buf_addc(buf, ')');
	return true;
}

static const char *literal(Arena *arena, const Value *value)
{
	StrBuf buf = { 0 };
	const char *text = add_literal(&buf, arena, value, 0) ? mv_buf_to_arena(&buf, arena) : "$1";

	mv_buf_release(&buf);
	return text;
}

/* IN takes a list, also of what is not known. */
static const char *in_list(const char *text, uint32_t at, const char *value)
{
	while (at && isspace((unsigned char)text[at - 1]))
		at--;
	if (strcmp(value, "$1") == 0 && at >= 3 && toupper((unsigned char)text[at - 1]) == 'N' && toupper((unsigned char)text[at - 2]) == 'I' &&
	    isspace((unsigned char)text[at - 3]))
		return "($1)";
	return value;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The text as the driver gets it: parameters in their places, "\:" without its backslash. */
static const PyString *bound(Lowering *lowering, const PyString *string, const Parameters *parameters)
{
	Arena *arena = lowering->context.arena;
	Maker maker = { .arena = arena };
	const char *text = string->text.ptr;
	uint32_t len = (uint32_t)string->text.len, done = 0;

	if (!memchr(text, ':', len))
		return string;
	for (uint32_t i = 0; i < len; i++) {
		uint32_t end = i + 1;
		const Value *value;

		if (text[i] == '\\' && end < len && text[end] == ':') {
			add_slice(&maker, string, done, i);
			done = i + 1;
			while (end < len && text[end] == ':')
				end++;
			i = end - 1;
			continue;
		}
		if (text[i] != ':' || (i && (text[i - 1] == ':' || is_word(text[i - 1]))))
			continue;
		while (end < len && is_word(text[end]))
			end++;
		if (end == i + 1 || (end < len && text[end] == ':'))
			continue;
		value = find_parameter(parameters, mv_str_slice(string->text, i + 1, end));
		if (!value && !parameters->open)
			continue; /* nobody gives it a value: it is left as it is written */
		add_slice(&maker, string, done, i);
		add_computed(&maker, in_list(text, i, value ? literal(arena, value) : "$1"));
		done = end;
		i = end - 1;
	}
	if (!done)
		return string;
	add_slice(&maker, string, done, len);
	return finish(&maker, string);
}

/* ---- what is executed ---- */

enum { DEEPEST = 40, MOST_ALTERNATIVES = 5 };

static const PyString *query_text(Lowering *lowering, const Value *what, Parameters *parameters, unsigned depth)
{
	const Value *callee;
	const char *name;

	if (mv_value_is(what, VALUE_STRING))
		return &what->as.string;
	if (!mv_value_is(what, VALUE_CALL) || depth > DEEPEST)
		return NULL;
	callee = what->as.call->callee;
	name = mv_value_last_name(callee);
	if (callee->kind == VALUE_ATTRIBUTE && callee->as.attribute.object->kind == VALUE_CALL) {
		name = callee->as.attribute.name;
		if (strcmp(name, "bindparams") == 0)
			add_bindparams(lowering->context.arena, parameters, what->as.call);
		else if (strcmp(name, "columns") != 0 && strcmp(name, "execution_options") != 0 && strcmp(name, "params") != 0)
			return NULL;
		if (strcmp(name, "params") == 0)
			add_bindparams(lowering->context.arena, parameters, what->as.call);
		return query_text(lowering, callee->as.attribute.object, parameters, depth + 1);
	}
	if (!name || (strcmp(name, "text") != 0 && strcmp(name, "TextClause") != 0 && strcmp(name, "SQL") != 0 &&
		      strcmp(name, "literal_column") != 0))
		return NULL;
	/* text("...", bindparams=[...]) of old */
	if (mv_call_argument(what, -1, "bindparams"))
		parameters->open = true;
	return query_text(lowering, mv_call_argument(what, 0, "text"), parameters, depth + 1);
}

const PyString *mv_alembic_query_text(Lowering *lowering, const Value *what, const Value *given)
{
	Parameters parameters = { 0 };
	const PyString *string = query_text(lowering, what, &parameters, 0);

	if (!string)
		return NULL;
	add_parameters(lowering->context.arena, &parameters, given);
	return bound(lowering, string, &parameters);
}

/* Reading and nothing else: the server log has it, the schema does not. */
static bool is_select(Str text)
{
	text = mv_str_trim(text);
	return mv_str_starts_case(text, STR("select"));
}

static void write_script(Lowering *lowering, const PyString *string)
{
	Alembic *context = &lowering->context;

	mv_out_script(context->out, context->operation, string, &context->circumstances);
	mv_out_operation(context->out);
	mv_alembic_script_written(lowering, string);
}

static void opaque_sql(Lowering *lowering, const Value *what)
{
	const Value *unknown = mv_value_find_unknown(what);
	char *form = unknown ? NULL : mv_value_format(what, lowering->context.arena);

	if (unknown)
		mv_alembic_opaque(&lowering->context, "the SQL that is executed is not known: %s", unknown->as.reason);
	else
		mv_alembic_opaque(&lowering->context, "what '%.60s' executes is not known", form ? form : "?");
	mv_alembic_unknown_sql_written(lowering);
}

/* Either of two, when the condition is not known. */
static bool execute_either(Lowering *lowering, const Value *what, const Value *parameters, bool driver)
{
	Circumstances before = lowering->context.circumstances;

	if (lowering->alternatives >= MOST_ALTERNATIVES || !mv_value_is(what, VALUE_OPERATION) || strcmp(what->as.operation.name, "if") != 0 || what->as.operation.operand_count != 3)
		return false;
	lowering->context.circumstances.conditional = true;
	if (!lowering->context.circumstances.why)
		lowering->context.circumstances.why = "a condition that is not known";
	lowering->alternatives++;
	mv_alembic_execute(lowering, what->as.operation.operands[0], parameters, driver);
	mv_alembic_execute(lowering, what->as.operation.operands[2], parameters, driver);
	lowering->alternatives--;
	lowering->context.circumstances = before;
	return true;
}

void mv_alembic_execute(Lowering *lowering, const Value *what, const Value *parameters, bool driver)
{
	const PyString *string;

	if (!what)
		return;
	string = driver && what->kind == VALUE_STRING ? &what->as.string : mv_alembic_query_text(lowering, what, parameters);
	/* a question: about the schema, or one that may not be asked at all */
	if (string && is_select(string->text) && (lowering->context.circumstances.conditional || mv_alembic_is_catalog_query(string->text)))
		return;
	if (string && string->text.len) {
		/* nothing of it is known */
		if (mv_str_eq(mv_str_trim(string->text), STR(MV_PY_HOLE)))
			opaque_sql(lowering, string->hole_count ? string->holes[0] : what);
		else
			write_script(lowering, string);
		return;
	}
	if (string || execute_either(lowering, what, parameters, driver) || mv_alembic_ddl_element(&lowering->context, what) ||
	    mv_alembic_core_statement(lowering, what, parameters))
		return;
	opaque_sql(lowering, what);
}
