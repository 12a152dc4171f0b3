/* alter_drop.c: DROP statements. */
#include "alter.h"

void mv_alter_begin(StrBuf *sql, const Object *table)
{
	mv_buf_adds(sql, table->kind == OBJ_FOREIGN_TABLE ? "ALTER FOREIGN TABLE " : table->kind == OBJ_COMPOSITE ? "ALTER TYPE " :
			 table->kind == OBJ_DOMAIN ? "ALTER DOMAIN " : "ALTER TABLE ");
	mv_emit_object(sql, table);
}

static bool drop_constraint(StrBuf *sql, const Object *owner, const Constraint *constraint)
{
	/* what is inherited goes with the parent's, and NOT NULL is said of the column */
	if ((constraint->inherited && !constraint->local) || constraint->kind == CONSTRAINT_NOT_NULL)
		return false;
	mv_alter_begin(sql, owner);
	mv_buf_adds(sql, " DROP CONSTRAINT ");
	mv_emit_ident(sql, constraint->name);
	mv_buf_adds(sql, ";\n");
	return true;
}

static bool drop_column(StrBuf *sql, const Object *owner, const Column *column, const char *words)
{
	if ((column->inherited && !column->local) || owner->kind == OBJ_VIEW || owner->kind == OBJ_MATERIALIZED_VIEW)
		return false;
	mv_alter_begin(sql, owner);
	mv_buf_addf(sql, " DROP %s ", words);
	mv_emit_ident(sql, column->name);
	mv_buf_adds(sql, ";\n");
	return true;
}

static bool drop_index(StrBuf *sql, const TableIndex *index)
{
	/* of a partitioned table CONCURRENTLY is refused */
	mv_buf_adds(sql, index->table->partition_by == PARTITION_NONE && index->table->object.kind == OBJ_TABLE ? "DROP INDEX CONCURRENTLY " :
											     "DROP INDEX ");
	mv_emit_object(sql, &index->object);
	mv_buf_adds(sql, ";\n");
	return true;
}

static bool drop_part(StrBuf *sql, const char *words, const Object *owner, const Object *part)
{
	mv_buf_addf(sql, "DROP %s ", words);
	mv_emit_ident(sql, part->name);
	mv_buf_adds(sql, " ON ");
	mv_emit_object(sql, owner);
	mv_buf_adds(sql, ";\n");
	return true;
}

/* It is called "role on server". */
static bool drop_mapping(StrBuf *sql, const Object *mapping)
{
	size_t at = mv_str_find(mv_str(mapping->name), STR(" on "), 0);
	StrBuf role = { 0 };

	if (at == SIZE_MAX)
		return false;
	mv_buf_add(&role, mv_str_slice(mv_str(mapping->name), 0, at));
	mv_buf_adds(sql, "DROP USER MAPPING FOR ");
	mv_emit_role(sql, role.ptr);
	mv_buf_adds(sql, " SERVER ");
	mv_emit_ident(sql, mapping->name + at + 4);
	mv_buf_adds(sql, ";\n");
	mv_buf_release(&role);
	return true;
}

/* Its key ends in "(type) language". */
static bool drop_transform(const Emit *emit, StrBuf *sql, const StoredObject *transform)
{
	const char *behind = transform->key ? strrchr(transform->key, ')') : NULL;

	/* a function that works with it would have to be changed before */
	for (uint32_t i = 0; i < emit->schema->functions.count; i++) {
		const Function *function = emit->schema->functions.entries[i].value;

		if (function && function->def && function->def->transforms.count)
			return false;
	}
	if (!behind || behind[1] != ' ' || transform->types.count != 1 || !transform->types.items[0])
		return false;
	mv_buf_adds(sql, "DROP TRANSFORM FOR ");
	mv_emit_type(emit, sql, transform->types.items[0]);
	mv_buf_adds(sql, " LANGUAGE ");
	mv_emit_ident(sql, behind + 2);
	mv_buf_adds(sql, ";\n");
	return true;
}

bool mv_alter_drop(const Emit *emit, StrBuf *sql, const AlterItem *item)
{
	size_t before = sql->len;

	switch ((int)item->kind) {
	case OBJ_COLUMN:
		return drop_column(sql, item->owner, item->thing, "COLUMN");
	case OBJ_ATTRIBUTE:
		return drop_column(sql, item->owner, item->thing, "ATTRIBUTE");
	case OBJ_CONSTRAINT:
	case OBJ_DOMAIN_CONSTRAINT:
		return drop_constraint(sql, item->owner, item->thing);
	case OBJ_INDEX:
		return drop_index(sql, item->thing);
	case OBJ_TRIGGER:
		return !((const Trigger *)item->thing)->parent && drop_part(sql, "TRIGGER", item->owner, item->thing);
	case OBJ_POLICY:
		return drop_part(sql, "POLICY", item->owner, item->thing);
	case OBJ_RULE:
		return drop_part(sql, "RULE", item->owner, item->thing);
	case OBJ_TYPE:
		/* a multirange type goes with its range type */
		if (((const StoredObject *)item->thing)->range)
			return false;
		break;
	case OBJ_USER_MAPPING:
		return drop_mapping(sql, item->thing);
	case OBJ_TRANSFORM:
		return drop_transform(emit, sql, item->thing);
	}
	mv_buf_adds(sql, "DROP ");
	if (!mv_emit_target(emit, sql, item->thing, EMIT_USE_COMMENT)) {
		sql->len = before;
		return false;
	}
	mv_buf_adds(sql, ";\n");
	return true;
}
