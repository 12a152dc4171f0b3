/* commands.c: the list of commands; help and version. */
#include "cli.h"

#include "migvet/reporter.h"

#include <string.h>

const Command *const mv_commands[] = {
	&mv_command_check, &mv_command_rules, &mv_command_explain, &mv_command_locks,
	&mv_command_query,   &mv_command_snapshot, &mv_command_drift, &mv_command_diff, &mv_command_status, &mv_command_pipeline,
	&mv_command_schema, &mv_command_dump, &mv_command_help,    &mv_command_version, NULL,
};

static const Flag no_flags[] = { { .name = NULL } };

static int print_version(const CommandLine *line)
{
	StrBuf out = { 0 };
	bool ok;

	(void)line;
	mv_buf_addf(&out, "migvet %s\n", MV_VERSION);
	ok = mv_cli_print(&out);
	mv_buf_release(&out);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_version = {
	.name = "version",
	.summary = "Print the version.",
	.flags = no_flags,
	.run = print_version,
};

static void general_help(StrBuf *out)
{
	mv_buf_adds(out, "migvet vets database migrations before they run.\n\n"
			 "Usage: migvet COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n");
	for (const Command *const *command = mv_commands; *command; command++)
		mv_buf_addf(out, "  %-10s %s\n", (*command)->name, (*command)->summary);
	mv_buf_adds(out, "\n'migvet help COMMAND' shows a command's options and examples.\n\n"
			 "Exit codes: 0 nothing to report, 1 findings at or above --fail-on, 2 the run itself failed.\n");
}

static int print_help(const CommandLine *line)
{
	StrBuf out = { 0 };
	bool ok;

	if (line->arguments.count == 0) {
		general_help(&out);
	} else {
		const char *name = line->arguments.items[0];
		const Command *const *command = mv_commands;

		while (*command && strcmp((*command)->name, name) != 0)
			command++;
		if (!*command) {
			Error err = { 0 };

			mv_fail(&err, "there is no command '%s'; 'migvet help' lists the commands", name);
			return mv_cli_fail(&err);
		}
		mv_command_help_text(*command, &out);
	}
	ok = mv_cli_print(&out);
	mv_buf_release(&out);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_help = {
	.name = "help",
	.arguments = "[COMMAND]",
	.summary = "Show what commands there are, or how one is used.",
	.flags = no_flags,
	.run = print_help,
};
