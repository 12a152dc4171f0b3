/* apply_constraint.c: constraints: adding, dropping, validating, altering. */
#include "model.h"

#include <string.h>

/* ---- which columns an expression mentions ---- */

typedef struct Mentions {
	Arena *arena;
	const Table *table;
	const char *column;
	NameVec *columns;
	bool found;
} Mentions;

static bool note_mention(const Expression *expression, void *data)
{
	Mentions *mentions = data;

	if (expression->kind != EXPR_COLUMN || !expression->name)
		return true;
	if (mentions->column) {
		mentions->found = strcmp(expression->name, mentions->column) == 0;
		return !mentions->found;
	}
	if (!mv_table_column(mentions->table, expression->name) && !mentions->table->object.incomplete)
		return true;
	for (uint32_t i = 0; i < mentions->columns->count; i++) {
		if (strcmp(mentions->columns->items[i], expression->name) == 0)
			return true;
	}
	*VEC_PUSH(mentions->arena, mentions->columns) = expression->name;
	return true;
}

bool mv_expression_mentions(const Expression *expression, const char *column)
{
	Mentions mentions = { .column = column };

	if (expression && column)
		mv_expr_walk(expression, note_mention, &mentions);
	return mentions.found;
}

void mv_model_mentioned(Arena *arena, const Table *table, const Expression *expression, NameVec *columns)
{
	Mentions mentions = { .arena = arena, .table = table, .columns = columns };

	if (expression)
		mv_expr_walk(expression, note_mention, &mentions);
}

bool mv_constraint_uses_column(const Constraint *constraint, const char *column)
{
	for (uint32_t i = 0; i < constraint->columns.count; i++) {
		if (strcmp(constraint->columns.items[i], column) == 0)
			return true;
	}
	return constraint->kind == CONSTRAINT_EXCLUSION && constraint->index && mv_index_uses_column(constraint->index, column);
}

/* ---- registering ---- */

static Constraint *new_constraint(const Replay *replay, Table *table, ConstraintKind kind, const char *name)
{
	Constraint *constraint = MV_NEW(replay->arena, Constraint);

	constraint->name = name;
	constraint->id = mv_model_number(replay->schema, constraint);
	constraint->table = table;
	constraint->birth = *replay->birth;
	constraint->kind = kind;
	constraint->maybe = replay->maybe;
	constraint->valid = constraint->enforced = constraint->local = true;
	*VEC_PUSH(replay->arena, &table->constraints) = constraint;
	mv_model_count_name(replay->schema, OBJ_CONSTRAINT, table->object.schema, name, 1);
	return constraint;
}

void mv_model_take_constraint(Schema *model, Constraint *constraint)
{
	Table *table = constraint->table;

	MV_TAKE(&table->constraints, constraint);
	if (constraint->referenced)
		MV_TAKE(&constraint->referenced->referencing, constraint);
	if (constraint->index)
		constraint->index->constraint = NULL;
	mv_model_count_name(model, OBJ_CONSTRAINT, table->object.schema, constraint->name, -1);
}

void mv_model_rename_constraint(const Replay *replay, Constraint *constraint, const char *name)
{
	Schema *model = replay->schema;
	TableIndex *index = constraint->index;

	mv_model_count_name(model, OBJ_CONSTRAINT, constraint->table->object.schema, constraint->name, -1);
	mv_model_count_name(model, OBJ_CONSTRAINT, constraint->table->object.schema, name, 1);
	constraint->name = name;
	if (index) {
		mv_model_take(model, &model->relations, &index->object);
		index->object.name = name;
		mv_model_put(model, &model->relations, &index->object);
	}
}

static void copy_spec(const Replay *replay, Constraint *constraint, const ConstraintSpec *spec)
{
	constraint->def = spec;
	constraint->enforced = !spec->not_enforced;
	constraint->valid = !spec->not_valid && !spec->not_enforced;
	constraint->no_inherit = spec->no_inherit;
	constraint->deferrable = spec->deferrable;
	constraint->initially_deferred = spec->initially_deferred;
	constraint->nulls_not_distinct = spec->nulls_not_distinct;
	constraint->expression = mv_model_bind_expression(replay, spec->expression, constraint->table);
	constraint->on_delete = spec->on_delete;
	constraint->on_update = spec->on_update;
	if (constraint->valid)
		constraint->validated = *replay->birth;
	for (uint32_t i = 0; i < spec->columns.count; i++) {
		if (spec->columns.items[i].text)
			*VEC_PUSH(replay->arena, &constraint->columns) = spec->columns.items[i].text;
	}
}

