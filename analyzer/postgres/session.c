/*
 * session.c: transactions, settings, locks, maintenance, and the statements
 * that leave the schema alone.
 */
#include "ddl.h"

#include "storage/lockdefs.h"

#include <string.h>

/* ---- transactions ---- */

static void transaction(Lower *lower, ChangeKind kind, const TransactionStmt *stmt, Span span)
{
	TransactionChange *change = MV_NEW(lower->arena, TransactionChange);

	mv_pg_change(lower, kind, span)->as.transaction = change;
	change->savepoint = mv_pg_copy(lower, stmt->savepoint_name);
	change->chain = stmt->chain;
}

void mv_pg_transaction(Lower *lower, const Node *node, Span span)
{
	const TransactionStmt *stmt = (const TransactionStmt *)node;

	switch (stmt->kind) {
	case TRANS_STMT_BEGIN:
	case TRANS_STMT_START:
		transaction(lower, CHANGE_BEGIN, stmt, span);
		return;
	case TRANS_STMT_COMMIT:
		transaction(lower, CHANGE_COMMIT, stmt, span);
		return;
	case TRANS_STMT_ROLLBACK:
		transaction(lower, CHANGE_ROLLBACK, stmt, span);
		return;
	case TRANS_STMT_SAVEPOINT:
		transaction(lower, CHANGE_SAVEPOINT, stmt, span);
		return;
	case TRANS_STMT_RELEASE:
		transaction(lower, CHANGE_RELEASE_SAVEPOINT, stmt, span);
		return;
	case TRANS_STMT_ROLLBACK_TO:
		transaction(lower, CHANGE_ROLLBACK_TO_SAVEPOINT, stmt, span);
		return;
	case TRANS_STMT_PREPARE:
		transaction(lower, CHANGE_PREPARE_TRANSACTION, stmt, span);
		return;
	case TRANS_STMT_COMMIT_PREPARED:
		mv_pg_other(lower, "COMMIT PREPARED", span)->forbidden_in_transaction = true;
		return;
	case TRANS_STMT_ROLLBACK_PREPARED:
		mv_pg_other(lower, "ROLLBACK PREPARED", span)->forbidden_in_transaction = true;
		return;
	}
}

/* ---- settings ---- */

static void add_value(Lower *lower, Variable *variable, const Node *arg)
{
	const char *text = mv_pg_def_text(lower, arg);

	if (arg && IsA(arg, A_Const) && !((const A_Const *)arg)->isnull &&
	    IsA(&((const A_Const *)arg)->val.node, String) &&
	    mv_pg_is_placeholder(lower, ((const A_Const *)arg)->val.sval.sval))
		variable->unknown_value = true;
	if (text)
		*VEC_PUSH(lower->arena, &variable->values) = text;
}

/* Names of settings are not case sensitive, and SET TRANSACTION's comes in capitals. */
static const char *lower_case(const Lower *lower, const char *name)
{
	char *copy = mv_arena_strdup(lower->arena, name), *c;

	for (c = copy; c && *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + ('a' - 'A'));
	return copy;
}

void mv_pg_set_variable(Lower *lower, const Node *node, Span span)
{
	const VariableSetStmt *stmt = (const VariableSetStmt *)node;
	Variable *variable = MV_NEW(lower->arena, Variable);
	const ListCell *cell;

	mv_pg_change(lower, stmt->kind == VAR_RESET_ALL ? CHANGE_RESET_ALL : CHANGE_SET_VARIABLE, span)->as.variable =
		variable;
	variable->name = lower_case(lower, stmt->name);
	variable->local = stmt->is_local;
	variable->reset = stmt->kind == VAR_RESET || stmt->kind == VAR_RESET_ALL || stmt->kind == VAR_SET_DEFAULT;
	/* SET TRANSACTION ...: its options, by name */
	foreach(cell, stmt->args) {
		const Node *arg = lfirst(cell);

		if (IsA(arg, DefElem)) {
			const DefElem *elem = (const DefElem *)arg;
			const char *value = mv_pg_def_text(lower, elem->arg);

			*VEC_PUSH(lower->arena, &variable->values) =
				mv_arena_format(lower->arena, "%s = %s", elem->defname, value ? value : "");
		} else {
			add_value(lower, variable, arg);
		}
	}
}

