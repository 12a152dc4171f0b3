/* failures_column.c: ALTER TABLE ... COLUMN that the server would refuse. */
#include "failures.h"

#include <string.h>

/* The table when it is certainly there or not known at all; `true` when a failure was filled. */
static bool need_table(Check *c, const Target *target, const Table **table)
{
	const Object *object;

	*table = NULL;
	if (target->table.unknown || !target->table.name)
		return false;
	object = mv_schema_relation(c->schema, &target->table);
	if (!object && target->if_exists)
		return false;
	/* ALTER TYPE ... ATTRIBUTE comes in other changes; ALTER INDEX ... ALTER COLUMN n SET STATISTICS does come here */
	if (object && !mv_model_is_table(object->kind))
		return false;
	return mv_refuse_table(c, &target->table, table);
}

/* ---- what depends on a column ---- */

static const Table *view_on(const Check *c, const Table *table, const char *column)
{
	for (uint32_t i = 0; i < table->readers.count; i++) {
		const Table *view = table->readers.items[i];

		if (!mv_certain(c, &view->object))
			continue;
		for (uint32_t u = 0; u < view->uses.count; u++) {
			const ViewUse *use = &view->uses.items[u];

			for (uint32_t k = 0; use->table == table && k < use->columns.count; k++) {
				if (strcmp(use->columns.items[k], column) == 0)
					return view;
			}
		}
	}
	return NULL;
}

static const Object *policy_on(const Check *c, const Table *table, const char *column)
{
	for (uint32_t i = 0; i < table->policies.count; i++) {
		const Policy *policy = (const Policy *)table->policies.items[i];

		/* a sub-select's own column may have the same name: only plain expressions are certain */
		for (uint32_t k = 0; mv_certain(c, &policy->object) && k < policy->columns.count; k++) {
			if (strcmp(policy->columns.items[k], column) == 0)
				return &policy->object;
		}
	}
	return NULL;
}

static const Object *trigger_on(const Check *c, const Table *table, const char *column)
{
	for (uint32_t i = 0; i < table->triggers.count; i++) {
		const Trigger *trigger = (const Trigger *)table->triggers.items[i];

		for (uint32_t k = 0; mv_certain(c, &trigger->object) && k < trigger->update_columns.count; k++) {
			if (strcmp(trigger->update_columns.items[k], column) == 0)
				return &trigger->object;
		}
	}
	return NULL;
}

static const Column *generated_from(const Check *c, const Table *table, const char *column)
{
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Column *other = table->columns.items[i];

		if (other->generated != GENERATED_NONE && strcmp(other->name, column) != 0 && mv_certain_column(c, table, other) &&
		    mv_expression_mentions(other->generation, column))
			return other;
	}
	return NULL;
}

static const Constraint *key_to(const Check *c, const Table *table, const char *column)
{
	for (uint32_t i = 0; i < table->referencing.count; i++) {
		const Constraint *key = table->referencing.items[i];

		/* its own foreign keys go with the column when that is part of them, too */
		if (!mv_certain_constraint(c, key) || (key->table == table && mv_constraint_uses_column(key, column)))
			continue;
		for (uint32_t k = 0; k < key->referenced_columns.count; k++) {
			if (strcmp(key->referenced_columns.items[k], column) == 0)
				return key;
		}
	}
	return NULL;
}

static bool column_used(Check *c, const Table *table, const char *name, Use *use)
{
	const Column *column = mv_table_column(table, name);

	return column && column->id && (mv_find_part_user(c, table, column, use) ||
					mv_find_user(c, table->object.id, column->id, &table->object, use));
}

static bool in_partition_key(const Table *table, const char *column)
{
	for (uint32_t i = 0; table->partition_by != PARTITION_NONE && i < table->partition_keys.count; i++) {
		const IndexKey *key = &table->partition_keys.items[i];

		if (mv_streq(key->column, column) || (key->expression && mv_expression_mentions(key->expression, column)))
			return true;
	}
	return false;
}

/* ---- DROP COLUMN ---- */

