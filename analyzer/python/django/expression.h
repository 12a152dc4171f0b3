/*
 * expression.h: Django's query expressions, as SQL inside of DDL. Private to this folder.
 *
 * An expression (F, Value, Q, Func and its kin) is compiled while it is read:
 * what there is to say about a Term is its text, as Django's PostgreSQL backend
 * writes it without table alias and with values quoted in place, the class of
 * its output field, and what lookups and index wrappers must know of it.
 * What cannot be written exactly fails with a reason; nothing is guessed.
 */
#ifndef MIGVET_PYTHON_DJANGO_EXPRESSION_H
#define MIGVET_PYTHON_DJANGO_EXPRESSION_H

#include "django.h"

/* What an output field is an instance of, as far as SQL depends on it. */
typedef enum OutputClass {
	OUTPUT_UNKNOWN, /* Django would say "cannot resolve expression type" or nobody can know */
	OUTPUT_CHAR, OUTPUT_TEXT, OUTPUT_INTEGER, OUTPUT_FLOAT, OUTPUT_DECIMAL, OUTPUT_BOOLEAN,
	OUTPUT_DATE, OUTPUT_DATETIME, OUTPUT_TIME, OUTPUT_DURATION,
	OUTPUT_UUID, OUTPUT_BINARY, OUTPUT_JSON, OUTPUT_IP, OUTPUT_ARRAY, OUTPUT_RANGE, OUTPUT_HSTORE,
	OUTPUT_SEARCH_VECTOR, OUTPUT_SEARCH_QUERY,
	OUTPUT_OTHER,   /* of a class that is none of these: known to be so */
} OutputClass;

typedef struct OutputType {
	OutputClass class_;
	const Field *field;    /* or NULL */
	const char *db_type;   /* cast_db_type(); NULL: that of `field` */
	const struct OutputType *element; /* of arrays and ranges: base_field */
	long digits;           /* DecimalField.max_digits; 0: not known */
} OutputType;

/* Django drops conditions that are always or never true before it writes them. */
typedef enum Outcome { OUTCOME_SQL, OUTCOME_EMPTY, OUTCOME_FULL, OUTCOME_FAILED } Outcome;

typedef enum WrapKind { WRAP_NONE, WRAP_ORDER, WRAP_OPCLASS, WRAP_COLLATE } WrapKind;

typedef struct Term {
	Outcome outcome;
	const char *sql;
	OutputType type;
	bool column;        /* a Col: no parentheses in an index */
	bool nullable;      /* of a Col: field.null */
	bool is_value;      /* Value(...): `value` */
	bool is_lookup;
	bool is_where;      /* a Q */
	bool bare;          /* ... of one part, without parentheses */
	bool wraps_where;   /* ExpressionWrapper of such a Q: gets them as a condition */
	const Value *value;
	const struct Term *inner; /* what a transform, a wrapper or ExtractYear was made of */
	const char *transform;    /* "year", "iso_year": lookups compare `inner` to bounds */
	WrapKind wrap;
	const char *suffix;       /* of a wrapper: " DESC NULLS LAST", " gin_trgm_ops" */
	/* JSON: keys on `inner` */
	const char *const *keys;
	uint32_t key_count;
	bool key_text;
	bool search_config;       /* SearchVector(config=...): `suffix` is its SQL */
	bool bilateral_unaccent;
} Term;

typedef struct Compiler {
	Arena *arena;
	Lowering *lowering;
	Moment moment;
	const Model *model; /* NULL: no columns (db_default) */
	int version;        /* of Django: 302, 402, 502, 600 */
	bool use_tz;        /* settings.USE_TZ with the time zone UTC, as what startproject writes */
	bool percent_twice; /* before 5.0 the schema editor doubled the percent signs in strings, and left them so */
	unsigned depth;
	const char *reason; /* of the first failure */
} Compiler;

/*
 * The class of Django that a call makes an instance of, or that its class is derived from: "GinIndex"; NULL: of none that
 * is known.
 */
