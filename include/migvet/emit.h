/*
 * emit.h: the schema written out: as SQL that makes it, and as JSON, YAML and
 * Mermaid that describe it. Same schema, same bytes.
 */
#ifndef MIGVET_EMIT_H
#define MIGVET_EMIT_H

#include "migvet/diff.h"
#include "migvet/schema.h"
#include "migvet/writer.h"

/*
 * Statements that make this schema in an empty database: complete, in an order
 * in which each finds what it needs, every name qualified. What the migrations
 * do not tell is a comment in its place, so that the rest loads; gives how often that is so.
 */
uint32_t mv_schema_sql(const Schema *schema, int server_version, StrBuf *out);
/* The whole model, sorted; analyzer/emit/schema.schema.json describes both. */
void mv_schema_json(const Schema *schema, int server_version, StrBuf *out);
void mv_schema_yaml(const Schema *schema, int server_version, StrBuf *out);
/*
 * The same with what somebody else has to say: `more` is called twice while the
 * outermost object is open, behind its first entries (`end` false) and at its end. NULL: nobody.
 */
void mv_schema_describe(const Schema *schema, int server_version, WriterStyle style,
			void (*more)(const void *data, bool end, Writer *writer), const void *data, StrBuf *out);
/* What mv_schema_sql writes, without the settings at its start: an element makes one thing, in one or more statements. */
typedef VEC(const char *) SqlParts;
void mv_schema_sql_parts(const Schema *schema, int server_version, Arena *arena, SqlParts *parts);
/*
 * Statements that make the first schema the second, in an order in which each
 * can be executed, by themselves and outside of a transaction: indexes are
 * built concurrently, constraints validated after they were added. The
 * differences are those of mv_schema_diff_apart; what was renamed is not
 * followed: mv_schema_renames is for that, before. What cannot be brought
 * about is left as it is.
 */
void mv_schema_alter(const Schema *from, const Schema *to, const DifferenceVec *differences, int server_version, Arena *arena, SqlParts *parts);
/* Statements that give new names to what mv_schema_diff found renamed; with `guesses` to what holds data, too. */
void mv_schema_renames(const Schema *from, const DifferenceVec *differences, int server_version, bool guesses, Arena *arena, SqlParts *parts);
/* A page for people that needs nothing besides: what there is, with links. */
void mv_schema_html(const Schema *schema, int server_version, StrBuf *out);
/* An entity relationship diagram of the tables. */
void mv_schema_mermaid(const Schema *schema, int server_version, StrBuf *out);

/* ---- parts of it as SQL, with the names that things have now; NULL gives NULL ---- */

char *mv_schema_type_text(const Schema *schema, const Type *type, Arena *arena);
char *mv_schema_expression_text(const Schema *schema, const Expression *expression, Arena *arena);
char *mv_schema_query_text(const Schema *schema, const QueryInfo *query, const Binding *bindings, Arena *arena);
char *mv_schema_key_text(const Schema *schema, const IndexKey *key, Arena *arena);
char *mv_schema_bound_text(const Schema *schema, const PartitionBound *bound, Arena *arena);
/* All statements that make the object, one a line, a semicolon between them. */
char *mv_schema_stored_text(const Schema *schema, const StoredObject *stored, Arena *arena);
/* "ALL to owner; SELECT to PUBLIC": what roles may do with a thing of this kind, sorted by role. */
char *mv_schema_acl_text(const Acl *acl, ObjectKind kind, Arena *arena);

#endif
