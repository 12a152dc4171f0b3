/* failures.c: what the server would certainly refuse: dispatch, certainty, and questions that many statements share. */
#include "failures.h"

#include <string.h>

/* ---- filling the answer ---- */

bool mv_refuse(Check *c, const char *sqlstate, const char *rule, Span span, const Object *related, const char *help,
	       const char *format, ...)
{
	va_list args;

	va_start(args, format);
	*c->failure = (Failure){ .sqlstate = sqlstate, .rule = rule, .message = mv_arena_vformat(c->arena, format, args),
				 .help = help ? mv_arena_strdup(c->arena, help) : NULL,
				 .span = span.end ? span : c->change->subject.end ? c->change->subject : c->change->span,
				 .related = related, .related_change = related ? related->birth.change : NULL };
	va_end(args);
	return true;
}

bool mv_made_by(Check *c, const Birth *birth)
{
	c->failure->related_change = birth->change;
	return true;
}

/* ---- certainty ---- */

static bool is_later(const Birth *birth, const Birth *opaque)
{
	if (!birth->migration || !opaque->migration || !birth->change)
		return false;
	if (birth->migration != opaque->migration)
		return birth->migration->number > opaque->migration->number;
	if (!opaque->change || !opaque->change->statement || !birth->change->statement)
		return false;
	return birth->change->statement->number > opaque->change->statement->number;
}

bool mv_certain_birth(const Check *c, const Birth *birth)
{
	return !c->schema->opaque_changes || is_later(birth, &c->schema->last_opaque);
}

bool mv_certain(const Check *c, const Object *object)
{
	return !object->maybe && mv_certain_birth(c, &object->birth);
}

bool mv_certain_column(const Check *c, const Table *table, const Column *column)
{
	return !table->object.maybe && !column->maybe && mv_certain_birth(c, column->birth.change ? &column->birth : &table->object.birth);
}

bool mv_certain_constraint(const Check *c, const Constraint *constraint)
{
	return !constraint->maybe && (!constraint->table || !constraint->table->object.maybe) && mv_certain_birth(c, &constraint->birth);
}

bool mv_fully_known(const Check *c, const Table *table)
{
	return !table->object.incomplete && !table->object.maybe && !table->object.extension &&
	       mv_certain_birth(c, &table->object.birth);
}

/* Tables that migration runners make for themselves before the first migration. */
static bool is_runner_table(const char *name)
{
	static const char *const tables[] = {
		"schema_migrations", "__diesel_schema_migrations", "flyway_schema_history", "schema_version", "goose_db_version",
		"gorp_migrations", "_sqlx_migrations", "refinery_schema_history", "atlas_schema_revisions", "databasechangelog",
		"databasechangeloglock", "alembic_version", "django_migrations", "__drizzle_migrations", "_prisma_migrations",
		"pgmigrations", "knex_migrations", "knex_migrations_lock", "ar_internal_metadata", "schema_info", "migrations",
		"dbwarden_migrations", NULL,
	};

	for (const char *const *table = tables; *table; table++) {
		if (strcmp(*table, name) == 0)
			return true;
	}
	return false;
}

bool mv_surely_absent(Check *c, ObjectKind kind, const QName *name)
{
	/* with many schemas a name may be in one that the connection's search_path has */
	enum { FEW = 8 };

	if (!name->name || name->unknown || (!name->schema && c->schema->schemas.live > FEW))
		return false;
	if (kind == OBJ_TABLE && (mv_schema_relation(c->schema, name) || is_runner_table(name->name)))
		return false;
	if (mv_schema_exists(c->schema, kind, name->schema, NULL, name->name) != TRI_NO)
		return false;
	c->absent = *name;
	return true;
}

/* ---- names in messages ---- */

const char *mv_shown(const Check *c, const char *schema, const char *name)
{
	if (!schema || strcmp(schema, "public") == 0 || strcmp(schema, "pg_temp") == 0)
		return name;
	for (uint32_t i = 0; i < c->schema->search_path.count; i++) {
		if (strcmp(c->schema->search_path.items[i], schema) == 0)
			return name;
	}
	return mv_arena_format(c->arena, "%s.%s", schema, name);
}

