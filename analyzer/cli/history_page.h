/* history_page.h: the parts of the page of `migvet history report`. */
#ifndef MIGVET_CLI_HISTORY_PAGE_H
#define MIGVET_CLI_HISTORY_PAGE_H

#include "history.h"

/* A table of today, or one that is gone. */
typedef struct PageTable {
	int64_t id;
	const char *name;                 /* "users", "audit.users": the last one */
	const ObjectVersion *version;     /* NULL: it is gone */
	VersionVec columns, constraints, others; /* today's; of a table that is gone none */
	VEC(const Event *) events;        /* the newest first */
} PageTable;
typedef VEC(PageTable *) PageTableVec;

/* Tables and their foreign keys as an SVG, each a link to its place on the page. */
void mv_history_diagram(const PageTableVec *tables, Arena *arena, StrBuf *out);

extern const char mv_history_style[], mv_history_script[];

#endif
