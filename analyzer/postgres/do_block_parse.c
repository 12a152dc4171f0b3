/*
 * do_block_parse.c: plpgsql text to a tree of statements, with the place of
 * each. Tells statements apart as PostgreSQL's own reader does (by their first
 * word, up to the semicolon outside of parentheses) and leaves the SQL in them
 * to the SQL parser. Linear; nesting is bounded.
 */
#include "do_block.h"

typedef struct Parser {
	const char *text;
	size_t length;
	Token token;   /* the present one */
	size_t behind; /* the end of the one before */
	Arena *arena;
	unsigned depth;
	const char *failure;
} Parser;

static void advance(Parser *p)
{
	p->behind = p->token.end;
	p->token = mv_pg_next_token(p->text, p->length, p->token.end);
}

static bool is(const Parser *p, const char *word)
{
	return mv_pg_token_is(p->text, p->token, word);
}

static bool accept(Parser *p, const char *word)
{
	if (!is(p, word))
		return false;
	advance(p);
	return true;
}

static bool fail(Parser *p, const char *reason)
{
	if (!p->failure)
		p->failure = reason;
	return false;
}

static bool expect(Parser *p, const char *word)
{
	return accept(p, word) || fail(p, "its plpgsql could not be read");
}

static bool any(const Parser *p, const char *const *words)
{
	for (; words && *words; words++)
		if (is(p, *words))
			return true;
	return false;
}

/* From the present token to before one of `words` or the semicolon, outside of parentheses. */
static PlRange until(Parser *p, const char *const *words)
{
	PlRange range = { p->token.start, p->token.start };
	size_t depth = 0;

	for (; p->token.kind != TOKEN_END; advance(p)) {
		if (p->token.kind == TOKEN_SYMBOL) {
			char c = p->text[p->token.start];

			if (c == '(' || c == '[')
				depth++;
			else if ((c == ')' || c == ']') && depth > 0)
				depth--;
			else if (c == ';' && depth == 0)
				break;
		} else if (depth == 0 && p->token.kind == TOKEN_WORD && any(p, words)) {
			break;
		}
		range.end = p->token.end;
	}
	return range;
}

static bool is_name(const Parser *p)
{
	return p->token.kind == TOKEN_WORD || p->token.kind == TOKEN_QUOTED;
}

/* The name that the present token gives: folded, unquoted. */
static const char *name(const Parser *p)
{
	const char *from = p->text + p->token.start;
	size_t length = p->token.end - p->token.start;
	char *copy;

	if (p->token.kind == TOKEN_QUOTED)
		return mv_arena_strndup(p->arena, from + 1, length >= 2 ? length - 2 : 0);
	copy = mv_arena_strndup(p->arena, from, length);
	for (size_t i = 0; i < length; i++)
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] = (char)(copy[i] + ('a' - 'A'));
	return copy;
}

/* [STRICT] a, b.c, d[1]: stops behind the last. */
static void targets(Parser *p, PlNames *names)
{
	accept(p, "strict");
	while (is_name(p)) {
		*VEC_PUSH(p->arena, names) = name(p);
		advance(p);
		while (accept(p, "."))
			if (is_name(p))
				advance(p);
		if (is(p, "[")) {
			while (p->token.kind != TOKEN_END && !is(p, "]") && !is(p, ";"))
				advance(p);
			accept(p, "]");
		}
		if (!accept(p, ","))
			break;
	}
}

static PlStatement *new_statement(Parser *p, PlKind kind)
{
	PlStatement *statement = MV_NEW(p->arena, PlStatement);

	statement->kind = kind;
	statement->range.start = p->token.start;
	return statement;
}

static void parse_body(Parser *p, PlBody *body);

/* ---- blocks ---- */

static bool is_assignment(const Parser *p)
{
	Token next;

	if (is(p, "=") || is(p, "default"))
		return true;
	if (!is(p, ":"))
		return false;
	next = mv_pg_next_token(p->text, p->length, p->token.end);
	return mv_pg_token_is(p->text, next, "=");
}

static void skip_assignment(Parser *p)
{
	if (is(p, ":"))
		advance(p);
	advance(p);
}

