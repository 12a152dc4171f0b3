/*
 * tags.c: a statement's command tag, as PostgreSQL's CreateCommandTag gives it.
 */
#include "ddl.h"

#include <string.h>

/* Tags that the kind of node alone decides. */
static const char *const tags[] = {
	[T_InsertStmt] = "INSERT",
	[T_DeleteStmt] = "DELETE",
	[T_UpdateStmt] = "UPDATE",
	[T_MergeStmt] = "MERGE",
	[T_SelectStmt] = "SELECT",
	[T_CopyStmt] = "COPY",
	[T_CallStmt] = "CALL",
	[T_DoStmt] = "DO",
	[T_TruncateStmt] = "TRUNCATE TABLE",
	[T_CreateStmt] = "CREATE TABLE",
	[T_CreateForeignTableStmt] = "CREATE FOREIGN TABLE",
	[T_IndexStmt] = "CREATE INDEX",
	[T_CreateStatsStmt] = "CREATE STATISTICS",
	[T_AlterStatsStmt] = "ALTER STATISTICS",
	[T_ViewStmt] = "CREATE VIEW",
	[T_RuleStmt] = "CREATE RULE",
	[T_CreateSeqStmt] = "CREATE SEQUENCE",
	[T_AlterSeqStmt] = "ALTER SEQUENCE",
	[T_CreateTrigStmt] = "CREATE TRIGGER",
	[T_CreatePolicyStmt] = "CREATE POLICY",
	[T_AlterPolicyStmt] = "ALTER POLICY",
	[T_CreateEnumStmt] = "CREATE TYPE",
	[T_CompositeTypeStmt] = "CREATE TYPE",
	[T_CreateRangeStmt] = "CREATE TYPE",
	[T_CreateDomainStmt] = "CREATE DOMAIN",
	[T_AlterEnumStmt] = "ALTER TYPE",
	[T_AlterDomainStmt] = "ALTER DOMAIN",
	[T_AlterTypeStmt] = "ALTER TYPE",
	[T_DropdbStmt] = "DROP DATABASE",
	[T_DropTableSpaceStmt] = "DROP TABLESPACE",
	[T_DropRoleStmt] = "DROP ROLE",
	[T_DropOwnedStmt] = "DROP OWNED",
	[T_DropUserMappingStmt] = "DROP USER MAPPING",
	[T_DropSubscriptionStmt] = "DROP SUBSCRIPTION",
	[T_ReassignOwnedStmt] = "REASSIGN OWNED",
	[T_CommentStmt] = "COMMENT",
	[T_SecLabelStmt] = "SECURITY LABEL",
	[T_AlterDefaultPrivilegesStmt] = "ALTER DEFAULT PRIVILEGES",
	[T_CreateSchemaStmt] = "CREATE SCHEMA",
	[T_CreateExtensionStmt] = "CREATE EXTENSION",
	[T_AlterExtensionStmt] = "ALTER EXTENSION",
	[T_AlterExtensionContentsStmt] = "ALTER EXTENSION",
	[T_AlterCollationStmt] = "ALTER COLLATION",
	[T_CreateTableSpaceStmt] = "CREATE TABLESPACE",
	[T_AlterTableSpaceOptionsStmt] = "ALTER TABLESPACE",
	[T_CreateFdwStmt] = "CREATE FOREIGN DATA WRAPPER",
	[T_AlterFdwStmt] = "ALTER FOREIGN DATA WRAPPER",
	[T_CreateForeignServerStmt] = "CREATE SERVER",
	[T_AlterForeignServerStmt] = "ALTER SERVER",
	[T_CreateUserMappingStmt] = "CREATE USER MAPPING",
	[T_AlterUserMappingStmt] = "ALTER USER MAPPING",
	[T_ImportForeignSchemaStmt] = "IMPORT FOREIGN SCHEMA",
	[T_CreateAmStmt] = "CREATE ACCESS METHOD",
	[T_CreateEventTrigStmt] = "CREATE EVENT TRIGGER",
	[T_AlterEventTrigStmt] = "ALTER EVENT TRIGGER",
	[T_CreatePLangStmt] = "CREATE LANGUAGE",
	[T_CreateRoleStmt] = "CREATE ROLE",
	[T_AlterRoleStmt] = "ALTER ROLE",
	[T_AlterRoleSetStmt] = "ALTER ROLE",
	[T_CreateOpClassStmt] = "CREATE OPERATOR CLASS",
	[T_CreateOpFamilyStmt] = "CREATE OPERATOR FAMILY",
	[T_AlterOpFamilyStmt] = "ALTER OPERATOR FAMILY",
	[T_AlterOperatorStmt] = "ALTER OPERATOR",
	[T_CreatedbStmt] = "CREATE DATABASE",
	[T_AlterDatabaseStmt] = "ALTER DATABASE",
	[T_AlterDatabaseRefreshCollStmt] = "ALTER DATABASE",
	[T_AlterDatabaseSetStmt] = "ALTER DATABASE",
	[T_CreateConversionStmt] = "CREATE CONVERSION",
	[T_CreateCastStmt] = "CREATE CAST",
	[T_CreateTransformStmt] = "CREATE TRANSFORM",
	[T_AlterTSDictionaryStmt] = "ALTER TEXT SEARCH DICTIONARY",
	[T_AlterTSConfigurationStmt] = "ALTER TEXT SEARCH CONFIGURATION",
	[T_CreatePublicationStmt] = "CREATE PUBLICATION",
	[T_AlterPublicationStmt] = "ALTER PUBLICATION",
	[T_CreateSubscriptionStmt] = "CREATE SUBSCRIPTION",
	[T_AlterSubscriptionStmt] = "ALTER SUBSCRIPTION",
	[T_ConstraintsSetStmt] = "SET CONSTRAINTS",
	[T_LockStmt] = "LOCK TABLE",
	[T_ClusterStmt] = "CLUSTER",
	[T_ReindexStmt] = "REINDEX",
	[T_RefreshMatViewStmt] = "REFRESH MATERIALIZED VIEW",
	[T_ExplainStmt] = "EXPLAIN",
	[T_AlterSystemStmt] = "ALTER SYSTEM",
	[T_VariableShowStmt] = "SHOW",
	[T_NotifyStmt] = "NOTIFY",
	[T_ListenStmt] = "LISTEN",
	[T_UnlistenStmt] = "UNLISTEN",
	[T_LoadStmt] = "LOAD",
	[T_CheckPointStmt] = "CHECKPOINT",
	[T_PrepareStmt] = "PREPARE",
	[T_ExecuteStmt] = "EXECUTE",
	[T_DeclareCursorStmt] = "DECLARE CURSOR",
};

