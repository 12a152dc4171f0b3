/*
 * ddl_privilege.c: GRANT and REVOKE.
 */
#include "ddl.h"

static void add_grantees(Lower *lower, Grant *grant, const List *roles)
{
	const ListCell *cell;

	foreach(cell, roles)
		*VEC_PUSH(lower->arena, &grant->grantees) = mv_pg_role(lower, lfirst(cell));
}

static void add_privileges(Lower *lower, Grant *grant, const List *privileges)
{
	const ListCell *cell, *column;
	IdentVec *columns;

	foreach(cell, privileges) {
		const AccessPriv *privilege = lfirst(cell);

		/* ALL (columns): no name */
		*VEC_PUSH(lower->arena, &grant->privileges) =
			privilege->priv_name ? mv_pg_copy(lower, privilege->priv_name) : "all";
		columns = VEC_PUSH(lower->arena, &grant->columns);
		foreach(column, privilege->cols)
			*VEC_PUSH(lower->arena, columns) = mv_pg_ident(lower, strVal(lfirst(column)), -1);
	}
}

static Grant *new_grant(Lower *lower, bool is_grant, Span span)
{
	Grant *grant = MV_NEW(lower->arena, Grant);

	mv_pg_change(lower, is_grant ? CHANGE_GRANT : CHANGE_REVOKE, span)->as.grant = grant;
	return grant;
}

/* The objects stand behind ON; those without a location of their own are found one after the other. */
static void add_objects(Lower *lower, Grant *grant, const GrantStmt *stmt, Span span)
{
	Cursor cursor = mv_pg_cursor(lower, span);
	const char *words = stmt->objtype == OBJECT_TABLE ? "" : mv_pg_object_words(stmt->objtype);
	const ListCell *cell;

	mv_pg_skip_to(&cursor, "on");
	if (stmt->targtype == ACL_TARGET_ALL_IN_SCHEMA) {
		mv_pg_skip_to(&cursor, "schema");
	} else if (*words) {
		if (stmt->objtype == OBJECT_FOREIGN_SERVER)
			mv_pg_accept(&cursor, "foreign");
		for (; *words; words++)
			if (*words == ' ')
				mv_pg_advance(&cursor);
		mv_pg_advance(&cursor);
	}
	foreach(cell, stmt->objects) {
		const Node *object = lfirst(cell);
		ObjectType type = stmt->targtype == ACL_TARGET_ALL_IN_SCHEMA ? OBJECT_SCHEMA : stmt->objtype;
		ObjectRef ref = mv_pg_object(lower, type, NULL, object, NULL, mv_pg_here(&cursor));

		*VEC_PUSH(lower->arena, &grant->names) = ref.name;
		*VEC_PUSH(lower->arena, &grant->signatures) = mv_pg_signature(lower, &ref);
		mv_pg_skip_to(&cursor, ",");
	}
	if (grant->names.count)
		mv_pg_set_subject(lower, grant->names.items[0].span);
}

static Grant *lower_grant(Lower *lower, const GrantStmt *stmt, Span span)
{
	Grant *grant = new_grant(lower, stmt->is_grant, span);

	grant->object = mv_pg_object_kind(stmt->objtype);
	grant->all_in_schema = stmt->targtype == ACL_TARGET_ALL_IN_SCHEMA;
	grant->grant_option = stmt->grant_option;
	grant->cascade = stmt->behavior == DROP_CASCADE;
	add_privileges(lower, grant, stmt->privileges);
	add_objects(lower, grant, stmt, span);
	add_grantees(lower, grant, stmt->grantees);
	return grant;
}

void mv_pg_grant(Lower *lower, const Node *node, Span span)
{
	lower_grant(lower, (const GrantStmt *)node, span);
}

void mv_pg_grant_role(Lower *lower, const Node *node, Span span)
{
	const GrantRoleStmt *stmt = (const GrantRoleStmt *)node;
	Grant *grant = new_grant(lower, stmt->is_grant, span);
	Cursor cursor = mv_pg_cursor(lower, span);
	const ListCell *cell;

	grant->object = OBJ_ROLE;
	grant->role_membership = true;
	grant->cascade = stmt->behavior == DROP_CASCADE;
	foreach(cell, stmt->opt) {
		const DefElem *elem = lfirst(cell);

		if (mv_streq(elem->defname, "admin"))
			grant->grant_option = true;
	}
	mv_pg_advance(&cursor);
	foreach(cell, stmt->granted_roles) {
		const AccessPriv *role = lfirst(cell);
		QName *name = VEC_PUSH(lower->arena, &grant->names);
		Ident ident;

		while (cursor.token.kind != TOKEN_END && role->priv_name &&
		       !mv_pg_token_names(cursor.text, cursor.token, role->priv_name))
			mv_pg_advance(&cursor);
		ident = mv_pg_ident(lower, role->priv_name, mv_pg_here(&cursor));
		name->name = ident.text;
		name->span = ident.span;
		name->unknown = mv_pg_is_placeholder(lower, role->priv_name);
	}
	add_grantees(lower, grant, stmt->grantee_roles);
	if (grant->names.count)
		mv_pg_set_subject(lower, grant->names.items[0].span);
}

void mv_pg_default_privileges(Lower *lower, const Node *node, Span span)
{
	const AlterDefaultPrivilegesStmt *stmt = (const AlterDefaultPrivilegesStmt *)node;
	GrantStmt action = *stmt->action;
	const ListCell *cell, *name;
	Grant *grant;

	action.objects = NIL;
	grant = lower_grant(lower, &action, span);
	grant->default_privileges = true;
	foreach(cell, stmt->options) {
		const DefElem *elem = lfirst(cell);

		if (mv_streq(elem->defname, "roles") && elem->arg && IsA(elem->arg, List)) {
			foreach(name, (const List *)elem->arg)
				*VEC_PUSH(lower->arena, &grant->roles) = mv_pg_role(lower, lfirst(name));
		}
		/* IN SCHEMA a, b */
		if (!mv_streq(elem->defname, "schemas") || !elem->arg || !IsA(elem->arg, List))
			continue;
		grant->all_in_schema = true;
		foreach(name, (const List *)elem->arg) {
			const char *schema = strVal(lfirst(name));
			QName *q = VEC_PUSH(lower->arena, &grant->names);

			q->name = mv_pg_ident(lower, schema, -1).text;
			q->unknown = mv_pg_is_placeholder(lower, schema);
			q->span = span;
		}
	}
}
