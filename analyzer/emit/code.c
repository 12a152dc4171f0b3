/*
 * code.c: expressions and queries, with the present names of what they mean.
 *
 * Columns are qualified wherever the item that they come from can be named, so
 * that a column of the same name that another table got later does no harm.
 */
#include "emit.h"

#include <string.h>

typedef struct Printer {
	const Emit *emit;
	StrBuf *out;
	const Code *code;
	const Binding *bindings; /* NULL: print as written */
	const Object *self;      /* of a statement: the object that it makes */
} Printer;

static const void *thing(const Printer *printer, uint32_t id)
{
	return id ? printer->emit->schema->things.items[id] : NULL;
}

/* What an item of FROM is called now, or NULL. */
static const char *item_name(const Printer *printer, const CodeQuery *query, uint32_t item)
{
	const CodeItem *found = item && query ? &query->items.items[item - 1] : NULL;
	const Object *object;

	if (!found || found->has_alias || found->kind != ITEM_RELATION || found->hole == MV_NO_HOLE)
		return found ? found->name : NULL;
	object = thing(printer, printer->bindings[found->hole].object);
	return object ? object->name : found->name;
}

/* Is there another item of that name between the place and the item? */
static bool is_shadowed(const Printer *printer, const CodeQuery *from, const CodeQuery *query, uint32_t item, const char *name)
{
	for (; from; from = from->outer) {
		for (uint32_t i = 0; i < from->items.count; i++) {
			if ((from != query || i + 1 != item) && !from->items.items[i].hidden &&
			    mv_streq(item_name(printer, from, i + 1), name))
				return true;
		}
		if (from == query)
			return false;
	}
	return false;
}

static void print_qualifier(const Printer *printer, const CodeQuery *from, const CodeQuery *query, uint32_t item)
{
	const char *name = item_name(printer, query, item);

	if (!name || is_shadowed(printer, from, query, item, name))
		return;
	mv_emit_ident(printer->out, name);
	mv_buf_addc(printer->out, '.');
}

/* The schema is left out where the name is a whole one: an item's. */
static void print_as_written(const Printer *printer, const CodeHole *hole)
{
	if (hole->schema)
		mv_emit_ident(printer->out, hole->schema), mv_buf_addc(printer->out, '.');
	if (hole->qualifier)
		mv_emit_ident(printer->out, hole->qualifier), mv_buf_addc(printer->out, '.');
	if (hole->name)
		mv_emit_ident(printer->out, hole->name);
}

static void print_column(const Printer *printer, const CodeHole *hole, const Binding *binding)
{
	const Column *column = binding->fixed ? NULL : thing(printer, binding->column);
	const Object *root = binding->item ? NULL : thing(printer, binding->object);

	if (printer->emit->value && !hole->qualifier && mv_streq(hole->name, "value")) {
		mv_buf_adds(printer->out, printer->emit->value);
		return;
	}
	if (binding->whole_row) {
		const char *name = binding->item ? item_name(printer, binding->query, binding->item) : root ? root->name : NULL;

		mv_emit_ident(printer->out, name ? name : hole->name);
		return;
	}
	if (binding->item) {
		print_qualifier(printer, hole->query, binding->query, binding->item);
	} else if (hole->qualifier && !binding->merged) {
		bool is_root = root && strcmp(hole->qualifier, "new") != 0 && strcmp(hole->qualifier, "old") != 0 &&
			       strcmp(hole->qualifier, "excluded") != 0;

		if (hole->schema && !is_root)
			mv_emit_ident(printer->out, hole->schema), mv_buf_addc(printer->out, '.');
		mv_emit_ident(printer->out, is_root ? root->name : hole->qualifier);
		mv_buf_addc(printer->out, '.');
	} else if (root && hole->query && !binding->merged) {
		/* the relation of a policy, in a query inside of its condition */
		mv_emit_ident(printer->out, root->name);
		mv_buf_addc(printer->out, '.');
	}
	mv_emit_ident(printer->out, column ? column->name : hole->name);
}

static void print_star(const Printer *printer, const CodeHole *hole, const Binding *binding)
{
	if (!binding->columns.count) {
		if (hole->qualifier) {
			mv_emit_name(printer->out, hole->schema, hole->qualifier);
			mv_buf_addc(printer->out, '.');
		}
		mv_buf_addc(printer->out, '*');
		return;
	}
	for (uint32_t i = 0; i < binding->columns.count; i++) {
		const StarColumn *star = &binding->columns.items[i];
		const Column *column = star->fixed ? NULL : thing(printer, star->column);
		const char *name = column ? column->name : star->name;

		if (i)
			mv_buf_adds(printer->out, ", ");
		print_qualifier(printer, hole->query, star->query, star->item);
		mv_emit_ident(printer->out, name ? name : "?column?");
		if (star->name && !mv_streq(name, star->name)) {
			mv_buf_adds(printer->out, " AS ");
			mv_emit_ident(printer->out, star->name);
		}
	}
}