const char *mv_shown_object(const Check *c, const Object *object)
{
	return mv_shown(c, object->schema, object->name);
}

const char *mv_column_help(const Check *c, const Table *table, const char *name, const char *otherwise)
{
	const char **names = MV_NEW_ARRAY(c->arena, const char *, table->columns.count + 1);
	const char *nearest;

	for (uint32_t i = 0; i < table->columns.count; i++)
		names[i] = table->columns.items[i]->name;
	nearest = mv_nearest(name, names);
	return nearest ? mv_arena_format(c->arena, "did you mean '%s'?", nearest) : otherwise;
}

/* ---- shared questions ---- */

bool mv_refuse_table(Check *c, const QName *name, const Table **table)
{
	const Object *object = name->name ? mv_schema_relation(c->schema, name) : NULL;

	*table = NULL;
	if (object && mv_model_is_table(object->kind)) {
		*table = (const Table *)object;
		return false;
	}
	if (object && mv_certain(c, object))
		return mv_refuse(c, "42809", "wrong-object-kind", name->span, object, NULL, "'%s' is a %s, not a table",
				 mv_shown_object(c, object), mv_object_kind_name(object->kind));
	if (!mv_surely_absent(c, OBJ_TABLE, name))
		return false;
	return mv_refuse(c, "42P01", "unknown-table", name->span, NULL,
			 "correct the name, or create the table in an earlier migration", "table '%s' does not exist",
			 mv_shown(c, name->schema, name->name));
}

bool mv_refuse_column(Check *c, const Table *table, const Ident *column)
{
	/* system columns are always there */
	static const char *const system[] = { "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", NULL };

	if (!table || !column->text || mv_table_column(table, column->text) || !mv_fully_known(c, table))
		return false;
	for (const char *const *name = system; *name; name++) {
		if (strcmp(*name, column->text) == 0)
			return false;
	}
	/* after something opaque the table may have more */
	if (c->schema->opaque_changes && !is_later(&table->object.birth, &c->schema->last_opaque))
		return false;
	return mv_refuse(c, "42703", "unknown-column", column->span, &table->object,
			 mv_column_help(c, table, column->text, "correct the name, or add the column before this statement"),
			 "column '%s' of %s '%s' does not exist", column->text, mv_object_kind_name(table->object.kind),
			 mv_shown_object(c, &table->object));
}

bool mv_refuse_type(Check *c, const Type *type)
{
	QName name;

	if (!type || !type->name || type->unknown || type->column_type || mv_model_builtin_type(type))
		return false;
	name = (QName){ .schema = type->schema, .name = type->name, .span = type->span };
	/* whoever may create extensions may have done so before the first migration */
	if (mv_model_extension_type(type->name) || !mv_surely_absent(c, OBJ_TYPE, &name))
		return false;
	return mv_refuse(c, "42704", "unknown-type", type->span, NULL,
			 "correct the name, or create the type (or the extension that brings it) before this statement",
			 "type '%s' does not exist", mv_shown(c, type->schema, type->name));
}

bool mv_refuse_taken(Check *c, const QName *name, Persistence persistence)
{
	const char *schema;
	const Object *object;

	if (!name->name || name->unknown || (c->schema->search_path_unknown && !name->schema))
		return false;
	schema = persistence == PERSISTENCE_TEMPORARY ? "pg_temp" : mv_model_namespace(c->schema, name);
	object = mv_model_get(&c->schema->relations, schema, name->name);
	if (!object || !mv_certain(c, object))
		return false;
	return mv_refuse(c, "42P07", "already-exists", name->span, object,
			 "choose another name, or drop or rename the other one first", "%s '%s' already exists",
			 mv_object_kind_name(object->kind), mv_shown_object(c, object));
}

bool mv_refuse_taken_type(Check *c, const QName *name)
{
	const char *schema;
	const Object *object;

	if (!name->name || name->unknown || (c->schema->search_path_unknown && !name->schema))
		return false;
	schema = mv_model_namespace(c->schema, name);
	object = mv_model_get(&c->schema->types, schema, name->name);
	if (!object) {
		object = mv_model_get(&c->schema->relations, schema, name->name);
		if (object && !mv_model_is_table(object->kind))
			object = NULL;
	}
	if (!object || !mv_certain(c, object))
		return false;
	return mv_refuse(c, "42710", "already-exists", name->span, object, "choose another name, or drop or rename the other one first",
			 "type '%s' already exists", mv_shown_object(c, object));
}

