/* main.c: finds the command that the first words name, and runs it. */
#include "cli/cli.h"

#include <string.h>

/* `migvet check --help` is `migvet help check`. */
static bool wants_help(int argc, char **argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	}
	return false;
}

static int print_help_of(const Command *command)
{
	StrBuf out = { 0 };
	bool ok;

	mv_command_help_text(command, &out);
	ok = mv_cli_print(&out);
	mv_buf_release(&out);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

int main(int argc, char **argv)
{
	Arena *arena = mv_arena_new();
	CommandLine line = { 0 };
	Error err = { 0 };
	int code = EXIT_FAILED, used = 0, words = argc > 0 ? argc - 1 : 0;
	const Command *command = mv_command_find(words, argv + 1, &used, &err);

	if (command && wants_help(words - used, argv + 1 + used))
		code = print_help_of(command);
	else if (!command || !mv_command_line_parse(&line, command, words - used, (const char *const *)argv + 1 + used, arena, &err))
		code = mv_cli_fail(&err);
	else
		code = mv_cli_run(&line);
	mv_arena_free(arena);
	return code;
}
