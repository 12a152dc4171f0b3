/* help.c: what a command's tables say, for people. */
#include "cli.h"

#include "migvet/reporter.h"
#include "migvet/rule.h"

#include <string.h>

/* ---- parts, which the manual page has as well ---- */

void mv_words_add(const char *const *words, StrBuf *out)
{
	for (size_t i = 0; words[i]; i++)
		mv_buf_addf(out, "%s%s", i == 0 ? "" : words[i + 1] ? ", " : " or ", words[i]);
}

const char *const *mv_words_of(Takes takes, const char *const *choices, Arena *arena)
{
	VEC(const char *) words = { 0 };

	switch (takes) {
	case TAKES_CHOICE:
		return choices;
	case TAKES_FORMAT:
		for (const Reporter *const *reporter = mv_reporters; *reporter; reporter++)
			*VEC_PUSH(arena, &words) = (*reporter)->name;
		break;
	case TAKES_RULE:
		for (size_t i = 0; i < mv_rule_count; i++)
			*VEC_PUSH(arena, &words) = mv_rules[i]->id;
		break;
	case TAKES_COMMAND:
		for (const Command *const *command = mv_commands; *command; command++)
			*VEC_PUSH(arena, &words) = (*command)->name;
		break;
	case TAKES_TEXT:
	case TAKES_FILE:
	case TAKES_DIRECTORY:
	case TAKES_PATH:
		return NULL;
	}
	*VEC_PUSH(arena, &words) = NULL;
	return words.items;
}

void mv_command_add_synopsis(const Command *command, StrBuf *out)
{
	if (command->commands)
		mv_buf_adds(out, command->run ? " [COMMAND]" : " COMMAND");
	if (command->flags && command->flags->name)
		mv_buf_adds(out, " [OPTION...]");
	for (const Argument *argument = command->arguments; argument && argument->name; argument++)
		mv_buf_addf(out, " %s", argument->name);
}

void mv_flag_add_form(const Flag *flag, StrBuf *out)
{
	if (flag->letter)
		mv_buf_addf(out, "-%c, ", flag->letter);
	mv_buf_addf(out, "--%s", flag->name);
	if (flag->argument)
		mv_buf_addf(out, flag->optional ? "[=%s]" : " %s", flag->argument);
}

/* ": text (default), json or yaml" */
static void add_choices(const char *const *choices, const char *fallback, StrBuf *out)
{
	for (size_t i = 0; choices[i]; i++) {
		mv_buf_addf(out, "%s%s", i == 0 ? ": " : choices[i + 1] ? ", " : " or ", choices[i]);
		if (mv_streq(choices[i], fallback))
			mv_buf_adds(out, " (default)");
	}
}

void mv_flag_add_help(const Flag *flag, StrBuf *out)
{
	Arena *arena = mv_arena_new();
	/* an optional value is explained by the help itself; rules are too many to be listed */
	bool listed = !flag->optional && (flag->takes == TAKES_CHOICE || flag->takes == TAKES_FORMAT);
	const char *const *words = listed ? mv_words_of(flag->takes, flag->choices, arena) : NULL;
	bool shown = false;

	mv_buf_adds(out, flag->help);
	if (words)
		add_choices(words, flag->fallback, out);
	for (size_t i = 0; words && words[i]; i++)
		shown = shown || mv_streq(words[i], flag->fallback);
	if (flag->fallback && !shown)
		mv_buf_addf(out, " (default: %s)", flag->fallback);
	if (flag->repeated)
		mv_buf_adds(out, "; may be repeated");
	mv_arena_free(arena);
}

const char *mv_command_exit(const Command *command, int code)
{
	if (command->exits[code])
		return command->exits[code];
	switch (code) {
	case EXIT_CLEAN:
		return "it worked";
	case EXIT_FAILED:
		return "it failed, and standard error says why";
	}
	return NULL;
}

/* ---- migvet help ---- */

enum { LEFT = 28, WIDTH = 118 };

