/*
 * steps_column.c: a new column without a rewrite or a scan that blocks anybody.
 *
 * First the bare column and what holds for new rows; then old rows are filled;
 * then what needs a look at every row, one migration each, while reads and
 * writes go on.
 */
#include "steps.h"

/* What of the definition cannot be said in ADD COLUMN without a price. */
typedef struct Plan {
	RuleContext *context;
	Finding *finding;
	const Change *change;
	const ColumnSpec *column;
	SqlScope scope;
	const char *alter, *table, *name; /* as SQL */
	bool filled;        /* old rows get a value each, which is written in batches */
	bool required;      /* NOT NULL, once they have */
	const char *sequence, *qualified_sequence; /* not quoted; as SQL */
	StepText here, validate;
} Plan;

static const char *integer_type(const Type *type)
{
	if (mv_streq(type->name, "bigserial") || mv_streq(type->name, "int8"))
		return "bigint";
	return mv_streq(type->name, "smallserial") || mv_streq(type->name, "int2") ? "smallint" : "integer";
}

static bool is_serial(const Type *type)
{
	return mv_streq(type->name, "serial") || mv_streq(type->name, "bigserial") || mv_streq(type->name, "smallserial");
}

static const Domain *domain_of(const RuleContext *context, const Type *type)
{
	const Object *object = type->dimensions ? NULL : mv_schema_type(context->schema, type->schema, type->name);

	return object && object->kind == OBJ_DOMAIN ? (const Domain *)object : NULL;
}

static const char *add_words(const Plan *plan)
{
	return plan->change->as.add_column->if_not_exists ? "ADD COLUMN IF NOT EXISTS" : "ADD COLUMN";
}

/* ---- the column itself ---- */

/* A sequence that the column's default takes its numbers from. */
static void add_numbered(Plan *plan)
{
	const Table *table = mv_target_table(plan->context, plan->change);
	bool identity = plan->column->identity != IDENTITY_NONE;
	QName qualified = { .schema = mv_change_relation(plan->change)->schema };

	/* an identity column gets one of its own in the end, under the name that the server chooses */
	plan->sequence = !table || identity ? mv_name_make(plan->context->arena, mv_change_relation(plan->change)->name,
							   plan->column->name.text, identity ? "fill" : "seq") :
					      mv_sequence_chosen_name(plan->context->schema, table, plan->column->name.text);
	qualified.name = plan->sequence;
	plan->qualified_sequence = mv_sql_qname(&plan->scope, &qualified);
	mv_step_add(&plan->here, "%s %s %s %s;", plan->alter, add_words(plan), plan->name, integer_type(plan->column->type));
	mv_step_add(&plan->here, "CREATE SEQUENCE %s AS %s OWNED BY %s.%s;", plan->qualified_sequence,
		    integer_type(plan->column->type), plan->table, plan->name);
	mv_step_add(&plan->here, "%s ALTER COLUMN %s SET DEFAULT nextval(%s);", plan->alter, plan->name,
		    mv_sql_literal(&plan->scope, plan->qualified_sequence));
	plan->filled = plan->required = true;
}

static bool is_own_function(const Expression *expression, void *data)
{
	const RuleContext *context = data;

	return expression->kind != EXPR_FUNCTION ||
	       !mv_schema_function(context->schema, expression->schema, expression->name, NULL);
}

/* 18 computes it when it is read; not with types and functions that are not its own. */
static bool can_be_virtual(const Plan *plan)
{
	const Type *type = plan->column->type;

	return plan->context->version >= 18 && !plan->column->constraints.count && !plan->column->not_null &&
	       !mv_schema_type(plan->context->schema, type->schema, type->name) &&
	       mv_expr_walk(plan->column->generation, is_own_function, plan->context);
}

static void add_computed(Plan *plan)
{
	plan->finding->steps_differ = true;
	if (can_be_virtual(plan)) {
		mv_step_add(&plan->here, "%s %s %s GENERATED ALWAYS AS (%s) VIRTUAL;", plan->alter, add_words(plan),
			    mv_sql_column(&plan->scope, plan->column, false, false),
			    mv_sql_expression(&plan->scope, plan->column->generation));
		return;
	}
	mv_step_add(&plan->here, "%s %s %s;", plan->alter, add_words(plan), mv_sql_column(&plan->scope, plan->column, false, false));
	plan->filled = true;
	plan->required = plan->column->not_null;
}

/* Domains of domains of ... are looked through that deep. */
enum { DEEPEST_DOMAIN = 32 };

