/*
 * failures_object.c: objects of all kinds that COMMENT, GRANT, OWNER TO and
 * the like name, and schemas that new objects go to.
 *
 * Publications, servers, event triggers and languages are often made by
 * whoever runs the database: that none is known proves nothing.
 */
#include "failures.h"

#include <string.h>

/* ---- relations ---- */

static const char *rule_for(ObjectKind kind)
{
	return kind == OBJ_INDEX ? "unknown-index" : kind == OBJ_SEQUENCE ? "unknown-object" : "unknown-table";
}

bool mv_refuse_relation(Check *c, ObjectKind kind, const QName *name)
{
	const Object *object = name->name ? mv_schema_relation(c->schema, name) : NULL;

	if (!object) {
		if (!mv_surely_absent(c, OBJ_TABLE, name))
			return false;
		return mv_refuse(c, "42P01", rule_for(kind), name->span, NULL, "correct the name, or create it before this statement",
				 "%s '%s' does not exist", mv_object_kind_name(kind), mv_shown(c, name->schema, name->name));
	}
	/* what is known only through ALTER TABLE may as well be something else */
	if (object->kind == kind || object->incomplete || !mv_certain(c, object))
		return false;
	return mv_refuse(c, "42809", "wrong-object-kind", name->span, object, "name the kind of object that it is", "'%s' is a %s, not a %s",
			 mv_shown_object(c, object), mv_object_kind_name(object->kind), mv_object_kind_name(kind));
}

/* ---- types ---- */

static bool refuse_type_named(Check *c, ObjectKind kind, const QName *name)
{
	const Object *object;

	if (!name->name || name->unknown)
		return false;
	if (mv_refuse_type(c, &(Type){ .schema = name->schema, .name = name->name, .span = name->span }))
		return true;
	object = mv_schema_type(c->schema, name->schema, name->name);
	if (!object || kind != OBJ_DOMAIN || object->kind == OBJ_DOMAIN || object->incomplete || object->extension || !mv_certain(c, object))
		return false;
	return mv_refuse(c, "42809", "wrong-object-kind", name->span, object, "write TYPE", "'%s' is not a domain", mv_shown_object(c, object));
}

/* ---- parts of relations ---- */

bool mv_refuse_part(Check *c, ObjectKind kind, const QName *on, const Ident *part)
{
	const Table *table;

	if (mv_refuse_table(c, on, &table))
		return true;
	if (!table || !part->text || !mv_fully_known(c, table) || c->schema->opaque_changes)
		return false;
	if (kind == OBJ_CONSTRAINT ? mv_table_constraint(table, part->text) || strstr(part->text, "_not_null") != NULL :
				     mv_model_part(table, kind, part->text) != NULL)
		return false;
	/* those of foreign keys, and the rule that is a view */
	if (strncmp(part->text, "RI_", 3) == 0 || strcmp(part->text, "_RETURN") == 0)
		return false;
	return mv_refuse(c, "42704", kind == OBJ_CONSTRAINT ? "unknown-constraint" : "unknown-object", part->span, &table->object, "correct the name",
			 "%s '%s' of table '%s' does not exist", mv_object_kind_name(kind), part->text, mv_shown_object(c, &table->object));
}

/* ---- rare objects ---- */

static bool refuse_stored(Check *c, ObjectKind kind, const QName *name, const char *sub, const ArgumentTypes *signature)
{
	QName shown = *name;
	uint32_t count = signature ? signature->types.count : 0;

	if (!name->name || name->unknown || (kind != OBJ_STATISTICS && kind != OBJ_OPERATOR) || c->schema->opaque_changes || !c->schema->complete ||
	    c->schema->extensions.live || (!name->schema && c->schema->search_path_unknown) || mv_model_system_schema(name->schema))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		/* the server has operators for many types, none for those of the application */
		if (signature->types.items[i] && kind == OBJ_OPERATOR && strspn(name->name, "=<>~") != strlen(name->name))
			return false;
	}
	if (mv_model_find_stored(c->schema, c->arena, kind, sub, name, count ? signature->types.items : NULL, count))
		return false;
	for (uint32_t i = 0; i < c->schema->others.count; i++) {
		const Object *other = c->schema->others.entries[i].value;

		if (other && other->kind == kind && strcmp(other->name, name->name) == 0)
			return false;
	}
	if (kind == OBJ_OPERATOR && strlen(name->name) < 3)
		return false;
	c->absent = shown;
	return mv_refuse(c, kind == OBJ_OPERATOR ? "42883" : "42704", "unknown-object", name->span, NULL, "correct the name", "%s '%s' does not exist",
			 mv_object_kind_name(kind), mv_shown(c, name->schema, name->name));
}

/* ---- whatever it is ---- */

bool mv_refuse_named(Check *c, ObjectKind kind, const QName *name, const Ident *part, const char *sub, const ArgumentTypes *signature)
{
	const Table *table;
	const Object *object;

	switch ((int)kind) {
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
	case OBJ_INDEX:
	case OBJ_SEQUENCE:
		return mv_refuse_relation(c, kind, name);
	case OBJ_COLUMN:
		/* columns of composite types and views are named the same way */
		object = name->name ? mv_schema_relation(c->schema, name) : NULL;
		if (object && object->kind == OBJ_COMPOSITE)
			return false;
		return mv_refuse_table(c, name, &table) || (table && part && mv_refuse_column(c, table, part));
	case OBJ_CONSTRAINT:
	case OBJ_TRIGGER:
	case OBJ_RULE:
	case OBJ_POLICY:
		return part && mv_refuse_part(c, kind, name, part);
	case OBJ_TYPE:
	case OBJ_ENUM:
	case OBJ_COMPOSITE:
	case OBJ_RANGE:
	case OBJ_DOMAIN:
		return refuse_type_named(c, kind, name);
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
	case OBJ_AGGREGATE:
	case OBJ_ROUTINE:
		return mv_refuse_function(c, kind, name, signature ? signature->types.items : NULL, signature ? signature->types.count : 0,
					  signature && signature->given);
	case OBJ_SCHEMA:
		if (!mv_surely_absent(c, OBJ_SCHEMA, name))
			return false;
		return mv_refuse(c, "3F000", "unknown-object", name->span, NULL, "correct the name, or create the schema first",
				 "schema '%s' does not exist", name->name);
	case OBJ_OPERATOR:
	case OBJ_STATISTICS:
		return refuse_stored(c, kind, name, sub, signature);
	}
	return false;
}

