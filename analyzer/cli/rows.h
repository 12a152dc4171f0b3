/* rows.h: rows that a query gives, collected and written. */
#ifndef MIGVET_CLI_ROWS_H
#define MIGVET_CLI_ROWS_H

#include "cli.h"

#include "migvet/history.h"

#define FLAG_ROWS_FORMAT FLAG_FORMAT("table", "csv", "json", "markdown")
typedef enum RowsFormat { ROWS_TABLE, ROWS_CSV, ROWS_JSON, ROWS_MARKDOWN } RowsFormat; /* in the order of the flag's words */

/* A table is as wide as its widest values, so all of them are kept. */
typedef struct Rows {
	Arena *arena;
	uint32_t columns; /* 0: not known yet */
	const char *const *names;
	VEC(const char *) values; /* row by row */
} Rows;

void mv_rows_add(Rows *rows, const QueryRow *row);
void mv_rows_write(const Rows *rows, RowsFormat format, StrBuf *out);
/* Somebody's words in Markdown, on one line, where they mean nothing but themselves. */
void mv_markdown_text(StrBuf *out, const char *text);
/* The same as a cell of a table. */
void mv_markdown_cell(StrBuf *out, const char *text);

#endif