static bool drop_blocked(Check *c, const Table *table, const char *name, Span span)
{
	const char *on = mv_shown_object(c, &table->object);
	const Table *view = view_on(c, table, name);
	const Object *policy = policy_on(c, table, name);
	const Object *trigger = trigger_on(c, table, name);
	const Column *generated = generated_from(c, table, name);
	const Constraint *key = key_to(c, table, name);
	Use use;

	if (view)
		return mv_refuse(c, "2BP01", "dependent-objects", span, &view->object,
				 "drop the view first and create it again without the column",
				 "%s '%s' uses column '%s' of '%s', so the column cannot be dropped", mv_object_kind_name(view->object.kind),
				 mv_shown_object(c, &view->object), name, on);
	if (policy)
		return mv_refuse(c, "2BP01", "dependent-objects", span, policy, "drop the policy first and create it again without the column",
				 "policy '%s' uses column '%s' of '%s', so the column cannot be dropped", policy->name, name, on);
	if (trigger)
		return mv_refuse(c, "2BP01", "dependent-objects", span, trigger, "drop the trigger first and create it again without the column",
				 "trigger '%s' is bound to column '%s' of '%s', so the column cannot be dropped", trigger->name, name, on);
	if (key)
		return mv_refuse(c, "2BP01", "dependent-objects", span, &key->table->object, "drop the foreign key first",
				 "foreign key '%s' of table '%s' refers to column '%s' of '%s', so the column cannot be dropped", key->name,
				 mv_shown_object(c, &key->table->object), name, on);
	if (column_used(c, table, name, &use))
		return mv_refuse(c, "2BP01", "dependent-objects", span, use.holder, "drop it first and create it again without the column",
				 "%s uses column '%s' of '%s', so the column cannot be dropped", use.words, name, on);
	/* before 15 the generated column went along silently */
	if (generated && mv_judged_version(c) >= 15)
		return mv_refuse(c, "2BP01", "dependent-objects", span, &table->object, "drop the generated column first",
				 "generated column '%s' uses column '%s' of '%s', so the column cannot be dropped", generated->name, name, on);
	return false;
}

static bool drop_column(Check *c, const DropColumn *drop)
{
	const Table *table;
	const Column *column;

	if (need_table(c, &drop->target, &table))
		return true;
	if (!table || !drop->column.text)
		return false;
	column = mv_table_column(table, drop->column.text);
	if (!column)
		return !drop->if_exists && mv_refuse_column(c, table, &drop->column);
	if (column->inherited && table->parents.count && mv_certain_column(c, table, column) && mv_certain(c, &table->object))
		return mv_refuse(c, "42P16", "dependent-objects", drop->column.span, &table->parents.items[0]->object,
				 "drop the column from the parent table", "column '%s' of '%s' is inherited and cannot be dropped here",
				 drop->column.text, mv_shown_object(c, &table->object));
	if (in_partition_key(table, drop->column.text) && mv_certain(c, &table->object))
		return mv_refuse(c, "42P16", "dependent-objects", drop->column.span, &table->object,
				 "create a new partitioned table and copy the rows",
				 "column '%s' of '%s' is part of the partition key, so it cannot be dropped", drop->column.text,
				 mv_shown_object(c, &table->object));
	return !drop->cascade && mv_certain_column(c, table, column) && drop_blocked(c, table, drop->column.text, drop->column.span);
}

/* ---- ALTER COLUMN TYPE ---- */

static bool type_blocked(Check *c, const Table *table, const char *name, Span span)
{
	const char *on = mv_shown_object(c, &table->object);
	const Table *view = view_on(c, table, name);
	const Object *policy = policy_on(c, table, name);
	const Object *trigger = trigger_on(c, table, name);
	const Column *generated = generated_from(c, table, name);
	Use use;

	if (view)
		return mv_refuse(c, "0A000", "dependent-objects", span, &view->object,
				 "drop the view first and create it again afterwards, in the same transaction",
				 "%s '%s' uses column '%s' of '%s', so its type cannot be changed", mv_object_kind_name(view->object.kind),
				 mv_shown_object(c, &view->object), name, on);
	if (policy)
		return mv_refuse(c, "0A000", "dependent-objects", span, policy,
				 "drop the policy first and create it again afterwards, in the same transaction",
				 "policy '%s' uses column '%s' of '%s', so its type cannot be changed", policy->name, name, on);
	if (trigger)
		return mv_refuse(c, "0A000", "dependent-objects", span, trigger,
				 "drop the trigger first and create it again afterwards, in the same transaction",
				 "trigger '%s' is bound to column '%s' of '%s', so its type cannot be changed", trigger->name, name, on);
	if (column_used(c, table, name, &use))
		return mv_refuse(c, "0A000", "dependent-objects", span, use.holder,
				 "drop it first and create it again afterwards, in the same transaction",
				 "%s uses column '%s' of '%s', so its type cannot be changed", use.words, name, on);
	if (generated)
		return mv_refuse(c, mv_judged_version(c) && mv_judged_version(c) < 15 ? "42601" : "0A000", "dependent-objects", span, &table->object,
				 "drop the generated column first and add it again afterwards",
				 "generated column '%s' uses column '%s' of '%s', so its type cannot be changed", generated->name, name, on);
	return false;
}

