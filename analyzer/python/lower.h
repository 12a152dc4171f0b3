/*
 * lower.h: a history in Python, in three steps: parsed (tree.c), ordered
 * (graph*.c), and each migration as the SQL that its framework would send.
 */
#ifndef MIGVET_PYTHON_LOWER_H
#define MIGVET_PYTHON_LOWER_H

#include "interpret.h"

/* Before anything is evaluated: what is known of Django's own names. */
void mv_django_know(Interpreter *interpreter, const MigrationSet *set);
/*
 * Puts set->migrations into the order in which the framework applies them and
 * reports what is wrong with the graph. Django: Migration.app is known before.
 */
void mv_django_order(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena);
void mv_alembic_order(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena);

/* Fills `generated` and `sections` of every migration of the set, in its order. */
void mv_django_lower(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena);
void mv_alembic_lower(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena);

#endif
