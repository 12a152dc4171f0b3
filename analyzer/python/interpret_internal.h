/*
 * interpret_internal.h: the evaluator's parts among themselves.
 *
 *	interpret.c              state, limits, scopes, what merges after a branch
 *	interpret_modules.c      files, imports, names of modules
 *	interpret_statements.c   statements; flow
 *	interpret_conditions.c   if, try, loops: what may happen
 *	interpret_expressions.c  expressions without strings and calls
 *	interpret_operators.c    arithmetic, comparison, boolean operators
 *	interpret_strings.c      literals, f-strings
 *	interpret_format.c       %, .format, str() and repr()
 *	text_builder.c           strings with the places of their bytes
 *	interpret_calls.c        calls and functions of the project
 *	interpret_classes.c      classes, instances, attributes
 *	interpret_builtins.c     len, range, ...
 *	interpret_methods.c      methods of lists, dicts and sets
 *	interpret_string_methods.c
 *	interpret_library.c      os.path, textwrap, pathlib, ...
 *	interpret_protobuf.c     enums of *_pb2.py
 */
#ifndef MIGVET_PYTHON_INTERPRET_INTERNAL_H
#define MIGVET_PYTHON_INTERPRET_INTERNAL_H

#include "value_internal.h"

enum {
	MOST_STEPS = 400000,        /* nodes evaluated for one module or one call of a front end */
	MOST_ITERATIONS = 5000,     /* of one loop */
	MOST_CALL_DEPTH = 60,
	MOST_EVAL_DEPTH = 700,      /* of evaluation as a whole: what the C stack must hold */
	MOST_MODULES = 3000,        /* read besides the migrations */
	MOST_MODULE_BYTES = 4 << 20,
	MOST_STRING_BYTES = 64 << 20, /* computed for one module or call, in all */
	MOST_ITEMS = 100000,        /* of one computed container */
};

typedef struct LazyImport LazyImport;

typedef struct ScopeBinding {
	const char *name;
	uint32_t hash, length;
	const Value *value;     /* NULL: not bound (yet), unless lazy */
	LazyImport *lazy;       /* of an import that nobody has needed yet */
	uint32_t merge;         /* number of the merge that `then`, `otherwise` belong to */
	const Value *then, *otherwise;
} ScopeBinding;

typedef enum ScopeKind { SCOPE_MODULE, SCOPE_CLASS, SCOPE_FUNCTION, SCOPE_COMPREHENSION } ScopeKind;

struct Scope {
	ScopeKind kind;
	Scope *parent;
	Module *module;
	VEC(ScopeBinding) bindings;
	uint32_t *slots; /* binding number + 1, open addressing; NULL while there are few */
	uint32_t slot_count;
	VEC(Str) outer; /* names declared global or nonlocal */
	bool outer_global;
	bool unfollowed; /* something could not be followed: more names may exist */
};

struct LazyImport {
	Module *importer;
	const char *module; /* dotted, absolute */
	const char *name;   /* of `from module import name`, else NULL */
	const Source *source;
	Span span;
	bool busy;
};

typedef enum ModuleState { MODULE_NEW, MODULE_RUNNING, MODULE_DONE } ModuleState;

struct Module {
	const char *dotted, *file; /* file: absolute, or NULL: not known */
	const Source *source;
	const PyFile *python;
	Scope *scope;
	Interpreter *in;
	ModuleState state;
	bool package, busy;
	bool asked; /* its __getattr__ is running */
	VEC(const char *) stars; /* modules of `from x import *`, in order */
	VEC(Keyword) names;      /* made by mv_module_names */
};

typedef enum Flow { FLOW_NEXT, FLOW_BREAK, FLOW_CONTINUE, FLOW_RETURN, FLOW_RAISE } Flow;

enum { LEFT_ROUND = 1, LEFT_LOOP = 2, LEFT_FUNCTION = 4, LEFT_TRY = 8 };

typedef struct MaybeReturn {
	const Value *value, *condition;
} MaybeReturn;

