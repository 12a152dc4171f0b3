/*
 * bind.c: what the names in stored expressions and queries mean, by the rules
 * of PostgreSQL's parse_relation.c: a bare column is looked for in the items
 * of FROM, then in those of the query outside, and so on.
 *
 * What is not known stays unbound, never guessed: a relation that the history
 * does not make may have any column.
 */
#include "model.h"

#include <string.h>

/* A column of an item in FROM. */
typedef struct ItemColumn {
	const char *name;
	uint32_t object, column; /* ids; 0: of a subquery or function */
	uint32_t origin;         /* id of the column that it is, through subqueries, too; 0: an expression */
	const Type *type;
	bool fixed;              /* `name` is an alias or an output's name */
	uint32_t item;           /* number + 1 of the item that names it; 0: merged */
} ItemColumn;

typedef struct ItemColumns {
	ItemColumn *items;
	uint32_t count, capacity;
	bool known, unknown; /* made; it may have others */
	bool open;           /* of a function, which may give more than what is named */
} ItemColumns;

typedef struct Binder {
	const Replay *replay;
	const Schema *model;
	Arena *arena;
	const Code *code;
	Binding *bindings;
	const Table *root;
	const Type *type;      /* of the column whose default the expression is, or NULL */
	bool transition;       /* root is meant by NEW and OLD only */
	ItemColumns **columns; /* by query, by item */
	uint32_t work;         /* columns listed so far: a hostile query shall not take quadratic time */
	unsigned depth;
} Binder;

enum { MOST_WORK = 400000, DEEPEST = 200 };

static const ItemColumns *columns_of(Binder *binder, const CodeQuery *query, uint32_t number);

/* ---- columns of items ---- */

static void add_column(Binder *binder, ItemColumns *columns, ItemColumn column)
{
	if (++binder->work > MOST_WORK)
		columns->unknown = true;
	else
		*VEC_PUSH(binder->arena, columns) = column;
}

static Table *table_of(const Binder *binder, const CodeItem *item)
{
	uint32_t id = item->hole == MV_NO_HOLE ? 0 : binder->bindings[item->hole].object;
	Object *object = id ? binder->model->things.items[id] : NULL;

	return object && mv_model_is_table(object->kind) ? (Table *)object : NULL;
}

static void add_table_columns(Binder *binder, ItemColumns *columns, const CodeItem *item, uint32_t number)
{
	const Table *table = table_of(binder, item);

	columns->unknown |= !table || table->object.incomplete;
	for (uint32_t i = 0; table && i < table->columns.count; i++) {
		const Column *column = table->columns.items[i];
		bool alias = i < item->columns.count;

		columns->unknown |= column->maybe;
		add_column(binder, columns,
			   (ItemColumn){ .name = alias ? item->columns.items[i] : column->name, .object = table->object.id,
					 .column = column->id, .origin = column->id, .type = column->type, .fixed = alias,
					 .item = number + 1 });
	}
}

static const ItemColumns *outputs_of(Binder *binder, const CodeQuery *query);

static void add_query_columns(Binder *binder, ItemColumns *columns, const CodeItem *item, uint32_t number)
{
	const ItemColumns *outputs = outputs_of(binder, item->query);

	columns->unknown |= outputs->unknown;
	columns->open |= outputs->open || item->query->more_outputs;
	for (uint32_t i = 0; i < outputs->count; i++)
		add_column(binder, columns,
			   (ItemColumn){ .name = i < item->columns.count ? item->columns.items[i] : outputs->items[i].name,
					 .origin = outputs->items[i].origin, .type = outputs->items[i].type, .fixed = true,
					 .item = number + 1 });
}

static void add_function_columns(Binder *binder, ItemColumns *columns, const CodeItem *item, uint32_t number)
{
	columns->unknown |= item->whole_row;
	columns->open = true;
	for (uint32_t i = 0; i < item->columns.count; i++)
		add_column(binder, columns,
			   (ItemColumn){ .name = item->columns.items[i], .fixed = true, .item = number + 1 });
}

