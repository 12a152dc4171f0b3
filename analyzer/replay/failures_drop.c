/* failures_drop.c: DROP of what is not there, of the wrong kind, or of what others depend on. */
#include "failures.h"

#include <string.h>

/* Is the object dropped by the same statement? Siblings do not stand in each other's way. */
bool mv_dropped_together(const Check *c, const Object *object)
{
	const Statement *statement = c->change->statement;

	for (uint32_t i = 0; statement && i < statement->changes.count; i++) {
		const Change *change = &statement->changes.items[i];

		switch ((int)change->kind) {
		case CHANGE_DROP_TABLE:
		case CHANGE_DROP_VIEW:
		case CHANGE_DROP_MATERIALIZED_VIEW:
		case CHANGE_DROP_SEQUENCE:
		case CHANGE_DROP_OBJECT:
			if (mv_schema_relation(c->schema, &change->as.drop->name) == object)
				return true;
			break;
		case CHANGE_DROP_TYPE:
		case CHANGE_DROP_DOMAIN:
			if (mv_schema_type(c->schema, change->as.drop->name.schema, change->as.drop->name.name) == object)
				return true;
			break;
		case CHANGE_DROP_FUNCTION:
			if (change->as.drop->sibling_count > 1 &&
			    (object->kind == OBJ_FUNCTION || object->kind == OBJ_PROCEDURE || object->kind == OBJ_AGGREGATE))
				return true;
			break;
		}
	}
	return false;
}

static bool used(Check *c, const Drop *drop, const Object *object)
{
	Use use;

	return mv_find_user(c, object->id, 0, object, &use) &&
	       mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, use.holder, "drop or change that first",
			 "%s uses %s '%s', so it cannot be dropped", use.words, mv_object_kind_name(object->kind),
			 mv_shown_object(c, object));
}

static bool missing(Check *c, const Drop *drop, ObjectKind kind, const char *sqlstate, const char *rule)
{
	const char *word = mv_object_kind_name(kind);

	if (drop->if_exists || !mv_surely_absent(c, kind == OBJ_SEQUENCE || kind == OBJ_INDEX ? OBJ_TABLE : kind, &drop->name))
		return false;
	return mv_refuse(c, sqlstate, rule, drop->name.span, NULL, "correct the name, or write IF EXISTS", "%s '%s' does not exist", word,
			 mv_shown(c, drop->name.schema, drop->name.name));
}

/* ---- relations ---- */

static ObjectKind wanted_kind(const Change *change)
{
	switch ((int)change->kind) {
	case CHANGE_DROP_TABLE:
		return change->as.drop->object == OBJ_FOREIGN_TABLE ? OBJ_FOREIGN_TABLE : OBJ_TABLE;
	case CHANGE_DROP_INDEX:
		return OBJ_INDEX;
	case CHANGE_DROP_VIEW:
		return OBJ_VIEW;
	case CHANGE_DROP_MATERIALIZED_VIEW:
		return OBJ_MATERIALIZED_VIEW;
	case CHANGE_DROP_SEQUENCE:
		return OBJ_SEQUENCE;
	}
	return OBJ_NONE;
}

static bool row_type_used(Check *c, const Drop *drop, const Table *table)
{
	TypeUseVec uses = { 0 };

	mv_schema_type_users(c->schema, &table->object, c->arena, &uses);
	for (uint32_t i = 0; i < uses.count; i++) {
		const TypeUse *use = &uses.items[i];

		if (use->table && use->table != table && use->table->object.kind == OBJ_TABLE &&
		    mv_certain_column(c, use->table, use->column) && !mv_dropped_together(c, &use->table->object))
			return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &use->table->object,
					 "drop the column or change its type first",
					 "column '%s' of '%s' has the row type of '%s', so it cannot be dropped", use->column->name,
					 mv_shown_object(c, &use->table->object), mv_shown_object(c, &table->object));
	}
	return false;
}

