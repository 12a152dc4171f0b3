/*
 * queryset.c: chains of the ORM in RunPython as UPDATE, DELETE and INSERT.
 *
 * What matters is which rows of which table are changed at once: a filter that
 * cannot be compiled is a condition that is not known, and one by primary key
 * or a slice bounds the statement. Values that are not known are parameters.
 */
#include "expression.h"
#include "special.h"

#include <string.h>

enum { MOST_STEPS = 64 };

static const char model_prefix[] = "migvet.model:";

const Value *mv_queryset_root(const Value *value)
{
	for (unsigned depth = 0; value && depth < 256; depth++) {
		if (value->kind == VALUE_ATTRIBUTE)
			value = value->as.attribute.object;
		else if (value->kind == VALUE_CALL)
			value = value->as.call->callee;
		else if (value->kind == VALUE_SUBSCRIPT)
			value = value->as.operation.operands[0];
		else
			return value;
	}
	return NULL;
}

const Value *mv_queryset_model_value(Arena *arena, const char *key)
{
	return mv_value_symbol(arena, mv_arena_format(arena, "%s%s", model_prefix, key));
}

const char *mv_queryset_model_key(const Value *value)
{
	if (!mv_value_is(value, VALUE_SYMBOL) || strncmp(value->as.name, model_prefix, sizeof model_prefix - 1) != 0)
		return NULL;
	return value->as.name + sizeof model_prefix - 1;
}

/* ---- which rows ---- */

typedef struct Rows {
	VEC(const char *) conditions;
	bool none;     /* .none() */
	bool limited;  /* a slice */
	bool instance; /* one object: of a loop, get(), first() */
} Rows;

static const char *pk_column(Compiler *compiler, const Model *model)
{
	const Field *field = model->primary_key ? model->primary_key : mv_django_find_field(compiler->moment, model, "pk");

	return field && field->column ? mv_django_quote(compiler->arena, field->column) : NULL;
}

/* Does a filter name the primary key? */
static bool is_by_key(const Model *model, const CallValue *call)
{
	for (uint32_t i = 0; i < call->keywords.count; i++) {
		const char *name = call->keywords.items[i].name, *end = strstr(name, "__");
		Str base = { .ptr = name, .len = end ? (size_t)(end - name) : strlen(name) };

		if (end && strcmp(end, "__in") != 0 && strcmp(end, "__range") != 0 && strcmp(end, "__exact") != 0)
			continue;
		if (mv_str_eq(base, STR("pk")) || (model->primary_key && mv_str_eq(base, mv_str(model->primary_key->name))))
			return true;
	}
	return false;
}

static void add_filter(Compiler *compiler, const Model *model, const CallValue *call, bool exclude, Rows *rows)
{
	Value *q = mv_value_new(compiler->arena, VALUE_CALL, NULL, (Span){ 0 });
	const char *key = pk_column(compiler, model), *condition = MV_PY_HOLE;
	Term term;

	if (!call->args.count && !call->keywords.count && !call->open)
		return;
	q->as.call = MV_NEW(compiler->arena, CallValue);
	q->as.call->callee = mv_value_symbol(compiler->arena, "django.db.models.Q");
	q->as.call->args.items = call->args.items;
	q->as.call->args.count = call->args.count;
	q->as.call->keywords.items = call->keywords.items;
	q->as.call->keywords.count = call->keywords.count;
	q->as.call->open = call->open;
	if (exclude) {
		Value *not = mv_value_new(compiler->arena, VALUE_OPERATION, NULL, (Span){ 0 });

		not->as.operation.name = "~";
		not->as.operation.operands[0] = q;
		not->as.operation.operand_count = 1;
		q = not;
	}
	compiler->reason = NULL;
	term = mv_term_where(compiler, q);
	if (term.outcome == OUTCOME_FULL)
		return;
	if (term.outcome == OUTCOME_EMPTY) {
		rows->none = true;
		return;
	}
	if (term.outcome == OUTCOME_SQL)
		condition = term.sql;
	else if (!exclude && key && is_by_key(model, call))
		condition = mv_arena_format(compiler->arena, "%s = $1", key);
	*VEC_PUSH(compiler->arena, &rows->conditions) = condition;
}

static bool one_of(const char *name, const char *const *names)
{
	for (; *names; names++) {
		if (strcmp(name, *names) == 0)
			return true;
	}
	return false;
}