static void declare(Parser *p, PlStatement *block)
{
	PlDeclaration *declaration = VEC_PUSH(p->arena, &block->declarations);
	bool cursor = false;

	declaration->name = name(p);
	advance(p);
	for (; p->token.kind != TOKEN_END && !is(p, ";"); advance(p)) {
		cursor = cursor || is(p, "cursor") || is(p, "alias");
		if (!cursor && is_assignment(p)) {
			skip_assignment(p);
			declaration->value = until(p, NULL);
			break;
		}
	}
	while (p->token.kind != TOKEN_END && !is(p, ";"))
		advance(p);
	accept(p, ";");
}

static void handlers(Parser *p, PlStatement *block)
{
	static const char *const then[] = { "then", NULL };

	while (!p->failure && accept(p, "when")) {
		PlArm *arm = VEC_PUSH(p->arena, &block->arms);

		arm->condition = until(p, then);
		if (expect(p, "then"))
			parse_body(p, &arm->body);
	}
}

static PlStatement *parse_block(Parser *p)
{
	PlStatement *block = new_statement(p, PL_BLOCK);

	if (accept(p, "declare")) {
		while (!p->failure && !is(p, "begin")) {
			if (accept(p, "declare"))
				continue;
			if (is_name(p))
				declare(p, block);
			else
				fail(p, "its plpgsql could not be read");
		}
	}
	if (!expect(p, "begin"))
		return block;
	parse_body(p, &block->body);
	if (accept(p, "exception"))
		handlers(p, block);
	expect(p, "end");
	if (is_name(p))
		advance(p); /* the label */
	block->range.end = p->behind;
	return block;
}

/* ---- branches and loops ---- */

static PlArm *add_arm(Parser *p, PlStatement *statement)
{
	return VEC_PUSH(p->arena, &statement->arms);
}

static PlStatement *parse_if(Parser *p)
{
	static const char *const then[] = { "then", NULL };
	PlStatement *statement = new_statement(p, PL_IF);

	do {
		PlArm *arm = add_arm(p, statement);

		advance(p);
		arm->condition = until(p, then);
		if (!expect(p, "then"))
			return statement;
		parse_body(p, &arm->body);
	} while (!p->failure && (is(p, "elsif") || is(p, "elseif")));
	if (accept(p, "else")) {
		PlArm *arm = add_arm(p, statement);

		arm->otherwise = true;
		parse_body(p, &arm->body);
	}
	if (expect(p, "end"))
		expect(p, "if");
	statement->range.end = p->behind;
	return statement;
}

static PlStatement *parse_case(Parser *p)
{
	static const char *const when[] = { "when", NULL }, *const then[] = { "then", NULL };
	PlStatement *statement = new_statement(p, PL_IF);
	PlRange operand;

	advance(p);
	operand = until(p, when);
	while (!p->failure && accept(p, "when")) {
		PlArm *arm = add_arm(p, statement);

		arm->condition = until(p, then);
		if (operand.end > operand.start)
			arm->condition = (PlRange){ 0 };
		if (expect(p, "then"))
			parse_body(p, &arm->body);
	}
	if (accept(p, "else")) {
		PlArm *arm = add_arm(p, statement);

		arm->otherwise = true;
		parse_body(p, &arm->body);
	}
	if (expect(p, "end"))
		expect(p, "case");
	statement->range.end = p->behind;
	return statement;
}

/* 1 .. n? */
static bool is_range(const Parser *p, PlRange range)
{
	Token token = mv_pg_next_token(p->text, range.end, range.start), before = token;

	for (; token.kind != TOKEN_END; token = mv_pg_next_token(p->text, range.end, token.end)) {
		if (token.kind == TOKEN_SYMBOL && p->text[token.start] == '.' && before.kind == TOKEN_SYMBOL &&
		    p->text[before.start] == '.' && before.end == token.start && before.start != token.start)
			return true;
		if (token.kind == TOKEN_NUMBER &&
		    mv_str_find((Str){ p->text, token.end }, STR(".."), token.start) != SIZE_MAX)
			return true;
		before = token;
	}
	return false;
}