static const char *transaction_tag(TransactionStmtKind kind)
{
	switch (kind) {
	case TRANS_STMT_BEGIN: return "BEGIN";
	case TRANS_STMT_START: return "START TRANSACTION";
	case TRANS_STMT_COMMIT: return "COMMIT";
	case TRANS_STMT_ROLLBACK: return "ROLLBACK";
	case TRANS_STMT_SAVEPOINT: return "SAVEPOINT";
	case TRANS_STMT_RELEASE: return "RELEASE";
	case TRANS_STMT_ROLLBACK_TO: return "ROLLBACK";
	case TRANS_STMT_PREPARE: return "PREPARE TRANSACTION";
	case TRANS_STMT_COMMIT_PREPARED: return "COMMIT PREPARED";
	case TRANS_STMT_ROLLBACK_PREPARED: return "ROLLBACK PREPARED";
	}
	return NULL;
}

static const char *discard_tag(DiscardMode mode)
{
	switch (mode) {
	case DISCARD_ALL: return "DISCARD ALL";
	case DISCARD_PLANS: return "DISCARD PLANS";
	case DISCARD_SEQUENCES: return "DISCARD SEQUENCES";
	case DISCARD_TEMP: return "DISCARD TEMP";
	}
	return NULL;
}

static const char *object_tag(const Lower *lower, const char *verb, ObjectType type)
{
	if (type == OBJECT_TABLE || type == OBJECT_COLUMN || type == OBJECT_TABCONSTRAINT)
		return *verb == 'D' ? "DROP TABLE" : "ALTER TABLE";
	if (type == OBJECT_INDEX && *verb == 'D')
		return "DROP INDEX";
	return mv_arena_format(lower->arena, "%s %s", verb, mv_pg_object_words(type));
}

