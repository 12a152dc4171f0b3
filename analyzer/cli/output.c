/* output.c: what a command says, and to whom: the process's streams, or the command that runs it. */
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>

/* Commands run one after the other, on one thread. */
static Capture *listener;

bool mv_cli_print(const StrBuf *text)
{
	if (listener) {
		mv_buf_add(&listener->out, (Str){ .ptr = text->ptr, .len = text->len });
		return true;
	}
	if (text->len && fwrite(text->ptr, 1, text->len, stdout) != text->len)
		return false;
	return fflush(stdout) == 0;
}

static void say(const char *message)
{
	StrBuf text = { 0 };

	/* it may hold names from the checked repository */
	mv_buf_add_clean_lines(&text, mv_str(message));
	if (listener)
		mv_buf_addf(&listener->notes, "%s\n", text.ptr ? text.ptr : "");
	else
		fprintf(stderr, "migvet: %s\n", text.ptr ? text.ptr : "");
	mv_buf_release(&text);
}

int mv_cli_fail(const Error *err)
{
	say(err->message);
	return EXIT_FAILED;
}

int mv_cli_worse(int code, int other)
{
	return code == EXIT_FINDINGS || other == EXIT_FINDINGS ? EXIT_FINDINGS : code > other ? code : other;
}

void mv_cli_note(const char *format, ...)
{
	Arena *arena = mv_arena_new();
	va_list args;

	va_start(args, format);
	say(mv_arena_vformat(arena, format, args));
	va_end(args);
	mv_arena_free(arena);
}

void mv_cli_outcome(const char *part, int code, const char *format, ...)
{
	Outcome *outcome;
	va_list args;

	if (!listener || listener->outcome_count == MV_MOST_OUTCOMES)
		return;
	outcome = &listener->outcomes[listener->outcome_count++];
	*outcome = (Outcome){ .part = part, .code = code };
	va_start(args, format);
	vsnprintf(outcome->text, sizeof outcome->text, format, args);
	va_end(args);
}

int mv_cli_invoke(const Command *command, const char *const *words, size_t count, Capture *capture)
{
	Capture *outer = listener;
	Arena *arena = mv_arena_new();
	CommandLine line = { 0 };
	Error err = { 0 };
	int code;

	listener = capture;
	if (mv_command_line_parse(&line, command, (int)count, words, arena, &err))
		code = command->run(&line);
	else
		code = mv_cli_fail(&err);
	listener = outer;
	mv_arena_free(arena);
	return code;
}

void mv_capture_release(Capture *capture)
{
	mv_buf_release(&capture->out);
	mv_buf_release(&capture->notes);
}