static const ItemColumn *find_column(const ItemColumns *columns, const char *name)
{
	for (uint32_t i = 0; i < columns->count; i++) {
		if (mv_streq(columns->items[i].name, name))
			return &columns->items[i];
	}
	return NULL;
}

static bool is_merged(Binder *binder, const CodeQuery *query, const CodeItem *join, const char *name)
{
	if (join->natural)
		return find_column(columns_of(binder, query, join->left), name) != NULL &&
		       find_column(columns_of(binder, query, join->right), name) != NULL;
	for (uint32_t i = 0; i < join->merged.count; i++) {
		if (mv_streq(join->merged.items[i], name))
			return true;
	}
	return false;
}

/* Merged columns first, then the others of the left side, then of the right one. */
static void add_join_columns(Binder *binder, ItemColumns *columns, const CodeQuery *query, uint32_t number)
{
	const CodeItem *join = &query->items.items[number];
	const ItemColumns *sides[] = { columns_of(binder, query, join->left), columns_of(binder, query, join->right) };
	bool aliased = join->has_alias;

	columns->unknown |= sides[0]->unknown || sides[1]->unknown;
	columns->open |= sides[0]->open || sides[1]->open;
	for (uint32_t pass = 0; pass < 3; pass++) {
		const ItemColumns *side = sides[pass < 2 ? 0 : 1];

		for (uint32_t i = 0; i < side->count; i++) {
			ItemColumn column = side->items[i];
			bool merged = column.name && is_merged(binder, query, join, column.name);

			if (merged != (pass == 0))
				continue;
			if (merged)
				column.item = 0;
			if (aliased) {
				column.item = number + 1;
				if (columns->count < join->columns.count) {
					column.name = join->columns.items[columns->count];
					column.fixed = true;
				}
			}
			add_column(binder, columns, column);
		}
	}
}

static const ItemColumns *columns_of(Binder *binder, const CodeQuery *query, uint32_t number)
{
	static const ItemColumns unknown = { .unknown = true };
	const CodeItem *item = &query->items.items[number];
	ItemColumns *columns;

	if (!binder->columns[query->number])
		binder->columns[query->number] = MV_NEW_ARRAY(binder->arena, ItemColumns, query->items.count + 1);
	columns = &binder->columns[query->number][number];
	if (columns->known)
		return columns;
	if (binder->depth >= DEEPEST)
		return &unknown;
	binder->depth++;
	columns->known = true; /* also cuts circles: a recursive CTE whose columns depend on itself */
	switch (item->kind) {
	case ITEM_RELATION:
		add_table_columns(binder, columns, item, number);
		break;
	case ITEM_CTE:
	case ITEM_QUERY:
		add_query_columns(binder, columns, item, number);
		break;
	case ITEM_FUNCTION:
		add_function_columns(binder, columns, item, number);
		break;
	case ITEM_JOIN:
		add_join_columns(binder, columns, query, number);
		break;
	}
	binder->depth--;
	return columns;
}

/* ---- looking a column up ---- */

typedef struct Found {
	const ItemColumn *column;
	const CodeQuery *query;
	uint32_t item;    /* number + 1 of the item; 0: none */
	bool unknown;     /* it may be a column that is not listed */
} Found;

static bool find_item(Binder *binder, const CodeQuery *query, const char *qualifier, const char *name, bool hidden, Found *found)
{
	for (uint32_t i = 0; i < query->items.count; i++) {
		const CodeItem *item = &query->items.items[i];

		if (item->hidden != hidden || !item->name || !mv_streq(item->name, qualifier))
			continue;
		found->query = query;
		found->item = i + 1;
		found->column = name ? find_column(columns_of(binder, query, i), name) : NULL;
		found->unknown = !found->column && columns_of(binder, query, i)->unknown;
		return true;
	}
	return false;
}

