/*
 * ddl.h: what the files that lower DDL and session statements share.
 *
 * A handler appends the changes of one node to lower->statement: it makes the
 * change first (so that a truncated name marks the right one), sets its
 * payload, then fills the payload.
 */
#ifndef MIGVET_POSTGRES_DDL_H
#define MIGVET_POSTGRES_DDL_H

#include "lower.h"

#include "nodes/value.h"

typedef void Handler(Lower *lower, const Node *node, Span span);

/* ---- objects.c ---- */
ObjectKind mv_pg_object_kind(ObjectType type);
const char *mv_pg_object_words(ObjectType type); /* "MATERIALIZED VIEW" */

/* What the `object` of DROP, COMMENT, RENAME, ... names. */
typedef struct ObjectRef {
	ObjectKind kind;
	QName name;     /* the object, or of a part the relation (type, domain) that it belongs to */
	Ident part;     /* column, constraint, trigger, rule, policy: text NULL otherwise */
	const List *arguments; /* of TypeName: functions, aggregates, operators */
	bool arguments_given;
	const char *sub;       /* which kind of text search object; the access method of an operator class or family */
} ObjectRef;
/*
 * `relation` for those that the grammar gives as a RangeVar, else `object`.
 * `part` is the name of a column etc. where the grammar has it apart.
 * `location`: of the part when it stands before what it belongs to (a trigger)
 * or `relation` is given, else of the name; -1: unknown.
 */
ObjectRef mv_pg_object(Lower *lower, ObjectType type, const RangeVar *relation, const Node *object, const char *part,
		       int location);
/* The same for a statement with one object, which is found in `span` behind the verb. */
ObjectRef mv_pg_statement_object(Lower *lower, ObjectType type, const RangeVar *relation, const Node *object,
				 const char *part, Span span);
/* The arguments, as the payloads have them. */
ArgumentTypes mv_pg_signature(Lower *lower, const ObjectRef *ref);
/* A subject for the change: the part, else the name. */
Span mv_pg_object_span(const ObjectRef *ref);
bool mv_pg_is_part(ObjectType type); /* of a relation: trigger, rule, policy, constraint */

/* ---- columns.c ---- */
/* Where the text of something that starts at `location` ends: at a comma or closing parenthesis of its level. */
Span mv_pg_element_span(const Lower *lower, int location, Span within);
ColumnSpec *mv_pg_column(Lower *lower, const ColumnDef *def, Span span);
/* ---- constraints.c ---- */
ConstraintSpec *mv_pg_constraint(Lower *lower, const Constraint *constraint, Span span);
/* Takes what DEFERRABLE, NOT ENFORCED and their kind, which the grammar gives singly, say about the one before. */
void mv_pg_constraint_attribute(ConstraintSpec *spec, const Constraint *attribute);
bool mv_pg_is_constraint_attribute(const Constraint *constraint);
Persistence mv_pg_persistence(const RangeVar *relation);
/* The name of a relation to be made: in CREATE SCHEMA, an unqualified one goes into it. */
QName mv_pg_new_name(Lower *lower, const RangeVar *relation);
PartitionBound *mv_pg_partition_bound(Lower *lower, const PartitionBoundSpec *spec, Span within);
/* ---- ddl_index.c ---- */
/* One key that starts at the cursor, which moves behind the comma that follows or to the closing parenthesis. */
IndexKey mv_pg_index_key(Lower *lower, const IndexElem *elem, Cursor *cursor);
/* "schema.name" of an operator class, collation, operator. */
const char *mv_pg_joined_name(const Lower *lower, const List *names);

/* ---- generic changes: ddl_object.c ---- */
/* A CREATE_OBJECT/ALTER_OBJECT/... change about a name that is one String or a list of them. */
ObjectChange *mv_pg_object_change(Lower *lower, ChangeKind kind, ObjectKind object, const char *name, Span span);
ObjectChange *mv_pg_object_change_list(Lower *lower, ChangeKind kind, ObjectKind object, const List *names, Span span);
Other *mv_pg_other(Lower *lower, const char *tag, Span span);

/* The present change: the last one of the statement. */
static inline Change *mv_pg_last_change(const Lower *lower)
{
	return &lower->statement->changes.items[lower->statement->changes.count - 1];
}
static inline void mv_pg_set_subject(const Lower *lower, Span subject)
{
	if (subject.end > subject.start)
		mv_pg_last_change(lower)->subject = subject;
}

/* ---- stored.c: the statement with holes for the names in it; its text is NULL when it cannot be kept ---- */
const Code *mv_pg_stored_statement(Lower *lower, const Node *statement);
/* "dictionary" etc. of text search objects, or NULL. */
const char *mv_pg_sub_kind(ObjectType type);

/* ---- tags.c ---- */
const char *mv_pg_command_tag(const Lower *lower, const Node *node);

/* ---- the handlers, by file ---- */
/* ddl_table.c */
Handler mv_pg_create_table, mv_pg_create_foreign_table, mv_pg_create_table_as;
void mv_pg_select_into(Lower *lower, const SelectStmt *stmt, const IntoClause *into, Span span);
/* ddl_alter_table.c */
Handler mv_pg_alter_table;
/* ddl_index.c */
Handler mv_pg_create_index, mv_pg_create_statistics, mv_pg_alter_statistics;
/* ddl_drop.c */
Handler mv_pg_drop, mv_pg_drop_database, mv_pg_drop_tablespace, mv_pg_drop_role, mv_pg_drop_owned,
	mv_pg_drop_user_mapping, mv_pg_drop_subscription;
/* ddl_rename.c */
Handler mv_pg_rename, mv_pg_set_schema, mv_pg_set_owner, mv_pg_comment, mv_pg_security_label, mv_pg_depends,
	mv_pg_reassign_owned;
/* ddl_view.c */
Handler mv_pg_create_view, mv_pg_create_rule;
void mv_pg_create_materialized_view(Lower *lower, const CreateTableAsStmt *stmt, Span span);
/* ddl_sequence.c */
Handler mv_pg_create_sequence, mv_pg_alter_sequence;
/* ddl_type.c */
Handler mv_pg_create_enum, mv_pg_create_composite, mv_pg_create_range, mv_pg_create_domain, mv_pg_define,
	mv_pg_alter_enum, mv_pg_alter_domain, mv_pg_alter_type;
/* ddl_routine.c */
Handler mv_pg_create_function, mv_pg_alter_function;
/* ddl_trigger.c */
Handler mv_pg_create_trigger, mv_pg_create_policy, mv_pg_alter_policy;
/* ddl_privilege.c */
Handler mv_pg_grant, mv_pg_grant_role, mv_pg_default_privileges;
/* ddl_schema.c */
Handler mv_pg_create_schema, mv_pg_create_extension, mv_pg_alter_extension, mv_pg_alter_extension_contents;
/* ddl_object.c */
Handler mv_pg_object_statement;
/* session.c */
Handler mv_pg_transaction, mv_pg_set_variable, mv_pg_set_constraints, mv_pg_lock, mv_pg_truncate, mv_pg_vacuum,
	mv_pg_cluster, mv_pg_reindex, mv_pg_refresh, mv_pg_discard, mv_pg_explain, mv_pg_alter_system,
	mv_pg_session_other;

#endif
