/*
 * mapped.c: tables that are not written as Table(...): those of mapped classes,
 * and those that are reflected from the database.
 */
#include "revision.h"

#include <string.h>

enum { DEEPEST = 12 };

static Value *call_new(Arena *arena, const char *class_name, const Value *written)
{
	Value *call = mv_value_new(arena, VALUE_CALL, written ? written->source : NULL, written ? written->span : (Span){ 0 });

	call->as.call = MV_NEW(arena, CallValue);
	call->as.call->callee = mv_value_symbol(arena, mv_arena_format(arena, "sqlalchemy.%s", class_name));
	return call;
}

static void add_argument(Arena *arena, Value *call, const Value *value)
{
	*VEC_PUSH(arena, &call->as.call->args) = value;
}

static void add_keyword(Arena *arena, Value *call, const char *name, const Value *value)
{
	*VEC_PUSH(arena, &call->as.call->keywords) = (Keyword){ .name = name, .value = value };
}

/* ---- mapped classes ---- */

/* Column(...) of attribute `name`, with its name in it. */
static const Value *named_column(Arena *arena, const char *name, const Value *column)
{
	const CallValue *parts = column->as.call;
	Value *copy;

	if (mv_sa_name(mv_call_argument(column, 0, "name"), NULL))
		return column;
	copy = call_new(arena, "Column", column);
	add_argument(arena, copy, mv_value_string(arena, mv_str(name)));
	for (uint32_t i = 0; i < parts->args.count; i++)
		add_argument(arena, copy, parts->args.items[i]);
	for (uint32_t i = 0; i < parts->keywords.count; i++)
		*VEC_PUSH(arena, &copy->as.call->keywords) = parts->keywords.items[i];
	copy->as.call->open = parts->open;
	return copy;
}

/* Columns of bases come first before SQLAlchemy 2.0, and then last. */
static void add_columns(Arena *arena, Value *table, const Value *class_, bool bases_first, unsigned depth)
{
	if (!mv_value_is(class_, VALUE_CLASS) || depth > DEEPEST)
		return;
	for (uint32_t i = 0; bases_first && i < class_->as.class_->bases.count; i++)
		add_columns(arena, table, class_->as.class_->bases.items[i], bases_first, depth + 1);
	for (uint32_t i = 0; i < class_->as.class_->names.count; i++) {
		const Keyword *name = &class_->as.class_->names.items[i];

		if (mv_value_calls(name->value, "Column") || mv_value_calls(name->value, "mapped_column"))
			add_argument(arena, table, named_column(arena, name->name, name->value));
	}
	for (uint32_t i = 0; !bases_first && i < class_->as.class_->bases.count; i++)
		add_columns(arena, table, class_->as.class_->bases.items[i], bases_first, depth + 1);
}

const Value *mv_alembic_mapped_table(Lowering *lowering, const Value *class_)
{
	Arena *arena = lowering->context.arena;
	const struct ValueList *args;
	const char *schema, *name;
	Value *table;

	if (!mv_value_is(class_, VALUE_CLASS))
		return NULL;
	name = mv_alembic_table_name(lowering, class_, &schema);
	if (!name)
		return NULL;
	table = call_new(arena, "Table", class_);
	add_argument(arena, table, mv_value_string(arena, mv_str(name)));
	add_argument(arena, table, mv_value_symbol(arena, "sqlalchemy.metadata"));
	add_columns(arena, table, class_, lowering->context.sqlalchemy < 200, 0);
	args = mv_value_items(mv_class_name(class_, "__table_args__"));
	for (uint32_t i = 0; args && i < args->items.count; i++) {
		if (args->items.items[i]->kind != VALUE_DICT)
			add_argument(arena, table, args->items.items[i]);
	}
	if (schema)
		add_keyword(arena, table, "schema", mv_value_string(arena, mv_str(schema)));
	return table;
}

bool mv_alembic_column_owner(Alembic *context, const Value *column, const char **schema, const char **table, const char **name)
{
	const Module *module = column->source && column->source->file ? mv_py_module_at(context->interpreter, column->source->file) : NULL;
	const Keyword *names;
	uint32_t count = 0;

	/* a class of the revision itself */
	if (column->source == context->migration->source)
		module = mv_py_migration_module(context->interpreter, context->migration);
	names = module ? mv_module_names(module, &count) : NULL;
	for (uint32_t i = 0; i < count; i++) {
		const ClassValue *class_ = mv_value_is(names[i].value, VALUE_CLASS) ? names[i].value->as.class_ : NULL;

		for (uint32_t n = 0; class_ && n < class_->names.count; n++) {
			if (class_->names.items[n].value != column)
				continue;
			*table = mv_alembic_table_name(context->data, names[i].value, schema);
			*name = mv_sa_name(mv_call_argument(column, 0, "name"), NULL);
			if (!*name)
				*name = class_->names.items[n].name;
			return *table != NULL;
		}
	}
	return false;
}

