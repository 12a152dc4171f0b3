/* completions.c: `migvet completions SHELL`: what a shell offers behind "migvet", from the tables of the commands. */
#include "cli.h"

#include <string.h>

typedef struct Script {
	StrBuf *out;
	Arena *arena;
} Script;

static const char *const no_choices[] = { NULL };

static bool is_path(Takes takes)
{
	switch (takes) {
	case TAKES_FILE:
	case TAKES_DIRECTORY:
	case TAKES_PATH:
		return true;
	case TAKES_TEXT:
	case TAKES_CHOICE:
	case TAKES_FORMAT:
	case TAKES_RULE:
	case TAKES_COMMAND:
		break;
	}
	return false;
}

static const char *const *words_of(const Script *script, Takes takes, const char *const *choices)
{
	const char *const *words = mv_words_of(takes, choices, script->arena);

	return words ? words : no_choices;
}

static void add_list(const Script *script, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		mv_buf_addf(script->out, "%s%s", i ? " " : "", words[i]);
}

static bool repeats(const Argument *argument)
{
	return strstr(argument->name, "...") != NULL;
}

/* "history_log" of "history log" */
static const char *function_name(const Script *script, const Command *command)
{
	char *name = mv_arena_strdup(script->arena, command->name);

	for (char *c = name; *c; c++) {
		if (*c == ' ' || *c == '-')
			*c = '_';
	}
	return name;
}

static const char *last_word(const Command *command)
{
	const char *blank = strrchr(command->name, ' ');

	return blank ? blank + 1 : command->name;
}

/* ---- bash ---- */

static void bash_inner(void *data, const Command *command)
{
	const Script *script = data;

	if (strchr(command->name, ' '))
		mv_buf_addf(script->out, "\t\t\t\"%s\") command=\"$command $word\"; continue ;;\n", command->name);
}

static void bash_valued(void *data, const Command *command)
{
	const Script *script = data;

	for (const Flag *flag = command->flags; flag && flag->name; flag++) {
		if (!flag->argument || flag->optional)
			continue;
		mv_buf_addf(script->out, "\t\t\"%s --%s\"", command->name, flag->name);
		if (flag->letter)
			mv_buf_addf(script->out, " | \"%s -%c\"", command->name, flag->letter);
		mv_buf_adds(script->out, ") [[ ${COMP_WORDS[i + 1]} == = ]] || i=$((i + 1)) ;;\n");
	}
}

static void bash_offer(const Script *script, Takes takes, const char *const *choices)
{
	if (is_path(takes)) {
		mv_buf_adds(script->out, takes == TAKES_DIRECTORY ? "_migvet_paths -d" : "_migvet_paths -f");
	} else {
		mv_buf_adds(script->out, "_migvet_words \"");
		add_list(script, words_of(script, takes, choices));
		mv_buf_addc(script->out, '"');
	}
}

static void bash_values(void *data, const Command *command)
{
	const Script *script = data;

	for (const Flag *flag = command->flags; flag && flag->name; flag++) {
		if (!flag->argument)
			continue;
		/* an optional value stands behind "=" only */
		mv_buf_addf(script->out, "\t\"%s --%s%s\"", command->name, flag->name, flag->optional ? "=" : "");
		if (!flag->optional)
			mv_buf_addf(script->out, " | \"%s --%s=\"", command->name, flag->name);
		if (flag->letter)
			mv_buf_addf(script->out, " | \"%s -%c\"", command->name, flag->letter);
		mv_buf_adds(script->out, ") ");
		bash_offer(script, flag->takes, flag->choices);
		mv_buf_adds(script->out, "; return ;;\n");
	}
}

static void bash_options(void *data, const Command *command)
{
	const Script *script = data;

	mv_buf_addf(script->out, "\t\t\"%s\") _migvet_words \"--help", command->name);
	for (const Flag *flag = command->flags; flag && flag->name; flag++)
		mv_buf_addf(script->out, " --%s", flag->name);
	mv_buf_adds(script->out, "\" ;;\n");
}

static void bash_arguments(void *data, const Command *command)
{
	const Script *script = data;
	int at = 0;

	if (command->commands) {
		mv_buf_addf(script->out, "\t\"%s 0\") _migvet_words \"", command->name);
		for (const Command *const *inner = command->commands; *inner; inner++)
			mv_buf_addf(script->out, "%s%s", inner == command->commands ? "" : " ", last_word(*inner));
		mv_buf_adds(script->out, "\" ;;\n");
		return;
	}
	for (const Argument *argument = command->arguments; argument && argument->name; argument++, at++) {
		mv_buf_addf(script->out, repeats(argument) ? "\t\"%s \"*) " : "\t\"%s %d\") ", command->name, at);
		bash_offer(script, argument->takes, argument->choices);
		mv_buf_adds(script->out, " ;;\n");
	}
}

