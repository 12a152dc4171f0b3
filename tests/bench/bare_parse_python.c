/*
 * bare_parse_python.c: the yardstick of the bench for Python: reads the files
 * named on standard input and hands each to tree-sitter, nothing else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_python(void);

int main(void)
{
	TSParser *parser = ts_parser_new();
	char path[4096];
	size_t bytes = 0;

	if (!ts_parser_set_language(parser, tree_sitter_python()))
		return 2;
	while (fgets(path, sizeof path, stdin)) {
		FILE *file;
		char *text;
		long size;
		TSTree *tree;

		path[strcspn(path, "\n")] = '\0';
		file = fopen(path, "rb");
		if (!file || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0)
			return 2;
		text = malloc((size_t)size + 1);
		if (!text || fread(text, 1, (size_t)size, file) != (size_t)size)
			return 2;
		fclose(file);
		tree = ts_parser_parse_string(parser, NULL, text, (uint32_t)size);
		if (!tree)
			return 2;
		bytes += (size_t)size;
		ts_tree_delete(tree);
		free(text);
	}
	ts_parser_delete(parser);
	printf("%zu bytes\n", bytes);
	return 0;
}
