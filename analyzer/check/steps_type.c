/* steps_type.c: another type for a column that is in use. */
#include "steps.h"

static const char *alter_type(const SqlScope *scope, const ColumnType *alter)
{
	return mv_arena_format(scope->arena, "%s ALTER COLUMN %s TYPE %s%s%s;", mv_sql_alter_table(scope, &alter->target),
			       mv_sql_ident(scope, alter->column.text), mv_sql_type(scope, alter->type), alter->using_expr ? " USING " : "",
			       alter->using_expr ? mv_sql_expression(scope, alter->using_expr) : "");
}

void mv_steps_rebuild_indexes(RuleContext *context, Finding *finding, const Change *change, const RelationLock *lock)
{
	SqlScope scope = mv_sql_scope(context);
	/* in UTC a timestamp keeps its value, so the present setting goes along */
	const char *zone = mv_streq(change->as.column_type->type->name, "timestamp") ||
			   mv_streq(change->as.column_type->type->name, "timestamptz") ? context->session->time_zone : NULL;

	for (uint32_t i = 0; i < lock->rebuilt.count; i++) {
		const TableIndex *index = lock->rebuilt.items[i];

		if (index->constraint || index->parent || index->table->partition_by != PARTITION_NONE)
			mv_finding_drop_steps(finding);
		mv_finding_step(context, finding, STEP_ALONE, "DROP INDEX CONCURRENTLY %s;", mv_sql_object(&scope, &index->object));
	}
	if (zone)
		mv_finding_step(context, finding, STEP_NEXT, "SET timezone = %s;\n%s\nRESET timezone;", mv_sql_literal(&scope, zone),
				alter_type(&scope, change->as.column_type));
	else
		mv_finding_step(context, finding, STEP_NEXT, "%s", alter_type(&scope, change->as.column_type));
	mv_finding_step_comment(context, finding, "instant without %s", lock->rebuilt.count == 1 ? "the index" : "these indexes");
	for (uint32_t i = 0; i < lock->rebuilt.count; i++) {
		const TableIndex *index = lock->rebuilt.items[i];
		SqlIndex as = mv_concurrent_index(context, index->object.name, mv_sql_object(&scope, &index->table->object));

		mv_step_build(context, finding, &as, mv_written_schema(context, &index->object), mv_sql_index_again(&scope, index, &as));
	}
}

void mv_steps_recheck(RuleContext *context, Finding *finding, const Change *change, const Table *table)
{
	const ColumnType *alter = change->as.column_type;
	SqlScope scope = mv_sql_scope(context);
	StepText drop = { .context = context }, again = { .context = context }, validate = { .context = context };
	const char *target = mv_sql_alter_table(&scope, &alter->target);

	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];
		const char *name = mv_sql_ident(&scope, constraint->name);

		if (constraint->kind != CONSTRAINT_CHECK || !constraint->valid || !constraint->enforced ||
		    !mv_constraint_uses_column(constraint, alter->column.text))
			continue;
		if (constraint->inherited)
			mv_finding_drop_steps(finding);
		mv_step_add(&drop, "%s DROP CONSTRAINT %s;", target, name);
		mv_step_add(&again, "%s ADD CONSTRAINT %s CHECK (%s)%s NOT VALID;", target, name,
			    mv_sql_expression(&scope, constraint->expression), constraint->no_inherit ? " NO INHERIT" : "");
		mv_step_add(&validate, "%s VALIDATE CONSTRAINT %s;", target, name);
	}
	mv_step_add(&drop, "%s", alter_type(&scope, alter));
	mv_step_add(&drop, "%s", again.sql ? again.sql : MV_UNPRINTABLE);
	mv_step_end(&drop, finding, STEP_HERE);
	mv_step_end(&validate, finding, STEP_NEXT);
	mv_finding_step_comment(context, finding, "reads and writes go on meanwhile");
}

void mv_steps_limit_length(RuleContext *context, Finding *finding, const Change *change)
{
	const ColumnType *alter = change->as.column_type;
	SqlScope scope = mv_sql_scope(context);
	const char *target = mv_sql_alter_table(&scope, &alter->target), *column = mv_sql_ident(&scope, alter->column.text);
	const char *name = mv_sql_ident(&scope, mv_name_make(context->arena, alter->column.text, NULL, "length"));

	finding->steps_differ = true;
	mv_finding_step(context, finding, STEP_HERE, "%s ADD CONSTRAINT %s CHECK (length(%s) <= %d) NOT VALID;", target, name, column,
			(int)alter->type->modifiers[0]);
	mv_finding_step(context, finding, STEP_NEXT, "%s VALIDATE CONSTRAINT %s;", target, name);
	mv_finding_step_comment(context, finding, "fails when an old value is longer; reads and writes go on meanwhile");
}

void mv_steps_new_column(RuleContext *context, Finding *finding, const Change *change)
{
	const ColumnType *alter = change->as.column_type;
	SqlScope scope = mv_sql_scope(context);
	const char *old = mv_sql_ident(&scope, alter->column.text);
	const char *name = mv_name_make(context->arena, alter->column.text, NULL, "new");

	finding->steps_differ = true;
	mv_finding_step(context, finding, STEP_HERE, "%s ADD COLUMN %s %s;", mv_sql_alter_table(&scope, &alter->target),
			mv_sql_ident(&scope, name), mv_sql_type(&scope, alter->type));
	mv_finding_step(context, finding, STEP_CODE,
			"release code (or a trigger) that writes both columns, and fill '%s' of old rows in batches from %s", name,
			alter->using_expr ? mv_sql_expression(&scope, alter->using_expr) : old);
	mv_finding_step(context, finding, STEP_CODE,
			"give '%s' the indexes and constraints of '%s', release code that reads it, and drop '%s' in the end", name,
			alter->column.text, alter->column.text);
}