/* ---- the kinds ---- */

static Constraint *add_not_null(const Replay *replay, Table *table, const ConstraintSpec *spec)
{
	const char *name = spec->columns.count ? spec->columns.items[0].text : NULL;
	Column *column = name ? mv_table_column(table, name) : NULL;
	Constraint *constraint;

	if (column && !spec->not_valid)
		mv_model_mark_not_null(replay, column);
	if (!name)
		return NULL;
	constraint = new_constraint(replay, table, CONSTRAINT_NOT_NULL,
				    spec->name.text ? spec->name.text :
						      mv_name_constraint(replay->schema, table->object.schema, table->object.name,
									 name, "not_null"));
	copy_spec(replay, constraint, spec);
	return constraint;
}

static Constraint *add_check(const Replay *replay, Table *table, const ConstraintSpec *spec)
{
	NameVec columns = { 0 };
	const char *name = spec->name.text;
	Constraint *constraint;

	constraint = name ? mv_table_constraint(table, name) : NULL;
	if (constraint && constraint->inherited && constraint->kind == CONSTRAINT_CHECK) {
		constraint->local = true;
		return constraint;
	}
	mv_model_mentioned(replay->arena, table, spec->expression, &columns);
	if (!name)
		name = mv_name_constraint(replay->schema, table->object.schema, table->object.name,
					  columns.count == 1 ? columns.items[0] : NULL, "check");
	constraint = new_constraint(replay, table, CONSTRAINT_CHECK, name);
	copy_spec(replay, constraint, spec);
	constraint->columns.count = 0;
	for (uint32_t i = 0; i < columns.count; i++)
		*VEC_PUSH(replay->arena, &constraint->columns) = columns.items[i];
	return constraint;
}

static IndexKeyVec key_list(const Replay *replay, const ConstraintSpec *spec)
{
	IndexKeyVec keys = { 0 };

	if (spec->kind == CONSTRAINT_EXCLUSION)
		return spec->exclude_keys;
	for (uint32_t i = 0; i < spec->columns.count; i++)
		*VEC_PUSH(replay->arena, &keys) = (IndexKey){ .column = spec->columns.items[i].text, .span = spec->columns.items[i].span };
	return keys;
}

/* The index becomes the constraint's, under the constraint's name. */
static TableIndex *use_index(const Replay *replay, Table *table, const ConstraintSpec *spec, Constraint *constraint)
{
	TableIndex *index = spec->using_index.unknown ? NULL : mv_table_index(table, spec->using_index.name);

	if (!index || index->constraint)
		return NULL;
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (index->keys.items[i].column)
			*VEC_PUSH(replay->arena, &constraint->columns) = index->keys.items[i].column;
	}
	mv_model_take(replay->schema, &replay->schema->relations, &index->object);
	index->object.name = constraint->name;
	mv_model_put(replay->schema, &replay->schema->relations, &index->object);
	constraint->nulls_not_distinct = index->nulls_not_distinct;
	return index;
}

static TableIndex *make_index(const Replay *replay, Table *table, const ConstraintSpec *spec, const IndexKeyVec *keys,
			      const NameVec *including, const char *name)
{
	TableIndex *index = mv_model_new_index(replay, table, name);

	index->unique = spec->kind != CONSTRAINT_EXCLUSION;
	index->nulls_not_distinct = spec->nulls_not_distinct;
	index->access_method = spec->kind == CONSTRAINT_EXCLUSION && spec->access_method ? spec->access_method :
			       spec->without_overlaps || spec->kind == CONSTRAINT_EXCLUSION ? "gist" : "btree";
	for (uint32_t i = 0; i < keys->count; i++)
		*VEC_PUSH(replay->arena, &index->keys) = keys->items[i];
	for (uint32_t i = 0; i < including->count; i++)
		*VEC_PUSH(replay->arena, &index->including) = including->items[i];
	index->predicate = mv_model_bind_expression(replay, spec->predicate, table);
	for (uint32_t i = 0; i < index->keys.count; i++)
		index->keys.items[i].expression = mv_model_bind_expression(replay, index->keys.items[i].expression, table);
	for (uint32_t i = 0; i < spec->options.count; i++)
		*VEC_PUSH(replay->arena, &index->options) = spec->options.items[i];
	index->tablespace = spec->tablespace;
	return index;
}

