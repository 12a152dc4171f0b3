/*
 * special.h: between special.c (RunSQL, SeparateDatabaseAndState), run_python.c and queryset.c. Private to this folder.
 */
#ifndef MIGVET_PYTHON_DJANGO_SPECIAL_H
#define MIGVET_PYTHON_DJANGO_SPECIAL_H

#include "django.h"

typedef VEC(StringPiece) PieceVec;

/* "... %s ..." with its parameters quoted in place, as psycopg does; what is not known becomes NULL::text. */
PyString *mv_django_compose(Lowering *lowering, const PyString *string, const Value *params);
/* Sends what a migration's author wrote; opaque when it is not known. `params` NULL: percent signs are what they are. */
void mv_django_send(Lowering *lowering, const Value *sql, const Value *params, const Circumstances *circumstances);

/* What the SQL of a migration's author does to names that Django looks up later. */
void mv_django_catalog_sql(Lowering *lowering, const PyString *string);

void mv_django_problem(Lowering *lowering, const char *rule, Span span, const char *message, const char *help);
void mv_django_missing_reverse(Lowering *lowering, const char *operation, const char *argument, const char *noop);

void mv_django_run_python(Lowering *lowering);
void mv_django_run_python_back(Lowering *lowering);

/*
 * compare_states.c: tells when the operations on the database (which led to `database`) leave other tables than the
 * operations on the state say (`state`); `before`: both.
 */
void mv_django_compare_states(Lowering *lowering, const struct ValueList *operations, const State *database, const State *state, Moment before);

/* ---- queryset.c: what the ORM sends for chains like Model.objects.filter(...).update(...) ---- */

/* What a chain of attributes, calls and subscripts begins with. */
const Value *mv_queryset_root(const Value *value);
/* A model of the state as a value: what apps.get_model gives. */
const Value *mv_queryset_model_value(Arena *arena, const char *key);
/* Key of such a value, or NULL. */
const char *mv_queryset_model_key(const Value *value);
/*
 * The statement that a call on a chain sends, if it changes rows: update,
 * delete, create, save, ... False: it sends none. `model`: what the root means.
 */
bool mv_queryset_call(Lowering *lowering, Moment moment, const Model *model, const Value *call, const Circumstances *circumstances);

#endif
