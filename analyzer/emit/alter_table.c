/* alter_table.c: what changes of relations and their columns, one field each. */
#include "alter.h"

#include <string.h>

static const Object *owner_of(const AlterSide *side, ObjectKind kind, const void *thing)
{
	return side->items[mv_alter_id(kind, thing)].owner;
}

/* "ALTER TABLE s.t ALTER COLUMN c" */
static StrBuf *begin_column(Alter *alter, EmitPhase phase, const Object *owner, const Column *column)
{
	StrBuf *sql = &mv_alter_entry(&alter->to, phase, owner)->sql;

	mv_alter_begin(sql, owner);
	mv_buf_adds(sql, " ALTER COLUMN ");
	mv_emit_ident(sql, column->name);
	return sql;
}

static void continue_column(StrBuf *sql, const Object *owner, const Column *column)
{
	mv_alter_begin(sql, owner);
	mv_buf_adds(sql, " ALTER COLUMN ");
	mv_emit_ident(sql, column->name);
}

/* ---- columns that come ---- */

static void add_column(Alter *alter, const Object *owner, const Column *column, bool again)
{
	Table table;
	Entry *entry;

	/* what a parent has comes from there; a view's columns are its query's */
	if ((column->inherited && !column->local && !again) || owner->kind == OBJ_VIEW || owner->kind == OBJ_MATERIALIZED_VIEW)
		return;
	table = *(const Table *)owner;
	table.type_name = NULL; /* it becomes one OF a type later, and the column is written in full */
	entry = mv_alter_entry(&alter->to, EMIT_TABLES, owner);
	mv_alter_begin(&entry->sql, owner);
	mv_buf_adds(&entry->sql, " ADD COLUMN ");
	mv_emit_column(&alter->to.emit, entry, &table, column);
	mv_buf_adds(&entry->sql, ";\n");
	mv_emit_column_settings(&alter->to.emit, mv_alter_entry(&alter->to, EMIT_PARTITIONS, owner), &table, column);
	if (mv_schema_annotation(alter->to.emit.schema, column->id)->acl)
		mv_emit_privileges_between(&alter->to.emit, &mv_alter_entry(&alter->to, EMIT_PRIVILEGES, owner)->sql, owner, column, NULL,
					   mv_schema_annotation(alter->to.emit.schema, column->id)->acl);
}

/* ---- types ---- */

