/*
 * interpret.h: partial evaluation of a project's Python files.
 *
 * An Interpreter belongs to one history (MigrationSet) and one thread. It loads
 * modules of the project on demand (never anything outside of
 * PythonProject.bound, never by running it) and evaluates their top level once.
 * Front ends ask for a module's names, or interpret a function's body; calls of
 * what is foreign are shown to the front end's Hooks in the order in which they
 * would happen, together with the circumstances.
 *
 * Code that is not followed (a limit, a match statement, a syntax error) is shown to
 * the hooks as a call of an UNKNOWN that has the reason: anything may happen there.
 *
 * Limits (all give UNKNOWN with a reason, never an error): loop iterations and
 * steps a module, depth of calls, length of strings, number of modules.
 */
#ifndef MIGVET_PYTHON_INTERPRET_H
#define MIGVET_PYTHON_INTERPRET_H

#include "migvet/migration.h"
#include "value.h"

typedef struct Interpreter Interpreter;

/* What stands around the code that is being interpreted. */
typedef struct Circumstances {
	bool conditional;    /* under a condition that cannot be decided: may happen */
	const char *why;     /* "condition on 'inspector'" ...; NULL when not conditional */
	bool in_loop;        /* of a loop whose iterations are not known: may happen many times */
	bool in_try;         /* errors are swallowed */
	const char *caught;  /* name of the exception caught, last component; NULL: all */
} Circumstances;

typedef struct Hooks {
	void *data;
	/*
	 * A call of what is not a function of the project: `call` is VALUE_CALL.
	 * The result of the call, or NULL: it stays a residual. Called once for
	 * every call that is evaluated, arguments first, in Python's order.
	 */
	const Value *(*call)(Interpreter *interpreter, const Value *call, void *data);
	/*
	 * A project's function that is about to be followed: true: `result` is what
	 * it gives (may be NULL: unknown) and it is not followed. NULL: all are.
	 */
	bool (*function)(Interpreter *interpreter, const Value *function, const Value *call, const Value **result, void *data);
	/* Attribute of a residual; NULL: it stays one. */
	const Value *(*attribute)(Interpreter *interpreter, const Value *object, const char *name, void *data);
	/* Truth of a residual condition. */
	Tri (*truth)(Interpreter *interpreter, const Value *condition, void *data);
	/* `with value as name:` - entering gives what is bound to the name (NULL: the value itself). */
	const Value *(*enter)(Interpreter *interpreter, const Value *manager, void *data);
	void (*leave)(Interpreter *interpreter, const Value *manager, void *data);
	/* object.name = ... */
	void (*assign)(Interpreter *interpreter, const Value *object, const char *name, void *data);
	/* What a loop over a residual assigns in each round; NULL: unknown. */
	const Value *(*item)(Interpreter *interpreter, const Value *iterable, void *data);
} Hooks;

/* Everything it makes lives in `arena`. */
Interpreter *mv_py_new(const MigrationSet *set, Arena *arena);
Arena *mv_py_arena(Interpreter *interpreter);
/* Replaces the hooks; NULL: none. Gives the earlier ones. */
const Hooks *mv_py_set_hooks(Interpreter *interpreter, const Hooks *hooks);
/* What is asked while modules are imported, before anything else is: what is known of foreign packages. */
void mv_py_set_module_hooks(Interpreter *interpreter, const Hooks *hooks);
Circumstances mv_py_circumstances(const Interpreter *interpreter);
/* Where the code that is running now was called from inside the migration's own file: outermost call's span. */
Span mv_py_place(const Interpreter *interpreter, const Source *source);

/* The module of a migration's file (parsed by mv_python_parse); evaluated when first asked for. Never NULL. */
const Module *mv_py_migration_module(Interpreter *interpreter, const Migration *migration);
/* By dotted name, looked for in the project's import roots; NULL: its source is not there. */
const Module *mv_py_module(Interpreter *interpreter, const char *dotted);
/* By absolute path of a file inside of the bound; NULL when it cannot be read. */
const Module *mv_py_module_at(Interpreter *interpreter, const char *file);
/* The same for a script that is run, not imported (env.py): the hooks see what its top level does. */
const Module *mv_py_run_at(Interpreter *interpreter, const char *file);
/* A top-level name, or NULL. */
const Value *mv_module_name(const Module *module, const char *name);
/* Is every name that it has known? False: code that was not followed, or `from x import *` of what is not there. */
bool mv_module_is_whole(const Module *module);
const char *mv_module_dotted(const Module *module);
const Source *mv_module_source(const Module *module);
/* All top-level names in order. */
const Keyword *mv_module_names(const Module *module, uint32_t *count);

/* Interprets the body of a project's function (or calls a class); the hooks see what happens. Never NULL. */
const Value *mv_py_call(Interpreter *interpreter, const Value *callee, const Value *const *args, size_t arg_count);
/* Makes an instance of a project's class once more, as `instance` was made: the hooks see what its __init__ calls. */
const Value *mv_py_make_again(Interpreter *interpreter, const Value *instance);
/* "x.attr" with everything that is known: instances and classes of the project, hooks. NULL: not known to exist. */
const Value *mv_py_attribute(Interpreter *interpreter, const Value *object, const char *name);
/* The name of a function of the project, its number of parameters without self. */
const char *mv_function_name(const Value *function);
const Source *mv_function_source(const Value *function);
/* The name of a parameter, without self; NULL behind the last one. */
const char *mv_function_parameter(const Value *function, uint32_t number, Arena *arena);

#endif
