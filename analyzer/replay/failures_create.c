/* failures_create.c: CREATE and the ALTERs of objects that are not tables: names that are taken, targets that are missing. */
#include "failures.h"

#include <string.h>

/* ---- tables ---- */

static bool columns_twice(Check *c, const CreateTable *create)
{
	Map seen;

	mv_map_init(&seen, c->arena);
	for (uint32_t i = 0; i < create->columns.count; i++) {
		const ColumnSpec *spec = create->columns.items[i];

		if (!spec->name.text)
			continue;
		if (mv_map_get(&seen, spec->name.text))
			return mv_refuse(c, "42701", "duplicate-column", spec->name.span, NULL, "remove or rename one of the two",
					 "column '%s' is declared twice", spec->name.text);
		mv_map_set(&seen, spec->name.text, (void *)spec);
	}
	return false;
}

static bool two_primary_keys(Check *c, const CreateTable *create)
{
	const ConstraintSpec *first = NULL;

	for (uint32_t i = 0; i <= create->columns.count; i++) {
		const ConstraintSpecVec *specs = i < create->columns.count ? &create->columns.items[i]->constraints : &create->constraints;

		for (uint32_t k = 0; k < specs->count; k++) {
			if (specs->items[k]->kind != CONSTRAINT_PRIMARY_KEY)
				continue;
			if (first)
				return mv_refuse(c, "42P16", "several-primary-keys", specs->items[k]->span, NULL,
						 "keep one of them; make the other UNIQUE", "a table can have only one primary key");
			first = specs->items[k];
		}
	}
	return false;
}

static bool constraints_of(Check *c, const CreateTable *create)
{
	for (uint32_t i = 0; i < create->columns.count; i++) {
		const ColumnSpec *column = create->columns.items[i];

		if (mv_refuse_type(c, column->type) || mv_refuse_system_name(c, &column->name) || mv_refuse_definition(c, NULL, create, column) ||
		    mv_refuse_default(c, NULL, column->name.text, column->type, column->default_value, column->name.span))
			return true;
		for (uint32_t k = 0; k < column->constraints.count; k++) {
			if (mv_failure_add_constraint(c, NULL, create, column->constraints.items[k]))
				return true;
		}
	}
	for (uint32_t k = 0; k < create->constraints.count; k++) {
		if (mv_failure_add_constraint(c, NULL, create, create->constraints.items[k]))
			return true;
	}
	return false;
}

/* Every table has a row type of its name. */
static bool type_taken(Check *c, const QName *name)
{
	const Object *object;

	if (!name->name || name->unknown || (c->schema->search_path_unknown && !name->schema))
		return false;
	object = mv_model_get(&c->schema->types, mv_model_namespace(c->schema, name), name->name);
	if (!object || object->incomplete || object->kind == OBJ_COMPOSITE || !mv_certain(c, object))
		return false;
	return mv_refuse(c, "42710", "already-exists", name->span, object, "choose another name, or drop or rename the type first",
			 "type '%s' already exists, and a table needs one of its own name", mv_shown_object(c, object));
}

