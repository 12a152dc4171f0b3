/*
 * value_internal.h: what the evaluator keeps in values besides what front ends see.
 */
#ifndef MIGVET_PYTHON_VALUE_INTERNAL_H
#define MIGVET_PYTHON_VALUE_INTERNAL_H

#include "interpret.h"
#include "tree.h"

typedef struct Scope Scope;

/* A stretch of code that may happen or not; its parent is the one around it. NULL: it happens. */
typedef struct Branch {
	const struct Branch *parent;
} Branch;

/* Every LIST, SET and DICT is one: what is added to it under a condition that was not there when it was made may be missing. */
typedef struct GrowingValue {
	Value value;
	const Branch *branch;
} GrowingValue;

/* Every CALL whose callee is a CLASS is one. */
typedef struct InstanceValue {
	CallValue call;
	const Branch *branch;
	VEC(Keyword) names; /* self.x = ... */
	const Value *data;  /* of a subclass of str, int, list, dict, Enum: what it holds; or NULL */
	bool partly;        /* other attributes may exist */
} InstanceValue;

typedef enum FunctionKind { FUNCTION_PLAIN, FUNCTION_STATIC, FUNCTION_CLASS, FUNCTION_PROPERTY } FunctionKind;

/* A def, a lambda, or a method of a built-in value ("abc".join: `builtin`). */
struct FunctionValue {
	const char *name;
	const Module *module;
	const PyNode *parameters, *body; /* body: a block, or an expression (lambda) */
	Scope *scope;            /* the names around it */
	const Value *self;       /* bound method: the instance or class; else NULL */
	const Value *class_;     /* in whose body it was written, or NULL */
	FunctionKind kind;
	const Value *const *defaults; /* of each parameter, in order; NULL where there is none */
	bool generates, manages;      /* has a yield; is a @contextmanager */
	const char *builtin;     /* method of a built-in value `self` */
};

Value *mv_value_int_new(Arena *arena, int64_t integer);
/* Python's ==; `depth`: 0. */
Tri mv_value_equal(const Value *a, const Value *b, unsigned depth);

#endif