static void key_columns_not_null(const Replay *replay, Table *table, const Constraint *constraint)
{
	for (uint32_t i = 0; i < constraint->columns.count; i++) {
		Column *column = mv_table_column(table, constraint->columns.items[i]);

		if (column)
			mv_model_set_not_null(replay, table, column);
	}
}

static Constraint *add_key(const Replay *replay, Table *table, const ConstraintSpec *spec)
{
	const char *label = spec->kind == CONSTRAINT_PRIMARY_KEY ? "pkey" : spec->kind == CONSTRAINT_UNIQUE ? "key" : "excl";
	IndexKeyVec keys = key_list(replay, spec);
	NameVec including = { 0 };
	const char *name = spec->name.text;
	Constraint *constraint;

	/* what may happen, but would fail, does not happen: there is a primary key */
	if (replay->maybe && spec->kind == CONSTRAINT_PRIMARY_KEY && mv_table_primary_key(table))
		return NULL;
	for (uint32_t i = 0; i < spec->including.count; i++) {
		if (spec->including.items[i].text)
			*VEC_PUSH(replay->arena, &including) = spec->including.items[i].text;
	}
	if (!name && spec->using_index.name)
		name = spec->using_index.name;
	if (!name)
		name = mv_name_index(replay->schema, table, &keys, including.items, including.count, label, true);
	constraint = new_constraint(replay, table, spec->kind, name);
	copy_spec(replay, constraint, spec);
	if (spec->using_index.name)
		constraint->index = use_index(replay, table, spec, constraint);
	else
		constraint->index = make_index(replay, table, spec, &keys, &including, name);
	if (constraint->index)
		constraint->index->constraint = constraint;
	if (spec->kind == CONSTRAINT_PRIMARY_KEY)
		key_columns_not_null(replay, table, constraint);
	return constraint;
}

static bool has_column(const TableIndex *index, const char *name)
{
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (mv_streq(index->keys.items[i].column, name))
			return true;
	}
	return false;
}

/* The first unique index over just the referenced columns, in any order, as transformFkeyCheckAttrs. */
static TableIndex *key_index(const Constraint *constraint)
{
	const Table *table = constraint->referenced;

	for (uint32_t i = 0; i < table->indexes.count; i++) {
		TableIndex *index = table->indexes.items[i];
		bool fits = index->unique && !index->predicate && index->keys.count == constraint->referenced_columns.count;

		for (uint32_t c = 0; fits && c < constraint->referenced_columns.count; c++)
			fits = has_column(index, constraint->referenced_columns.items[c]);
		if (fits)
			return index;
	}
	return NULL;
}

static Constraint *add_foreign_key(const Replay *replay, Table *table, const ConstraintSpec *spec)
{
	NameVec columns = { 0 };
	const char *name = spec->name.text;
	Constraint *constraint;
	const Constraint *primary;

	for (uint32_t i = 0; i < spec->columns.count; i++) {
		if (spec->columns.items[i].text)
			*VEC_PUSH(replay->arena, &columns) = spec->columns.items[i].text;
	}
	if (!name)
		name = mv_name_constraint(replay->schema, table->object.schema, table->object.name,
					  mv_name_join(replay->arena, columns.items, columns.count), "fkey");
	constraint = new_constraint(replay, table, CONSTRAINT_FOREIGN_KEY, name);
	copy_spec(replay, constraint, spec);
	constraint->referenced = mv_model_target(replay, &spec->referenced, false);
	if (!constraint->referenced)
		return constraint;
	*VEC_PUSH(replay->arena, &constraint->referenced->referencing) = constraint;
	for (uint32_t i = 0; i < spec->referenced_columns.count; i++) {
		if (spec->referenced_columns.items[i].text)
			*VEC_PUSH(replay->arena, &constraint->referenced_columns) = spec->referenced_columns.items[i].text;
	}
	primary = spec->referenced_columns.count ? NULL : mv_table_primary_key(constraint->referenced);
	for (uint32_t i = 0; primary && i < primary->columns.count; i++)
		*VEC_PUSH(replay->arena, &constraint->referenced_columns) = primary->columns.items[i];
	constraint->referenced_index = primary ? primary->index : key_index(constraint);
	return constraint;
}