static void print_text(const Printer *printer, const CodeHole *hole, const Object *object)
{
	StrBuf name = { 0 };

	if (object)
		mv_emit_object(&name, object);
	else
		mv_emit_name(&name, hole->schema, hole->name);
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == '\'')
			mv_buf_addc(printer->out, '\'');
		mv_buf_addc(printer->out, name.ptr[i]);
	}
	mv_buf_release(&name);
}

static void print_constant(const Printer *printer, const CodeHole *hole, const Binding *binding)
{
	const EnumType *type = thing(printer, binding->object);
	const char *label = hole->name;

	for (uint32_t i = binding->column; type && i < type->renames.count; i++) {
		if (mv_streq(label, type->renames.items[i].from))
			label = type->renames.items[i].to;
	}
	mv_emit_literal(printer->out, label);
}

/* An operator's name is never quoted; in an expression it stands in OPERATOR() when it is qualified. */
static void print_operator(const Printer *printer, const char *schema, const char *name, bool bare)
{
	if (schema && !bare)
		mv_buf_adds(printer->out, "OPERATOR(");
	if (schema)
		mv_emit_ident(printer->out, schema), mv_buf_addc(printer->out, '.');
	mv_buf_adds(printer->out, name);
	if (schema && !bare)
		mv_buf_addc(printer->out, ')');
}

static void print_object(const Printer *printer, const CodeHole *hole, const Object *object)
{
	if (hole->object == OBJ_OPERATOR)
		print_operator(printer, object ? object->schema : hole->schema, object ? object->name : hole->name, hole->bare);
	else if (object)
		mv_emit_object(printer->out, object);
	else if (hole->name)
		print_as_written(printer, hole);
}

static void print_hole(const Printer *printer, uint32_t number)
{
	static const Binding unbound = { 0 };
	const CodeHole *hole = &printer->code->holes.items[number];
	const Binding *binding = printer->bindings ? &printer->bindings[number] : &unbound;
	const Object *object = thing(printer, binding->object);
	const Column *column = hole->kind == HOLE_CONSTANT ? NULL : thing(printer, binding->column);

	switch (hole->kind) {
	case HOLE_CONSTANT:
		print_constant(printer, hole, binding);
		break;
	case HOLE_COLUMN:
		print_column(printer, hole, binding);
		break;
	case HOLE_STAR:
		print_star(printer, hole, binding);
		break;
	case HOLE_RELATION:
	case HOLE_FUNCTION:
	case HOLE_TYPE:
		if (object)
			mv_emit_object(printer->out, object);
		else
			print_as_written(printer, hole);
		break;
	case HOLE_SELF:
		if (printer->self && printer->self->kind == OBJ_OPERATOR)
			print_operator(printer, printer->self->schema, printer->self->name, true);
		else if (printer->self)
			mv_emit_object(printer->out, printer->self);
		else
			print_as_written(printer, hole);
		break;
	case HOLE_OBJECT:
		print_object(printer, hole, object);
		break;
	case HOLE_TEXT:
		print_text(printer, hole, object);
		break;
	case HOLE_USING:
	case HOLE_TARGET:
		mv_emit_ident(printer->out, column && !binding->fixed ? column->name : hole->name);
		break;
	}
}

/*
 * The library may have quoted the mark as a strange name: the quotes are its
 * own. Those of a constant are the constant's, which is printed with its own.
 */
static void print_code(const Printer *printer)
{
	const char *text = printer->code->text;

	while (*text) {
		const char *at = strchr(text, MV_HOLE_BYTE);
		const char *end = at ? strchr(at + 1, MV_HOLE_BYTE) : NULL;
		unsigned number = 0;
		bool quoted, constant;

		if (!end) {
			mv_buf_adds(printer->out, text);
			return;
		}
		for (const char *c = at + 1; c < end; c++)
			number = number * 10 + (unsigned)(*c - '0');
		constant = number < printer->code->holes.count && printer->code->holes.items[number].kind == HOLE_CONSTANT;
		quoted = at > text && at[-1] == end[1] && (end[1] == '"' || (end[1] == '\'' && constant));
		mv_buf_add(printer->out, (Str){ .ptr = text, .len = (size_t)(at - text) - quoted });
		if (number < printer->code->holes.count)
			print_hole(printer, number);
		text = end + 1 + quoted;
	}
}

void mv_emit_expression(const Emit *emit, StrBuf *out, const Expression *expression)
{
	Printer printer = { .emit = emit, .out = out, .code = expression->code, .bindings = expression->bindings };

	if (expression->code && expression->code->text)
		print_code(&printer);
	else
		mv_buf_adds(out, mv_expr_format(expression, emit->arena));
}

void mv_emit_query(const Emit *emit, StrBuf *out, const QueryInfo *query, const Binding *bindings)
{
	Printer printer = { .emit = emit, .out = out, .code = query->code, .bindings = bindings };

	if (query->code && query->code->text)
		print_code(&printer);
}

void mv_emit_statement(const Emit *emit, StrBuf *out, const Object *self, const Code *code, const Binding *bindings)
{
	Printer printer = { .emit = emit, .out = out, .code = code, .bindings = bindings, .self = self };

	if (code && code->text)
		print_code(&printer);
}
