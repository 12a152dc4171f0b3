/* alter_object.c: what changes of types, sequences, routines and other objects; owners, comments, privileges. */
#include "alter.h"

#include <string.h>

/* ---- what is said about any thing ---- */

/* "COLUMN s.t.c", "CONSTRAINT c ON s.t", "TABLE s.t" */
static bool add_target(Alter *alter, StrBuf *sql, const AlterItem *item, const char *name)
{
	const char *words = NULL;
	bool column = item->kind == OBJ_COLUMN || item->kind == OBJ_ATTRIBUTE;

	switch ((int)item->kind) {
	case OBJ_CONSTRAINT:
	case OBJ_DOMAIN_CONSTRAINT:
		words = "CONSTRAINT";
		break;
	case OBJ_TRIGGER:
		words = "TRIGGER";
		break;
	case OBJ_POLICY:
		words = "POLICY";
		break;
	case OBJ_RULE:
		words = "RULE";
		break;
	}
	if (column) {
		mv_buf_adds(sql, "COLUMN ");
		mv_emit_object(sql, item->owner);
		mv_buf_addc(sql, '.');
		mv_emit_ident(sql, name);
		return true;
	}
	if (!words)
		return mv_emit_target(&alter->to.emit, sql, item->thing, EMIT_USE_COMMENT);
	mv_buf_addf(sql, "%s ", words);
	mv_emit_ident(sql, name);
	mv_buf_adds(sql, item->kind == OBJ_DOMAIN_CONSTRAINT ? " ON DOMAIN " : " ON ");
	mv_emit_object(sql, item->owner);
	return true;
}

static const Object *place_of(const AlterItem *item)
{
	return item->owner ? item->owner : item->thing;
}

static void comment_on(Alter *alter, const AlterItem *item, uint32_t id)
{
	const char *comment = mv_schema_annotation(alter->to.emit.schema, id)->comment;
	const char *name = item->kind == OBJ_COLUMN || item->kind == OBJ_ATTRIBUTE	     ? ((const Column *)item->thing)->name :
			   item->kind == OBJ_CONSTRAINT || item->kind == OBJ_DOMAIN_CONSTRAINT ? ((const Constraint *)item->thing)->name :
												  ((const Object *)item->thing)->name;
	StrBuf *sql = &mv_alter_entry(&alter->to, EMIT_COMMENTS, place_of(item))->sql;

	mv_buf_adds(sql, "COMMENT ON ");
	if (!add_target(alter, sql, item, name)) {
		mv_buf_clear(sql);
		return;
	}
	mv_buf_adds(sql, " IS ");
	if (comment && *comment)
		mv_emit_literal(sql, comment);
	else
		mv_buf_adds(sql, "NULL");
	mv_buf_adds(sql, ";\n");
}

static void set_owner(Alter *alter, const Object *object)
{
	StrBuf *sql = &mv_alter_entry(&alter->to, EMIT_OWNERS, object)->sql;

	mv_buf_adds(sql, "ALTER ");
	if (!mv_emit_target(&alter->to.emit, sql, object, EMIT_USE_OWNER)) {
		mv_buf_clear(sql);
		return;
	}
	mv_buf_adds(sql, " OWNER TO ");
	mv_emit_role(sql, object->owner);
	mv_buf_adds(sql, ";\n");
}

static void set_privileges(Alter *alter, const AlterItem *item, uint32_t before, uint32_t after)
{
	bool column = item->kind == OBJ_COLUMN;
	const Object *object = column ? item->owner : item->thing;
	const AlterItem *old = before < alter->from.count ? &alter->from.items[before] : NULL;
	const Acl *a = mv_schema_annotation(alter->from.emit.schema, before)->acl, *b = mv_schema_annotation(alter->to.emit.schema, after)->acl;
	Acl left = { 0 }, right = { 0 };

	if (a)
		left = *a;
	else if (!column && old && old->thing)
		left = mv_acl_initial(alter->from.emit.schema, alter->arena, old->thing);
	if (b)
		right = *b;
	else if (!column)
		right = mv_acl_initial(alter->to.emit.schema, alter->arena, object);
	mv_emit_privileges_between(&alter->to.emit, &mv_alter_entry(&alter->to, EMIT_PRIVILEGES, object)->sql, object,
				   column ? item->thing : NULL, &left, &right);
}

