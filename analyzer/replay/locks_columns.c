/* locks_columns.c: adding, dropping and changing columns (all but their type). */
#include "locks.h"

/* The default that a new column gets: its own, or the innermost that its domains bring. */
static const Expression *effective_default(const Schema *schema, const ColumnSpec *spec)
{
	const Type *type = spec->type;

	if (spec->default_value)
		return spec->default_value;
	for (int depth = 0; type && !type->dimensions && depth < 32; depth++) {
		const Object *object = mv_schema_type(schema, type->schema, type->name);

		if (!object || object->kind != OBJ_DOMAIN)
			break;
		if (((const Domain *)object)->default_value)
			return ((const Domain *)object)->default_value;
		type = ((const Domain *)object)->base;
	}
	return NULL;
}

/*
 * Since 11 a default that is evaluated once stands in the catalog for all old
 * rows. Each row is written where every row needs a value of its own, and
 * where a domain's constraints must see the value.
 */
static Tri needs_rewrite(Locks *l, const ColumnSpec *spec, WorkReason *reason)
{
	const Expression *value = effective_default(l->schema, spec);
	Volatility volatility = value ? mv_expression_volatility(l->schema, value) : VOLATILITY_IMMUTABLE;
	Tri constraints = mv_type_has_domain_constraints(l->schema, spec->type);

	if (spec->generated == GENERATED_VIRTUAL)
		return TRI_NO; /* computed when read */
	if (spec->generated == GENERATED_STORED) {
		*reason = WORK_STORED_GENERATED;
		return TRI_YES;
	}
	if (spec->identity != IDENTITY_NONE || mv_type_is_serial(spec->type)) {
		*reason = WORK_SERIAL;
		return TRI_YES;
	}
	*reason = WORK_VOLATILE_DEFAULT;
	if (volatility == VOLATILITY_VOLATILE)
		return TRI_YES;
	if (constraints == TRI_YES) {
		*reason = WORK_DOMAIN_CONSTRAINT;
		return TRI_YES;
	}
	if (volatility == VOLATILITY_UNKNOWN)
		return TRI_UNKNOWN;
	if (constraints == TRI_UNKNOWN)
		*reason = WORK_DOMAIN_CONSTRAINT;
	return constraints;
}

static bool is_null(const Expression *value)
{
	while (value && value->kind == EXPR_CAST)
		value = value->args[0];
	return !value || value->kind == EXPR_NULL;
}

static bool forbids_null(const ColumnSpec *spec)
{
	bool answer = spec->not_null;

	for (uint32_t i = 0; i < spec->constraints.count; i++) {
		ConstraintKind kind = spec->constraints.items[i]->kind;

		answer |= kind == CONSTRAINT_NOT_NULL || kind == CONSTRAINT_PRIMARY_KEY;
	}
	return answer;
}

void mv_locks_add_column(Locks *l, const AddColumn *add)
{
	const ColumnSpec *spec = add->column;
	const Table *table = mv_locks_target(l, &add->target.table, add->target.object, add->target.if_exists,
					     LOCK_ACCESS_EXCLUSIVE);
	WorkReason reason = WORK_NONE;
	TableList family;
	Tri rewrite;

	if (!table || (add->if_not_exists && spec->name.text && mv_table_column(table, spec->name.text)))
		return; /* the lock comes before the look */
	family = mv_locks_family(l, table, add->target.only);
	mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
	rewrite = needs_rewrite(l, spec, &reason);
	for (uint32_t i = 0; i < family.count; i++) {
		bool possible = l->possible;

		if (rewrite != TRI_NO) {
			l->possible |= rewrite == TRI_UNKNOWN;
			mv_locks_rewrite(l, family.items[i], reason);
			l->possible = possible;
		} else if (forbids_null(spec) && (spec->generated == GENERATED_VIRTUAL ||
						  is_null(effective_default(l->schema, spec)))) {
			/* no value stands in for old rows: every row is looked at (and the first one fails) */
			mv_locks_scan(l, family.items[i], WORK_NOT_NULL);
		}
	}
	for (uint32_t i = 0; i < spec->constraints.count; i++) {
		/* a foreign key on a column that is NULL everywhere needs no look; any DEFAULT makes PostgreSQL look */
		FkCheck check = !spec->default_value && rewrite == TRI_NO ? FK_CHECK_NOTHING
				: rewrite == TRI_NO && is_null(spec->default_value) ? FK_CHECK_SOURCE : FK_CHECK_BOTH;

		if (spec->constraints.items[i]->kind != CONSTRAINT_NOT_NULL)
			mv_locks_constraint_spec(l, table, add->target.only, spec->constraints.items[i], check);
	}
}

/* What goes with a column: indexes, foreign keys (with triggers on the other table), sequences, views. */
static void drop_from(Locks *l, const Table *table, const char *column, bool cascade)
{
	SequenceList sequences = mv_locks_sequences(l, table, column);

	for (uint32_t i = 0; i < table->indexes.count; i++) {
		if (mv_index_uses_column(table->indexes.items[i], column))
			mv_locks_index(l, table->indexes.items[i], LOCK_ACCESS_EXCLUSIVE);
	}
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (constraint->kind == CONSTRAINT_FOREIGN_KEY && mv_constraint_uses_column(constraint, column) &&
		    !mv_foreign_key_is_inherited(constraint)) {
			TableList referenced = mv_locks_family(l, mv_locks_referenced(l, constraint), false);

			mv_locks_add_all(l, &referenced, LOCK_ACCESS_EXCLUSIVE);
		}
	}
	for (uint32_t i = 0; i < sequences.count; i++)
		mv_locks_other(l, &sequences.items[i]->object, NULL, OBJ_SEQUENCE, LOCK_ACCESS_EXCLUSIVE);
	if (!cascade)
		return;
	for (uint32_t i = 0; i < table->referencing.count; i++) {
		const Constraint *constraint = table->referencing.items[i];

		for (uint32_t j = 0; j < constraint->referenced_columns.count; j++) {
			if (mv_streq(constraint->referenced_columns.items[j], column))
				mv_locks_add(l, constraint->table, LOCK_ACCESS_EXCLUSIVE);
		}
	}
	mv_locks_drop_dependents(l, table, column);
}