static void write_bash(const Script *script)
{
	StrBuf *out = script->out;

	mv_buf_adds(out, "# bash completion of migvet; written by 'migvet completions bash'\n\n"
			 "_migvet_words()\n{\n\tmapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\")\n}\n\n"
			 "_migvet_paths()\n{\n\tcompopt -o filenames 2>/dev/null\n\tmapfile -t COMPREPLY < <(compgen \"$1\" -- \"$cur\")\n}\n\n"
			 "_migvet()\n{\n"
			 "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command= word i at=0\n\n"
			 "\tCOMPREPLY=()\n"
			 "\t# bash makes three words of --option=value\n"
			 "\tif [[ $cur == = ]]; then\n\t\tcur=\n\t\tprev=$prev=\n"
			 "\telif [[ $prev == = && $COMP_CWORD -gt 2 ]]; then\n\t\tprev=${COMP_WORDS[COMP_CWORD - 2]}=\n\tfi\n"
			 "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
			 "\t\tword=${COMP_WORDS[i]}\n"
			 "\t\tif [[ -z $command ]]; then\n\t\t\t[[ $word == -* ]] || command=$word\n\t\t\tcontinue\n\t\tfi\n"
			 "\t\tif [[ $at == 0 ]]; then\n\t\t\tcase \"$command $word\" in\n");
	mv_command_each(bash_inner, (void *)script);
	mv_buf_adds(out, "\t\t\t*) ;;\n\t\t\tesac\n\t\tfi\n"
			 "\t\tcase \"$command $word\" in\n");
	mv_command_each(bash_valued, (void *)script);
	mv_buf_adds(out, "\t\t*\" =\") i=$((i + 1)) ;;\n\t\t*\" -\"*) ;;\n\t\t*) at=$((at + 1)) ;;\n\t\tesac\n\tdone\n"
			 "\tif [[ -z $command ]]; then\n\t\t_migvet_words \"");
	for (const Command *const *command = mv_commands; *command; command++)
		mv_buf_addf(out, "%s ", (*command)->name);
	mv_buf_adds(out, "--help --version\"\n\t\treturn\n\tfi\n"
			 "\tcase \"$command $prev\" in\n");
	mv_command_each(bash_values, (void *)script);
	mv_buf_adds(out, "\t*) ;;\n\tesac\n"
			 "\tif [[ $cur == -* ]]; then\n\t\tcase $command in\n");
	mv_command_each(bash_options, (void *)script);
	mv_buf_adds(out, "\t\t*) ;;\n\t\tesac\n\t\treturn\n\tfi\n"
			 "\tcase \"$command $at\" in\n");
	mv_command_each(bash_arguments, (void *)script);
	mv_buf_adds(out, "\t*) ;;\n\tesac\n}\n\ncomplete -F _migvet migvet\n");
}

/* ---- zsh ---- */

/* Inside single quotes; of a description also what _arguments would take for its own. */
static void zsh_text(const Script *script, const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'')
			mv_buf_adds(script->out, "'\\''");
		else if (*text == '\\' || strchr(special, *text))
			mv_buf_addf(script->out, "\\%c", *text);
		else
			mv_buf_addc(script->out, *text);
	}
}

static void zsh_offer(const Script *script, Takes takes, const char *const *choices)
{
	const char *const *words = words_of(script, takes, choices);

	if (is_path(takes)) {
		mv_buf_adds(script->out, takes == TAKES_DIRECTORY ? "_files -/" : "_files");
	} else if (words[0]) {
		mv_buf_addc(script->out, '(');
		add_list(script, words);
		mv_buf_addc(script->out, ')');
	} else {
		/* anything; but an option is no argument */
		mv_buf_adds(script->out, "_guard \"^-*\" text");
	}
}

static void zsh_flag(const Script *script, const Flag *flag)
{
	StrBuf *out = script->out;

	mv_buf_adds(out, " \\\n\t\t");
	if (flag->repeated)
		mv_buf_adds(out, "'*'");
	else if (flag->letter)
		mv_buf_addf(out, "'(-%c --%s)'", flag->letter, flag->name);
	if (flag->letter)
		mv_buf_addf(out, "{-%c%s,--%s%s}", flag->letter, flag->argument ? "+" : "", flag->name, flag->argument ? "=" : "");
	else
		mv_buf_addf(out, "--%s%s", flag->name, !flag->argument ? "" : flag->optional ? "=-" : "=");
	mv_buf_adds(out, "'[");
	zsh_text(script, flag->help, "[]:");
	mv_buf_addc(out, ']');
	if (flag->argument) {
		mv_buf_adds(out, flag->optional ? "::" : ":");
		zsh_text(script, flag->argument, "[]:");
		mv_buf_addc(out, ':');
		zsh_offer(script, flag->takes, flag->choices);
	}
	mv_buf_addc(out, '\'');
}

