/*
 * ddl_drop.c: DROP of all kinds, one change for each object.
 */
#include "ddl.h"

static ChangeKind drop_kind(ObjectKind kind)
{
	switch (kind) {
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
		return CHANGE_DROP_TABLE;
	case OBJ_INDEX:
		return CHANGE_DROP_INDEX;
	case OBJ_VIEW:
		return CHANGE_DROP_VIEW;
	case OBJ_MATERIALIZED_VIEW:
		return CHANGE_DROP_MATERIALIZED_VIEW;
	case OBJ_SEQUENCE:
		return CHANGE_DROP_SEQUENCE;
	case OBJ_TYPE:
	case OBJ_ENUM:
	case OBJ_COMPOSITE:
	case OBJ_RANGE:
		return CHANGE_DROP_TYPE;
	case OBJ_DOMAIN:
		return CHANGE_DROP_DOMAIN;
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
	case OBJ_AGGREGATE:
	case OBJ_ROUTINE:
		return CHANGE_DROP_FUNCTION;
	case OBJ_TRIGGER:
		return CHANGE_DROP_TRIGGER;
	case OBJ_RULE:
		return CHANGE_DROP_RULE;
	case OBJ_POLICY:
		return CHANGE_DROP_POLICY;
	case OBJ_SCHEMA:
		return CHANGE_DROP_SCHEMA;
	case OBJ_EXTENSION:
		return CHANGE_DROP_EXTENSION;
	case OBJ_DATABASE:
		return CHANGE_DROP_DATABASE;
	case OBJ_NONE:
	case OBJ_COLUMN:
	case OBJ_CONSTRAINT:
	case OBJ_DOMAIN_CONSTRAINT:
	case OBJ_EVENT_TRIGGER:
	case OBJ_ENUM_VALUE:
	case OBJ_ATTRIBUTE:
	case OBJ_TABLESPACE:
	case OBJ_ROLE:
	case OBJ_COLLATION:
	case OBJ_CONVERSION:
	case OBJ_CAST:
	case OBJ_OPERATOR:
	case OBJ_OPERATOR_CLASS:
	case OBJ_OPERATOR_FAMILY:
	case OBJ_TEXT_SEARCH:
	case OBJ_STATISTICS:
	case OBJ_PUBLICATION:
	case OBJ_SUBSCRIPTION:
	case OBJ_SERVER:
	case OBJ_FOREIGN_DATA_WRAPPER:
	case OBJ_USER_MAPPING:
	case OBJ_LANGUAGE:
	case OBJ_TRANSFORM:
	case OBJ_ACCESS_METHOD:
	case OBJ_DEFAULT_PRIVILEGES:
	case OBJ_LARGE_OBJECT:
	case OBJ_KIND_COUNT:
		return CHANGE_DROP_OBJECT;
	}
	return CHANGE_DROP_OBJECT;
}

static Drop *new_drop(Lower *lower, ObjectKind kind, Span span)
{
	Drop *drop = MV_NEW(lower->arena, Drop);

	mv_pg_change(lower, drop_kind(kind), span)->as.drop = drop;
	drop->object = kind;
	drop->sibling_count = 1;
	return drop;
}

/* Behind DROP, the words of the kind and IF EXISTS. */
static Cursor objects_cursor(const Lower *lower, const DropStmt *stmt, Span span)
{
	Cursor cursor = mv_pg_cursor(lower, span);
	const char *words = mv_pg_object_words(stmt->removeType);

	mv_pg_advance(&cursor);
	for (; *words; words++)
		if (*words == ' ')
			mv_pg_advance(&cursor);
	mv_pg_advance(&cursor);
	if (stmt->removeType == OBJECT_LANGUAGE)
		mv_pg_accept(&cursor, "language"); /* DROP PROCEDURAL LANGUAGE */
	if (stmt->concurrent)
		mv_pg_advance(&cursor);
	if (stmt->missing_ok && mv_pg_accept(&cursor, "if"))
		mv_pg_accept(&cursor, "exists");
	return cursor;
}