static PlStatement *parse_loop(Parser *p)
{
	static const char *const in[] = { "in", NULL }, *const loop[] = { "loop", NULL },
			  *const using[] = { "loop", "using", NULL };
	PlStatement *statement = new_statement(p, PL_LOOP);

	if (accept(p, "while")) {
		statement->loop = PL_LOOP_WHILE;
		statement->expression = until(p, loop);
	} else if (is(p, "for") || is(p, "foreach")) {
		bool foreach_array = is(p, "foreach");

		advance(p);
		targets(p, &statement->names);
		until(p, in);
		if (!expect(p, "in"))
			return statement;
		if (foreach_array) {
			statement->loop = PL_LOOP_FOREACH;
			expect(p, "array");
			statement->expression = until(p, loop);
		} else if (accept(p, "execute")) {
			statement->loop = PL_LOOP_EXECUTE;
			statement->expression = until(p, using);
			until(p, loop);
		} else {
			bool reverse = accept(p, "reverse");

			statement->expression = until(p, loop);
			statement->loop = reverse || is_range(p, statement->expression) ? PL_LOOP_RANGE : PL_LOOP_QUERY;
		}
	}
	if (!expect(p, "loop"))
		return statement;
	parse_body(p, &statement->body);
	if (expect(p, "end"))
		expect(p, "loop");
	if (is_name(p))
		advance(p); /* the label */
	statement->range.end = p->behind;
	return statement;
}

/* ---- plain statements ---- */

/* INTO variables may stand anywhere in a query; INSERT INTO and the like are no such thing. */
static PlStatement *parse_sql(Parser *p)
{
	static const char *const queries[] = { "select", "with", "insert", "update", "delete", "merge", "values", "table", "(", NULL };
	static const char *const into[] = { "into", NULL };
	PlStatement *statement = new_statement(p, PL_SQL);
	bool query = any(p, queries) || is(p, "(");
	size_t depth = 0;
	Token before = p->token;

	if (!query) {
		statement->range = until(p, NULL);
		return statement;
	}
	while (p->token.kind != TOKEN_END) {
		if (is(p, "("))
			depth++;
		else if (is(p, ")") && depth > 0)
			depth--;
		if (is(p, ";") && depth == 0)
			break;
		if (depth == 0 && any(p, into) && !statement->into.end && !mv_pg_token_is(p->text, before, "insert") &&
		    !mv_pg_token_is(p->text, before, "merge")) {
			statement->into.start = p->token.start;
			advance(p);
			targets(p, &statement->names);
			statement->into.end = p->behind;
			continue;
		}
		before = p->token;
		advance(p);
	}
	statement->range.end = p->behind;
	return statement;
}

static PlStatement *parse_execute(Parser *p)
{
	static const char *const stop[] = { "into", "using", NULL }, *const using[] = { "using", NULL }, *const into[] = { "into", NULL };
	PlStatement *statement = new_statement(p, PL_EXECUTE);

	advance(p);
	statement->expression = until(p, stop);
	if (is(p, "using"))
		until(p, into);
	if (accept(p, "into"))
		targets(p, &statement->names);
	until(p, using);
	until(p, NULL);
	statement->range.end = p->behind;
	return statement;
}

static PlStatement *parse_raise(Parser *p)
{
	static const char *const levels[] = { "debug", "log", "info", "notice", "warning", NULL };
	PlStatement *statement = new_statement(p, PL_RAISE);

	advance(p);
	if (any(p, levels))
		statement->kind = PL_NOTHING;
	until(p, NULL);
	statement->range.end = p->behind;
	return statement;
}

/* name[.field | [index]]* := */
static bool starts_assignment(const Parser *p)
{
	Parser ahead = *p;

	if (!is_name(&ahead))
		return false;
	advance(&ahead);
	for (unsigned parts = 0; parts < 16; parts++) {
		if (accept(&ahead, ".")) {
			advance(&ahead);
		} else if (is(&ahead, "[")) {
			for (unsigned n = 0; n < 100 && !is(&ahead, "]") && !is(&ahead, ";"); n++)
				advance(&ahead);
			if (!accept(&ahead, "]"))
				return false;
		} else {
			break;
		}
	}
	return !is(&ahead, "default") && is_assignment(&ahead);
}

static PlStatement *parse_assignment(Parser *p)
{
	PlStatement *statement = new_statement(p, PL_ASSIGN);

	*VEC_PUSH(p->arena, &statement->names) = name(p);
	while (!is_assignment(p))
		advance(p);
	skip_assignment(p);
	statement->expression = until(p, NULL);
	statement->range.end = p->behind;
	return statement;
}

