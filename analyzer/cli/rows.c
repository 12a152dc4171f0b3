/* rows.c: the answer to a query, for people and for programs. */
#include "rows.h"

#include "migvet/writer.h"

#include <string.h>

void mv_rows_add(Rows *rows, const QueryRow *row)
{
	if (!rows->columns) {
		const char **names = MV_NEW_ARRAY(rows->arena, const char *, row->count);

		for (uint32_t i = 0; i < row->count; i++)
			names[i] = mv_arena_strdup(rows->arena, row->names[i]);
		rows->names = names;
		rows->columns = row->count;
	}
	for (uint32_t i = 0; i < row->count; i++)
		*VEC_PUSH(rows->arena, &rows->values) = mv_arena_strdup(rows->arena, row->values[i]);
}

void mv_markdown_text(StrBuf *out, const char *text)
{
	StrBuf clean = { 0 };

	mv_buf_add_clean(&clean, mv_str(text));
	for (const char *c = clean.ptr; c && *c; c++) {
		if (strchr("|\\`*_<>[]", *c))
			mv_buf_addc(out, '\\');
		mv_buf_addc(out, *c);
	}
	mv_buf_release(&clean);
}

void mv_markdown_cell(StrBuf *out, const char *text)
{
	mv_buf_addc(out, ' ');
	mv_markdown_text(out, text);
	mv_buf_adds(out, " |");
}

/* ---- formats ---- */

static size_t width_of(const char *text)
{
	size_t width = 0;

	for (; text && *text; text++)
		width += ((unsigned char)*text & 0xc0) != 0x80;
	return width;
}

static void add_padded(StrBuf *out, const char *text, size_t width, bool last)
{
	StrBuf clean = { 0 };

	mv_buf_add_clean(&clean, mv_str(text));
	mv_buf_add(out, (Str){ clean.ptr ? clean.ptr : "", clean.len });
	for (size_t i = width_of(clean.ptr); !last && i < width + 2; i++)
		mv_buf_addc(out, ' ');
	mv_buf_release(&clean);
}

static void write_table(const Rows *rows, StrBuf *out)
{
	size_t *widths = MV_NEW_ARRAY(rows->arena, size_t, rows->columns);

	for (uint32_t c = 0; c < rows->columns; c++)
		widths[c] = width_of(rows->names[c]);
	for (uint32_t i = 0; i < rows->values.count; i++) {
		size_t width = width_of(rows->values.items[i]);

		if (width > widths[i % rows->columns])
			widths[i % rows->columns] = width;
	}
	for (uint32_t c = 0; c < rows->columns; c++)
		add_padded(out, rows->names[c], widths[c], c + 1 == rows->columns);
	mv_buf_addc(out, '\n');
	for (uint32_t c = 0; c < rows->columns; c++) {
		for (size_t i = 0; i < widths[c]; i++)
			mv_buf_addc(out, '-');
		mv_buf_adds(out, c + 1 == rows->columns ? "\n" : "  ");
	}
	for (uint32_t i = 0; i < rows->values.count; i++) {
		bool last = i % rows->columns == rows->columns - 1;

		add_padded(out, rows->values.items[i] ? rows->values.items[i] : "", widths[i % rows->columns], last);
		if (last)
			mv_buf_addc(out, '\n');
	}
}

static void add_csv(StrBuf *out, const char *text)
{
	if (!text)
		return;
	if (*text && !text[strcspn(text, ",\"\r\n")]) {
		mv_buf_adds(out, text);
		return;
	}
	mv_buf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			mv_buf_addc(out, '"');
		mv_buf_addc(out, *text);
	}
	mv_buf_addc(out, '"');
}

static void write_csv(const Rows *rows, StrBuf *out)
{
	for (uint32_t c = 0; c < rows->columns; c++) {
		mv_buf_adds(out, c ? "," : "");
		add_csv(out, rows->names[c]);
	}
	mv_buf_addc(out, '\n');
	for (uint32_t i = 0; i < rows->values.count; i++) {
		mv_buf_adds(out, i % rows->columns ? "," : "");
		add_csv(out, rows->values.items[i]);
		if (i % rows->columns == rows->columns - 1)
			mv_buf_addc(out, '\n');
	}
}

static void write_json(const Rows *rows, StrBuf *out)
{
	Writer writer = { .out = out, .style = WRITER_JSON };

	mv_write_list(&writer, NULL);
	for (uint32_t i = 0; i < rows->values.count; i++) {
		if (i % rows->columns == 0)
			mv_write_object(&writer, NULL);
		if (rows->values.items[i])
			mv_write_text(&writer, rows->names[i % rows->columns], rows->values.items[i]);
		else
			mv_write_null(&writer, rows->names[i % rows->columns]);
		if (i % rows->columns == rows->columns - 1)
			mv_write_end(&writer);
	}
	mv_write_end(&writer);
	mv_buf_addc(out, '\n');
}

static void write_markdown(const Rows *rows, StrBuf *out)
{
	mv_buf_adds(out, "|");
	for (uint32_t c = 0; c < rows->columns; c++)
		mv_markdown_cell(out, rows->names[c]);
	mv_buf_adds(out, "\n|");
	for (uint32_t c = 0; c < rows->columns; c++)
		mv_buf_adds(out, " --- |");
	mv_buf_addc(out, '\n');
	for (uint32_t i = 0; i < rows->values.count; i++) {
		mv_buf_adds(out, i % rows->columns ? "" : "|");
		mv_markdown_cell(out, rows->values.items[i] ? rows->values.items[i] : "");
		if (i % rows->columns == rows->columns - 1)
			mv_buf_addc(out, '\n');
	}
}

void mv_rows_write(const Rows *rows, RowsFormat format, StrBuf *out)
{
	switch (format) {
	case ROWS_TABLE:
		write_table(rows, out);
		break;
	case ROWS_CSV:
		write_csv(rows, out);
		break;
	case ROWS_JSON:
		write_json(rows, out);
		break;
	case ROWS_MARKDOWN:
		write_markdown(rows, out);
		break;
	}
}