typedef struct Frame {
	struct Frame *caller;
	Module *module;
	Scope *scope;
	const Value *function;  /* NULL: a module's or class's body */
	Span here;              /* the call that is evaluated */
	const Value *result;    /* of `return` */
	VEC(MaybeReturn) maybe; /* returns under conditions that are not known */
	Value *yields;          /* list; of a generator */
	Flow (*at_yield)(Interpreter *in, const Value *value, void *data); /* of a context manager: the body of `with` */
	void *yield_data;
	Flow yield_flow;
	unsigned left;          /* LEFT_...: what may have happened under a condition that is not known */
} Frame;

/* One assignment, so that it can be taken back. */
typedef struct TrailEntry {
	Scope *scope;
	uint32_t binding;
	const Value *value;
	LazyImport *lazy;
} TrailEntry;

struct Interpreter {
	const MigrationSet *set;
	Arena *arena;
	const Hooks *hooks;
	const char *script; /* of this file hooks see the top level, too; NULL: of none */
	const Hooks *module_hooks; /* while modules are imported */
	Map modules_by_file, modules_by_name; /* name: &no_module when there is none */
	Map migration_modules;                /* by Source.file */
	Map directories;                      /* what exists: "yes" or "no" */
	uint32_t module_count;
	Frame *frame;
	Circumstances around;
	const Branch *branch;
	VEC(TrailEntry) trail;
	uint32_t recording; /* branches whose assignments are taken back */
	uint32_t merges;
	uint32_t steps, most_steps, depth, calls, entered;
	size_t string_bytes;
	bool exhausted; /* a limit was met: nothing is evaluated until the outermost call returns */
	const char *exhausted_why;
	struct Intern {
		const char **slots;
		uint32_t slot_count, count;
	} intern;
};