/* ---- statements that only need their relation ---- */

static bool relation_needed(Check *c, const QName *name)
{
	const Table *table;

	return name->name && mv_refuse_table(c, name, &table);
}

static bool target_needed(Check *c, const Target *target)
{
	const Object *object;

	if (target->if_exists)
		return false;
	/* ALTER TABLE takes names of indexes, views and sequences for many of its forms */
	object = target->table.name ? mv_schema_relation(c->schema, &target->table) : NULL;
	if (object || target->object == OBJ_COMPOSITE || target->object == OBJ_TYPE)
		return false;
	return relation_needed(c, &target->table);
}

static bool truncate_blocked(Check *c, const Truncate *truncate)
{
	const Table *table;

	if (mv_refuse_table(c, &truncate->table, &table))
		return true;
	if (table && (table->object.kind == OBJ_VIEW || table->object.kind == OBJ_MATERIALIZED_VIEW) && !table->object.incomplete &&
	    mv_certain(c, &table->object))
		return mv_refuse(c, "42809", "wrong-object-kind", truncate->table.span, &table->object, "truncate the tables that it reads",
				 "'%s' is a %s, not a table", mv_shown_object(c, &table->object), mv_object_kind_name(table->object.kind));
	if (!table || truncate->cascade || table->object.kind != OBJ_TABLE)
		return false;
	for (uint32_t i = 0; i < table->referencing.count; i++) {
		const Constraint *key = table->referencing.items[i];
		bool together = key->table == table;

		for (uint32_t s = 0; !together && s < c->change->statement->changes.count; s++) {
			const Change *sibling = &c->change->statement->changes.items[s];

			together = sibling->kind == CHANGE_TRUNCATE && mv_schema_table(c->schema, &sibling->as.truncate->table) == key->table;
		}
		if (!together && mv_certain_constraint(c, key) && mv_certain(c, &key->table->object) && !key->inherited)
			return mv_refuse(c, "0A000", "dependent-objects", truncate->table.span, &key->table->object,
					 "truncate both tables in one statement, or delete the rows",
					 "foreign key '%s' of table '%s' refers to '%s', so it cannot be truncated alone", key->name,
					 mv_shown_object(c, &key->table->object), mv_shown_object(c, &table->object));
	}
	return false;
}

static bool maintenance(Check *c, const Maintenance *job)
{
	const Table *table;

	if (c->change->kind == CHANGE_REINDEX && job->object == OBJ_INDEX && job->name.name)
		return mv_refuse_relation(c, OBJ_INDEX, &job->name);
	if (!job->name.name || (job->object != OBJ_TABLE && job->object != OBJ_MATERIALIZED_VIEW && job->object != OBJ_NONE))
		return false;
	if (mv_refuse_table(c, &job->name, &table))
		return true;
	if (c->change->kind == CHANGE_REFRESH_MATERIALIZED_VIEW && table && table->object.kind != OBJ_MATERIALIZED_VIEW &&
	    !table->object.incomplete && mv_certain(c, &table->object))
		return mv_refuse(c, "42809", "wrong-object-kind", job->name.span, &table->object, NULL,
				 "'%s' is a %s, not a materialized view", mv_shown_object(c, &table->object),
				 mv_object_kind_name(table->object.kind));
	return c->change->kind == CHANGE_CLUSTER && table && mv_refuse_table_index(c, table, &job->index);
}

static bool altered_function(Check *c, const FunctionChange *change)
{
	VEC(const Type *) types = { 0 };

	for (uint32_t i = 0; i < change->parameters.count; i++) {
		if (mv_model_is_input(change, &change->parameters.items[i]))
			*VEC_PUSH(c->arena, &types) = change->parameters.items[i].type;
	}
	return mv_refuse_function(c, change->object, &change->name, types.items, types.count, change->arguments_given);
}

