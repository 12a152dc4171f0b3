/*
 * locks_drops.c: DROP. ACCESS EXCLUSIVE on what goes, and on each table that
 * loses a constraint, a trigger, a default or a column with it.
 */
#include "locks.h"

#include <string.h>

static bool reads_column(const Table *view, const char *column)
{
	const QueryInfo *query = view->query;

	for (uint32_t i = 0; query && i < query->columns.count; i++) {
		if (mv_streq(query->columns.items[i]->name, column) || mv_streq(query->columns.items[i]->name, "*"))
			return true;
	}
	return !query || query->opaque;
}

/* Views that read the table (or one column of it), views that read those, ... With CASCADE they go. */
void mv_locks_drop_dependents(Locks *l, const Table *table, const char *column)
{
	TableList found = { 0 };
	PointerMap seen = { 0 };

	*VEC_PUSH(l->arena, &found) = table;
	for (uint32_t i = 0; i < found.count; i++) {
		for (uint32_t j = 0; j < found.items[i]->readers.count; j++) {
			const Table *view = found.items[i]->readers.items[j];

			if ((i == 0 && column && !reads_column(view, column)) || !mv_pointers_add(l->arena, &seen, view))
				continue;
			mv_locks_add(l, view, LOCK_ACCESS_EXCLUSIVE);
			*VEC_PUSH(l->arena, &found) = view;
		}
	}
}

/* Its foreign keys have triggers on the referenced tables, except where they belong to the partitioned parent's. */
static void drop_own_keys(Locks *l, const Table *table)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *key = table->constraints.items[i];

		if (key->kind == CONSTRAINT_FOREIGN_KEY && !mv_foreign_key_is_inherited(key)) {
			TableList referenced = mv_locks_family(l, mv_locks_referenced(l, key), false);

			mv_locks_add_all(l, &referenced, LOCK_ACCESS_EXCLUSIVE);
		}
	}
}

static void drop_table(Locks *l, const Table *table, bool cascade)
{
	SequenceList sequences = mv_locks_sequences(l, table, NULL);

	mv_locks_add(l, table, LOCK_ACCESS_EXCLUSIVE);
	mv_locks_indexes(l, table, LOCK_ACCESS_EXCLUSIVE);
	for (uint32_t i = 0; i < sequences.count; i++)
		mv_locks_other(l, &sequences.items[i]->object, NULL, OBJ_SEQUENCE, LOCK_ACCESS_EXCLUSIVE);
	drop_own_keys(l, table);
	if (!cascade)
		return;
	for (uint32_t i = 0; i < table->referencing.count; i++)
		mv_locks_add(l, table->referencing.items[i]->table, LOCK_ACCESS_EXCLUSIVE);
	mv_locks_drop_dependents(l, table, NULL);
}

void mv_locks_drop_table(Locks *l, const Drop *drop)
{
	const Table *table;
	TableList family;

	if (drop->if_exists && mv_locks_absent(l, &drop->name))
		return;
	table = mv_locks_find(l, &drop->name);
	l->possible |= drop->if_exists && table->object.kind == OBJ_NONE;
	/* the parent's list of partitions changes: ACCESS EXCLUSIVE on it, before the partition itself */
	if (table->bound) {
		for (uint32_t i = 0; i < table->parents.count; i++) {
			const Table *parent = table->parents.items[i];

			mv_locks_add(l, parent, LOCK_ACCESS_EXCLUSIVE);
			if (parent->default_partition && parent->default_partition != table)
				mv_locks_add(l, parent->default_partition, LOCK_ACCESS_EXCLUSIVE);
		}
	}
	/* partitions go with their parent; inheritance children only with CASCADE */
	family = mv_locks_family(l, table, table->partition_by == PARTITION_NONE && !drop->cascade);
	for (uint32_t i = 0; i < family.count; i++)
		drop_table(l, family.items[i], drop->cascade);
}

void mv_locks_drop_view(Locks *l, const Drop *drop)
{
	const Table *view;

	if (drop->if_exists && mv_locks_absent(l, &drop->name))
		return;
	view = mv_locks_find(l, &drop->name);
	l->possible |= drop->if_exists && view->object.kind == OBJ_NONE;
	mv_locks_add(l, view, LOCK_ACCESS_EXCLUSIVE);
	mv_locks_indexes(l, view, LOCK_ACCESS_EXCLUSIVE);
	if (drop->cascade)
		mv_locks_drop_dependents(l, view, NULL);
}

/* ---- things on a table ---- */