/* ---- COMMENT, GRANT, OWNER ---- */

bool mv_failure_comment(Check *c, const CommentChange *change)
{
	return change->name.name && mv_refuse_named(c, change->object, &change->name, &change->part, change->sub, &change->signature);
}

static bool granted_columns(Check *c, const Grant *change, const QName *name)
{
	const Table *table = mv_schema_table(c->schema, name);

	for (uint32_t p = 0; table && p < change->columns.count; p++) {
		for (uint32_t i = 0; i < change->columns.items[p].count; i++) {
			if (mv_refuse_column(c, table, &change->columns.items[p].items[i]))
				return true;
		}
	}
	return false;
}

bool mv_failure_grant(Check *c, const Grant *change)
{
	if (change->role_membership)
		return false;
	for (uint32_t i = 0; i < change->names.count; i++) {
		const QName *name = &change->names.items[i];
		const Table *table;

		if (change->default_privileges || change->all_in_schema) {
			if (mv_refuse_named(c, OBJ_SCHEMA, name, NULL, NULL, NULL))
				return true;
			continue;
		}
		/* tables, views and sequences alike */
		if (change->object == OBJ_TABLE) {
			if ((!mv_schema_relation(c->schema, name) && mv_refuse_table(c, name, &table)) || granted_columns(c, change, name))
				return true;
		} else if (mv_refuse_named(c, change->object, name, NULL, NULL,
					   i < change->signatures.count ? &change->signatures.items[i] : NULL)) {
			return true;
		}
	}
	return false;
}

bool mv_failure_owner(Check *c, const SetOwner *change)
{
	const Table *table;

	/* ALTER TABLE takes all relations */
	if (change->object == OBJ_TABLE)
		return change->name.name && !mv_schema_relation(c->schema, &change->name) && mv_refuse_table(c, &change->name, &table);
	return mv_refuse_named(c, change->object, &change->name, NULL, change->sub, &change->signature);
}

/* ---- schemas of new objects ---- */

static const QName *new_name(const Change *change)
{
	switch ((int)change->kind) {
	case CHANGE_CREATE_TABLE:
		return &change->as.table->name;
	case CHANGE_CREATE_TABLE_AS:
		return &change->as.table_as->name;
	case CHANGE_CREATE_VIEW:
	case CHANGE_CREATE_MATERIALIZED_VIEW:
		return &change->as.view->name;
	case CHANGE_CREATE_SEQUENCE:
		return &change->as.sequence->name;
	case CHANGE_CREATE_ENUM:
	case CHANGE_CREATE_COMPOSITE:
	case CHANGE_CREATE_RANGE:
		return &change->as.type->name;
	case CHANGE_CREATE_DOMAIN:
		return &change->as.domain->name;
	case CHANGE_CREATE_FUNCTION:
		return &change->as.function->name;
	case CHANGE_CREATE_STATISTICS:
		return &change->as.statistics->name;
	}
	return NULL;
}

/* Schemas that platforms and extensions make. */
static bool is_platform_schema(const char *name)
{
	static const char *const names[] = {
		"auth", "storage", "extensions", "realtime", "graphql", "graphql_public", "vault", "pgsodium", "cron", "net", "supabase_functions",
		"supabase_migrations", "hdb_catalog", "hdb_views", "topology", "tiger", "tiger_data", "partman", "pgmq", "pgbouncer", "ag_catalog",
		"repack", "timescaledb_information", "_realtime", "_analytics", "dbo", "pglogical", "postgis", "pgboss", "graphile_worker",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return strncmp(name, "_timescaledb", strlen("_timescaledb")) == 0;
}

/* Has something been put there, or did an earlier migration put its things elsewhere? */
static bool is_used(const Schema *schema, const char *name, bool *elsewhere, const Migration *now)
{
	for (uint32_t m = 0; m < 3; m++) {
		const Map *map = m == 0 ? &schema->relations : m == 1 ? &schema->types : &schema->functions;

		for (uint32_t i = 0; i < map->count; i++) {
			const Object *object = map->entries[i].value;

			if (object && strcmp(object->schema, name) == 0)
				return true;
			*elsewhere = *elsewhere || (object && object->birth.migration && object->birth.migration != now && mv_model_is_table(object->kind));
		}
	}
	return false;
}

bool mv_failure_schema(Check *c)
{
	const QName *name = new_name(c->change);
	QName schema;
	bool elsewhere = false;

	if (!name || !name->schema || name->unknown || name->symbolic || strncmp(name->schema, "pg_", 3) == 0 || is_platform_schema(name->schema) ||
	    strcmp(name->schema, "public") == 0)
		return false;
	schema = (QName){ .name = name->schema, .span = name->span };
	if (!mv_surely_absent(c, OBJ_SCHEMA, &schema) || is_used(c->schema, name->schema, &elsewhere, c->change->statement->migration) || !elsewhere)
		return false;
	return mv_refuse(c, "3F000", "unknown-object", name->span, NULL, "correct the name, or create the schema first",
			 "schema '%s' does not exist", name->schema);
}
