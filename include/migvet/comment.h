/* comment.h: comments in the text of SQL, for who looks at text and not at what the parser made of it. */
#ifndef MIGVET_COMMENT_H
#define MIGVET_COMMENT_H

#include "migvet/base.h"

/* Behind the comment that begins at `at` (< text.len): "--" up to its newline, a block with those nested in it; `at`: none does. */
size_t mv_sql_comment_end(Str text, size_t at);

#endif