static bool create_table(Check *c, const CreateTable *create)
{
	const Table *parent;

	/* with IF NOT EXISTS what is there stays, and the rest of the statement is not looked at */
	if (create->if_not_exists && create->name.name && mv_schema_exists(c->schema, OBJ_TABLE, create->name.schema, NULL, create->name.name) != TRI_NO)
		return false;
	if (!create->if_not_exists && mv_refuse_taken(c, &create->name, create->persistence))
		return true;
	if (create->persistence != PERSISTENCE_TEMPORARY && !create->if_not_exists && type_taken(c, &create->name))
		return true;
	if (columns_twice(c, create) || two_primary_keys(c, create))
		return true;
	for (uint32_t i = 0; i < create->inherits.count; i++) {
		if (mv_refuse_table(c, &create->inherits.items[i], &parent))
			return true;
		if (parent && mv_refuse_parent(c, create, parent, create->inherits.items[i].span))
			return true;
	}
	for (uint32_t i = 0; i < create->like.count; i++) {
		const QName *source = &create->like.items[i].source;

		/* LIKE takes composite types, too */
		if (source->name && !mv_schema_type(c->schema, source->schema, source->name) && mv_refuse_table(c, source, &parent))
			return true;
	}
	if (create->partition_of.name) {
		if (mv_refuse_table(c, &create->partition_of, &parent))
			return true;
		if (parent && parent->partition_by == PARTITION_NONE && mv_fully_known(c, parent) && parent->object.kind == OBJ_TABLE)
			return mv_refuse(c, "42P17", "wrong-object-kind", create->partition_of.span, &parent->object,
					 "create the parent with PARTITION BY", "table '%s' is not partitioned",
					 mv_shown_object(c, &parent->object));
		if (parent && mv_refuse_bound(c, parent, create->bound, create->name.span))
			return true;
	}
	for (uint32_t i = 0; create->partition_by != PARTITION_NONE && i < create->partition_keys.count; i++) {
		const IndexKey *key = &create->partition_keys.items[i];
		const Expression column = { .kind = EXPR_COLUMN, .name = key->column, .span = key->span };

		if (key->column ? mv_refuse_expression_columns(c, NULL, create, &column) :
				  mv_refuse_stored_expression(c, NULL, create, key->expression, "a partition key"))
			return true;
	}
	return constraints_of(c, create);
}

/* ---- indexes ---- */

static bool bad_method(Check *c, const CreateIndex *create)
{
	static const char *const without_unique[] = { "hash", "gin", "gist", "spgist", "brin" };

	for (size_t i = 0; create->unique && create->access_method && i < sizeof without_unique / sizeof *without_unique; i++) {
		if (strcmp(without_unique[i], create->access_method) == 0)
			return mv_refuse(c, "0A000", "invalid-definition", (Span){ 0, 0 }, NULL, "leave UNIQUE or USING out",
					 "an index of method '%s' cannot be unique", create->access_method);
	}
	return false;
}

static bool create_index(Check *c, const CreateIndex *create)
{
	const Table *table;
	const Column *column;
	NameVec columns = { 0 };
	bool has_expression = false;

	if (mv_refuse_table(c, &create->table, &table))
		return true;
	if (!table)
		return false;
	if (table->object.kind == OBJ_VIEW && mv_certain(c, &table->object))
		return mv_refuse(c, "42809", "wrong-object-kind", create->table.span, &table->object,
				 "index the tables that the view reads", "'%s' is a view and cannot have indexes",
				 mv_shown_object(c, &table->object));
	if (bad_method(c, create))
		return true;
	if (create->name.text) {
		QName name = { .schema = table->object.schema, .name = create->name.text, .span = create->name.span };

		if (create->if_not_exists && mv_schema_relation(c->schema, &name))
			return false;
		if (!create->if_not_exists && mv_refuse_taken(c, &name, PERSISTENCE_PERMANENT))
			return true;
	}
	for (uint32_t i = 0; i < create->keys.count; i++) {
		const IndexKey *key = &create->keys.items[i];

		if (!key->column) {
			has_expression = true;
			if (mv_refuse_stored_expression(c, table, NULL, key->expression, "an index"))
				return true;
			continue;
		}
		*VEC_PUSH(c->arena, &columns) = key->column;
		if (mv_refuse_column(c, table, &(Ident){ .text = key->column, .span = key->span }))
			return true;
		column = mv_table_column(table, key->column);
		if (column && !key->opclass && mv_certain_column(c, table, column) &&
		    mv_refuse_index_type(c, column->type, create->access_method, key->column, key->span))
			return true;
	}
	for (uint32_t i = 0; i < create->including.count; i++) {
		if (mv_refuse_column(c, table, &create->including.items[i]))
			return true;
	}
	if (mv_refuse_stored_expression(c, table, NULL, create->predicate, "the WHERE of an index"))
		return true;
	if (create->unique && !has_expression && mv_certain(c, &table->object) && !table->object.incomplete)
		return mv_failure_partition_key(c, &table->partition_keys, table->partition_by, columns.items, columns.count,
						create->name.span, "unique index");
	return false;
}