/* Rows of the table that other tables hold would have to be written again. */
static bool row_type_stored(Check *c, const Table *table, Span span)
{
	TypeUseVec uses = { 0 };

	mv_schema_type_users(c->schema, &table->object, c->arena, &uses);
	for (uint32_t i = 0; i < uses.count; i++) {
		const TypeUse *use = &uses.items[i];

		if (use->table && use->table != table && use->table->object.kind == OBJ_TABLE && mv_certain_column(c, use->table, use->column))
			return mv_refuse(c, "0A000", "dependent-objects", span, &use->table->object, "drop that column first",
					 "column '%s' of '%s' has the row type of '%s', so types of its columns cannot be changed", use->column->name,
					 mv_shown_object(c, &use->table->object), mv_shown_object(c, &table->object));
	}
	return false;
}

static bool column_type(Check *c, const ColumnType *change)
{
	const Table *table;
	const Column *column;

	if (need_table(c, &change->target, &table))
		return true;
	if (!table || !change->column.text)
		return false;
	if (mv_refuse_column(c, table, &change->column) || mv_refuse_type(c, change->type))
		return true;
	column = mv_table_column(table, change->column.text);
	if (!column || !mv_certain_column(c, table, column))
		return false;
	if ((table->object.kind == OBJ_VIEW || table->object.kind == OBJ_MATERIALIZED_VIEW) && mv_certain(c, &table->object))
		return mv_refuse(c, "42809", "wrong-object-kind", change->target.table.span, &table->object, "create the view anew",
				 "'%s' is a %s: types of its columns cannot be changed", mv_shown_object(c, &table->object),
				 mv_object_kind_name(table->object.kind));
	if (column->inherited && table->parents.count && mv_certain(c, &table->object))
		return mv_refuse(c, "42P16", "dependent-objects", change->column.span, &table->parents.items[0]->object,
				 "change the column of the parent table", "column '%s' of '%s' is inherited and cannot be altered here",
				 change->column.text, mv_shown_object(c, &table->object));
	if (in_partition_key(table, change->column.text) && mv_certain(c, &table->object))
		return mv_refuse(c, "42P16", "dependent-objects", change->column.span, &table->object,
				 "create a new partitioned table and copy the rows",
				 "column '%s' of '%s' is part of the partition key, so its type cannot be changed", change->column.text,
				 mv_shown_object(c, &table->object));
	if (mv_refuse_expression_columns(c, table, NULL, change->using_expr))
		return true;
	if (column->identity != IDENTITY_NONE && mv_refuse_identity_type(c, column->name, change->type, change->column.span))
		return true;
	if (mv_refuse_new_type(c, table, column, change))
		return true;
	if (row_type_stored(c, table, change->column.span))
		return true;
	return type_blocked(c, table, change->column.text, change->column.span);
}

/* ---- ADD COLUMN ---- */

/* MaxHeapAttributeNumber; dropped columns count as well, but the model does not keep them. */
enum { MOST_TABLE_COLUMNS = 1600 };

