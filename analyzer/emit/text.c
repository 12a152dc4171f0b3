/* text.c: single parts of a schema as SQL, for whoever shows or compares them. */
#include "emit.h"

#include <stdlib.h>
#include <string.h>

static Emit emit_of(const Schema *schema, Arena *arena)
{
	return (Emit){ .schema = schema, .version = schema->server_version, .arena = arena };
}

static char *finish(StrBuf *text, Arena *arena)
{
	char *result = mv_arena_strndup(arena, text->ptr ? text->ptr : "", text->len);

	mv_buf_release(text);
	return result;
}

char *mv_schema_type_text(const Schema *schema, const Type *type, Arena *arena)
{
	Emit emit = emit_of(schema, arena);
	StrBuf text = { 0 };

	if (!type)
		return NULL;
	mv_emit_type(&emit, &text, type);
	return finish(&text, arena);
}

char *mv_schema_expression_text(const Schema *schema, const Expression *expression, Arena *arena)
{
	Emit emit = emit_of(schema, arena);
	StrBuf text = { 0 };

	if (!expression)
		return NULL;
	mv_emit_expression(&emit, &text, expression);
	return finish(&text, arena);
}

char *mv_schema_query_text(const Schema *schema, const QueryInfo *query, const Binding *bindings, Arena *arena)
{
	Emit emit = emit_of(schema, arena);
	StrBuf text = { 0 };

	if (!query)
		return NULL;
	mv_emit_query(&emit, &text, query, bindings);
	return finish(&text, arena);
}

char *mv_schema_key_text(const Schema *schema, const IndexKey *key, Arena *arena)
{
	Emit emit = emit_of(schema, arena);
	StrBuf text = { 0 };

	if (!key)
		return NULL;
	mv_emit_key(&emit, &text, key, true);
	if (key->exclude_operator)
		mv_buf_addf(&text, " WITH %s", key->exclude_operator);
	return finish(&text, arena);
}

char *mv_schema_bound_text(const Schema *schema, const PartitionBound *bound, Arena *arena)
{
	Emit emit = emit_of(schema, arena);
	StrBuf text = { 0 };

	if (!bound)
		return NULL;
	mv_emit_bound(&emit, &text, bound);
	return finish(&text, arena);
}

char *mv_schema_stored_text(const Schema *schema, const StoredObject *stored, Arena *arena)
{
	Emit emit = emit_of(schema, arena);
	StrBuf text = { 0 };

	if (!stored)
		return NULL;
	for (uint32_t i = 0; i < stored->statements.count; i++) {
		mv_buf_adds(&text, i ? ";\n" : "");
		mv_emit_statement(&emit, &text, &stored->object, stored->statements.items[i].code, stored->statements.items[i].bindings);
	}
	return finish(&text, arena);
}

/* ---- privileges ---- */

static int by_role(const void *left, const void *right)
{
	const AclItem *a = left, *b = right;
	/* the role that runs the migrations has no name: it comes first */
	int order = strcmp(a->grantee ? a->grantee : "", b->grantee ? b->grantee : "");

	return order ? order : strcmp(a->grantor ? a->grantor : "", b->grantor ? b->grantor : "");
}

static void add_rights(StrBuf *text, ObjectKind kind, uint32_t rights)
{
	uint32_t all = mv_privileges_of(kind);
	bool any = false;

	/* 17 has one more for tables */
	if ((rights | PRIVILEGE_MAINTAIN) == (all | PRIVILEGE_MAINTAIN)) {
		mv_buf_adds(text, "ALL");
		return;
	}
	for (uint32_t bit = 0; bit < MV_PRIVILEGE_COUNT; bit++) {
		if (!(rights & (1u << bit)))
			continue;
		mv_buf_addf(text, "%s%s", any ? ", " : "", mv_emit_privilege_word(bit));
		any = true;
	}
}

char *mv_schema_acl_text(const Acl *acl, ObjectKind kind, Arena *arena)
{
	AclItem *items;
	StrBuf text = { 0 };

	if (!acl)
		return NULL;
	items = MV_NEW_ARRAY(arena, AclItem, acl->items.count);
	for (uint32_t i = 0; i < acl->items.count; i++)
		items[i] = acl->items.items[i];
	if (acl->items.count)
		qsort(items, acl->items.count, sizeof *items, by_role);
	for (uint32_t i = 0; i < acl->items.count; i++) {
		mv_buf_adds(&text, i ? "; " : "");
		add_rights(&text, kind, items[i].rights);
		mv_buf_adds(&text, " to ");
		mv_emit_role(&text, items[i].grantee);
		if (items[i].options) {
			mv_buf_adds(&text, ", who may grant ");
			add_rights(&text, kind, items[i].options);
		}
		if (items[i].grantor) {
			mv_buf_adds(&text, " by ");
			mv_emit_role(&text, items[i].grantor);
		}
	}
	return finish(&text, arena);
}