static Constraint *add_one(const Replay *replay, Table *table, const ConstraintSpec *spec)
{
	switch (spec->kind) {
	case CONSTRAINT_NOT_NULL:
		return add_not_null(replay, table, spec);
	case CONSTRAINT_CHECK:
		return add_check(replay, table, spec);
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
	case CONSTRAINT_EXCLUSION:
		return add_key(replay, table, spec);
	case CONSTRAINT_FOREIGN_KEY:
		return add_foreign_key(replay, table, spec);
	}
	return NULL;
}

/* ---- children ---- */

static Constraint *copy_constraint(const Replay *replay, const Constraint *from, Table *to, const char *name)
{
	Constraint *copy = new_constraint(replay, to, from->kind, name);
	bool maybe = copy->maybe;

	*copy = (Constraint){ .name = name, .id = copy->id, .table = to, .birth = copy->birth, .kind = from->kind, .valid = from->valid,
			      .enforced = from->enforced, .no_inherit = from->no_inherit, .deferrable = from->deferrable,
			      .initially_deferred = from->initially_deferred, .nulls_not_distinct = from->nulls_not_distinct,
			      .def = from->def,
			      .expression = mv_model_rebind(replay, from->expression, from->table, to), .referenced = from->referenced,
			      .referenced_index = from->referenced_index,
			      .on_delete = from->on_delete, .on_update = from->on_update, .validated = from->validated,
			      .maybe = maybe };
	for (uint32_t i = 0; i < from->columns.count; i++)
		*VEC_PUSH(replay->arena, &copy->columns) = from->columns.items[i];
	for (uint32_t i = 0; i < from->referenced_columns.count; i++)
		*VEC_PUSH(replay->arena, &copy->referenced_columns) = from->referenced_columns.items[i];
	if (copy->referenced)
		*VEC_PUSH(replay->arena, &copy->referenced->referencing) = copy;
	return copy;
}

void mv_model_copy_checks(const Replay *replay, const Table *from, Table *to, bool inherited)
{
	for (uint32_t i = 0; i < from->constraints.count; i++) {
		const Constraint *constraint = from->constraints.items[i];
		Constraint *own;

		if (constraint->kind != CONSTRAINT_CHECK && constraint->kind != CONSTRAINT_NOT_NULL)
			continue;
		if (inherited && constraint->no_inherit)
			continue;
		own = mv_table_constraint(to, constraint->name);
		if (!own) {
			own = copy_constraint(replay, constraint, to, constraint->name);
			own->valid = own->enforced; /* nothing in a new table can violate it, also when it is NOT VALID there */
		}
		own->inherited |= inherited;
		own->local |= !inherited;
	}
}

/* A partition has what the partitioned table has: keys with their indexes, plain indexes, foreign keys. */
static void inherit_constraint(const Replay *replay, const Constraint *parent, Table *child)
{
	Constraint *copy;

	if (parent->kind == CONSTRAINT_CHECK || parent->kind == CONSTRAINT_NOT_NULL) {
		if (parent->no_inherit)
			return;
		copy = mv_table_constraint(child, parent->name);
		if (!copy)
			copy = copy_constraint(replay, parent, child, parent->name);
		copy->inherited = true;
	} else if (parent->kind == CONSTRAINT_FOREIGN_KEY) {
		copy = mv_table_constraint(child, parent->name);
		if (!copy || copy->kind != CONSTRAINT_FOREIGN_KEY || copy->referenced != parent->referenced)
			copy = copy_constraint(replay, parent, child,
					       copy ? mv_name_constraint(replay->schema, child->object.schema, child->object.name,
									 mv_name_join(replay->arena, parent->columns.items,
										      parent->columns.count),
									 "fkey") :
						      parent->name);
		copy->inherited = true;
	} else if (parent->index) {
		TableIndex *index = mv_model_partition_index(replay, parent->index, child);

		if (index && !index->constraint) {
			copy = copy_constraint(replay, parent, child, index->object.name);
			copy->index = index;
			index->constraint = copy;
		}
		if (index && index->constraint)
			index->constraint->inherited = true;
	}
	if (parent->kind == CONSTRAINT_PRIMARY_KEY)
		key_columns_not_null(replay, child, parent);
}

