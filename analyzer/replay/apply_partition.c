/* apply_partition.c: ATTACH and DETACH PARTITION, INHERIT, and settings of tables. */
#include "model.h"

#include <string.h>

static bool is_linked(const Table *parent, const Table *child)
{
	for (uint32_t i = 0; i < child->parents.count; i++) {
		if (child->parents.items[i] == parent)
			return true;
	}
	return false;
}

/* Would the parent become its own descendant? */
static bool is_below(const Replay *replay, Table *above, const Table *table)
{
	TableVec family = { 0 };

	mv_model_family(replay, above, false, &family);
	for (uint32_t i = 0; i < family.count; i++) {
		if (family.items[i] == table)
			return true;
	}
	return false;
}

typedef VEC(Expression *) ValueVec;

static ValueVec bind_values(const Replay *replay, const Table *parent, Expression *const *values, uint32_t count, bool list)
{
	ValueVec bound = { 0 };

	for (uint32_t i = 0; i < count; i++) {
		uint32_t number = list ? 0 : i;
		const char *name = number < parent->partition_keys.count ? parent->partition_keys.items[number].column : NULL;
		const Column *column = name ? mv_table_column(parent, name) : NULL;

		*VEC_PUSH(replay->arena, &bound) =
			(Expression *)mv_model_bind_default(replay, values[i], NULL, column ? column->type : NULL);
	}
	return bound;
}

/* The values become ones of the key's type: labels of an enum follow renames. */
const PartitionBound *mv_model_bind_bound(const Replay *replay, const Table *parent, const PartitionBound *bound)
{
	PartitionBound *copy = MV_NEW(replay->arena, PartitionBound);
	ValueVec values;

	*copy = *bound;
	values = bind_values(replay, parent, bound->list.items, bound->list.count, true);
	memcpy(&copy->list, &values, sizeof values);
	values = bind_values(replay, parent, bound->from.items, bound->from.count, false);
	memcpy(&copy->from, &values, sizeof values);
	values = bind_values(replay, parent, bound->to.items, bound->to.count, false);
	memcpy(&copy->to, &values, sizeof values);
	return copy;
}

static void link_tables(const Replay *replay, Table *parent, Table *child, const PartitionBound *bound)
{
	TableVec family = { 0 };

	if (is_linked(parent, child) || is_below(replay, child, parent))
		return;
	*VEC_PUSH(replay->arena, &child->parents) = parent;
	*VEC_PUSH(replay->arena, &parent->children) = child;
	for (uint32_t i = 0; i < parent->columns.count; i++) {
		Column *own = mv_table_column(child, parent->columns.items[i]->name);

		if (!own)
			continue;
		own->inherited = true;
		own->local &= bound == NULL;
	}
	for (uint32_t i = 0; i < parent->constraints.count; i++) {
		Constraint *own = mv_table_constraint(child, parent->constraints.items[i]->name);

		if (own && own->kind == CONSTRAINT_CHECK && parent->constraints.items[i]->kind == CONSTRAINT_CHECK) {
			own->inherited = true;
			own->local &= bound == NULL;
		}
	}
	if (!bound)
		return;
	/* a parent whose creation was never seen is partitioned, evidently */
	if (parent->partition_by == PARTITION_NONE && parent->object.incomplete)
		parent->partition_by = bound->strategy;
	child->bound = mv_model_bind_bound(replay, parent, bound);
	if (bound->is_default)
		parent->default_partition = child;
	mv_model_inherit(replay, parent, child);
	/* partitions of the partition get it too, each from its own parent */
	mv_model_family(replay, child, false, &family);
	for (uint32_t i = 1; i < family.count; i++) {
		if (family.items[i]->parents.count)
			mv_model_inherit(replay, family.items[i]->parents.items[0], family.items[i]);
	}
}

static void unlink_tables(const Replay *replay, Table *parent, Table *child)
{
	if (!is_linked(parent, child))
		return;
	mv_model_disinherit_triggers(replay, parent, child);
	MV_TAKE(&parent->children, child);
	MV_TAKE(&child->parents, parent);
	if (parent->default_partition == child)
		parent->default_partition = NULL;
	child->bound = NULL;
	for (uint32_t i = 0; i < child->columns.count; i++) {
		Column *column = child->columns.items[i];

		if (!column->inherited || mv_model_column_above(child, column->name))
			continue;
		column->inherited = column->not_null_inherited = false;
		column->local = true;
	}
	for (uint32_t i = 0; i < child->constraints.count; i++) {
		Constraint *constraint = child->constraints.items[i];

		if (!constraint->inherited || mv_model_check_above(child, constraint->name))
			continue;
		constraint->inherited = false;
		constraint->local = true;
	}
	if (child->parents.count)
		return;
	for (uint32_t i = 0; i < child->indexes.count; i++)
		child->indexes.items[i]->parent = NULL;
}

/* The partitioned index becomes valid with the last of the partitions' indexes. */
static void validate_parent_index(TableIndex *parent)
{
	for (uint32_t i = 0; i < parent->table->children.count; i++) {
		const Table *child = parent->table->children.items[i];
		bool attached = false;

		for (uint32_t x = 0; x < child->indexes.count && !attached; x++)
			attached = child->indexes.items[x]->parent == parent && child->indexes.items[x]->valid;
		if (!attached)
			return;
	}
	parent->valid = true;
	if (parent->constraint)
		parent->constraint->valid = true;
}

