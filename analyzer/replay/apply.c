/* apply.c: does a change happen, and what it does to the schema: dispatch by kind. */
#include "model.h"

#include <string.h>

/* ---- decision ---- */

static Tri holds(const Schema *schema, const Guard *guard)
{
	Tri exists = TRI_UNKNOWN;

	switch (guard->kind) {
	case GUARD_OBJECT_EXISTS:
		exists = mv_schema_exists(schema, guard->object, guard->schema, guard->relation, guard->name);
		break;
	case GUARD_UNKNOWN:
		return TRI_UNKNOWN;
	case GUARD_NEVER:
		exists = TRI_NO;
		break;
	}
	return guard->negated ? mv_tri_not(exists) : exists;
}

/* The answer to a guard's question when it was asked before an earlier change of its statement. */
static Tri decided(const Schema *schema, const Change *change, const Guard *guard)
{
	if (guard->test == 0 || schema->decided_statement != change->statement || guard->test >= schema->decided.count)
		return holds(schema, guard);
	switch (schema->decided.items[guard->test]) {
	case 1 + TRI_YES:
		return mv_tri(!guard->negated);
	case 1 + TRI_NO:
		return mv_tri(guard->negated);
	case 1 + TRI_UNKNOWN:
		return TRI_UNKNOWN;
	default:
		return holds(schema, guard); /* not asked yet */
	}
}

/* Keeps the answers, because the change may make them untrue for those that share them. */
static void keep_answers(Schema *schema, const Change *change)
{
	if (!change->guard || !change->statement)
		return;
	if (schema->decided_statement != change->statement) {
		schema->decided_statement = change->statement;
		schema->decided.count = 0;
	}
	for (const Guard *guard = change->guard; guard; guard = guard->next) {
		Tri answer;

		if (guard->test == 0)
			continue;
		while (schema->decided.count <= guard->test)
			*VEC_PUSH(schema->arena, &schema->decided) = 0;
		if (schema->decided.items[guard->test])
			continue;
		answer = holds(schema, guard);
		schema->decided.items[guard->test] = (uint8_t)(1 + (guard->negated ? mv_tri_not(answer) : answer));
	}
}

Tri mv_change_happens(const Schema *schema, const Change *change)
{
	Tri answer = TRI_YES;

	for (const Guard *guard = change->guard; guard && answer != TRI_NO; guard = guard->next)
		answer = mv_tri_and(answer, decided(schema, change, guard));
	return answer;
}

/* What a change creates: `kind` OBJ_NONE when nothing. */
typedef struct Creation {
	ObjectKind kind;
	const char *name;
} Creation;

static Creation creation_of(const Change *change)
{
	switch ((int)change->kind) {
	case CHANGE_CREATE_TABLE:
		return (Creation){ OBJ_TABLE, change->as.table->name.name };
	case CHANGE_CREATE_TABLE_AS:
		return (Creation){ OBJ_TABLE, change->as.table_as->name.name };
	case CHANGE_CREATE_INDEX:
		return (Creation){ OBJ_INDEX, change->as.index->name.text };
	case CHANGE_CREATE_VIEW:
	case CHANGE_CREATE_MATERIALIZED_VIEW:
		return (Creation){ OBJ_VIEW, change->as.view->name.name };
	case CHANGE_CREATE_SEQUENCE:
		return (Creation){ OBJ_SEQUENCE, change->as.sequence->name.name };
	case CHANGE_CREATE_ENUM:
	case CHANGE_CREATE_COMPOSITE:
	case CHANGE_CREATE_RANGE:
	case CHANGE_CREATE_TYPE:
		return (Creation){ OBJ_TYPE, change->as.type->name.name };
	case CHANGE_CREATE_DOMAIN:
		return (Creation){ OBJ_TYPE, change->as.domain->name.name };
	case CHANGE_CREATE_SCHEMA:
		return (Creation){ OBJ_SCHEMA, change->as.object->name.name };
	case CHANGE_CREATE_EXTENSION:
		return (Creation){ OBJ_EXTENSION, change->as.object->name.name };
	case CHANGE_ADD_COLUMN:
		return (Creation){ OBJ_COLUMN, change->as.add_column->column->name.text };
	case CHANGE_ADD_CONSTRAINT:
		return (Creation){ OBJ_CONSTRAINT, change->as.add_constraint->constraint->name.text };
	case CHANGE_CREATE_TRIGGER:
		return (Creation){ OBJ_TRIGGER, change->as.trigger->name.text };
	case CHANGE_CREATE_POLICY:
		return (Creation){ OBJ_POLICY, change->as.policy->name.text };
	}
	return (Creation){ OBJ_NONE, NULL };
}

