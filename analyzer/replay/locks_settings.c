/* locks_settings.c: ALTER TABLE settings, names, schemas and owners. */
#include "locks.h"

#include <string.h>

static const Table *setting_target(Locks *l, const TableSetting *change, LockMode mode)
{
	return mv_locks_target(l, &change->target.table, change->target.object, change->target.if_exists, mode);
}

/* SET LOGGED, SET UNLOGGED: a new file unless it is that already; owned sequences follow since 15. */
void mv_locks_persistence(Locks *l, const TableSetting *change, Persistence to)
{
	const Table *table = setting_target(l, change, LOCK_ACCESS_EXCLUSIVE);
	SequenceList sequences;

	if (!table) {
		const Object *object = mv_schema_relation(l->schema, &change->target.table);

		if (object && object->kind == OBJ_SEQUENCE)
			mv_locks_rewrite_other(l, object, WORK_PERSISTENCE);
		return;
	}
	if (table->persistence == to && table->object.kind != OBJ_NONE && !table->object.incomplete)
		return;
	l->possible |= table->persistence == to;
	mv_locks_rewrite(l, table, WORK_PERSISTENCE);
	if (!mv_locks_since(l, 15))
		return;
	sequences = mv_locks_sequences(l, table, NULL);
	for (uint32_t i = 0; i < sequences.count; i++) {
		mv_locks_other(l, &sequences.items[i]->object, NULL, OBJ_SEQUENCE, LOCK_ACCESS_EXCLUSIVE);
		mv_locks_rewrite_other(l, &sequences.items[i]->object, WORK_PERSISTENCE);
	}
}

static const CreateTable *creation_of(const Table *table)
{
	const Change *change = table->object.birth.change;

	return change && change->kind == CHANGE_CREATE_TABLE ? change->as.table : NULL;
}

void mv_locks_access_method(Locks *l, const TableSetting *change)
{
	const Table *table = setting_target(l, change, LOCK_ACCESS_EXCLUSIVE);
	const CreateTable *create = table ? creation_of(table) : NULL;
	const char *present = create && create->access_method ? create->access_method : "heap";

	if (!table || (change->name.text && mv_streq(present, change->name.text)))
		return;
	l->possible |= !create || !change->name.text;
	mv_locks_rewrite(l, table, WORK_ACCESS_METHOD);
}

/* The table's file is copied block by block; of a partitioned table only the default for new partitions changes. */
void mv_locks_tablespace(Locks *l, const TableSetting *change)
{
	const Table *table = setting_target(l, change, LOCK_ACCESS_EXCLUSIVE);
	const CreateTable *create = table ? creation_of(table) : NULL;
	const char *present = create && create->tablespace ? create->tablespace : "pg_default";

	if (table && !mv_streq(present, change->name.text))
		mv_locks_rewrite(l, table, WORK_TABLESPACE);
}

LockMode mv_option_lock_mode(const Option *option)
{
	/* all that change what a running statement does; everything else waits for the next VACUUM, ANALYZE or plan */
	static const char *const strong[] = {
		"user_catalog_table", "oids", "security_barrier", "security_invoker", "check_option", /* relations */
		"buffering", "fastupdate", "gin_pending_list_limit", "pages_per_range", "autosummarize", /* indexes */
	};

	for (size_t i = 0; i < sizeof strong / sizeof *strong && option->name; i++) {
		if (mv_streq(option->name, strong[i]))
			return LOCK_ACCESS_EXCLUSIVE;
	}
	return LOCK_SHARE_UPDATE_EXCLUSIVE;
}

LockMode mv_options_lock_mode(const TableSetting *change)
{
	LockMode mode = change->options.count ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE;

	for (uint32_t i = 0; i < change->options.count; i++) {
		if (mv_option_lock_mode(&change->options.items[i]) > mode)
			mode = LOCK_ACCESS_EXCLUSIVE;
	}
	return mode;
}

void mv_locks_options(Locks *l, const TableSetting *change)
{
	setting_target(l, change, mv_options_lock_mode(change));
}

/* Row triggers of a partitioned table stand on its partitions, too. */
void mv_locks_triggers_enabled(Locks *l, const TableSetting *change)
{
	const Table *table = setting_target(l, change, LOCK_SHARE_ROW_EXCLUSIVE);
	bool has_row_trigger = false;
	TableList family;

	for (uint32_t i = 0; table && i < table->triggers.count; i++) {
		const Trigger *trigger = (const Trigger *)table->triggers.items[i];
		bool meant = mv_streq(change->name.text, "all") || mv_streq(change->name.text, "user") ||
			     mv_streq(change->name.text, trigger->object.name);

		has_row_trigger |= meant && (!trigger->def || trigger->def->row);
	}
	if (!table || table->partition_by == PARTITION_NONE || !has_row_trigger)
		return;
	family = mv_locks_family(l, table, change->target.only);
	mv_locks_add_all(l, &family, mv_locks_level(l, LOCK_SHARE_ROW_EXCLUSIVE));
}

/* CLUSTER ON index, REPLICA IDENTITY USING INDEX index. */
void mv_locks_marked_index(Locks *l, const TableSetting *change, LockMode mode, LockMode index_mode)
{
	const Table *table = setting_target(l, change, mode);
	const TableIndex *index = table && change->name.text ? mv_table_index(table, change->name.text) : NULL;

	if (index)
		mv_locks_index(l, index, index_mode == mode ? mv_locks_level(l, index_mode) : index_mode);
}

