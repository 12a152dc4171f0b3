/*
 * locks.c: the one lock table. What each change locks, by PostgreSQL's own
 * rules (AlterTableGetLockLevel and the commands' C files), for server
 * versions 12 to 18. The switch below names the mode at which a statement asks
 * for its target; what else it locks, rewrites and scans is in locks_*.c.
 *
 * Relations that the statement itself creates are not reported: nobody can
 * wait for them.
 */
#include "locks.h"

/* ---- the strongest mode of an ALTER TABLE (AlterTableGetLockLevel) ---- */

/* The subcommands that ask for less than ACCESS EXCLUSIVE; LOCK_NONE: the change is no subcommand. */
static LockMode subcommand_mode(const Change *change)
{
	switch ((int)change->kind) {
	case CHANGE_SET_STATISTICS:
	case CHANGE_SET_COLUMN_OPTIONS:
	case CHANGE_VALIDATE_CONSTRAINT:
	case CHANGE_CLUSTER_ON:
		return LOCK_SHARE_UPDATE_EXCLUSIVE;
	case CHANGE_ENABLE_TRIGGER:
	case CHANGE_DISABLE_TRIGGER:
		return LOCK_SHARE_ROW_EXCLUSIVE;
	case CHANGE_ADD_CONSTRAINT:
		return change->as.add_constraint->constraint->kind == CONSTRAINT_FOREIGN_KEY ? LOCK_SHARE_ROW_EXCLUSIVE
											      : LOCK_ACCESS_EXCLUSIVE;
	case CHANGE_SET_OPTIONS:
	case CHANGE_RESET_OPTIONS:
		return mv_options_lock_mode(change->as.table_setting);
	case CHANGE_ATTACH_PARTITION: /* these three stand alone in their statement */
	case CHANGE_DETACH_PARTITION:
	case CHANGE_ATTACH_INDEX_PARTITION:
	case CHANGE_TABLE_OTHER:
		return LOCK_NONE;
	case CHANGE_SET_OWNER:
		return LOCK_ACCESS_EXCLUSIVE;
	}
	return change->kind >= CHANGE_ADD_COLUMN && change->kind <= CHANGE_ROW_SECURITY ? LOCK_ACCESS_EXCLUSIVE : LOCK_NONE;
}

/* More subcommands than anybody writes: one of them will be strong. Keeps the work for each change bounded. */
#define MANY_SUBCOMMANDS 256u

static LockMode statement_mode(const Change *change)
{
	const Statement *statement = change->statement;
	const QName *target = mv_change_relation(change);
	LockMode mode = subcommand_mode(change);

	/* statements of a DO block are one Statement here, and lock one after the other there */
	if (mode == LOCK_NONE || !statement || statement->changes.count < 2 || !target || mv_streq(statement->tag, "DO"))
		return LOCK_NONE;
	if (statement->changes.count > MANY_SUBCOMMANDS)
		return LOCK_ACCESS_EXCLUSIVE;
	for (uint32_t i = 0; i < statement->changes.count && mode < LOCK_ACCESS_EXCLUSIVE; i++) {
		const Change *other = &statement->changes.items[i];
		const QName *name = subcommand_mode(other) > mode ? mv_change_relation(other) : NULL;

		if (name && mv_streq(name->name, target->name) && mv_streq(name->schema, target->schema))
			mode = subcommand_mode(other);
	}
	return mode;
}

/* Locks the target and what inherits from it; used where a subcommand recurses to children and does no work. */
static void lock_family(Locks *l, const Target *target, LockMode mode)
{
	const Table *table = mv_locks_target(l, &target->table, target->object, target->if_exists, mode);

	if (table) {
		TableList family = mv_locks_family(l, table, target->only);

		mv_locks_add_all(l, &family, mv_locks_level(l, mode));
	}
}

static void lock_target(Locks *l, const Target *target, LockMode mode)
{
	mv_locks_target(l, &target->table, target->object, target->if_exists, mode);
}

static void lock_name(Locks *l, const QName *name, LockMode mode)
{
	mv_locks_add(l, mv_locks_find(l, name), mode);
}

static Tri not_when(bool refused)
{
	return mv_tri(!refused);
}

