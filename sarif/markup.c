/* markup.c: text of others inside XML and HTML, as character data or as the value of an attribute. */
#include "place.h"

#include <string.h>

/* XML has no way to write U+FFFE and U+FFFF, which are good UTF-8. */
static bool is_no_character(Str text)
{
	return text.len >= 3 && memcmp(text.ptr, "\xEF\xBF", 2) == 0 && (unsigned char)text.ptr[2] >= 0xBE;
}

void mv_add_markup(StrBuf *out, const char *text)
{
	StrBuf clean = { 0 };
	Str rest = mv_str(text), line;
	bool first = true;

	/* a line end as a reference: attributes keep it, and no line of the report starts with what others wrote */
	while (mv_str_next_line(&rest, &line)) {
		if (!first)
			mv_buf_adds(out, "&#10;");
		first = false;
		mv_buf_clear(&clean);
		mv_buf_add_clean(&clean, line);
		for (size_t i = 0; i < clean.len; i++) {
			switch (clean.ptr[i]) {
			case '<':
				mv_buf_adds(out, "&lt;");
				break;
			case '>':
				mv_buf_adds(out, "&gt;");
				break;
			case '&':
				mv_buf_adds(out, "&amp;");
				break;
			case '"':
				mv_buf_adds(out, "&quot;");
				break;
			case '\t':
				mv_buf_adds(out, "&#9;");
				break;
			default:
				if (is_no_character((Str){ .ptr = clean.ptr + i, .len = clean.len - i })) {
					mv_buf_addc(out, '?');
					i += 2;
				} else {
					mv_buf_addc(out, clean.ptr[i]);
				}
				break;
			}
		}
	}
	mv_buf_release(&clean);
}

void mv_add_attribute(StrBuf *out, const char *name, const char *value)
{
	mv_buf_addf(out, " %s=\"", name);
	mv_add_markup(out, value);
	mv_buf_addc(out, '"');
}