/* What is inside of a join with an alias can be named in its ON. */
static bool find_qualified(Binder *binder, const CodeQuery *query, const char *qualifier, const char *name, Found *found)
{
	return find_item(binder, query, qualifier, name, false, found) || find_item(binder, query, qualifier, name, true, found);
}

static bool find_bare(Binder *binder, const CodeQuery *query, const char *name, Found *found)
{
	bool unknown = false;

	for (uint32_t i = 0; i < query->from.count; i++) {
		const ItemColumns *columns = columns_of(binder, query, query->from.items[i]);

		found->column = find_column(columns, name);
		if (found->column) {
			found->query = query;
			found->item = found->column->item;
			return true;
		}
		unknown |= columns->unknown;
	}
	found->unknown = unknown;
	return unknown; /* it may be there: the search ends, with nothing found */
}

static bool names_output(const CodeQuery *query, const char *name)
{
	while (query->first)
		query = query->first;
	for (uint32_t i = 0; i < query->outputs.count; i++) {
		if (mv_streq(query->outputs.items[i].name, name))
			return true;
	}
	return false;
}

/* A column of the relation that the expression belongs to, perhaps through NEW or OLD. */
static void bind_root(const Binder *binder, const CodeHole *hole, Binding *binding)
{
	const Table *root = binder->root;
	const Column *column;

	if (!root || (binder->transition && !hole->qualifier))
		return;
	if (hole->qualifier && strcmp(hole->qualifier, "new") != 0 && strcmp(hole->qualifier, "old") != 0 &&
	    strcmp(hole->qualifier, "excluded") != 0 && strcmp(hole->qualifier, root->object.name) != 0)
		return;
	column = mv_table_column(root, hole->name);
	if (!column) {
		if (!hole->qualifier && mv_streq(hole->name, root->object.name)) {
			binding->object = root->object.id;
			binding->whole_row = true;
		}
		return;
	}
	binding->object = root->object.id;
	binding->column = column->id;
	binding->type = column->type;
}

static bool find(Binder *binder, const CodeHole *hole, Found *found)
{
	for (const CodeQuery *query = hole->query; query; query = query->outer) {
		bool here = hole->item_only ? find_qualified(binder, query, hole->name, NULL, found) :
			    hole->qualifier ? find_qualified(binder, query, hole->qualifier, hole->name, found) :
					      find_bare(binder, query, hole->name, found);

		if (here)
			return true;
	}
	return false;
}

/* The name of an item alone: the whole row. */
static bool find_row(Binder *binder, const CodeHole *hole, Found *found)
{
	for (const CodeQuery *query = hole->query; query && !hole->qualifier; query = query->outer) {
		if (find_qualified(binder, query, hole->name, NULL, found))
			return true;
	}
	return false;
}

static const Type *row_type(const Binder *binder, const Table *table)
{
	Type *type;

	if (!table)
		return NULL;
	type = MV_NEW(binder->arena, Type);
	*type = (Type){ .schema = table->object.schema, .name = table->object.name, .object = table->object.id };
	return type;
}

static void bind_column(Binder *binder, const CodeHole *hole, Binding *binding)
{
	Found found = { 0 };

	if (hole->sorts && hole->query && names_output(hole->query, hole->name)) {
		binding->fixed = true;
	} else if (find(binder, hole, &found)) {
		binding->query = found.query;
		binding->item = found.item;
		binding->whole_row = hole->item_only;
		if (found.column) {
			binding->object = found.column->object;
			binding->column = found.column->column;
			binding->origin = found.column->origin;
			binding->fixed = found.column->fixed;
			binding->type = found.column->type;
			binding->merged = !found.item;
		}
	} else if (find_row(binder, hole, &found)) {
		binding->query = found.query;
		binding->item = found.item;
		binding->whole_row = true;
		binding->type = row_type(binder, table_of(binder, &found.query->items.items[found.item - 1]));
	} else {
		bind_root(binder, hole, binding);
	}
}

/* ---- stars, and what a query gives ---- */