/*
 * IF NOT EXISTS (SELECT ... the object) THEN CREATE it: whatever was the case,
 * the object is there afterwards.
 */
static bool guarded_by_itself(const Change *change)
{
	Creation creation = creation_of(change);
	const Guard *guard = change->guard;

	return guard && !guard->next && guard->kind == GUARD_OBJECT_EXISTS && guard->negated && creation.kind != OBJ_NONE &&
	       creation.name && guard->name && strcmp(creation.name, guard->name) == 0;
}

/* ---- session ---- */

static void set_search_path(Schema *schema, const Variable *variable)
{
	if (!variable->name || strcmp(variable->name, "search_path") != 0)
		return;
	mv_model_default_path(schema);
	if (variable->reset || (!variable->values.count && !variable->unknown_value))
		return;
	schema->search_path_unknown = variable->unknown_value;
	if (variable->unknown_value)
		return;
	schema->search_path.count = 0;
	for (uint32_t i = 0; i < variable->values.count; i++) {
		const char *value = variable->values.items[i];

		if (value && *value && strcmp(value, "$user") != 0 && strcmp(value, "\"$user\"") != 0)
			*VEC_PUSH(schema->arena, &schema->search_path) = value;
	}
}

static void note_rows(const Replay *replay, const Dml *dml)
{
	Table *table = dml->table.unknown || !dml->table.name || dml->copy_to ? NULL : mv_schema_table(replay->schema, &dml->table);

	if (table && !table->first_row.change)
		table->first_row = *replay->birth;
}

/* PERFORM txt::jsonb calls nothing: no parenthesis opens before its end. */
static bool calls_nothing(Str rest, const char *word)
{
	size_t end = mv_str_find(rest, STR(";"), 0);

	return strcmp(word, "perform") == 0 && mv_str_find(mv_str_slice(rest, 0, end < rest.len ? end : rest.len), STR("("), 0) == SIZE_MAX;
}

/*
 * SELECT f(): a function of the migrations' own may change the schema, and
 * some of well-known extensions do.
 */
static bool may_change_schema(const Schema *schema, const Expression *call)
{
	static const char *const makers[] = { "create_hypertable", "create_distributed_table", "create_reference_table",
					      "addgeometrycolumn", "add_retention_policy", "create_parent", "cron_schedule", NULL };
	static const char *const words[] = { "execute", "create ", "alter ", "drop ", "perform", "call " };
	const Function *function = mv_schema_function(schema, call->schema, call->name, NULL);

	for (const char *const *maker = makers; call->name && *maker; maker++) {
		if (strcmp(*maker, call->name) == 0)
			return true;
	}
	if (!function || !function->def || mv_str_eq_case(mv_str(function->def->language), STR("sql")))
		return false;
	for (size_t i = 0; i + 3 < function->def->body.len; i++) {
		for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
			Str rest = mv_str_slice(function->def->body, i, function->def->body.len);

			if (mv_str_starts_case(rest, mv_str(words[w])) && !calls_nothing(rest, words[w]))
				return true;
		}
	}
	return false;
}

static void note_calls(const Replay *replay, const Dml *dml)
{
	for (uint32_t i = 0; dml->query && i < dml->query->functions.count && !replay->schema->opaque_changes; i++)
		replay->schema->opaque_changes = may_change_schema(replay->schema, dml->query->functions.items[i]);
}

static void refresh(const Replay *replay, const Maintenance *maintenance)
{
	Table *view = maintenance->name.unknown ? NULL : mv_schema_table(replay->schema, &maintenance->name);

	if (view && view->object.kind == OBJ_MATERIALIZED_VIEW)
		view->populated = !maintenance->with_no_data;
}

/* CLUSTER t USING i marks the index. */
static void cluster(const Replay *replay, const Maintenance *maintenance)
{
	Table *table = maintenance->name.unknown || !maintenance->name.name ? NULL : mv_schema_table(replay->schema, &maintenance->name);

	if (table && maintenance->index.text)
		mv_model_cluster_on(table, maintenance->index.text);
}

/* ---- dispatch ---- */

