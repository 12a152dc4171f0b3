/* command_line.c: reading arguments after a command's tables. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const Flag *find_flag(const Command *command, Str name)
{
	for (const Flag *flag = command->flags; flag && flag->name; flag++) {
		if (mv_str_eq(mv_str(flag->name), name))
			return flag;
	}
	return NULL;
}

static const Flag *find_letter(const Command *command, char letter)
{
	for (const Flag *flag = command->flags; flag && flag->name; flag++) {
		if (flag->letter == letter)
			return flag;
	}
	return NULL;
}

static bool fail_unknown(const Command *command, Str name, Arena *arena, Error *err)
{
	char *given = mv_arena_strndup(arena, name.ptr, name.len);
	VEC(const char *) names = { 0 };
	const char *nearest;

	for (const Flag *flag = command->flags; flag && flag->name; flag++)
		*VEC_PUSH(arena, &names) = flag->name;
	*VEC_PUSH(arena, &names) = NULL;
	nearest = mv_nearest(given, names.items);
	if (nearest)
		return mv_fail(err, "unknown option '--%s' of 'migvet %s'; did you mean '--%s'?", given, command->name,
			       nearest);
	return mv_fail(err, "unknown option '--%s'; 'migvet help %s' lists the options", given, command->name);
}

/* A word that the flag does not take. */
static bool fail_choice(const Flag *flag, const char *value, Error *err)
{
	const char *nearest = mv_nearest(value, flag->choices);
	StrBuf words = { 0 };

	mv_words_add(flag->choices, &words);
	mv_fail(err, "--%s takes %s%s, not '%s'%s%s%s", flag->name, flag->optional ? "nothing or =" : "", words.ptr, value,
		nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
	mv_buf_release(&words);
	return false;
}

static int choice_of(const Flag *flag, const char *value)
{
	for (int i = 0; flag->choices[i]; i++) {
		if (strcmp(flag->choices[i], value) == 0)
			return i;
	}
	return -1;
}

/* More than the command takes is a mistake, and not to be passed over. */
static bool check_arguments(const CommandLine *line, Error *err)
{
	uint32_t most = 0;
	StrBuf synopsis = { 0 };

	for (const Argument *argument = line->command->arguments; argument && argument->name; argument++, most++) {
		if (strstr(argument->name, "..."))
			return true;
	}
	if (line->arguments.count <= most)
		return true;
	mv_command_add_synopsis(line->command, &synopsis);
	mv_fail(err, "'%s' is one too many: migvet %s%s", line->arguments.items[most], line->command->name, synopsis.ptr ? synopsis.ptr : "");
	mv_buf_release(&synopsis);
	return false;
}

bool mv_command_line_parse(CommandLine *line, const Command *command, int argc, const char *const *argv, Arena *arena, Error *err)
{
	bool only_arguments = false;

	*line = (CommandLine){ .command = command, .arena = arena };
	for (int i = 0; i < argc; i++) {
		const char *word = argv[i], *value = NULL;
		const Flag *flag;

		if (only_arguments || word[0] != '-' || word[1] == '\0') {
			*VEC_PUSH(arena, &line->arguments) = word;
			continue;
		}
		if (strcmp(word, "--") == 0) {
			only_arguments = true;
			continue;
		}
		if (word[1] == '-') {
			size_t len = strcspn(word + 2, "=");

			flag = find_flag(command, (Str){ .ptr = word + 2, .len = len });
			if (!flag)
				return fail_unknown(command, (Str){ .ptr = word + 2, .len = len }, arena, err);
			if (word[2 + len] == '=')
				value = word + 2 + len + 1;
		} else {
			flag = find_letter(command, word[1]);
			if (!flag)
				return mv_fail(err, "unknown option '-%c'; 'migvet help %s' lists the options", word[1],
					       command->name);
			if (word[2] != '\0')
				value = word + 2;
		}
		if (value && !flag->argument)
			return mv_fail(err, "option '--%s' takes no value", flag->name);
		if (!value && flag->argument && !flag->optional) {
			if (++i >= argc)
				return mv_fail(err, "option '--%s' needs a value: --%s %s", flag->name, flag->name,
					       flag->argument);
			value = argv[i];
		}
		if (value && flag->takes == TAKES_CHOICE && choice_of(flag, value) < 0)
			return fail_choice(flag, value, err);
		*VEC_PUSH(arena, &line->flags) = (GivenFlag){ .flag = flag, .value = value };
	}
	return check_arguments(line, err);
}

bool mv_flag_given(const CommandLine *line, const char *name)
{
	for (uint32_t i = 0; i < line->flags.count; i++) {
		if (strcmp(line->flags.items[i].flag->name, name) == 0)
			return true;
	}
	return false;
}

const char *mv_flag_value(const CommandLine *line, const char *name)
{
	const char *value = NULL;

	for (uint32_t i = 0; i < line->flags.count; i++) {
		if (strcmp(line->flags.items[i].flag->name, name) == 0)
			value = line->flags.items[i].value;
	}
	return value;
}

int mv_flag_choice(const CommandLine *line, const char *name)
{
	int choice = 0;

	for (uint32_t i = 0; i < line->flags.count; i++) {
		const GivenFlag *given = &line->flags.items[i];

		if (given->value && strcmp(given->flag->name, name) == 0)
			choice = choice_of(given->flag, given->value);
	}
	return choice;
}

bool mv_flag_int(const CommandLine *line, const char *name, long least, long most, long fallback, long *value, Error *err)
{
	const char *text = mv_flag_value(line, name);
	char *end;

	*value = fallback;
	if (!text)
		return true;
	*value = strtol(text, &end, 10);
	if (end == text || *end || *value < least || *value > most)
		return mv_fail(err, "option '--%s' takes a whole number from %ld to %ld, not '%s'", name, least, most, text);
	return true;
}
