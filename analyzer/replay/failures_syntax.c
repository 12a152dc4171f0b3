/* failures_syntax.c: syntax that came with a later major version than the configured server's. */
#include "failures.h"

#include <string.h>

static bool needs(Check *c, int version, Span span, const char *what, const char *instead)
{
	if (!mv_judged_version(c) || mv_judged_version(c) >= version)
		return false;
	return mv_refuse(c, "42601", "version-syntax", span, NULL, instead, "%s needs PostgreSQL %d or later", what, version);
}

static bool constraint_syntax(Check *c, const ConstraintSpec *spec)
{
	Span span = spec->span;

	return (spec->not_enforced && needs(c, 18, span, "NOT ENFORCED", "leave the constraint out, or add it NOT VALID")) ||
	       (spec->kind == CONSTRAINT_NOT_NULL && !spec->inline_in_column &&
		needs(c, 18, span, "NOT NULL as a table constraint", "use ALTER COLUMN ... SET NOT NULL")) ||
	       (spec->nulls_not_distinct && needs(c, 15, span, "NULLS NOT DISTINCT", "use a second, partial unique index for the NULLs")) ||
	       (spec->on_delete_columns.count && needs(c, 15, span, "a column list after SET NULL or SET DEFAULT", NULL)) ||
	       ((spec->without_overlaps || spec->period) &&
		needs(c, 18, span, "a constraint over periods", "use an exclusion constraint")) ||
	       (spec->including.count && needs(c, 11, span, "INCLUDE", NULL));
}

static bool column_syntax(Check *c, const ColumnSpec *spec)
{
	if (spec->generated == GENERATED_VIRTUAL &&
	    needs(c, 18, spec->span, "a virtual generated column", "write STORED, or compute the value in a view"))
		return true;
	if (spec->generated == GENERATED_STORED && needs(c, 12, spec->span, "a generated column", "fill the column with a trigger"))
		return true;
	if (spec->compression && needs(c, 14, spec->span, "COMPRESSION", "leave it out"))
		return true;
	for (uint32_t i = 0; i < spec->constraints.count; i++) {
		if (constraint_syntax(c, spec->constraints.items[i]))
			return true;
	}
	return false;
}

static bool table_syntax(Check *c, const CreateTable *create)
{
	for (uint32_t i = 0; i < create->columns.count; i++) {
		if (column_syntax(c, create->columns.items[i]))
			return true;
	}
	for (uint32_t i = 0; i < create->constraints.count; i++) {
		if (constraint_syntax(c, create->constraints.items[i]))
			return true;
	}
	return false;
}

bool mv_failure_syntax(Check *c)
{
	const Change *change = c->change;
	Span none = { 0, 0 };

	switch ((int)change->kind) {
	case CHANGE_CREATE_TABLE:
		return table_syntax(c, change->as.table);
	case CHANGE_ADD_COLUMN:
		return column_syntax(c, change->as.add_column->column);
	case CHANGE_ADD_CONSTRAINT:
		return constraint_syntax(c, change->as.add_constraint->constraint);
	case CHANGE_CREATE_INDEX:
		return (change->as.index->nulls_not_distinct &&
			needs(c, 15, none, "NULLS NOT DISTINCT", "use a second, partial unique index for the NULLs")) ||
		       (change->as.index->including.count && needs(c, 11, none, "INCLUDE", NULL));
	case CHANGE_CREATE_TRIGGER:
		return change->as.trigger->or_replace &&
		       needs(c, 14, none, "CREATE OR REPLACE TRIGGER", "write DROP TRIGGER IF EXISTS, then CREATE TRIGGER");
	case CHANGE_CREATE_FUNCTION:
		return (change->as.function->body_atomic || change->as.function->body_return) &&
		       needs(c, 14, none, "an SQL-standard function body", "write the body as a string");
	case CHANGE_DETACH_PARTITION:
		return (change->as.partition->concurrently || change->as.partition->finalize) &&
		       needs(c, 14, none, "DETACH PARTITION ... CONCURRENTLY", "detach without CONCURRENTLY, with a short lock_timeout");
	case CHANGE_SET_COMPRESSION:
		return needs(c, 14, none, "SET COMPRESSION", "leave it out");
	case CHANGE_REINDEX:
		return change->as.maintenance->concurrently &&
		       needs(c, 12, none, "REINDEX CONCURRENTLY", "create a new index concurrently and drop the old one");
	case CHANGE_MERGE:
		return needs(c, 15, none, "MERGE", "write INSERT ... ON CONFLICT");
	case CHANGE_DROP_EXPRESSION:
		return needs(c, 13, none, "DROP EXPRESSION", "drop the column and add it again without GENERATED");
	case CHANGE_SET_EXPRESSION:
		return needs(c, 17, none, "SET EXPRESSION", "drop the column and add it again with the new expression");
	case CHANGE_SET_ACCESS_METHOD:
		return needs(c, 15, none, "SET ACCESS METHOD", "create a new table with that access method and copy the rows");
	case CHANGE_ALTER_CONSTRAINT:
		return (change->as.constraint->enforced != TRI_UNKNOWN || change->as.constraint->inherit != TRI_UNKNOWN) &&
		       needs(c, 18, none, "this form of ALTER CONSTRAINT", "drop the constraint and add it again");
	}
	return false;
}