void mv_model_inherit(const Replay *replay, Table *parent, Table *child)
{
	for (uint32_t i = 0; i < parent->constraints.count; i++)
		inherit_constraint(replay, parent->constraints.items[i], child);
	for (uint32_t i = 0; i < parent->indexes.count; i++) {
		if (!parent->indexes.items[i]->constraint)
			mv_model_partition_index(replay, parent->indexes.items[i], child);
	}
	mv_model_inherit_triggers(replay, parent, child);
}

static bool goes_to_children(const Table *table, const Constraint *constraint)
{
	if (constraint->kind == CONSTRAINT_CHECK || constraint->kind == CONSTRAINT_NOT_NULL)
		return !constraint->no_inherit;
	return table->partition_by != PARTITION_NONE;
}

static void not_null_of_children(const Replay *replay, Table *table, const Constraint *constraint)
{
	for (uint32_t i = 0; i < constraint->columns.count && constraint->valid; i++) {
		Column *column = mv_table_column(table, constraint->columns.items[i]);

		if (column)
			mv_model_set_not_null(replay, table, column);
	}
}

Constraint *mv_model_add_constraint(const Replay *replay, Table *table, const ConstraintSpec *spec)
{
	Constraint *constraint = add_one(replay, table, spec);
	TableVec family = { 0 };

	if (!constraint || !table->children.count || !goes_to_children(table, constraint))
		return constraint;
	mv_model_family(replay, table, false, &family);
	for (uint32_t i = 1; i < family.count; i++) {
		/* an index of a sub-partition belongs to the one of its own parent */
		const Table *parent = family.items[i]->parents.count ? family.items[i]->parents.items[0] : table;
		const Constraint *above = parent == table ? constraint : NULL;

		for (uint32_t c = 0; !above && c < parent->constraints.count; c++) {
			if (parent->constraints.items[c]->inherited && parent->constraints.items[c]->def == spec)
				above = parent->constraints.items[c];
		}
		inherit_constraint(replay, above ? above : constraint, family.items[i]);
		if (constraint->kind == CONSTRAINT_NOT_NULL)
			not_null_of_children(replay, family.items[i], constraint);
	}
	return constraint;
}

/* ---- ALTER TABLE ---- */

static bool same_constraint_exists(const Replay *replay, const Table *table, const ConstraintSpec *spec)
{
	return spec->name.text && (replay->change->swallowed & (SWALLOW_DUPLICATE | SWALLOW_ALL)) &&
	       mv_table_constraint(table, spec->name.text);
}

/* A key of a partitioned table alone: its index is not valid until those of the partitions are attached. */
static void add_only(const Replay *replay, Table *table, const ConstraintSpec *spec)
{
	Constraint *constraint = add_one(replay, table, spec);

	if (constraint && constraint->index && table->children.count)
		constraint->index->valid = false;
}

/* Children in inheritance have no key, but its NOT NULL. */
static void key_columns_of_children(const Replay *replay, Table *table, const Constraint *key)
{
	TableVec family = { 0 };

	mv_model_family(replay, table, false, &family);
	for (uint32_t i = 1; i < family.count; i++) {
		for (uint32_t c = 0; c < key->columns.count; c++) {
			const Column *above = mv_table_column(table, key->columns.items[c]);
			Column *column = mv_table_column(family.items[i], key->columns.items[c]);

			if (above && column)
				mv_model_copy_not_null(replay, family.items[i], column, table, above);
		}
	}
}

static void add_constraint(const Replay *replay, const AddConstraint *add)
{
	Constraint *constraint = NULL;
	Table *table = mv_model_target(replay, &add->target.table, add->target.if_exists);

	if (!table || same_constraint_exists(replay, table, add->constraint))
		return;
	if (add->target.only && table->partition_by != PARTITION_NONE)
		add_only(replay, table, add->constraint);
	else
		constraint = mv_model_add_constraint(replay, table, add->constraint);
	if (constraint && constraint->kind == CONSTRAINT_PRIMARY_KEY && !add->target.only && table->partition_by == PARTITION_NONE)
		key_columns_of_children(replay, table, constraint);
}