/* CREATE and DROP DATABASE or TABLESPACE work on files, which no transaction could undo. */
static bool is_cluster_wide(ObjectKind kind)
{
	return kind == OBJ_DATABASE || kind == OBJ_TABLESPACE;
}

/* Of ALTER DATABASE only SET TABLESPACE moves files. */
static bool moves_database(const ObjectChange *change)
{
	return change->object == OBJ_DATABASE && change->detail &&
	       mv_str_find(mv_str(change->detail), STR("tablespace"), 0) != SIZE_MAX;
}

static void lock_change(Locks *l, const Change *change)
{
	LockReport *report = l->report;

	switch (change->kind) {
	/*
	 * Creation. New relations are nobody's business; existing ones are met
	 * through foreign keys, parents, LIKE, queries.
	 */
	case CHANGE_CREATE_TABLE:
		mv_locks_create_table(l, change->as.table);
		break;
	case CHANGE_CREATE_TABLE_AS:
		mv_locks_read(l, change->as.table_as->query, !change->as.table_as->with_no_data);
		break;
	case CHANGE_CREATE_VIEW:
		mv_locks_create_view(l, change->as.view, false);
		break;
	case CHANGE_CREATE_MATERIALIZED_VIEW:
		mv_locks_create_view(l, change->as.view, true);
		break;
	case CHANGE_CREATE_INDEX:
		/* SHARE: an index must not miss rows; CONCURRENTLY: SHARE UPDATE EXCLUSIVE and waiting */
		mv_locks_create_index(l, change->as.index);
		report->transaction_allowed = not_when(change->as.index->concurrently);
		report->waits_for_snapshots = change->as.index->concurrently;
		break;
	case CHANGE_CREATE_TRIGGER:
		/* SHARE ROW EXCLUSIVE: only writes look at triggers */
		mv_locks_create_trigger(l, change->as.trigger);
		break;
	case CHANGE_CREATE_RULE:
		/* ACCESS EXCLUSIVE: rules change what SELECT does */
		lock_name(l, &change->as.rule->table, LOCK_ACCESS_EXCLUSIVE);
		mv_locks_read(l, change->as.rule->query, false);
		break;
	case CHANGE_CREATE_POLICY:
	case CHANGE_ALTER_POLICY:
		/* ACCESS EXCLUSIVE: policies change what SELECT sees */
		lock_name(l, &change->as.policy->table, LOCK_ACCESS_EXCLUSIVE);
		mv_locks_read_expression(l, change->as.policy->using_expr);
		mv_locks_read_expression(l, change->as.policy->check_expr);
		break;
	case CHANGE_CREATE_STATISTICS:
		lock_name(l, &change->as.statistics->table, LOCK_SHARE_UPDATE_EXCLUSIVE);
		break;
	case CHANGE_CREATE_SEQUENCE:
		mv_locks_sequence(l, change->as.sequence, true);
		break;
	case CHANGE_CREATE_ENUM:
	case CHANGE_CREATE_COMPOSITE:
	case CHANGE_CREATE_RANGE:
	case CHANGE_CREATE_TYPE:
	case CHANGE_CREATE_DOMAIN:
	case CHANGE_CREATE_FUNCTION:
	case CHANGE_CREATE_SCHEMA:
	case CHANGE_CREATE_EXTENSION:
		break;
	case CHANGE_CREATE_OBJECT:
		report->transaction_allowed = not_when(is_cluster_wide(change->as.object->object));
		mv_locks_publication(l, change->as.object);
		break;

	/*
	 * Removal. ACCESS EXCLUSIVE on what goes and on every table whose
	 * constraints, triggers, defaults or columns go with it.
	 */
	case CHANGE_DROP_TABLE:
		mv_locks_drop_table(l, change->as.drop);
		break;
	case CHANGE_DROP_VIEW:
	case CHANGE_DROP_MATERIALIZED_VIEW:
		mv_locks_drop_view(l, change->as.drop);
		break;
	case CHANGE_DROP_INDEX:
		mv_locks_drop_index(l, change->as.drop);
		report->transaction_allowed = not_when(change->as.drop->concurrently);
		report->waits_for_snapshots = change->as.drop->concurrently;
		break;
	case CHANGE_DROP_SEQUENCE:
	case CHANGE_DROP_TYPE:
	case CHANGE_DROP_DOMAIN:
	case CHANGE_DROP_FUNCTION:
	case CHANGE_DROP_TRIGGER:
	case CHANGE_DROP_RULE:
	case CHANGE_DROP_POLICY:
	case CHANGE_DROP_SCHEMA:
	case CHANGE_DROP_EXTENSION:
		mv_locks_drop_other(l, change->as.drop);
		break;
	case CHANGE_DROP_OBJECT:
		mv_locks_drop_other(l, change->as.drop);
		report->transaction_allowed = not_when(is_cluster_wide(change->as.drop->object));
		break;
	case CHANGE_DROP_DATABASE:
		report->transaction_allowed = TRI_NO;
		break;
	case CHANGE_DROP_OWNED:
		mv_locks_drop_owned(l, change->as.object);
		break;

	/* Renaming and moving: ACCESS EXCLUSIVE, since plans and parsed names refer to it. */
	case CHANGE_RENAME_TABLE:
	case CHANGE_RENAME_COLUMN:
	case CHANGE_RENAME_CONSTRAINT:
	case CHANGE_RENAME_INDEX:
	case CHANGE_RENAME_VIEW:
	case CHANGE_RENAME_SCHEMA:
	case CHANGE_RENAME_ENUM_VALUE:
	case CHANGE_RENAME_OBJECT:
		mv_locks_rename(l, change->as.rename);
		break;
	case CHANGE_SET_SCHEMA:
		mv_locks_set_schema(l, change->as.set_schema);
		break;
	case CHANGE_SET_OWNER:
		/* an owner loses or gains implicit privileges */
		mv_locks_owner(l, change->as.set_owner);
		break;

	/*
	 * ALTER TABLE. All subcommands of a statement share the strongest mode.
	 * ACCESS EXCLUSIVE where the heap may be rewritten or where a running
	 * SELECT could notice: nearly everywhere.
	 */
	case CHANGE_ADD_COLUMN:
		mv_locks_add_column(l, change->as.add_column);
		break;
	case CHANGE_DROP_COLUMN:
		mv_locks_drop_column(l, change->as.drop_column);
		break;
	case CHANGE_ALTER_COLUMN_TYPE:
		mv_locks_column_type(l, change->as.column_type);
		break;
	case CHANGE_SET_NOT_NULL:
		mv_locks_set_not_null(l, change->as.column);
		break;
	case CHANGE_SET_EXPRESSION:
		mv_locks_set_expression(l, change->as.column_default);
		break;
	case CHANGE_SET_DEFAULT:
		lock_family(l, &change->as.column_default->target, LOCK_ACCESS_EXCLUSIVE);
		break;
	case CHANGE_DROP_NOT_NULL:
		mv_locks_drop_not_null(l, change->as.column);
		break;
	case CHANGE_DROP_DEFAULT:
	case CHANGE_DROP_EXPRESSION:
		lock_family(l, &change->as.column->target, LOCK_ACCESS_EXCLUSIVE);
		break;
	case CHANGE_ADD_IDENTITY:
	case CHANGE_SET_IDENTITY:
		mv_locks_identity(l, &change->as.identity->target, change->as.identity->column.text);
		break;
	case CHANGE_DROP_IDENTITY:
		mv_locks_identity(l, &change->as.column->target, change->as.column->column.text);
		break;
	case CHANGE_SET_STORAGE:
		/* ACCESS EXCLUSIVE: may need a TOAST table; recurses */
		lock_family(l, &change->as.column_setting->target, LOCK_ACCESS_EXCLUSIVE);
		break;
	case CHANGE_SET_COMPRESSION:
		lock_target(l, &change->as.column_setting->target, LOCK_ACCESS_EXCLUSIVE);
		break;
	case CHANGE_SET_STATISTICS:
		/* SHARE UPDATE EXCLUSIVE: only ANALYZE and the planner read it; recurses */
		lock_family(l, &change->as.column_setting->target, LOCK_SHARE_UPDATE_EXCLUSIVE);
		break;
	case CHANGE_SET_COLUMN_OPTIONS:
		lock_target(l, &change->as.column_setting->target, LOCK_SHARE_UPDATE_EXCLUSIVE);
		break;
	case CHANGE_ADD_CONSTRAINT:
		/* foreign keys SHARE ROW EXCLUSIVE on both tables (they add triggers), all others ACCESS EXCLUSIVE */
		mv_locks_add_constraint(l, change->as.add_constraint);
		break;
	case CHANGE_DROP_CONSTRAINT:
		/* ACCESS EXCLUSIVE: a running SELECT may have been planned with the constraint */
		mv_locks_drop_constraint(l, change->as.constraint);
		break;
	case CHANGE_VALIDATE_CONSTRAINT:
		/* SHARE UPDATE EXCLUSIVE: the constraint is enforced already, reads and writes go on */
		mv_locks_validate(l, change->as.constraint);
		break;
	case CHANGE_ALTER_CONSTRAINT:
		mv_locks_alter_constraint(l, change->as.constraint);
		break;
	case CHANGE_ATTACH_PARTITION:
		/* SHARE UPDATE EXCLUSIVE on the parent since 12: plans made without it stay right */
		mv_locks_attach(l, change->as.partition);
		break;
	case CHANGE_DETACH_PARTITION:
		mv_locks_detach(l, change->as.partition);
		report->transaction_allowed = not_when(change->as.partition->concurrently);
		report->waits_for_snapshots = change->as.partition->concurrently;
		break;
	case CHANGE_INHERIT:
		mv_locks_inherit(l, change->as.partition, true);
		break;
	case CHANGE_NO_INHERIT:
		mv_locks_inherit(l, change->as.partition, false);
		break;
	case CHANGE_ATTACH_INDEX_PARTITION:
		mv_locks_attach_index(l, change->as.partition);
		break;
	case CHANGE_SET_LOGGED:
		mv_locks_persistence(l, change->as.table_setting, PERSISTENCE_PERMANENT);
		break;
	case CHANGE_SET_UNLOGGED:
		mv_locks_persistence(l, change->as.table_setting, PERSISTENCE_UNLOGGED);
		break;
	case CHANGE_SET_ACCESS_METHOD:
		mv_locks_access_method(l, change->as.table_setting);
		break;
	case CHANGE_SET_TABLESPACE:
		mv_locks_tablespace(l, change->as.table_setting);
		break;
	case CHANGE_SET_OPTIONS:
	case CHANGE_RESET_OPTIONS:
		/* the strongest that one of the options needs (reloptions.c) */
		mv_locks_options(l, change->as.table_setting);
		break;
	case CHANGE_CLUSTER_ON:
		/* SHARE UPDATE EXCLUSIVE: only the next CLUSTER reads the mark */
		mv_locks_marked_index(l, change->as.table_setting, LOCK_SHARE_UPDATE_EXCLUSIVE, LOCK_SHARE_UPDATE_EXCLUSIVE);
		break;
	case CHANGE_ENABLE_TRIGGER:
	case CHANGE_DISABLE_TRIGGER:
		/* SHARE ROW EXCLUSIVE: only writes look at triggers */
		mv_locks_triggers_enabled(l, change->as.table_setting);
		break;
	case CHANGE_ENABLE_RULE:
	case CHANGE_DISABLE_RULE:
	case CHANGE_ROW_SECURITY:
		lock_target(l, &change->as.table_setting->target, LOCK_ACCESS_EXCLUSIVE);
		break;
	case CHANGE_REPLICA_IDENTITY:
		mv_locks_marked_index(l, change->as.table_setting, LOCK_ACCESS_EXCLUSIVE, LOCK_SHARE);
		break;
	case CHANGE_TABLE_OTHER:
		mv_locks_table_other(l, change->as.table_setting);
		break;

	/* Other objects */
	case CHANGE_ALTER_SEQUENCE:
		mv_locks_sequence(l, change->as.sequence, false);
		break;
	case CHANGE_ADD_ENUM_VALUE:
		/* no relation is locked; in a transaction block since 12 */
		report->transaction_allowed = not_when(!mv_locks_since(l, 12));
		break;
	case CHANGE_ALTER_DOMAIN:
		mv_locks_domain(l, change->as.alter_domain);
		break;
	case CHANGE_ALTER_COMPOSITE:
		mv_locks_composite(l, change->as.alter_composite);
		break;
	case CHANGE_ALTER_FUNCTION:
		break;
	case CHANGE_ALTER_OBJECT:
		report->transaction_allowed = not_when(moves_database(change->as.object));
		mv_locks_publication(l, change->as.object);
		break;
	case CHANGE_GRANT:
	case CHANGE_REVOKE:
		mv_locks_grant(l, change->as.grant);
		break;
	case CHANGE_COMMENT:
		mv_locks_comment(l, change->as.comment);
		break;

	/* Data and maintenance */
	case CHANGE_INSERT:
	case CHANGE_UPDATE:
	case CHANGE_DELETE:
	case CHANGE_MERGE:
	case CHANGE_SELECT:
	case CHANGE_COPY:
		mv_locks_dml(l, change->as.dml);
		break;
	case CHANGE_TRUNCATE:
		mv_locks_truncate(l, change->as.truncate);
		break;
	case CHANGE_REINDEX:
		mv_locks_reindex(l, change->as.maintenance);
		break;
	case CHANGE_CLUSTER:
		mv_locks_cluster(l, change->as.maintenance);
		break;
	case CHANGE_VACUUM:
		/* commits several times itself */
		mv_locks_vacuum(l, change->as.maintenance);
		report->transaction_allowed = TRI_NO;
		break;
	case CHANGE_ANALYZE:
		mv_locks_analyze(l, change->as.maintenance);
		break;
	case CHANGE_REFRESH_MATERIALIZED_VIEW:
		mv_locks_refresh(l, change->as.maintenance);
		break;
	case CHANGE_LOCK_TABLE:
		mv_locks_lock_table(l, change->as.lock_table);
		break;

	/* Transaction and session: nothing is locked; SET CONSTRAINTS runs what was deferred on rows already locked */
	case CHANGE_BEGIN:
	case CHANGE_COMMIT:
	case CHANGE_ROLLBACK:
	case CHANGE_SAVEPOINT:
	case CHANGE_RELEASE_SAVEPOINT:
	case CHANGE_ROLLBACK_TO_SAVEPOINT:
	case CHANGE_PREPARE_TRANSACTION:
	case CHANGE_SET_VARIABLE:
	case CHANGE_RESET_ALL:
	case CHANGE_SET_CONSTRAINTS:
		break;
	case CHANGE_OTHER:
		report->transaction_allowed = not_when(change->as.other->forbidden_in_transaction);
		break;
	case CHANGE_OPAQUE:
		report->transaction_allowed = TRI_UNKNOWN;
		break;
	case CHANGE_NONE:
	case CHANGE_KIND_COUNT:
		break;
	}
}

