/* apply.c: what a change does to the schema. Dispatch, guards; subjects are in apply_*.c. */
#include "replay_internal.h"

#include <string.h>

Tri mv_change_happens(const Schema *schema, const Change *change)
{
	Tri happens = TRI_YES;

	for (const Guard *guard = change->guard; guard; guard = guard->next) {
		Tri holds = TRI_UNKNOWN;

		if (guard->kind == GUARD_NEVER)
			holds = TRI_NO;
		else if (guard->kind == GUARD_OBJECT_EXISTS)
			holds = mv_schema_exists(schema, guard->object, guard->schema, guard->relation, guard->name);
		happens = mv_tri_and(happens, guard->negated ? mv_tri_not(holds) : holds);
	}
	return happens;
}

/* ---- session ---- */

static void set_search_path(Schema *schema, const Variable *variable)
{
	if (!variable->name || strcmp(variable->name, "search_path") != 0 || variable->unknown_value)
		return;
	schema->search_path.count = 0;
	for (uint32_t i = 0; i < variable->values.count; i++) {
		const char *name = variable->values.items[i];

		/* "$user" names the role's own schema, which hardly ever exists */
		if (name && *name && strcmp(name, "$user") != 0)
			*VEC_PUSH(schema->arena, &schema->search_path) = name;
	}
	if (variable->reset || variable->values.count == 0)
		*VEC_PUSH(schema->arena, &schema->search_path) = "public";
}

/* ---- data ---- */

static void note_rows(Apply *apply)
{
	const Dml *dml = apply->change->as.dml;
	Table *table;

	if (apply->change->kind == CHANGE_COPY && dml->copy_to)
		return;
	table = dml->table.name ? mv_need_table(apply, &dml->table, OBJ_TABLE) : NULL;
	if (table && !table->first_row.migration)
		table->first_row = apply->birth;
}