static bool add_column(Check *c, const AddColumn *add)
{
	const Table *table;
	const Column *taken;
	const ColumnSpec *spec = add->column;

	if (need_table(c, &add->target, &table))
		return true;
	if (!table || !spec->name.text)
		return false;
	if ((table->object.kind == OBJ_VIEW || table->object.kind == OBJ_MATERIALIZED_VIEW) && mv_certain(c, &table->object))
		return mv_refuse(c, "42809", "wrong-object-kind", add->target.table.span, &table->object, "create the view anew with the column",
				 "'%s' is a %s: columns cannot be added to it", mv_shown_object(c, &table->object),
				 mv_object_kind_name(table->object.kind));
	taken = mv_table_column(table, spec->name.text);
	if (taken && add->if_not_exists)
		return false;
	if (mv_refuse_system_name(c, &spec->name))
		return true;
	if (table->bound && table->parents.count && mv_certain(c, &table->object) && mv_certain(c, &table->parents.items[0]->object))
		return mv_refuse(c, "42809", "wrong-object-kind", add->target.table.span, &table->parents.items[0]->object,
				 "add the column to the partitioned table", "'%s' is a partition of '%s': columns cannot be added to it alone",
				 mv_shown_object(c, &table->object), mv_shown_object(c, &table->parents.items[0]->object));
	/* a column that is known only because something altered it is not certain to be still there */
	if (taken && mv_certain_column(c, table, taken) && (taken->birth.change || !table->object.incomplete))
		return mv_refuse(c, "42701", "already-exists", spec->name.span, NULL,
				 "choose another name, or drop or rename the other one first", "column '%s' of table '%s' already exists",
				 spec->name.text, mv_shown_object(c, &table->object)) && mv_made_by(c, &taken->birth);
	if (!taken && table->columns.count >= MOST_TABLE_COLUMNS && mv_certain(c, &table->object))
		return mv_refuse(c, "54011", "invalid-definition", spec->name.span, &table->object,
				 "move columns to a table of their own; a dropped one keeps its place until the table is written anew",
				 "'%s' has %d columns, and cannot have more", mv_shown_object(c, &table->object), MOST_TABLE_COLUMNS);
	if (mv_refuse_type(c, spec->type) || mv_refuse_definition(c, table, NULL, spec))
		return true;
	if (mv_refuse_default(c, NULL, spec->name.text, spec->type, spec->default_value, spec->name.span))
		return true;
	for (uint32_t i = 0; i < spec->constraints.count; i++) {
		if (mv_failure_add_constraint(c, table, NULL, spec->constraints.items[i]))
			return true;
	}
	return false;
}

/* ---- the rest ---- */

static bool plain(Check *c, const Target *target, const Ident *name, const Table **table, const Column **column)
{
	*column = NULL;
	if (need_table(c, target, table))
		return true;
	if (!*table || !name->text)
		return false;
	if (mv_refuse_column(c, *table, name))
		return true;
	*column = mv_table_column(*table, name->text);
	if (*column && (!mv_certain_column(c, *table, *column) || (*table)->object.incomplete))
		*column = NULL;
	return false;
}

static bool drop_not_null(Check *c, const ColumnChange *change)
{
	const Table *table;
	const Column *column;
	const Constraint *primary;

	if (plain(c, &change->target, &change->column, &table, &column))
		return true;
	primary = column ? mv_table_primary_key(table) : NULL;
	if (primary && mv_certain_constraint(c, primary) && mv_constraint_uses_column(primary, column->name))
		return mv_refuse(c, "42P16", "dependent-objects", change->column.span, &table->object, "drop the primary key first",
				 "column '%s' of '%s' is in the primary key and must stay NOT NULL", column->name,
				 mv_shown_object(c, &table->object));
	if (column && column->identity != IDENTITY_NONE)
		return mv_refuse(c, "42601", "dependent-objects", change->column.span, &table->object, "write DROP IDENTITY first",
				 "column '%s' of '%s' is an identity column and must stay NOT NULL", column->name,
				 mv_shown_object(c, &table->object));
	return false;
}

/* In ALTER TABLE the types come before the defaults whatever the order. */
static bool type_changes(const Check *c, const char *column)
{
	const Statement *statement = c->change->statement;

	for (uint32_t i = 0; statement && i < statement->changes.count; i++) {
		const Change *change = &statement->changes.items[i];

		if (change->kind == CHANGE_ALTER_COLUMN_TYPE && mv_streq(change->as.column_type->column.text, column))
			return true;
	}
	return false;
}

static bool set_default(Check *c, const Target *target, const Ident *name)
{
	const Table *table;
	const Column *column;

	if (plain(c, target, name, &table, &column))
		return true;
	if (column && column->identity != IDENTITY_NONE)
		return mv_refuse(c, "42601", "dependent-objects", name->span, &table->object, "write DROP IDENTITY first",
				 "column '%s' of '%s' is an identity column: it has no default", column->name,
				 mv_shown_object(c, &table->object));
	if (column && column->generated != GENERATED_NONE)
		return mv_refuse(c, "42601", "dependent-objects", name->span, &table->object, "write DROP EXPRESSION first",
				 "column '%s' of '%s' is a generated column: it has no default", column->name,
				 mv_shown_object(c, &table->object));
	return false;
}

