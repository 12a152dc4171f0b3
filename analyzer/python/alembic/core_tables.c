/* core_tables.c: which table and which column a value of SQLAlchemy is. */
#include "revision.h"

#include <string.h>

enum { DEEPEST = 20 };

static const char *class_table(const Value *class_, const char **schema)
{
	const char *name = mv_value_text(mv_class_name(class_, "__tablename__"));
	const Value *args = mv_class_name(class_, "__table_args__"), *table;
	const struct ValueList *items = mv_value_items(args);

	if (items && items->items.count)
		args = items->items.items[items->items.count - 1];
	if (mv_value_is(args, VALUE_DICT))
		*schema = mv_value_text(mv_dict_get(args, "schema"));
	if (name)
		return name;
	table = mv_class_name(class_, "__table__");
	if (!mv_value_is(table, VALUE_CALL))
		return NULL;
	*schema = mv_value_text(mv_call_argument(table, -1, "schema"));
	return mv_sa_name(mv_call_argument(table, 0, "name"), NULL);
}

static const char *table_name(Lowering *lowering, const Value *table, const char **schema, unsigned depth)
{
	const char *name, *path;

	if (!table || depth > DEEPEST)
		return NULL;
	if (table->kind == VALUE_CLASS)
		return class_table(table, schema);
	if (table->kind == VALUE_SUBSCRIPT && table->as.operation.operand_count == 2)
		return mv_value_text(table->as.operation.operands[1]); /* metadata.tables["x"] */
	path = table->kind == VALUE_SYMBOL || table->kind == VALUE_ATTRIBUTE ? mv_value_path(table, lowering->context.arena) : NULL;
	if (path && strncmp(path, "migvet:tables.", 14) == 0)
		return path + 14;
	if (table->kind == VALUE_ATTRIBUTE) {
		name = table->as.attribute.name;
		if (strcmp(name, "__table__") == 0)
			return table_name(lowering, table->as.attribute.object, schema, depth + 1);
		/* automap: Base.classes.x */
		if (table->as.attribute.object->kind == VALUE_ATTRIBUTE &&
		    strcmp(table->as.attribute.object->as.attribute.name, "classes") == 0)
			return name;
		return NULL;
	}
	if (table->kind != VALUE_CALL)
		return NULL;
	name = mv_value_last_name(table->as.call->callee);
	if (!name)
		return NULL;
	if (strcmp(name, "Table") == 0 || strcmp(name, "table") == 0 || strcmp(name, "create_table") == 0 || strcmp(name, "TableClause") == 0) {
		*schema = mv_value_text(mv_call_argument(table, -1, "schema"));
		return mv_sa_name(mv_call_argument(table, 0, "name"), NULL);
	}
	if (strcmp(name, "aliased") == 0)
		return table_name(lowering, mv_call_argument(table, 0, NULL), schema, depth + 1);
	if (strcmp(name, "alias") == 0 && table->as.call->callee->kind == VALUE_ATTRIBUTE)
		return table_name(lowering, table->as.call->callee->as.attribute.object, schema, depth + 1);
	return NULL;
}

const char *mv_alembic_table_name(Lowering *lowering, const Value *table, const char **schema)
{
	*schema = NULL;
	return table_name(lowering, table, schema, 0);
}

void mv_alembic_note_mapped(Lowering *lowering, const Value *value)
{
	if (mv_value_is(value, VALUE_ATTRIBUTE))
		value = value->as.attribute.object;
	if (!mv_value_is(value, VALUE_CLASS))
		return;
	for (uint32_t i = 0; i < lowering->mapped.count; i++) {
		if (lowering->mapped.items[i] == value)
			return;
	}
	*VEC_PUSH(lowering->context.arena, &lowering->mapped) = value;
}

