/*
 * replay_internal.h: inside of analyzer/replay: making and unmaking objects.
 */
#ifndef MIGVET_REPLAY_INTERNAL_H
#define MIGVET_REPLAY_INTERNAL_H

#include "migvet/replay.h"

/* What an apply function needs. */
typedef struct Apply {
	Schema *schema;
	const Change *change;
	Birth birth;
	bool maybe; /* the change only may happen */
} Apply;

/* ---- names.c: the names that PostgreSQL generates ---- */

/* At most this many bytes of a name count. */
enum { MV_NAME_LIMIT = 63 };

/* makeObjectName: "name1_name2_label", the longer of the two names cut until it fits; name2 and label may be NULL. */
char *mv_object_name(Arena *arena, const char *name1, const char *name2, const char *label);
/* ChooseRelationName: with a numeral behind the label when the schema has a relation of that name. */
const char *mv_choose_relation_name(const Schema *schema, const char *namespace, const char *name1, const char *name2,
				    const char *label, bool is_constraint);
/* ChooseConstraintName, for constraints without an index. */
const char *mv_choose_constraint_name(const Schema *schema, const Table *table, const char *name2, const char *label);
/* ChooseIndexNameAddition and ChooseIndexColumnNames: "a_b" of keys; expressions are "expr" or their function's name. */
const char *mv_index_columns_name(Arena *arena, const IndexKeyVec *keys);

/* ---- registry.c: objects by name ---- */

const char *mv_key(Arena *arena, const char *namespace, const char *name);
void mv_register_relation(Schema *schema, Object *object);
void mv_unregister_relation(Schema *schema, const Object *object);
/* Where a name without a schema is looked for, else the schema given. */
const char *mv_resolve_schema(const Schema *schema, const QName *name);
/* The table, made `incomplete` when it is not known. NULL for an unknown (placeholder) name. */
Table *mv_need_table(Apply *apply, const QName *name, ObjectKind kind);
Table *mv_new_table(Apply *apply, const char *namespace, const char *name, ObjectKind kind);
void mv_init_object(Apply *apply, Object *object, ObjectKind kind, const char *namespace, const char *name);

/* ---- columns.c, constraints.c, indexes.c ---- */

Column *mv_add_column(Apply *apply, Table *table, const ColumnSpec *spec);
/* With everything on it: constraints, indexes, foreign keys of others. */
void mv_remove_column(Schema *schema, Table *table, const char *name);
/* The column, made when the table is incomplete; NULL when it is certainly not there. */
Column *mv_need_column(Apply *apply, Table *table, const char *name);
Constraint *mv_add_constraint(Apply *apply, Table *table, const ConstraintSpec *spec);
void mv_remove_constraint(Schema *schema, Constraint *constraint);
TableIndex *mv_add_index(Apply *apply, Table *table, const char *name);
void mv_remove_index(Schema *schema, TableIndex *index);
/* The table and all that belongs to it; foreign keys of other tables to it go too. */
void mv_remove_table(Schema *schema, Table *table);

/* ---- apply_*.c: by subject ---- */

void mv_apply_create_table(Apply *apply);
void mv_apply_create_table_as(Apply *apply);
void mv_apply_create_view(Apply *apply);
void mv_apply_create_index(Apply *apply);
void mv_apply_drop(Apply *apply);
void mv_apply_rename(Apply *apply);
void mv_apply_set_schema(Apply *apply);
void mv_apply_alter_column(Apply *apply);
void mv_apply_alter_constraint(Apply *apply);
void mv_apply_alter_table(Apply *apply);
void mv_apply_object(Apply *apply); /* types, sequences, functions, triggers, policies, schemas, the rest */

/* Removes the first occurrence of an item from a VEC of pointers or equal strings. */
#define VEC_REMOVE(vec, item)                                                        \
	do {                                                                         \
		for (uint32_t at_ = 0; at_ < (vec)->count; at_++) {                  \
			if ((vec)->items[at_] != (item))                             \
				continue;                                            \
			for (uint32_t to_ = at_ + 1; to_ < (vec)->count; to_++)      \
				(vec)->items[to_ - 1] = (vec)->items[to_];           \
			(vec)->count--;                                              \
			break;                                                       \
		}                                                                    \
	} while (0)

#endif