static bool table_needed(Check *c, const Drop *drop, const Table *table)
{
	const char *shown = mv_shown_object(c, &table->object);

	for (uint32_t i = 0; i < table->readers.count; i++) {
		const Table *view = table->readers.items[i];

		if (mv_certain(c, &view->object) && !mv_dropped_together(c, &view->object))
			return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &view->object, "drop the view first",
					 "%s '%s' reads '%s', so it cannot be dropped", mv_object_kind_name(view->object.kind),
					 mv_shown_object(c, &view->object), shown);
	}
	for (uint32_t i = 0; i < table->referencing.count; i++) {
		const Constraint *key = table->referencing.items[i];

		if (key->table != table && !key->inherited && mv_certain_constraint(c, key) && mv_certain(c, &key->table->object) &&
		    !mv_dropped_together(c, &key->table->object))
			return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &key->table->object,
					 "drop the foreign key (or its table) first",
					 "foreign key '%s' of table '%s' refers to '%s', so it cannot be dropped", key->name,
					 mv_shown_object(c, &key->table->object), shown);
	}
	for (uint32_t i = 0; i < table->children.count; i++) {
		const Table *child = table->children.items[i];

		/* partitions go with their parent; children in inheritance do not */
		if (!child->bound && mv_certain(c, &child->object) && !mv_dropped_together(c, &child->object))
			return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &child->object, "drop the child table first",
					 "table '%s' inherits from '%s', so it cannot be dropped", mv_shown_object(c, &child->object), shown);
	}
	for (uint32_t i = 0; i < table->sequences.count; i++) {
		Use use;

		if (mv_find_user(c, table->sequences.items[i]->object.id, 0, &table->object, &use))
			return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, use.holder, "drop or change that first",
					 "%s uses sequence '%s' of '%s', so it cannot be dropped", use.words,
					 table->sequences.items[i]->object.name, shown);
	}
	return used(c, drop, &table->object) || row_type_used(c, drop, table);
}

static bool index_needed(Check *c, const Drop *drop, const TableIndex *index)
{
	if (index->constraint && mv_certain_constraint(c, index->constraint) && mv_certain(c, &index->object))
		return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &index->table->object, "write ALTER TABLE ... DROP CONSTRAINT",
				 "index '%s' belongs to constraint '%s' of table '%s', so it cannot be dropped", index->object.name,
				 index->constraint->name, mv_shown_object(c, &index->table->object));
	for (uint32_t i = 0; index->unique && i < index->table->referencing.count; i++) {
		const Constraint *key = index->table->referencing.items[i];

		if (key->referenced_index == index && !key->inherited && mv_certain_constraint(c, key) && mv_certain(c, &index->object))
			return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &key->table->object, "drop the foreign key first",
					 "foreign key '%s' of table '%s' rests on index '%s', so it cannot be dropped", key->name,
					 mv_shown_object(c, &key->table->object), index->object.name);
	}
	if (index->parent && mv_certain(c, &index->object) && mv_certain(c, &index->parent->object))
		return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &index->parent->object,
				 "drop the index of the partitioned table", "index '%s' is part of the partitioned index '%s', so it cannot be dropped",
				 index->object.name, index->parent->object.name);
	return false;
}

static bool sequence_needed(Check *c, const Drop *drop, const Sequence *sequence)
{
	const Column *column = sequence->owner_table ? mv_table_column(sequence->owner_table, sequence->owner_column) : NULL;
	const Expression *value = column ? column->default_value : NULL;

	if (!column || !mv_certain(c, &sequence->object) || !mv_certain_column(c, sequence->owner_table, column) ||
	    mv_dropped_together(c, &sequence->owner_table->object))
		return false;
	if (sequence->identity)
		return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &sequence->owner_table->object, "write DROP IDENTITY",
				 "sequence '%s' belongs to identity column '%s' of '%s', so it cannot be dropped", sequence->object.name,
				 column->name, mv_shown_object(c, &sequence->owner_table->object));
	if (value && value->kind == EXPR_FUNCTION && mv_streq(value->name, "nextval"))
		return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &sequence->owner_table->object,
				 "write ALTER COLUMN ... DROP DEFAULT first",
				 "the default of column '%s' of '%s' draws from sequence '%s', so it cannot be dropped", column->name,
				 mv_shown_object(c, &sequence->owner_table->object), sequence->object.name);
	return false;
}

