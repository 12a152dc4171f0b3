/*
 * sql.h: parts of changes and of the schema, written again as SQL that people
 * may paste: for the steps of findings (analyzer/emit/sql.c).
 *
 * Names are quoted where they must be, and qualified as they were written.
 * What cannot be written (a placeholder, an expression that was not kept)
 * becomes MV_UNPRINTABLE, which goes on into whatever is made of it.
 */
#ifndef MIGVET_SQL_H
#define MIGVET_SQL_H

#include "migvet/schema.h"

/* No text in UTF-8 holds it. */
#define MV_UNPRINTABLE "\xff"

/* What is written, in which schema, and where the text goes. */
typedef struct SqlScope {
	const Schema *schema;
	Arena *arena;
} SqlScope;

char *mv_sql_ident(const SqlScope *scope, const char *name); /* NULL: unprintable */
char *mv_sql_qname(const SqlScope *scope, const QName *name);
char *mv_sql_idents(const SqlScope *scope, const IdentVec *idents); /* "a, b" */
char *mv_sql_literal(const SqlScope *scope, const char *text);
/* Of the schema: without "public", and without a schema that the search path begins with. */
char *mv_sql_object(const SqlScope *scope, const Object *object);
/* With its COLLATE, if any. */
char *mv_sql_type(const SqlScope *scope, const Type *type);
char *mv_sql_expression(const SqlScope *scope, const Expression *expression);
/* A domain's CHECK with `value` instead of VALUE. */
char *mv_sql_domain_expression(const SqlScope *scope, const Expression *expression, const char *value);
/* "ALTER TABLE IF EXISTS ONLY a.t" */
char *mv_sql_alter_table(const SqlScope *scope, const Target *target);
/* "at timestamptz DEFAULT now() NOT NULL" without constraints that have a name; default and NOT NULL when asked for. */
char *mv_sql_column(const SqlScope *scope, const ColumnSpec *column, bool with_default, bool with_not_null);
/* "FOREIGN KEY (a) REFERENCES t (b) ON DELETE CASCADE": without CONSTRAINT name, NOT VALID and NOT ENFORCED. */
char *mv_sql_constraint(const SqlScope *scope, const ConstraintSpec *spec);
/* " DEFERRABLE INITIALLY DEFERRED", or "". */
char *mv_sql_deferral(const SqlScope *scope, const ConstraintSpec *spec);

typedef struct SqlIndex {
	const char *name;  /* not quoted; NULL: PostgreSQL will choose */
	const char *table; /* as it is written */
	bool concurrently, only, if_not_exists;
} SqlIndex;
/* A whole CREATE INDEX statement, with its semicolon: of a change; of the schema; of a UNIQUE or PRIMARY KEY constraint. */
char *mv_sql_create_index(const SqlScope *scope, const CreateIndex *create, const SqlIndex *as);
char *mv_sql_index_again(const SqlScope *scope, const TableIndex *index, const SqlIndex *as);
char *mv_sql_unique_index(const SqlScope *scope, const ConstraintSpec *spec, const SqlIndex *as);
/* "FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')", "DEFAULT" */
char *mv_sql_partition_bound(const SqlScope *scope, const PartitionBound *bound);

#endif