bool mv_refuse_table_index(Check *c, const Table *table, const Ident *index)
{
	if (!index->text || mv_table_index(table, index->text) || !mv_fully_known(c, table) || c->schema->opaque_changes)
		return false;
	return mv_refuse(c, "42704", "unknown-index", index->span, &table->object, "correct the name, or create the index before this statement",
			 "table '%s' has no index '%s'", mv_shown_object(c, &table->object), index->text);
}

/* A trigger or rule that is switched, an index that is marked. */
static bool table_setting(Check *c, const TableSetting *setting)
{
	ChangeKind kind = c->change->kind;
	const Table *table;

	if (target_needed(c, &setting->target))
		return true;
	if (!setting->target.table.name || setting->target.table.unknown)
		return false;
	table = mv_schema_table(c->schema, &setting->target.table);
	if (table && kind == CHANGE_ROW_SECURITY && (table->object.kind == OBJ_VIEW || table->object.kind == OBJ_MATERIALIZED_VIEW) &&
	    !table->object.incomplete && mv_certain(c, &table->object))
		return mv_refuse(c, "42809", "wrong-object-kind", setting->target.table.span, &table->object,
				 "switch it on for the tables that the view reads", "'%s' is a %s, not a table", mv_shown_object(c, &table->object),
				 mv_object_kind_name(table->object.kind));
	if (!table || !setting->name.text)
		return false;
	if ((kind == CHANGE_ENABLE_TRIGGER || kind == CHANGE_DISABLE_TRIGGER) && strcmp(setting->name.text, "all") != 0 &&
	    strcmp(setting->name.text, "user") != 0)
		return mv_refuse_part(c, OBJ_TRIGGER, &setting->target.table, &setting->name);
	if (kind == CHANGE_ENABLE_RULE || kind == CHANGE_DISABLE_RULE)
		return mv_refuse_part(c, OBJ_RULE, &setting->target.table, &setting->name);
	return (kind == CHANGE_REPLICA_IDENTITY || kind == CHANGE_CLUSTER_ON) && mv_refuse_table_index(c, table, &setting->name);
}

/* ---- dispatch ---- */