void mv_pg_alter_system(Lower *lower, const Node *node, Span span)
{
	(void)node;
	mv_pg_other(lower, "ALTER SYSTEM", span)->forbidden_in_transaction = true;
}

void mv_pg_set_constraints(Lower *lower, const Node *node, Span span)
{
	const ConstraintsSetStmt *stmt = (const ConstraintsSetStmt *)node;
	ConstraintsMode *mode = MV_NEW(lower->arena, ConstraintsMode);
	const ListCell *cell;

	mv_pg_change(lower, CHANGE_SET_CONSTRAINTS, span)->as.constraints_mode = mode;
	mode->deferred = stmt->deferred;
	foreach(cell, stmt->constraints)
		*VEC_PUSH(lower->arena, &mode->names) = mv_pg_range_var(lower, lfirst(cell));
}

/* ---- locks and maintenance ---- */

static const char *const lock_modes[] = {
	[AccessShareLock] = "ACCESS SHARE",
	[RowShareLock] = "ROW SHARE",
	[RowExclusiveLock] = "ROW EXCLUSIVE",
	[ShareUpdateExclusiveLock] = "SHARE UPDATE EXCLUSIVE",
	[ShareLock] = "SHARE",
	[ShareRowExclusiveLock] = "SHARE ROW EXCLUSIVE",
	[ExclusiveLock] = "EXCLUSIVE",
	[AccessExclusiveLock] = "ACCESS EXCLUSIVE",
};

void mv_pg_lock(Lower *lower, const Node *node, Span span)
{
	const LockStmt *stmt = (const LockStmt *)node;
	const ListCell *cell;

	foreach(cell, stmt->relations) {
		const RangeVar *relation = lfirst(cell);
		LockTable *lock = MV_NEW(lower->arena, LockTable);

		mv_pg_change(lower, CHANGE_LOCK_TABLE, span)->as.lock_table = lock;
		lock->table = mv_pg_range_var(lower, relation);
		lock->mode = lock_modes[stmt->mode];
		lock->nowait = stmt->nowait;
		lock->only = !relation->inh;
		mv_pg_set_subject(lower, lock->table.span);
	}
}

void mv_pg_truncate(Lower *lower, const Node *node, Span span)
{
	const TruncateStmt *stmt = (const TruncateStmt *)node;
	const ListCell *cell;

	foreach(cell, stmt->relations) {
		const RangeVar *relation = lfirst(cell);
		Truncate *truncate = MV_NEW(lower->arena, Truncate);

		mv_pg_change(lower, CHANGE_TRUNCATE, span)->as.truncate = truncate;
		truncate->table = mv_pg_range_var(lower, relation);
		truncate->cascade = stmt->behavior == DROP_CASCADE;
		truncate->restart_identity = stmt->restart_seqs;
		truncate->only = !relation->inh;
		truncate->sibling_count = (uint32_t)list_length(stmt->relations);
		mv_pg_set_subject(lower, truncate->table.span);
	}
}

static Maintenance *maintenance(Lower *lower, ChangeKind kind, const RangeVar *relation, ObjectKind object, Span span)
{
	Maintenance *change = MV_NEW(lower->arena, Maintenance);

	mv_pg_change(lower, kind, span)->as.maintenance = change;
	if (relation) {
		change->object = object;
		change->name = mv_pg_range_var(lower, relation);
		mv_pg_set_subject(lower, change->name.span);
	}
	return change;
}

/* Is an option of (...) given and not switched off? */
static bool option_on(const Lower *lower, const List *options, const char *name)
{
	const ListCell *cell;
	bool on = false;

	foreach(cell, options) {
		const DefElem *elem = lfirst(cell);
		const char *value;

		if (strcmp(elem->defname, name) != 0)
			continue;
		value = mv_pg_def_text(lower, elem->arg);
		on = !value || !(strcmp(value, "false") == 0 || strcmp(value, "off") == 0 || strcmp(value, "0") == 0 ||
				 strcmp(value, "no") == 0);
	}
	return on;
}

