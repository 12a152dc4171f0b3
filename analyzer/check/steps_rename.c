/* steps_rename.c: names that running code knows, and what else it must not lose at once. */
#include "steps.h"

void mv_steps_rename_table(RuleContext *context, Finding *finding, const Change *change)
{
	const Rename *rename = change->as.rename;
	SqlScope scope = mv_sql_scope(context);
	const QName renamed = { .schema = rename->name.schema, .name = rename->new_name.text };
	const char *old = mv_sql_qname(&scope, &rename->name), *name = mv_sql_qname(&scope, &renamed);
	/* nobody may see the time between the two statements */
	bool wrapped = context->session->in_transaction == TRI_YES;

	finding->replaced = change->statement->span;
	mv_finding_step(context, finding, STEP_HERE, "%s%s\nCREATE VIEW %s AS SELECT * FROM %s;%s", wrapped ? "" : "BEGIN;\n",
			mv_step_as_written(change, context->arena), old, name, wrapped ? "" : "\nCOMMIT;");
	mv_finding_step_comment(context, finding, "and GRANT on the view what roles have on the table");
	mv_finding_step(context, finding, STEP_CODE, "release code that uses '%s', and drop the view in the end", rename->new_name.text);
	finding->steps_differ = finding->steps_move = true;
}

/* A domain with constraints would have every row written again. */
static bool is_domain(const RuleContext *context, const Type *type)
{
	const Object *object = type && type->name ? mv_schema_type(context->schema, type->schema, type->name) : NULL;

	return object && object->kind == OBJ_DOMAIN;
}

void mv_steps_second_column(RuleContext *context, Finding *finding, const Target *target, const char *old, const char *name,
			    const Type *type, const char *value)
{
	SqlScope scope = mv_sql_scope(context);

	finding->steps_differ = true;
	if (is_domain(context, type))
		mv_finding_drop_steps(finding);
	mv_finding_step(context, finding, STEP_HERE, "%s ADD COLUMN %s %s;", mv_sql_alter_table(&scope, target),
			mv_sql_ident(&scope, name), mv_sql_type(&scope, type));
	mv_finding_step(context, finding, STEP_CODE,
			"release code (or a trigger) that writes both columns, and fill '%s' of old rows in batches from %s", name,
			value ? value : mv_sql_ident(&scope, old));
	mv_finding_step(context, finding, STEP_CODE,
			"give '%s' the default, indexes and constraints of '%s', release code that reads it, and drop '%s' in the end", name,
			old, old);
}

/* The old name is given again in this migration: the columns change places. */
static bool takes_place(const Change *change, const void *data)
{
	const Rename *rename = data;

	if (change->kind == CHANGE_RENAME_COLUMN)
		return mv_streq(change->as.rename->new_name.text, rename->part.text) &&
		       mv_streq(change->as.rename->name.name, rename->name.name);
	return change->kind == CHANGE_ADD_COLUMN && mv_streq(change->as.add_column->column->name.text, rename->part.text) &&
	       mv_streq(change->as.add_column->target.table.name, rename->name.name);
}

void mv_steps_rename_column(RuleContext *context, Finding *finding, const Change *change, const Column *column)
{
	const Rename *rename = change->as.rename;
	const Target target = { .table = rename->name, .if_exists = rename->if_exists };

	if (!column || column->generated != GENERATED_NONE || column->identity != IDENTITY_NONE || rename->relation_kind != OBJ_TABLE ||
	    mv_find_change(context->migration, change, takes_place, rename) ||
	    mv_pending_check(context, mv_target_table(context, change))) /* which refuses ADD COLUMN, but no RENAME */
		mv_finding_drop_steps(finding);
	else
		mv_steps_second_column(context, finding, &target, column->name, rename->new_name.text, column->type, NULL);
}

void mv_steps_rename_label(RuleContext *context, Finding *finding, const Rename *rename)
{
	SqlScope scope = mv_sql_scope(context);

	finding->steps_differ = true;
	mv_finding_step(context, finding, STEP_HERE, "ALTER TYPE %s ADD VALUE %s AFTER %s;", mv_sql_qname(&scope, &rename->name),
			mv_sql_literal(&scope, rename->new_name.text), mv_sql_literal(&scope, rename->part.text));
	mv_finding_step(context, finding, STEP_CODE, "release code that reads both labels and writes '%s', and change old rows in batches",
			rename->new_name.text);
}

void mv_steps_jsonb(RuleContext *context, Finding *finding, const Change *change)
{
	static const Type jsonb = { .schema = "pg_catalog", .name = "jsonb" };
	ColumnSpec column = *change->as.add_column->column;
	AddColumn add = *change->as.add_column;
	Change other = *change;

	column.type = &jsonb;
	add.column = &column;
	other.as.add_column = &add;
	mv_steps_add_column(context, finding, &other);
	finding->steps_differ = true;
}

void mv_steps_with_setting(RuleContext *context, Finding *finding, const Change *change, const char *setting)
{
	finding->replaced = change->statement->span;
	finding->steps_move = true;
	mv_finding_step(context, finding, STEP_HERE, "SET %s%s;\n%s", context->session->in_transaction == TRI_YES ? "LOCAL " : "", setting,
			mv_step_as_written(change, context->arena));
}
