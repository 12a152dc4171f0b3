/*
 * read.c: a migration's sections to statements.
 *
 * A section is parsed as one text. Only when that fails (or the text is very
 * long) is it split into statements here, so that a bad one is reported and
 * the rest is still read. Every parse tree is freed by the function that asked
 * for it.
 */
#include "ddl.h"

#include <stdlib.h>
#include <string.h>

#include "miscadmin.h"

/* A longer text is parsed in parts, so that its trees are never in memory all at once. */
#define PART_BYTES ((size_t)4 * 1024 * 1024)
/* What comes after that many is not read: nobody wrote it by hand, and memory is finite. */
#define MAX_STATEMENTS 500000u
#define MAX_SYNTAX_ERRORS 100u

/* ---- splitting ---- */

/*
 * The end of the statement that starts at `from`: where its semicolon stands,
 * or `length`. Parentheses matter only in CREATE RULE, the one statement that
 * may hold semicolons in them: an unclosed one elsewhere must not swallow all
 * that follows.
 */
static size_t statement_end(const char *text, size_t length, size_t from)
{
	Token token = mv_pg_next_token(text, length, from);
	bool rule = false, routine = false;
	size_t parentheses = 0, body = 0;

	if (mv_pg_token_is(text, token, "create")) {
		token = mv_pg_next_token(text, length, token.end);
		if (mv_pg_token_is(text, token, "or")) {
			token = mv_pg_next_token(text, length, token.end);
			if (mv_pg_token_is(text, token, "replace"))
				token = mv_pg_next_token(text, length, token.end);
		}
		rule = mv_pg_token_is(text, token, "rule");
		routine = mv_pg_token_is(text, token, "function") || mv_pg_token_is(text, token, "procedure");
	}
	for (; token.kind != TOKEN_END; token = mv_pg_next_token(text, length, token.end)) {
		if (token.kind == TOKEN_SYMBOL) {
			char c = text[token.start];

			if (c == ';' && body == 0 && (!rule || parentheses == 0))
				return token.start;
			if (c == '(')
				parentheses++;
			else if (c == ')' && parentheses > 0)
				parentheses--;
		} else if (routine && token.kind == TOKEN_WORD) {
			if (body == 0) {
				if (mv_pg_token_is(text, token, "begin") &&
				    mv_pg_token_is(text, mv_pg_next_token(text, length, token.end), "atomic"))
					body = 1;
			} else if (mv_pg_token_is(text, token, "case")) {
				body++;
			} else if (mv_pg_token_is(text, token, "end")) {
				body--;
			}
		}
	}
	return length;
}

/* ---- statements ---- */

static void begin_statement(Lower *lower, Span span, const char *tag)
{
	Migration *migration = lower->migration;
	Statement *statement = VEC_PUSH(lower->arena, &migration->statements);

	*statement = (Statement){
		.migration = migration,
		.source = lower->source,
		.span = span,
		.tag = tag,
		.down = lower->down,
		.number = migration->statements.count - 1,
		.section = lower->section,
	};
	lower->statement = statement;
	lower->first_change = 0;
	lower->holes_before = lower->holes;
}

static bool is_hole(Ident name)
{
	return name.text && mv_str_starts(mv_str(name.text), STR(MV_HOLE_NAME));
}

/* Is all that the change makes known, but for names that nobody asks for, or unknown as a table? */
static bool leaves_known(const Change *change)
{
	if (change->kind == CHANGE_ADD_COLUMN)
		return !is_hole(change->as.add_column->column->name);
	if (change->kind == CHANGE_CREATE_TABLE) {
		for (uint32_t i = 0; i < change->as.table->columns.count; i++) {
			if (is_hole(change->as.table->columns.items[i]->name))
				return false;
		}
		return true;
	}
	return change->kind == CHANGE_ADD_CONSTRAINT || change->kind == CHANGE_CREATE_INDEX || change->kind == CHANGE_INSERT ||
	       change->kind == CHANGE_UPDATE || change->kind == CHANGE_DELETE || change->kind == CHANGE_SELECT ||
	       change->kind == CHANGE_COMMENT;
}

/* What a statement drops or alters under a name that is not known may be anything. */
static void end_holes(Lower *lower)
{
	Statement *statement = lower->statement;
	bool known = true;

	for (uint32_t i = 0; i < statement->changes.count; i++)
		known = known && leaves_known(&statement->changes.items[i]);
	if (!known)
		mv_pg_opaque(lower, statement->span, true, lower->hole);
	statement->reason = lower->hole;
}

