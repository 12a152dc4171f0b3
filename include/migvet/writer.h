/*
 * writer.h: a tree of objects, lists and scalars, written as JSON or as YAML
 * while it is made. Keys come in the order in which they are given.
 */
#ifndef MIGVET_WRITER_H
#define MIGVET_WRITER_H

#include "migvet/base.h"

typedef enum WriterStyle { WRITER_JSON, WRITER_YAML } WriterStyle;

typedef struct Writer {
	StrBuf *out;
	WriterStyle style;
	unsigned depth;       /* of open objects and lists */
	struct {
		bool is_list;
		bool in_list; /* YAML: stands behind a dash */
		uint32_t count;
	} open[16];
} Writer;

/* `key` is NULL in a list, and at the root. */
void mv_write_object(Writer *writer, const char *key);
void mv_write_list(Writer *writer, const char *key);
void mv_write_end(Writer *writer);
void mv_write_text(Writer *writer, const char *key, const char *text); /* NULL: nothing is written */
void mv_write_number(Writer *writer, const char *key, int64_t number);
void mv_write_flag(Writer *writer, const char *key, bool value);
void mv_write_null(Writer *writer, const char *key);

#endif
