/*
 * alter.h: inside of what writes the statements from one schema to another.
 *
 * Both schemas are emitted (emit.h). Of the first schema's entries those stay
 * that make what goes, as DROP statements, in reverse order; of the second's
 * those that make what comes. What is changed in place is an entry of the
 * second, at the place where the thing would be made. What cannot be changed
 * goes and comes, and with it what depends on it.
 */
#ifndef MIGVET_EMIT_ALTER_H
#define MIGVET_EMIT_ALTER_H

#include "emit.h"

#include "migvet/diff.h"

/* A thing of a schema, found by its id. */
typedef struct AlterItem {
	ObjectKind kind;
	const void *thing;   /* as Difference.left */
	const Object *owner; /* table or type of a part; NULL: none */
} AlterItem;

typedef struct AlterSide {
	Emit emit;
	AlterItem *items; /* by id */
	uint32_t count;
	bool *marked;     /* by id: it goes, or comes */
	Entry **makers;   /* by id: the last entry that makes it */
} AlterSide;

typedef struct Alter {
	AlterSide from, to;
	int version;
	Arena *arena;
} Alter;

/* ---- alter.c ---- */
uint32_t mv_alter_id(ObjectKind kind, const void *thing);
/* The thing goes (`from`) or comes (`to`), with all its parts. */
void mv_alter_mark(AlterSide *side, ObjectKind kind, const void *thing);
/* It goes, and the other comes; NULL: the one of the same name, if there is any. */
void mv_alter_replace(Alter *alter, ObjectKind kind, const void *left, const void *right);
/* The same of a table, with its partitions: their rows go, and a rule says so. */
void mv_alter_replace_table(Alter *alter, const Table *left, const Table *right);
/* A statement about something that stays, at the place of `phase`. */
Entry *mv_alter_entry(AlterSide *side, EmitPhase phase, const Object *object);
/* Whatever of the first schema refers to the column of this table, and would be in the way of changing it. */
void mv_alter_users_of_column(Alter *alter, const Table *table, const char *column);

/* ---- alter_drop.c ---- */
/* The statement that drops it; false: there is none of its own. */
bool mv_alter_drop(const Emit *emit, StrBuf *sql, const AlterItem *item);

/* ---- alter_table.c, alter_part.c, alter_object.c: one difference each ---- */
void mv_alter_column(Alter *alter, const Difference *difference);
void mv_alter_table(Alter *alter, const Difference *difference);
void mv_alter_part(Alter *alter, const Difference *difference); /* constraint, index, trigger, policy, rule */
void mv_alter_add_constraint(Alter *alter, const Constraint *constraint);
void mv_alter_object(Alter *alter, const Difference *difference);
/* Owner, comment, privileges, security labels: true when the field is one of those. */
bool mv_alter_said(Alter *alter, const Difference *difference);
/* ALTER ... SET and RESET of options; `before` is how the statements begin. */
void mv_alter_options(Alter *alter, StrBuf *sql, const char *before, const OptionVec *from, const OptionVec *to);
/* "ALTER TABLE s.t" or "ALTER FOREIGN TABLE s.t" */
void mv_alter_begin(StrBuf *sql, const Object *table);

#endif
