/*
 * emit_privilege.c: privileges and default privileges.
 *
 * What a new object has at first is there already; written is what makes the
 * wanted list of it, item by item in its order, because pg_dump shows the order.
 */
#include "emit.h"

#include <string.h>

/* What the statements say around the privileges. */
typedef struct Place {
	const char *before; /* "ALTER DEFAULT PRIVILEGES ... ", or "" */
	const char *target; /* "TABLE s.t" */
	const char *column; /* or NULL */
	uint32_t all;       /* privileges that there are */
	const char *owner;
} Place;

void mv_emit_role(StrBuf *sql, const char *role)
{
	if (!role)
		mv_buf_adds(sql, "CURRENT_USER");
	else if (strcmp(role, "public") == 0)
		mv_buf_adds(sql, "PUBLIC");
	else
		mv_emit_ident(sql, role);
}

const char *mv_emit_privilege_word(uint32_t bit)
{
	static const char *const words[MV_PRIVILEGE_COUNT] = { "INSERT", "SELECT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER",
							       "EXECUTE", "USAGE", "CREATE", "MAINTAIN" };

	return words[bit];
}

static void add_rights(StrBuf *sql, const Place *place, uint32_t rights)
{
	bool any = false;

	for (uint32_t i = 0; i < MV_PRIVILEGE_COUNT; i++) {
		if (!(rights & (1u << i)) || (rights == place->all && any))
			continue;
		if (any)
			mv_buf_adds(sql, ", ");
		any = true;
		mv_buf_adds(sql, rights == place->all ? "ALL" : mv_emit_privilege_word(i));
		if (place->column) {
			mv_buf_adds(sql, " (");
			mv_emit_ident(sql, place->column);
			mv_buf_addc(sql, ')');
		}
	}
}

static void write_statement(StrBuf *sql, const Place *place, bool grant, const AclItem *item, uint32_t rights, bool with_option)
{
	bool in_name = grant && item->grantor && !mv_streq(item->grantor, place->owner);

	rights &= place->all;
	if (!rights)
		return;
	if (in_name) {
		mv_buf_adds(sql, "SET SESSION AUTHORIZATION ");
		mv_emit_ident(sql, item->grantor);
		mv_buf_adds(sql, ";\n");
	}
	mv_buf_addf(sql, "%s%s ", place->before, grant ? "GRANT" : "REVOKE");
	add_rights(sql, place, rights);
	mv_buf_addf(sql, " ON %s %s ", place->target, grant ? "TO" : "FROM");
	mv_emit_role(sql, item->grantee);
	mv_buf_adds(sql, with_option ? " WITH GRANT OPTION;\n" : ";\n");
	if (in_name)
		mv_buf_adds(sql, "RESET SESSION AUTHORIZATION;\n");
}

static bool same_item(const AclItem *a, const AclItem *b)
{
	return mv_streq(a->grantee, b->grantee) && mv_streq(a->grantor, b->grantor);
}

static void write_acl(StrBuf *sql, const Place *place, const Acl *initial, const Acl *acl)
{
	uint32_t kept = 0;

	/* those that are there from the start stay if they come first in the wanted list, too */
	for (uint32_t i = 0; i < initial->items.count; i++) {
		const AclItem *item = &initial->items.items[i];

		if (kept < acl->items.count && same_item(item, &acl->items.items[kept]) && (acl->items.items[kept].rights & item->rights))
			write_statement(sql, place, false, item, item->rights & ~acl->items.items[kept++].rights, false);
		else
			write_statement(sql, place, false, item, item->rights, false);
	}
	for (uint32_t i = 0; i < acl->items.count; i++) {
		const AclItem *item = &acl->items.items[i];
		uint32_t there = 0;

		for (uint32_t k = 0; i < kept && k < initial->items.count; k++) {
			if (same_item(item, &initial->items.items[k]))
				there = initial->items.items[k].rights;
		}
		write_statement(sql, place, true, item, item->rights & ~item->options & ~there, false);
		write_statement(sql, place, true, item, item->options, true);
	}
}

static uint32_t rights_there_are(const Emit *emit, ObjectKind kind)
{
	return mv_privileges_of(kind) & ~(emit->version < 17 ? (uint32_t)PRIVILEGE_MAINTAIN : 0);
}

static void write_columns(const Emit *emit, StrBuf *sql, const Table *table, Place place)
{
	const Acl none = { 0 };

	place.all = rights_there_are(emit, OBJ_COLUMN);
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Acl *acl = mv_schema_annotation(emit->schema, table->columns.items[i]->id)->acl;

		place.column = table->columns.items[i]->name;
		if (acl)
			write_acl(sql, &place, &none, acl);
	}
}

