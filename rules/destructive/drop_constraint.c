/* drop_constraint.c: a guarantee goes. */
#include "migvet/facts.h"
#include "migvet/steps.h"

typedef struct Dropped {
	const QName *table;
	const Constraint *constraint;
	const char *new_table; /* what the table is called at the end of the migration; NULL: it is not renamed */
	const char *new_name;  /* what a column of it is called at the end of the migration; NULL: none was renamed */
} Dropped;

static bool same_column(const Dropped *dropped, const ConstraintSpec *spec)
{
	for (uint32_t i = 0; i < spec->columns.count; i++) {
		const char *column = spec->columns.items[i].text;

		if (column && (mv_constraint_uses_column(dropped->constraint, column) || mv_streq(column, dropped->new_name)))
			return true;
	}
	return spec->columns.count == 0; /* a CHECK's columns are in its expression: any will do */
}

static bool is_unique(ConstraintKind kind)
{
	return kind == CONSTRAINT_UNIQUE || kind == CONSTRAINT_PRIMARY_KEY;
}

static bool has_key(const Constraint *constraint, const char *column)
{
	for (uint32_t i = 0; column && i < constraint->columns.count; i++) {
		if (mv_streq(constraint->columns.items[i], column))
			return true;
	}
	return false;
}

/* What is unique in some of the columns is so in all of them. */
static bool guarantees_more(const ConstraintSpec *spec, const Constraint *constraint)
{
	for (uint32_t i = 0; i < spec->columns.count; i++) {
		if (!has_key(constraint, spec->columns.items[i].text))
			return false;
	}
	return spec->columns.count;
}

static bool is_covered_by(const TableIndex *index, const Constraint *constraint)
{
	for (uint32_t i = 0; i < index->keys.count; i++) {
		if (!has_key(constraint, index->keys.items[i].column))
			return false;
	}
	return index->keys.count && index->unique && index->valid && !index->predicate && index->constraint != constraint;
}

/* Another unique index of the table guarantees it already. */
static bool is_covered(const Table *table, const Constraint *constraint)
{
	for (uint32_t i = 0; is_unique(constraint->kind) && i < table->indexes.count; i++) {
		if (is_covered_by(table->indexes.items[i], constraint))
			return true;
	}
	return false;
}

static bool renames_column(const Change *change, const void *data)
{
	const Dropped *dropped = data;

	return change->kind == CHANGE_RENAME_COLUMN && change->as.rename->part.text &&
	       mv_streq(change->as.rename->name.name, dropped->table->name) &&
	       mv_constraint_uses_column(dropped->constraint, change->as.rename->part.text);
}

static bool renames_table(const Change *change, const void *data)
{
	return change->kind == CHANGE_RENAME_TABLE && mv_streq(change->as.rename->name.name, ((const Dropped *)data)->table->name);
}

static bool same_table(const Dropped *dropped, const char *name)
{
	return name && (mv_streq(name, dropped->table->name) || mv_streq(name, dropped->new_table));
}

/* Another constraint of that kind on the same table, before or behind. */
static bool replaces(const Change *change, const void *data)
{
	const Dropped *dropped = data;

	if (change->kind == CHANGE_CREATE_INDEX)
		return change->as.index->unique && dropped->constraint->kind == CONSTRAINT_UNIQUE &&
		       same_table(dropped, change->as.index->table.name);
	if (change->kind == CHANGE_ADD_CONSTRAINT && is_unique(dropped->constraint->kind) &&
	    is_unique(change->as.add_constraint->constraint->kind) &&
	    same_table(dropped, change->as.add_constraint->target.table.name) &&
	    guarantees_more(change->as.add_constraint->constraint, dropped->constraint))
		return true;
	return change->kind == CHANGE_ADD_CONSTRAINT &&
	       same_table(dropped, change->as.add_constraint->target.table.name) &&
	       change->as.add_constraint->constraint->kind == dropped->constraint->kind &&
	       same_column(dropped, change->as.add_constraint->constraint);
}

/* The whole column or table goes in this migration: that is the story. */
static bool goes_anyway(const Change *change, const void *data)
{
	const Dropped *dropped = data;

	if (change->kind == CHANGE_DROP_TABLE)
		return mv_streq(change->as.drop->name.name, dropped->table->name) ||
		       (dropped->constraint->referenced &&
			mv_streq(change->as.drop->name.name, dropped->constraint->referenced->object.name));
	return change->kind == CHANGE_DROP_COLUMN &&
	       mv_streq(change->as.drop_column->target.table.name, dropped->table->name) &&
	       change->as.drop_column->column.text &&
	       mv_constraint_uses_column(dropped->constraint, change->as.drop_column->column.text);
}

