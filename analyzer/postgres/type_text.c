/* type_text.c: a type alone, as a configuration names it. */
#include "ddl.h"

#include <string.h>

const Type *mv_type_read(const char *text, Arena *arena)
{
	enum { LONGEST = 200 };
	PgQueryInternalParsetreeAndError result;
	MemoryContext context;
	Type *type = NULL;

	if (strlen(text) > LONGEST)
		return NULL;
	context = pg_query_enter_memory_context();
	result = pg_query_raw_parse(text, PG_QUERY_PARSE_TYPE_NAME);
	if (result.error) {
		pg_query_free_error(result.error);
	} else if (list_length(result.tree) == 1 && IsA(linitial(result.tree), TypeName)) {
		Statement statement = { 0 };
		ParsedText parsed = { .text = text, .length = strlen(text) };
		Source source = { .path = "" };
		Lower lower = { .arena = arena, .scratch = arena, .source = &source, .parsed = &parsed, .statement = &statement };

		type = mv_pg_type(&lower, linitial(result.tree));
	}
	free(result.stderr_buffer);
	pg_query_exit_memory_context(context);
	return type;
}