static void zsh_inner(const Script *script, const Command *const *commands)
{
	StrBuf *out = script->out;

	mv_buf_adds(out, "\tcase $state in\n\tcommand)\n\t\tlocal -a commands=(\n");
	for (const Command *const *command = commands; *command; command++) {
		mv_buf_addf(out, "\t\t\t'%s:", last_word(*command));
		zsh_text(script, (*command)->summary, "");
		mv_buf_adds(out, "'\n");
	}
	mv_buf_adds(out, "\t\t)\n\t\t_describe -t commands command commands\n\t\t;;\n\trest)\n\t\tcase $line[1] in\n");
	for (const Command *const *command = commands; *command; command++)
		mv_buf_addf(out, "\t\t%s) _migvet_%s ;;\n", last_word(*command), function_name(script, *command));
	mv_buf_adds(out, "\t\tesac\n\t\t;;\n\tesac\n}\n\n");
}

static void zsh_command(void *data, const Command *command)
{
	const Script *script = data;
	StrBuf *out = script->out;
	int at = 1;

	mv_buf_addf(out, "_migvet_%s()\n{\n", function_name(script, command));
	if (command->commands)
		mv_buf_adds(out, "\tlocal curcontext=$curcontext state line\n\ttypeset -A opt_args\n\n\t_arguments -C");
	else
		mv_buf_adds(out, "\t_arguments -s");
	mv_buf_adds(out, " '(-h --help)'{-h,--help}'[show how it is used]'");
	for (const Flag *flag = command->flags; flag && flag->name; flag++)
		zsh_flag(script, flag);
	if (command->commands) {
		mv_buf_adds(out, " \\\n\t\t'1: :->command' '*:: :->rest'\n");
		zsh_inner(script, command->commands);
		return;
	}
	for (const Argument *argument = command->arguments; argument && argument->name; argument++, at++) {
		mv_buf_adds(out, " \\\n\t\t'");
		if (repeats(argument))
			mv_buf_adds(out, "*:");
		else
			mv_buf_addf(out, "%d:", at);
		zsh_text(script, argument->name, "[]:");
		mv_buf_addc(out, ':');
		zsh_offer(script, argument->takes, argument->choices);
		mv_buf_addc(out, '\'');
		if (repeats(argument)) /* zsh knows one rest */
			break;
	}
	mv_buf_adds(out, "\n}\n\n");
}

static void write_zsh(const Script *script)
{
	mv_buf_adds(script->out, "#compdef migvet\n# zsh completion of migvet; written by 'migvet completions zsh'\n\n");
	mv_command_each(zsh_command, (void *)script);
	mv_buf_adds(script->out, "_migvet()\n{\n\tlocal curcontext=$curcontext state line\n\ttypeset -A opt_args\n\n"
				 "\t_arguments -C '(- *)'{-h,--help}'[list the commands]' '(- *)'{-V,--version}'[print the version]' \\\n"
				 "\t\t'1: :->command' '*:: :->rest'\n");
	zsh_inner(script, mv_commands);
	/* read as a function of $fpath it runs at once; sourced it is told to the completion system */
	mv_buf_adds(script->out, "if [[ $funcstack[1] == _migvet ]]; then\n\t_migvet \"$@\"\nelse\n\tcompdef _migvet migvet\nfi\n");
}

/* ---- fish ---- */

static void fish_text(const Script *script, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			mv_buf_addc(script->out, '\\');
		mv_buf_addc(script->out, *text);
	}
}

static void fish_words(const Script *script, Takes takes, const char *const *choices)
{
	mv_buf_adds(script->out, " -a '");
	add_list(script, words_of(script, takes, choices));
	mv_buf_addc(script->out, '\'');
}

static void fish_valued(void *data, const Command *command)
{
	const Script *script = data;

	for (const Flag *flag = command->flags; flag && flag->name; flag++) {
		if (!flag->argument || flag->optional)
			continue;
		mv_buf_addf(script->out, " '%s --%s'", command->name, flag->name);
		if (flag->letter)
			mv_buf_addf(script->out, " '%s -%c'", command->name, flag->letter);
	}
}

