/*
 * ddl_rename.c: RENAME, SET SCHEMA, OWNER TO, COMMENT and the like, which take
 * objects of all kinds.
 */
#include "ddl.h"

static ChangeKind rename_kind(ObjectType type)
{
	switch ((int)type) {
	case OBJECT_TABLE:
	case OBJECT_FOREIGN_TABLE:
		return CHANGE_RENAME_TABLE;
	case OBJECT_VIEW:
	case OBJECT_MATVIEW:
		return CHANGE_RENAME_VIEW;
	case OBJECT_INDEX:
		return CHANGE_RENAME_INDEX;
	case OBJECT_COLUMN:
		return CHANGE_RENAME_COLUMN;
	case OBJECT_TABCONSTRAINT:
	case OBJECT_DOMCONSTRAINT:
		return CHANGE_RENAME_CONSTRAINT;
	case OBJECT_SCHEMA:
		return CHANGE_RENAME_SCHEMA;
	}
	return CHANGE_RENAME_OBJECT;
}

static ObjectKind relation_kind(const RenameStmt *stmt)
{
	switch ((int)stmt->renameType) {
	case OBJECT_COLUMN:
		return mv_pg_object_kind(stmt->relationType);
	case OBJECT_ATTRIBUTE:
		return OBJ_COMPOSITE;
	case OBJECT_TABCONSTRAINT:
	case OBJECT_TRIGGER:
	case OBJECT_RULE:
	case OBJECT_POLICY:
		return OBJ_TABLE;
	case OBJECT_DOMCONSTRAINT:
		return OBJ_DOMAIN;
	}
	return mv_pg_object_kind(stmt->renameType);
}

void mv_pg_rename(Lower *lower, const Node *node, Span span)
{
	const RenameStmt *stmt = (const RenameStmt *)node;
	Rename *rename = MV_NEW(lower->arena, Rename);
	Cursor cursor = mv_pg_cursor(lower, span);
	const ListCell *cell;
	ObjectRef ref;

	mv_pg_change(lower, rename_kind(stmt->renameType), span)->as.rename = rename;
	if (stmt->renameType == OBJECT_DOMCONSTRAINT) {
		Cursor old = cursor;

		ref = mv_pg_statement_object(lower, OBJECT_DOMAIN, NULL, stmt->object, NULL, span);
		ref.kind = OBJ_DOMAIN_CONSTRAINT;
		if (mv_pg_skip_to(&old, "rename"))
			mv_pg_accept(&old, "constraint");
		ref.part = mv_pg_ident(lower, stmt->subname, mv_pg_here(&old));
	} else {
		ref = mv_pg_statement_object(lower, stmt->renameType, stmt->relation, stmt->object, stmt->subname, span);
	}
	rename->object = ref.kind;
	rename->relation_kind = relation_kind(stmt);
	rename->name = ref.name;
	rename->part = ref.part;
	foreach(cell, ref.arguments)
		*VEC_PUSH(lower->arena, &rename->arguments) = mv_pg_type(lower, lfirst(cell));
	rename->arguments_given = ref.arguments_given;
	rename->sub = ref.sub;
	mv_pg_skip_to(&cursor, "to");
	rename->new_name = mv_pg_ident(lower, stmt->newname, mv_pg_here(&cursor));
	rename->if_exists = stmt->missing_ok;
	rename->cascade = stmt->behavior == DROP_CASCADE;
	mv_pg_set_subject(lower, mv_pg_object_span(&ref));
}

void mv_pg_set_schema(Lower *lower, const Node *node, Span span)
{
	const AlterObjectSchemaStmt *stmt = (const AlterObjectSchemaStmt *)node;
	SetSchema *change = MV_NEW(lower->arena, SetSchema);
	Cursor cursor = mv_pg_cursor(lower, span);
	const ListCell *cell;
	ObjectRef ref;

	mv_pg_change(lower, CHANGE_SET_SCHEMA, span)->as.set_schema = change;
	ref = mv_pg_statement_object(lower, stmt->objectType, stmt->relation, stmt->object, NULL, span);
	change->object = ref.kind;
	change->name = ref.name;
	foreach(cell, ref.arguments)
		*VEC_PUSH(lower->arena, &change->arguments) = mv_pg_type(lower, lfirst(cell));
	change->arguments_given = ref.arguments_given;
	change->sub = ref.sub;
	while (mv_pg_skip_to(&cursor, "set") && !mv_pg_accept(&cursor, "schema"))
		;
	change->new_schema = mv_pg_ident(lower, stmt->newschema, mv_pg_here(&cursor));
	change->if_exists = stmt->missing_ok;
	mv_pg_set_subject(lower, ref.name.span);
}

