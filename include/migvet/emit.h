/*
 * emit.h: the schema written out: as SQL that makes it, and as JSON, YAML and
 * Mermaid that describe it. Same schema, same bytes.
 */
#ifndef MIGVET_EMIT_H
#define MIGVET_EMIT_H

#include "migvet/schema.h"

/*
 * Statements that make this schema in an empty database: complete, in an order
 * in which each finds what it needs, every name qualified.
 */
void mv_schema_sql(const Schema *schema, int server_version, StrBuf *out);
/* The whole model, sorted; analyzer/emit/schema.schema.json describes both. */
void mv_schema_json(const Schema *schema, int server_version, StrBuf *out);
void mv_schema_yaml(const Schema *schema, int server_version, StrBuf *out);
/* An entity relationship diagram of the tables. */
void mv_schema_mermaid(const Schema *schema, int server_version, StrBuf *out);

#endif