static bool is_one_of(const char *name, const char *const *names)
{
	while (*names && strcmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

/* Does ALTER TYPE convert by itself, as an assignment would? When it is not known: no, and USING says how. */
static bool converts_itself(const Type *a, const Type *b)
{
	static const char *const texts[] = { "text", "varchar", "bpchar", "name", NULL };
	static const char *const numbers[] = { "int2", "int4", "int8", "numeric", "float4", "float8", NULL };
	static const char *const times[] = { "date", "timestamp", "timestamptz", NULL };
	static const char *const jsons[] = { "json", "jsonb", NULL };
	static const char *const bits[] = { "bit", "varbit", NULL };
	static const char *const nets[] = { "inet", "cidr", NULL };
	static const char *const *const families[] = { numbers, times, jsons, bits, nets };

	if (a->object == b->object && mv_streq(a->name, b->name))
		return true;
	if (!b->object && is_one_of(b->name, texts))
		return true;
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		if (!a->object && !b->object && is_one_of(a->name, families[i]) && is_one_of(b->name, families[i]))
			return true;
	}
	return false;
}

/* A default that was made for the old type might not be converted. */
static bool resets_default(const Column *a, const Column *b)
{
	return a->type && b->type && (a->default_value || a->null_default) && a->generated == GENERATED_NONE &&
	       (!mv_streq(a->type->name, b->type->name) || a->type->dimensions != b->type->dimensions);
}

/* Of this table ONLY: each child says its own. */
static void set_default(Alter *alter, Entry *entry, const Object *owner, const Column *column)
{
	mv_buf_adds(&entry->sql, owner->kind == OBJ_FOREIGN_TABLE ? "ALTER FOREIGN TABLE ONLY " : "ALTER TABLE ONLY ");
	mv_emit_object(&entry->sql, owner);
	mv_buf_adds(&entry->sql, " ALTER COLUMN ");
	mv_emit_ident(&entry->sql, column->name);
	if (column->default_value || column->null_default) {
		mv_buf_adds(&entry->sql, " SET");
		mv_emit_default(&alter->to.emit, &entry->sql, column);
		mv_emit_need_expression(&alter->to.emit, entry, column->default_value);
	} else {
		mv_buf_adds(&entry->sql, " DROP DEFAULT");
	}
	mv_buf_adds(&entry->sql, ";\n");
}

static void change_type(Alter *alter, const Object *owner, const Column *a, const Column *b)
{
	Entry *entry = mv_alter_entry(&alter->to, EMIT_TABLES, owner);
	StrBuf *sql = &entry->sql;
	bool is_enum = false;

	if (!b->type || !a->type)
		return;
	mv_emit_need_type(&alter->to.emit, entry, b->type);
	if (owner->kind == OBJ_COMPOSITE) {
		mv_alter_begin(sql, owner);
		mv_buf_adds(sql, " ALTER ATTRIBUTE ");
		mv_emit_ident(sql, b->name);
	} else {
		mv_alter_users_of_column(alter, (const Table *)alter->from.items[a->id].owner, a->name);
		if (resets_default(a, b)) {
			continue_column(sql, owner, b);
			mv_buf_adds(sql, " DROP DEFAULT;\n");
		}
		continue_column(sql, owner, b);
	}
	mv_buf_adds(sql, " TYPE ");
	mv_emit_type(&alter->to.emit, sql, b->type);
	if (b->collation) {
		mv_buf_adds(sql, " COLLATE ");
		mv_emit_collation(sql, b->collation);
	}
	if (owner->kind != OBJ_COMPOSITE && owner->kind != OBJ_FOREIGN_TABLE && !converts_itself(a->type, b->type)) {
		is_enum = (a->type->object && a->type->object < alter->from.count && alter->from.items[a->type->object].kind == OBJ_ENUM) ||
			  (b->type->object && b->type->object < alter->to.count && alter->to.items[b->type->object].kind == OBJ_ENUM);
		mv_buf_adds(sql, " USING ");
		mv_emit_ident(sql, b->name);
		mv_buf_adds(sql, is_enum ? "::text::" : "::");
		mv_emit_type(&alter->to.emit, sql, b->type);
	}
	mv_buf_adds(sql, ";\n");
	if (owner->kind != OBJ_COMPOSITE && resets_default(a, b) && (b->default_value || b->null_default))
		set_default(alter, entry, owner, b);
}

/* ---- NOT NULL ---- */

/* A valid CHECK tells the server that no row has to be looked at under the strongest lock. */
static void set_not_null(Alter *alter, const Object *owner, const Column *column)
{
	StrBuf *sql = &mv_alter_entry(&alter->to, EMIT_TABLES, owner)->sql;
	const char *check = mv_name_make(alter->arena, owner->name, column->name, "present");

	if (owner->kind == OBJ_TABLE) {
		mv_alter_begin(sql, owner);
		mv_buf_adds(sql, " ADD CONSTRAINT ");
		mv_emit_ident(sql, check);
		mv_buf_adds(sql, " CHECK (");
		mv_emit_ident(sql, column->name);
		mv_buf_adds(sql, " IS NOT NULL) NOT VALID;\n");
		mv_alter_begin(sql, owner);
		mv_buf_adds(sql, " VALIDATE CONSTRAINT ");
		mv_emit_ident(sql, check);
		mv_buf_adds(sql, ";\n");
	}
	continue_column(sql, owner, column);
	mv_buf_adds(sql, " SET NOT NULL;\n");
	if (owner->kind != OBJ_TABLE)
		return;
	mv_alter_begin(sql, owner);
	mv_buf_adds(sql, " DROP CONSTRAINT ");
	mv_emit_ident(sql, check);
	mv_buf_adds(sql, ";\n");
}

/* ---- identity and generated columns ---- */

static void change_identity(Alter *alter, const Object *owner, const Column *a, const Column *b)
{
	Entry *entry = mv_alter_entry(&alter->to, b->identity == IDENTITY_NONE ? EMIT_TABLES : EMIT_PARTITIONS, owner);
	StrBuf *sql = &entry->sql;

	continue_column(sql, owner, b);
	if (b->identity == IDENTITY_NONE) {
		mv_buf_adds(sql, " DROP IDENTITY;\n");
	} else if (a->identity != IDENTITY_NONE) {
		mv_buf_adds(sql, b->identity == IDENTITY_ALWAYS ? " SET GENERATED ALWAYS;\n" : " SET GENERATED BY DEFAULT;\n");
	} else {
		mv_buf_adds(sql, " ADD");
		mv_emit_identity(sql, (const Table *)owner, b);
		mv_buf_adds(sql, ";\n");
	}
}

static void change_generation(Alter *alter, const Object *owner, const Column *a, const Column *b)
{
	Entry *entry = mv_alter_entry(&alter->to, EMIT_TABLES, owner);
	StrBuf *sql = &entry->sql;

	if (a->generated == GENERATED_STORED && b->generated == GENERATED_NONE) {
		continue_column(sql, owner, b);
		mv_buf_adds(sql, " DROP EXPRESSION;\n");
	} else if (a->generated == b->generated && alter->version >= 17) {
		continue_column(sql, owner, b);
		mv_buf_adds(sql, " SET EXPRESSION AS (");
		mv_emit_expression(&alter->to.emit, sql, b->generation);
		mv_emit_need_expression(&alter->to.emit, entry, b->generation);
		mv_buf_adds(sql, ");\n");
	} else {
		/* what was computed is computed again */
		mv_alter_users_of_column(alter, (const Table *)alter->from.items[a->id].owner, a->name);
		mv_alter_mark(&alter->from, OBJ_COLUMN, a);
		mv_alter_mark(&alter->to, OBJ_COLUMN, b);
		add_column(alter, owner, b, true);
	}
}

/* ---- options ---- */

static const Option *option_named(const OptionVec *options, const Option *wanted)
{
	for (uint32_t i = 0; i < options->count; i++) {
		if (mv_streq(options->items[i].name, wanted->name) && mv_streq(options->items[i].prefix, wanted->prefix))
			return &options->items[i];
	}
	return NULL;
}

static void add_option_name(StrBuf *sql, const Option *option)
{
	if (option->prefix)
		mv_buf_addf(sql, "%s.", option->prefix);
	mv_emit_ident(sql, option->name);
}

void mv_alter_options(Alter *alter, StrBuf *sql, const char *before, const OptionVec *from, const OptionVec *to)
{
	OptionVec set = { 0 };
	bool any = false;

	for (uint32_t i = 0; i < from->count; i++) {
		if (option_named(to, &from->items[i]))
			continue;
		if (any)
			mv_buf_adds(sql, ", ");
		else
			mv_buf_addf(sql, "%s RESET (", before);
		any = true;
		add_option_name(sql, &from->items[i]);
	}
	mv_buf_adds(sql, any ? ");\n" : "");
	for (uint32_t i = 0; i < to->count; i++) {
		const Option *old = option_named(from, &to->items[i]);

		if (!old || !mv_streq(old->value, to->items[i].value))
			*VEC_PUSH(alter->arena, &set) = to->items[i];
	}
	if (!set.count)
		return;
	mv_buf_adds(sql, before);
	mv_buf_adds(sql, " SET (");
	mv_emit_options(sql, &set);
	mv_buf_adds(sql, ");\n");
}

static void change_foreign_options(StrBuf *sql, const char *before, const OptionVec *from, const OptionVec *to)
{
	bool any = false;

	for (uint32_t i = 0; i < from->count; i++) {
		if (option_named(to, &from->items[i]))
			continue;
		mv_buf_addf(sql, "%s%sDROP ", any ? "" : before, any ? ", " : " OPTIONS (");
		mv_emit_ident(sql, from->items[i].name);
		any = true;
	}
	for (uint32_t i = 0; i < to->count; i++) {
		const Option *old = option_named(from, &to->items[i]);

		if (old && mv_streq(old->value, to->items[i].value))
			continue;
		mv_buf_addf(sql, "%s%s%s ", any ? "" : before, any ? ", " : " OPTIONS (", old ? "SET" : "ADD");
		mv_emit_ident(sql, to->items[i].name);
		mv_buf_addc(sql, ' ');
		mv_emit_literal(sql, to->items[i].value ? to->items[i].value : "");
		any = true;
	}
	mv_buf_adds(sql, any ? ");\n" : "");
}

static const char *text_of(Alter *alter, StrBuf *sql)
{
	const char *text = mv_buf_to_arena(sql, alter->arena);

	mv_buf_release(sql);
	return text;
}

/* ---- a field of a column ---- */

/* Servers before 16 have no word for it; NULL: not known. */
static const char *default_storage(const Type *type)
{
	static const char *const extended[] = { "text", "varchar", "bpchar", "bytea", "json", "jsonb", "xml", "tsvector", "citext", "hstore", "path", "polygon" };

	if (!type || type->unknown)
		return NULL;
	for (size_t i = 0; i < sizeof extended / sizeof *extended; i++) {
		if (type->dimensions || mv_streq(type->name, extended[i]))
			return "EXTENDED";
	}
	return mv_streq(type->name, "numeric") || mv_streq(type->name, "inet") || mv_streq(type->name, "cidr") ? "MAIN" : NULL;
}


static void change_column(Alter *alter, const char *field, const char *after, const Object *owner, const Column *a, const Column *b)
{
	bool from_parent = a->inherited && !a->local && b->inherited && !b->local;
	bool set = after != NULL;
	StrBuf before = { 0 };

	/* a view's query makes it */
	if ((owner->kind == OBJ_VIEW || owner->kind == OBJ_MATERIALIZED_VIEW) && (strcmp(field, "type") == 0 || strcmp(field, "collation") == 0))
		return;
	/* what is the parent's is changed there */
	if (from_parent && (strcmp(field, "type") == 0 || strcmp(field, "collation") == 0 || strncmp(field, "generat", 7) == 0))
		return;
	if (strcmp(field, "type") == 0 || (strcmp(field, "collation") == 0 && mv_streq(mv_schema_type_text(alter->from.emit.schema, a->type, alter->arena),
										      mv_schema_type_text(alter->to.emit.schema, b->type, alter->arena)))) {
		change_type(alter, owner, a, b);
	} else if (strcmp(field, "not null") == 0) {
		if (b->not_null == TRI_YES)
			set_not_null(alter, owner, b);
		else if (!(b->not_null_inherited))
			mv_buf_adds(begin_column(alter, EMIT_TABLES, owner, b), " DROP NOT NULL;\n");
	} else if (strcmp(field, "default") == 0) {
		if (!resets_default(a, b) && a->generated == GENERATED_NONE && b->generated == GENERATED_NONE)
			set_default(alter, mv_alter_entry(&alter->to, EMIT_TABLES, owner), owner, b);
	} else if (strcmp(field, "identity") == 0) {
		change_identity(alter, owner, a, b);
	} else if (strcmp(field, "generated") == 0 || strcmp(field, "generation") == 0) {
		change_generation(alter, owner, a, b);
	} else if (strcmp(field, "storage") == 0) {
		const char *storage = set ? after : alter->to.emit.version >= 16 ? "DEFAULT" : default_storage(b->type);

		if (storage)
			mv_buf_addf(begin_column(alter, EMIT_PARTITIONS, owner, b), " SET STORAGE %s;\n", storage);
	} else if (strcmp(field, "compression") == 0) {
		mv_buf_addf(begin_column(alter, EMIT_PARTITIONS, owner, b), " SET COMPRESSION %s;\n", set ? after : "DEFAULT");
	} else if (strcmp(field, "statistics target") == 0) {
		mv_buf_addf(begin_column(alter, EMIT_PARTITIONS, owner, b), " SET STATISTICS %s;\n", set ? after : "-1");
	} else if (strcmp(field, "name of not null") == 0) {
		StrBuf *sql = &mv_alter_entry(&alter->to, EMIT_TABLES, owner)->sql;

		mv_alter_begin(sql, owner);
		mv_buf_adds(sql, " RENAME CONSTRAINT ");
		mv_emit_ident(sql, a->not_null_name);
		mv_buf_adds(sql, " TO ");
		mv_emit_ident(sql, b->not_null_name);
		mv_buf_adds(sql, ";\n");
	} else if (strcmp(field, "options") == 0) {
		continue_column(&before, owner, b);
		mv_alter_options(alter, &mv_alter_entry(&alter->to, EMIT_PARTITIONS, owner)->sql, text_of(alter, &before), &a->options, &b->options);
	} else if (strcmp(field, "foreign options") == 0) {
		continue_column(&before, owner, b);
		change_foreign_options(&mv_alter_entry(&alter->to, EMIT_PARTITIONS, owner)->sql, text_of(alter, &before), &a->fdw_options,
				       &b->fdw_options);
	}
}

void mv_alter_column(Alter *alter, const Difference *difference)
{
	const Column *a = difference->left, *b = difference->right;
	const Object *owner = owner_of(&alter->to, difference->object, b);

	if (!owner)
		return;
	if (difference->kind == DIFFERENCE_UNEXPECTED && owner->kind == OBJ_COMPOSITE) {
		Entry *entry = mv_alter_entry(&alter->to, EMIT_TYPES, owner);

		mv_alter_begin(&entry->sql, owner);
		mv_buf_adds(&entry->sql, " ADD ATTRIBUTE ");
		mv_emit_ident(&entry->sql, b->name);
		mv_buf_addc(&entry->sql, ' ');
		mv_emit_type(&alter->to.emit, &entry->sql, b->type);
		mv_emit_need_type(&alter->to.emit, entry, b->type);
		mv_buf_adds(&entry->sql, ";\n");
	} else if (difference->kind == DIFFERENCE_UNEXPECTED) {
		add_column(alter, owner, b, false);
	} else if (owner->kind == OBJ_COMPOSITE) {
		if (strcmp(difference->field, "type") == 0 || strcmp(difference->field, "collation") == 0)
			change_type(alter, owner, a, b);
	} else {
		change_column(alter, difference->field, difference->after, owner, a, b);
	}
}

/* ---- a field of a relation ---- */

static const char *relation_words(const Object *object)
{
	return object->kind == OBJ_VIEW ? "ALTER VIEW " : object->kind == OBJ_MATERIALIZED_VIEW ? "ALTER MATERIALIZED VIEW " :
	       object->kind == OBJ_FOREIGN_TABLE ? "ALTER FOREIGN TABLE " : "ALTER TABLE ";
}

static const char *begin_relation(Alter *alter, const Object *object)
{
	StrBuf sql = { 0 };

	mv_buf_adds(&sql, relation_words(object));
	mv_emit_object(&sql, object);
	return text_of(alter, &sql);
}

static bool has_parent(const Table *table, const Table *parent)
{
	for (uint32_t i = 0; i < table->parents.count; i++) {
		if (mv_streq(table->parents.items[i]->object.name, parent->object.name) &&
		    mv_streq(table->parents.items[i]->object.schema, parent->object.schema))
			return true;
	}
	return false;
}

static void change_parents(Alter *alter, const Table *a, const Table *b, bool bound)
{
	for (uint32_t i = 0; i < a->parents.count; i++) {
		StrBuf *sql;

		if (!bound && has_parent(b, a->parents.items[i]))
			continue;
		sql = &mv_alter_entry(&alter->from, EMIT_PARTITIONS, &a->object)->sql;
		mv_alter_begin(sql, a->bound ? &a->parents.items[i]->object : &a->object);
		mv_buf_adds(sql, a->bound ? " DETACH PARTITION " : " NO INHERIT ");
		mv_emit_object(sql, a->bound ? &a->object : &a->parents.items[i]->object);
		mv_buf_adds(sql, ";\n");
	}
	for (uint32_t i = 0; i < b->parents.count; i++) {
		Entry *entry;

		if (!bound && has_parent(a, b->parents.items[i]))
			continue;
		entry = mv_alter_entry(&alter->to, EMIT_PARTITIONS, &b->object);
		mv_emit_need(&alter->to.emit, entry, b->parents.items[i]->object.id);
		mv_alter_begin(&entry->sql, b->bound ? &b->parents.items[i]->object : &b->object);
		mv_buf_adds(&entry->sql, b->bound ? " ATTACH PARTITION " : " INHERIT ");
		mv_emit_object(&entry->sql, b->bound ? &b->object : &b->parents.items[i]->object);
		if (b->bound) {
			mv_buf_addc(&entry->sql, ' ');
			mv_emit_bound(&alter->to.emit, &entry->sql, b->bound);
		}
		mv_buf_adds(&entry->sql, ";\n");
	}
}

static void change_row_security(StrBuf *sql, const Table *a, const Table *b)
{
	if (a->row_security != b->row_security) {
		mv_alter_begin(sql, &b->object);
		mv_buf_adds(sql, b->row_security ? " ENABLE ROW LEVEL SECURITY;\n" : " DISABLE ROW LEVEL SECURITY;\n");
	}
	if (a->forced_row_security != b->forced_row_security) {
		mv_alter_begin(sql, &b->object);
		mv_buf_adds(sql, b->forced_row_security ? " FORCE ROW LEVEL SECURITY;\n" : " NO FORCE ROW LEVEL SECURITY;\n");
	}
}

/* Columns may only be added, at the end, and no other changed. */
static bool can_replace_view(const Alter *alter, const Table *a, const Table *b)
{
	if (a->object.kind != OBJ_VIEW || a->object.incomplete || b->object.incomplete || a->columns.count > b->columns.count)
		return false;
	for (uint32_t i = 0; i < a->columns.count; i++) {
		const Column *left = a->columns.items[i], *right = b->columns.items[i];
		const char *before = mv_schema_type_text(alter->from.emit.schema, left->type, alter->arena);

		if (!left->type || !right->type || !mv_streq(left->name, right->name) || !mv_streq(left->collation, right->collation) ||
		    !mv_streq(before, mv_schema_type_text(alter->to.emit.schema, right->type, alter->arena)))
			return false;
	}
	return true;
}

/* What INSERT through the view takes. */
static void change_view_defaults(Alter *alter, Entry *entry, const Table *a, const Table *b)
{
	for (uint32_t i = 0; i < b->columns.count; i++) {
		const Expression *before = i < a->columns.count ? a->columns.items[i]->default_value : NULL, *after = b->columns.items[i]->default_value;

		if ((before || after) && !(before && after && mv_expressions_equal(before, after)))
			set_default(alter, entry, &b->object, b->columns.items[i]);
	}
}

static void change_query(Alter *alter, const Table *a, const Table *b)
{
	Entry *entry;

	if (!can_replace_view(alter, a, b)) {
		mv_alter_replace(alter, a->object.kind, a, b);
		return;
	}
	entry = mv_alter_entry(&alter->to, EMIT_VIEWS, &b->object);
	mv_emit_need_query(&alter->to.emit, entry, b->query, b->bindings);
	mv_buf_adds(&entry->sql, "CREATE OR REPLACE VIEW ");
	mv_emit_object(&entry->sql, &b->object);
	mv_buf_adds(&entry->sql, " (");
	for (uint32_t i = 0; i < b->columns.count; i++) {
		mv_buf_adds(&entry->sql, i ? ", " : "");
		mv_emit_ident(&entry->sql, b->columns.items[i]->name);
	}
	mv_buf_adds(&entry->sql, ")");
	mv_emit_with(&entry->sql, "WITH", &b->options);
	mv_buf_adds(&entry->sql, " AS\n");
	mv_emit_query(&alter->to.emit, &entry->sql, b->query, b->bindings);
	mv_buf_adds(&entry->sql, ";\n");
	change_view_defaults(alter, entry, a, b);
}

static void change_replica_identity(StrBuf *sql, const Table *b)
{
	bool full = mv_streq(b->replica_identity, "full"), nothing = mv_streq(b->replica_identity, "nothing");

	/* one that an index is, is said with that */
	for (uint32_t i = 0; i < b->indexes.count; i++) {
		if (b->indexes.items[i]->replica_identity)
			return;
	}
	mv_alter_begin(sql, &b->object);
	mv_buf_addf(sql, " REPLICA IDENTITY %s;\n", full ? "FULL" : nothing ? "NOTHING" : "DEFAULT");
}

/* Columns of a typed table are its type's: free of that first, and under the other type last. */
static void change_row_type(Alter *alter, StrBuf *sql, const Table *a, const Table *b)
{
	if (a->type_name) {
		StrBuf *first = &mv_alter_entry(&alter->from, EMIT_PARTITIONS, &a->object)->sql;

		mv_alter_begin(first, &a->object);
		mv_buf_adds(first, " NOT OF;\n");
	}
	if (!b->type_name)
		return;
	mv_alter_begin(sql, &b->object);
	mv_buf_adds(sql, " OF ");
	mv_emit_name(sql, b->type_schema, b->type_name);
	mv_buf_adds(sql, ";\n");
}

void mv_alter_table(Alter *alter, const Difference *difference)
{
	const Table *a = difference->left, *b = difference->right;
	const Object *object = &b->object;
	const char *field = difference->field, *after = difference->after, *begin = begin_relation(alter, object);
	StrBuf *sql = &mv_alter_entry(&alter->to, object->kind == OBJ_TABLE || object->kind == OBJ_FOREIGN_TABLE ? EMIT_PARTITIONS : EMIT_ATTACHED,
				      object)->sql;

	if (strcmp(field, "persistence") == 0)
		mv_buf_addf(sql, "%s SET %s;\n", begin, b->persistence == PERSISTENCE_UNLOGGED ? "UNLOGGED" : "LOGGED");
	else if (strcmp(field, "options") == 0 && object->kind == OBJ_FOREIGN_TABLE)
		change_foreign_options(sql, begin, &a->options, &b->options);
	else if (strcmp(field, "options") == 0)
		mv_alter_options(alter, sql, begin, &a->options, &b->options);
	else if (strcmp(field, "partitioned by") == 0 || strcmp(field, "partition keys") == 0)
		mv_alter_replace_table(alter, a, b); /* no ALTER makes a table partitioned */
	else if (strcmp(field, "parents") == 0)
		change_parents(alter, a, b, false);
	else if (strcmp(field, "partition bound") == 0 && a->bound && b->bound)
		change_parents(alter, a, b, true);
	else if (strcmp(field, "row security") == 0)
		change_row_security(sql, a, b);
	else if (strcmp(field, "access method") == 0)
		mv_buf_addf(sql, "%s SET ACCESS METHOD %s;\n", begin, after ? after : "heap");
	else if (strcmp(field, "tablespace") == 0)
		mv_buf_addf(sql, "%s SET TABLESPACE %s;\n", begin, after ? after : "pg_default");
	else if (strcmp(field, "replica identity") == 0)
		change_replica_identity(sql, b);
	else if (strcmp(field, "populated") == 0)
		mv_buf_addf(sql, "REFRESH %s%s;\n", begin + 6, b->populated ? "" : " WITH NO DATA");
	else if (strcmp(field, "query") == 0)
		change_query(alter, a, b);
	else if (strcmp(field, "type") == 0)
		change_row_type(alter, sql, a, b);
	else if (strcmp(field, "server") == 0)
		mv_alter_replace(alter, object->kind, a, b);
}
