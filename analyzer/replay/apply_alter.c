/* apply_alter.c: ALTER TABLE: columns, constraints, the table itself. */
#include "replay_internal.h"

#include <string.h>

/* ---- columns ---- */

static void add_column(Apply *apply, Table *table, const AddColumn *add)
{
	const ColumnSpec *spec = add->column;

	if (!spec->name.text || mv_table_column(table, spec->name.text))
		return;
	mv_add_column(apply, table, spec);
	for (int foreign = 0; foreign < 2; foreign++) {
		for (uint32_t i = 0; i < spec->constraints.count; i++) {
			if ((spec->constraints.items[i]->kind == CONSTRAINT_FOREIGN_KEY) == foreign)
				mv_add_constraint(apply, table, spec->constraints.items[i]);
		}
	}
	/* mv_add_constraint reaches the children itself; the bare column does not */
	for (uint32_t i = 0; i < table->children.count; i++) {
		if (!mv_table_column(table->children.items[i], spec->name.text))
			mv_add_column(apply, table->children.items[i], spec);
	}
}

/* A column that may or may not be dropped stays, but nothing is certain about it. */
static void drop_column(Apply *apply, Table *table, const DropColumn *drop)
{
	Column *column = drop->column.text ? mv_table_column(table, drop->column.text) : NULL;

	if (column && apply->maybe)
		column->maybe = true;
	else if (column)
		mv_remove_column(apply->schema, table, drop->column.text);
}

static void set_not_null(Apply *apply, Column *column, bool not_null)
{
	if (not_null && column->not_null != TRI_YES)
		column->null_dropped = apply->birth;
	column->not_null = apply->maybe ? TRI_UNKNOWN : mv_tri(not_null);
}

static void change_column(Apply *apply, Table *table, const char *name)
{
	const Change *change = apply->change;
	Column *column = mv_need_column(apply, table, name);

	if (!column)
		return;
	/* the kinds that mv_schema_apply sends here; others cannot come */
	if (change->kind == CHANGE_ALTER_COLUMN_TYPE) {
		column->type = apply->maybe ? NULL : change->as.column_type->type;
		column->collation = change->as.column_type->type ? change->as.column_type->type->collation : NULL;
	} else if (change->kind == CHANGE_SET_NOT_NULL) {
		set_not_null(apply, column, true);
	} else if (change->kind == CHANGE_DROP_NOT_NULL) {
		set_not_null(apply, column, false);
	} else if (change->kind == CHANGE_SET_DEFAULT) {
		const Expression *value = change->as.column_default->value;

		column->default_value = value && value->kind != EXPR_NULL ? value : NULL;
		column->default_unknown = apply->maybe;
	} else if (change->kind == CHANGE_DROP_DEFAULT) {
		column->default_value = NULL;
		column->default_unknown = apply->maybe;
	} else if (change->kind == CHANGE_ADD_IDENTITY) {
		column->identity = change->as.identity->identity;
	} else if (change->kind == CHANGE_SET_IDENTITY) {
		if (change->as.identity->identity != IDENTITY_NONE)
			column->identity = change->as.identity->identity;
	} else if (change->kind == CHANGE_DROP_IDENTITY) {
		column->identity = IDENTITY_NONE;
	} else if (change->kind == CHANGE_SET_EXPRESSION) {
		column->generation = change->as.column_default->value;
	} else if (change->kind == CHANGE_DROP_EXPRESSION) {
		column->generated = GENERATED_NONE;
		column->generation = NULL;
	}
	for (uint32_t i = 0; i < table->children.count; i++)
		change_column(apply, table->children.items[i], name);
}

static const Ident *column_of(const Change *change)
{
	if (change->kind == CHANGE_ALTER_COLUMN_TYPE)
		return &change->as.column_type->column;
	if (change->kind == CHANGE_SET_DEFAULT || change->kind == CHANGE_SET_EXPRESSION)
		return &change->as.column_default->column;
	if (change->kind == CHANGE_ADD_IDENTITY || change->kind == CHANGE_SET_IDENTITY)
		return &change->as.identity->column;
	return &change->as.column->column;
}

/* The target of a change that has one; it is the first member of each payload. */
static const Target *target_of(const Change *change)
{
	return (const Target *)(const void *)change->as.column;
}

static Table *target_table(Apply *apply)
{
	const Target *target = target_of(apply->change);
	ObjectKind kind = target->object == OBJ_NONE || target->object == OBJ_INDEX ? OBJ_TABLE : target->object;

	/* IF EXISTS on a table never heard of proves nothing about it */
	if (target->if_exists && !mv_schema_table(apply->schema, &target->table))
		return NULL;
	return mv_need_table(apply, &target->table, kind);
}