/* The domain's base type, and its checks as the table's own. */
static void add_unconstrained(Plan *plan, const Domain *domain)
{
	ColumnSpec bare = *plan->column;
	StepText checks = { .context = plan->context };
	uint32_t count = 0;
	char *first = mv_name_make(plan->context->arena, mv_change_relation(plan->change)->name, plan->column->name.text, "check");

	plan->finding->steps_differ = true;
	for (unsigned depth = 0; domain; depth++) {
		/* NOT NULL without a value for old rows fails anyway */
		if (domain->not_null || !domain->base || depth == DEEPEST_DOMAIN)
			mv_finding_drop_steps(plan->finding);
		if (plan->finding->steps_dropped)
			return;
		for (uint32_t i = 0; i < domain->checks.count; i++, count++) {
			const char *name = count ? mv_arena_format(plan->context->arena, "%s%u", first, count) : first;

			name = mv_sql_ident(&plan->scope, name);
			mv_step_add(&checks, "%s ADD CONSTRAINT %s CHECK (%s) NOT VALID;", plan->alter, name,
				    mv_sql_domain_expression(&plan->scope, domain->checks.items[i]->expression, plan->name));
			mv_step_add(&plan->validate, "%s VALIDATE CONSTRAINT %s;", plan->alter, name);
		}
		bare.default_value = bare.default_value ? bare.default_value : domain->default_value;
		bare.type = domain->base;
		domain = domain_of(plan->context, domain->base);
	}
	mv_step_add(&plan->here, "%s %s %s;", plan->alter, add_words(plan), mv_sql_column(&plan->scope, &bare, true, true));
	if (checks.sql)
		mv_step_add(&plan->here, "%s", checks.sql);
}

/* A default that is another for each row is set for new rows, and written into old ones. */
static void add_filled(Plan *plan)
{
	ColumnSpec bare = *plan->column;
	const Expression none = { .kind = EXPR_NULL, .code = &(const Code){ .text = "NULL" } };

	/* a domain has a default of its own, which must be kept from old rows */
	if (!bare.default_value)
		bare.default_value = &none;
	mv_step_add(&plan->here, "%s %s %s;", plan->alter, add_words(plan),
		    mv_sql_column(&plan->scope, &bare, bare.default_value == &none, false));
	if (plan->column->default_value)
		mv_step_add(&plan->here, "%s ALTER COLUMN %s SET DEFAULT %s;", plan->alter, plan->name,
			    mv_sql_expression(&plan->scope, plan->column->default_value));
	else
		mv_step_add(&plan->here, "%s ALTER COLUMN %s DROP DEFAULT;", plan->alter, plan->name);
	plan->filled = true;
	plan->required = plan->column->not_null;
}

static void add_column(Plan *plan)
{
	const ColumnSpec *column = plan->column;
	const Domain *domain = domain_of(plan->context, column->type);
	bool has_value = column->default_value && column->default_value->kind != EXPR_NULL;

	if (is_serial(column->type) || column->identity != IDENTITY_NONE) {
		add_numbered(plan);
	} else if (column->generated == GENERATED_STORED) {
		add_computed(plan);
	} else if (domain && mv_rewrite_of(plan->context, WORK_DOMAIN_CONSTRAINT)) {
		add_unconstrained(plan, domain);
	} else if (mv_rewrite_of(plan->context, WORK_VOLATILE_DEFAULT)) {
		add_filled(plan);
	} else {
		plan->required = column->not_null && !has_value && !(domain && domain->default_value);
		plan->filled = plan->required;
		mv_step_add(&plan->here, "%s %s %s%s;", plan->alter, add_words(plan),
			    mv_sql_column(&plan->scope, column, true, !plan->required),
			    column->generated == GENERATED_VIRTUAL ?
				    mv_arena_format(plan->context->arena, " GENERATED ALWAYS AS (%s) VIRTUAL",
						    mv_sql_expression(&plan->scope, column->generation)) : "");
	}
}

/* ---- what is done about old rows ---- */

static void advise_filling(Plan *plan)
{
	const char *value = plan->sequence ? mv_arena_format(plan->context->arena, "nextval(%s)",
							     mv_sql_literal(&plan->scope, plan->qualified_sequence)) :
			    plan->column->default_value && plan->column->default_value->kind != EXPR_NULL ?
				    mv_sql_expression(&plan->scope, plan->column->default_value) : NULL;

	if (plan->column->generated == GENERATED_STORED)
		mv_finding_step(plan->context, plan->finding, STEP_CODE,
				"release code (or a trigger) that writes %s into '%s' of new rows, and fill old rows in batches",
				mv_sql_expression(&plan->scope, plan->column->generation), plan->column->name.text);
	else if (value)
		mv_finding_step(plan->context, plan->finding, STEP_CODE,
				"fill old rows in batches of some thousand: UPDATE %s SET %s = %s for rows where %s IS NULL", plan->table, plan->name,
				value, plan->name);
	else if (plan->required)
		mv_finding_step(plan->context, plan->finding, STEP_CODE,
				"release code that always sets '%s', and fill old rows in batches", plan->column->name.text);
	else
		mv_finding_step(plan->context, plan->finding, STEP_CODE, "fill old rows in batches, some thousand at a time");
}

