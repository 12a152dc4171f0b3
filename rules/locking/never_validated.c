/* never_validated.c: a constraint that was added NOT VALID, and left so. */
#include "migvet/facts.h"
#include "migvet/steps.h"

static bool is_left(const Constraint *constraint, const Migration *newest)
{
	return !constraint->valid && constraint->enforced && !constraint->maybe && !constraint->inherited && mv_is_reviewed(&constraint->birth) &&
	       constraint->birth.migration != newest;
}

static void look_at_domain(RuleContext *context, const Domain *domain, const Migration *newest)
{
	for (uint32_t i = 0; i < domain->checks.count; i++) {
		const Constraint *check = domain->checks.items[i];
		SqlScope scope;
		Finding *finding;

		if (!is_left(check, newest))
			continue;
		finding = mv_report(context, check->birth.change, check->birth.change->span,
				    "'%s' of the domain '%s' is never validated: old values in columns of it may break it", check->name, domain->object.name);
		mv_finding_subject(context, finding, "%s.%s", domain->object.name, check->name);
		mv_finding_help(context, finding, "validate it in a later migration, once old values are repaired");
		scope = mv_sql_scope(context);
		finding->replaced = check->birth.change->statement->span;
		mv_finding_step(context, finding, STEP_HERE, "%s", mv_step_as_written(check->birth.change, context->arena));
		mv_finding_step_comment(context, finding, "as it is");
		mv_finding_step(context, finding, STEP_NEXT, "ALTER DOMAIN %s VALIDATE CONSTRAINT %s;",
				mv_sql_object(&scope, &domain->object), mv_sql_ident(&scope, check->name));
		finding->steps_differ = finding->steps_move = true;
	}
}

static void look_at(RuleContext *context, const Table *table, const Migration *newest)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];
		const Birth *birth = &constraint->birth;
		const char *shown;
		SqlScope scope;
		Finding *finding;

		if (!is_left(constraint, newest))
			continue;
		shown = mv_show_table(context, table);
		finding = mv_report(context, birth->change, birth->change->span,
				    "'%s' is never validated: old rows of '%s' may break it, and the planner cannot rely on it", constraint->name,
				    shown);
		mv_finding_subject(context, finding, "%s.%s", shown, constraint->name);
		mv_finding_help(context, finding, "validate it in a later migration, once old rows are repaired");
		scope = mv_sql_scope(context);
		finding->replaced = birth->change->statement->span;
		mv_finding_step(context, finding, STEP_HERE, "%s", mv_step_as_written(birth->change, context->arena));
		mv_finding_step_comment(context, finding, "as it is");
		mv_finding_step(context, finding, STEP_NEXT, "ALTER TABLE %s VALIDATE CONSTRAINT %s;",
				mv_sql_object(&scope, &table->object), mv_sql_ident(&scope, constraint->name));
		finding->steps_differ = finding->steps_move = true;
	}
}

static void check_end(RuleContext *context)
{
	const Map *relations = &context->schema->relations;
	uint32_t count = context->set->migrations.count;
	const Migration *newest = count ? context->set->migrations.items[count - 1] : NULL;

	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *object = relations->entries[i].value;

		if (object && object->kind == OBJ_TABLE)
			look_at(context, (const Table *)object, newest);
	}
	for (uint32_t i = 0; i < context->schema->types.count; i++) {
		const Object *object = context->schema->types.entries[i].value;

		if (object && object->kind == OBJ_DOMAIN && !object->extension)
			look_at_domain(context, (const Domain *)object, newest);
	}
}

const Rule mv_rule_never_validated = {
	.id = "never-validated",
	.name = "NeverValidated",
	.number = 125,
	.category = "locking",
	.severity = SEVERITY_WARNING,
	.size = SIZE_NOTHING,
	.check_end = check_end,
	.fix = RULE_FIX_SUGGESTED,
	.doc = {
		.summary = "a constraint is added NOT VALID, and no later migration validates it",
		.why =
			"NOT VALID is meant for the time until VALIDATE CONSTRAINT. Rows from before are not checked: they may break the\n"
			"constraint, the planner cannot use it, and a restored dump fails on them. One that the newest migration adds is not\n"
			"reported: its VALIDATE belongs into the next.",
		.instead = "ALTER TABLE .. VALIDATE CONSTRAINT .. in a later migration; it lets reads and writes go on.",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY, age integer);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN name text;",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY, age integer);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;\n"
			"-- next migration\n"
			"ALTER TABLE users VALIDATE CONSTRAINT adult;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
