/* tree_text.c: a text's tree as JSON. */
#include "lower.h"

#include "migvet/tree.h"

#include <string.h>

char *mv_sql_tree(const char *text, Arena *arena)
{
	enum { LONGEST = 1 << 20 };
	PgQueryParseResult result;
	char *tree = NULL;

	if (strlen(text) > LONGEST)
		return NULL;
	result = pg_query_parse(text);
	if (!result.error && result.parse_tree)
		tree = mv_arena_strdup(arena, result.parse_tree);
	pg_query_free_parse_result(result);
	return tree;
}
