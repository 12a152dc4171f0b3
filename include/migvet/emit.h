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

#endif