/* OF type, NOT OF, SET WITHOUT CLUSTER, SET WITHOUT OIDS, OPTIONS (...) */
void mv_locks_table_other(Locks *l, const TableSetting *change)
{
	bool unmarks = change->words && mv_str_find(mv_str(change->words), STR("without cluster"), 0) != SIZE_MAX;

	setting_target(l, change, unmarks ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE);
	if (mv_streq(change->words, "of") && change->name.text) {
		const char *dot = strchr(change->name.text, '.');
		QName type = { .name = dot ? dot + 1 : change->name.text };

		if (dot)
			type.schema = mv_arena_strndup(l->arena, change->name.text, (size_t)(dot - change->name.text));
		mv_locks_other(l, mv_schema_type(l->schema, type.schema, type.name), &type, OBJ_COMPOSITE, LOCK_ACCESS_SHARE);
	}
}

/* ---- names ---- */

static bool is_relation(ObjectKind kind)
{
	return kind == OBJ_TABLE || kind == OBJ_FOREIGN_TABLE || kind == OBJ_VIEW || kind == OBJ_MATERIALIZED_VIEW ||
	       kind == OBJ_INDEX || kind == OBJ_SEQUENCE;
}

/* Columns and inherited constraints are renamed in all children. */
static void rename_part(Locks *l, const Rename *rename, bool recurses)
{
	const Table *table = mv_locks_target(l, &rename->name, rename->relation_kind, rename->if_exists,
					     LOCK_ACCESS_EXCLUSIVE);

	if (table && recurses) {
		TableList family = mv_locks_family(l, table, false);

		mv_locks_add_all(l, &family, LOCK_ACCESS_EXCLUSIVE);
	}
}

static void rename_constraint(Locks *l, const Rename *rename)
{
	const Table *table = rename->name.unknown ? NULL : mv_schema_table(l->schema, &rename->name);
	const Constraint *constraint = table && rename->part.text ? mv_table_constraint(table, rename->part.text) : NULL;

	rename_part(l, rename, constraint && !constraint->no_inherit &&
				       (constraint->kind == CONSTRAINT_CHECK || constraint->kind == CONSTRAINT_NOT_NULL));
	if (constraint && constraint->index)
		mv_locks_index(l, constraint->index, LOCK_SHARE_UPDATE_EXCLUSIVE);
}

void mv_locks_rename(Locks *l, const Rename *rename)
{
	const Object *object = rename->name.unknown || !rename->name.name ? NULL : mv_schema_relation(l->schema, &rename->name);
	LockMode mode = LOCK_ACCESS_EXCLUSIVE;

	if (rename->object == OBJ_COLUMN) {
		rename_part(l, rename, true);
	} else if (rename->object == OBJ_ATTRIBUTE) {
		AlterComposite change = { .name = rename->name, .what = "rename attribute", .cascade = rename->cascade };

		mv_locks_composite(l, &change);
	} else if (rename->object == OBJ_CONSTRAINT) {
		rename_constraint(l, rename);
	} else if (rename->object == OBJ_TRIGGER || rename->object == OBJ_RULE || rename->object == OBJ_POLICY) {
		/* a partitioned table's triggers are renamed in its partitions since 15 */
		rename_part(l, rename, rename->object == OBJ_TRIGGER && mv_locks_since(l, 15) && object &&
					       object->kind == OBJ_TABLE && ((const Table *)object)->partition_by != PARTITION_NONE);
	} else if (is_relation(rename->object)) {
		/* ALTER INDEX ... RENAME is gentle since 12; the same through ALTER TABLE is not */
		if (rename->object == OBJ_INDEX && (!object || object->kind == OBJ_INDEX))
			mode = LOCK_SHARE_UPDATE_EXCLUSIVE;
		mv_locks_target(l, &rename->name, rename->object, rename->if_exists, mode);
	} else if (rename->object == OBJ_COMPOSITE && object) {
		mv_locks_other(l, object, NULL, OBJ_COMPOSITE, LOCK_ACCESS_EXCLUSIVE);
	}
}

/* Sequences that belong to the table move with it. */
void mv_locks_set_schema(Locks *l, const SetSchema *change)
{
	const Table *table;
	SequenceList sequences;

	if (!is_relation(change->object))
		return;
	table = mv_locks_target(l, &change->name, change->object, change->if_exists, LOCK_ACCESS_EXCLUSIVE);
	if (!table || table->object.kind != OBJ_TABLE)
		return;
	sequences = mv_locks_sequences(l, table, NULL);
	for (uint32_t i = 0; i < sequences.count; i++)
		mv_locks_other(l, &sequences.items[i]->object, NULL, OBJ_SEQUENCE, LOCK_ACCESS_EXCLUSIVE);
}

/* Indexes and owned sequences follow, unless the owner stays the same. */
void mv_locks_owner(Locks *l, const SetOwner *change)
{
	const Table *table;
	SequenceList sequences;

	if (!is_relation(change->object))
		return;
	table = mv_locks_target(l, &change->name, change->object, false, LOCK_ACCESS_EXCLUSIVE);
	if (!table || !change->owner || mv_streq(change->owner, "current_user") || mv_streq(change->owner, "session_user") ||
	    mv_streq(change->owner, "current_role"))
		return;
	mv_locks_indexes(l, table, LOCK_ACCESS_EXCLUSIVE);
	sequences = mv_locks_sequences(l, table, NULL);
	for (uint32_t i = 0; i < sequences.count; i++)
		mv_locks_other(l, &sequences.items[i]->object, NULL, OBJ_SEQUENCE, LOCK_ACCESS_EXCLUSIVE);
}
