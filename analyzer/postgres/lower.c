/*
 * lower.c: one statement's parse tree to its changes.
 */
#include "ddl.h"

#include <string.h>

static void lower_dml(Lower *lower, const Node *node, Span span)
{
	if (!mv_pg_lower_dml(lower, node, span))
		mv_pg_session_other(lower, node, span);
}

/* SELECT ... INTO t is CREATE TABLE AS: the clause sits in the leftmost SELECT. */
static void lower_select(Lower *lower, const Node *node, Span span)
{
	const SelectStmt *leaf = (const SelectStmt *)node;

	while (leaf->larg)
		leaf = leaf->larg;
	if (leaf->intoClause)
		mv_pg_select_into(lower, (const SelectStmt *)node, leaf->intoClause, span);
	else
		lower_dml(lower, node, span);
}

static void lower_do(Lower *lower, const Node *node, Span span)
{
	mv_pg_lower_do(lower, (const DoStmt *)node, span);
}

/* All statements of the grammar; tests/parse/run holds this against the grammar's own list. */
static Handler *const handlers[] = {
	/* data */
	[T_InsertStmt] = lower_dml,
	[T_DeleteStmt] = lower_dml,
	[T_UpdateStmt] = lower_dml,
	[T_MergeStmt] = lower_dml,
	[T_SelectStmt] = lower_select,
	[T_CopyStmt] = lower_dml,
	[T_CallStmt] = lower_dml,
	[T_DoStmt] = lower_do,
	[T_TruncateStmt] = mv_pg_truncate,
	/* relations */
	[T_CreateStmt] = mv_pg_create_table,
	[T_CreateForeignTableStmt] = mv_pg_create_foreign_table,
	[T_CreateTableAsStmt] = mv_pg_create_table_as,
	[T_AlterTableStmt] = mv_pg_alter_table,
	[T_IndexStmt] = mv_pg_create_index,
	[T_CreateStatsStmt] = mv_pg_create_statistics,
	[T_AlterStatsStmt] = mv_pg_alter_statistics,
	[T_ViewStmt] = mv_pg_create_view,
	[T_RuleStmt] = mv_pg_create_rule,
	[T_CreateSeqStmt] = mv_pg_create_sequence,
	[T_AlterSeqStmt] = mv_pg_alter_sequence,
	[T_CreateTrigStmt] = mv_pg_create_trigger,
	[T_CreatePolicyStmt] = mv_pg_create_policy,
	[T_AlterPolicyStmt] = mv_pg_alter_policy,
	/* types and routines */
	[T_CreateEnumStmt] = mv_pg_create_enum,
	[T_CompositeTypeStmt] = mv_pg_create_composite,
	[T_CreateRangeStmt] = mv_pg_create_range,
	[T_CreateDomainStmt] = mv_pg_create_domain,
	[T_DefineStmt] = mv_pg_define,
	[T_AlterEnumStmt] = mv_pg_alter_enum,
	[T_AlterDomainStmt] = mv_pg_alter_domain,
	[T_AlterTypeStmt] = mv_pg_alter_type,
	[T_CreateFunctionStmt] = mv_pg_create_function,
	[T_AlterFunctionStmt] = mv_pg_alter_function,
	/* all kinds */
	[T_DropStmt] = mv_pg_drop,
	[T_DropdbStmt] = mv_pg_drop_database,
	[T_DropTableSpaceStmt] = mv_pg_drop_tablespace,
	[T_DropRoleStmt] = mv_pg_drop_role,
	[T_DropOwnedStmt] = mv_pg_drop_owned,
	[T_DropUserMappingStmt] = mv_pg_drop_user_mapping,
	[T_DropSubscriptionStmt] = mv_pg_drop_subscription,
	[T_RenameStmt] = mv_pg_rename,
	[T_AlterObjectSchemaStmt] = mv_pg_set_schema,
	[T_AlterOwnerStmt] = mv_pg_set_owner,
	[T_AlterObjectDependsStmt] = mv_pg_depends,
	[T_ReassignOwnedStmt] = mv_pg_reassign_owned,
	[T_CommentStmt] = mv_pg_comment,
	[T_SecLabelStmt] = mv_pg_security_label,
	[T_GrantStmt] = mv_pg_grant,
	[T_GrantRoleStmt] = mv_pg_grant_role,
	[T_AlterDefaultPrivilegesStmt] = mv_pg_default_privileges,
	/* schemas and extensions */
	[T_CreateSchemaStmt] = mv_pg_create_schema,
	[T_CreateExtensionStmt] = mv_pg_create_extension,
	[T_AlterExtensionStmt] = mv_pg_alter_extension,
	[T_AlterExtensionContentsStmt] = mv_pg_alter_extension_contents,
	/* what is not modelled in detail */
	[T_AlterCollationStmt] = mv_pg_object_statement,
	[T_CreateTableSpaceStmt] = mv_pg_object_statement,
	[T_AlterTableSpaceOptionsStmt] = mv_pg_object_statement,
	[T_AlterTableMoveAllStmt] = mv_pg_object_statement,
	[T_CreateFdwStmt] = mv_pg_object_statement,
	[T_AlterFdwStmt] = mv_pg_object_statement,
	[T_CreateForeignServerStmt] = mv_pg_object_statement,
	[T_AlterForeignServerStmt] = mv_pg_object_statement,
	[T_CreateUserMappingStmt] = mv_pg_object_statement,
	[T_AlterUserMappingStmt] = mv_pg_object_statement,
	[T_ImportForeignSchemaStmt] = mv_pg_object_statement,
	[T_CreateAmStmt] = mv_pg_object_statement,
	[T_CreateEventTrigStmt] = mv_pg_object_statement,
	[T_AlterEventTrigStmt] = mv_pg_object_statement,
	[T_CreatePLangStmt] = mv_pg_object_statement,
	[T_CreateRoleStmt] = mv_pg_object_statement,
	[T_AlterRoleStmt] = mv_pg_object_statement,
	[T_AlterRoleSetStmt] = mv_pg_object_statement,
	[T_CreateOpClassStmt] = mv_pg_object_statement,
	[T_CreateOpFamilyStmt] = mv_pg_object_statement,
	[T_AlterOpFamilyStmt] = mv_pg_object_statement,
	[T_AlterOperatorStmt] = mv_pg_object_statement,
	[T_CreatedbStmt] = mv_pg_object_statement,
	[T_AlterDatabaseStmt] = mv_pg_object_statement,
	[T_AlterDatabaseRefreshCollStmt] = mv_pg_object_statement,
	[T_AlterDatabaseSetStmt] = mv_pg_object_statement,
	[T_CreateConversionStmt] = mv_pg_object_statement,
	[T_CreateCastStmt] = mv_pg_object_statement,
	[T_CreateTransformStmt] = mv_pg_object_statement,
	[T_AlterTSDictionaryStmt] = mv_pg_object_statement,
	[T_AlterTSConfigurationStmt] = mv_pg_object_statement,
	[T_CreatePublicationStmt] = mv_pg_object_statement,
	[T_AlterPublicationStmt] = mv_pg_object_statement,
	[T_CreateSubscriptionStmt] = mv_pg_object_statement,
	[T_AlterSubscriptionStmt] = mv_pg_object_statement,
	/* transaction, session, maintenance */
	[T_TransactionStmt] = mv_pg_transaction,
	[T_VariableSetStmt] = mv_pg_set_variable,
	[T_ConstraintsSetStmt] = mv_pg_set_constraints,
	[T_LockStmt] = mv_pg_lock,
	[T_VacuumStmt] = mv_pg_vacuum,
	[T_ClusterStmt] = mv_pg_cluster,
	[T_ReindexStmt] = mv_pg_reindex,
	[T_RefreshMatViewStmt] = mv_pg_refresh,
	[T_DiscardStmt] = mv_pg_discard,
	[T_ExplainStmt] = mv_pg_explain,
	[T_AlterSystemStmt] = mv_pg_alter_system,
	[T_VariableShowStmt] = mv_pg_session_other,
	[T_NotifyStmt] = mv_pg_session_other,
	[T_ListenStmt] = mv_pg_session_other,
	[T_UnlistenStmt] = mv_pg_session_other,
	[T_LoadStmt] = mv_pg_session_other,
	[T_CheckPointStmt] = mv_pg_session_other,
	[T_PrepareStmt] = mv_pg_session_other,
	[T_ExecuteStmt] = mv_pg_session_other,
	[T_DeallocateStmt] = mv_pg_session_other,
	[T_DeclareCursorStmt] = mv_pg_session_other,
	[T_ClosePortalStmt] = mv_pg_session_other,
	[T_FetchStmt] = mv_pg_session_other,
};