static void add_star(Binder *binder, Binding *binding, const CodeQuery *query, const ItemColumns *columns)
{
	for (uint32_t i = 0; i < columns->count; i++) {
		const ItemColumn *column = &columns->items[i];

		if (++binder->work > MOST_WORK)
			return;
		*VEC_PUSH(binder->arena, &binding->columns) =
			(StarColumn){ .object = column->object, .column = column->column, .origin = column->origin, .item = column->item,
				      .query = query, .name = column->name, .type = column->type,
				      .fixed = column->fixed };
	}
}

/* All its columns, or none when they are not all known. */
static void bind_star(Binder *binder, const CodeHole *hole, Binding *binding)
{
	Found found = { 0 };
	bool known = binder->work <= MOST_WORK;

	if (hole->qualifier) {
		for (const CodeQuery *query = hole->query; query && !found.query; query = query->outer)
			find_qualified(binder, query, hole->qualifier, NULL, &found);
		if (!found.query || columns_of(binder, found.query, found.item - 1)->unknown)
			return;
		add_star(binder, binding, found.query, columns_of(binder, found.query, found.item - 1));
		binding->query = found.query;
		binding->item = found.item;
		return;
	}
	for (uint32_t i = 0; hole->query && i < hole->query->from.count; i++)
		known = known && !columns_of(binder, hole->query, hole->query->from.items[i])->unknown;
	for (uint32_t i = 0; known && hole->query && i < hole->query->from.count; i++)
		add_star(binder, binding, hole->query, columns_of(binder, hole->query, hole->query->from.items[i]));
}

static const Column *column_of(const Binder *binder, uint32_t id)
{
	return id ? binder->model->things.items[id] : NULL;
}

/* A star among the outputs: its columns, under the names that they have. */
static bool add_star_outputs(Binder *binder, ItemColumns *outputs, uint32_t hole)
{
	Binding *binding = &binder->bindings[hole];

	if (!binding->columns.count)
		bind_star(binder, &binder->code->holes.items[hole], binding);
	for (uint32_t i = 0; i < binding->columns.count; i++) {
		const StarColumn *star = &binding->columns.items[i];

		add_column(binder, outputs,
			   (ItemColumn){ .name = star->name, .object = star->object, .column = star->column, .origin = star->origin,
					 .type = star->type });
	}
	return binding->columns.count > 0;
}

typedef struct ColumnScope {
	Binder *binder;
	const CodeQuery *query;
} ColumnScope;

static const Type *scoped_column_type(void *data, const Expression *column)
{
	const ColumnScope *scope = data;
	CodeHole hole = { .kind = HOLE_COLUMN, .query = scope->query, .schema = column->schema, .qualifier = column->qualifier,
			  .name = column->name };
	Found found = { 0 };

	return find(scope->binder, &hole, &found) && found.column ? found.column->type : NULL;
}

static const Type *expression_type(Binder *binder, const CodeQuery *query, const Expression *expression)
{
	ColumnScope scope = { .binder = binder, .query = query };
	Inference inference = { .replay = binder->replay, .column_type = scoped_column_type, .data = &scope };

	return mv_model_infer(&inference, expression);
}

/* Of a subquery that gives a value. */
static const Type *value_type(Binder *binder, const CodeQuery *query)
{
	const ItemColumns *outputs = outputs_of(binder, query);

	return outputs->count == 1 ? outputs->items[0].type : NULL;
}