bool mv_alter_said(Alter *alter, const Difference *difference)
{
	uint32_t before = mv_alter_id(difference->object, difference->left), after = mv_alter_id(difference->object, difference->right);
	const AlterItem *item = after && after < alter->to.count ? &alter->to.items[after] : NULL;

	if (!item || !item->thing)
		return false;
	if (strcmp(difference->field, "comment") == 0) {
		comment_on(alter, item, after);
	} else if (strcmp(difference->field, "comment of the index") == 0) {
		const TableIndex *index = ((const Constraint *)difference->right)->index;

		if (index)
			comment_on(alter, &(AlterItem){ .kind = OBJ_INDEX, .thing = index, .owner = item->owner }, index->object.id);
	} else if (strcmp(difference->field, "owner") == 0) {
		set_owner(alter, item->thing);
	} else if (strcmp(difference->field, "privileges") == 0) {
		set_privileges(alter, item, before, after);
	} else {
		return strcmp(difference->field, "security labels") == 0;
	}
	return true;
}

/* ---- enums ---- */

static bool adds_labels_only(const EnumType *a, const EnumType *b)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < b->labels.count && at < a->labels.count; i++)
		at += mv_streq(a->labels.items[at], b->labels.items[i]);
	return at == a->labels.count;
}

static void add_labels(Alter *alter, const EnumType *a, const EnumType *b)
{
	StrBuf *sql = &mv_alter_entry(&alter->to, EMIT_TYPES, &b->object)->sql;
	uint32_t at = 0;

	for (uint32_t i = 0; i < b->labels.count; i++) {
		if (at < a->labels.count && mv_streq(a->labels.items[at], b->labels.items[i])) {
			at++;
			continue;
		}
		mv_buf_adds(sql, "ALTER TYPE ");
		mv_emit_object(sql, &b->object);
		mv_buf_adds(sql, " ADD VALUE ");
		mv_emit_literal(sql, b->labels.items[i]);
		if (at < a->labels.count && i == 0) {
			mv_buf_adds(sql, " BEFORE ");
			mv_emit_literal(sql, a->labels.items[at]);
		} else if (at < a->labels.count) {
			mv_buf_adds(sql, " AFTER ");
			mv_emit_literal(sql, b->labels.items[i - 1]);
		}
		mv_buf_adds(sql, ";\n");
	}
}

/* Does the column only come from a parent that the table has on both sides? */
static bool changes_with_parent(const Alter *alter, const Table *table, const Column *column, const Table *there)
{
	if (!column->inherited || column->local)
		return false;
	for (uint32_t i = 0; i < there->parents.count; i++) {
		const Object *parent = &there->parents.items[i]->object;

		for (uint32_t k = 0; k < table->parents.count; k++) {
			const Object *before = &table->parents.items[k]->object;

			if (mv_streq(parent->name, before->name) && mv_streq(parent->schema, before->schema) && !alter->from.marked[before->id])
				return true;
		}
	}
	return false;
}

/* Labels cannot be taken away or put in another order: a new type takes the place of the old one, column by column. */
static void remake_enum(Alter *alter, const EnumType *a, const EnumType *b)
{
	Entry *maker = alter->to.makers[b->object.id], *entry = mv_alter_entry(&alter->to, EMIT_TYPES, &b->object);
	const char *old = mv_name_make(alter->arena, a->object.name, NULL, "old");
	StrBuf *sql = &entry->sql, last = { 0 };
	TypeUseVec uses = { 0 };

	if (!maker)
		return;
	mv_schema_type_users(alter->from.emit.schema, &a->object, alter->arena, &uses);
	mv_buf_adds(sql, "ALTER TYPE ");
	mv_emit_object(sql, &a->object);
	mv_buf_adds(sql, " RENAME TO ");
	mv_emit_ident(sql, old);
	mv_buf_adds(sql, ";\n");
	mv_buf_add(sql, (Str){ .ptr = maker->sql.ptr, .len = maker->sql.len });
	for (uint32_t i = 0; i < uses.count; i++) {
		const Table *table = uses.items[i].table;
		const Column *column = uses.items[i].column, *now;
		QName name = { 0 };
		const Table *there;
		bool reset;
		Entry *change;

		if (!table || table->object.kind == OBJ_VIEW || table->object.kind == OBJ_MATERIALIZED_VIEW)
			continue;
		name.schema = table->object.schema;
		name.name = table->object.name;
		there = mv_schema_table(alter->to.emit.schema, &name);
		now = there ? mv_table_column(there, column->name) : NULL;
		if (!now || !now->type || now->type->object != b->object.id || changes_with_parent(alter, table, column, there))
			continue;
		mv_alter_users_of_column(alter, table, column->name);
		reset = column->default_value && column->generated == GENERATED_NONE;
		change = mv_alter_entry(&alter->to, EMIT_TABLES, &there->object);
		for (int step = 0; step < 3; step++) {
			if (step != 1 && (!reset || (step == 2 && !now->default_value)))
				continue;
			mv_alter_begin(&change->sql, &there->object);
			mv_buf_adds(&change->sql, " ALTER COLUMN ");
			mv_emit_ident(&change->sql, now->name);
			if (step == 0) {
				mv_buf_adds(&change->sql, " DROP DEFAULT");
			} else if (step == 1) {
				mv_buf_adds(&change->sql, " TYPE ");
				mv_emit_type(&alter->to.emit, &change->sql, now->type);
				mv_buf_adds(&change->sql, " USING ");
				mv_emit_ident(&change->sql, now->name);
				mv_buf_adds(&change->sql, now->type->dimensions ? "::text[]::" : "::text::");
				mv_emit_type(&alter->to.emit, &change->sql, now->type);
			} else {
				mv_buf_adds(&change->sql, " SET");
				mv_emit_default(&alter->to.emit, &change->sql, now);
			}
			mv_buf_adds(&change->sql, ";\n");
		}
	}
	mv_buf_adds(&last, "DROP TYPE ");
	mv_emit_name(&last, a->object.schema, old);
	mv_buf_adds(&last, ";\n");
	mv_buf_add(&mv_alter_entry(&alter->to, EMIT_PARTITIONS, &b->object)->sql, (Str){ .ptr = last.ptr, .len = last.len });
	mv_buf_release(&last);
}

