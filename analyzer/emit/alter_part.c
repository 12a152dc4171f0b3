/* alter_part.c: what changes of constraints, indexes, triggers, policies and rules. */
#include "alter.h"

#include <string.h>

/* ---- constraints that come to a table that stays ---- */

static Entry *maker_of(const Alter *alter, uint32_t id)
{
	return id && id < alter->to.count ? alter->to.makers[id] : NULL;
}

/* "ALTER TABLE s.t <words> name;" */
static void about_constraint(StrBuf *sql, const Constraint *constraint, const char *words)
{
	mv_alter_begin(sql, &constraint->table->object);
	mv_buf_addf(sql, " %s ", words);
	mv_emit_ident(sql, constraint->name);
}

/* Added without looking at the rows, then checked while the table is in use. */
static void validate_later(Alter *alter, const Constraint *constraint)
{
	Entry *entry = maker_of(alter, constraint->id);
	StrBuf *sql = entry ? &entry->sql : NULL;

	if (!sql || !sql->len || !constraint->valid || !constraint->enforced || constraint->table->partition_by != PARTITION_NONE)
		return;
	sql->len -= 2; /* ";\n" */
	mv_buf_adds(sql, " NOT VALID;\n");
	about_constraint(sql, constraint, "VALIDATE CONSTRAINT");
	mv_buf_adds(sql, ";\n");
}

static void add_check(Alter *alter, const Constraint *constraint)
{
	bool later = constraint->valid && constraint->enforced && constraint->table->object.kind == OBJ_TABLE;
	Entry *entry;

	if (!constraint->expression || (constraint->inherited && !constraint->local) || (maker_of(alter, constraint->id) && !constraint->valid))
		return;
	entry = mv_alter_entry(&alter->to, EMIT_FOREIGN_KEYS, &constraint->table->object);
	mv_alter_begin(&entry->sql, &constraint->table->object);
	mv_buf_adds(&entry->sql, " ADD ");
	mv_emit_check(&alter->to.emit, entry, constraint);
	mv_buf_adds(&entry->sql, later ? " NOT VALID;\n" : ";\n");
	if (!later)
		return;
	about_constraint(&entry->sql, constraint, "VALIDATE CONSTRAINT");
	mv_buf_adds(&entry->sql, ";\n");
}