static void add_plain_outputs(Binder *binder, const CodeQuery *query, ItemColumns *outputs)
{
	for (uint32_t i = 0; i < query->outputs.count; i++) {
		const CodeOutput *output = &query->outputs.items[i];
		ItemColumn column = { .name = output->name };

		if (!output->name && output->hole != MV_NO_HOLE) {
			outputs->unknown |= !add_star_outputs(binder, outputs, output->hole);
			continue;
		}
		if (output->hole != MV_NO_HOLE) {
			Binding *binding = &binder->bindings[output->hole];

			if (!binding->object && !binding->query)
				bind_column(binder, &binder->code->holes.items[output->hole], binding);
			column.object = binding->object;
			column.column = binding->column;
			column.origin = binding->origin;
			column.type = binding->type;
		} else {
			column.type = output->query ? value_type(binder, output->query) :
						      expression_type(binder, query, output->expression);
		}
		add_column(binder, outputs, column);
	}
	outputs->unknown |= !query->outputs.count;
	/* a star of a function gives all that the function does */
	for (uint32_t i = 0; i < query->items.count; i++)
		outputs->open |= query->items.items[i].kind == ITEM_FUNCTION;
}

/* Of the arms of a UNION: what matters is its collation, which is theirs. */
static uint32_t common_origin(const Binder *binder, uint32_t first, uint32_t second)
{
	const Column *a = column_of(binder, first), *b = column_of(binder, second);

	return a && b && mv_streq(a->collation, b->collation) ? first : 0;
}

static const ItemColumns *outputs_of(Binder *binder, const CodeQuery *query)
{
	static const ItemColumns unknown = { .unknown = true };
	ItemColumns *outputs = MV_NEW(binder->arena, ItemColumns);
	const ItemColumns *first, *second;

	if (binder->depth >= DEEPEST)
		return &unknown;
	binder->depth++;
	if (!query->first) {
		add_plain_outputs(binder, query, outputs);
		binder->depth--;
		return outputs;
	}
	first = outputs_of(binder, query->first);
	second = query->recursive ? first : outputs_of(binder, query->second);
	outputs->unknown = first->unknown;
	outputs->open = first->open;
	for (uint32_t i = 0; i < first->count; i++)
		add_column(binder, outputs,
			   (ItemColumn){ .name = first->items[i].name,
					 .origin = i < second->count ? common_origin(binder, first->items[i].origin,
										     second->items[i].origin) : 0,
					 .type = i < second->count ? mv_model_common_type(binder->arena, first->items[i].type,
											     second->items[i].type) : NULL });
	binder->depth--;
	return outputs;
}

/* ---- the other holes ---- */

static void bind_relation(const Binder *binder, const CodeHole *hole, Binding *binding)
{
	QName name = { .schema = hole->schema, .name = hole->name };
	const Object *object = mv_schema_relation(binder->model, &name);

	if (object)
		binding->object = object->id;
}

/* The only function of that name, or the only one that takes so many arguments. */
static void bind_function(const Binder *binder, const CodeHole *hole, Binding *binding)
{
	uint32_t count = 0, fitting = 0;
	const Function *function = mv_schema_function(binder->model, hole->schema, hole->name, &count);
	const FunctionGroup *group;

	if (!function)
		return;
	/* pg_catalog is searched first */
	if (!hole->schema && !hole->typed && hole->arguments == 0 && mv_model_builtin_without_arguments(hole->name))
		return;
	if (hole->typed) {
		const QName name = { .schema = hole->schema, .name = hole->name };

		function = mv_model_find_function(binder->model, &name,
						  mv_model_argument_list(binder->model, binder->arena, hole->types.items,
									 hole->types.count));
		binding->object = function ? function->object.id : 0;
		return;
	}
	/* of an extension: which overload does not matter for the name */
	if (count == 1 || function->object.extension) {
		binding->object = function->object.id;
		return;
	}
	group = mv_model_get(&binder->model->function_names, function->object.schema, hole->name);
	for (uint32_t i = 0; group && i < group->functions.count; i++) {
		const FunctionChange *def = group->functions.items[i]->def;

		if (def && def->parameters.count == hole->arguments) {
			fitting++;
			function = group->functions.items[i];
		}
	}
	if (fitting == 1)
		binding->object = function->object.id;
}

static void bind_object(const Binder *binder, const CodeHole *hole, Binding *binding)
{
	const QName name = { .schema = hole->schema, .name = hole->name };
	const StoredObject *stored = mv_model_find_stored(binder->model, binder->arena, (ObjectKind)hole->object, hole->sub, &name,
							  hole->types.items, hole->types.count);

	if (stored)
		binding->object = stored->object.id;
}