void mv_apply_alter_column(Apply *apply)
{
	Table *table = target_table(apply);

	if (!table)
		return;
	if (apply->change->kind == CHANGE_ADD_COLUMN)
		add_column(apply, table, apply->change->as.add_column);
	else if (apply->change->kind == CHANGE_DROP_COLUMN)
		drop_column(apply, table, apply->change->as.drop_column);
	else
		change_column(apply, table, column_of(apply->change)->text);
}

/* ---- constraints ---- */

static void validate(Apply *apply, Constraint *constraint)
{
	constraint->valid = !apply->maybe;
	constraint->validated = apply->birth;
	for (uint32_t i = 0; constraint->kind == CONSTRAINT_NOT_NULL && !apply->maybe && i < constraint->columns.count; i++) {
		Column *column = mv_table_column(constraint->table, constraint->columns.items[i]);

		if (column)
			set_not_null(apply, column, true);
	}
	for (uint32_t i = 0; i < constraint->table->children.count; i++) {
		Constraint *below = mv_table_constraint(constraint->table->children.items[i], constraint->name);

		if (below)
			validate(apply, below);
	}
}

static void alter_constraint(Constraint *constraint, const ConstraintChange *change)
{
	if (change->deferrable != TRI_UNKNOWN)
		constraint->deferrable = change->deferrable == TRI_YES;
	if (change->initially_deferred != TRI_UNKNOWN)
		constraint->initially_deferred = change->initially_deferred == TRI_YES;
	if (change->enforced != TRI_UNKNOWN)
		constraint->enforced = constraint->valid = change->enforced == TRI_YES;
	if (change->inherit != TRI_UNKNOWN)
		constraint->no_inherit = change->inherit == TRI_NO;
}

static void drop_constraint(Apply *apply, Table *table, const char *name)
{
	Constraint *constraint = mv_table_constraint(table, name);

	if (!constraint)
		return;
	if (apply->maybe) {
		constraint->valid = false; /* nothing may be concluded from it any more */
		return;
	}
	/* a NOT NULL constraint of 18 takes the column's NOT NULL with it */
	for (uint32_t i = 0; constraint->kind == CONSTRAINT_NOT_NULL && i < constraint->columns.count; i++) {
		Column *column = mv_table_column(table, constraint->columns.items[i]);

		if (column)
			column->not_null = TRI_NO;
	}
	for (uint32_t i = 0; i < table->children.count; i++)
		drop_constraint(apply, table->children.items[i], name);
	/* foreign keys that rely on the key go with it (CASCADE; without, the server refuses) */
	for (uint32_t i = table->referencing.count; constraint->index && i > 0; i--) {
		Constraint *foreign = table->referencing.items[i - 1];
		bool same = foreign->referenced_columns.count == constraint->columns.count;

		for (uint32_t c = 0; same && c < constraint->columns.count; c++)
			same = mv_constraint_uses_column(constraint, foreign->referenced_columns.items[c]);
		if (same)
			mv_remove_constraint(apply->schema, foreign);
	}
	mv_remove_constraint(apply->schema, constraint);
}

void mv_apply_alter_constraint(Apply *apply)
{
	const Change *change = apply->change;
	Table *table = target_table(apply);
	Constraint *constraint;

	if (!table)
		return;
	if (change->kind == CHANGE_ADD_CONSTRAINT) {
		const ConstraintSpec *spec = change->as.add_constraint->constraint;

		if (spec->name.text && mv_table_constraint(table, spec->name.text))
			return;
		constraint = mv_add_constraint(apply, table, spec);
		if (apply->maybe)
			constraint->valid = false;
		return;
	}
	if (!change->as.constraint->name.text)
		return;
	if (change->kind == CHANGE_DROP_CONSTRAINT) {
		drop_constraint(apply, table, change->as.constraint->name.text);
		return;
	}
	constraint = mv_table_constraint(table, change->as.constraint->name.text);
	if (constraint && change->kind == CHANGE_VALIDATE_CONSTRAINT)
		validate(apply, constraint);
	else if (constraint)
		alter_constraint(constraint, change->as.constraint);
}

/* ---- partitions and inheritance ---- */

static void link_tables(Apply *apply, Table *parent, Table *child)
{
	VEC_REMOVE(&parent->children, child);
	VEC_REMOVE(&child->parents, parent);
	*VEC_PUSH(apply->schema->arena, &parent->children) = child;
	*VEC_PUSH(apply->schema->arena, &child->parents) = parent;
}

static void unlink_tables(Table *parent, Table *child)
{
	VEC_REMOVE(&parent->children, child);
	VEC_REMOVE(&child->parents, parent);
	if (parent->default_partition == child)
		parent->default_partition = NULL;
}

