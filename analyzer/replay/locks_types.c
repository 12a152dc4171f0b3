/* locks_types.c: domains, composite types and sequences; COMMENT and GRANT. */
#include "locks.h"

/* Is this the domain, or a domain over it? */
static bool is_domain(const Locks *l, const Type *type, const Object *domain)
{
	for (int depth = 0; type && !type->dimensions && depth < 32; depth++) {
		const Object *object = mv_schema_type(l->schema, type->schema, type->name);

		if (!object || object->kind != OBJ_DOMAIN)
			return false;
		if (object == domain)
			return true;
		type = ((const Domain *)object)->base;
	}
	return false;
}

/* Every value of the domain is checked: SHARE on each table that has a column of it, so that nobody adds more meanwhile. */
static void check_users(Locks *l, const Object *domain, WorkReason reason)
{
	const Map *relations = &l->schema->relations;

	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *object = relations->entries[i].value;
		const Table *table = (const Table *)object;
		bool uses = false;

		if (!object || (object->kind != OBJ_TABLE && object->kind != OBJ_MATERIALIZED_VIEW))
			continue;
		for (uint32_t j = 0; j < table->columns.count && !uses; j++)
			uses = is_domain(l, table->columns.items[j]->type, domain);
		if (!uses)
			continue;
		mv_locks_add(l, table, LOCK_SHARE);
		mv_locks_scan(l, table, reason);
	}
}

static bool is_valid_already(const Domain *domain, const char *name)
{
	for (uint32_t i = 0; i < domain->checks.count; i++) {
		if (mv_streq(domain->checks.items[i]->name, name))
			return domain->checks.items[i]->valid;
	}
	return false;
}

void mv_locks_domain(Locks *l, const AlterDomain *change)
{
	const Object *object = change->name.unknown ? NULL : mv_schema_type(l->schema, change->name.schema, change->name.name);
	const Domain *domain = (const Domain *)object;

	if (!object || object->kind != OBJ_DOMAIN)
		return;
	switch (change->what) {
	case DOMAIN_ADD_CONSTRAINT:
		if (change->constraint && !change->constraint->not_valid)
			check_users(l, object, change->constraint->kind == CONSTRAINT_NOT_NULL ? WORK_NOT_NULL : WORK_CHECK);
		break;
	case DOMAIN_VALIDATE_CONSTRAINT:
		if (!is_valid_already(domain, change->constraint_name.text))
			check_users(l, object, WORK_CHECK);
		break;
	case DOMAIN_SET_NOT_NULL:
		if (!domain->not_null)
			check_users(l, object, WORK_NOT_NULL);
		break;
	case DOMAIN_SET_DEFAULT:
	case DOMAIN_DROP_DEFAULT:
	case DOMAIN_DROP_NOT_NULL:
	case DOMAIN_DROP_CONSTRAINT:
		break; /* nothing can become wrong: no table is locked */
	}
}

/* Tables OF the type change with it. */
void mv_locks_composite(Locks *l, const AlterComposite *change)
{
	const Object *type = change->name.unknown ? NULL : mv_schema_type(l->schema, change->name.schema, change->name.name);
	const Map *relations = &l->schema->relations;

	mv_locks_other(l, type, &change->name, OBJ_COMPOSITE, LOCK_ACCESS_EXCLUSIVE);
	for (uint32_t i = 0; type && change->cascade && i < relations->count; i++) {
		const Object *object = relations->entries[i].value;
		const Change *made = object ? object->birth.change : NULL;
		const QName *of = made && made->kind == CHANGE_CREATE_TABLE ? &made->as.table->of_type : NULL;
		TableList family;

		if (!of || !of->name || object->kind != OBJ_TABLE || mv_schema_type(l->schema, of->schema, of->name) != type)
			continue;
		family = mv_locks_family(l, (const Table *)object, false);
		mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
		if (mv_streq(change->what, "alter attribute") && change->attribute && change->attribute_name.text)
			mv_locks_retype(l, &family, change->attribute_name.text, change->attribute->type, NULL);
		else if (mv_streq(change->what, "drop attribute") && change->attribute_name.text)
			mv_locks_drop_dependents(l, (const Table *)object, change->attribute_name.text);
	}
}