static PlStatement *parse_simple(Parser *p, PlKind kind)
{
	static const char *const when[] = { "when", NULL };
	PlStatement *statement = new_statement(p, kind);

	advance(p);
	if (kind == PL_PERFORM)
		statement->expression = until(p, NULL);
	else if (kind == PL_EXIT)
		until(p, when);
	if (kind == PL_EXIT && accept(p, "when"))
		statement->expression = until(p, NULL);
	until(p, NULL);
	statement->range.end = p->behind;
	return statement;
}

static PlStatement *parse_statement(Parser *p)
{
	static const struct {
		const char *word;
		PlStatement *(*parse)(Parser *p);
	} compound[] = {
		{ "declare", parse_block }, { "begin", parse_block },     { "if", parse_if },
		{ "case", parse_case },     { "loop", parse_loop },       { "while", parse_loop },
		{ "for", parse_loop },      { "foreach", parse_loop },    { "execute", parse_execute },
		{ "raise", parse_raise },
	};
	static const struct {
		const char *word;
		PlKind kind;
	} simple[] = {
		{ "perform", PL_PERFORM }, { "return", PL_RETURN }, { "exit", PL_EXIT },    { "continue", PL_EXIT },
		{ "null", PL_NOTHING },    { "get", PL_NOTHING },   { "assert", PL_NOTHING }, { "open", PL_NOTHING },
		{ "fetch", PL_NOTHING },   { "move", PL_NOTHING },  { "close", PL_NOTHING },
	};

	if (starts_assignment(p))
		return parse_assignment(p);
	for (size_t i = 0; i < sizeof compound / sizeof *compound; i++)
		if (is(p, compound[i].word))
			return compound[i].parse(p);
	for (size_t i = 0; i < sizeof simple / sizeof *simple; i++)
		if (is(p, simple[i].word))
			return parse_simple(p, simple[i].kind);
	return parse_sql(p);
}

/* <<label>> */
static void skip_label(Parser *p)
{
	accept(p, "<");
	accept(p, "<");
	if (is_name(p))
		advance(p);
	accept(p, ">");
	accept(p, ">");
}

static void parse_body(Parser *p, PlBody *body)
{
	static const char *const closing[] = { "end", "else", "elsif", "elseif", "exception", "when", NULL };

	if (p->depth >= MV_MAX_DEPTH) {
		fail(p, "its plpgsql is nested too deep");
		return;
	}
	p->depth++;
	while (!p->failure && p->token.kind != TOKEN_END) {
		if (accept(p, ";"))
			continue;
		if (is(p, "<"))
			skip_label(p);
		if (any(p, closing))
			break;
		*VEC_PUSH(p->arena, body) = parse_statement(p);
		if (!p->failure && p->token.kind != TOKEN_END && !is(p, ";"))
			fail(p, "its plpgsql could not be read");
	}
	p->depth--;
}

PlStatement *mv_pg_plpgsql(const char *text, size_t length, Arena *arena, const char **reason)
{
	Parser p = { .text = text, .length = length, .arena = arena };
	PlStatement *block;

	p.token = mv_pg_next_token(text, length, 0);
	while (accept(&p, "#")) /* #variable_conflict use_column */
		while (is_name(&p) && !is(&p, "declare") && !is(&p, "begin"))
			advance(&p);
	if (is(&p, "<"))
		skip_label(&p);
	block = parse_block(&p);
	accept(&p, ";");
	if (p.token.kind != TOKEN_END)
		fail(&p, "its plpgsql could not be read");
	*reason = p.failure;
	return p.failure ? NULL : block;
}

void mv_pg_plpgsql_walk(const PlBody *body, PlVisit *visit, void *data)
{
	for (uint32_t i = 0; i < body->count; i++) {
		const PlStatement *statement = body->items[i];

		visit(statement, data);
		mv_pg_plpgsql_walk(&statement->body, visit, data);
		for (uint32_t k = 0; k < statement->arms.count; k++)
			mv_pg_plpgsql_walk(&statement->arms.items[k].body, visit, data);
	}
}