void mv_pg_lower(Lower *lower, const Node *node, Span span)
{
	uint32_t outer = lower->first_change;
	size_t tag;

	if (!node)
		return;
	tag = (size_t)nodeTag(node);
	if (lower->depth >= MV_MAX_DEPTH) {
		mv_pg_opaque(lower, span, true, "statements are nested too deeply");
		return;
	}
	lower->depth++;
	lower->first_change = lower->statement->changes.count;
	lower->truncated = false;
	if (tag < sizeof handlers / sizeof *handlers && handlers[tag])
		handlers[tag](lower, node, span);
	else
		mv_pg_opaque(lower, span, true, "a statement that migvet does not know");
	lower->first_change = outer;
	lower->depth--;
}

Change *mv_pg_change(Lower *lower, ChangeKind kind, Span span)
{
	Statement *statement = lower->statement;
	Change *change;

	/* Most statements are one change: no room for four. */
	if (statement->changes.capacity == 0) {
		statement->changes.items = MV_NEW(lower->arena, Change);
		statement->changes.capacity = 1;
	}
	change = VEC_PUSH(lower->arena, &statement->changes);
	*change = (Change){
		.kind = kind,
		.down = lower->down,
		.truncated = lower->truncated,
		.swallowed = lower->swallowed,
		.loop = lower->loop,
		.index = statement->changes.count - 1,
		.statement = statement,
		.guard = lower->guard,
		.span = span,
		.subject = span,
	};
	lower->truncated = false;
	return change;
}

void mv_pg_opaque(Lower *lower, Span span, bool may_change_schema, const char *reason)
{
	Opaque *opaque = MV_NEW(lower->arena, Opaque);

	mv_pg_change(lower, CHANGE_OPAQUE, span)->as.opaque = opaque;
	opaque->reason = reason;
	opaque->may_change_schema = may_change_schema;
	lower->statement->reason = reason;
	lower->statement->resolution = UNRESOLVED; /* read.c makes it PARTLY when there is more */
}

void mv_pg_problem(Lower *lower, const char *rule, Span span, const char *sqlstate, const char *message, const char *help)
{
	*VEC_PUSH(lower->arena, &lower->migration->problems) = (Problem){
		.rule = rule,
		.message = message,
		.help = help,
		.source = lower->source,
		.span = span,
		.sqlstate = sqlstate,
	};
}

Other *mv_pg_other(Lower *lower, const char *tag, Span span)
{
	Other *other = MV_NEW(lower->arena, Other);

	mv_pg_change(lower, CHANGE_OTHER, span)->as.other = other;
	other->tag = tag;
	return other;
}