/* Is it a change of the schema to an object whose name could not be read? */
static bool names_unknown(const Change *change)
{
	const QName *name = mv_change_relation(change);

	if (!name || !name->unknown)
		return false;
	switch ((int)change->kind) {
	case CHANGE_INSERT:
	case CHANGE_UPDATE:
	case CHANGE_DELETE:
	case CHANGE_MERGE:
	case CHANGE_SELECT:
	case CHANGE_COPY:
	case CHANGE_TRUNCATE:
	case CHANGE_REINDEX:
	case CHANGE_CLUSTER:
	case CHANGE_VACUUM:
	case CHANGE_ANALYZE:
	case CHANGE_REFRESH_MATERIALIZED_VIEW:
	case CHANGE_LOCK_TABLE:
	case CHANGE_GRANT:
	case CHANGE_REVOKE:
	case CHANGE_COMMENT:
	case CHANGE_SET_OWNER:
		return false;
	}
	return true;
}

static void apply(const Replay *replay)
{
	const Change *change = replay->change;

	switch (change->kind) {
	case CHANGE_CREATE_TABLE:
		mv_apply_create_table(replay, change->as.table);
		break;
	case CHANGE_CREATE_TABLE_AS:
		mv_apply_create_table_as(replay, change->as.table_as);
		break;
	case CHANGE_CREATE_INDEX:
		mv_model_create_index(replay, change->as.index);
		break;
	case CHANGE_CREATE_VIEW:
		mv_apply_create_view(replay, change->as.view, false);
		break;
	case CHANGE_CREATE_MATERIALIZED_VIEW:
		mv_apply_create_view(replay, change->as.view, true);
		break;
	case CHANGE_CREATE_SEQUENCE:
	case CHANGE_CREATE_ENUM:
	case CHANGE_CREATE_COMPOSITE:
	case CHANGE_CREATE_RANGE:
	case CHANGE_CREATE_TYPE:
	case CHANGE_CREATE_DOMAIN:
	case CHANGE_CREATE_FUNCTION:
	case CHANGE_CREATE_TRIGGER:
	case CHANGE_CREATE_RULE:
	case CHANGE_ENABLE_RULE:
	case CHANGE_DISABLE_RULE:
	case CHANGE_CREATE_POLICY:
	case CHANGE_CREATE_STATISTICS:
	case CHANGE_CREATE_SCHEMA:
	case CHANGE_CREATE_EXTENSION:
	case CHANGE_CREATE_OBJECT:
	case CHANGE_ALTER_SEQUENCE:
	case CHANGE_ADD_ENUM_VALUE:
	case CHANGE_ALTER_DOMAIN:
	case CHANGE_ALTER_COMPOSITE:
	case CHANGE_ALTER_FUNCTION:
	case CHANGE_ALTER_POLICY:
		mv_apply_object(replay);
		break;
	case CHANGE_ALTER_OBJECT:
		if (mv_streq(change->as.object->detail, "reassign owned"))
			mv_apply_reassign_owned(replay, change->as.object);
		else if (mv_streq(change->as.object->detail, "security label"))
			mv_apply_security_label(replay, change->as.object);
		else
			mv_apply_object(replay);
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
		mv_apply_drop(replay, change->as.drop);
		break;
	case CHANGE_RENAME_TABLE:
	case CHANGE_RENAME_COLUMN:
	case CHANGE_RENAME_CONSTRAINT:
	case CHANGE_RENAME_INDEX:
	case CHANGE_RENAME_VIEW:
	case CHANGE_RENAME_SCHEMA:
	case CHANGE_RENAME_ENUM_VALUE:
	case CHANGE_RENAME_OBJECT:
		mv_apply_rename(replay, change->as.rename);
		break;
	case CHANGE_SET_SCHEMA:
		mv_apply_set_schema(replay, change->as.set_schema);
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
		mv_apply_column(replay);
		break;
	case CHANGE_ADD_CONSTRAINT:
	case CHANGE_DROP_CONSTRAINT:
	case CHANGE_VALIDATE_CONSTRAINT:
	case CHANGE_ALTER_CONSTRAINT:
		mv_apply_constraint(replay);
		break;
	case CHANGE_ATTACH_PARTITION:
	case CHANGE_DETACH_PARTITION:
	case CHANGE_INHERIT:
	case CHANGE_NO_INHERIT:
	case CHANGE_ATTACH_INDEX_PARTITION:
		mv_apply_partition(replay);
		break;
	case CHANGE_SET_LOGGED:
	case CHANGE_SET_UNLOGGED:
	case CHANGE_CLUSTER_ON:
	case CHANGE_ENABLE_TRIGGER:
	case CHANGE_DISABLE_TRIGGER:
	case CHANGE_ROW_SECURITY:
	case CHANGE_TABLE_OTHER:
		mv_apply_table_setting(replay);
		break;
	case CHANGE_SET_STATISTICS:
	case CHANGE_SET_STORAGE:
	case CHANGE_SET_COMPRESSION:
	case CHANGE_SET_COLUMN_OPTIONS:
	case CHANGE_SET_ACCESS_METHOD:
	case CHANGE_SET_TABLESPACE:
	case CHANGE_SET_OPTIONS:
	case CHANGE_RESET_OPTIONS:
	case CHANGE_REPLICA_IDENTITY:
		mv_apply_storage(replay);
		break;
	case CHANGE_INSERT:
	case CHANGE_UPDATE:
	case CHANGE_MERGE:
	case CHANGE_COPY:
		note_rows(replay, change->as.dml);
		note_calls(replay, change->as.dml);
		break;
	case CHANGE_SELECT:
		note_calls(replay, change->as.dml);
		break;
	case CHANGE_REFRESH_MATERIALIZED_VIEW:
		refresh(replay, change->as.maintenance);
		break;
	case CHANGE_CLUSTER:
		cluster(replay, change->as.maintenance);
		break;
	case CHANGE_SET_VARIABLE:
		set_search_path(replay->schema, change->as.variable);
		break;
	case CHANGE_RESET_ALL:
		mv_model_default_path(replay->schema);
		break;
	case CHANGE_SET_OWNER:
		mv_apply_set_owner(replay, change->as.set_owner);
		break;
	case CHANGE_GRANT:
	case CHANGE_REVOKE:
		mv_apply_grant(replay, change->as.grant);
		break;
	case CHANGE_COMMENT:
		mv_apply_comment(replay, change->as.comment);
		break;
	case CHANGE_DROP_OWNED: /* of a role: not all that it owned is known */
		mv_apply_drop_owned(replay, change->as.object->name.name);
		replay->schema->opaque_changes = true;
		break;
	case CHANGE_OPAQUE:
		replay->schema->opaque_changes |= change->as.opaque->may_change_schema;
		break;
	case CHANGE_OTHER:
		replay->schema->opaque_changes |= change->as.other->changes_schema && strcmp(change->as.other->tag, "IMPORT FOREIGN SCHEMA") == 0;
		break;
	case CHANGE_NONE:
	case CHANGE_DROP_DATABASE:
	case CHANGE_DELETE:
	case CHANGE_TRUNCATE:
	case CHANGE_REINDEX:
	case CHANGE_VACUUM:
	case CHANGE_ANALYZE:
	case CHANGE_LOCK_TABLE:
	case CHANGE_BEGIN:
	case CHANGE_COMMIT:
	case CHANGE_ROLLBACK:
	case CHANGE_SAVEPOINT:
	case CHANGE_RELEASE_SAVEPOINT:
	case CHANGE_ROLLBACK_TO_SAVEPOINT:
	case CHANGE_PREPARE_TRANSACTION:
	case CHANGE_SET_CONSTRAINTS:
	case CHANGE_KIND_COUNT:
		break; /* nothing that the model holds */
	}
}

void mv_schema_apply(Schema *schema, const Change *change, const Birth *birth)
{
	Tri happens = mv_change_happens(schema, change);
	Replay replay = { .schema = schema, .arena = schema->arena, .change = change, .birth = birth,
			  .maybe = happens == TRI_UNKNOWN && !guarded_by_itself(change) };
	bool was_opaque = schema->opaque_changes;

	keep_answers(schema, change);
	if (happens == TRI_NO)
		return;
	/* something of unknown name changes: any table may have what it brought, or lack what it took */
	if (names_unknown(change))
		schema->last_opaque = *birth;
	was_opaque |= names_unknown(change);
	/* each step that is opaque counts anew: what was certain before is not any more */
	schema->opaque_changes = false;
	apply(&replay);
	/* something of a name that is not known: it may have been any */
	if (change->kind < CHANGE_INSERT && mv_change_relation(change) && mv_change_relation(change)->unknown)
		schema->opaque_changes = true;
	if (schema->opaque_changes)
		schema->last_opaque = *birth;
	schema->opaque_changes |= was_opaque;
}
