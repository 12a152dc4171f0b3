/* manual.c: the manual page from the tables of the commands. */
#include "cli.h"

#include "migvet/reporter.h"

#include <string.h>

/* Text as roff has it: what starts a request or an escape is quoted, hyphens are those that one types. */
static void add_text(StrBuf *out, Str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if ((i == 0 || text.ptr[i - 1] == '\n') && (c == '.' || c == '\''))
			mv_buf_adds(out, "\\&");
		if (c == '\\')
			mv_buf_adds(out, "\\(rs");
		else if (c == '-')
			mv_buf_adds(out, "\\-");
		else if (c == '\'')
			mv_buf_adds(out, "\\(aq");
		else if (c == '^')
			mv_buf_adds(out, "\\(ha");
		else if (c == '~')
			mv_buf_adds(out, "\\(ti");
		else if (c == '`')
			mv_buf_adds(out, "\\(ga");
		else
			mv_buf_addc(out, c);
	}
}

static void add_words(StrBuf *out, const char *text)
{
	add_text(out, mv_str(text));
	mv_buf_addc(out, '\n');
}

/* A tagged paragraph: what is typed, and what it means. */
static void add_item(StrBuf *out, const char *tag, const char *text)
{
	mv_buf_adds(out, ".TP\n.B ");
	add_words(out, tag);
	add_words(out, text);
}

static void add_flag(StrBuf *out, const Flag *flag)
{
	StrBuf form = { 0 }, help = { 0 };

	mv_flag_add_form(flag, &form);
	mv_flag_add_help(flag, &help);
	add_item(out, form.ptr, help.ptr);
	mv_buf_release(&form);
	mv_buf_release(&help);
}

static void add_argument(StrBuf *out, const Argument *argument)
{
	StrBuf help = { 0 };

	mv_buf_adds(&help, argument->help);
	if (argument->takes == TAKES_CHOICE) {
		mv_buf_adds(&help, ": ");
		mv_words_add(argument->choices, &help);
	}
	add_item(out, argument->name, help.ptr);
	mv_buf_release(&help);
}

static void add_examples(StrBuf *out, const char *examples)
{
	Str rest = mv_str(examples), example;

	mv_buf_adds(out, ".PP\nExamples:\n.PP\n.RS 4\n.nf\n");
	while (mv_str_next_line(&rest, &example)) {
		add_text(out, example);
		mv_buf_addc(out, '\n');
	}
	mv_buf_adds(out, ".fi\n.RE\n");
}

static void add_exits(StrBuf *out, const Command *command)
{
	mv_buf_adds(out, ".PP\nExit codes:\n");
	for (int code = EXIT_CLEAN; code <= EXIT_FAILED; code++) {
		const char *meaning = mv_command_exit(command, code);

		if (!meaning)
			continue;
		mv_buf_addf(out, ".TP\n.B %d\n", code);
		add_words(out, meaning);
	}
}

static void add_command(void *data, const Command *command)
{
	StrBuf *out = data, synopsis = { 0 };

	mv_buf_adds(out, ".SS \"migvet ");
	add_text(out, mv_str(command->name));
	mv_command_add_synopsis(command, &synopsis);
	add_text(out, (Str){ .ptr = synopsis.ptr, .len = synopsis.len });
	mv_buf_adds(out, "\"\n");
	mv_buf_release(&synopsis);
	add_words(out, command->summary);
	if (command->description) {
		mv_buf_adds(out, ".PP\n");
		add_words(out, command->description);
	}
	for (const Argument *argument = command->arguments; argument && argument->name; argument++)
		add_argument(out, argument);
	for (const Flag *flag = command->flags; flag && flag->name; flag++)
		add_flag(out, flag);
	add_exits(out, command);
	if (command->examples)
		add_examples(out, command->examples);
}

void mv_manual_text(StrBuf *out)
{
	mv_buf_addf(out, ".\\\" Written by 'migvet help --man'; not by hand.\n.TH MIGVET 1 \"\" \"migvet %s\" \"User Commands\"\n", MV_VERSION);
	mv_buf_adds(out, ".SH NAME\nmigvet \\- vet database migrations before they run\n"
			 ".SH SYNOPSIS\n.B migvet\n.I COMMAND\n[\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n"
			 ".SH DESCRIPTION\n"
			 "migvet reads the migrations of a project (SQL files of many runners, Django, Alembic) without running them,\n"
			 "replays their history, and says of each new one what it locks, what it rewrites, where it fails and what it breaks.\n"
			 "A value stands behind its option as the next word or after an equals sign; \\fB\\-\\-\\fR ends the options.\n"
			 ".SH COMMANDS\n");
	mv_command_each(add_command, out);
	mv_buf_adds(out, ".SH \"EXIT STATUS\"\n"
			 ".TP\n.B 0\nNothing to report.\n.TP\n.B 1\nFindings at or above the threshold, drift, or a difference.\n"
			 ".TP\n.B 2\nThe run itself failed; standard error says why.\n"
			 ".SH FILES\n.TP\n.I migvet.yaml\nThe configuration, searched from the working directory up to the root of the repository.\n"
			 ".SH ENVIRONMENT\n"
			 ".TP\n.BR DATABASE_URL \", \" PGHOST \", ...\"\nThe database of commands that read one and are given none.\n"
			 ".TP\n.BR NO_COLOR \", \" CLICOLOR_FORCE \", \" FORCE_COLOR\nWhether reports are coloured where \\-\\-color does not say.\n");
}