static void bind_type(const Binder *binder, const CodeHole *hole, Binding *binding)
{
	const Object *type = mv_schema_type(binder->model, hole->schema, hole->name);
	QName name = { .schema = hole->schema, .name = hole->name };

	if (!type)
		type = (const Object *)mv_schema_table(binder->model, &name);
	if (type)
		binding->object = type->id;
}

/* A column of JOIN ... USING: of the left side, which is what the name means. */
static void bind_using(Binder *binder, const CodeHole *hole, Binding *binding)
{
	const CodeItem *join = hole->query ? &hole->query->items.items[hole->item] : NULL;
	const ItemColumn *column = join ? find_column(columns_of(binder, hole->query, join->left), hole->name) : NULL;
	const ItemColumn *right = join ? find_column(columns_of(binder, hole->query, join->right), hole->name) : NULL;

	if (right && !right->fixed)
		*VEC_PUSH(binder->arena, &binding->columns) =
			(StarColumn){ .object = right->object, .column = right->column, .name = right->name };
	if (column) {
		binding->object = column->object;
		binding->column = column->column;
		binding->fixed = column->fixed;
	}
}

static void bind_target(Binder *binder, const CodeHole *hole, Binding *binding)
{
	const CodeQuery *query = hole->query;
	const ItemColumn *column = query && query->target != MV_NO_HOLE ?
					   find_column(columns_of(binder, query, query->target), hole->name) : NULL;

	if (column) {
		binding->object = column->object;
		binding->column = column->column;
	}
}

/* A constant becomes a label of an enum where it is stored: later renames of labels change it. */
static void bind_constant(const Binder *binder, const CodeHole *hole, Binding *binding)
{
	const Binding *partner = hole->partner == MV_NO_HOLE ? NULL : &binder->bindings[hole->partner];
	const Object *type = partner && partner->object && !partner->column ? binder->model->things.items[partner->object] : NULL;
	const Type *named = partner ? partner->type : binder->type;

	if (!type && named && !named->dimensions)
		type = mv_model_type_of(binder->model, named);
	if (!type || type->kind != OBJ_ENUM)
		return;
	binding->object = type->id;
	binding->column = ((const EnumType *)type)->renames.count;
}

static void bind_name(Binder *binder, uint32_t number)
{
	const CodeHole *hole = &binder->code->holes.items[number];
	Binding *binding = &binder->bindings[number];

	switch (hole->kind) {
	case HOLE_RELATION:
	case HOLE_TEXT:
		bind_relation(binder, hole, binding);
		break;
	case HOLE_FUNCTION:
		bind_function(binder, hole, binding);
		break;
	case HOLE_TYPE:
		bind_type(binder, hole, binding);
		break;
	case HOLE_COLUMN:
		bind_column(binder, hole, binding);
		break;
	case HOLE_STAR:
		if (!binding->columns.count)
			bind_star(binder, hole, binding);
		break;
	case HOLE_USING:
		bind_using(binder, hole, binding);
		break;
	case HOLE_CONSTANT:
		bind_constant(binder, hole, binding);
		break;
	case HOLE_TARGET:
		bind_target(binder, hole, binding);
		break;
	case HOLE_SELF:
		break;
	case HOLE_OBJECT:
		bind_object(binder, hole, binding);
		break;
	}
}

/* Relations first: all others are looked for in them. */
static void bind_all(Binder *binder)
{
	const Code *code = binder->code;

	binder->bindings = MV_NEW_ARRAY(binder->arena, Binding, code->holes.count + 1);
	binder->columns = MV_NEW_ARRAY(binder->arena, ItemColumns *, code->queries.count + 1);
	for (uint32_t i = 0; i < code->holes.count; i++) {
		if (code->holes.items[i].kind == HOLE_RELATION)
			bind_name(binder, i);
	}
	for (uint32_t i = 0; i < code->holes.count; i++) {
		if (code->holes.items[i].kind != HOLE_RELATION && code->holes.items[i].kind != HOLE_CONSTANT)
			bind_name(binder, i);
	}
	for (uint32_t i = 0; i < code->holes.count; i++) {
		if (code->holes.items[i].kind == HOLE_CONSTANT)
			bind_name(binder, i);
	}
}

