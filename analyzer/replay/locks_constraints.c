/* locks_constraints.c: ADD, DROP, VALIDATE and ALTER CONSTRAINT. */
#include "locks.h"

static void scan_all(Locks *l, const TableList *tables, WorkReason reason)
{
	for (uint32_t i = 0; i < tables->count; i++)
		mv_locks_scan(l, tables->items[i], reason);
}

static void scan_unproven(Locks *l, const Table *table, const char *column)
{
	Tri proven = mv_table_proves_not_null(table, column);
	bool possible = l->possible;

	if (proven == TRI_YES)
		return;
	l->possible |= proven == TRI_UNKNOWN;
	mv_locks_scan(l, table, WORK_NOT_NULL);
	l->possible = possible;
}

/*
 * A foreign key puts triggers on both tables: SHARE ROW EXCLUSIVE on both
 * keeps writers out, readers pass. It is kept on every partition of either
 * side, but not on inheritance children.
 */
static void add_foreign_key(Locks *l, const Table *table, const ConstraintSpec *spec, FkCheck check)
{
	const Table *referenced = mv_locks_find(l, &spec->referenced);
	TableList sources = mv_locks_family(l, table, table->partition_by == PARTITION_NONE);
	TableList targets = mv_locks_family(l, referenced, referenced->partition_by == PARTITION_NONE);

	mv_locks_add_all(l, &targets, LOCK_SHARE_ROW_EXCLUSIVE);
	mv_locks_add_all(l, &sources, mv_locks_level(l, LOCK_SHARE_ROW_EXCLUSIVE));
	if (spec->not_valid || spec->not_enforced || check == FK_CHECK_NOTHING)
		return;
	scan_all(l, &sources, WORK_FOREIGN_KEY);
	if (check == FK_CHECK_BOTH)
		scan_all(l, &targets, WORK_FOREIGN_KEY);
}

/* UNIQUE, PRIMARY KEY and EXCLUDE over an existing index: only the NOT NULL of a primary key may read rows. */
static void adopt_index(Locks *l, const Table *table, const ConstraintSpec *spec)
{
	const TableIndex *index = mv_table_index(table, spec->using_index.name);

	/* the index takes the constraint's name */
	if (index && spec->name.text && !mv_streq(spec->name.text, spec->using_index.name))
		mv_locks_index(l, index, LOCK_SHARE_UPDATE_EXCLUSIVE);
	if (spec->kind != CONSTRAINT_PRIMARY_KEY)
		return;
	if (!index) {
		bool possible = l->possible;

		l->possible = true;
		mv_locks_scan(l, table, WORK_NOT_NULL);
		l->possible = possible;
		return;
	}
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (index->keys.items[i].column)
			scan_unproven(l, table, index->keys.items[i].column);
	}
}

/*
 * The index is built under the constraint's ACCESS EXCLUSIVE; on partitions it
 * was SHARE until 17. A primary key also makes its columns NOT NULL, in
 * inheritance children and partitions, too.
 */
static void build_index(Locks *l, const Table *table, bool only, const ConstraintSpec *spec)
{
	bool partitioned = table->partition_by != PARTITION_NONE, nullable = false, visits;
	TableList family = mv_locks_family(l, table, only);

	for (uint32_t i = 0; i < spec->columns.count && spec->kind == CONSTRAINT_PRIMARY_KEY; i++) {
		const Column *column = mv_table_column(table, spec->columns.items[i].text);

		nullable |= !column || column->not_null != TRI_YES;
	}
	/* SET NOT NULL visits children as the statement of that name does; since 18 every ADD CONSTRAINT does */
	visits = mv_locks_since(l, 18) || (spec->kind == CONSTRAINT_PRIMARY_KEY && (nullable || !partitioned));
	for (uint32_t i = 0; i < family.count; i++) {
		const Table *member = family.items[i];

		if (i > 0 && visits)
			mv_locks_add(l, member, LOCK_ACCESS_EXCLUSIVE);
		else if (i > 0 && partitioned)
			mv_locks_add(l, member, LOCK_SHARE);
		for (uint32_t j = 0; i > 0 && visits && j < spec->columns.count; j++) {
			if (spec->kind == CONSTRAINT_PRIMARY_KEY)
				scan_unproven(l, member, spec->columns.items[j].text);
		}
		if (i == 0 || partitioned)
			mv_locks_build(l, member);
	}
}