void mv_locks_drop_column(Locks *l, const DropColumn *drop)
{
	const Table *table = mv_locks_target(l, &drop->target.table, drop->target.object, drop->target.if_exists,
					     LOCK_ACCESS_EXCLUSIVE);
	TableList family;

	if (!table || !drop->column.text)
		return;
	if (!mv_table_column(table, drop->column.text) && drop->if_exists && !mv_locks_incomplete(table))
		return;
	/* with ONLY the children keep the column, as their own */
	family = drop->target.only ? mv_locks_children(l, table) : mv_locks_family(l, table, false);
	mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
	for (uint32_t i = 0; i < (drop->target.only ? 1 : family.count); i++)
		drop_from(l, family.items[i], drop->column.text, drop->cascade);
}

/* Since 18 it is a constraint: with ONLY the children keep it, as their own. */
void mv_locks_drop_not_null(Locks *l, const ColumnChange *change)
{
	const Table *table = mv_locks_target(l, &change->target.table, change->target.object, change->target.if_exists,
					     LOCK_ACCESS_EXCLUSIVE);
	const Column *column = table && change->column.text ? mv_table_column(table, change->column.text) : NULL;
	TableList family;

	if (!table)
		return;
	if (change->target.only && l->version >= 18 && column && column->not_null == TRI_YES)
		family = mv_locks_children(l, table);
	else
		family = mv_locks_family(l, table, change->target.only);
	mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
}

/* 18: a NOT NULL constraint that is still NOT VALID. */
static const Constraint *unvalidated_not_null(const Table *table, const char *column)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (constraint->kind == CONSTRAINT_NOT_NULL && !constraint->valid &&
		    mv_constraint_uses_column(constraint, column))
			return constraint;
	}
	return NULL;
}

/*
 * Every row is read unless a valid CHECK proves it (12+). When the column is
 * NOT NULL already, nothing happens; until 17 inheritance children are visited
 * nevertheless, since theirs may not be.
 */
void mv_locks_set_not_null(Locks *l, const ColumnChange *change)
{
	const char *column = change->column.text;
	const Table *table = mv_locks_target(l, &change->target.table, change->target.object, change->target.if_exists,
					     LOCK_ACCESS_EXCLUSIVE);
	const Column *known = table && column ? mv_table_column(table, column) : NULL;
	TableList family;

	if (!table || !column)
		return;
	if (known && known->not_null == TRI_YES && !unvalidated_not_null(table, column) &&
	    (mv_locks_since(l, 18) || table->partition_by != PARTITION_NONE))
		return;
	family = mv_locks_family(l, table, change->target.only);
	mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
	for (uint32_t i = 0; i < family.count; i++) {
		bool possible = l->possible;
		Tri proven = unvalidated_not_null(family.items[i], column)
				     ? TRI_NO
				     : mv_table_proves_not_null(family.items[i], column);

		if (proven == TRI_YES)
			continue;
		l->possible |= proven == TRI_UNKNOWN;
		mv_locks_scan(l, family.items[i], WORK_NOT_NULL);
		l->possible = possible;
	}
}

/* ADD, SET and DROP IDENTITY: nothing is rewritten; the sequence is changed or goes. Recurses to partitions since 17. */
void mv_locks_identity(Locks *l, const Target *target, const char *column)
{
	const Table *table = mv_locks_target(l, &target->table, target->object, target->if_exists, LOCK_ACCESS_EXCLUSIVE);
	SequenceList sequences;

	if (!table)
		return;
	if (mv_locks_since(l, 17) && table->partition_by != PARTITION_NONE) {
		TableList family = mv_locks_family(l, table, target->only);

		mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
	}
	if (l->change->kind == CHANGE_ADD_IDENTITY)
		return;
	sequences = mv_locks_sequences(l, table, column);
	for (uint32_t i = 0; i < sequences.count; i++) {
		const Object *sequence = &sequences.items[i]->object;

		if (l->change->kind == CHANGE_DROP_IDENTITY) {
			mv_locks_other(l, sequence, NULL, OBJ_SEQUENCE, LOCK_ACCESS_EXCLUSIVE);
		} else {
			mv_locks_other(l, sequence, NULL, OBJ_SEQUENCE, LOCK_SHARE_ROW_EXCLUSIVE);
			if (l->change->as.identity->options.count)
				mv_locks_rewrite_other(l, sequence, WORK_TYPE_CHANGE);
		}
	}
}

/* 17: a stored column is computed again for every row; a virtual one (18) is not. */
void mv_locks_set_expression(Locks *l, const ColumnDefault *change)
{
	const Table *table = mv_locks_target(l, &change->target.table, change->target.object, change->target.if_exists,
					     LOCK_ACCESS_EXCLUSIVE);
	TableList family;

	if (!table)
		return;
	family = mv_locks_family(l, table, change->target.only);
	mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
	for (uint32_t i = 0; i < family.count; i++) {
		const Column *column = change->column.text ? mv_table_column(family.items[i], change->column.text) : NULL;
		bool possible = l->possible;

		if (column && column->generated == GENERATED_VIRTUAL)
			continue;
		l->possible |= !column;
		mv_locks_rewrite(l, family.items[i], WORK_STORED_GENERATED);
		l->possible = possible;
	}
}
