/*
 * bare_parse.c: the yardstick of the bench: reads the files named on standard
 * input and hands each to pg_query_raw_parse, nothing else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pg_query.h"
#include "pg_query_internal.h"

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text;
	long size;

	if (!file || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0)
		exit(2);
	text = malloc((size_t)size + 1);
	if (!text || fread(text, 1, (size_t)size, file) != (size_t)size)
		exit(2);
	text[size] = '\0';
	fclose(file);
	return text;
}

int main(void)
{
	char path[4096];
	size_t statements = 0;

	while (fgets(path, sizeof path, stdin)) {
		char *text;
		MemoryContext context = pg_query_enter_memory_context();
		PgQueryInternalParsetreeAndError result;

		path[strcspn(path, "\n")] = '\0';
		text = read_file(path);
		result = pg_query_raw_parse(text, 0);
		statements += (size_t)list_length(result.tree);
		free(result.stderr_buffer);
		pg_query_exit_memory_context(context);
		free(text);
	}
	printf("%zu statements\n", statements);
	return 0;
}