/* A Column without a name has that of the class's attribute. */
static const char *attribute_of_class(Lowering *lowering, const Value *column, const char **table)
{
	const char *schema;

	for (uint32_t c = 0; c < lowering->mapped.count; c++) {
		const Value *class_ = lowering->mapped.items[c];

		for (uint32_t depth = 0; depth < DEEPEST && mv_value_is(class_, VALUE_CLASS); depth++) {
			for (uint32_t i = 0; i < class_->as.class_->names.count; i++) {
				if (class_->as.class_->names.items[i].value == column) {
					*table = class_table(lowering->mapped.items[c], &schema);
					return class_->as.class_->names.items[i].name;
				}
			}
			class_ = class_->as.class_->bases.count ? class_->as.class_->bases.items[0] : NULL;
		}
	}
	return NULL;
}

/* migvet:tables.x.c.y */
static const char *symbol_column(Lowering *lowering, const Value *value, const char **table)
{
	const char *name = value->as.name, *dot;

	if (strncmp(name, "migvet:tables.", 14) != 0)
		return NULL;
	name += 14;
	dot = strchr(name, '.');
	if (!dot)
		return NULL;
	*table = mv_arena_strndup(lowering->context.arena, name, (size_t)(dot - name));
	name = dot + 1;
	if (strncmp(name, "c.", 2) == 0)
		name += 2;
	return strchr(name, '.') ? NULL : name;
}

/* The Column argument of table(...) with that name, or its name where it has a key; else the name itself. */
const char *mv_alembic_column_name(Lowering *lowering, const Value *value, const char **table)
{
	const char *name, *attribute, *schema;
	const Value *object;

	*table = NULL;
	if (!value)
		return NULL;
	if (value->kind == VALUE_SYMBOL)
		return symbol_column(lowering, value, table);
	if (value->kind == VALUE_CALL) {
		name = mv_value_last_name(value->as.call->callee);
		if (!name || (strcmp(name, "Column") != 0 && strcmp(name, "column") != 0 && strcmp(name, "mapped_column") != 0 &&
			      strcmp(name, "Field") != 0))
			return NULL;
		attribute = attribute_of_class(lowering, value, table);
		name = mv_sa_name(mv_call_argument(value, 0, "name"), NULL);
		return name ? name : attribute;
	}
	if (value->kind == VALUE_SUBSCRIPT && value->as.operation.operand_count == 2) {
		object = value->as.operation.operands[0];
		name = mv_value_text(value->as.operation.operands[1]);
	} else if (value->kind == VALUE_ATTRIBUTE) {
		object = value->as.attribute.object;
		name = value->as.attribute.name;
	} else {
		return NULL;
	}
	if (mv_value_is(object, VALUE_ATTRIBUTE) &&
	    (strcmp(object->as.attribute.name, "c") == 0 || strcmp(object->as.attribute.name, "columns") == 0)) {
		*table = mv_alembic_table_name(lowering, object->as.attribute.object, &schema);
		return name;
	}
	if (value->kind == VALUE_ATTRIBUTE && (object->kind == VALUE_CLASS || mv_value_calls(object, "aliased"))) {
		*table = mv_alembic_table_name(lowering, object, &schema);
		return name;
	}
	return NULL;
}

static bool is_column_called(const Value *value, const char *name)
{
	return (mv_value_calls(value, "Column") || mv_value_calls(value, "column")) &&
	       mv_streq(mv_sa_name(mv_call_argument(value, 0, "name"), NULL), name);
}

const Value *mv_alembic_column_type(Lowering *lowering, const Value *table, const char *name)
{
	const Value *type;

	if (mv_value_is(table, VALUE_CLASS))
		table = mv_alembic_mapped_table(lowering, table);
	if (!mv_value_is(table, VALUE_CALL) || !name)
		return NULL;
	for (uint32_t i = 0; i < table->as.call->args.count; i++) {
		const Value *column = table->as.call->args.items[i];

		if (!is_column_called(column, name))
			continue;
		type = mv_call_argument(column, 1, "type_");
		return type ? type : mv_call_argument(column, 1, "type");
	}
	return NULL;
}