static const Expression *bind_root_expression(Binder *binder, const Expression *expression)
{
	Expression *bound;

	if (!expression || !expression->code)
		return expression;
	binder->code = expression->code;
	bind_all(binder);
	bound = MV_NEW(binder->arena, Expression);
	*bound = *expression;
	bound->bindings = binder->bindings;
	if (binder->root)
		mv_model_note_uses(binder->replay->schema, binder->root->object.id, bound->code, bound->bindings);
	return bound;
}

const Binding *mv_model_bind_code(const Replay *replay, const Code *code)
{
	Binder binder = { .replay = replay, .model = replay->schema, .arena = replay->arena, .code = code };

	bind_all(&binder);
	return binder.bindings;
}

const Expression *mv_model_bind_expression(const Replay *replay, const Expression *expression, const Table *table)
{
	Binder binder = { .replay = replay, .model = replay->schema, .arena = replay->arena, .root = table };

	return bind_root_expression(&binder, expression);
}

const Expression *mv_model_bind_default(const Replay *replay, const Expression *expression, const Table *table,
					const Type *type)
{
	Binder binder = { .replay = replay, .model = replay->schema, .arena = replay->arena, .root = table, .type = type };

	return bind_root_expression(&binder, expression);
}

const Expression *mv_model_bind_rule(const Replay *replay, const Expression *expression, const Table *table)
{
	Binder binder = { .replay = replay, .model = replay->schema, .arena = replay->arena, .root = table, .transition = true };

	return bind_root_expression(&binder, expression);
}

const Expression *mv_model_rebind(const Replay *replay, const Expression *expression, const Table *from, const Table *to)
{
	Expression *copy;
	Binding *bindings;
	uint32_t count = expression && expression->code ? expression->code->holes.count : 0;

	if (!expression || !expression->bindings || !count)
		return expression;
	bindings = MV_NEW_ARRAY(replay->arena, Binding, count);
	for (uint32_t i = 0; i < count; i++) {
		const Column *column = expression->bindings[i].column ?
					       replay->schema->things.items[expression->bindings[i].column] : NULL;
		const Column *own = column ? mv_table_column(to, column->name) : NULL;

		bindings[i] = expression->bindings[i];
		if (bindings[i].object != from->object.id)
			continue;
		bindings[i].object = to->object.id;
		bindings[i].column = own ? own->id : 0;
	}
	copy = MV_NEW(replay->arena, Expression);
	*copy = *expression;
	copy->bindings = bindings;
	mv_model_note_uses(replay->schema, to->object.id, copy->code, bindings);
	return copy;
}

bool mv_model_same_expression(const Expression *a, const Expression *b)
{
	const Code *left = a ? a->code : NULL, *right = b ? b->code : NULL;

	if (a == b)
		return true;
	if (!left || !right || !left->text || !right->text || strcmp(left->text, right->text) != 0 ||
	    left->holes.count != right->holes.count)
		return false;
	for (uint32_t i = 0; i < left->holes.count; i++) {
		if (!mv_streq(left->holes.items[i].name, right->holes.items[i].name) ||
		    !mv_streq(left->holes.items[i].schema, right->holes.items[i].schema))
			return false;
	}
	return true;
}