static const Object *find_part(const Table *table, const Drop *drop)
{
	const Object *const *parts = NULL;
	uint32_t count = 0;

	if (drop->object == OBJ_TRIGGER) {
		parts = (const Object *const *)table->triggers.items;
		count = table->triggers.count;
	} else if (drop->object == OBJ_RULE) {
		parts = (const Object *const *)table->rules.items;
		count = table->rules.count;
	} else {
		parts = (const Object *const *)table->policies.items;
		count = table->policies.count;
	}
	for (uint32_t i = 0; i < count; i++) {
		if (mv_streq(parts[i]->name, drop->name.name))
			return parts[i];
	}
	return NULL;
}

/* A table's trigger, rule or policy. A row trigger of a partitioned table stands on its partitions, too. */
static void drop_part(Locks *l, const Drop *drop)
{
	const Table *table;
	const Object *part;
	const Trigger *trigger;
	TableList family;

	if (drop->if_exists && mv_locks_absent(l, &drop->table))
		return;
	table = mv_locks_find(l, &drop->table);
	part = find_part(table, drop);
	trigger = drop->object == OBJ_TRIGGER ? (const Trigger *)part : NULL;
	if (!part && drop->if_exists) {
		if (!mv_locks_incomplete(table))
			return;
		l->possible = true;
	}
	family = mv_locks_family(l, table, !trigger || !trigger->def || !trigger->def->row ||
						   table->partition_by == PARTITION_NONE);
	mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
}

/* ---- DROP ... CASCADE of what columns, triggers and defaults use ---- */

static bool any_function(const Expression *expression, void *data)
{
	const char *name = data;

	return !(expression->kind == EXPR_FUNCTION && mv_streq(expression->name, name));
}

static bool calls(const Expression *expression, const char *function)
{
	return expression && !mv_expr_walk(expression, any_function, (void *)(uintptr_t)function);
}

static bool index_calls(const TableIndex *index, const char *function)
{
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (calls(index->keys.items[i].expression, function))
			return true;
	}
	return calls(index->predicate, function);
}

static bool table_uses_function(const Table *table, const char *function)
{
	for (uint32_t i = 0; i < table->triggers.count; i++) {
		const Trigger *trigger = (const Trigger *)table->triggers.items[i];

		if (trigger->def && mv_streq(trigger->def->function.name, function))
			return true;
	}
	for (uint32_t i = 0; i < table->columns.count; i++) {
		if (calls(table->columns.items[i]->default_value, function) ||
		    calls(table->columns.items[i]->generation, function))
			return true;
	}
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		if (calls(table->constraints.items[i]->expression, function))
			return true;
	}
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		if (index_calls(table->indexes.items[i], function))
			return true;
	}
	for (uint32_t i = 0; i < table->policies.count; i++) {
		const Policy *policy = (const Policy *)table->policies.items[i];

		if (policy->def && (calls(policy->def->using_expr, function) || calls(policy->def->check_expr, function)))
			return true;
	}
	return false;
}

static bool table_uses_type(const Locks *l, const Table *table, const Object *type)
{
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Type *used = table->columns.items[i]->type;

		if (used && mv_streq(used->name, type->name) && mv_schema_type(l->schema, used->schema, used->name) == type)
			return true;
	}
	return false;
}

static bool table_uses_extension(const Locks *l, const Table *table, const char *extension)
{
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Type *used = table->columns.items[i]->type;
		const Object *type = used ? mv_schema_type(l->schema, used->schema, used->name) : NULL;

		if (used && (mv_streq(used->name, extension) || (type && mv_streq(type->extension, extension))))
			return true;
	}
	return false;
}

static bool table_uses_sequence(const Locks *l, const Table *table, const Object *sequence)
{
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Expression *value = table->columns.items[i]->default_value;
		const Expression *argument;
		QName name = { 0 };
		const char *dot;

		if (!value || value->kind != EXPR_FUNCTION || !mv_streq(value->name, "nextval") || value->arg_count != 1)
			continue;
		argument = value->args[0];
		while (argument->kind == EXPR_CAST)
			argument = argument->args[0];
		if (argument->kind != EXPR_CONSTANT || !argument->text)
			continue;
		dot = strrchr(argument->text, '.');
		name.name = dot ? dot + 1 : argument->text;
		if (dot)
			name.schema = mv_arena_strndup(l->arena, argument->text, (size_t)(dot - argument->text));
		if (mv_schema_relation(l->schema, &name) == sequence)
			return true;
	}
	return false;
}