const char *mv_django_class_name(Arena *arena, const Value *call);
/* The name of one of `names` (NULL-terminated) that a class of the project defines itself: it does more than its base. */
const char *mv_django_own_code(const Value *call, const char *const *names);

/* `model` NULL: an expression without columns. */
Compiler mv_term_compiler(Lowering *lowering, Moment moment, const Model *model);

/* ---- expression_literal.c ---- */

/* A Python value as a driver quotes it, after the field's get_prep_value and get_db_prep_value. NULL: failed. */
const char *mv_term_literal(Compiler *compiler, const OutputType *type, const Value *value);
/* 'text', quoted. */
const char *mv_term_quote_text(Compiler *compiler, const char *text);
/* json.dumps(value), or NULL. */
const char *mv_term_json(Arena *arena, const Value *value);
/* What Value(x) without output_field is taken for. */
OutputType mv_output_of_value(const Value *value);

/* ---- expression_build.c ---- */

Term mv_term_build(Compiler *compiler, const Value *value); /* an expression; strings are references to fields (F) */
Term mv_term_value(Compiler *compiler, const Value *value, const OutputType *type); /* Value(value) */
Term mv_term_field(Compiler *compiler, const char *path, const Value *where); /* F(path) */
Term mv_term_fail(Compiler *compiler, const char *format, ...) __attribute__((format(printf, 2, 3)));
Term mv_term_sql(OutputType type, const char *sql);
bool mv_term_is_expression(Compiler *compiler, const Value *value);
OutputType mv_output_of(OutputClass class_);
OutputType mv_output_of_field(Compiler *compiler, const Value *field); /* models.CharField(...) */
OutputType mv_output_of_column(Compiler *compiler, const Field *field);
const char *mv_output_db_type(Compiler *compiler, const OutputType *type); /* for a cast; NULL: not known */
/* As IndexExpression: wrappers outermost, what is no column in parentheses. NULL: failed. */
const char *mv_term_index_expression(Compiler *compiler, const Value *value);
Term mv_term_combine(Compiler *compiler, const Term *left, const char *operator, const Term *right);
Term mv_term_cast(Compiler *compiler, const Term *inner, const OutputType *type);

/* ---- expression_functions.c ---- */

/* A call of a class that is (or is derived from) one of Django's expressions; `name` is the class's. false: no such class. */
bool mv_term_function(Compiler *compiler, const char *name, const Value *call, Term *term);
bool mv_term_special(Compiler *compiler, const char *name, const Value *call, Term *term); /* expression_classes.c */
/* `expression.desc()`, `.asc()`, `.bitand(x)`; false: no such call. */
bool mv_term_method(Compiler *compiler, const Value *call, Term *term);
/* Of a project's class: what its method `name` (as_sql) gives when it is interpreted; expression_custom.c. */
Term mv_term_own_sql(Compiler *compiler, const Value *call, const char *name);
/* Positional arguments, then those that are known by name (`names` ends with NULL). False: not known. */
bool mv_term_arguments(Compiler *compiler, const CallValue *call, const char *const *names, Term *terms, size_t most, size_t *count, bool values);
const char *mv_term_joined(Compiler *compiler, const Term *terms, size_t count, const char *joiner);
/* What the output fields of the sources have in common. */
OutputType mv_output_common(const Term *terms, size_t count);
/* Has it no output field before the table is known? */
bool mv_term_comes_from_source(Compiler *compiler, const Value *lhs);
/* Is there such a class? */
bool mv_term_is_class(const char *name);

/* ---- expression_lookups.c ---- */

Term mv_term_transform(Compiler *compiler, const Term *inner, const char *name); /* OUTCOME_FAILED without reason: no such transform */
Term mv_term_lookup(Compiler *compiler, const Term *lhs, const char *const *names, size_t count, const Value *rhs);
/* The class of a lookup in django.db.models.lookups and its kin, "GreaterThan" -> "gt"; or NULL. */
const char *mv_lookup_of_class(const char *class_);

/* ---- expression_where.c ---- */

bool mv_value_is_q(Compiler *compiler, const Value *value);
/* As Query.build_where: a condition. */
Term mv_term_where(Compiler *compiler, const Value *condition);

#endif
