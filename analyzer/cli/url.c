/* url.c: which database a command line means. */
#include "cli.h"

#include "migvet/live.h"

#include <stdlib.h>
#include <string.h>

/* A path is also the file of a SQLite database. */
static bool is_url(const char *word)
{
	return mv_database_is_sqlite(word) || strstr(word, "://") || strchr(word, '=');
}

const char *mv_url_of_arguments(const char *const *words, size_t *count)
{
	const char *environment = getenv("DATABASE_URL");

	if (*count && is_url(words[*count - 1]))
		return words[--*count];
	return environment && *environment ? environment : NULL;
}