static bool table_uses(const Locks *l, const Table *table, const Drop *drop, const Object *object)
{
	ChangeKind kind = l->change->kind;

	if (kind == CHANGE_DROP_SEQUENCE)
		return object && table_uses_sequence(l, table, object);
	if (kind == CHANGE_DROP_TYPE || kind == CHANGE_DROP_DOMAIN)
		return object && table_uses_type(l, table, object);
	if (kind == CHANGE_DROP_FUNCTION)
		return table_uses_function(table, drop->name.name);
	if (kind == CHANGE_DROP_SCHEMA)
		return mv_streq(table->object.schema, drop->name.name);
	return kind == CHANGE_DROP_EXTENSION && table_uses_extension(l, table, drop->name.name);
}

/* Indexes on columns of a dropped type, or that call a dropped function. */
static void drop_indexes_of(Locks *l, const Table *table, const Drop *drop, const Object *type)
{
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];
		bool goes = l->change->kind == CHANGE_DROP_FUNCTION && index_calls(index, drop->name.name);

		for (uint32_t j = 0; type && j < table->columns.count && !goes; j++) {
			const Type *used = table->columns.items[j]->type;

			goes = used && mv_streq(used->name, type->name) &&
			       mv_schema_type(l->schema, used->schema, used->name) == type &&
			       mv_index_uses_column(index, table->columns.items[j]->name);
		}
		if (goes)
			mv_locks_index(l, index, LOCK_ACCESS_EXCLUSIVE);
	}
}

static void drop_with_users(Locks *l, const Drop *drop, const Object *object)
{
	const Map *relations = &l->schema->relations;

	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *relation = relations->entries[i].value;
		const Table *table = (const Table *)relation;

		if (!relation || relation->kind == OBJ_INDEX || relation->kind == OBJ_SEQUENCE ||
		    relation->kind == OBJ_COMPOSITE || !table_uses(l, table, drop, object))
			continue;
		if (l->change->kind == CHANGE_DROP_SCHEMA) {
			drop_table(l, table, true);
			continue;
		}
		mv_locks_add(l, table, LOCK_ACCESS_EXCLUSIVE);
		drop_indexes_of(l, table, drop, object);
	}
}

/* The table of CREATE STATISTICS, kept where the object was made. */
static const QName *statistics_table(const Locks *l, const Drop *drop)
{
	const Object *object = mv_schema_other(l->schema, OBJ_STATISTICS, drop->name.schema, drop->name.name);
	const Change *made;

	for (uint32_t i = 0; !object && !drop->name.schema && i < l->schema->search_path.count; i++)
		object = mv_schema_other(l->schema, OBJ_STATISTICS, l->schema->search_path.items[i], drop->name.name);
	made = object ? object->birth.change : NULL;
	return made && made->kind == CHANGE_CREATE_STATISTICS ? &made->as.statistics->table : NULL;
}

/* Everything that is known to belong to the role; what else it owns is not in the migrations. */
void mv_locks_drop_owned(Locks *l, const ObjectChange *drop)
{
	const Map *relations = &l->schema->relations;

	for (uint32_t i = 0; drop->name.name && i < relations->count; i++) {
		const Object *object = relations->entries[i].value;

		if (!object || !mv_streq(object->owner, drop->name.name))
			continue;
		if (object->kind == OBJ_SEQUENCE || object->kind == OBJ_INDEX || object->kind == OBJ_COMPOSITE)
			mv_locks_other(l, object, NULL, object->kind, LOCK_ACCESS_EXCLUSIVE);
		else
			drop_table(l, (const Table *)object, true);
	}
}

void mv_locks_drop_other(Locks *l, const Drop *drop)
{
	const Object *object = NULL;
	const QName *table;

	if (drop->object == OBJ_TRIGGER || drop->object == OBJ_RULE || drop->object == OBJ_POLICY) {
		drop_part(l, drop);
		return;
	}
	if (drop->object == OBJ_STATISTICS) {
		table = statistics_table(l, drop);
		if (table)
			mv_locks_add(l, mv_locks_find(l, table), LOCK_SHARE_UPDATE_EXCLUSIVE);
		return;
	}
	if (drop->object == OBJ_SEQUENCE && !drop->name.unknown) {
		object = mv_schema_relation(l->schema, &drop->name);
		if (object || !drop->if_exists)
			mv_locks_other(l, object, &drop->name, OBJ_SEQUENCE, LOCK_ACCESS_EXCLUSIVE);
	} else if ((l->change->kind == CHANGE_DROP_TYPE || l->change->kind == CHANGE_DROP_DOMAIN) && !drop->name.unknown) {
		object = mv_schema_type(l->schema, drop->name.schema, drop->name.name);
		if (object && object->kind == OBJ_COMPOSITE)
			mv_locks_other(l, object, NULL, OBJ_COMPOSITE, LOCK_ACCESS_EXCLUSIVE);
	}
	if (drop->cascade && !drop->name.unknown)
		drop_with_users(l, drop, object);
}