/* The numbers go on where those of the sequence for filling ended. */
static void become_identity(Plan *plan, StepText *text)
{
	/* ALWAYS would reject what code that runs by then may set, and the sequence for filling stays for a while */
	plan->finding->steps_differ = true;
	if (plan->column->sequence_options.count) {
		mv_finding_drop_steps(plan->finding);
		return;
	}
	mv_step_add(text, "%s ALTER COLUMN %s DROP DEFAULT;", plan->alter, plan->name);
	mv_step_add(text, "%s ALTER COLUMN %s ADD GENERATED BY DEFAULT AS IDENTITY;", plan->alter, plan->name);
	mv_step_add(text, "SELECT setval(pg_get_serial_sequence(%s, %s), nextval(%s), false);", mv_sql_literal(&plan->scope, plan->table),
		    mv_sql_literal(&plan->scope, plan->column->name.text), mv_sql_literal(&plan->scope, plan->qualified_sequence));
}

/* ---- its constraints ---- */

static const ConstraintSpec *spec_of(const Plan *plan, ConstraintKind kind)
{
	for (uint32_t i = 0; i < plan->column->constraints.count; i++) {
		if (plan->column->constraints.items[i]->kind == kind)
			return plan->column->constraints.items[i];
	}
	return NULL;
}

/* CHECKs and foreign keys hold for new rows at once. */
static void promise_constraints(Plan *plan)
{
	for (uint32_t i = 0; i < plan->column->constraints.count; i++) {
		const ConstraintSpec *spec = plan->column->constraints.items[i];
		const char *name;

		if (spec->kind != CONSTRAINT_CHECK && spec->kind != CONSTRAINT_FOREIGN_KEY)
			continue;
		name = mv_sql_ident(&plan->scope, mv_constraint_name_of(plan->context, plan->change, spec));
		mv_step_add(&plan->here, "%s ADD CONSTRAINT %s %s%s;", plan->alter, name, mv_sql_constraint(&plan->scope, spec),
			    spec->not_enforced ? " NOT ENFORCED" : " NOT VALID");
		if (!spec->not_enforced)
			mv_step_add(&plan->validate, "%s VALIDATE CONSTRAINT %s;", plan->alter, name);
	}
}

/* Each index is built in a migration of its own; then all become constraints. */
static void add_keys(Plan *plan)
{
	StepText text = { .context = plan->context };

	for (uint32_t i = 0; i < plan->column->constraints.count; i++) {
		const ConstraintSpec *spec = plan->column->constraints.items[i];
		SqlIndex index;

		if (spec->kind != CONSTRAINT_UNIQUE && spec->kind != CONSTRAINT_PRIMARY_KEY)
			continue;
		index = mv_concurrent_index(plan->context, mv_constraint_name_of(plan->context, plan->change, spec), plan->table);
		if (!index.name) {
			mv_finding_drop_steps(plan->finding);
			return;
		}
		mv_step_build(plan->context, plan->finding, &index, mv_change_relation(plan->change)->schema,
			      mv_sql_unique_index(&plan->scope, spec, &index));
		mv_add_using_index(&text, &plan->scope, plan->alter, index.name, spec);
	}
	mv_step_end(&text, plan->finding, STEP_NEXT);
}

void mv_steps_add_column(RuleContext *context, Finding *finding, const Change *change)
{
	const AddColumn *add = change->as.add_column;
	const Table *table = mv_target_table(context, change);
	const ConstraintSpec *not_null;
	StepText text = { .context = context };
	NotNull required = { .table = table };
	Plan plan = { .context = context, .finding = finding, .change = change, .column = add->column, .scope = mv_sql_scope(context),
		      .here = { .context = context }, .validate = { .context = context } };

	if (!add->column->name.text || !add->column->type || !add->column->type->name || add->column->type->unknown ||
	    (table && (table->object.kind != OBJ_TABLE || table->partition_by != PARTITION_NONE))) {
		mv_finding_drop_steps(finding);
		return;
	}
	plan.alter = required.alter = mv_sql_alter_table(&plan.scope, &add->target);
	plan.table = mv_sql_qname(&plan.scope, &add->target.table);
	plan.name = mv_sql_ident(&plan.scope, add->column->name.text);
	add_column(&plan);
	plan.required = plan.required || (spec_of(&plan, CONSTRAINT_PRIMARY_KEY) && add->column->generated == GENERATED_NONE &&
					  !(add->column->not_null && !plan.filled));
	not_null = spec_of(&plan, CONSTRAINT_NOT_NULL);
	required.name = not_null ? not_null->name.text : NULL;
	if (plan.required)
		*VEC_PUSH(context->arena, &required.columns) = add->column->name.text;
	promise_constraints(&plan);
	mv_step_end(&plan.here, finding, STEP_HERE);
	if (plan.filled || plan.required)
		advise_filling(&plan);
	mv_not_null_promise(&text, &required);
	mv_step_end(&text, finding, STEP_NEXT);
	mv_not_null_validate(&plan.validate, &required);
	mv_step_end(&plan.validate, finding, STEP_NEXT);
	mv_not_null_set(&text, &required);
	if (add->column->identity != IDENTITY_NONE)
		become_identity(&plan, &text);
	mv_step_end(&text, finding, STEP_NEXT);
	if (add->column->identity != IDENTITY_NONE)
		mv_finding_step_comment(context, finding, "nothing uses sequence '%s' any more: drop it some time", plan.sequence);
	add_keys(&plan);
}