/* ---- domains ---- */

static StrBuf *begin_domain(Alter *alter, const Object *domain)
{
	StrBuf *sql = &mv_alter_entry(&alter->to, EMIT_TYPES, domain)->sql;

	mv_buf_adds(sql, "ALTER DOMAIN ");
	mv_emit_object(sql, domain);
	return sql;
}

static void change_domain(Alter *alter, const Difference *difference)
{
	const Domain *b = difference->right;
	StrBuf *sql;

	if (strcmp(difference->field, "default") == 0) {
		sql = begin_domain(alter, &b->object);
		mv_buf_adds(sql, b->default_value ? " SET DEFAULT " : " DROP DEFAULT");
		if (b->default_value)
			mv_emit_expression(&alter->to.emit, sql, b->default_value);
		mv_buf_adds(sql, ";\n");
	} else if (strcmp(difference->field, "not null") == 0) {
		mv_buf_adds(begin_domain(alter, &b->object), b->not_null ? " SET NOT NULL;\n" : " DROP NOT NULL;\n");
	} else if (strcmp(difference->field, "name of not null") == 0) {
		sql = begin_domain(alter, &b->object);
		mv_buf_adds(sql, " RENAME CONSTRAINT ");
		mv_emit_ident(sql, difference->before);
		mv_buf_adds(sql, " TO ");
		mv_emit_ident(sql, difference->after);
		mv_buf_adds(sql, ";\n");
	} else {
		mv_alter_replace(alter, OBJ_DOMAIN, difference->left, difference->right);
	}
}

static void add_domain_check(Alter *alter, const Constraint *check)
{
	const Object *owner = alter->to.items[check->id].owner;
	StrBuf *sql = owner ? begin_domain(alter, owner) : NULL;

	if (!sql || !check->expression)
		return;
	mv_buf_adds(sql, " ADD CONSTRAINT ");
	mv_emit_ident(sql, check->name);
	mv_buf_adds(sql, " CHECK (");
	mv_emit_expression(&alter->to.emit, sql, check->expression);
	mv_buf_adds(sql, ") NOT VALID;\n");
	if (!check->valid)
		return;
	mv_buf_adds(sql, "ALTER DOMAIN ");
	mv_emit_object(sql, owner);
	mv_buf_adds(sql, " VALIDATE CONSTRAINT ");
	mv_emit_ident(sql, check->name);
	mv_buf_adds(sql, ";\n");
}

static void change_domain_check(Alter *alter, const Difference *difference)
{
	const Constraint *b = difference->right;
	const Object *owner = alter->to.items[b->id].owner;

	if (strcmp(difference->field, "valid") == 0 && b->valid && owner) {
		StrBuf *sql = begin_domain(alter, owner);

		mv_buf_adds(sql, " VALIDATE CONSTRAINT ");
		mv_emit_ident(sql, b->name);
		mv_buf_adds(sql, ";\n");
		return;
	}
	mv_alter_mark(&alter->from, OBJ_DOMAIN_CONSTRAINT, difference->left);
	add_domain_check(alter, b);
}

/* ---- sequences ---- */