void mv_pg_drop(Lower *lower, const Node *node, Span span)
{
	const DropStmt *stmt = (const DropStmt *)node;
	Cursor cursor = objects_cursor(lower, stmt, span);
	const ListCell *cell, *type;

	foreach(cell, stmt->objects) {
		const Node *object = lfirst(cell);
		Drop *drop = new_drop(lower, mv_pg_object_kind(stmt->removeType), span);
		ObjectRef ref = mv_pg_object(lower, stmt->removeType, NULL, object, NULL, mv_pg_here(&cursor));

		if (ref.part.text) {
			drop->name.name = ref.part.text;
			drop->name.span = ref.part.span;
			drop->table = ref.name;
		} else {
			drop->name = ref.name;
		}
		foreach(type, ref.arguments) {
			/* NULL: the missing side of a prefix operator */
			if (!lfirst(type) || IsA(lfirst(type), TypeName))
				*VEC_PUSH(lower->arena, &drop->arguments) = mv_pg_type(lower, lfirst(type));
		}
		drop->arguments_given = ref.arguments_given;
		drop->sub = ref.sub;
		drop->if_exists = stmt->missing_ok;
		drop->cascade = stmt->behavior == DROP_CASCADE;
		drop->concurrently = stmt->concurrent;
		drop->sibling_count = (uint32_t)list_length(stmt->objects);
		mv_pg_set_subject(lower, mv_pg_object_span(&ref));
		mv_pg_skip_to(&cursor, ",");
	}
}

static Drop *drop_named(Lower *lower, ObjectKind kind, const char *name, bool if_exists, Span span)
{
	Drop *drop = new_drop(lower, kind, span);
	Ident ident = mv_pg_ident(lower, name, mv_pg_find_name(lower, span, name));

	drop->name.name = ident.text;
	drop->name.span = ident.span;
	drop->name.unknown = mv_pg_is_placeholder(lower, name);
	drop->if_exists = if_exists;
	mv_pg_set_subject(lower, ident.span);
	return drop;
}

void mv_pg_drop_database(Lower *lower, const Node *node, Span span)
{
	const DropdbStmt *stmt = (const DropdbStmt *)node;

	drop_named(lower, OBJ_DATABASE, stmt->dbname, stmt->missing_ok, span);
}

void mv_pg_drop_tablespace(Lower *lower, const Node *node, Span span)
{
	const DropTableSpaceStmt *stmt = (const DropTableSpaceStmt *)node;

	drop_named(lower, OBJ_TABLESPACE, stmt->tablespacename, stmt->missing_ok, span);
}

void mv_pg_drop_subscription(Lower *lower, const Node *node, Span span)
{
	const DropSubscriptionStmt *stmt = (const DropSubscriptionStmt *)node;

	drop_named(lower, OBJ_SUBSCRIPTION, stmt->subname, stmt->missing_ok, span)->cascade =
		stmt->behavior == DROP_CASCADE;
}

void mv_pg_drop_role(Lower *lower, const Node *node, Span span)
{
	const DropRoleStmt *stmt = (const DropRoleStmt *)node;
	const ListCell *cell;

	foreach(cell, stmt->roles) {
		const RoleSpec *role = lfirst(cell);
		Drop *drop = new_drop(lower, OBJ_ROLE, span);

		drop->name.name = mv_pg_role(lower, role);
		drop->name.span = mv_pg_token_span(lower, role->location);
		drop->name.unknown = mv_pg_is_placeholder(lower, role->rolename);
		drop->if_exists = stmt->missing_ok;
		drop->sibling_count = (uint32_t)list_length(stmt->roles);
		mv_pg_set_subject(lower, drop->name.span);
	}
}

void mv_pg_drop_user_mapping(Lower *lower, const Node *node, Span span)
{
	const DropUserMappingStmt *stmt = (const DropUserMappingStmt *)node;
	Drop *drop = new_drop(lower, OBJ_USER_MAPPING, span);

	drop->name.name = mv_arena_format(lower->arena, "%s on %s", mv_pg_role(lower, stmt->user), stmt->servername);
	drop->name.span = mv_pg_token_span(lower, stmt->user->location);
	drop->if_exists = stmt->missing_ok;
	mv_pg_set_subject(lower, drop->name.span);
}

/* DROP OWNED BY: one change for each role; what goes with it nobody can tell from here. */
void mv_pg_drop_owned(Lower *lower, const Node *node, Span span)
{
	const DropOwnedStmt *stmt = (const DropOwnedStmt *)node;
	const ListCell *cell;

	foreach(cell, stmt->roles) {
		const RoleSpec *role = lfirst(cell);
		ObjectChange *change = MV_NEW(lower->arena, ObjectChange);

		mv_pg_change(lower, CHANGE_DROP_OWNED, span)->as.object = change;
		change->object = OBJ_ROLE;
		change->name.name = mv_pg_role(lower, role);
		change->name.span = mv_pg_token_span(lower, role->location);
		change->cascade = stmt->behavior == DROP_CASCADE;
		mv_pg_set_subject(lower, change->name.span);
	}
}
