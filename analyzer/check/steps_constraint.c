/* steps_constraint.c: constraints that hold for new rows at once, and for old ones when they were read without a lock. */
#include "steps.h"

/* A view, a partitioned table: no index can be built CONCURRENTLY there. */
static bool takes_no_index(const Table *table)
{
	return table && (table->partition_by != PARTITION_NONE || table->object.kind != OBJ_TABLE);
}

void mv_add_using_index(StepText *text, const SqlScope *scope, const char *alter, const char *name, const ConstraintSpec *spec)
{
	const char *ident = mv_sql_ident(scope, name);

	mv_step_add(text, "%s ADD CONSTRAINT %s %s USING INDEX %s%s;", alter, ident,
		    spec->kind == CONSTRAINT_PRIMARY_KEY ? "PRIMARY KEY" : "UNIQUE", ident, mv_sql_deferral(scope, spec));
}

static bool is_nullable(const Table *table, const char *name)
{
	const Column *column = table ? mv_table_column(table, name) : NULL;

	return !column || column->not_null != TRI_YES;
}

static NotNull nullable_columns(const RuleContext *context, const Change *change, const ConstraintSpec *spec, const char *alter)
{
	const Table *table = mv_target_table(context, change);
	const TableIndex *index = table && spec->using_index.name ? mv_table_index(table, spec->using_index.name) : NULL;
	NotNull columns = { .alter = alter, .table = table };

	for (uint32_t i = 0; i < spec->columns.count; i++) {
		if (spec->columns.items[i].text && is_nullable(table, spec->columns.items[i].text))
			*VEC_PUSH(context->arena, &columns.columns) = spec->columns.items[i].text;
	}
	for (uint32_t i = 0; index && i < index->keys.count; i++) {
		if (index->keys.items[i].column && is_nullable(table, index->keys.items[i].column))
			*VEC_PUSH(context->arena, &columns.columns) = index->keys.items[i].column;
	}
	return columns;
}

static void add_key(RuleContext *context, Finding *finding, const Change *change, const ConstraintSpec *spec, const char *alter)
{
	SqlScope scope = mv_sql_scope(context);
	StepText text = { .context = context };
	const char *name = mv_constraint_name_of(context, change, spec);
	SqlIndex index = mv_concurrent_index(context, name, mv_sql_qname(&scope, mv_change_relation(change)));

	if (!name || takes_no_index(mv_target_table(context, change)) || spec->kind == CONSTRAINT_EXCLUSION) {
		mv_finding_drop_steps(finding);
		return;
	}
	if (spec->kind == CONSTRAINT_PRIMARY_KEY) {
		NotNull columns = nullable_columns(context, change, spec, alter);

		mv_not_null_promise(&text, &columns);
		mv_step_end(&text, finding, STEP_HERE);
		mv_not_null_validate(&text, &columns);
		mv_step_end(&text, finding, STEP_NEXT);
		mv_not_null_set(&text, &columns);
	}
	if (spec->using_index.name) {
		mv_step_add(&text, "%s ADD%s%s %s;", alter, spec->name.text ? " CONSTRAINT " : "",
			    spec->name.text ? mv_sql_ident(&scope, name) : "", mv_sql_constraint(&scope, spec));
		mv_step_end(&text, finding, STEP_NEXT);
		return;
	}
	mv_step_end(&text, finding, STEP_NEXT);
	mv_step_build(context, finding, &index, mv_change_relation(change)->schema, mv_sql_unique_index(&scope, spec, &index));
	mv_add_using_index(&text, &scope, alter, name, spec);
	mv_step_end(&text, finding, STEP_NEXT);
}

/* A column that running code does not know, and may not leave out from now on. */
static const char *required_new_column(const RuleContext *context, const Table *table, const ConstraintSpec *spec)
{
	for (uint32_t i = 0; table && i < table->columns.count; i++) {
		const Column *column = table->columns.items[i];
		bool required = spec->kind == CONSTRAINT_CHECK ?
					mv_expression_proves_not_null(spec->expression, column->name) :
					spec->kind == CONSTRAINT_NOT_NULL && spec->columns.count == 1 &&
						mv_streq(spec->columns.items[0].text, column->name);

		if (required && mv_is_new(context, &column->birth) && column->not_null != TRI_YES && !column->default_value)
			return column->name;
	}
	return NULL;
}

void mv_steps_add_constraint(RuleContext *context, Finding *finding, const Change *change)
{
	const ConstraintSpec *spec = change->as.add_constraint->constraint;
	SqlScope scope = mv_sql_scope(context);
	const char *alter = mv_sql_alter_table(&scope, &change->as.add_constraint->target);
	const char *name = mv_sql_ident(&scope, mv_constraint_name_of(context, change, spec));
	const char *required = required_new_column(context, mv_target_table(context, change), spec);

	switch (spec->kind) {
	case CONSTRAINT_CHECK:
	case CONSTRAINT_NOT_NULL:
	case CONSTRAINT_FOREIGN_KEY:
		if (required)
			mv_finding_step(context, finding, STEP_CODE, "release code that always sets '%s', and fill old rows in batches", required);
		mv_finding_step(context, finding, required ? STEP_NEXT : STEP_HERE, "%s ADD CONSTRAINT %s %s NOT VALID;", alter, name,
				mv_sql_constraint(&scope, spec));
		mv_finding_step_comment(context, finding, "holds for new rows at once");
		finding->steps_differ = spec->not_valid;
		mv_finding_step(context, finding, STEP_NEXT, "%s VALIDATE CONSTRAINT %s;", alter, name);
		mv_finding_step_comment(context, finding, "reads and writes go on meanwhile");
		break;
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
	case CONSTRAINT_EXCLUSION:
		add_key(context, finding, change, spec, alter);
		break;
	}
}
