/*
 * locks.h: inside of the lock model (locks*.c). One Locks is one call of
 * mv_change_locks; its functions add to the report under construction.
 *
 * Relations that the replay does not know are stood in for by stub tables
 * (object.kind OBJ_NONE, incomplete), so that the model needs no second path;
 * the report shows them with table NULL.
 */
#ifndef MIGVET_REPLAY_LOCKS_H
#define MIGVET_REPLAY_LOCKS_H

#include "migvet/replay.h"

/*
 * Pointers to numbers; zero is empty. Reports and families can hold thousands
 * of partitions, but nearly all hold a few: those need no memory.
 */
enum { FEW_POINTERS = 8 };
typedef struct PointerMap {
	const void *few[FEW_POINTERS]; /* until there are more */
	uint32_t few_values[FEW_POINTERS];
	const void **keys;
	uint32_t *values;
	uint32_t count, slots;
} PointerMap;

/* True when the key was not there. */
bool mv_pointers_add(Arena *arena, PointerMap *map, const void *key);

/* What a new foreign key must look at: a column without a DEFAULT holds nothing, one with DEFAULT NULL points nowhere. */
typedef enum FkCheck { FK_CHECK_BOTH, FK_CHECK_SOURCE, FK_CHECK_NOTHING } FkCheck;

typedef VEC(const Table *) TableList;

typedef struct Locks {
	const Schema *schema;
	const Session *session;
	const Change *change;
	int version;
	Arena *arena;
	LockReport *report;
	bool possible; /* what is added now may be, but need not */
	/*
	 * The strongest mode that the ALTER TABLE asks for, over all its
	 * subcommands: each of them works, and visits children, with that.
	 */
	LockMode floor;
	PointerMap positions, other_positions; /* of relations and others in the report */
	VEC(Table *) stubs;
} Locks;

/* Is the server of that major or newer? The one way to ask, so that a report knows whether others would differ. */
static inline bool mv_locks_since(Locks *l, int major)
{
	l->report->by_version = true;
	return l->version >= major;
}

/* ---- locks_report.c: what the report holds ---- */

/* The known relation of that name, or its stub. Never NULL; may be an index's or sequence's stub. */
const Table *mv_locks_find(Locks *l, const QName *name);
/* Certainly not there? (for IF EXISTS) */
bool mv_locks_absent(const Locks *l, const QName *name);
/* `mode`, or the stronger one of the statement. */
LockMode mv_locks_level(const Locks *l, LockMode mode);
/* Only the table and its direct children: what DROP ... of an inherited part visits even with ONLY. */
TableList mv_locks_children(Locks *l, const Table *table);
/* Columns, constraints and indexes of it are not all known. */
bool mv_locks_incomplete(const Table *table);
/* Has files of its own: partitioned tables, views and foreign tables have not. */
bool mv_locks_has_storage(const Table *table);

/* The table with everything that inherits from it (partitions, children), it first; `only`: just itself. */
TableList mv_locks_family(Locks *l, const Table *table, bool only);

void mv_locks_add(Locks *l, const Table *table, LockMode mode);
void mv_locks_add_all(Locks *l, const TableList *tables, LockMode mode);
/* All rows are written anew, all indexes with them. Locks the indexes. No effect without storage. */
void mv_locks_rewrite(Locks *l, const Table *table, WorkReason reason);
void mv_locks_scan(Locks *l, const Table *table, WorkReason reason);
/* A new index is built on the table. */
void mv_locks_build(Locks *l, const Table *table);
/* An existing index is built again: the table is read for it. */
void mv_locks_rebuild(Locks *l, const Table *table, const TableIndex *index);
void mv_locks_index(Locks *l, const TableIndex *index, LockMode mode);
/* An index with its parts in the partitions of `family`, all locked already. */
void mv_locks_index_tree(Locks *l, const TableIndex *index, const TableList *family, LockMode mode);
/* All indexes of a table. */
void mv_locks_indexes(Locks *l, const Table *table, LockMode mode);
/* Index, sequence, composite type; `name` stands in when `object` is NULL. */
void mv_locks_other(Locks *l, const Object *object, const QName *name, ObjectKind kind, LockMode mode);
/* A sequence gets a new file. */
void mv_locks_rewrite_other(Locks *l, const Object *object, WorkReason reason);

/*
 * Locks the target of ALTER TABLE, RENAME, ... whatever kind of relation it is
 * and returns its table (a stub when unknown). NULL: an index, sequence or
 * type (locked), or nothing because of IF EXISTS.
 */
const Table *mv_locks_target(Locks *l, const QName *name, ObjectKind said, bool if_exists, LockMode mode);

/* Every sequence owned by a table (or by one column of it). */
typedef VEC(const Sequence *) SequenceList;
SequenceList mv_locks_sequences(Locks *l, const Table *table, const char *column);

/* ---- questions that several files ask ---- */

/* The referenced table of a foreign key, or its stub. */
const Table *mv_locks_referenced(Locks *l, const Constraint *constraint);
/* A partition's copy of its parent's foreign key: its triggers on the referenced table belong to the parent's. */
bool mv_foreign_key_is_inherited(const Constraint *constraint);
/* Is `column` proven not null by the table: its own NOT NULL, or a valid CHECK? */
Tri mv_table_proves_not_null(const Table *table, const char *column);
/* Do values of this type pass through domain constraints? */
Tri mv_type_has_domain_constraints(const Schema *schema, const Type *type);
/* The type under all domains; the same type when it is none. `domain_constraints` (may be NULL) as above. */
const Type *mv_type_under_domains(const Schema *schema, const Type *type, Tri *domain_constraints);
bool mv_type_is_serial(const Type *type);
/* Can an index of a partition be its part of the parent's index? */
bool mv_index_matches(Locks *l, const TableIndex *a, const TableIndex *b);