/* An index of the child that has the same keys becomes the partition's index; else one is built. */
static void attach_indexes(Apply *apply, Table *parent, Table *child)
{
	for (uint32_t i = 0; i < parent->indexes.count; i++) {
		TableIndex *above = parent->indexes.items[i];
		bool found = false;

		for (uint32_t k = 0; !found && k < child->indexes.count; k++) {
			TableIndex *below = child->indexes.items[k];

			found = !below->parent && below->unique == above->unique && below->keys.count == above->keys.count;
			for (uint32_t c = 0; found && c < below->keys.count; c++)
				found = below->keys.items[c].column &&
					mv_streq(below->keys.items[c].column, above->keys.items[c].column);
			if (found)
				below->parent = above;
		}
		if (!found && above->constraint && above->constraint->def) {
			mv_add_constraint(apply, child, above->constraint->def)->index->parent = above;
		} else if (!found) {
			TableIndex *built = mv_add_index(
				apply, child,
				mv_choose_relation_name(apply->schema, child->object.schema, child->object.name,
							mv_index_columns_name(apply->schema->arena, &above->keys), "idx", false));

			built->unique = above->unique;
			built->access_method = above->access_method;
			built->keys = above->keys;
			built->keys.capacity = above->keys.count;
			built->predicate = above->predicate;
			built->parent = above;
		}
	}
}

static void attach_partition(Apply *apply, Table *parent, const PartitionChange *change)
{
	Table *child = mv_need_table(apply, &change->other, OBJ_TABLE);

	if (!child)
		return;
	if (parent->partition_by == PARTITION_NONE && change->bound)
		parent->partition_by = change->bound->strategy;
	link_tables(apply, parent, child);
	child->bound = change->bound;
	if (change->bound && change->bound->is_default)
		parent->default_partition = child;
	attach_indexes(apply, parent, child);
}

static void attach_index(Apply *apply, const PartitionChange *change)
{
	TableIndex *parent = mv_schema_index(apply->schema, &change->target.table);
	TableIndex *child = mv_schema_index(apply->schema, &change->other);
	uint32_t attached = 0;

	if (!parent || !child)
		return;
	child->parent = parent;
	for (uint32_t i = 0; i < parent->table->children.count; i++) {
		const Table *partition = parent->table->children.items[i];

		for (uint32_t k = 0; k < partition->indexes.count; k++)
			attached += partition->indexes.items[k]->parent == parent;
	}
	if (attached >= parent->table->children.count)
		parent->valid = true; /* every partition has its part now */
}

void mv_apply_alter_table(Apply *apply)
{
	const Change *change = apply->change;
	Table *table, *other;

	if (change->kind == CHANGE_ATTACH_INDEX_PARTITION) {
		attach_index(apply, change->as.partition);
		return;
	}
	table = target_table(apply);
	if (!table)
		return;
	if (change->kind == CHANGE_ATTACH_PARTITION) {
		attach_partition(apply, table, change->as.partition);
	} else if (change->kind == CHANGE_DETACH_PARTITION) {
		other = mv_schema_table(apply->schema, &change->as.partition->other);
		if (other) {
			unlink_tables(table, other);
			other->bound = NULL;
		}
	} else if (change->kind == CHANGE_INHERIT) {
		other = mv_need_table(apply, &change->as.partition->other, OBJ_TABLE);
		if (other)
			link_tables(apply, other, table);
	} else if (change->kind == CHANGE_NO_INHERIT) {
		other = mv_schema_table(apply->schema, &change->as.partition->other);
		if (other)
			unlink_tables(other, table);
	} else if (change->kind == CHANGE_SET_LOGGED || change->kind == CHANGE_SET_UNLOGGED) {
		table->persistence = change->kind == CHANGE_SET_LOGGED ? PERSISTENCE_PERMANENT : PERSISTENCE_UNLOGGED;
	} else if (change->kind == CHANGE_ROW_SECURITY) {
		const OptionVec *options = &change->as.table_setting->options;
		const char *what = options->count ? options->items[0].name : "";

		if (strcmp(what, "enable") == 0 || strcmp(what, "disable") == 0)
			table->row_security = strcmp(what, "enable") == 0;
	} else if (change->kind == CHANGE_ENABLE_TRIGGER || change->kind == CHANGE_DISABLE_TRIGGER) {
		const char *name = change->as.table_setting->name.text;

		for (uint32_t i = 0; name && i < table->triggers.count; i++) {
			Trigger *trigger = (Trigger *)table->triggers.items[i];

			if (strcmp(name, "all") == 0 || strcmp(name, "user") == 0 || strcmp(name, trigger->object.name) == 0)
				trigger->enabled = change->kind == CHANGE_ENABLE_TRIGGER;
		}
	}
}