void mv_change_locks(const Schema *schema, const Session *session, const Change *change, int version, Arena *arena,
		     LockReport *report)
{
	Locks locks = {
		.schema = schema, .session = session, .change = change, .version = version, .arena = arena, .report = report,
		.floor = statement_mode(change),
	};

	*report = (LockReport){ .transaction_allowed = TRI_YES };
	lock_change(&locks, change);
}

void mv_statement_locks(const Schema *schema, const Session *session, const Statement *statement, int version,
			Arena *arena, LockReport *report)
{
	Schema *copy = NULL;

	*report = (LockReport){ 0 };
	for (uint32_t i = 0; i < statement->changes.count; i++) {
		const Change *change = &statement->changes.items[i];
		LockReport more;

		if (mv_change_happens(copy ? copy : schema, change) == TRI_NO)
			continue;
		mv_change_locks(copy ? copy : schema, session, change, version, arena, &more);
		mv_lock_report_merge(report, &more, arena);
		if (i + 1 < statement->changes.count) {
			Birth birth = { .migration = statement->migration, .change = change,
					.transaction = session ? session->transaction : 0 };

			if (!copy) {
				copy = MV_NEW(arena, Schema);
				mv_schema_clone(copy, schema);
			}
			mv_schema_apply(copy, change, &birth);
		}
	}
}