/* CHECK (c IS NOT NULL) is redundant once the column is NOT NULL. */
static bool is_redundant(const Table *table, const Constraint *constraint)
{
	const Column *column = constraint->kind == CONSTRAINT_CHECK && constraint->columns.count == 1 ?
				       mv_table_column(table, constraint->columns.items[0]) : NULL;

	return column && column->not_null == TRI_YES && mv_expression_proves_not_null(constraint->expression, column->name);
}

static const char *loss_of(const Constraint *constraint)
{
	switch (constraint->kind) {
	case CONSTRAINT_FOREIGN_KEY:
		return "rows may from now on refer to nothing";
	case CONSTRAINT_PRIMARY_KEY:
		return "duplicate keys may come in, and its index goes too";
	case CONSTRAINT_UNIQUE:
		return "duplicates may come in, and its index goes too";
	case CONSTRAINT_CHECK:
	case CONSTRAINT_EXCLUSION:
		return "rows that it forbade may come in";
	case CONSTRAINT_NOT_NULL:
		return "NULLs may come in, which readers may not expect";
	}
	return "";
}

static void check(RuleContext *context, const Change *change)
{
	const ConstraintChange *drop = change->as.constraint;
	const Table *table = mv_target_table(context, change);
	Dropped dropped = { .table = &drop->target.table };
	const Change *rename, *moved;
	Finding *finding;

	if (!table || !drop->name.text || mv_is_harmless_table(context, table))
		return;
	dropped.constraint = mv_table_constraint(table, drop->name.text);
	if (!dropped.constraint || mv_is_new(context, &dropped.constraint->birth) || is_redundant(table, dropped.constraint) ||
	    is_covered(table, dropped.constraint) ||
	    mv_bound_says(context, table, dropped.constraint))
		return;
	rename = mv_find_change(context->migration, change, renames_column, &dropped);
	moved = mv_find_change(context->migration, change, renames_table, &dropped);
	dropped.new_table = moved ? moved->as.rename->new_name.text : NULL;
	dropped.new_name = rename ? rename->as.rename->new_name.text : NULL;
	if (mv_find_change(context->migration, NULL, replaces, &dropped) ||
	    mv_find_change(context->migration, NULL, goes_anyway, &dropped))
		return;
	finding = mv_report(context, change, change->span, "dropping %s '%s' of '%s': %s",
			    mv_constraint_kind_name(dropped.constraint->kind), drop->name.text, mv_show_table(context, table),
			    loss_of(dropped.constraint));
	mv_finding_subject(context, finding, "%s.%s", mv_show_table(context, table), drop->name.text);
	mv_finding_help(context, finding,
			"make sure that nothing relies on it; if another constraint takes its place, add that one first, in the same migration");
	if (dropped.constraint->birth.change)
		mv_finding_note(context, finding, dropped.constraint->birth.change, "it was added here");
}

const Rule mv_rule_drop_constraint = {
	.id = "drop-constraint",
	.name = "DropConstraint",
	.number = 210,
	.category = "destructive",
	.severity = SEVERITY_WARNING,
	.on = ON(CHANGE_DROP_CONSTRAINT),
	.check = check,
	.doc = {
		.summary = "a constraint is dropped and nothing takes its place",
		.why =
			"What it guaranteed no longer holds from this moment on, and getting it back means to find and repair every row that\n"
			"came in meanwhile.",
		.instead =
			"1. add the constraint that takes its place (NOT VALID, then VALIDATE in a later migration)\n"
			"2. drop the old one",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, age int, CONSTRAINT adult CHECK (age >= 18));\n"
			"-- next migration\n"
			"ALTER TABLE users DROP CONSTRAINT adult;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, age int, CONSTRAINT adult CHECK (age >= 18));\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT grown CHECK (age >= 16) NOT VALID;\n"
			"ALTER TABLE users DROP CONSTRAINT adult;",
		.links =
			"https://www.postgresql.org/docs/current/sql-altertable.html\n"
			"https://www.postgresql.org/docs/current/ddl-constraints.html",
		.since = "0.1.0",
	},
};
