/*
 * ddl_schema.c: schemas, with what CREATE SCHEMA holds, and extensions.
 */
#include "ddl.h"

/* The elements of a schema have nothing between them; both words that start one are reserved. */
static void skip_to_element(Cursor *cursor)
{
	while (cursor->token.kind != TOKEN_END && !mv_pg_token_is(cursor->text, cursor->token, "create") &&
	       !mv_pg_token_is(cursor->text, cursor->token, "grant"))
		mv_pg_skip_group(cursor);
}

void mv_pg_create_schema(Lower *lower, const Node *node, Span span)
{
	const CreateSchemaStmt *stmt = (const CreateSchemaStmt *)node;
	/* CREATE SCHEMA AUTHORIZATION r: the schema is named like the role */
	const char *name = stmt->schemaname ? stmt->schemaname : stmt->authrole ? stmt->authrole->rolename : NULL;
	ObjectChange *change = mv_pg_object_change(lower, CHANGE_CREATE_SCHEMA, OBJ_SCHEMA, name, span);
	const char *outer = lower->new_schema;
	const ListCell *cell;
	Cursor cursor;

	change->if_not_exists = stmt->if_not_exists;
	if (!name)
		change->name.unknown = true; /* AUTHORIZATION CURRENT_USER */
	if (stmt->authrole)
		*VEC_PUSH(lower->arena, &change->options) =
			(Option){ .name = "authorization", .value = mv_pg_role(lower, stmt->authrole) };
	lower->new_schema = change->name.name;
	cursor = mv_pg_cursor(lower, span);
	mv_pg_advance(&cursor);
	skip_to_element(&cursor);
	foreach(cell, stmt->schemaElts) {
		int start = mv_pg_here(&cursor);

		mv_pg_advance(&cursor);
		skip_to_element(&cursor);
		mv_pg_lower(lower, lfirst(cell), start < 0 ? span : mv_pg_span_from(lower, start, &cursor));
	}
	lower->new_schema = outer;
}

void mv_pg_create_extension(Lower *lower, const Node *node, Span span)
{
	const CreateExtensionStmt *stmt = (const CreateExtensionStmt *)node;
	ObjectChange *change = mv_pg_object_change(lower, CHANGE_CREATE_EXTENSION, OBJ_EXTENSION, stmt->extname, span);
	uint32_t i;

	change->if_not_exists = stmt->if_not_exists;
	change->options = mv_pg_options(lower, stmt->options);
	for (i = 0; i < change->options.count; i++) {
		if (mv_streq(change->options.items[i].name, "new_version"))
			change->options.items[i].name = "version";
		else if (mv_streq(change->options.items[i].name, "cascade"))
			change->cascade = true;
	}
}

void mv_pg_alter_extension(Lower *lower, const Node *node, Span span)
{
	const AlterExtensionStmt *stmt = (const AlterExtensionStmt *)node;
	ObjectChange *change = mv_pg_object_change(lower, CHANGE_ALTER_OBJECT, OBJ_EXTENSION, stmt->extname, span);
	uint32_t i;

	change->detail = "update";
	change->options = mv_pg_options(lower, stmt->options);
	for (i = 0; i < change->options.count; i++)
		if (mv_streq(change->options.items[i].name, "new_version"))
			change->options.items[i].name = "version";
}

void mv_pg_alter_extension_contents(Lower *lower, const Node *node, Span span)
{
	const AlterExtensionContentsStmt *stmt = (const AlterExtensionContentsStmt *)node;
	ObjectChange *change = mv_pg_object_change(lower, CHANGE_ALTER_OBJECT, OBJ_EXTENSION, stmt->extname, span);
	ObjectRef ref = mv_pg_object(lower, stmt->objtype, NULL, stmt->object, NULL, -1);

	change->detail = stmt->action > 0 ? "add member" : "drop member";
	*VEC_PUSH(lower->arena, &change->options) =
		(Option){ .name = mv_object_kind_name(ref.kind), .value = mv_qname_format(&ref.name, lower->arena) };
}
