/* commands.c: the list of commands; which one is meant; help and version. */
#include "cli.h"

#include "migvet/reporter.h"

#include <string.h>

const Command *const mv_commands[] = {
	&mv_command_check, &mv_command_init, &mv_command_rules, &mv_command_explain, &mv_command_locks,
	&mv_command_query,   &mv_command_snapshot, &mv_command_drift, &mv_command_diff, &mv_command_status, &mv_command_pipeline, &mv_command_history,
	&mv_command_schema, &mv_command_dump, &mv_command_config, &mv_command_lsp, &mv_command_completions, &mv_command_help,    &mv_command_version, NULL,
};

const Argument mv_path_arguments[] = { ARGUMENT_PATHS, { .name = NULL } };

/* ---- finding ---- */

/* "log" of "history log" */
static const char *last_word(const Command *command)
{
	const char *blank = strrchr(command->name, ' ');

	return blank ? blank + 1 : command->name;
}

static const Command *find_in(const Command *const *commands, const char *word)
{
	for (; *commands; commands++) {
		if (strcmp(last_word(*commands), word) == 0)
			return *commands;
	}
	return NULL;
}

static const char *nearest_in(const Command *const *commands, const char *word)
{
	const char *names[64];
	size_t count = 0;

	for (; commands[count] && count + 1 < sizeof names / sizeof *names; count++)
		names[count] = last_word(commands[count]);
	names[count] = NULL;
	return mv_nearest(word, names);
}

static bool fail_unknown(const char *word, Error *err)
{
	const char *nearest = nearest_in(mv_commands, word);

	if (nearest)
		return mv_fail(err, "unknown command '%s'; did you mean '%s'?", word, nearest);
	return mv_fail(err, "unknown command '%s'; to vet migrations: migvet check %s", word, word[0] == '-' ? "[PATH...]" : word);
}

/* Of a command that only holds others. */
static bool fail_inner(const Command *command, const char *word, Error *err)
{
	const char *nearest = word ? nearest_in(command->commands, word) : NULL;
	StrBuf words = { 0 };

	for (const Command *const *inner = command->commands; *inner; inner++)
		mv_buf_addf(&words, "%s%s", inner == command->commands ? "" : "|", last_word(*inner));
	if (nearest)
		mv_fail(err, "there is no '%s' in 'migvet %s'; did you mean '%s'?", word, command->name, nearest);
	else if (word)
		mv_fail(err, "there is no '%s' in 'migvet %s': migvet %s %s", word, command->name, command->name, words.ptr);
	else
		mv_fail(err, "which one? migvet %s %s", command->name, words.ptr);
	mv_buf_release(&words);
	return false;
}

const Command *mv_command_find(int argc, char *const *argv, int *used, Error *err)
{
	const Command *command, *inner;

	*used = argc > 0;
	if (argc == 0 || strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0)
		return &mv_command_help;
	if (strcmp(argv[0], "--version") == 0 || strcmp(argv[0], "-V") == 0)
		return &mv_command_version;
	command = find_in(mv_commands, argv[0]);
	if (!command)
		return fail_unknown(argv[0], err) ? command : NULL;
	inner = command->commands && argc > 1 ? find_in(command->commands, argv[1]) : NULL;
	*used += inner != NULL;
	if (inner || command->run || (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)))
		return inner ? inner : command;
	return fail_inner(command, argc > 1 ? argv[1] : NULL, err) ? command : NULL;
}

void mv_command_each(void (*visit)(void *data, const Command *command), void *data)
{
	for (const Command *const *command = mv_commands; *command; command++) {
		visit(data, *command);
		for (const Command *const *inner = (*command)->commands; inner && *inner; inner++)
			visit(data, *inner);
	}
}

/* ---- migvet version, migvet help ---- */

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
	.run = print_version,
};

static int print_help(const CommandLine *line)
{
	const char *word = line->arguments.count ? line->arguments.items[0] : NULL;
	const char *second = line->arguments.count > 1 ? line->arguments.items[1] : NULL;
	const Command *command = word ? find_in(mv_commands, word) : NULL;
	const Command *inner = command && command->commands && second ? find_in(command->commands, second) : NULL;
	StrBuf out = { 0 };
	Error err = { 0 };
	bool ok;

	if (word && !command) {
		const char *nearest = nearest_in(mv_commands, word);

		if (nearest)
			mv_fail(&err, "there is no command '%s'; did you mean '%s'?", word, nearest);
		else
			mv_fail(&err, "there is no command '%s'; 'migvet help' lists the commands", word);
		return mv_cli_fail(&err);
	}
	if (second && !inner) {
		if (command->commands)
			fail_inner(command, second, &err);
		else
			mv_fail(&err, "there is no command '%s %s'; 'migvet help' lists the commands", word, second);
		return mv_cli_fail(&err);
	}
	if (mv_flag_given(line, "man"))
		mv_manual_text(&out);
	else if (command)
		mv_command_help_text(inner ? inner : command, &out);
	else
		mv_general_help_text(&out);
	ok = mv_cli_print(&out);
	mv_buf_release(&out);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_help = {
	.name = "help",
	.summary = "Show what commands there are, or how one is used.",
	.arguments = (const Argument[]){ { .name = "[COMMAND...]", .takes = TAKES_COMMAND, .help = "the command, and one in it" }, { .name = NULL } },
	.flags = (const Flag[]){ { .name = "man", .help = "the manual page, as man(7) reads it" }, { .name = NULL } },
	.examples = "migvet help check\n"
		    "migvet help --man > migvet.1",
	.run = print_help,
};