static bool relation(Check *c, const Drop *drop)
{
	ObjectKind kind = wanted_kind(c->change);
	const Object *object = drop->name.name ? mv_schema_relation(c->schema, &drop->name) : NULL;

	if (!object)
		return false;
	/* what is known only through ALTER TABLE may as well be a view */
	if (object->kind != kind && !object->incomplete && mv_certain(c, object))
		return mv_refuse(c, "42809", "wrong-object-kind", drop->name.span, object, "name the kind of object that it is",
				 "'%s' is a %s, not a %s", mv_shown_object(c, object), mv_object_kind_name(object->kind), mv_object_kind_name(kind));
	if (drop->cascade)
		return false;
	if (mv_model_is_table(object->kind))
		return table_needed(c, drop, (const Table *)object);
	if (object->kind == OBJ_INDEX)
		return index_needed(c, drop, (const TableIndex *)object);
	if (object->kind != OBJ_SEQUENCE)
		return false;
	return sequence_needed(c, drop, (const Sequence *)object) || (mv_certain(c, object) && used(c, drop, object));
}

/* ---- types, functions, parts, schemas ---- */

static bool type(Check *c, const Drop *drop)
{
	const Object *object = drop->name.unknown || !drop->name.name ? NULL : mv_schema_type(c->schema, drop->name.schema, drop->name.name);
	TypeUseVec uses = { 0 };

	if (!object)
		return false;
	if (mv_model_is_table(object->kind) && !object->incomplete && mv_certain(c, object))
		return mv_refuse(c, "2BP01", "wrong-object-kind", drop->name.span, object, "drop the relation itself",
				 "type '%s' is the row type of a %s, so it cannot be dropped", mv_shown_object(c, object),
				 mv_object_kind_name(object->kind));
	if (c->change->kind == CHANGE_DROP_DOMAIN && !object->incomplete && mv_certain(c, object) &&
	    (object->kind == OBJ_ENUM || object->kind == OBJ_COMPOSITE))
		return mv_refuse(c, "42809", "wrong-object-kind", drop->name.span, object, "write DROP TYPE", "'%s' is not a domain",
				 mv_shown_object(c, object));
	if (drop->cascade || mv_model_is_table(object->kind) || !mv_certain(c, object))
		return false;
	mv_schema_type_users(c->schema, object, c->arena, &uses);
	for (uint32_t i = 0; i < uses.count; i++) {
		const TypeUse *use = &uses.items[i];

		/* a view's column types are only inferred */
		if (!use->table || !mv_certain_column(c, use->table, use->column) || mv_dropped_together(c, &use->table->object) ||
		    use->table->object.kind != OBJ_TABLE)
			continue;
		return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &use->table->object,
				 "drop the column or change its type first", "column '%s' of '%s' is of type '%s', so it cannot be dropped",
				 use->column->name, mv_shown_object(c, &use->table->object), mv_shown_object(c, object));
	}
	for (uint32_t i = 0; i < uses.count; i++) {
		const Composite *composite = uses.items[i].table ? NULL : uses.items[i].composite;

		if (composite && mv_certain(c, &composite->object) && !mv_dropped_together(c, &composite->object))
			return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &composite->object,
					 "drop the attribute or the type first", "attribute '%s' of type '%s' is of type '%s', so it cannot be dropped",
					 uses.items[i].column->name, mv_shown_object(c, &composite->object), mv_shown_object(c, object));
	}
	return used(c, drop, object);
}

static bool function(Check *c, const Drop *drop)
{
	const Function *known = mv_model_find_function(
		c->schema, &drop->name,
		drop->arguments_given ? mv_model_argument_list(c->schema, c->arena, drop->arguments.items, drop->arguments.count) : NULL);

	if (!known || drop->cascade || !mv_certain(c, &known->object))
		return false;
	for (uint32_t i = 0; i < known->triggers.count; i++) {
		const Trigger *trigger = known->triggers.items[i];

		if (mv_certain(c, &trigger->object) && mv_certain(c, &trigger->table->object))
			return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &trigger->object, "drop the trigger first",
					 "trigger '%s' of table '%s' calls function '%s', so it cannot be dropped", trigger->object.name,
					 mv_shown_object(c, &trigger->table->object), mv_shown_object(c, &known->object));
	}
	return used(c, drop, &known->object);
}