/* ALTER SEQUENCE: SHARE ROW EXCLUSIVE, nextval() of others waits. Any option but OWNED BY gives it a new file. */
void mv_locks_sequence(Locks *l, const SequenceChange *change, bool create)
{
	const Object *object = change->name.unknown ? NULL : mv_schema_relation(l->schema, &change->name);

	if (create && object && change->if_not_exists)
		return;
	if (change->owned_by_table.name)
		mv_locks_add(l, mv_locks_find(l, &change->owned_by_table), LOCK_ACCESS_SHARE);
	if (create || (!object && change->if_not_exists && mv_locks_absent(l, &change->name)))
		return;
	mv_locks_other(l, object, &change->name, OBJ_SEQUENCE, LOCK_SHARE_ROW_EXCLUSIVE);
	if (object && change->options.count)
		mv_locks_rewrite_other(l, object, WORK_TYPE_CHANGE);
}

/* "lo.\"T x\"" as formatted for people, taken apart. */
static QName parse_name(Locks *l, const char *text)
{
	StrBuf part = { 0 };
	QName name = { 0 };
	bool quoted = false;

	for (; *text; text++) {
		if (*text == '"' && !(quoted && text[1] == '"')) {
			quoted = !quoted;
		} else if (*text == '.' && !quoted) {
			name.schema = mv_buf_to_arena(&part, l->arena);
			mv_buf_clear(&part);
		} else {
			text += *text == '"';
			mv_buf_addc(&part, *text);
		}
	}
	name.name = mv_buf_to_arena(&part, l->arena);
	mv_buf_release(&part);
	return name;
}

/* A publication's tables are locked so that their definition holds still, with their inheritance children. */
void mv_locks_publication(Locks *l, const ObjectChange *change)
{
	for (uint32_t i = 0; change->object == OBJ_PUBLICATION && i < change->options.count; i++) {
		const Option *option = &change->options.items[i];
		const Table *table;
		TableList family;
		QName name;

		if (!mv_streq(option->name, "table") || !option->value)
			continue;
		name = parse_name(l, option->value);
		table = mv_locks_find(l, &name);
		family = mv_locks_family(l, table, table->partition_by != PARTITION_NONE);
		mv_locks_add_all(l, &family, LOCK_SHARE_UPDATE_EXCLUSIVE);
	}
}

/* SHARE UPDATE EXCLUSIVE on the relation (and that of a column); ACCESS SHARE on the table of anything else. */
void mv_locks_comment(Locks *l, const CommentChange *comment)
{
	static const ObjectKind relations[] = { OBJ_TABLE, OBJ_FOREIGN_TABLE, OBJ_VIEW, OBJ_MATERIALIZED_VIEW,
						OBJ_INDEX, OBJ_SEQUENCE, OBJ_COLUMN };
	static const ObjectKind parts[] = { OBJ_CONSTRAINT, OBJ_TRIGGER, OBJ_RULE, OBJ_POLICY };

	for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
		if (comment->object == relations[i])
			mv_locks_target(l, &comment->name, comment->object, false, LOCK_SHARE_UPDATE_EXCLUSIVE);
	}
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (comment->object == parts[i])
			mv_locks_target(l, &comment->name, OBJ_TABLE, false, LOCK_ACCESS_SHARE);
	}
}

/* Relations named in GRANT and REVOKE are held with ACCESS SHARE since 18. */
void mv_locks_grant(Locks *l, const Grant *grant)
{
	static const ObjectKind relations[] = { OBJ_TABLE, OBJ_FOREIGN_TABLE, OBJ_VIEW, OBJ_MATERIALIZED_VIEW,
						OBJ_SEQUENCE, OBJ_COLUMN };

	if (!mv_locks_since(l, 18) || grant->all_in_schema || grant->default_privileges || grant->role_membership)
		return;
	for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
		for (uint32_t j = 0; grant->object == relations[i] && j < grant->names.count; j++)
			mv_locks_target(l, &grant->names.items[j], grant->object, false, LOCK_ACCESS_SHARE);
	}
}
