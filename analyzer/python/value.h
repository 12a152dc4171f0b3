/*
 * value.h: what Python expressions come to.
 *
 * Nothing is executed. An expression is evaluated as far as that is possible
 * without running foreign code: constants, strings, containers, functions and
 * classes of the project. What comes from outside (django, sqlalchemy, alembic,
 * settings) stays as it is written, with its parts evaluated: a *residual*.
 * `models.CharField(max_length=2 * N)` comes to
 *   CALL { callee SYMBOL "django.db.models.CharField", keywords { max_length: INT 20 } }
 * and the front ends read such residuals. What cannot be known is UNKNOWN and
 * carries its reason; it flows through everything that is made of it.
 *
 * Values are immutable once a front end sees them, except that lists and dicts
 * that the interpreted code appends to grow in place. All live in the arena of
 * the interpreter. `span` is where the value was written (of a variable: where
 * its value was written, not where it is used), in `source`.
 */
#ifndef MIGVET_PYTHON_VALUE_H
#define MIGVET_PYTHON_VALUE_H

#include "migvet/migration.h"

typedef enum ValueKind {
	VALUE_UNKNOWN, /* reason */
	VALUE_NONE,
	VALUE_BOOL,   /* truth */
	VALUE_INT,    /* integer; `digits` when it does not fit */
	VALUE_FLOAT,  /* digits: as written */
	VALUE_STRING, /* string */
	VALUE_BYTES,  /* string, not decoded further */
	VALUE_ELLIPSIS,
	VALUE_LIST, VALUE_TUPLE, VALUE_SET, /* items */
	VALUE_DICT,     /* pairs, in order of insertion */
	VALUE_FUNCTION, /* def or lambda in the project: function */
	VALUE_CLASS,    /* class in the project: class_ */
	VALUE_MODULE,   /* module of the project whose file is there: module */
	/* residuals */
	VALUE_SYMBOL,    /* name: dotted path of something outside of what can be read, "django.db.models.CharField" */
	VALUE_ATTRIBUTE, /* attribute: object.name, of a residual */
	VALUE_SUBSCRIPT, /* operation: operands[0][operands[1]] */
	VALUE_CALL,      /* call: also an instance of a class of the project (callee CLASS) */
	VALUE_OPERATION, /* operation: name "+", "|", "&", "not", "-", "==", "in", "if" (then, condition, else) ... */
} ValueKind;

typedef struct Value Value;
typedef struct PyNode PyNode;
typedef struct Module Module;

/* A stretch of a string and where it was written. exact: byte for byte, so that places inside map one to one. */
typedef struct StringPiece {
	const Source *source; /* NULL: computed from nothing that is written anywhere */
	Span origin;
	uint32_t start;       /* in the string; it ends where the next one starts */
	bool exact;
} StringPiece;

typedef struct PyString {
	Str text; /* UTF-8 */
	const StringPiece *pieces; /* sorted by start */
	uint32_t piece_count, hole_count;
	/*
	 * Parts of it are not known; each stands in `text` as a placeholder
	 * MV_PY_HOLE, and `holes` are their values in order (an f-string with an
	 * unknown part is still worth reading: "DROP TABLE <hole>").
	 */
	const Value *const *holes;
} PyString;
/* An identifier that no file holds, so that SQL with a hole still parses. Statements look for it. */
#define MV_PY_HOLE MV_SQL_HOLE

typedef struct Pair {
	const Value *key, *value;
} Pair;

typedef struct Keyword {
	const char *name;
	const Value *value;
} Keyword;

typedef struct CallValue {
	const Value *callee;
	VEC(const Value *) args;
	VEC(Keyword) keywords;
	bool open; /* *args or **kwargs of unknown value: there may be more arguments */
} CallValue;

typedef struct ClassValue {
	const char *name;
	const Module *module;
	VEC(const Value *) bases;      /* CLASS, SYMBOL, ... */
	VEC(Keyword) keywords;         /* metaclass=..., table=True */
	VEC(Keyword) names;            /* its body's names, in order of first assignment */
	const PyNode *node;
	bool partly; /* something in the body could not be followed: other names may exist */
} ClassValue;

typedef struct FunctionValue FunctionValue; /* interpret.h */

struct Value {
	ValueKind kind;
	const Source *source; /* NULL: not written anywhere */
	Span span;
	union {
		const char *reason;
		bool truth;
		struct {
			int64_t integer;
			const char *digits; /* as written, or NULL */
		} number;
		PyString string;
		struct ValueList {
			VEC(const Value *) items;
			bool open; /* may hold more than these */
		} list;
		struct ValueDict {
			VEC(Pair) pairs;
			bool open;
		} dict;
		const FunctionValue *function;
		ClassValue *class_;
		const Module *module;
		const char *name; /* SYMBOL */
		struct {
			const Value *object;
			const char *name;
		} attribute;
		struct {
			const char *name;
			const Value *operands[3];
			uint32_t operand_count;
		} operation;
		CallValue *call;
	} as;
};

/* ---- questions; all take NULL for "absent" and answer NULL, false or TRI_UNKNOWN then ---- */

static inline bool mv_value_is(const Value *value, ValueKind kind) { return value && value->kind == kind; }
/* A string without holes, else NULL. The text is NUL-terminated. */
const char *mv_value_text(const Value *value);
bool mv_value_int(const Value *value, int64_t *integer);
/* As Python's bool(); residuals and UNKNOWN: TRI_UNKNOWN. */
Tri mv_value_truth(const Value *value);
/* Dotted path of a SYMBOL, of a chain of attributes on one, or "module.Class" of a class of the project; else NULL. */
const char *mv_value_path(const Value *value, Arena *arena);
/* Last component of that path: "CharField"; NULL when it has none. */
const char *mv_value_last_name(const Value *value);
/* Is it a call of something whose last name is `name`? */
bool mv_value_calls(const Value *value, const char *name);
/* By position (from 0; -1: keyword only) or keyword; NULL: not given. */
const Value *mv_call_argument(const Value *call, int position, const char *keyword);
/* Of a list, tuple or set, or NULL when it is another kind. */
const struct ValueList *mv_value_items(const Value *value);
const Value *mv_dict_get(const Value *dict, const char *key);
/* A name of a class's body, or of its bases (depth first, left to right, as far as they are known). */
const Value *mv_class_name(const Value *class_, const char *name);
/*
 * The first base outside of the project that the class comes to, and its path:
 * "django.db.models.fields.CharField"; NULL when none is known.
 */
const char *mv_class_foreign_base(const Value *class_, Arena *arena);
/* First UNKNOWN inside, depth first, or NULL: why a value is not fully known. */
const Value *mv_value_find_unknown(const Value *value);
/* As Python would write it, about; for messages and tests. */
char *mv_value_format(const Value *value, Arena *arena);

/* ---- making them ---- */

Value *mv_value_new(Arena *arena, ValueKind kind, const Source *source, Span span);
Value *mv_value_unknown(Arena *arena, const Source *source, Span span, const char *reason);
/* A string that no file holds. */
Value *mv_value_string(Arena *arena, Str text);
Value *mv_value_symbol(Arena *arena, const char *name);
Value *mv_value_bool(Arena *arena, bool truth);
Value *mv_value_list(Arena *arena, const char *const *texts, size_t count);

#endif