/* A NOT NULL that has no object of its own here, under the name that 18 gives it. */
static void drop_generated_not_null(const Replay *replay, Table *table, const ConstraintChange *drop)
{
	Column *column = mv_model_not_null_named(table, drop->name.text);
	TableVec family = { 0 };

	if (!column || replay->maybe)
		return;
	mv_model_family(replay, table, drop->target.only, &family);
	for (uint32_t i = 0; i < family.count; i++) {
		Column *own = mv_table_column(family.items[i], column->name);

		if (own && (i == 0 || own->not_null_inherited))
			mv_model_drop_not_null(replay, family.items[i], own);
	}
}

bool mv_model_check_above(const Table *table, const char *name)
{
	for (uint32_t i = 0; i < table->parents.count; i++) {
		const Constraint *found = mv_table_constraint(table->parents.items[i], name);

		if (found && found->kind == CONSTRAINT_CHECK && !found->no_inherit)
			return true;
	}
	return false;
}

static void drop_constraint(const Replay *replay, const ConstraintChange *drop)
{
	Table *table = mv_model_target(replay, &drop->target.table, drop->target.if_exists);
	Constraint *constraint = table ? mv_table_constraint(table, drop->name.text) : NULL;
	TableVec family = { 0 };
	bool descends;

	if (!constraint) {
		if (table)
			drop_generated_not_null(replay, table, drop);
		return;
	}
	if (replay->maybe) {
		constraint->maybe = true;
		return;
	}
	descends = goes_to_children(table, constraint) && !drop->target.only;
	mv_model_drop_constraint(replay, constraint);
	if (!descends || !table->children.count)
		return;
	mv_model_family(replay, table, false, &family);
	for (uint32_t i = 1; i < family.count; i++) {
		/* keys of partitions went with the parent's index */
		Constraint *own = mv_table_constraint(family.items[i], drop->name.text);

		if (!own || !own->inherited || mv_model_check_above(family.items[i], own->name))
			continue;
		if (own->local && own->kind == CONSTRAINT_CHECK)
			own->inherited = false;
		else
			mv_model_drop_constraint(replay, own);
	}
}

static void validate_one(const Replay *replay, Constraint *constraint)
{
	constraint->valid = !replay->maybe;
	constraint->validated = *replay->birth;
	if (constraint->kind == CONSTRAINT_NOT_NULL && constraint->columns.count) {
		Column *column = mv_table_column(constraint->table, constraint->columns.items[0]);

		if (column)
			mv_model_mark_not_null(replay, column);
	}
}

static void alter_constraint(const Replay *replay, const ConstraintChange *change, bool validate)
{
	Table *table = mv_model_target(replay, &change->target.table, change->target.if_exists);
	TableVec family = { 0 };

	if (!table || !change->name.text)
		return;
	mv_model_family(replay, table, change->target.only, &family);
	for (uint32_t i = 0; i < family.count; i++) {
		Constraint *constraint = mv_table_constraint(family.items[i], change->name.text);

		if (!constraint || (i > 0 && !constraint->inherited))
			continue;
		if (validate) {
			if (!constraint->valid)
				validate_one(replay, constraint);
			continue;
		}
		if (change->deferrable != TRI_UNKNOWN)
			constraint->deferrable = change->deferrable == TRI_YES;
		if (change->initially_deferred != TRI_UNKNOWN)
			constraint->initially_deferred = change->initially_deferred == TRI_YES;
		if (change->inherit != TRI_UNKNOWN)
			constraint->no_inherit = change->inherit == TRI_NO;
		if (change->enforced != TRI_UNKNOWN) {
			constraint->enforced = change->enforced == TRI_YES;
			constraint->valid = constraint->enforced;
		}
	}
}

void mv_apply_constraint(const Replay *replay)
{
	const Change *change = replay->change;

	switch ((int)change->kind) {
	case CHANGE_ADD_CONSTRAINT:
		add_constraint(replay, change->as.add_constraint);
		break;
	case CHANGE_DROP_CONSTRAINT:
		drop_constraint(replay, change->as.constraint);
		break;
	case CHANGE_VALIDATE_CONSTRAINT:
		alter_constraint(replay, change->as.constraint, true);
		break;
	case CHANGE_ALTER_CONSTRAINT:
		alter_constraint(replay, change->as.constraint, false);
		break;
	}
}
