/* main.c: finds the command that the first argument names, and runs it. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static const Command *find_command(const char *name)
{
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		return &mv_command_help;
	if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
		return &mv_command_version;
	for (const Command *const *command = mv_commands; *command; command++) {
		if (strcmp((*command)->name, name) == 0)
			return *command;
	}
	return NULL;
}

static bool fail_unknown(const char *name, Error *err)
{
	const char *names[16], *nearest;
	size_t count = 0;

	for (; mv_commands[count] && count + 1 < sizeof names / sizeof *names; count++)
		names[count] = mv_commands[count]->name;
	names[count] = NULL;
	nearest = mv_nearest(name, names);
	if (nearest)
		return mv_fail(err, "unknown command '%s'; did you mean '%s'?", name, nearest);
	return mv_fail(err, "unknown command '%s'; to vet migrations: migvet check %s", name,
		       name[0] == '-' ? "[PATH...]" : name);
}

/* `migvet check --help` is `migvet help check`. */
static bool wants_help(int argc, char **argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	const Command *command = argc > 1 ? find_command(argv[1]) : &mv_command_help;
	Arena *arena = mv_arena_new();
	CommandLine line = { 0 };
	Error err = { 0 };
	int code = EXIT_FAILED;

	if (!command) {
		fail_unknown(argv[1], &err);
		code = mv_cli_fail(&err);
	} else if (wants_help(argc - 2, argv + 2)) {
		line = (CommandLine){ .command = &mv_command_help, .arena = arena };
		*VEC_PUSH(arena, &line.arguments) = command->name;
		code = mv_command_help.run(&line);
	} else if (!mv_command_line_parse(&line, command, argc > 1 ? argc - 2 : 0, (const char *const *)argv + 2, arena, &err)) {
		code = mv_cli_fail(&err);
	} else {
		code = command->run(&line);
	}
	mv_arena_free(arena);
	return code;
}
