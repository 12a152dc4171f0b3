/* writer.c: JSON and YAML. */
#include "migvet/writer.h"

#include <inttypes.h>
#include <string.h>

static void new_line(Writer *writer)
{
	static const char blanks[] = "                                    ";
	size_t depth = writer->style == WRITER_JSON ? writer->depth : writer->depth ? writer->depth - 1 : 0;

	mv_buf_addc(writer->out, '\n');
	for (; depth * 2 > sizeof blanks - 1; depth--)
		mv_buf_adds(writer->out, "  ");
	mv_buf_add(writer->out, (Str){ .ptr = blanks, .len = depth * 2 });
}

/* May it stand in quotes as it is? */
static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f && c != 0xc2;
}

/* JSON's escapes are YAML's, too. */
static void add_quoted(StrBuf *out, const char *text)
{
	mv_buf_addc(out, '"');
	while (*text) {
		const char *start = text;
		unsigned char c;

		while (is_plain((unsigned char)*text))
			text++;
		mv_buf_add(out, (Str){ .ptr = start, .len = (size_t)(text - start) });
		c = (unsigned char)*text;
		if (!c)
			break;
		text++;
		if (c == '"' || c == '\\')
			mv_buf_addf(out, "\\%c", c);
		else if (c == '\n')
			mv_buf_adds(out, "\\n");
		else if (c == '\t')
			mv_buf_adds(out, "\\t");
		else if (c < 0x20 || c == 0x7f)
			mv_buf_addf(out, "\\u%04x", c);
		else if (c == 0xc2 && (unsigned char)*text >= 0x80 && (unsigned char)*text < 0xa0)
			mv_buf_addf(out, "\\u%04x", (unsigned char)*text++); /* C1 controls: YAML's readers refuse them */
		else
			mv_buf_addc(out, (char)c);
	}
	mv_buf_addc(out, '"');
}

static void add_key(Writer *writer, const char *key)
{
	if (writer->style == WRITER_JSON) {
		add_quoted(writer->out, key);
		mv_buf_adds(writer->out, ": ");
	} else {
		mv_buf_addf(writer->out, "%s:", key);
	}
}

/* What stands before a value: the separator, the line, the key or dash. */
static void begin_value(Writer *writer, const char *key)
{
	bool is_list, first;

	if (!writer->depth)
		return;
	is_list = writer->open[writer->depth - 1].is_list;
	first = writer->open[writer->depth - 1].count++ == 0;
	if (writer->style == WRITER_JSON) {
		mv_buf_adds(writer->out, first ? (is_list ? "[" : "{") : ",");
		new_line(writer);
	} else if (first && writer->open[writer->depth - 1].in_list) {
		mv_buf_addc(writer->out, ' ');
	} else if (writer->out->len) {
		new_line(writer);
	}
	if (key)
		add_key(writer, key);
	else if (writer->style == WRITER_YAML)
		mv_buf_addc(writer->out, '-');
}

static void open(Writer *writer, const char *key, bool is_list)
{
	bool in_list = writer->depth && writer->open[writer->depth - 1].is_list;

	begin_value(writer, key);
	writer->open[writer->depth].is_list = is_list;
	writer->open[writer->depth].in_list = in_list;
	writer->open[writer->depth++].count = 0;
}

void mv_write_object(Writer *writer, const char *key)
{
	open(writer, key, false);
}

void mv_write_list(Writer *writer, const char *key)
{
	open(writer, key, true);
}

void mv_write_end(Writer *writer)
{
	bool is_list = writer->open[--writer->depth].is_list, empty = writer->open[writer->depth].count == 0;

	if (writer->style == WRITER_JSON) {
		if (!empty)
			new_line(writer);
		mv_buf_adds(writer->out, empty ? (is_list ? "[]" : "{}") : is_list ? "]" : "}");
	} else if (empty) {
		mv_buf_adds(writer->out, is_list ? " []" : " {}");
	}
	if (!writer->depth)
		mv_buf_addc(writer->out, '\n');
}

/* A scalar's place: YAML has a blank before it. */
static void begin_scalar(Writer *writer, const char *key)
{
	begin_value(writer, key);
	if (writer->style == WRITER_YAML)
		mv_buf_addc(writer->out, ' ');
}

void mv_write_text(Writer *writer, const char *key, const char *text)
{
	if (!text)
		return;
	begin_scalar(writer, key);
	add_quoted(writer->out, text);
}

void mv_write_number(Writer *writer, const char *key, int64_t number)
{
	begin_scalar(writer, key);
	mv_buf_addf(writer->out, "%" PRId64, number);
}

void mv_write_flag(Writer *writer, const char *key, bool value)
{
	begin_scalar(writer, key);
	mv_buf_adds(writer->out, value ? "true" : "false");
}

void mv_write_null(Writer *writer, const char *key)
{
	begin_scalar(writer, key);
	mv_buf_adds(writer->out, "null");
}
