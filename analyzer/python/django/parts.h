/*
 * parts.h: what indexes and constraints have in common. Private to this folder.
 */
#ifndef MIGVET_PYTHON_DJANGO_PARTS_H
#define MIGVET_PYTHON_DJANGO_PARTS_H

#include "django.h"

typedef struct PartFields {
	const Field **fields;
	const char **columns;
	bool *descending; /* written with a minus */
	uint32_t count;
} PartFields;

/* Fields named by an argument (fields=, include=); none when it is not given. False: not known. */
bool mv_django_fields_of(Lowering *lowering, Moment moment, const Model *model, const Value *call, const char *argument, PartFields *fields,
			 const char **reason);
/* Columns with operator classes and order, or expressions, as they stand in an index. */
bool mv_django_part_columns(Lowering *lowering, Moment moment, const Model *model, const Value *part, const PartFields *fields, Ddl *ddl,
			    const char **reason);
/* before + condition + after; `any`: there is a condition. */
bool mv_django_part_condition(Lowering *lowering, Moment moment, const Model *model, const Value *condition, const char *before, const char *after,
			      Ddl *ddl, bool *any, const char **reason);
/* INCLUDE (...) */
void mv_django_include(Ddl *ddl, const Model *model, const PartFields *include);
/* The first characters of a text in UTF-8. */
const char *mv_django_prefix(Arena *arena, const char *text, size_t characters);

/*
 * The statement that removes a constraint: ALTER TABLE ... DROP CONSTRAINT, or
 * DROP INDEX where it is an index. Opaque when that is not known.
 */
void mv_django_constraint_remove(Lowering *lowering, const Model *model, const ModelPart *constraint);

#endif