static void fish_command(void *data, const Command *command)
{
	const Script *script = data;
	StrBuf *out = script->out;
	int at = 0;

	for (const Flag *flag = command->flags; flag && flag->name; flag++) {
		mv_buf_addf(out, "complete -c migvet -n '__migvet_is %s' -l %s", command->name, flag->name);
		if (flag->letter)
			mv_buf_addf(out, " -s %c", flag->letter);
		if (flag->argument && is_path(flag->takes)) {
			mv_buf_adds(out, " -r -F");
		} else if (flag->argument) {
			/* an optional value is no word of its own */
			mv_buf_adds(out, flag->optional ? " -f" : " -x");
			fish_words(script, flag->takes, flag->choices);
		}
		mv_buf_adds(out, " -d '");
		fish_text(script, flag->help);
		mv_buf_adds(out, "'\n");
	}
	for (const Command *const *inner = command->commands; inner && *inner; inner++) {
		mv_buf_addf(out, "complete -c migvet -n '__migvet_is %s; and __migvet_at %s 0' -a %s -d '", command->name, command->name,
			    last_word(*inner));
		fish_text(script, (*inner)->summary);
		mv_buf_adds(out, "'\n");
	}
	for (const Argument *argument = command->arguments; argument && argument->name; argument++, at++) {
		mv_buf_addf(out, "complete -c migvet -n '__migvet_is %s", command->name);
		if (!repeats(argument))
			mv_buf_addf(out, "; and __migvet_at %s %d", command->name, at);
		mv_buf_addc(out, '\'');
		if (is_path(argument->takes))
			mv_buf_adds(out, " -F");
		else
			fish_words(script, argument->takes, argument->choices);
		mv_buf_adds(out, "\n");
	}
}

static void write_fish(const Script *script)
{
	StrBuf *out = script->out;

	mv_buf_adds(out, "# fish completion of migvet; written by 'migvet completions fish'\n\n"
			 "# options whose value is the next word\nset -g __migvet_valued");
	mv_command_each(fish_valued, (void *)script);
	mv_buf_adds(out, "\n\n"
			 "# the words before the cursor that are neither options nor their values\n"
			 "function __migvet_words\n\tset -l found\n\tset -l skip\n\tset -l words (commandline -opc)\n\tset -e words[1]\n"
			 "\tfor word in $words\n"
			 "\t\tif set -q skip[1]\n\t\t\tset skip\n"
			 "\t\telse if string match -q -- '-*' $word\n"
			 "\t\t\tcontains -- \"$found[1] $word\" $__migvet_valued; or contains -- \"$found[1..2] $word\" $__migvet_valued\n"
			 "\t\t\tand set skip 1\n"
			 "\t\telse\n\t\t\tset -a found $word\n\t\tend\n\tend\n"
			 "\tset -q found[1]; and printf '%s\\n' $found\nend\n\n"
			 "# __migvet_is history log: are these the first words?\n"
			 "function __migvet_is\n\tset -l words (__migvet_words)\n\ttest (count $words) -ge (count $argv)\n"
			 "\tand test \"$words[1..\"(count $argv)\"]\" = \"$argv\"\nend\n\n"
			 "# __migvet_at history log 0: are there as many arguments behind these words?\n"
			 "function __migvet_at\n\ttest (count (__migvet_words)) -eq (math (count $argv) - 1 + $argv[-1])\nend\n\n"
			 "complete -c migvet -f\n"
			 "complete -c migvet -s h -l help -d 'show how it is used'\n"
			 "complete -c migvet -n 'not count (__migvet_words) >/dev/null' -s V -l version -d 'print the version'\n");
	for (const Command *const *command = mv_commands; *command; command++) {
		mv_buf_addf(out, "complete -c migvet -n 'not count (__migvet_words) >/dev/null' -a %s -d '", (*command)->name);
		fish_text(script, (*command)->summary);
		mv_buf_adds(out, "'\n");
	}
	mv_command_each(fish_command, (void *)script);
}

/* ---- the command ---- */

static int completions(const CommandLine *line)
{
	static void (*const writers[])(const Script *) = { write_bash, write_zsh, write_fish };
	const char *shell = line->arguments.count ? line->arguments.items[0] : "";
	StrBuf out = { 0 };
	Script script = { .out = &out, .arena = line->arena };
	Error err = { 0 };
	bool ok = false;

	for (size_t i = 0; line->command->arguments->choices[i]; i++) {
		if (strcmp(line->command->arguments->choices[i], shell) != 0)
			continue;
		writers[i](&script);
		ok = mv_cli_print(&out) || mv_fail(&err, "standard output cannot be written");
		mv_buf_release(&out);
		return ok ? EXIT_CLEAN : mv_cli_fail(&err);
	}
	mv_fail(&err, "of which shell? migvet completions bash|zsh|fish");
	return mv_cli_fail(&err);
}

const Command mv_command_completions = {
	.name = "completions",
	.summary = "Print what makes a shell complete commands, options and their values.",
	.arguments = (const Argument[]){ { .name = "SHELL", .takes = TAKES_CHOICE, .choices = WORDS("bash", "zsh", "fish"), .help = "the shell" },
					{ .name = NULL } },
	.examples = "migvet completions bash > ~/.local/share/bash-completion/completions/migvet\n"
		    "migvet completions zsh > ~/.zfunc/_migvet\n"
		    "migvet completions fish > ~/.config/fish/completions/migvet.fish",
	.run = completions,
};