/* The index is built while the table is in use, and then taken for the constraint. */
static void add_key(Alter *alter, const Constraint *constraint)
{
	const TableIndex *index = constraint->index;
	Entry *entry = index ? maker_of(alter, index->object.id) : NULL;
	StrBuf *sql = entry ? &entry->sql : NULL;

	if (!sql || constraint->kind == CONSTRAINT_EXCLUSION || (constraint->def && constraint->def->without_overlaps) ||
	    constraint->table->partition_by != PARTITION_NONE || constraint->table->object.kind != OBJ_TABLE)
		return;
	mv_buf_clear(sql);
	mv_buf_adds(sql, "CREATE UNIQUE INDEX CONCURRENTLY ");
	mv_emit_ident(sql, index->object.name);
	mv_buf_adds(sql, " ON ");
	mv_emit_object(sql, &constraint->table->object);
	mv_buf_adds(sql, " (");
	mv_emit_idents(sql, constraint->columns.items, constraint->columns.count);
	mv_buf_addc(sql, ')');
	if (index->including.count) {
		mv_buf_adds(sql, " INCLUDE (");
		mv_emit_idents(sql, index->including.items, index->including.count);
		mv_buf_addc(sql, ')');
	}
	mv_buf_adds(sql, constraint->nulls_not_distinct ? " NULLS NOT DISTINCT" : "");
	mv_emit_with(sql, "WITH", &index->options);
	if (index->tablespace) {
		mv_buf_adds(sql, " TABLESPACE ");
		mv_emit_ident(sql, index->tablespace);
	}
	mv_buf_adds(sql, ";\n");
	about_constraint(sql, constraint, "ADD CONSTRAINT");
	mv_buf_adds(sql, constraint->kind == CONSTRAINT_PRIMARY_KEY ? " PRIMARY KEY USING INDEX " : " UNIQUE USING INDEX ");
	mv_emit_ident(sql, index->object.name);
	if (constraint->deferrable)
		mv_buf_adds(sql, constraint->initially_deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE");
	mv_buf_adds(sql, ";\n");
}

void mv_alter_add_constraint(Alter *alter, const Constraint *constraint)
{
	switch (constraint->kind) {
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
	case CONSTRAINT_EXCLUSION:
		add_key(alter, constraint);
		break;
	case CONSTRAINT_FOREIGN_KEY:
		validate_later(alter, constraint);
		break;
	case CONSTRAINT_CHECK:
		add_check(alter, constraint);
		break;
	case CONSTRAINT_NOT_NULL:
		break;
	}
}

/* ---- what is changed in place ---- */

static bool index_setting(Alter *alter, const char *field, const TableIndex *a, const TableIndex *b)
{
	StrBuf *sql, begin = { 0 };
	const char *words;

	if (strcmp(field, "storage parameters") != 0 && strcmp(field, "tablespace") != 0 && strcmp(field, "clustered") != 0 &&
	    strcmp(field, "replica identity") != 0 && strcmp(field, "partition of") != 0 && strcmp(field, "statistics targets") != 0)
		return false;
	sql = &mv_alter_entry(&alter->to, EMIT_ATTACHED, &b->object)->sql;
	mv_buf_adds(&begin, "ALTER INDEX ");
	mv_emit_object(&begin, &b->object);
	words = mv_buf_to_arena(&begin, alter->arena);
	mv_buf_release(&begin);
	if (strcmp(field, "storage parameters") == 0) {
		mv_alter_options(alter, sql, words, &a->options, &b->options);
	} else if (strcmp(field, "tablespace") == 0) {
		mv_buf_addf(sql, "%s SET TABLESPACE ", words);
		mv_emit_ident(sql, b->tablespace ? b->tablespace : "pg_default");
		mv_buf_adds(sql, ";\n");
	} else if (strcmp(field, "clustered") == 0) {
		mv_alter_begin(sql, &b->table->object);
		mv_buf_adds(sql, b->clustered ? " CLUSTER ON " : " SET WITHOUT CLUSTER");
		if (b->clustered)
			mv_emit_ident(sql, b->object.name);
		mv_buf_adds(sql, ";\n");
	} else if (strcmp(field, "replica identity") == 0 && b->replica_identity) {
		mv_alter_begin(sql, &b->table->object);
		mv_buf_adds(sql, " REPLICA IDENTITY USING INDEX ");
		mv_emit_ident(sql, b->object.name);
		mv_buf_adds(sql, ";\n");
	} else if (strcmp(field, "replica identity") == 0 && !b->table->replica_identity) {
		mv_alter_begin(sql, &b->table->object);
		mv_buf_adds(sql, " REPLICA IDENTITY DEFAULT;\n");
	} else if (strcmp(field, "partition of") == 0 && b->parent && !a->parent) {
		mv_buf_adds(sql, "ALTER INDEX ");
		mv_emit_object(sql, &b->parent->object);
		mv_buf_adds(sql, " ATTACH PARTITION ");
		mv_emit_object(sql, &b->object);
		mv_buf_adds(sql, ";\n");
	} else if (strcmp(field, "statistics targets") == 0) {
		for (uint32_t i = 0; i < b->statistics.count; i++)
			mv_buf_addf(sql, "%s ALTER COLUMN %s SET STATISTICS %s;\n", words, b->statistics.items[i].name, b->statistics.items[i].value);
		for (uint32_t i = 0; !b->statistics.count && i < a->statistics.count; i++)
			mv_buf_addf(sql, "%s ALTER COLUMN %s SET STATISTICS -1;\n", words, a->statistics.items[i].name);
	}
	return true;
}

static void change_constraint(Alter *alter, const char *field, const Constraint *a, const Constraint *b)
{
	if (strcmp(field, "valid") == 0 && b->valid) {
		StrBuf *sql = &mv_alter_entry(&alter->to, EMIT_FOREIGN_KEYS, &b->table->object)->sql;

		about_constraint(sql, b, "VALIDATE CONSTRAINT");
		mv_buf_adds(sql, ";\n");
	} else if (strcmp(field, "deferrable") == 0 && b->kind == CONSTRAINT_FOREIGN_KEY) {
		StrBuf *sql = &mv_alter_entry(&alter->to, EMIT_FOREIGN_KEYS, &b->table->object)->sql;

		about_constraint(sql, b, "ALTER CONSTRAINT");
		mv_buf_adds(sql, !b->deferrable ? " NOT DEFERRABLE;\n" : b->initially_deferred ? " DEFERRABLE INITIALLY DEFERRED;\n" :
												    " DEFERRABLE INITIALLY IMMEDIATE;\n");
	} else if (!a->index || !b->index || !index_setting(alter, field, a->index, b->index)) {
		mv_alter_replace(alter, OBJ_CONSTRAINT, a, b);
	}
}

static void change_trigger_state(Alter *alter, const Trigger *b)
{
	StrBuf *sql = &mv_alter_entry(&alter->to, EMIT_TRIGGERS, &b->table->object)->sql;

	mv_alter_begin(sql, &b->table->object);
	mv_buf_adds(sql, !b->enabled			? " DISABLE TRIGGER " :
			 mv_streq(b->fires, "replica") ? " ENABLE REPLICA TRIGGER " :
			 mv_streq(b->fires, "always")  ? " ENABLE ALWAYS TRIGGER " :
							  " ENABLE TRIGGER ");
	mv_emit_ident(sql, b->object.name);
	mv_buf_adds(sql, ";\n");
}

static void change_rule_state(Alter *alter, const RewriteRule *b)
{
	StrBuf *sql = &mv_alter_entry(&alter->to, EMIT_RULES, &b->table->object)->sql;

	mv_alter_begin(sql, &b->table->object);
	mv_buf_adds(sql, mv_streq(b->enabled, "disable") ? " DISABLE RULE " :
			 mv_streq(b->enabled, "replica") ? " ENABLE REPLICA RULE " :
			 mv_streq(b->enabled, "always")	 ? " ENABLE ALWAYS RULE " :
							   " ENABLE RULE ");
	mv_emit_ident(sql, b->object.name);
	mv_buf_adds(sql, ";\n");
}

void mv_alter_part(Alter *alter, const Difference *difference)
{
	const void *a = difference->left, *b = difference->right;
	const char *field = difference->field;

	switch ((int)difference->object) {
	case OBJ_CONSTRAINT:
		change_constraint(alter, field, a, b);
		break;
	case OBJ_INDEX:
		if (!index_setting(alter, field, a, b))
			mv_alter_replace(alter, OBJ_INDEX, a, b);
		break;
	case OBJ_TRIGGER:
		if (strcmp(field, "fires") == 0)
			change_trigger_state(alter, b);
		else
			mv_alter_replace(alter, OBJ_TRIGGER, a, b);
		break;
	case OBJ_RULE:
		if (strcmp(field, "fires") == 0)
			change_rule_state(alter, b);
		else
			mv_alter_replace(alter, OBJ_RULE, a, b);
		break;
	default:
		mv_alter_replace(alter, difference->object, a, b);
	}
}