/* ---- interpret.c ---- */
const char *mv_in_name(Interpreter *in, Str text); /* one copy of each name */
Str mv_in_text(const Interpreter *in, const PyNode *node);
const Source *mv_in_source(const Interpreter *in);
Value *mv_in_new(Interpreter *in, ValueKind kind, const PyNode *node);
Value *mv_in_unknown(Interpreter *in, const PyNode *node, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Counts a step; false: no more may be taken. */
bool mv_in_step(Interpreter *in);
/* Code that is not followed: shown to the hooks as a call of an UNKNOWN. */
void mv_in_not_followed(Interpreter *in, const PyNode *node, const char *reason);
/* The outermost call of a front end, and anything inside of it. */
void mv_in_enter(Interpreter *in);
void mv_in_leave(Interpreter *in);

Scope *mv_scope_new(Interpreter *in, ScopeKind kind, Scope *parent, Module *module);
ScopeBinding *mv_scope_find(const Scope *scope, Str name);
ScopeBinding *mv_scope_set(Interpreter *in, Scope *scope, Str name, const Value *value);
/* As Python assigns in `scope`: with regard to `global` and `nonlocal`. */
void mv_scope_assign(Interpreter *in, Scope *scope, Str name, const Value *value);
void mv_scope_remove(Interpreter *in, Scope *scope, Str name);
/* A name as code in `scope` sees it; NULL: not defined. */
const Value *mv_in_lookup(Interpreter *in, Scope *scope, Str name, const PyNode *node);

/* Taking back what was assigned since a mark, to merge it. */
typedef struct Assigned {
	Scope *scope;
	uint32_t binding;
	const Value *value;
} Assigned;
typedef VEC(Assigned) AssignedVec;
uint32_t mv_in_mark(Interpreter *in);
void mv_in_take_back(Interpreter *in, uint32_t mark, AssignedVec *assigned);
void mv_in_put(Interpreter *in, const AssignedVec *assigned);
/* Either `then` or `otherwise` was assigned. */
void mv_in_merge(Interpreter *in, const Value *condition, const AssignedVec *then, const AssignedVec *otherwise);
const Value *mv_in_either(Interpreter *in, const Value *condition, const Value *then, const Value *otherwise);
/* Begins a stretch of code that may not happen. */
void mv_in_may_happen(Interpreter *in, const char *why);
/* Is what is done to something made in `made` only perhaps done? */
bool mv_in_uncertain(const Interpreter *in, const Branch *made);

/* ---- interpret_modules.c ---- */
const Value *mv_in_module_value(Interpreter *in, const Module *module, const Source *source, Span span);
const Value *mv_in_module_attribute(Interpreter *in, const Module *module, const char *name, const Source *source, Span span);
const Value *mv_in_lazy(Interpreter *in, ScopeBinding *binding);
void mv_in_import(Interpreter *in, const PyNode *node);
void mv_in_import_from(Interpreter *in, const PyNode *node);
/* `import name` by a dotted path, as a value: the module itself. */
const Value *mv_in_import_dotted(Interpreter *in, const char *dotted, const Source *source, Span span);
const char *mv_in_absolute(Interpreter *in, Str relative); /* ".x" as seen from the running module, or NULL */
/* Absolute, without symbolic links, inside of the bound; or NULL. */
const char *mv_in_file(Interpreter *in, const char *path);
/* As messages show it: from the working directory when it is below. */
const char *mv_in_shown_path(Interpreter *in, const char *file);
const char *mv_in_module_file(Interpreter *in, const Module *module);

/* ---- interpret_protobuf.c: NULL: not known there ---- */
const Value *mv_in_protobuf_name(Interpreter *in, const Module *module, const char *name, const Source *source, Span span);
const Value *mv_in_protobuf_method(Interpreter *in, const char *path, const CallValue *call, const PyNode *node);

/* ---- interpret_statements.c ---- */
Flow mv_in_block(Interpreter *in, const PyNode *block);
Flow mv_in_statement(Interpreter *in, const PyNode *node);
void mv_in_assign(Interpreter *in, const PyNode *target, const Value *value);
/* ---- interpret_conditions.c ---- */
Flow mv_in_if(Interpreter *in, const PyNode *node);
Flow mv_in_for(Interpreter *in, const PyNode *node);
Flow mv_in_while(Interpreter *in, const PyNode *node);
Flow mv_in_try(Interpreter *in, const PyNode *node);
Flow mv_in_with(Interpreter *in, const PyNode *node);
/* Evaluates either side of a condition that is not known, as expressions. */
const char *mv_in_why(Interpreter *in, const PyNode *condition);

/* ---- interpret_expressions.c ---- */
const Value *mv_in_eval(Interpreter *in, const PyNode *node);
const Value *mv_in_subscript(Interpreter *in, const Value *object, const Value *index, const PyNode *node);
/* Items of what is iterated over, in a list of their own; NULL: not known. *open: there may be more. */
const struct ValueList *mv_in_iterate(Interpreter *in, const Value *value, bool *open);
/* The comprehension's values into a list; `open` as above. */
Value *mv_in_comprehension(Interpreter *in, const PyNode *node, ValueKind kind);
bool mv_in_add_item(Interpreter *in, Value *list, const Value *item);
/* Replaces or adds. */
void mv_in_dict_set(Interpreter *in, Value *dict, const Value *key, const Value *value);
const Value *mv_in_dict_get(const Value *dict, const Value *key, Tri *found);
/* ---- interpret_operators.c ---- */
const Value *mv_in_binary(Interpreter *in, PyOperator op, const Value *left, const Value *right, const PyNode *node);
const Value *mv_in_unary(Interpreter *in, PyOperator op, const Value *value, const PyNode *node);
const Value *mv_in_compare(Interpreter *in, PyOperator op, const Value *left, const Value *right, const PyNode *node);
/* django.VERSION and the like, where they are known; else the value. */
const Value *mv_in_known_symbol(Interpreter *in, const Value *value);
/* Truth with the front end's knowledge. */
Tri mv_in_truth(Interpreter *in, const Value *value);
const Value *mv_in_operation(Interpreter *in, const char *name, const Value *a, const Value *b, const Value *c,
			     const PyNode *node);
/* -1, 0, 1 of two values that have an order; false: not known. */
bool mv_in_order(const Value *a, const Value *b, int *order);

/* ---- text_builder.c ---- */
typedef struct TextBuilder {
	Interpreter *in;
	StrBuf text;
	VEC(StringPiece) pieces;
	VEC(const Value *) holes;
	bool full; /* longer than may be */
} TextBuilder;
void mv_text_add(TextBuilder *text, Str bytes, const Source *source, Span origin, bool exact);
void mv_text_slice(TextBuilder *text, const PyString *string, size_t start, size_t end);
void mv_text_whole(TextBuilder *text, const PyString *string);
void mv_text_hole(TextBuilder *text, const Value *value);
/* Frees what was collected; UNKNOWN when it got too long. */
const Value *mv_text_finish(TextBuilder *text, ValueKind kind, const Source *source, Span span);
void mv_text_drop(TextBuilder *text);
/* `span` of a string of a file as a span of that file; false: not from there as a whole. */
bool mv_string_origin(const PyString *string, size_t start, size_t end, const Source **source, Span *origin);

/* ---- interpret_strings.c, interpret_format.c, interpret_string_methods.c ---- */
const Value *mv_in_string(Interpreter *in, const PyNode *node);
const Value *mv_in_concatenated(Interpreter *in, const PyNode *node);
void mv_text_str(TextBuilder *text, const Value *value);  /* str(value); a hole when it is not known */
void mv_text_repr(TextBuilder *text, const Value *value);
/* format(value, spec); conversion: 0, 'r', 's', 'a' */
void mv_text_format(TextBuilder *text, const Value *value, char conversion, const PyString *spec);
const Value *mv_in_percent(Interpreter *in, const Value *format, const Value *args, const PyNode *node);
const Value *mv_in_format_method(Interpreter *in, const Value *format, const CallValue *call, const PyNode *node);
const Value *mv_in_string_method(Interpreter *in, const Value *self, const char *name, const CallValue *call, const PyNode *node);
const Value *mv_in_dedent(Interpreter *in, const Value *string, const PyNode *node);
const Value *mv_in_slice_string(Interpreter *in, const Value *string, size_t start, size_t end, const PyNode *node);

/* ---- interpret_calls.c ---- */
const Value *mv_in_call(Interpreter *in, const PyNode *node);
const Value *mv_in_call_value(Interpreter *in, const Value *callee, CallValue *call, const PyNode *node);
const Value *mv_in_follow(Interpreter *in, const Value *function, const CallValue *call, const PyNode *node,
			  Flow (*at_yield)(Interpreter *in, const Value *value, void *data), void *data);
const Value *mv_in_function(Interpreter *in, const PyNode *node, const PyNode *decorated);
const Value *mv_in_lambda(Interpreter *in, const PyNode *node);
const Value *mv_in_bind(Interpreter *in, const Value *function, const Value *self);
CallValue *mv_in_arguments(Interpreter *in, const PyNode *arguments, CallValue *call);
const Value *mv_in_residual_call(Interpreter *in, CallValue *call, const PyNode *node);

/* ---- interpret_classes.c ---- */
const Value *mv_in_class(Interpreter *in, const PyNode *node, const PyNode *decorated);
const Value *mv_in_instantiate(Interpreter *in, const Value *class_, CallValue *call, const PyNode *node);
const Value *mv_in_attribute(Interpreter *in, const Value *object, const char *name, const Source *source, Span span);
/* NULL: not known to exist. */
const Value *mv_in_find_attribute(Interpreter *in, const Value *object, const char *name, const Source *source, Span span);
void mv_in_set_attribute(Interpreter *in, const Value *object, const char *name, const Value *value);
bool mv_is_instance(const Value *value); /* of a class of the project */
bool mv_class_is_enum(const Value *class_);
/* The members of an enum in order: instances. */
const struct ValueList *mv_enum_members(Interpreter *in, const Value *class_);
/* Does the class come to one with this last name? UNKNOWN: its bases are not all known. */
Tri mv_class_derives(const Value *class_, const char *last_name);

/* ---- interpret_builtins.c, interpret_methods.c, interpret_library.c: NULL: not known there ---- */
bool mv_is_builtin(Str name);
const Value *mv_in_builtin(Interpreter *in, const char *name, const CallValue *call, const PyNode *node);
const Value *mv_in_method(Interpreter *in, const Value *self, const char *name, const CallValue *call, const PyNode *node);
bool mv_has_method(const Value *self, const char *name);
bool mv_has_string_method(const char *name);
const Value *mv_in_library(Interpreter *in, const char *path, const CallValue *call, const PyNode *node);

#endif