static void write_privileges(Emit *emit, const Object *object)
{
	const Acl *acl = mv_schema_annotation(emit->schema, object->id)->acl;
	StrBuf target = { 0 }, sql = { 0 };
	Place place = { .before = "", .all = rights_there_are(emit, object->kind), .owner = object->owner };

	if (place.all && mv_emit_target(emit, &target, object, EMIT_USE_PRIVILEGE)) {
		const Acl initial = mv_acl_initial(emit->schema, emit->arena, object);

		place.target = target.ptr;
		if (acl)
			write_acl(&sql, &place, &initial, acl);
		if (mv_emit_is_relation(object))
			write_columns(emit, &sql, (const Table *)object, place);
	}
	if (sql.len) {
		Entry *entry = mv_emit_entry(emit, EMIT_PRIVILEGES, object->schema, object->name, 0);

		entry->about = object->id;
		mv_buf_add(&entry->sql, (Str){ .ptr = sql.ptr, .len = sql.len });
	}
	mv_buf_release(&sql);
	mv_buf_release(&target);
}

static const char *plural_of(ObjectKind kind)
{
	return kind == OBJ_TABLE ? "TABLES" : kind == OBJ_SEQUENCE ? "SEQUENCES" : kind == OBJ_TYPE ? "TYPES" :
	       kind == OBJ_SCHEMA ? "SCHEMAS" : "FUNCTIONS";
}

static const Object *schema_numbered(const Emit *emit, uint32_t id)
{
	for (uint32_t i = 0; i < emit->schema->schemas.count; i++) {
		const Object *schema = emit->schema->schemas.entries[i].value;

		if (schema && schema->id == id)
			return schema;
	}
	return NULL;
}

void mv_emit_privileges_between(Emit *emit, StrBuf *sql, const Object *object, const Column *column, const Acl *before, const Acl *after)
{
	const Acl none = { 0 };
	StrBuf target = { 0 };
	Place place = { .before = "", .all = rights_there_are(emit, column ? OBJ_COLUMN : object->kind), .owner = object->owner,
			.column = column ? column->name : NULL };

	if (place.all && mv_emit_target(emit, &target, object, EMIT_USE_PRIVILEGE)) {
		place.target = target.ptr;
		write_acl(sql, &place, before ? before : &none, after ? after : &none);
	}
	mv_buf_release(&target);
}

void mv_emit_defaults_between(Emit *emit, StrBuf *sql, const Object *schema, const DefaultPrivileges *old, const DefaultPrivileges *new)
{
	const DefaultPrivileges *entry = new ? new : old;
	Acl initial = { 0 };
	StrBuf before = { 0 };
	Place place = { .target = plural_of(entry->object), .all = rights_there_are(emit, entry->object), .owner = entry->role };

	if (!schema)
		initial = mv_acl_default(emit->arena, entry->object, entry->role);
	mv_buf_adds(&before, "ALTER DEFAULT PRIVILEGES ");
	if (entry->role) {
		mv_buf_adds(&before, "FOR ROLE ");
		mv_emit_ident(&before, entry->role);
		mv_buf_addc(&before, ' ');
	}
	if (schema) {
		mv_buf_adds(&before, "IN SCHEMA ");
		mv_emit_ident(&before, schema->name);
		mv_buf_addc(&before, ' ');
	}
	place.before = before.ptr;
	write_acl(sql, &place, old && old->acl ? old->acl : &initial, new && new->acl ? new->acl : &initial);
	mv_buf_release(&before);
}

/* Behind all else, so that it concerns nothing that is written here. */
static void write_defaults(Emit *emit, const DefaultPrivileges *defaults)
{
	const Object *schema = defaults->schema ? schema_numbered(emit, defaults->schema) : NULL;

	if (!defaults->acl || (defaults->schema && !schema))
		return;
	mv_emit_defaults_between(emit,
				 &mv_emit_entry(emit, EMIT_DEFAULT_PRIVILEGES, schema ? schema->name : "", defaults->role ? defaults->role : "", 0)->sql,
				 schema, NULL, defaults);
}

void mv_emit_privileges(Emit *emit)
{
	mv_emit_each(emit, write_privileges);
	for (uint32_t i = 0; i < emit->schema->default_privileges.count; i++)
		write_defaults(emit, &emit->schema->default_privileges.items[i]);
}