static void end_statement(Lower *lower)
{
	Statement *statement = lower->statement;
	uint32_t i, opaque = 0;

	if (lower->hole && lower->holes > lower->holes_before && statement->resolution == RESOLVED_PARTLY)
		end_holes(lower);
	for (i = 0; i < statement->changes.count; i++)
		opaque += statement->changes.items[i].kind == CHANGE_OPAQUE;
	if (opaque > 0)
		statement->resolution = opaque == statement->changes.count ? UNRESOLVED : RESOLVED_PARTLY;
	lower->statement = NULL;
}

/*
 * PostgreSQL's own functions that lowering calls (exprLocation, the tree
 * walkers) raise an error when the C stack gets short, which ends the process
 * when nobody catches it. "a + a + a + ..." is as deep as it is long, and the
 * parser builds it without a word. The stack is measured from here, because a
 * parse inside of this one (a DO block's text) leaves no base behind.
 */
static void lower_guarded(Lower *lower, const Node *node, Span span)
{
	const Lower saved = *lower;
	MemoryContext context = CurrentMemoryContext;
	pg_stack_base_t base = set_stack_base();
	volatile bool failed = false;

	PG_TRY();
	{
		mv_pg_lower(lower, node, span);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(context);
		FlushErrorState();
		*lower = saved;
		failed = true;
	}
	PG_END_TRY();
	restore_stack_base(base);
	if (failed)
		mv_pg_opaque(lower, span, true, "nested too deeply to be read");
}

static void lower_raw(Lower *lower, const RawStmt *raw)
{
	size_t start = raw->stmt_location > 0 ? (size_t)raw->stmt_location : 0;
	size_t end = raw->stmt_len > 0 ? start + (size_t)raw->stmt_len : lower->parsed->length;
	Span span = mv_pg_text_span(lower, start, end);

	begin_statement(lower, span, mv_pg_command_tag(lower, raw->stmt));
	lower_guarded(lower, raw->stmt, span);
	end_statement(lower);
}

/* ---- syntax errors ---- */

typedef struct SyntaxError {
	char *message; /* malloc'ed */
	int position;  /* of a character, from 1; 0: unknown */
} SyntaxError;