static bool new_default(Check *c, const ColumnDefault *change)
{
	const Object *object = change->target.table.name ? mv_schema_relation(c->schema, &change->target.table) : NULL;
	const Column *column = object && mv_model_is_table(object->kind) && change->column.text ?
				       mv_table_column((const Table *)object, change->column.text) : NULL;

	if (mv_refuse_default_expression(c, change->value))
		return true;
	return column && mv_certain_column(c, (const Table *)object, column) && !type_changes(c, change->column.text) &&
	       mv_refuse_default(c, NULL, column->name, column->type, change->value, change->column.span);
}

static bool add_identity(Check *c, const IdentityChange *change)
{
	const Table *table;
	const Column *column;
	const char *on;

	if (plain(c, &change->target, &change->column, &table, &column))
		return true;
	if (!column)
		return false;
	on = mv_shown_object(c, &table->object);
	if (mv_refuse_identity_type(c, column->name, column->type, change->column.span))
		return true;
	if (column->not_null == TRI_NO)
		return mv_refuse(c, "55000", "dependent-objects", change->column.span, &table->object, "write SET NOT NULL first",
				 "column '%s' of '%s' must be NOT NULL before it can become an identity column", column->name, on);
	if (column->identity != IDENTITY_NONE)
		return mv_refuse(c, "55000", "already-exists", change->column.span, &table->object, "write SET GENERATED to change it",
				 "column '%s' of '%s' is an identity column already", column->name, on);
	if (column->default_value)
		return mv_refuse(c, "55000", "dependent-objects", change->column.span, &table->object, "write DROP DEFAULT first",
				 "column '%s' of '%s' has a default, so it cannot become an identity column", column->name, on);
	return false;
}

static bool no_identity(Check *c, const Table *table, const Column *column, Span span)
{
	const Statement *statement = c->change->statement;

	if (!column || column->identity != IDENTITY_NONE)
		return false;
	for (uint32_t i = 0; statement && i < statement->changes.count; i++) {
		if (statement->changes.items[i].kind == CHANGE_ADD_IDENTITY)
			return false;
	}
	return mv_refuse(c, "55000", "unknown-object", span, &table->object, "write ADD GENERATED to make it one",
			 "column '%s' of '%s' is not an identity column", column->name, mv_shown_object(c, &table->object));
}

bool mv_failure_column(Check *c)
{
	const Change *change = c->change;
	const Table *table;
	const Column *column;

	switch ((int)change->kind) {
	case CHANGE_ADD_COLUMN:
		return add_column(c, change->as.add_column);
	case CHANGE_DROP_COLUMN:
		return drop_column(c, change->as.drop_column);
	case CHANGE_ALTER_COLUMN_TYPE:
		return column_type(c, change->as.column_type);
	case CHANGE_DROP_NOT_NULL:
		return drop_not_null(c, change->as.column);
	case CHANGE_SET_DEFAULT:
		return set_default(c, &change->as.column_default->target, &change->as.column_default->column) ||
		       new_default(c, change->as.column_default);
	case CHANGE_DROP_DEFAULT:
		return set_default(c, &change->as.column->target, &change->as.column->column);
	case CHANGE_ADD_IDENTITY:
		return add_identity(c, change->as.identity);
	case CHANGE_SET_NOT_NULL:
		return plain(c, &change->as.column->target, &change->as.column->column, &table, &column);
	case CHANGE_DROP_IDENTITY:
		return plain(c, &change->as.column->target, &change->as.column->column, &table, &column) ||
		       (!change->as.column->if_exists && no_identity(c, table, column, change->as.column->column.span));
	case CHANGE_DROP_EXPRESSION:
		if (plain(c, &change->as.column->target, &change->as.column->column, &table, &column))
			return true;
		if (!column || change->as.column->if_exists || column->generated != GENERATED_NONE)
			return false;
		return mv_refuse(c, "55000", "unknown-object", change->as.column->column.span, &table->object, "write IF EXISTS",
				 "column '%s' of '%s' is not a generated column", column->name, mv_shown_object(c, &table->object));
	case CHANGE_SET_IDENTITY:
		return plain(c, &change->as.identity->target, &change->as.identity->column, &table, &column) ||
		       no_identity(c, table, column, change->as.identity->column.span);
	case CHANGE_SET_EXPRESSION:
		return plain(c, &change->as.column_default->target, &change->as.column_default->column, &table, &column);
	case CHANGE_SET_STATISTICS:
	case CHANGE_SET_STORAGE:
	case CHANGE_SET_COMPRESSION:
	case CHANGE_SET_COLUMN_OPTIONS:
		return plain(c, &change->as.column_setting->target, &change->as.column_setting->column, &table, &column);
	}
	return false;
}
