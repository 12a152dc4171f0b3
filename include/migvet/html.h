/*
 * html.h: the frame of the pages that migvet writes: reports of findings, of
 * pipelines, of a history. Texts of others go through mv_buf_add_markup.
 */
#ifndef MIGVET_HTML_H
#define MIGVET_HTML_H

#include "migvet/base.h"

/*
 * Everything up to the body's first element. `title` and `more_style` (behind the common one; NULL: none) are ours; `script`
 * is the only one that may run, and the same that mv_html_end gets; NULL: none.
 */
void mv_html_start(StrBuf *out, const char *title, const char *more_style, const char *script);
void mv_html_end(StrBuf *out, const char *script);

#endif