static bool failure_of(Check *c)
{
	const Change *change = c->change;

	switch (change->kind) {
	case CHANGE_CREATE_TABLE:
	case CHANGE_CREATE_TABLE_AS:
	case CHANGE_CREATE_INDEX:
	case CHANGE_CREATE_VIEW:
	case CHANGE_CREATE_MATERIALIZED_VIEW:
	case CHANGE_CREATE_SEQUENCE:
	case CHANGE_CREATE_TYPE:
	case CHANGE_CREATE_FUNCTION:
	case CHANGE_CREATE_TRIGGER:
	case CHANGE_CREATE_RULE:
	case CHANGE_CREATE_POLICY:
	case CHANGE_CREATE_STATISTICS:
	case CHANGE_CREATE_SCHEMA:
	case CHANGE_CREATE_EXTENSION:
	case CHANGE_CREATE_OBJECT:
	case CHANGE_ALTER_SEQUENCE:
	case CHANGE_ALTER_POLICY:
		return mv_failure_create(c);
	case CHANGE_CREATE_ENUM:
	case CHANGE_CREATE_COMPOSITE:
	case CHANGE_CREATE_RANGE:
	case CHANGE_CREATE_DOMAIN:
	case CHANGE_ADD_ENUM_VALUE:
	case CHANGE_ALTER_DOMAIN:
	case CHANGE_ALTER_COMPOSITE:
		return mv_failure_type(c);
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
		return mv_failure_drop(c);
	case CHANGE_RENAME_TABLE:
	case CHANGE_RENAME_COLUMN:
	case CHANGE_RENAME_CONSTRAINT:
	case CHANGE_RENAME_INDEX:
	case CHANGE_RENAME_VIEW:
	case CHANGE_RENAME_SCHEMA:
	case CHANGE_RENAME_ENUM_VALUE:
	case CHANGE_RENAME_OBJECT:
	case CHANGE_SET_SCHEMA:
		return mv_failure_rename(c);
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
	case CHANGE_SET_STATISTICS:
	case CHANGE_SET_STORAGE:
	case CHANGE_SET_COMPRESSION:
	case CHANGE_SET_COLUMN_OPTIONS:
		return mv_failure_column(c);
	case CHANGE_ADD_CONSTRAINT:
	case CHANGE_DROP_CONSTRAINT:
	case CHANGE_VALIDATE_CONSTRAINT:
	case CHANGE_ALTER_CONSTRAINT:
		return mv_failure_constraint(c);
	case CHANGE_ATTACH_PARTITION:
	case CHANGE_DETACH_PARTITION:
	case CHANGE_INHERIT:
	case CHANGE_NO_INHERIT:
		return target_needed(c, &change->as.partition->target) || relation_needed(c, &change->as.partition->other) ||
		       mv_failure_partition(c, change->as.partition);
	case CHANGE_SET_LOGGED:
	case CHANGE_SET_UNLOGGED:
	case CHANGE_SET_ACCESS_METHOD:
	case CHANGE_SET_TABLESPACE:
	case CHANGE_SET_OPTIONS:
	case CHANGE_RESET_OPTIONS:
	case CHANGE_REPLICA_IDENTITY:
	case CHANGE_CLUSTER_ON:
	case CHANGE_ENABLE_TRIGGER:
	case CHANGE_DISABLE_TRIGGER:
	case CHANGE_ENABLE_RULE:
	case CHANGE_DISABLE_RULE:
	case CHANGE_ROW_SECURITY:
	case CHANGE_TABLE_OTHER:
		return table_setting(c, change->as.table_setting);
	case CHANGE_INSERT:
	case CHANGE_UPDATE:
	case CHANGE_DELETE:
	case CHANGE_MERGE:
	case CHANGE_SELECT:
	case CHANGE_COPY:
		return mv_failure_dml(c, change->as.dml);
	case CHANGE_TRUNCATE:
		return truncate_blocked(c, change->as.truncate);
	case CHANGE_REINDEX:
	case CHANGE_CLUSTER:
	case CHANGE_VACUUM:
	case CHANGE_ANALYZE:
	case CHANGE_REFRESH_MATERIALIZED_VIEW:
		return maintenance(c, change->as.maintenance);
	case CHANGE_LOCK_TABLE:
		return relation_needed(c, &change->as.lock_table->table);
	case CHANGE_COMMENT:
		return mv_failure_comment(c, change->as.comment);
	case CHANGE_GRANT:
	case CHANGE_REVOKE:
		return mv_failure_grant(c, change->as.grant);
	case CHANGE_SET_OWNER:
		return mv_failure_owner(c, change->as.set_owner);
	case CHANGE_ALTER_FUNCTION:
		return altered_function(c, change->as.function);
	case CHANGE_NONE:
	case CHANGE_DROP_DATABASE:
	case CHANGE_DROP_OWNED:
	case CHANGE_ATTACH_INDEX_PARTITION:
	case CHANGE_ALTER_OBJECT:
	case CHANGE_BEGIN:
	case CHANGE_COMMIT:
	case CHANGE_ROLLBACK:
	case CHANGE_SAVEPOINT:
	case CHANGE_RELEASE_SAVEPOINT:
	case CHANGE_ROLLBACK_TO_SAVEPOINT:
	case CHANGE_PREPARE_TRANSACTION:
	case CHANGE_SET_VARIABLE:
	case CHANGE_RESET_ALL:
	case CHANGE_SET_CONSTRAINTS:
	case CHANGE_OTHER:
	case CHANGE_OPAQUE:
	case CHANGE_KIND_COUNT:
		break;
	}
	return false;
}

bool mv_change_failure(const Schema *schema, const Session *session, const Change *change, int version, Arena *arena, Failure *failure)
{
	Check check = { .schema = schema, .session = session, .change = change, .version = version, .arena = arena, .failure = failure };
	const QName *relation = mv_change_relation(change);
	bool refused;

	/* an exception handler may swallow it; a loop may not run at all; which schema a placeholder names is not known */
	if (change->swallowed || change->loop || (relation && relation->symbolic))
		return false;
	refused = mv_failure_syntax(&check) || mv_failure_schema(&check) || failure_of(&check) || mv_failure_new_enum_value(&check);
	failure->by_version = check.by_version;
	if (refused && !failure->related && strncmp(failure->rule, "unknown-", strlen("unknown-")) == 0)
		failure->missing = check.absent;
	return refused;
}
