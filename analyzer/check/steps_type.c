/* steps_type.c: another type for a column that is in use. */
#include "steps.h"

static const char *alter_type(const SqlScope *scope, const ColumnType *alter)
{
	return mv_arena_format(scope->arena, "%s ALTER COLUMN %s TYPE %s%s%s;", mv_sql_alter_table(scope, &alter->target),
			       mv_sql_ident(scope, alter->column.text), mv_sql_type(scope, alter->type), alter->using_expr ? " USING " : "",
			       alter->using_expr ? mv_sql_expression(scope, alter->using_expr) : "");
}

/* The indexes that the change would build again: gone before, and built again behind it. */
static void drop_indexes(RuleContext *context, Finding *finding)
{
	SqlScope scope = mv_sql_scope(context);

	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		for (uint32_t x = 0; x < lock->rebuilt.count; x++) {
			const TableIndex *index = lock->rebuilt.items[x];

			if (index->constraint || index->parent || index->table->partition_by != PARTITION_NONE)
				mv_finding_drop_steps(finding);
			mv_finding_step(context, finding, STEP_ALONE, "DROP INDEX CONCURRENTLY %s;", mv_sql_object(&scope, &index->object));
		}
	}
}

static void build_indexes(RuleContext *context, Finding *finding)
{
	SqlScope scope = mv_sql_scope(context);

	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		for (uint32_t x = 0; x < lock->rebuilt.count; x++) {
			const TableIndex *index = lock->rebuilt.items[x];
			SqlIndex as = mv_concurrent_index(context, index->object.name, mv_sql_object(&scope, &index->table->object));

			mv_step_build(context, finding, &as, mv_written_schema(context, &index->object),
				      mv_sql_index_again(&scope, index, &as));
		}
	}
}

static bool is_rechecked(const Constraint *constraint, const char *column)
{
	return constraint->kind == CONSTRAINT_CHECK && constraint->valid && constraint->enforced &&
	       mv_constraint_uses_column(constraint, column);
}

void mv_steps_change_type(RuleContext *context, Finding *finding, const Change *change)
{
	const ColumnType *alter = change->as.column_type;
	const Table *table = mv_target_table(context, change);
	SqlScope scope = mv_sql_scope(context);
	StepText then = { .context = context }, again = { .context = context }, validate = { .context = context };
	const char *target = mv_sql_alter_table(&scope, &alter->target);
	/* in UTC a timestamp keeps its value, so the present setting goes along */
	const char *zone = mv_streq(alter->type->name, "timestamp") || mv_streq(alter->type->name, "timestamptz") ?
				   context->session->time_zone : NULL;

	drop_indexes(context, finding);
	for (uint32_t i = 0; table && i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];
		const char *name = mv_sql_ident(&scope, constraint->name);

		if (!is_rechecked(constraint, alter->column.text))
			continue;
		if (constraint->inherited)
			mv_finding_drop_steps(finding);
		mv_step_add(&then, "%s DROP CONSTRAINT %s;", target, name);
		mv_step_add(&again, "%s ADD CONSTRAINT %s CHECK (%s)%s NOT VALID;", target, name,
			    mv_sql_expression(&scope, constraint->expression), constraint->no_inherit ? " NO INHERIT" : "");
		mv_step_add(&validate, "%s VALIDATE CONSTRAINT %s;", target, name);
	}
	if (zone)
		mv_step_add(&then, "SET timezone = %s;", mv_sql_literal(&scope, zone));
	mv_step_add(&then, "%s", alter_type(&scope, alter));
	if (zone)
		mv_step_add(&then, "RESET timezone;");
	if (again.sql)
		mv_step_add(&then, "%s", again.sql);
	mv_step_end(&then, finding, finding->steps.count ? STEP_NEXT : STEP_HERE);
	mv_finding_step_comment(context, finding, "instant now");
	mv_step_end(&validate, finding, STEP_NEXT);
	if (again.sql)
		mv_finding_step_comment(context, finding, "reads and writes go on meanwhile");
	build_indexes(context, finding);
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

	mv_steps_second_column(context, finding, &alter->target, alter->column.text,
			       mv_name_make(context->arena, alter->column.text, NULL, "new"), alter->type,
			       alter->using_expr ? mv_sql_expression(&scope, alter->using_expr) : NULL);
}