void mv_pg_vacuum(Lower *lower, const Node *node, Span span)
{
	const VacuumStmt *stmt = (const VacuumStmt *)node;
	ChangeKind kind = stmt->is_vacuumcmd ? CHANGE_VACUUM : CHANGE_ANALYZE;
	bool full = option_on(lower, stmt->options, "full");
	const ListCell *cell;

	if (!stmt->rels)
		maintenance(lower, kind, NULL, OBJ_NONE, span)->full = full;
	foreach(cell, stmt->rels) {
		const VacuumRelation *relation = lfirst(cell);

		maintenance(lower, kind, relation->relation, OBJ_TABLE, span)->full = full;
	}
}

void mv_pg_cluster(Lower *lower, const Node *node, Span span)
{
	const ClusterStmt *stmt = (const ClusterStmt *)node;
	Maintenance *change = maintenance(lower, CHANGE_CLUSTER, stmt->relation, OBJ_TABLE, span);

	if (stmt->indexname)
		change->index = mv_pg_ident(lower, stmt->indexname, mv_pg_find_name(lower, span, stmt->indexname));
}

void mv_pg_reindex(Lower *lower, const Node *node, Span span)
{
	static const ObjectKind kinds[] = {
		[REINDEX_OBJECT_INDEX] = OBJ_INDEX,
		[REINDEX_OBJECT_TABLE] = OBJ_TABLE,
		[REINDEX_OBJECT_SCHEMA] = OBJ_SCHEMA,
		[REINDEX_OBJECT_SYSTEM] = OBJ_DATABASE,
		[REINDEX_OBJECT_DATABASE] = OBJ_DATABASE,
	};
	const ReindexStmt *stmt = (const ReindexStmt *)node;
	Maintenance *change = maintenance(lower, CHANGE_REINDEX, stmt->relation, kinds[stmt->kind], span);

	change->object = kinds[stmt->kind];
	change->system = stmt->kind == REINDEX_OBJECT_SYSTEM;
	change->concurrently = option_on(lower, stmt->params, "concurrently");
	if (stmt->name) {
		Ident name = mv_pg_ident(lower, stmt->name, mv_pg_find_name(lower, span, stmt->name));

		change->name = (QName){ .name = name.text, .span = name.span,
					.unknown = mv_pg_is_placeholder(lower, stmt->name) };
		mv_pg_set_subject(lower, name.span);
	}
}

void mv_pg_refresh(Lower *lower, const Node *node, Span span)
{
	const RefreshMatViewStmt *stmt = (const RefreshMatViewStmt *)node;
	Maintenance *change = maintenance(lower, CHANGE_REFRESH_MATERIALIZED_VIEW, stmt->relation, OBJ_MATERIALIZED_VIEW, span);

	change->concurrently = stmt->concurrent;
	change->with_no_data = stmt->skipData;
}

/* ---- the rest ---- */

void mv_pg_discard(Lower *lower, const Node *node, Span span)
{
	const DiscardStmt *stmt = (const DiscardStmt *)node;

	mv_pg_other(lower, mv_pg_command_tag(lower, node), span)->forbidden_in_transaction = stmt->target == DISCARD_ALL;
}

/* EXPLAIN plans only; EXPLAIN ANALYZE executes what it explains. */
void mv_pg_explain(Lower *lower, const Node *node, Span span)
{
	const ExplainStmt *stmt = (const ExplainStmt *)node;

	if (option_on(lower, stmt->options, "analyze"))
		mv_pg_lower(lower, stmt->query, span);
	else
		mv_pg_other(lower, "EXPLAIN", span);
}

void mv_pg_session_other(Lower *lower, const Node *node, Span span)
{
	mv_pg_other(lower, mv_pg_command_tag(lower, node), span);
}