/* Does a valid CHECK of `table` make the scan for a partition bound needless? (partition_bound.c) */
Tri mv_checks_imply_bound(const Table *table, const Table *parent, const PartitionBound *bound);
/* Does a valid CHECK of the default partition exclude every row of `bound`? */
Tri mv_checks_exclude_bound(const Table *table, const Table *parent, const PartitionBound *bound);

/* ---- the parts of the model, by subject ---- */

void mv_locks_add_column(Locks *l, const AddColumn *add);                  /* locks_columns.c */
void mv_locks_drop_column(Locks *l, const DropColumn *drop);
void mv_locks_drop_not_null(Locks *l, const ColumnChange *change);
void mv_locks_set_not_null(Locks *l, const ColumnChange *change);
void mv_locks_identity(Locks *l, const Target *target, const char *column);
void mv_locks_set_expression(Locks *l, const ColumnDefault *change);
void mv_locks_column_type(Locks *l, const ColumnType *change);             /* locks_type.c */
void mv_locks_retype(Locks *l, const TableList *family, const char *column, const Type *to,
		     const Expression *using_expr);
void mv_locks_add_constraint(Locks *l, const AddConstraint *add);          /* locks_constraints.c */
void mv_locks_constraint_spec(Locks *l, const Table *table, bool only, const ConstraintSpec *spec, FkCheck check);
void mv_locks_drop_constraint(Locks *l, const ConstraintChange *change);
void mv_locks_validate(Locks *l, const ConstraintChange *change);
void mv_locks_alter_constraint(Locks *l, const ConstraintChange *change);
void mv_locks_attach(Locks *l, const PartitionChange *change);             /* locks_partitions.c */
void mv_locks_detach(Locks *l, const PartitionChange *change);
void mv_locks_inherit(Locks *l, const PartitionChange *change, bool inherit);
void mv_locks_new_partition(Locks *l, const CreateTable *create);
void mv_locks_attach_index(Locks *l, const PartitionChange *change);
void mv_locks_persistence(Locks *l, const TableSetting *change, Persistence to); /* locks_settings.c */
void mv_locks_access_method(Locks *l, const TableSetting *change);
void mv_locks_tablespace(Locks *l, const TableSetting *change);
void mv_locks_options(Locks *l, const TableSetting *change);
void mv_locks_triggers_enabled(Locks *l, const TableSetting *change);
void mv_locks_marked_index(Locks *l, const TableSetting *change, LockMode mode, LockMode index_mode);
void mv_locks_table_other(Locks *l, const TableSetting *change);
void mv_locks_rename(Locks *l, const Rename *rename);
void mv_locks_set_schema(Locks *l, const SetSchema *change);
void mv_locks_owner(Locks *l, const SetOwner *change);
void mv_locks_create_index(Locks *l, const CreateIndex *create);           /* locks_indexes.c */
void mv_locks_drop_index(Locks *l, const Drop *drop);
void mv_locks_reindex(Locks *l, const Maintenance *reindex);
void mv_locks_cluster(Locks *l, const Maintenance *cluster);
void mv_locks_drop_table(Locks *l, const Drop *drop);                      /* locks_drops.c */
void mv_locks_drop_view(Locks *l, const Drop *drop);
void mv_locks_drop_other(Locks *l, const Drop *drop);
void mv_locks_drop_owned(Locks *l, const ObjectChange *drop);
void mv_locks_drop_dependents(Locks *l, const Table *table, const char *column);
void mv_locks_create_table(Locks *l, const CreateTable *create);           /* locks_creation.c */
void mv_locks_create_view(Locks *l, const CreateView *view, bool materialized);
void mv_locks_create_trigger(Locks *l, const CreateTrigger *trigger);
void mv_locks_read(Locks *l, const QueryInfo *query, bool executed);       /* locks_data.c */
/* Sub-selects in a policy's expression: only parsed. */
void mv_locks_read_expression(Locks *l, const Expression *expression);
void mv_locks_dml(Locks *l, const Dml *dml);
void mv_locks_truncate(Locks *l, const Truncate *truncate);
void mv_locks_lock_table(Locks *l, const LockTable *lock);
void mv_locks_vacuum(Locks *l, const Maintenance *vacuum);
void mv_locks_analyze(Locks *l, const Maintenance *analyze);
void mv_locks_refresh(Locks *l, const Maintenance *refresh);
void mv_locks_domain(Locks *l, const AlterDomain *change);                 /* locks_types.c */
void mv_locks_composite(Locks *l, const AlterComposite *change);
void mv_locks_sequence(Locks *l, const SequenceChange *change, bool create);
void mv_locks_publication(Locks *l, const ObjectChange *change);
void mv_locks_comment(Locks *l, const CommentChange *comment);
void mv_locks_grant(Locks *l, const Grant *grant);

LockMode mv_options_lock_mode(const TableSetting *change);
/* The part of PostgreSQL's reloptions table that says how strong a lock an option needs. */
LockMode mv_option_lock_mode(const Option *option);

#endif