static bool part(Check *c, const Drop *drop, ObjectKind kind)
{
	const Table *table;

	if (drop->if_exists || !drop->table.name)
		return false;
	if (mv_refuse_table(c, &drop->table, &table))
		return true;
	if (!table || !drop->name.name || drop->name.unknown || mv_model_part(table, kind, drop->name.name) || !mv_fully_known(c, table) ||
	    c->schema->opaque_changes)
		return false;
	return mv_refuse(c, "42704", "unknown-object", drop->name.span, &table->object, "correct the name, or write IF EXISTS",
			 "%s '%s' of table '%s' does not exist", mv_object_kind_name(kind), drop->name.name,
			 mv_shown_object(c, &table->object));
}

static bool schema_needed(Check *c, const Drop *drop)
{
	const Object *object = drop->name.name && !drop->name.unknown ? mv_map_get(&c->schema->schemas, drop->name.name) : NULL;

	if (!object || drop->cascade)
		return false;
	for (uint32_t i = 0; i < c->schema->relations.count; i++) {
		const Object *inside = c->schema->relations.entries[i].value;

		if (inside && strcmp(inside->schema, drop->name.name) == 0 && mv_certain(c, inside))
			return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, inside, "drop what is in it first",
					 "schema '%s' is not empty: it holds %s '%s', so it cannot be dropped", drop->name.name,
					 mv_object_kind_name(inside->kind), inside->name);
	}
	for (uint32_t m = 0; m < 2; m++) {
		const Map *map = m ? &c->schema->functions : &c->schema->types;

		for (uint32_t i = 0; i < map->count; i++) {
			const Object *inside = map->entries[i].value;

			if (inside && strcmp(inside->schema, drop->name.name) == 0 && mv_certain(c, inside) && !inside->extension)
				return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, inside, "drop what is in it first",
						 "schema '%s' is not empty: it holds %s '%s', so it cannot be dropped", drop->name.name,
						 mv_object_kind_name(inside->kind), inside->name);
		}
	}
	return false;
}

/* A column of a type that the extension brings, or what calls a function of it. */
static bool extension_needed(Check *c, const Drop *drop)
{
	const Map *maps[] = { &c->schema->types, &c->schema->functions };

	for (uint32_t m = 0; m < 2; m++) {
		for (uint32_t i = 0; i < maps[m]->count; i++) {
			const Object *member = maps[m]->entries[i].value;
			TypeUseVec uses = { 0 };
			Use use;

			if (!member || !mv_streq(member->extension, drop->name.name))
				continue;
			if (m == 0)
				mv_schema_type_users(c->schema, member, c->arena, &uses);
			for (uint32_t u = 0; u < uses.count; u++) {
				if (uses.items[u].table && uses.items[u].table->object.kind == OBJ_TABLE &&
				    mv_certain_column(c, uses.items[u].table, uses.items[u].column))
					return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, &uses.items[u].table->object,
							 "drop the column or change its type first",
							 "column '%s' of '%s' is of type '%s' of extension '%s', so it cannot be dropped",
							 uses.items[u].column->name, mv_shown_object(c, &uses.items[u].table->object), member->name,
							 drop->name.name);
			}
			if (mv_find_user(c, member->id, 0, member, &use) && !mv_streq(use.holder->extension, drop->name.name))
				return mv_refuse(c, "2BP01", "dependent-objects", drop->name.span, use.holder, "drop or change that first",
						 "%s uses '%s' of extension '%s', so it cannot be dropped", use.words, member->name, drop->name.name);
		}
	}
	return false;
}

static bool extension(Check *c, const Drop *drop)
{
	const char *name = drop->name.name;
	const Object *known = name ? mv_map_get(&c->schema->extensions, name) : NULL;

	return known && !drop->cascade && drop->sibling_count < 2 && mv_certain(c, known) && extension_needed(c, drop);
}