/* A constraint comes to an existing table, which is locked already. */
void mv_locks_constraint_spec(Locks *l, const Table *table, bool only, const ConstraintSpec *spec, FkCheck check)
{
	TableList family;

	switch (spec->kind) {
	case CONSTRAINT_FOREIGN_KEY:
		add_foreign_key(l, table, spec, check);
		break;
	case CONSTRAINT_CHECK:
		family = mv_locks_family(l, table, only || spec->no_inherit);
		mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
		if (!spec->not_valid && !spec->not_enforced)
			scan_all(l, &family, WORK_CHECK);
		break;
	case CONSTRAINT_NOT_NULL:
		family = mv_locks_family(l, table, only || spec->no_inherit);
		mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
		for (uint32_t i = 0; i < family.count && !spec->not_valid && spec->columns.count; i++)
			scan_unproven(l, family.items[i], spec->columns.items[0].text);
		break;
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
	case CONSTRAINT_EXCLUSION:
		if (spec->using_index.name)
			adopt_index(l, table, spec);
		else
			build_index(l, table, only, spec);
		break;
	}
}

void mv_locks_add_constraint(Locks *l, const AddConstraint *add)
{
	const ConstraintSpec *spec = add->constraint;
	LockMode mode = spec->kind == CONSTRAINT_FOREIGN_KEY ? LOCK_SHARE_ROW_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE;
	const Table *table = mv_locks_target(l, &add->target.table, add->target.object, add->target.if_exists, mode);

	if (!table)
		return;
	if (mv_locks_since(l, 18)) { /* whatever the constraint, all descendants are locked beforehand */
		TableList family = mv_locks_family(l, table, add->target.only);

		mv_locks_add_all(l, &family, mv_locks_level(l, mode));
	}
	mv_locks_constraint_spec(l, table, add->target.only, spec, FK_CHECK_BOTH);
}

/* With CASCADE the foreign keys that need a unique constraint go with it. */
static void drop_references(Locks *l, const Constraint *constraint)
{
	const Table *table = constraint->table;

	for (uint32_t i = 0; i < table->referencing.count; i++) {
		const Constraint *key = table->referencing.items[i];
		bool same = key->referenced_columns.count == constraint->columns.count;

		for (uint32_t j = 0; j < key->referenced_columns.count && same; j++) {
			bool found = false;

			for (uint32_t k = 0; k < constraint->columns.count; k++)
				found |= mv_streq(key->referenced_columns.items[j], constraint->columns.items[k]);
			same = found;
		}
		if (same)
			mv_locks_add(l, key->table, LOCK_ACCESS_EXCLUSIVE);
	}
}

void mv_locks_drop_constraint(Locks *l, const ConstraintChange *change)
{
	const Table *table = mv_locks_target(l, &change->target.table, change->target.object, change->target.if_exists,
					     LOCK_ACCESS_EXCLUSIVE);
	const Constraint *constraint = table && change->name.text ? mv_table_constraint(table, change->name.text) : NULL;
	TableList family;

	if (!constraint)
		return;
	switch (constraint->kind) {
	case CONSTRAINT_CHECK:
	case CONSTRAINT_NOT_NULL:
		/* with ONLY the children keep it, as their own */
		family = change->target.only && !constraint->no_inherit
				 ? mv_locks_children(l, table)
				 : mv_locks_family(l, table, constraint->no_inherit);
		mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
		break;
	case CONSTRAINT_FOREIGN_KEY:
		/* its triggers on the referenced table go, too */
		family = mv_locks_family(l, mv_locks_referenced(l, constraint), false);
		mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
		family = mv_locks_family(l, table, table->partition_by == PARTITION_NONE);
		mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
		break;
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
	case CONSTRAINT_EXCLUSION:
		family = mv_locks_family(l, table, table->partition_by == PARTITION_NONE);
		mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
		if (constraint->index)
			mv_locks_index_tree(l, constraint->index, &family, LOCK_ACCESS_EXCLUSIVE);
		if (change->cascade)
			drop_references(l, constraint);
		break;
	}
}