/* Bytes of the first `characters` characters of UTF-8. */
static size_t byte_offset(Str text, int characters)
{
	size_t at = 0;

	while (characters > 0 && at < text.len) {
		at++;
		while (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
			at++;
		characters--;
	}
	return at;
}

static const char syntax_help[] = "PostgreSQL rejects this statement and the migration stops here; correct it";

/* Where the parser stopped. At the end of the text: its last token. */
static Span error_span(const Lower *lower, const SyntaxError *error, Span statement)
{
	const ParsedText *parsed = lower->parsed;
	Token token, next;
	size_t at;

	if (error->position <= 0 || !parsed->exact)
		return statement;
	at = byte_offset((Str){ parsed->text, parsed->length }, error->position - 1);
	token = mv_pg_next_token(parsed->text, parsed->length, at);
	if (token.kind == TOKEN_END) {
		at = statement.start - parsed->base;
		token = mv_pg_next_token(parsed->text, parsed->length, at);
		while (token.kind != TOKEN_END &&
		       (next = mv_pg_next_token(parsed->text, parsed->length, token.end)).kind != TOKEN_END)
			token = next;
	}
	if (token.kind == TOKEN_END)
		return statement;
	return (Span){ parsed->base + (uint32_t)token.start, parsed->base + (uint32_t)token.end };
}

/*
 * The parser's words with the offending token in single quotes and as it
 * stands in the file (the parser saw a placeholder under another name), cut
 * when it is long.
 */
static const char *error_message(const Lower *lower, const SyntaxError *error, Span span)
{
	static const char near_words[] = " at or near \"";
	const char *message = error->message, *near = strstr(message, near_words);
	size_t words = near ? (size_t)(near - message) : strlen(message);
	Str token;

	if (!near)
		return mv_arena_strdup(lower->arena, message);
	token = mv_source_slice(lower->source, span);
	if (memchr(token.ptr, '\n', token.len))
		token.len = (size_t)((const char *)memchr(token.ptr, '\n', token.len) - token.ptr);
	if (token.len > 60) {
		token.len = 57;
		while (token.len > 0 && ((unsigned char)token.ptr[token.len] & 0xc0) == 0x80)
			token.len--;
		return mv_arena_format(lower->arena, "%.*s at or near '%.*s...'", (int)words, message, STR_ARG(token));
	}
	return mv_arena_format(lower->arena, "%.*s at or near '%.*s'", (int)words, message, STR_ARG(token));
}

/* The parser's result says only in words which error it was. */
static const char *sqlstate_of(const char *message)
{
	static const char *const unsupported[] = { "not supported", "no longer supported", "only supported", "not yet implemented",
						   "not implemented", "cannot be marked", "cannot be altered",
						   "cannot be changed", "cannot include schema elements", "cannot have output" };
	size_t i;

	for (i = 0; i < sizeof unsupported / sizeof *unsupported; i++)
		if (strstr(message, unsupported[i]))
			return "0A000";
	return "42601";
}

static void report_bad_statement(Lower *lower, const SyntaxError *error, const char *sqlstate)
{
	size_t end = lower->parsed->length;
	Span span, place;

	if (end > 0 && lower->parsed->text[end - 1] == ';')
		end--;
	span = mv_pg_text_span(lower, 0, end);
	begin_statement(lower, span, "???");
	/* of a text with a part that is not known nobody can say that the server refuses it */
	if (lower->hole && lower->parsed->has_placeholders) {
		mv_pg_opaque(lower, span, true, lower->hole);
		end_statement(lower);
		return;
	}
	/* under a condition that was not decided it may be meant for another database */
	if (lower->source->map && lower->guard) {
		mv_pg_opaque(lower, span, true, "a statement that PostgreSQL does not know, under a condition");
		end_statement(lower);
		return;
	}
	place = error_span(lower, error, span);
	mv_pg_problem(lower, "syntax-error", place, sqlstate, error_message(lower, error, place),
		      syntax_help);
	mv_pg_opaque(lower, span, true, "syntax error");
	lower->syntax_errors++;
	end_statement(lower);
}

/* ---- what the scanner must not see ---- */

/*
 * PostgreSQL's scanner takes a run of operator characters whole, and then gives
 * back all but the first token or comment start: quadratic. No migration has
 * long runs but in comments; so when there is one, comments are blanked out,
 * and what still has one is not parsed.
 */
#define MAX_OPERATOR_RUN 512u

static bool is_operator(char c)
{
	switch (c) {
	case '+': case '-': case '*': case '/': case '<': case '>': case '=': case '~': case '!': case '@': case '#':
	case '%': case '^': case '&': case '|': case '`': case '?':
		return true;
	}
	return false;
}

static bool has_operator_run(const char *text, size_t length)
{
	size_t at, start, end;

	/* Every long run covers one of these places. */
	for (at = 0; at < length; at += MAX_OPERATOR_RUN / 2) {
		for (start = at; start > 0 && is_operator(text[start - 1]) && at - start < MAX_OPERATOR_RUN; start--)
			;
		for (end = at; end < length && is_operator(text[end]) && end - start < MAX_OPERATOR_RUN; end++)
			;
		if (end - start >= MAX_OPERATOR_RUN)
			return true;
	}
	return false;
}

/* Blanks out all comments. Gives the start of one that does not end, or SIZE_MAX. */
static size_t blank_comments(char *text, size_t length)
{
	size_t from = 0, at, end, unclosed = SIZE_MAX;

	while (from < length) {
		end = mv_pg_skip_blank(text, length, from, &unclosed);
		for (at = from; at < end; at++)
			if (text[at] != '\n')
				text[at] = ' ';
		from = end < length ? mv_pg_next_token(text, length, end).end : length;
	}
	return unclosed;
}

/* Is there a run outside of strings and quoted names? */
static bool has_operator_token_run(const char *text, size_t length)
{
	size_t run = 0, last = 0;
	Token token = mv_pg_next_token(text, length, 0);

	for (; token.kind != TOKEN_END; token = mv_pg_next_token(text, length, token.end)) {
		bool goes_on = token.kind == TOKEN_SYMBOL && is_operator(text[token.start]);

		run = !goes_on ? 0 : token.start == last ? run + 1 : 1;
		if (run >= MAX_OPERATOR_RUN)
			return true;
		last = token.end;
	}
	return false;
}

/* ---- parsing ---- */

/* Parses lower->parsed and lowers what it holds; false with `error`: nothing was done. */
static bool parse_and_lower(Lower *lower, bool into_statement, SyntaxError *error)
{
	MemoryContext outer = CurrentMemoryContext, context = pg_query_enter_memory_context();
	PgQueryInternalParsetreeAndError result = pg_query_raw_parse(lower->parsed->text, PG_QUERY_PARSE_DEFAULT);
	bool ok = result.error == NULL;
	const ListCell *cell;

	if (ok) {
		foreach(cell, result.tree) {
			const RawStmt *raw = lfirst(cell);

			if (into_statement) {
				size_t start = raw->stmt_location > 0 ? (size_t)raw->stmt_location : 0;
				size_t end = raw->stmt_len > 0 ? start + (size_t)raw->stmt_len : lower->parsed->length;

				lower_guarded(lower, raw->stmt, mv_pg_text_span(lower, start, end));
			} else if (lower->migration->statements.count < MAX_STATEMENTS) {
				lower_raw(lower, raw);
			}
		}
	} else {
		if (error) {
			error->message = strdup(result.error->message);
			error->position = result.error->cursorpos;
		}
		pg_query_free_error(result.error);
	}
	free(result.stderr_buffer);
	pg_query_exit_memory_context(context);
	/* Inside of another parse (a DO block's text) its context goes on. */
	if (outer)
		MemoryContextSwitchTo(outer);
	return ok;
}

bool mv_pg_lower_text(Lower *lower, const ParsedText *text)
{
	const ParsedText *outer = lower->parsed;
	bool ok;

	if (lower->depth >= MV_MAX_DEPTH || memchr(text->text, '\0', text->length))
		return false;
	lower->parsed = text;
	lower->depth++;
	ok = parse_and_lower(lower, true, NULL);
	lower->depth--;
	lower->parsed = outer;
	return ok;
}

/* The preparation puts something else in place of NUL bytes; the server refuses them. */
static bool has_nul(const Lower *lower)
{
	const ParsedText *parsed = lower->parsed;
	Span span = { parsed->base, parsed->base + (uint32_t)parsed->length };
	Str text;

	if (memchr(parsed->text, '\0', parsed->length))
		return true;
	if (!lower->source->has_nul)
		return false;
	text = mv_source_slice(lower->source, span);
	return memchr(text.ptr, '\0', text.len) != NULL;
}

/* One statement that is known not to be parsed with its neighbours. */
static void read_one(Lower *lower)
{
	SyntaxError error = { 0 };

	if (has_nul(lower)) {
		error.message = strdup("invalid byte sequence for encoding UTF8: 0x00");
		report_bad_statement(lower, &error, "22021");
	} else if (!parse_and_lower(lower, false, &error)) {
		report_bad_statement(lower, &error, sqlstate_of(error.message));
	}
	free(error.message);
}

static bool read_enough(const Lower *lower)
{
	return lower->migration->statements.count >= MAX_STATEMENTS || lower->syntax_errors >= MAX_SYNTAX_ERRORS;
}

/* Reads text[start, end) in parts of whole statements of about `part` bytes; `text` is writable. */
static void read_parts(Lower *lower, char *text, size_t start, size_t end, size_t part)
{
	const ParsedText *whole = lower->parsed;

	while (start < end && !read_enough(lower)) {
		size_t stop = start, statements = 0;
		ParsedText piece = *whole;
		char kept;

		do {
			stop = statement_end(text, end, stop);
			statements++;
			if (stop < end)
				stop++; /* the semicolon belongs to it */
		} while (stop < end && stop - start < part);
		kept = text[stop];
		text[stop] = '\0';
		piece.text = text + start;
		piece.length = stop - start;
		piece.base = whole->base + (uint32_t)start;
		lower->parsed = &piece;
		if (statements == 1)
			read_one(lower);
		else if (has_nul(lower) || !parse_and_lower(lower, false, NULL))
			part = 0; /* one by one, from here on again */
		lower->parsed = whole;
		text[stop] = kept;
		if (statements > 1 && part == 0) {
			read_parts(lower, text, start, stop, 1);
			part = PART_BYTES;
		}
		start = stop;
	}
}

/* What stands at `span` was not given to the parser. */
static void report_unread(Lower *lower, Span span, const char *message)
{
	begin_statement(lower, span, "???");
	mv_pg_problem(lower, "syntax-error", span, "42601", message, syntax_help);
	mv_pg_opaque(lower, span, true, "syntax error");
	lower->syntax_errors++;
	end_statement(lower);
}

static Span text_place(const ParsedText *parsed, size_t start)
{
	return (Span){ parsed->base + (uint32_t)start, parsed->base + (uint32_t)parsed->length };
}

static void read_section(Lower *lower)
{
	const ParsedText *parsed = lower->parsed;
	ParsedText copy = *parsed;
	bool nul = has_nul(lower), large = parsed->length > PART_BYTES;
	bool run = has_operator_run(parsed->text, parsed->length);
	size_t unclosed = SIZE_MAX;
	char *text;

	if (!nul && !large && !run && parse_and_lower(lower, false, NULL))
		return;
	text = mv_arena_alloc(lower->scratch, parsed->length + 1);
	memcpy(text, parsed->text, parsed->length);
	copy.text = text;
	lower->parsed = &copy;
	if (run) {
		unclosed = blank_comments(text, parsed->length);
		run = has_operator_run(text, parsed->length) && has_operator_token_run(text, parsed->length);
	}
	if (run)
		report_unread(lower, parsed->whole, "an operator of more than 512 characters is not read");
	else
		read_parts(lower, text, 0, parsed->length, large ? PART_BYTES : 1);
	if (unclosed != SIZE_MAX)
		report_unread(lower, text_place(parsed, unclosed), "unterminated /* comment");
	lower->parsed = parsed;
}

/* ---- sections ---- */

static const Source *section_source(const Migration *migration, const Section *section)
{
	switch (section->source) {
	case 0:
		return migration->source;
	case 1:
		return migration->down_source;
	}
	return migration->generated;
}

/* An operation of a migration in Python that comes to no known SQL. */
static void read_opaque(Lower *lower, const Section *section)
{
	begin_statement(lower, section->span, "???");
	mv_pg_opaque(lower, section->span, section->may_change_schema, section->opaque);
	end_statement(lower);
}

/* What is known of the circumstances in which the section's statements are sent. */
static void set_circumstances(Lower *lower, const Section *section)
{
	static const Guard unknown = { .kind = GUARD_UNKNOWN };

	/* a loop of which nothing is known may have no round */
	lower->guard = section->condition || section->loop ? &unknown : NULL;
	lower->loop = section->loop;
	lower->swallowed = section->swallowed ? SWALLOW_ALL : 0;
	lower->hole = section->hole ? section->hole : lower->source->map ? "a part of the SQL is not known" : NULL;
}

void mv_postgres_read(Migration *migration, Arena *arena, Arena *scratch)
{
	uint32_t i, k, syntax_errors = 0;

	for (i = 0; i < migration->sections.count; i++) {
		const Section *section = &migration->sections.items[i];
		const Source *source = section_source(migration, section);
		ParsedText parsed = { 0 };
		Lower lower = { .arena = arena, .scratch = scratch, .migration = migration, .source = source,
				.parsed = &parsed, .down = section->down, .section = i,
				.syntax_errors = syntax_errors };

		if (!source)
			continue;
		if (section->opaque) {
			read_opaque(&lower, section);
			continue;
		}
		set_circumstances(&lower, section);
		mv_pg_prepare(source, section->span, scratch, &parsed);
		if (!read_enough(&lower))
			read_section(&lower);
		syntax_errors = lower.syntax_errors;
		if (read_enough(&lower)) {
			begin_statement(&lower, section->span, "???");
			mv_pg_problem(&lower, "unreadable-file", section->span, NULL,
				      syntax_errors >= MAX_SYNTAX_ERRORS
					      ? "too many statements do not parse: the rest of this file was not read"
					      : "too many statements: the rest of this file was not read",
				      "check that this is PostgreSQL, and split the file");
			mv_pg_opaque(&lower, section->span, true, "not read");
			end_statement(&lower);
			break;
		}
	}
	mv_pg_mark_calls(migration, arena, scratch);
	/* Only now do the statements stay where they are. */
	for (i = 0; i < migration->statements.count; i++) {
		Statement *statement = &migration->statements.items[i];

		for (k = 0; k < statement->changes.count; k++)
			statement->changes.items[k].statement = statement;
	}
}

void mv_postgres_thread_end(void)
{
	/*
	 * libpg_query keeps one memory context per thread and frees it in a
	 * destructor of its own when the thread ends; freeing it here as well
	 * (pg_query_exit) would do so twice. What the main thread has goes with
	 * the process.
	 */
}
