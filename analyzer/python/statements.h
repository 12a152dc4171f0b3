/*
 * statements.h: the SQL that a Python migration comes to.
 *
 * A front end writes each statement as the framework would send it, and says
 * where in the Python file it comes from. The text goes to Migration.generated
 * (with a SourceMap back to the files), its statements become sections, and the
 * PostgreSQL front end reads them like any other SQL: one reader of SQL, and
 * what is judged is exactly what the server would see.
 *
 *	mv_out_begin(out, operation_span, &circumstances);
 *	mv_out_sql(out, "ALTER TABLE %s ADD COLUMN ", table);
 *	mv_out_origin(out, source, field_span);    // what follows was written there
 *	mv_out_sql(out, "%s %s", column, type);
 *	mv_out_end(out);
 */
#ifndef MIGVET_PYTHON_STATEMENTS_H
#define MIGVET_PYTHON_STATEMENTS_H

#include "interpret.h"

typedef struct SqlOut SqlOut;

/* Collects for one migration; mv_out_finish fills its `generated` and `sections`. */
SqlOut *mv_out_new(Migration *migration, Arena *arena);
void mv_out_finish(SqlOut *out);

/* What is written from now on goes up, or down. At first up. */
void mv_out_down(SqlOut *out, bool down);
/* Transaction of what is written from now on; TRANSACTION_UNKNOWN: the migration's own. */
void mv_out_transaction(SqlOut *out, TransactionMode mode);

/* One statement. `operation`: the Python operation in the migration's file. `circumstances` NULL: it happens. */
void mv_out_begin(SqlOut *out, Span operation, const Circumstances *circumstances);
/* Of the present statement: the framework adds it by itself. */
void mv_out_implied(SqlOut *out);
void mv_out_sql(SqlOut *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void mv_out_text(SqlOut *out, Str text);
/* A string of the file: places in it map byte by byte. */
void mv_out_string(SqlOut *out, const PyString *string);
/* Where the following text was written; a zero span: the operation again. */
void mv_out_origin(SqlOut *out, const Source *source, Span span);
void mv_out_end(SqlOut *out);

/*
 * A text of any number of statements that the author wrote (RunSQL, op.execute), sent as one query string: without a
 * transaction several statements share an implicit one.
 */
void mv_out_script(SqlOut *out, Span operation, const PyString *string, const Circumstances *circumstances);

/*
 * An operation that could not be resolved: becomes an opaque statement with the
 * reason ("the value of 'TABLES' is not known"). For --statistics, too.
 */
void mv_out_opaque(SqlOut *out, Span operation, bool may_change_schema, const char *reason);
/* Counts an operation that was resolved; call once per operation of the framework. */
void mv_out_operation(SqlOut *out);

/* "a" -> "\"a\"", as Django and SQLAlchemy (when needed) quote; in the arena. */
char *mv_out_quote(Arena *arena, const char *name);

#endif