static bool has_into(const SelectStmt *select)
{
	while (select->larg)
		select = select->larg;
	return select->intoClause != NULL;
}

const char *mv_pg_command_tag(const Lower *lower, const Node *node)
{
	switch ((int)nodeTag(node)) {
	case T_TransactionStmt:
		return transaction_tag(((const TransactionStmt *)node)->kind);
	case T_SelectStmt:
		return has_into((const SelectStmt *)node) ? "SELECT INTO" : "SELECT";
	case T_CreateTableAsStmt:
		if (((const CreateTableAsStmt *)node)->objtype == OBJECT_MATVIEW)
			return "CREATE MATERIALIZED VIEW";
		return ((const CreateTableAsStmt *)node)->is_select_into ? "SELECT INTO" : "CREATE TABLE AS";
	case T_AlterTableStmt:
		return object_tag(lower, "ALTER", ((const AlterTableStmt *)node)->objtype);
	case T_AlterTableMoveAllStmt:
		return object_tag(lower, "ALTER", ((const AlterTableMoveAllStmt *)node)->objtype);
	case T_RenameStmt: {
		const RenameStmt *rename = (const RenameStmt *)node;

		return object_tag(lower, "ALTER",
				  rename->renameType == OBJECT_COLUMN || rename->renameType == OBJECT_ATTRIBUTE
					  ? rename->relationType
					  : rename->renameType);
	}
	case T_AlterObjectSchemaStmt:
		return object_tag(lower, "ALTER", ((const AlterObjectSchemaStmt *)node)->objectType);
	case T_AlterOwnerStmt:
		return object_tag(lower, "ALTER", ((const AlterOwnerStmt *)node)->objectType);
	case T_AlterObjectDependsStmt:
		return object_tag(lower, "ALTER", ((const AlterObjectDependsStmt *)node)->objectType);
	case T_AlterFunctionStmt:
		return object_tag(lower, "ALTER", ((const AlterFunctionStmt *)node)->objtype);
	case T_CreateFunctionStmt:
		return ((const CreateFunctionStmt *)node)->is_procedure ? "CREATE PROCEDURE" : "CREATE FUNCTION";
	case T_DefineStmt:
		return object_tag(lower, "CREATE", ((const DefineStmt *)node)->kind);
	case T_DropStmt:
		return object_tag(lower, "DROP", ((const DropStmt *)node)->removeType);
	case T_GrantStmt:
		return ((const GrantStmt *)node)->is_grant ? "GRANT" : "REVOKE";
	case T_GrantRoleStmt:
		return ((const GrantRoleStmt *)node)->is_grant ? "GRANT ROLE" : "REVOKE ROLE";
	case T_VariableSetStmt:
		return ((const VariableSetStmt *)node)->kind == VAR_RESET ||
				       ((const VariableSetStmt *)node)->kind == VAR_RESET_ALL
			       ? "RESET"
			       : "SET";
	case T_VacuumStmt:
		return ((const VacuumStmt *)node)->is_vacuumcmd ? "VACUUM" : "ANALYZE";
	case T_DiscardStmt:
		return discard_tag(((const DiscardStmt *)node)->target);
	case T_DeallocateStmt:
		return ((const DeallocateStmt *)node)->isall ? "DEALLOCATE ALL" : "DEALLOCATE";
	case T_ClosePortalStmt:
		return ((const ClosePortalStmt *)node)->portalname ? "CLOSE CURSOR" : "CLOSE CURSOR ALL";
	case T_FetchStmt:
		return ((const FetchStmt *)node)->ismove ? "MOVE" : "FETCH";
	default:
		break;
	}
	if ((size_t)nodeTag(node) < sizeof tags / sizeof *tags && tags[nodeTag(node)])
		return tags[nodeTag(node)];
	return "???";
}
