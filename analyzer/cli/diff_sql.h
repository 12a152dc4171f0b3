/* diff_sql.h: the statements that make the schema of one side that of the other. */
#ifndef MIGVET_CLI_DIFF_SQL_H
#define MIGVET_CLI_DIFF_SQL_H

#include "side.h"

#include "migvet/diff.h"

/* No statement waits long for a lock while others queue behind it. */
#define MV_DIFF_SQL_START "SET lock_timeout = '5s';\n"

typedef struct DiffSql {
	const Schema *from, *to;
	const SideOptions *options;
	int server_version;
	bool renames; /* take what may have been renamed for renamed */
	bool (*skip)(const void *data, const Difference *difference); /* what is left as it is; NULL: nothing */
	const void *skip_data;
	Arena *arena;
} DiffSql;

bool mv_diff_statements(const DiffSql *job, StrBuf *out, Error *err);

#endif
