/* steps.c: texts of steps, and how a column becomes NOT NULL. */
#include "steps.h"

SqlScope mv_sql_scope(const RuleContext *context)
{
	return (SqlScope){ .schema = context->schema, .arena = context->arena };
}

const char *mv_written_schema(const RuleContext *context, const Object *object)
{
	const Schema *schema = context->schema;
	bool bare = !schema->search_path_unknown && schema->search_path.count &&
		    mv_streq(schema->search_path.items[0], object->schema);

	return bare ? NULL : object->schema;
}

void mv_step_add(StepText *text, const char *format, ...)
{
	va_list args;
	char *line;

	va_start(args, format);
	line = mv_arena_vformat(text->context->arena, format, args);
	va_end(args);
	text->sql = text->sql ? mv_arena_format(text->context->arena, "%s\n%s", text->sql, line) : line;
}

void mv_step_end(StepText *text, Finding *finding, StepPlace place)
{
	if (text->sql)
		mv_finding_step(text->context, finding, place, "%s", text->sql);
	text->sql = NULL;
}

/* ---- names ---- */

const char *mv_constraint_name_of(const RuleContext *context, const Change *change, const ConstraintSpec *spec)
{
	const Table *table = mv_target_table(context, change);
	const QName *target = mv_change_relation(change);
	const char *column = spec->columns.count ? spec->columns.items[0].text : NULL;

	if (spec->name.text)
		return spec->name.text;
	if (table)
		return mv_constraint_chosen_name(context->schema, table, spec);
	if (!target || !target->name)
		return NULL;
	switch (spec->kind) {
	case CONSTRAINT_FOREIGN_KEY:
		return column ? mv_name_make(context->arena, target->name, column, "fkey") : NULL;
	case CONSTRAINT_PRIMARY_KEY:
		return mv_name_make(context->arena, target->name, NULL, "pkey");
	case CONSTRAINT_UNIQUE:
		return column ? mv_name_make(context->arena, target->name, column, "key") : NULL;
	case CONSTRAINT_CHECK:
	case CONSTRAINT_NOT_NULL:
		return mv_name_make(context->arena, target->name, column, "check");
	case CONSTRAINT_EXCLUSION:
		break;
	}
	return NULL;
}

/* ---- NOT NULL ---- */

/* 18 has it as a constraint that need not be valid at first. */
static bool is_constraint(const RuleContext *context)
{
	return context->version >= 18;
}

/* One that is there, but not valid yet; NULL: none. */
static const Constraint *promised(const StepText *text, const NotNull *columns, const char *name)
{
	const Column *column = columns->table ? mv_table_column(columns->table, name) : NULL;

	return column && is_constraint(text->context) ? mv_table_not_null(columns->table, column) : NULL;
}

static const char *name_of(const StepText *text, const NotNull *columns, const char *column)
{
	const RuleContext *context = text->context;
	SqlScope scope = mv_sql_scope(context);
	Ident ident = { .text = column };
	const ConstraintSpec spec = { .kind = CONSTRAINT_NOT_NULL, .columns = { .items = &ident, .count = 1 } };
	const Constraint *there = promised(text, columns, column);
	char *name;

	if (there)
		return mv_sql_ident(&scope, there->name);
	if (is_constraint(context)) {
		const char *chosen = columns->name  ? columns->name :
				     columns->table ? mv_constraint_chosen_name(context->schema, columns->table, &spec) :
						      mv_name_make(context->arena, column, NULL, "not_null");

		return mv_sql_ident(&scope, chosen);
	}
	name = mv_name_make(context->arena, column, NULL, "not_null");
	for (unsigned number = 1; columns->table && mv_table_constraint(columns->table, name); number++)
		name = mv_name_make(context->arena, column, NULL, mv_arena_format(context->arena, "not_null%u", number));
	return mv_sql_ident(&scope, name);
}

void mv_not_null_promise(StepText *text, const NotNull *columns)
{
	SqlScope scope = mv_sql_scope(text->context);

	for (uint32_t i = 0; i < columns->columns.count; i++) {
		const char *column = mv_sql_ident(&scope, columns->columns.items[i]);
		const char *name = name_of(text, columns, columns->columns.items[i]);

		if (promised(text, columns, columns->columns.items[i]))
			continue;
		mv_step_add(text, is_constraint(text->context) ? "%s ADD CONSTRAINT %s NOT NULL %s NOT VALID;" :
								 "%s ADD CONSTRAINT %s CHECK (%s IS NOT NULL) NOT VALID;",
			    columns->alter, name, column);
	}
}

void mv_not_null_validate(StepText *text, const NotNull *columns)
{
	for (uint32_t i = 0; i < columns->columns.count; i++)
		mv_step_add(text, "%s VALIDATE CONSTRAINT %s;", columns->alter, name_of(text, columns, columns->columns.items[i]));
}

void mv_not_null_set(StepText *text, const NotNull *columns)
{
	SqlScope scope = mv_sql_scope(text->context);

	for (uint32_t i = 0; !is_constraint(text->context) && i < columns->columns.count; i++) {
		mv_step_add(text, "%s ALTER COLUMN %s SET NOT NULL;", columns->alter, mv_sql_ident(&scope, columns->columns.items[i]));
		mv_step_add(text, "%s DROP CONSTRAINT %s;", columns->alter, name_of(text, columns, columns->columns.items[i]));
	}
}

void mv_steps_set_not_null(RuleContext *context, Finding *finding, const Change *change)
{
	const ColumnChange *set = change->as.column;
	SqlScope scope = mv_sql_scope(context);
	StepText text = { .context = context };
	NotNull columns = { .alter = mv_sql_alter_table(&scope, &set->target), .table = mv_target_table(context, change) };

	*VEC_PUSH(context->arena, &columns.columns) = set->column.text;
	mv_not_null_promise(&text, &columns);
	mv_step_end(&text, finding, STEP_HERE);
	mv_not_null_validate(&text, &columns);
	mv_step_end(&text, finding, STEP_NEXT);
	mv_finding_step_comment(context, finding, "reads and writes go on meanwhile");
	mv_not_null_set(&text, &columns);
	mv_step_end(&text, finding, STEP_NEXT);
}