static void validate_foreign_key(Locks *l, const Constraint *key)
{
	const Table *referenced = mv_locks_referenced(l, key);
	TableList sources = mv_locks_family(l, key->table, key->table->partition_by == PARTITION_NONE);
	TableList targets = mv_locks_family(l, referenced, referenced->partition_by == PARTITION_NONE);

	mv_locks_add_all(l, &sources, mv_locks_level(l, LOCK_SHARE_UPDATE_EXCLUSIVE));
	mv_locks_add_all(l, &targets, LOCK_ACCESS_SHARE);
	mv_locks_add(l, referenced, LOCK_ROW_SHARE);
	scan_all(l, &sources, WORK_FOREIGN_KEY);
	scan_all(l, &targets, WORK_FOREIGN_KEY);
}

void mv_locks_validate(Locks *l, const ConstraintChange *change)
{
	const Table *table = mv_locks_target(l, &change->target.table, change->target.object, change->target.if_exists,
					     LOCK_SHARE_UPDATE_EXCLUSIVE);
	const Constraint *constraint = table && change->name.text ? mv_table_constraint(table, change->name.text) : NULL;
	TableList family;

	if (!table)
		return;
	if (!constraint) {
		l->possible = true; /* it may be a foreign key or a check, valid already or not */
		mv_locks_scan(l, table, WORK_CHECK);
		return;
	}
	if (constraint->valid || !constraint->enforced)
		return; /* nothing to do; children are not visited */
	switch (constraint->kind) {
	case CONSTRAINT_FOREIGN_KEY:
		validate_foreign_key(l, constraint);
		break;
	case CONSTRAINT_CHECK:
	case CONSTRAINT_NOT_NULL:
		family = mv_locks_family(l, table, change->target.only || constraint->no_inherit);
		mv_locks_add_all(l, &family, mv_locks_level(l, LOCK_SHARE_UPDATE_EXCLUSIVE));
		for (uint32_t i = 0; i < family.count; i++) {
			const Constraint *own = mv_table_constraint(family.items[i], constraint->name);

			if (!own || !own->valid) /* it may be valid already in a child */
				mv_locks_scan(l, family.items[i], constraint->kind == CONSTRAINT_CHECK ? WORK_CHECK : WORK_NOT_NULL);
		}
		break;
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
	case CONSTRAINT_EXCLUSION:
		break; /* always valid; refused */
	}
}

/*
 * Deferrability is a mark on the triggers. Enforcement (18) makes or drops
 * them: SHARE ROW EXCLUSIVE with validation, or ACCESS EXCLUSIVE.
 */
void mv_locks_alter_constraint(Locks *l, const ConstraintChange *change)
{
	const Table *table = mv_locks_target(l, &change->target.table, change->target.object, change->target.if_exists,
					     LOCK_ACCESS_EXCLUSIVE);
	const Constraint *constraint = table && change->name.text ? mv_table_constraint(table, change->name.text) : NULL;
	const Table *referenced;
	TableList family, targets;

	if (!constraint)
		return;
	family = mv_locks_family(l, table, constraint->kind == CONSTRAINT_FOREIGN_KEY &&
						   table->partition_by == PARTITION_NONE);
	mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
	if (constraint->kind != CONSTRAINT_FOREIGN_KEY || change->enforced == TRI_UNKNOWN ||
	    (change->enforced == TRI_YES) == constraint->enforced)
		return;
	referenced = mv_locks_referenced(l, constraint);
	targets = mv_locks_family(l, referenced, referenced->partition_by == PARTITION_NONE);
	mv_locks_add_all(l, &targets,
			 change->enforced == TRI_YES ? LOCK_SHARE_ROW_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE);
	if (change->enforced == TRI_YES) {
		scan_all(l, &family, WORK_FOREIGN_KEY);
		scan_all(l, &targets, WORK_FOREIGN_KEY);
	}
}
