/*
 * run_python.h: code of a migration that is followed: the function of a RunPython, the methods of an operation that the
 * project derived. Private to this folder.
 */
#ifndef MIGVET_PYTHON_DJANGO_RUN_PYTHON_H
#define MIGVET_PYTHON_DJANGO_RUN_PYTHON_H

#include "special.h"

/* What stands for `apps`, `schema_editor` and `connection` there. */
extern const char mv_code_apps[], mv_code_editor[], mv_code_connection[];

typedef struct Code {
	Lowering *lowering;
	Moment moment;
	VEC(const char *) imported; /* models that were told */
	unsigned blocks;            /* transaction.atomic() around */
} Code;

/* Hooks; `data` is a Code. */
const Value *mv_code_call(Interpreter *interpreter, const Value *call, void *data);
const Value *mv_code_attribute(Interpreter *interpreter, const Value *object, const char *name, void *data);
const Value *mv_code_item(Interpreter *interpreter, const Value *iterable, void *data);
const Value *mv_code_enter(Interpreter *interpreter, const Value *manager, void *data);
void mv_code_leave(Interpreter *interpreter, const Value *manager, void *data);
/* Circumstances of the code, within those of the operation. */
Circumstances mv_code_circumstances(const Code *code, Interpreter *interpreter);

/* known.c: settings, installed apps, swappable models; NULL: it is none of these. */
const Value *mv_django_known_call(Interpreter *interpreter, const MigrationSet *set, const Value *call);
const Value *mv_django_known_attribute(Interpreter *interpreter, const MigrationSet *set, const Value *object, const char *name);

/* row_loops.c: the call may be .save() of a row of all. */
void mv_django_row_loop(Lowering *lowering, const Model *model, const Value *call);

/*
 * introspection.c: connection.introspection.table_names(), .get_constraints(cursor, table); `connection`: is it one?
 * NULL: another call.
 */
const Value *mv_django_introspect(Lowering *lowering, const Value *call, bool (*connection)(const Value *value));

/*
 * custom_operation.c: a method ("database_forwards") of an operation's own. `class_`: what it is derived from; NULL:
 * Operation itself.
 */
void mv_django_own_method(Lowering *lowering, const OperationClass *class_, const Value *operation, const char *name);

#endif