static void change_sequence(Alter *alter, const Difference *difference)
{
	const Sequence *b = difference->right;
	const char *field = difference->field;
	StrBuf *sql;

	if (strcmp(field, "identity") == 0 || (b->identity && strcmp(field, "column that owns it") == 0))
		return; /* of the column, which says it */
	sql = &mv_alter_entry(&alter->to, strcmp(field, "column that owns it") == 0 ? EMIT_PARTITIONS : EMIT_SEQUENCES, &b->object)->sql;
	mv_buf_adds(sql, "ALTER SEQUENCE ");
	mv_emit_object(sql, &b->object);
	if (strcmp(field, "persistence") == 0) {
		mv_buf_adds(sql, b->persistence == PERSISTENCE_UNLOGGED ? " SET UNLOGGED;\n" : " SET LOGGED;\n");
	} else if (strcmp(field, "column that owns it") == 0) {
		mv_buf_adds(sql, " OWNED BY ");
		if (b->owner_table) {
			mv_emit_object(sql, &b->owner_table->object);
			mv_buf_addc(sql, '.');
			mv_emit_ident(sql, b->owner_column);
		} else {
			mv_buf_adds(sql, "NONE");
		}
		mv_buf_adds(sql, ";\n");
	} else {
		if (!b->identity)
			mv_buf_addf(sql, " AS %s", mv_emit_integer_words(b->type));
		mv_emit_sequence_options(sql, b);
		mv_buf_adds(sql, b->cycle ? ";\n" : " NO CYCLE;\n");
	}
}

/* ---- routines ---- */

static bool keeps_signature(const char *field)
{
	static const char *const others[] = { "parameters", "result", "returns a set", "definition", "transforms", "kind", NULL };

	for (const char *const *other = others; *other; other++) {
		if (strcmp(*other, field) == 0)
			return false;
	}
	return true;
}

/* The same statement with OR REPLACE: nothing that calls it has to go. Once, however many fields differ. */
static void replace_routine(Alter *alter, const Function *function)
{
	Entry *maker = alter->to.makers[function->object.id];
	Str text = maker ? (Str){ .ptr = maker->sql.ptr, .len = maker->sql.len } : STR("");
	StrBuf sql = { 0 };

	if (!mv_str_starts(text, STR("CREATE ")) || mv_str_starts(text, STR("CREATE OR ")))
		return;
	mv_buf_adds(&sql, "CREATE OR REPLACE ");
	mv_buf_add(&sql, mv_str_slice(text, 7, text.len));
	mv_buf_release(&maker->sql);
	maker->sql = sql;
	maker->wanted = true;
}

/* ---- default privileges ---- */

static void change_defaults(Alter *alter, const DefaultPrivileges *a, const DefaultPrivileges *b)
{
	Emit *emit = &alter->to.emit;
	Entry *entry = mv_emit_entry(emit, EMIT_DEFAULT_PRIVILEGES, "", "", 0);
	const AlterSide *side = b ? &alter->to : &alter->from;
	uint32_t home = b ? b->schema : a->schema;

	entry->wanted = true;
	mv_emit_defaults_between(emit, &entry->sql, home && home < side->count ? side->items[home].thing : NULL, a, b);
}

/* ---- all other objects ---- */

static void change_statistics(Alter *alter, const StoredObject *b)
{
	StrBuf *sql = &mv_alter_entry(&alter->to, EMIT_STATISTICS, &b->object)->sql;

	mv_buf_adds(sql, "ALTER STATISTICS ");
	mv_emit_object(sql, &b->object);
	mv_buf_addf(sql, " SET STATISTICS %s;\n", b->statistics->target ? b->statistics->target : "-1");
}

void mv_alter_object(Alter *alter, const Difference *difference)
{
	const void *a = difference->left, *b = difference->right;
	bool changed = difference->kind == DIFFERENCE_CHANGED;

	switch ((int)difference->object) {
	case OBJ_ENUM:
		if (adds_labels_only(a, b))
			add_labels(alter, a, b);
		else
			remake_enum(alter, a, b);
		return;
	case OBJ_DOMAIN:
		change_domain(alter, difference);
		return;
	case OBJ_DOMAIN_CONSTRAINT:
		if (changed)
			change_domain_check(alter, difference);
		else
			add_domain_check(alter, b);
		return;
	case OBJ_ATTRIBUTE:
		mv_alter_column(alter, difference);
		return;
	case OBJ_SEQUENCE:
		change_sequence(alter, difference);
		return;
	case OBJ_DEFAULT_PRIVILEGES:
		change_defaults(alter, a, b);
		return;
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
		if (keeps_signature(difference->field))
			replace_routine(alter, b);
		else
			mv_alter_replace(alter, difference->object, a, b);
		return;
	case OBJ_STATISTICS:
		if (strcmp(difference->field, "statistics target") == 0 && ((const StoredObject *)b)->statistics)
			change_statistics(alter, b);
		else
			mv_alter_replace(alter, difference->object, a, b);
		return;
	case OBJ_SCHEMA:
	case OBJ_EXTENSION:
		return;
	}
	mv_alter_replace(alter, difference->object, a, b);
}