/* Does the class come from `base`? */
static bool derives(const Value *class_, const Value *base, unsigned depth)
{
	if (class_ == base)
		return true;
	for (uint32_t i = 0; mv_value_is(class_, VALUE_CLASS) && depth < DEEPEST && i < class_->as.class_->bases.count; i++) {
		if (derives(class_->as.class_->bases.items[i], base, depth + 1))
			return true;
	}
	return false;
}

void mv_alembic_note_models(Lowering *lowering, const Value *base)
{
	Alembic *context = &lowering->context;
	uint32_t count = 0;
	const Keyword *names = mv_module_names(mv_py_migration_module(context->interpreter, context->migration), &count);

	if (lowering->models_of == context->migration)
		return;
	lowering->models_of = context->migration;
	for (uint32_t i = 0; i < count; i++) {
		const Value *table = derives(names[i].value, base, 0) ? mv_alembic_mapped_table(lowering, names[i].value) : NULL;

		if (table)
			*VEC_PUSH(context->arena, &context->tables) = table;
	}
}

/* ---- reflected tables ---- */

static const Value *item(const Value *dict, const char *key)
{
	return mv_value_is(dict, VALUE_DICT) ? mv_dict_get(dict, key) : NULL;
}

/* Column("name", type) for each name. */
static Value *columns_value(Arena *arena, const Value *names)
{
	const struct ValueList *items = mv_value_items(names);
	Value *list = mv_value_new(arena, VALUE_LIST, NULL, (Span){ 0 });

	for (uint32_t i = 0; items && i < items->items.count; i++) {
		Value *column = call_new(arena, "Column", NULL);

		add_argument(arena, column, items->items.items[i]);
		add_keyword(arena, column, "name", items->items.items[i]);
		*VEC_PUSH(arena, &list->as.list.items) = column;
	}
	return list;
}

static const Value *foreign_key_object(Arena *arena, const Value *dict)
{
	Value *key = call_new(arena, "ForeignKeyConstraint", NULL), *table = call_new(arena, "Table", NULL);

	add_argument(arena, table, item(dict, "referred_table"));
	add_keyword(arena, table, "name", item(dict, "referred_table"));
	add_keyword(arena, key, "name", item(dict, "name"));
	add_keyword(arena, key, "column_keys", item(dict, "constrained_columns"));
	add_keyword(arena, key, "columns", columns_value(arena, item(dict, "constrained_columns")));
	add_keyword(arena, key, "referred_table", table);
	return key;
}

static const Value *index_object(Arena *arena, const Value *dict)
{
	Value *index = call_new(arena, "Index", NULL);

	add_argument(arena, index, item(dict, "name"));
	add_keyword(arena, index, "name", item(dict, "name"));
	add_keyword(arena, index, "unique", item(dict, "unique"));
	add_keyword(arena, index, "columns", columns_value(arena, item(dict, "column_names")));
	return index;
}

static const Value *unique_object(Arena *arena, const Value *dict)
{
	Value *unique = call_new(arena, "UniqueConstraint", NULL);

	add_keyword(arena, unique, "name", item(dict, "name"));
	add_keyword(arena, unique, "columns", columns_value(arena, item(dict, "column_names")));
	return unique;
}

static void add_objects(Lowering *lowering, Value *list, const char *question, const Value *table,
			const Value *(*object)(Arena *arena, const Value *dict))
{
	const Value *answer = mv_alembic_inspect(lowering, question, table);
	const struct ValueList *items = mv_value_items(answer);

	list->as.list.open = list->as.list.open || !items || items->open;
	for (uint32_t i = 0; items && i < items->items.count; i++)
		*VEC_PUSH(lowering->context.arena, &list->as.list.items) = object(lowering->context.arena, items->items.items[i]);
}

const Value *mv_alembic_reflected_attribute(Lowering *lowering, const Value *table, const char *name)
{
	Arena *arena = lowering->context.arena;
	const Value *with = mv_call_argument(table, -1, "autoload_with");
	Value *question, *list;

	if (!lowering->context.out || (!with && mv_value_truth(mv_call_argument(table, -1, "autoload")) != TRI_YES))
		return NULL;
	question = call_new(arena, "Table", NULL);
	add_argument(arena, question, mv_call_argument(table, 0, "name"));
	if (mv_call_argument(table, -1, "schema"))
		add_keyword(arena, question, "schema", mv_call_argument(table, -1, "schema"));
	list = mv_value_new(arena, VALUE_LIST, NULL, (Span){ 0 });
	if (strcmp(name, "foreign_key_constraints") == 0) {
		add_objects(lowering, list, "get_foreign_keys", question, foreign_key_object);
	} else if (strcmp(name, "indexes") == 0) {
		add_objects(lowering, list, "get_indexes", question, index_object);
	} else if (strcmp(name, "constraints") == 0) {
		add_objects(lowering, list, "get_foreign_keys", question, foreign_key_object);
		add_objects(lowering, list, "get_unique_constraints", question, unique_object);
		list->as.list.open = true; /* and the primary key, and checks */
	} else {
		return NULL;
	}
	return list;
}