void mv_pg_set_owner(Lower *lower, const Node *node, Span span)
{
	const AlterOwnerStmt *stmt = (const AlterOwnerStmt *)node;
	SetOwner *change = MV_NEW(lower->arena, SetOwner);
	ObjectRef ref;

	mv_pg_change(lower, CHANGE_SET_OWNER, span)->as.set_owner = change;
	ref = mv_pg_statement_object(lower, stmt->objectType, stmt->relation, stmt->object, NULL, span);
	change->object = ref.kind;
	change->name = ref.name;
	change->signature = mv_pg_signature(lower, &ref);
	change->sub = ref.sub;
	change->owner = mv_pg_role(lower, stmt->newowner);
	mv_pg_set_subject(lower, ref.name.span);
}

/* COMMENT ON <words> name: the words can be more than lead words and the name anything. */
static ObjectRef commented_object(Lower *lower, ObjectType type, const Node *object, Span span)
{
	Cursor cursor = mv_pg_cursor(lower, span);
	const char *words = type == OBJECT_COLUMN ? "COLUMN" : mv_pg_object_words(type);

	mv_pg_skip_to(&cursor, "on");
	if (type == OBJECT_LANGUAGE)
		mv_pg_accept(&cursor, "procedural");
	for (; *words; words++)
		if (*words == ' ')
			mv_pg_advance(&cursor);
	mv_pg_advance(&cursor);
	return mv_pg_object(lower, type, NULL, object, NULL, mv_pg_here(&cursor));
}

void mv_pg_comment(Lower *lower, const Node *node, Span span)
{
	const CommentStmt *stmt = (const CommentStmt *)node;
	CommentChange *change = MV_NEW(lower->arena, CommentChange);
	ObjectRef ref;

	mv_pg_change(lower, CHANGE_COMMENT, span)->as.comment = change;
	ref = commented_object(lower, stmt->objtype, stmt->object, span);
	change->object = ref.kind;
	change->name = ref.name;
	change->part = ref.part;
	change->sub = ref.sub;
	change->signature = mv_pg_signature(lower, &ref);
	change->text = mv_pg_copy(lower, stmt->comment);
	mv_pg_set_subject(lower, mv_pg_object_span(&ref));
}

void mv_pg_security_label(Lower *lower, const Node *node, Span span)
{
	const SecLabelStmt *stmt = (const SecLabelStmt *)node;
	ObjectChange *change = MV_NEW(lower->arena, ObjectChange);
	Cursor cursor = mv_pg_cursor(lower, span);
	ObjectRef ref;

	mv_pg_change(lower, CHANGE_ALTER_OBJECT, span)->as.object = change;
	mv_pg_skip_to(&cursor, "label"); /* [FOR provider] ON ...: a provider named "on" is quoted */
	ref = commented_object(lower, stmt->objtype, stmt->object,
			       cursor.token.kind == TOKEN_END
				       ? span
				       : (Span){ lower->parsed->base + (uint32_t)cursor.token.start, span.end });
	change->object = ref.kind;
	change->name = ref.name;
	change->detail = "security label";
	change->part = ref.part;
	change->signature = mv_pg_signature(lower, &ref);
	*VEC_PUSH(lower->arena, &change->options) = (Option){ .name = mv_pg_copy(lower, stmt->provider ? stmt->provider : ""),
							      .value = mv_pg_copy(lower, stmt->label) };
	mv_pg_set_subject(lower, mv_pg_object_span(&ref));
}

void mv_pg_depends(Lower *lower, const Node *node, Span span)
{
	const AlterObjectDependsStmt *stmt = (const AlterObjectDependsStmt *)node;
	ObjectChange *change = MV_NEW(lower->arena, ObjectChange);
	const char *part = NULL;
	const Node *object = stmt->object;
	ObjectRef ref;

	mv_pg_change(lower, CHANGE_ALTER_OBJECT, span)->as.object = change;
	/* A trigger: its name as a list of one, and the table. */
	if (stmt->relation && object && IsA(object, List) && stmt->objectType == OBJECT_TRIGGER)
		part = strVal(llast((const List *)object));
	ref = mv_pg_statement_object(lower, stmt->objectType, stmt->relation, object, part, span);
	change->object = ref.kind;
	change->name = ref.part.text ? (QName){ .name = ref.part.text, .span = ref.part.span } : ref.name;
	change->detail = stmt->remove ? "no depends on extension" : "depends on extension";
	mv_pg_set_subject(lower, mv_pg_object_span(&ref));
}

void mv_pg_reassign_owned(Lower *lower, const Node *node, Span span)
{
	const ReassignOwnedStmt *stmt = (const ReassignOwnedStmt *)node;
	const ListCell *cell;

	foreach(cell, stmt->roles) {
		const RoleSpec *role = lfirst(cell);
		ObjectChange *change = MV_NEW(lower->arena, ObjectChange);

		mv_pg_change(lower, CHANGE_ALTER_OBJECT, span)->as.object = change;
		change->object = OBJ_ROLE;
		change->name.name = mv_pg_role(lower, role);
		change->name.span = mv_pg_token_span(lower, role->location);
		change->detail = "reassign owned";
		*VEC_PUSH(lower->arena, &change->options) =
			(Option){ .name = "to", .value = mv_pg_role(lower, stmt->newrole) };
		mv_pg_set_subject(lower, change->name.span);
	}
}
