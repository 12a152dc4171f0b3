/*
 * failures_users.c: what uses an object, or a column of it, in code or in a
 * signature, and so stands in the way when that is dropped or changed.
 */
#include "failures.h"

#include <string.h>

static bool code_uses(const Code *code, const Binding *bindings, uint32_t id, uint32_t column)
{
	for (uint32_t i = 0; code && bindings && i < code->holes.count; i++) {
		if (bindings[i].object == id && (!column || bindings[i].column == column))
			return true;
	}
	return false;
}

static bool uses(const Expression *expression, const Use *use)
{
	return expression && code_uses(expression->code, expression->bindings, use->id, use->column);
}

static bool is_type(const Type *type, const Use *use)
{
	return type && !use->column && type->object == use->id;
}

static bool found(Use *use, const Object *holder, const char *words)
{
	use->holder = holder;
	use->words = words;
	return true;
}

static bool in_parts(const Check *c, Use *use, const Table *table)
{
	const char *on = mv_shown_object(c, &table->object);

	for (uint32_t i = 0; i < table->policies.count; i++) {
		const Policy *policy = (const Policy *)table->policies.items[i];

		if (mv_certain(c, &policy->object) && (uses(policy->def->using_expr, use) || uses(policy->def->check_expr, use)))
			return found(use, &policy->object, mv_arena_format(c->arena, "policy '%s' of '%s'", policy->object.name, on));
	}
	for (uint32_t i = 0; i < table->rules.count; i++) {
		const RewriteRule *rule = (const RewriteRule *)table->rules.items[i];
		bool used = uses(rule->condition, use);

		for (uint32_t a = 0; !used && a < rule->def->actions.count && a < rule->bindings.count; a++)
			used = code_uses(rule->def->actions.items[a]->code, rule->bindings.items[a], use->id, use->column);
		if (used && mv_certain(c, &rule->object))
			return found(use, &rule->object, mv_arena_format(c->arena, "rule '%s' of '%s'", rule->object.name, on));
	}
	for (uint32_t i = 0; i < table->triggers.count; i++) {
		const Trigger *trigger = (const Trigger *)table->triggers.items[i];

		if (mv_certain(c, &trigger->object) && uses(trigger->when, use))
			return found(use, &trigger->object, mv_arena_format(c->arena, "trigger '%s' of '%s'", trigger->object.name, on));
	}
	return false;
}

static bool in_table(Check *c, Use *use, const Table *table)
{
	const char *on = mv_shown_object(c, &table->object);

	if (table->query && code_uses(table->query->code, table->bindings, use->id, use->column))
		return found(use, &table->object, mv_arena_format(c->arena, "%s '%s'", mv_object_kind_name(table->object.kind), on));
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Column *column = table->columns.items[i];

		if (!mv_certain_column(c, table, column))
			continue;
		if (uses(column->default_value, use))
			return found(use, &table->object, mv_arena_format(c->arena, "the default of column '%s' of '%s'", column->name, on));
		/* before 15 the generated column goes along silently */
		if (uses(column->generation, use) && mv_judged_version(c) >= 15)
			return found(use, &table->object, mv_arena_format(c->arena, "generated column '%s' of '%s'", column->name, on));
	}
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (mv_certain_constraint(c, constraint) && uses(constraint->expression, use))
			return found(use, &table->object, mv_arena_format(c->arena, "constraint '%s' of '%s'", constraint->name, on));
	}
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];
		bool used = uses(index->predicate, use);

		for (uint32_t k = 0; !used && k < index->keys.count; k++)
			used = uses(index->keys.items[k].expression, use);
		if (used && mv_certain(c, &index->object))
			return found(use, &index->object, mv_arena_format(c->arena, "index '%s' of '%s'", index->object.name, on));
	}
	return in_parts(c, use, table);
}

static bool in_function(const Check *c, Use *use, const Function *function)
{
	const FunctionChange *def = function->def;
	bool used = def && (is_type(def->returns, use) || uses(def->body_return, use));

	for (uint32_t i = 0; def && !used && i < def->parameters.count; i++)
		used = is_type(def->parameters.items[i].type, use) || uses(def->parameters.items[i].default_value, use);
	for (uint32_t i = 0; def && !used && i < def->body_statements.count && i < function->body_bindings.count; i++)
		used = code_uses(def->body_statements.items[i]->code, function->body_bindings.items[i], use->id, use->column);
	return used && found(use, &function->object, mv_arena_format(c->arena, "%s '%s'", mv_object_kind_name(function->object.kind),
								      mv_shown_object(c, &function->object)));
}

static bool in_domain(const Check *c, Use *use, const Domain *domain)
{
	bool used = is_type(domain->base, use) || uses(domain->default_value, use);

	for (uint32_t i = 0; !used && i < domain->checks.count; i++)
		used = uses(domain->checks.items[i]->expression, use);
	return used && found(use, &domain->object, mv_arena_format(c->arena, "domain '%s'", mv_shown_object(c, &domain->object)));
}

/* A partition goes along with what it is part of; and what one statement drops together is not in its own way. */
static bool goes_along(const Check *c, const Object *holder, const Object *except)
{
	const Table *table = (const Table *)holder;

	if (holder == except || mv_dropped_together(c, holder))
		return true;
	for (unsigned depth = 0; mv_model_is_table(holder->kind) && table->bound && table->parents.count && depth < 64; depth++) {
		table = table->parents.items[0];
		if (&table->object == except || mv_dropped_together(c, &table->object))
			return true;
	}
	return false;
}

bool mv_find_user(Check *c, uint32_t id, uint32_t column, const Object *except, Use *use)
{
	/* most have few; what very many use is not worth the search */
	enum { MOST = 1000 };
	const Schema *model = c->schema;

	*use = (Use){ .id = id, .column = column };
	if (!id || id >= model->users.count)
		return false;
	for (uint32_t i = 0; i < model->users.items[id].count && i < MOST; i++) {
		const Object *holder = model->things.items[model->users.items[id].items[i]];

		if (!holder || !mv_model_is_current(model, holder) || !mv_certain(c, holder) || goes_along(c, holder, except))
			continue;
		if (mv_model_is_table(holder->kind) && in_table(c, use, (const Table *)holder))
			return true;
		if (holder->kind == OBJ_DOMAIN && in_domain(c, use, (const Domain *)holder))
			return true;
		if ((holder->kind == OBJ_FUNCTION || holder->kind == OBJ_PROCEDURE) && in_function(c, use, (const Function *)holder))
			return true;
	}
	return false;
}

bool mv_find_part_user(const Check *c, const Table *table, const Column *column, Use *use)
{
	*use = (Use){ .id = table->object.id, .column = column->id };
	return column->id && in_parts(c, use, table);
}