/* ---- what is not there ---- */

/* Is what this change of the same statement drops not there? */
static bool absent(Check *c, const Change *change)
{
	const Drop *drop = change->as.drop;
	const QName *name = &drop->name;
	ObjectKind kind = wanted_kind(change);

	if (!name->name)
		return false;
	switch ((int)change->kind) {
	case CHANGE_DROP_TABLE:
	case CHANGE_DROP_INDEX:
	case CHANGE_DROP_VIEW:
	case CHANGE_DROP_MATERIALIZED_VIEW:
	case CHANGE_DROP_SEQUENCE:
		return !mv_schema_relation(c->schema, name) &&
		       missing(c, drop, kind, kind == OBJ_INDEX ? "42704" : "42P01",
			       kind == OBJ_INDEX ? "unknown-index" : kind == OBJ_SEQUENCE ? "unknown-object" : "unknown-table");
	case CHANGE_DROP_TYPE:
	case CHANGE_DROP_DOMAIN:
		return (name->unknown || !mv_schema_type(c->schema, name->schema, name->name)) &&
		       !mv_model_builtin_type(&(Type){ .schema = name->schema, .name = name->name }) &&
		       missing(c, drop, OBJ_TYPE, "42704", "unknown-type");
	case CHANGE_DROP_FUNCTION:
		return !drop->if_exists &&
		       mv_refuse_function(c, drop->object, name, drop->arguments.items, drop->arguments.count, drop->arguments_given);
	case CHANGE_DROP_SCHEMA:
		return (name->unknown || !mv_map_get(&c->schema->schemas, name->name)) && missing(c, drop, OBJ_SCHEMA, "3F000", "unknown-object");
	case CHANGE_DROP_EXTENSION:
		return !mv_map_get(&c->schema->extensions, name->name) && missing(c, drop, OBJ_EXTENSION, "42704", "unknown-object");
	}
	return false;
}

/*
 * The server looks up all objects of a DROP before it drops one. So does this, at the first of them: what is absent at a
 * later one's turn may have gone with those before it.
 */
static bool any_absent(Check *c, const Drop *drop)
{
	const Statement *statement = c->change->statement;
	uint32_t count = drop->sibling_count > 1 ? drop->sibling_count : 1;

	if (count == 1)
		return absent(c, c->change);
	for (uint32_t i = 0; c->change->index == 0 && i < count && i < statement->changes.count; i++) {
		if (statement->changes.items[i].kind == c->change->kind && absent(c, &statement->changes.items[i]))
			return true;
	}
	return false;
}

bool mv_failure_drop(Check *c)
{
	const Drop *drop = c->change->as.drop;

	if (any_absent(c, drop))
		return true;

	switch ((int)c->change->kind) {
	case CHANGE_DROP_TABLE:
	case CHANGE_DROP_INDEX:
	case CHANGE_DROP_VIEW:
	case CHANGE_DROP_MATERIALIZED_VIEW:
	case CHANGE_DROP_SEQUENCE:
		return relation(c, drop);
	case CHANGE_DROP_TYPE:
	case CHANGE_DROP_DOMAIN:
		return type(c, drop);
	case CHANGE_DROP_FUNCTION:
		return function(c, drop);
	case CHANGE_DROP_TRIGGER:
		return part(c, drop, OBJ_TRIGGER);
	case CHANGE_DROP_RULE:
		return part(c, drop, OBJ_RULE);
	case CHANGE_DROP_POLICY:
		return part(c, drop, OBJ_POLICY);
	case CHANGE_DROP_SCHEMA:
		return schema_needed(c, drop);
	case CHANGE_DROP_EXTENSION:
		return extension(c, drop);
	case CHANGE_DROP_OBJECT:
		return !drop->if_exists && (drop->object == OBJ_STATISTICS || drop->object == OBJ_OPERATOR) &&
		       mv_refuse_named(c, drop->object, &drop->name, NULL, drop->sub, &(ArgumentTypes){ .types = { .items = drop->arguments.items, .count = drop->arguments.count } });
	}
	return false;
}