/* Walks the chain from its end to the model. */
static void read_rows(Compiler *compiler, const Model *model, const Value *chain, Rows *rows)
{
	static const char *const objects[] = { "get", "first", "last", "latest", "earliest", "create", "get_or_create", "update_or_create", "[item]", NULL };

	for (unsigned step = 0; chain && step < MOST_STEPS; step++) {
		if (chain->kind == VALUE_SUBSCRIPT) {
			rows->limited = true;
			chain = chain->as.operation.operands[0];
		} else if (chain->kind == VALUE_ATTRIBUTE) {
			rows->instance = rows->instance || one_of(chain->as.attribute.name, objects);
			chain = chain->as.attribute.object;
		} else if (chain->kind == VALUE_CALL) {
			const Value *callee = chain->as.call->callee;

			if (!mv_value_is(callee, VALUE_ATTRIBUTE)) {
				/* Model(...) */
				rows->instance = true;
				return;
			}
			if (strcmp(callee->as.attribute.name, "filter") == 0 || strcmp(callee->as.attribute.name, "exclude") == 0)
				add_filter(compiler, model, chain->as.call, *callee->as.attribute.name == 'e', rows);
			else if (strcmp(callee->as.attribute.name, "none") == 0)
				rows->none = true;
			chain = callee;
		} else {
			return;
		}
	}
}

static void write_where(Compiler *compiler, const Model *model, const Rows *rows, SqlOut *out)
{
	const char *key = pk_column(compiler, model);
	bool written = false;

	if (rows->instance) {
		mv_out_sql(out, " WHERE %s = $1", key ? key : MV_PY_HOLE);
		return;
	}
	if (rows->limited && key) {
		mv_out_sql(out, " WHERE %s IN (SELECT %s FROM %s LIMIT 1)", key, key, mv_django_quote(compiler->arena, model->table));
		written = true;
	}
	/* in the order in which they were written */
	for (uint32_t i = rows->conditions.count; i-- > 0;) {
		mv_out_sql(out, written ? " AND " : " WHERE ");
		mv_out_text(out, mv_str(rows->conditions.items[i]));
		written = true;
	}
}

/* ---- what is done to them ---- */

static void write_value(Compiler *compiler, const Field *field, const Value *value, SqlOut *out)
{
	const char *sql = NULL;

	compiler->reason = NULL;
	if (mv_term_is_expression(compiler, value)) {
		Term term = mv_term_build(compiler, value);

		sql = term.outcome == OUTCOME_SQL ? term.sql : NULL;
	} else if (value) {
		sql = mv_django_value_sql(compiler->lowering, compiler->moment, field, value);
	}
	mv_out_text(out, mv_str(sql ? sql : "$1"));
}

static bool write_update(Compiler *compiler, const Model *model, const CallValue *call, const Rows *rows, SqlOut *out)
{
	unsigned written = 0;

	mv_out_sql(out, "UPDATE ");
	mv_out_text(out, mv_str(mv_django_quote(compiler->arena, model->table)));
	mv_out_sql(out, " SET ");
	for (uint32_t i = 0; i < call->keywords.count; i++) {
		const Field *field = mv_django_find_field(compiler->moment, model, call->keywords.items[i].name);

		if (!field || !field->column)
			continue;
		mv_out_sql(out, written++ ? ", " : "");
		mv_out_text(out, mv_str(mv_django_quote(compiler->arena, field->column)));
		mv_out_sql(out, " = ");
		write_value(compiler, field, call->keywords.items[i].value, out);
	}
	if (!written) {
		const char *key = pk_column(compiler, model);

		mv_out_sql(out, "%s = $1", key ? key : MV_PY_HOLE);
	}
	write_where(compiler, model, rows, out);
	return true;
}

/* UPDATE of one object: all columns but the key. */
static void write_save(Compiler *compiler, const Model *model, const struct ValueList *only, const Rows *rows, SqlOut *out)
{
	unsigned written = 0;

	mv_out_sql(out, "UPDATE ");
	mv_out_text(out, mv_str(mv_django_quote(compiler->arena, model->table)));
	mv_out_sql(out, " SET ");
	for (uint32_t i = 0; i < model->columns.count; i++) {
		const Field *field = model->columns.items[i];
		bool wanted = !only;

		for (uint32_t k = 0; only && k < only->items.count; k++)
			wanted = wanted || mv_streq(mv_value_text(only->items.items[k]), field->name);
		if (!wanted || !field->column || field->primary_key || field->type == FIELD_GENERATED)
			continue;
		mv_out_sql(out, written++ ? ", " : "");
		mv_out_text(out, mv_str(mv_django_quote(compiler->arena, field->column)));
		mv_out_sql(out, " = $1");
	}
	if (!written)
		mv_out_sql(out, "%s = $1", pk_column(compiler, model) ? pk_column(compiler, model) : MV_PY_HOLE);
	write_where(compiler, model, rows, out);
}