bool mv_model_bind_query(const Replay *replay, const QueryInfo *query, const Table *table, const Binding **bindings,
			 BoundOutputVec *outputs)
{
	Binder binder = { .replay = replay, .model = replay->schema, .arena = replay->arena, .root = table, .transition = true };
	const ItemColumns *columns;

	*bindings = NULL;
	if (!query || !query->code || !query->code->queries.count)
		return false;
	binder.code = query->code;
	bind_all(&binder);
	*bindings = binder.bindings;
	if (table)
		mv_model_note_uses(replay->schema, table->object.id, query->code, binder.bindings);
	if (!outputs)
		return true;
	columns = outputs_of(&binder, query->code->queries.items[0]);
	for (uint32_t i = 0; i < columns->count; i++)
		*VEC_PUSH(replay->arena, outputs) =
			(BoundOutput){ .name = columns->items[i].name, .type = mv_model_output_type(columns->items[i].type),
				       .column = (Column *)column_of(&binder, columns->items[i].column),
				       .origin = column_of(&binder, columns->items[i].origin) };
	return !columns->unknown;
}

/* ---- columns that are not there ---- */

/* What every table has, or what `row.name` may call as a function. */
static bool may_be_other(const Binder *binder, const CodeHole *hole)
{
	static const char *const system[] = { "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", NULL };
	uint32_t count = 0;

	for (const char *const *name = system; *name; name++) {
		if (strcmp(*name, hole->name) == 0)
			return true;
	}
	return hole->qualifier && (mv_model_builtin_function(hole->name) || mv_schema_function(binder->model, NULL, hole->name, &count));
}

/* How often do the items of FROM have it? */
static uint32_t times_found(Binder *binder, const CodeQuery *query, const char *name)
{
	uint32_t times = 0;

	for (uint32_t i = 0; i < query->from.count; i++) {
		const ItemColumns *columns = columns_of(binder, query, query->from.items[i]);

		for (uint32_t c = 0; c < columns->count; c++)
			times += mv_streq(columns->items[c].name, name);
	}
	return times;
}

/* Could it stand in an item that is not fully known, in any query around? */
static bool may_be_hidden(Binder *binder, const CodeHole *hole)
{
	for (const CodeQuery *query = hole->query; query; query = query->outer) {
		if (query->target != MV_NO_HOLE)
			return true;
		for (uint32_t i = 0; i < query->items.count; i++) {
			const ItemColumns *columns = columns_of(binder, query, i);

			if (columns->unknown || columns->open)
				return true;
		}
	}
	return false;
}

static bool is_missing(Binder *binder, const CodeHole *hole)
{
	Found found = { 0 };

	if (!hole->query || hole->item_only || !hole->name || may_be_other(binder, hole) || may_be_hidden(binder, hole) ||
	    ((hole->may_be_output || hole->sorts) && names_output(hole->query, hole->name)))
		return false;
	if (!find(binder, hole, &found))
		/* an unknown qualifier is another mistake */
		return !hole->qualifier && !find_row(binder, hole, &found);
	return !found.column && !found.unknown;
}

static bool is_output(const CodeQuery *query, uint32_t hole)
{
	for (uint32_t i = 0; i < query->outputs.count; i++) {
		if (query->outputs.items[i].name && query->outputs.items[i].hole == hole)
			return true;
	}
	return false;
}

const CodeHole *mv_model_wrong_column(const Replay *replay, const QueryInfo *query, bool *ambiguous)
{
	Binder binder = { .replay = replay, .model = replay->schema, .arena = replay->arena };

	if (!query || !query->code || query->code->incomplete || !query->code->queries.count)
		return NULL;
	binder.code = query->code;
	bind_all(&binder);
	for (uint32_t i = 0; i < query->code->holes.count && binder.work <= MOST_WORK; i++) {
		const CodeHole *hole = &query->code->holes.items[i];

		if (hole->kind != HOLE_COLUMN || !hole->query)
			continue;
		/* in the condition of a join only its two sides are seen: of the outputs it is certain */
		*ambiguous = !hole->qualifier && is_output(hole->query, i) && times_found(&binder, hole->query, hole->name) > 1;
		if (*ambiguous || is_missing(&binder, hole))
			return hole;
		binder.work += 16;
	}
	return NULL;
}