/* ---- policies, rules, schemas, extensions ---- */

bool mv_refuse_part_taken(Check *c, ObjectKind kind, const QName *on, const Ident *name, bool or_replace)
{
	const Table *table;
	const Object *taken;

	if (mv_refuse_table(c, on, &table))
		return true;
	taken = table && !or_replace ? mv_model_part(table, kind, name->text) : NULL;
	if (!taken || !mv_certain(c, taken))
		return false;
	return mv_refuse(c, "42710", "already-exists", name->span, taken, "drop it first, or choose another name",
			 "%s '%s' of table '%s' already exists", mv_object_kind_name(kind), name->text, mv_shown_object(c, &table->object));
}

static bool create_policy(Check *c, const PolicyChange *create)
{
	const Table *table = create->table.unknown || !create->table.name ? NULL : mv_schema_table(c->schema, &create->table);

	if (table && table->object.kind == OBJ_VIEW && mv_certain(c, &table->object) && !table->object.incomplete)
		return mv_refuse(c, "42809", "wrong-object-kind", create->table.span, &table->object, "make the policy on the tables that it reads",
				 "'%s' is a view: it cannot have policies", mv_shown_object(c, &table->object));
	if (mv_refuse_part_taken(c, OBJ_POLICY, &create->table, &create->name, false))
		return true;
	return table && (mv_refuse_expression_columns(c, table, NULL, create->using_expr) ||
			 mv_refuse_expression_columns(c, table, NULL, create->check_expr));
}

static bool alter_policy(Check *c, const PolicyChange *change)
{
	const Table *table;

	if (mv_refuse_table(c, &change->table, &table))
		return true;
	if (!table || !change->name.text || mv_model_part(table, OBJ_POLICY, change->name.text) || !mv_fully_known(c, table))
		return false;
	return mv_refuse(c, "42704", "unknown-object", change->name.span, &table->object, NULL, "table '%s' has no policy '%s'",
			 mv_shown_object(c, &table->object), change->name.text);
}

static bool create_named(Check *c, const ObjectChange *create, const Map *map, const char *sqlstate)
{
	const Object *taken = create->name.name && !create->name.unknown ? mv_map_get(map, create->name.name) : NULL;

	if (!taken || create->if_not_exists || !mv_certain(c, taken))
		return false;
	/* a set of migrations may be meant for a database without the schema that initdb makes */
	if (taken->kind == OBJ_SCHEMA && !taken->birth.migration)
		return false;
	return mv_refuse(c, sqlstate, "already-exists", create->name.span, taken, "write IF NOT EXISTS", "%s '%s' already exists",
			 mv_object_kind_name(taken->kind), create->name.name);
}

static bool owning_column(Check *c, const SequenceChange *change)
{
	const Table *table;

	if (!change->owned_by_table.name)
		return false;
	return mv_refuse_table(c, &change->owned_by_table, &table) ||
	       (table && change->owned_by_column && mv_refuse_column(c, table, &(Ident){ .text = change->owned_by_column, .span = change->owned_by_table.span }));
}

static bool alter_sequence(Check *c, const SequenceChange *change)
{
	const Object *object = change->name.name ? mv_schema_relation(c->schema, &change->name) : NULL;

	if (!object && !change->if_not_exists && mv_surely_absent(c, OBJ_TABLE, &change->name))
		return mv_refuse(c, "42P01", "unknown-object", change->name.span, NULL,
				 "correct the name, or create the sequence before this statement", "sequence '%s' does not exist",
				 mv_shown(c, change->name.schema, change->name.name));
	if (!object)
		return false;
	if (object->kind != OBJ_SEQUENCE && mv_refuse_relation(c, OBJ_SEQUENCE, &change->name))
		return true;
	return owning_column(c, change);
}