/* The ORM writes all columns, with the defaults of the fields. */
static bool write_insert(Compiler *compiler, const Model *model, const CallValue *call, SqlOut *out)
{
	const bool key_is_made = model->primary_key && (model->primary_key->type == FIELD_AUTO || model->primary_key->type == FIELD_BIG_AUTO ||
						       model->primary_key->type == FIELD_SMALL_AUTO);
	const Field **fields = MV_NEW_ARRAY(compiler->arena, const Field *, model->columns.count);
	uint32_t count = 0;

	for (uint32_t i = 0; i < model->columns.count; i++) {
		const Field *field = model->columns.items[i];

		if (field->column && field->type != FIELD_GENERATED && !(field->primary_key && key_is_made))
			fields[count++] = field;
	}
	if (!count)
		return false;
	mv_out_sql(out, "INSERT INTO ");
	mv_out_text(out, mv_str(mv_django_quote(compiler->arena, model->table)));
	mv_out_sql(out, " (");
	for (uint32_t i = 0; i < count; i++) {
		mv_out_sql(out, i ? ", " : "");
		mv_out_text(out, mv_str(mv_django_quote(compiler->arena, fields[i]->column)));
	}
	mv_out_sql(out, ") VALUES (");
	for (uint32_t i = 0; i < count; i++) {
		const Value *value = NULL;

		for (uint32_t k = 0; call && k < call->keywords.count; k++) {
			if (strcmp(call->keywords.items[k].name, fields[i]->name) == 0)
				value = call->keywords.items[k].value;
		}
		mv_out_sql(out, i ? ", " : "");
		write_value(compiler, fields[i], value, out);
	}
	mv_out_sql(out, ")");
	return true;
}

static const CallValue *constructor(const Value *object)
{
	return mv_value_is(object, VALUE_CALL) && !mv_value_is(object->as.call->callee, VALUE_ATTRIBUTE) ? object->as.call : NULL;
}

bool mv_queryset_call(Lowering *lowering, Moment moment, const Model *model, const Value *call, const Circumstances *circumstances)
{
	static const char *const inserts[] = { "create", "bulk_create", "get_or_create", "update_or_create", NULL };
	static const char *const others[] = { "update", "delete", "save", "bulk_update", NULL };
	const Value *callee = call->as.call->callee, *object;
	Compiler compiler = mv_term_compiler(lowering, moment, model);
	SqlOut *out = lowering->out;
	Rows rows = { 0 };
	const char *name;

	if (!mv_value_is(callee, VALUE_ATTRIBUTE) || model->stub || !model->columns.count || !mv_django_allowed(lowering, model))
		return false;
	name = callee->as.attribute.name;
	object = callee->as.attribute.object;
	if (!one_of(name, inserts) && !one_of(name, others))
		return false;
	compiler.percent_twice = false;
	read_rows(&compiler, model, object, &rows);
	if (rows.none)
		return false;
	mv_out_begin(out, lowering->span, circumstances);
	if (call->source == lowering->migration->source)
		mv_out_origin(out, call->source, call->span);
	if (one_of(name, inserts)) {
		write_insert(&compiler, model, strcmp(name, "create") == 0 ? call->as.call : NULL, out);
	} else if (strcmp(name, "update") == 0) {
		write_update(&compiler, model, call->as.call, &rows, out);
	} else if (strcmp(name, "delete") == 0) {
		mv_out_sql(out, "DELETE FROM ");
		mv_out_text(out, mv_str(mv_django_quote(lowering->arena, model->table)));
		write_where(&compiler, model, &rows, out);
	} else if (strcmp(name, "save") == 0 && constructor(object)) {
		write_insert(&compiler, model, constructor(object), out);
	} else {
		rows.instance = true;
		write_save(&compiler, model, mv_value_items(mv_call_argument(call, *name == 'b' ? 1 : -1, *name == 'b' ? "fields" : "update_fields")), &rows,
			   out);
	}
	mv_out_end(out);
	return true;
}