static void attach_index(const Replay *replay, const PartitionChange *change)
{
	TableIndex *parent = mv_schema_index(replay->schema, &change->target.table);
	TableIndex *child = mv_schema_index(replay->schema, &change->other);

	if (!parent || !child || parent == child || parent->parent == child)
		return;
	child->parent = parent;
	if (child->constraint)
		child->constraint->inherited = true;
	validate_parent_index(parent);
}

void mv_apply_partition(const Replay *replay)
{
	const PartitionChange *change = replay->change->as.partition;
	Table *table, *other;

	if (replay->change->kind == CHANGE_ATTACH_INDEX_PARTITION) {
		if (!replay->maybe)
			attach_index(replay, change);
		return;
	}
	table = mv_model_target(replay, &change->target.table, change->target.if_exists);
	other = mv_model_target(replay, &change->other, false);
	if (!table || !other || table == other)
		return;
	if (replay->maybe) {
		table->object.incomplete = other->object.incomplete = true;
		return;
	}
	switch ((int)replay->change->kind) {
	case CHANGE_ATTACH_PARTITION:
		link_tables(replay, table, other, change->bound ? change->bound : MV_NEW(replay->arena, PartitionBound));
		break;
	case CHANGE_DETACH_PARTITION:
		unlink_tables(replay, table, other);
		break;
	case CHANGE_INHERIT:
		link_tables(replay, other, table, NULL);
		break;
	case CHANGE_NO_INHERIT:
		unlink_tables(replay, other, table);
		break;
	}
}

/* ---- settings ---- */

void mv_model_cluster_on(Table *table, const char *index)
{
	for (uint32_t i = 0; i < table->indexes.count; i++)
		table->indexes.items[i]->clustered = index && mv_streq(table->indexes.items[i]->object.name, index);
}

static void row_security(const Replay *replay, Table *table, const TableSetting *setting)
{
	for (uint32_t i = 0; i < setting->options.count; i++) {
		const char *name = setting->options.items[i].name;

		if (mv_streq(name, "enable") || mv_streq(name, "disable"))
			table->row_security = strcmp(name, "enable") == 0 && !replay->maybe;
		else if (mv_streq(name, "force") || mv_streq(name, "no force"))
			table->forced_row_security = strcmp(name, "force") == 0 && !replay->maybe;
	}
}

/* Its sequences go along. */
static void set_persistence(Table *table, Persistence persistence)
{
	if (table->partition_by != PARTITION_NONE)
		return; /* it has nothing to be logged, and stays as it is */
	table->persistence = persistence;
	for (uint32_t i = 0; i < table->sequences.count; i++)
		table->sequences.items[i]->persistence = persistence;
}

static void set_of_type(const Replay *replay, Table *table, const char *name)
{
	const char *dot = name ? strchr(name, '.') : NULL;
	const char *schema = dot ? mv_arena_format(replay->arena, "%.*s", (int)(dot - name), name) : NULL;
	const Object *type = name ? mv_schema_type(replay->schema, schema, dot ? dot + 1 : name) : NULL;

	table->type_schema = type ? type->schema : NULL;
	table->type_name = type ? type->name : NULL;
	if (type)
		mv_model_note_use(replay->schema, table->object.id, type->id);
}

static void other_setting(const Replay *replay, Table *table, const TableSetting *setting)
{
	if (replay->maybe)
		return;
	if (mv_streq(setting->words, "set without cluster"))
		mv_model_cluster_on(table, NULL);
	else if (mv_streq(setting->words, "of") || mv_streq(setting->words, "not of"))
		set_of_type(replay, table, strcmp(setting->words, "of") == 0 ? setting->name.text : NULL);
	else if (mv_streq(setting->words, "options"))
		mv_model_foreign_options(replay, table, &setting->options);
}

void mv_apply_table_setting(const Replay *replay)
{
	const TableSetting *setting = replay->change->as.table_setting;
	Table *table = mv_model_target(replay, &setting->target.table, setting->target.if_exists);
	ChangeKind kind = replay->change->kind;

	if (!table)
		return;
	if (kind == CHANGE_CLUSTER_ON)
		mv_model_cluster_on(table, setting->name.text);
	else if (kind == CHANGE_TABLE_OTHER)
		other_setting(replay, table, setting);
	else if (kind == CHANGE_SET_LOGGED || kind == CHANGE_SET_UNLOGGED)
		set_persistence(table, kind == CHANGE_SET_LOGGED ? PERSISTENCE_PERMANENT : PERSISTENCE_UNLOGGED);
	else if (kind == CHANGE_ENABLE_TRIGGER || kind == CHANGE_DISABLE_TRIGGER)
		mv_model_enable_triggers(replay, table, setting, kind == CHANGE_ENABLE_TRIGGER);
	else if (kind == CHANGE_ROW_SECURITY)
		row_security(replay, table, setting);
}
