/*
 * ddl_trigger.c: triggers and row level security policies.
 */
#include "ddl.h"

#include "catalog/pg_trigger.h"

/* Behind the next `word` of the statement: CREATE [CONSTRAINT] TRIGGER name. */
static Ident name_behind(Lower *lower, Span span, const char *word, const char *name)
{
	Cursor cursor = mv_pg_cursor(lower, span);
	Ident ident;

	mv_pg_skip_to(&cursor, word);
	ident = mv_pg_ident(lower, name, mv_pg_here(&cursor));
	mv_pg_set_subject(lower, ident.span);
	return ident;
}

void mv_pg_create_trigger(Lower *lower, const Node *node, Span span)
{
	const CreateTrigStmt *stmt = (const CreateTrigStmt *)node;
	CreateTrigger *trigger = MV_NEW(lower->arena, CreateTrigger);
	Cursor cursor = mv_pg_cursor(lower, span);
	const ListCell *cell;

	mv_pg_change(lower, CHANGE_CREATE_TRIGGER, span)->as.trigger = trigger;
	trigger->name = name_behind(lower, span, "trigger", stmt->trigname);
	trigger->table = mv_pg_new_name(lower, stmt->relation);
	trigger->or_replace = stmt->replace;
	trigger->constraint = stmt->isconstraint;
	trigger->row = stmt->row;
	trigger->deferrable = stmt->deferrable;
	trigger->initially_deferred = stmt->initdeferred;
	trigger->timing = TRIGGER_FOR_BEFORE(stmt->timing)    ? "before"
			  : TRIGGER_FOR_INSTEAD(stmt->timing) ? "instead of"
							      : "after";
	trigger->on_insert = TRIGGER_FOR_INSERT(stmt->events) != 0;
	trigger->on_update = TRIGGER_FOR_UPDATE(stmt->events) != 0;
	trigger->on_delete = TRIGGER_FOR_DELETE(stmt->events) != 0;
	trigger->on_truncate = TRIGGER_FOR_TRUNCATE(stmt->events) != 0;
	if (stmt->columns) {
		while (mv_pg_skip_to(&cursor, "update") && !mv_pg_accept(&cursor, "of"))
			;
		trigger->update_columns = mv_pg_idents(lower, stmt->columns, &cursor);
	}
	foreach(cell, stmt->transitionRels) {
		const TriggerTransition *transition = lfirst(cell);

		*(transition->isNew ? &trigger->new_table : &trigger->old_table) = mv_pg_copy(lower, transition->name);
	}
	foreach(cell, stmt->args)
		*VEC_PUSH(lower->arena, &trigger->arguments) = mv_pg_def_text(lower, lfirst(cell));
	trigger->when = mv_pg_stored(lower, stmt->whenClause);
	trigger->referenced = mv_pg_range_var(lower, stmt->constrrel);
	while (mv_pg_skip_to(&cursor, "execute"))
		if (mv_pg_accept(&cursor, "function") || mv_pg_accept(&cursor, "procedure"))
			break;
	trigger->function = mv_pg_name_list(lower, stmt->funcname, mv_pg_here(&cursor));
}

static PolicyChange *policy(Lower *lower, ChangeKind kind, const char *name, const RangeVar *table, const List *roles,
			    const Node *qual, const Node *check, Span span)
{
	PolicyChange *change = MV_NEW(lower->arena, PolicyChange);
	const ListCell *cell;

	mv_pg_change(lower, kind, span)->as.policy = change;
	change->name = name_behind(lower, span, "policy", name);
	change->table = mv_pg_range_var(lower, table);
	foreach(cell, roles) {
		const RoleSpec *role = lfirst(cell);

		*VEC_PUSH(lower->arena, &change->roles) = (Ident){ .text = mv_pg_role(lower, role),
								    .span = mv_pg_token_span(lower, role->location) };
	}
	change->using_expr = mv_pg_stored(lower, qual);
	change->check_expr = mv_pg_stored(lower, check);
	return change;
}

void mv_pg_create_policy(Lower *lower, const Node *node, Span span)
{
	const CreatePolicyStmt *stmt = (const CreatePolicyStmt *)node;
	PolicyChange *change = policy(lower, CHANGE_CREATE_POLICY, stmt->policy_name, stmt->table, stmt->roles, stmt->qual,
				      stmt->with_check, span);

	change->permissive = stmt->permissive;
	change->command = mv_pg_copy(lower, stmt->cmd_name);
}

void mv_pg_alter_policy(Lower *lower, const Node *node, Span span)
{
	const AlterPolicyStmt *stmt = (const AlterPolicyStmt *)node;

	policy(lower, CHANGE_ALTER_POLICY, stmt->policy_name, stmt->table, stmt->roles, stmt->qual, stmt->with_check, span);
}