void mv_schema_apply(Schema *schema, const Change *change, const Birth *birth)
{
	Apply apply = { .schema = schema, .change = change, .birth = *birth };
	Tri happens = mv_change_happens(schema, change);

	if (happens == TRI_NO)
		return;
	apply.maybe = happens == TRI_UNKNOWN;
	switch (change->kind) {
	case CHANGE_CREATE_TABLE:
		mv_apply_create_table(&apply);
		break;
	case CHANGE_CREATE_TABLE_AS:
		mv_apply_create_table_as(&apply);
		break;
	case CHANGE_CREATE_INDEX:
		mv_apply_create_index(&apply);
		break;
	case CHANGE_CREATE_VIEW:
	case CHANGE_CREATE_MATERIALIZED_VIEW:
		mv_apply_create_view(&apply);
		break;
	case CHANGE_DROP_TABLE:
	case CHANGE_DROP_INDEX:
	case CHANGE_DROP_VIEW:
	case CHANGE_DROP_MATERIALIZED_VIEW:
	case CHANGE_DROP_SEQUENCE:
	case CHANGE_DROP_TYPE:
	case CHANGE_DROP_DOMAIN:
	case CHANGE_DROP_FUNCTION:
	case CHANGE_DROP_TRIGGER:
	case CHANGE_DROP_RULE:
	case CHANGE_DROP_POLICY:
	case CHANGE_DROP_SCHEMA:
	case CHANGE_DROP_EXTENSION:
	case CHANGE_DROP_OBJECT:
		mv_apply_drop(&apply);
		break;
	case CHANGE_RENAME_TABLE:
	case CHANGE_RENAME_COLUMN:
	case CHANGE_RENAME_CONSTRAINT:
	case CHANGE_RENAME_INDEX:
	case CHANGE_RENAME_VIEW:
	case CHANGE_RENAME_SCHEMA:
	case CHANGE_RENAME_ENUM_VALUE:
	case CHANGE_RENAME_OBJECT:
		mv_apply_rename(&apply);
		break;
	case CHANGE_SET_SCHEMA:
		mv_apply_set_schema(&apply);
		break;
	case CHANGE_ADD_COLUMN:
	case CHANGE_DROP_COLUMN:
	case CHANGE_ALTER_COLUMN_TYPE:
	case CHANGE_SET_NOT_NULL:
	case CHANGE_DROP_NOT_NULL:
	case CHANGE_SET_DEFAULT:
	case CHANGE_DROP_DEFAULT:
	case CHANGE_ADD_IDENTITY:
	case CHANGE_SET_IDENTITY:
	case CHANGE_DROP_IDENTITY:
	case CHANGE_SET_EXPRESSION:
	case CHANGE_DROP_EXPRESSION:
		mv_apply_alter_column(&apply);
		break;
	case CHANGE_ADD_CONSTRAINT:
	case CHANGE_DROP_CONSTRAINT:
	case CHANGE_VALIDATE_CONSTRAINT:
	case CHANGE_ALTER_CONSTRAINT:
		mv_apply_alter_constraint(&apply);
		break;
	case CHANGE_ATTACH_PARTITION:
	case CHANGE_DETACH_PARTITION:
	case CHANGE_INHERIT:
	case CHANGE_NO_INHERIT:
	case CHANGE_SET_LOGGED:
	case CHANGE_SET_UNLOGGED:
	case CHANGE_SET_ACCESS_METHOD:
	case CHANGE_SET_TABLESPACE:
	case CHANGE_ENABLE_TRIGGER:
	case CHANGE_DISABLE_TRIGGER:
	case CHANGE_ROW_SECURITY:
	case CHANGE_ATTACH_INDEX_PARTITION:
		mv_apply_alter_table(&apply);
		break;
	case CHANGE_CREATE_SEQUENCE:
	case CHANGE_ALTER_SEQUENCE:
	case CHANGE_CREATE_ENUM:
	case CHANGE_ADD_ENUM_VALUE:
	case CHANGE_CREATE_COMPOSITE:
	case CHANGE_ALTER_COMPOSITE:
	case CHANGE_CREATE_RANGE:
	case CHANGE_CREATE_TYPE:
	case CHANGE_CREATE_DOMAIN:
	case CHANGE_ALTER_DOMAIN:
	case CHANGE_CREATE_FUNCTION:
	case CHANGE_ALTER_FUNCTION:
	case CHANGE_CREATE_TRIGGER:
	case CHANGE_CREATE_RULE:
	case CHANGE_CREATE_POLICY:
	case CHANGE_ALTER_POLICY:
	case CHANGE_CREATE_STATISTICS:
	case CHANGE_CREATE_SCHEMA:
	case CHANGE_CREATE_EXTENSION:
	case CHANGE_CREATE_OBJECT:
		mv_apply_object(&apply);
		break;
	case CHANGE_INSERT:
	case CHANGE_UPDATE:
	case CHANGE_MERGE:
	case CHANGE_COPY:
		note_rows(&apply);
		break;
	case CHANGE_SET_VARIABLE:
		set_search_path(schema, change->as.variable);
		break;
	case CHANGE_RESET_ALL:
		schema->search_path.count = 0;
		*VEC_PUSH(schema->arena, &schema->search_path) = "public";
		break;
	case CHANGE_OPAQUE:
		schema->opaque_changes = schema->opaque_changes || change->as.opaque->may_change_schema;
		break;
	case CHANGE_OTHER:
		break;
	case CHANGE_DROP_OWNED: /* drops whatever a role owns: nobody knows what that is */
		schema->opaque_changes = true;
		break;
	case CHANGE_NONE:
	case CHANGE_KIND_COUNT:
	case CHANGE_DROP_DATABASE:
	case CHANGE_SET_OWNER:
	case CHANGE_SET_STATISTICS:
	case CHANGE_SET_STORAGE:
	case CHANGE_SET_COMPRESSION:
	case CHANGE_SET_COLUMN_OPTIONS:
	case CHANGE_SET_OPTIONS:
	case CHANGE_RESET_OPTIONS:
	case CHANGE_REPLICA_IDENTITY:
	case CHANGE_CLUSTER_ON:
	case CHANGE_ENABLE_RULE:
	case CHANGE_DISABLE_RULE:
	case CHANGE_TABLE_OTHER:
	case CHANGE_ALTER_OBJECT:
	case CHANGE_GRANT:
	case CHANGE_REVOKE:
	case CHANGE_COMMENT:
	case CHANGE_DELETE:
	case CHANGE_SELECT:
	case CHANGE_TRUNCATE:
	case CHANGE_REINDEX:
	case CHANGE_CLUSTER:
	case CHANGE_VACUUM:
	case CHANGE_ANALYZE:
	case CHANGE_REFRESH_MATERIALIZED_VIEW:
	case CHANGE_LOCK_TABLE:
	case CHANGE_BEGIN:
	case CHANGE_COMMIT:
	case CHANGE_ROLLBACK:
	case CHANGE_SAVEPOINT:
	case CHANGE_RELEASE_SAVEPOINT:
	case CHANGE_ROLLBACK_TO_SAVEPOINT:
	case CHANGE_PREPARE_TRANSACTION:
	case CHANGE_SET_CONSTRAINTS:
		break; /* nothing that the model holds */
	}
}