/* Words behind column LEFT, broken at WIDTH. */
static void add_wrapped(const char *text, size_t left, StrBuf *out)
{
	size_t column = left;

	while (*text) {
		size_t len = strcspn(text, " \n");

		if (column > left && column + len + 1 > WIDTH) {
			mv_buf_addf(out, "\n%*s", (int)left, "");
			column = left;
		}
		if (column > left) {
			mv_buf_addc(out, ' ');
			column++;
		}
		mv_buf_add(out, (Str){ .ptr = text, .len = len });
		column += len;
		text += len + (text[len] != '\0');
	}
	mv_buf_addc(out, '\n');
}

static void add_row(const StrBuf *form, const char *help, StrBuf *out)
{
	mv_buf_addf(out, "  %-*s", LEFT - 2, form->ptr);
	if (form->len > LEFT - 2)
		mv_buf_addf(out, "\n%*s", LEFT, "");
	mv_buf_adds(out, "  ");
	add_wrapped(help, LEFT + 2, out);
}

static void add_arguments(const Command *command, StrBuf *out)
{
	if (!command->arguments || !command->arguments->name)
		return;
	mv_buf_adds(out, "\nArguments:\n");
	for (const Argument *argument = command->arguments; argument->name; argument++) {
		StrBuf form = { 0 }, help = { 0 };

		mv_buf_adds(&form, argument->name);
		mv_buf_adds(&help, argument->help);
		if (argument->takes == TAKES_CHOICE)
			add_choices(argument->choices, NULL, &help);
		add_row(&form, help.ptr, out);
		mv_buf_release(&form);
		mv_buf_release(&help);
	}
}

static void add_flags(const Command *command, StrBuf *out)
{
	if (!command->flags || !command->flags->name)
		return;
	mv_buf_adds(out, "\nOptions:\n");
	for (const Flag *flag = command->flags; flag->name; flag++) {
		StrBuf form = { 0 }, help = { 0 };

		if (!flag->letter)
			mv_buf_adds(&form, "    ");
		mv_flag_add_form(flag, &form);
		mv_flag_add_help(flag, &help);
		add_row(&form, help.ptr, out);
		mv_buf_release(&form);
		mv_buf_release(&help);
	}
}

void mv_command_help_text(const Command *command, StrBuf *out)
{
	mv_buf_addf(out, "%s\n\nUsage: migvet %s", command->summary, command->name);
	mv_command_add_synopsis(command, out);
	mv_buf_addc(out, '\n');
	if (command->description)
		mv_buf_addf(out, "\n%s\n", command->description);
	if (command->commands)
		mv_buf_adds(out, "\nCommands:\n");
	for (const Command *const *inner = command->commands; inner && *inner; inner++)
		mv_buf_addf(out, "  %-17s  %s\n", (*inner)->name, (*inner)->summary);
	add_arguments(command, out);
	add_flags(command, out);
	if (command->examples) {
		Str rest = mv_str(command->examples), example;

		mv_buf_adds(out, "\nExamples:\n");
		while (mv_str_next_line(&rest, &example))
			mv_buf_addf(out, "  %.*s\n", STR_ARG(example));
	}
	mv_buf_adds(out, "\nExit codes:\n");
	for (int code = EXIT_CLEAN; code <= EXIT_FAILED; code++) {
		if (mv_command_exit(command, code))
			mv_buf_addf(out, "  %d  %s\n", code, mv_command_exit(command, code));
	}
}

void mv_general_help_text(StrBuf *out)
{
	mv_buf_adds(out, "migvet vets database migrations before they run.\n\n"
			 "Usage: migvet COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n");
	for (const Command *const *command = mv_commands; *command; command++)
		mv_buf_addf(out, "  %-12s %s\n", (*command)->name, (*command)->summary);
	mv_buf_adds(out, "\n'migvet help COMMAND' shows a command's options and examples; '--help' behind a command does as well.\n\n"
			 "Exit codes: 0 nothing to report, 1 findings at or above --fail-on, 2 the run itself failed.\n");
}