static bool stored_taken(Check *c, ObjectKind kind, const QName *name, const char *sub, const Type *const *types, uint32_t count)
{
	const char *sqlstate = kind == OBJ_OPERATOR ? "42723" : "42710";
	QName where = *name;
	const StoredObject *taken;

	if (!name->name || name->unknown || (c->schema->search_path_unknown && !name->schema))
		return false;
	if (kind != OBJ_PUBLICATION)
		where.schema = mv_model_namespace(c->schema, name);
	taken = mv_model_find_stored(c->schema, c->arena, kind, sub, &where, types, count);
	if (!taken || !mv_certain(c, &taken->object) || taken->object.extension)
		return false;
	return mv_refuse(c, sqlstate, "already-exists", name->span, &taken->object, "choose another name, or drop the other one first",
			 "%s '%s' already exists", mv_object_kind_name(kind), name->name);
}

static bool create_statistics(Check *c, const CreateStatistics *create)
{
	const Table *table = NULL;

	if (create->table.name && mv_refuse_table(c, &create->table, &table))
		return true;
	if (create->if_not_exists && create->name.name && mv_model_find_stored(c->schema, c->arena, OBJ_STATISTICS, NULL, &create->name, NULL, 0))
		return false;
	if (!create->if_not_exists && stored_taken(c, OBJ_STATISTICS, &create->name, NULL, NULL, 0))
		return true;
	for (uint32_t i = 0; table && i < create->columns.count; i++) {
		if (mv_refuse_column(c, table, &create->columns.items[i]))
			return true;
	}
	return false;
}

bool mv_failure_create(Check *c)
{
	const Change *change = c->change;

	switch ((int)change->kind) {
	case CHANGE_CREATE_TABLE:
		return create_table(c, change->as.table);
	case CHANGE_CREATE_TABLE_AS:
		return mv_failure_table_as(c, change->as.table_as);
	case CHANGE_CREATE_INDEX:
		return create_index(c, change->as.index);
	case CHANGE_CREATE_VIEW:
		return mv_failure_view(c, change->as.view, false);
	case CHANGE_CREATE_MATERIALIZED_VIEW:
		return mv_failure_view(c, change->as.view, true);
	case CHANGE_CREATE_SEQUENCE:
		return (!change->as.sequence->if_not_exists && mv_refuse_taken(c, &change->as.sequence->name, change->as.sequence->persistence)) ||
		       owning_column(c, change->as.sequence);
	case CHANGE_CREATE_FUNCTION:
		return mv_failure_function(c, change->as.function);
	case CHANGE_CREATE_TRIGGER:
		return mv_failure_trigger(c, change->as.trigger);
	case CHANGE_CREATE_RULE:
		return mv_refuse_part_taken(c, OBJ_RULE, &change->as.rule->table, &change->as.rule->name, change->as.rule->or_replace);
	case CHANGE_CREATE_POLICY:
		return create_policy(c, change->as.policy);
	case CHANGE_CREATE_STATISTICS:
		return create_statistics(c, change->as.statistics);
	case CHANGE_CREATE_SCHEMA:
		return create_named(c, change->as.object, &c->schema->schemas, "42P06");
	case CHANGE_CREATE_OBJECT:
		return (change->as.object->object == OBJ_PUBLICATION || change->as.object->object == OBJ_OPERATOR ||
			change->as.object->object == OBJ_COLLATION) && !change->as.object->if_not_exists && !change->as.object->or_replace &&
		       stored_taken(c, change->as.object->object, &change->as.object->name, change->as.object->sub, change->as.object->types.items,
				    change->as.object->types.count);
	case CHANGE_CREATE_EXTENSION:
		return create_named(c, change->as.object, &c->schema->extensions, "42710");
	case CHANGE_ALTER_SEQUENCE:
		return alter_sequence(c, change->as.sequence);
	case CHANGE_ALTER_POLICY:
		return alter_policy(c, change->as.policy);
	}
	return false;
}
