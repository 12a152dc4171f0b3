/*
 * do_block.c: DO. Its plpgsql is read as the server would run it: what is
 * static is lowered like any statement, with the conditions around it as
 * guards; strings that EXECUTE runs are lowered when they can be told; the rest
 * is opaque.
 */
#include "do_block.h"

/* Rounds of unrolled loops in one block, all together. */
enum { MOST_ROUNDS = 400, LONGEST_LOOP = 100 };

typedef enum Leave {
	GOES_ON,
	LEAVES_LOOP, /* EXIT, CONTINUE: not beyond the loop */
	LEAVES,      /* RETURN */
	RAISES,      /* the migration fails here, or a handler swallows it */
} Leave;

static Leave run(DoBlock *block, const PlStatement *statement);

/* ---- parsing what stands in the body ---- */

/* A parse of its own inside of the one that gave the DO statement. */
typedef struct Parse {
	MemoryContext outer, context;
	char *stderr_buffer;
} Parse;

static const Node *begin_parse(Parse *parse, const char *sql)
{
	PgQueryInternalParsetreeAndError result;
	const Node *node = NULL;

	parse->outer = CurrentMemoryContext;
	parse->context = pg_query_enter_memory_context();
	result = pg_query_raw_parse(sql, PG_QUERY_PARSE_DEFAULT);
	parse->stderr_buffer = result.stderr_buffer;
	if (result.error)
		pg_query_free_error(result.error);
	else if (list_length(result.tree) == 1)
		node = ((const RawStmt *)linitial(result.tree))->stmt;
	return node;
}

static void end_parse(Parse *parse)
{
	free(parse->stderr_buffer);
	pg_query_exit_memory_context(parse->context);
	if (parse->outer)
		MemoryContextSwitchTo(parse->outer);
}

static char *copy_range(const DoBlock *block, PlRange range)
{
	return mv_arena_strndup(block->lower->scratch, block->body->text + range.start, range.end - range.start);
}

/* An expression as the only output of SELECT; NULL: it does not parse. end_parse is called in any case. */
static const Node *begin_expression(DoBlock *block, Parse *parse, PlRange range)
{
	const char *sql = mv_arena_format(block->lower->scratch, "SELECT %s", copy_range(block, range));
	const SelectStmt *select = (const SelectStmt *)begin_parse(parse, sql);

	if (!select || !IsA(select, SelectStmt) || list_length(select->targetList) != 1 || select->fromClause)
		return NULL;
	return ((const ResTarget *)linitial(select->targetList))->val;
}

static Span place(const DoBlock *block, PlRange range)
{
	Lower here = *block->lower;

	here.parsed = block->body;
	return mv_pg_text_span(&here, range.start, range.end);
}

static bool is_empty(PlRange range)
{
	return range.end <= range.start;
}

/* ---- variables ---- */

static PlVariable *variable(DoBlock *block, const char *name)
{
	PlVariable *known = mv_map_get(&block->variables, name);

	if (!known) {
		known = MV_NEW(block->lower->scratch, PlVariable);
		mv_map_set(&block->variables, mv_arena_strdup(block->lower->scratch, name), known);
	}
	return known;
}

static PlVariable *forget(DoBlock *block, const char *name)
{
	PlVariable *known = variable(block, name);

	*known = (PlVariable){ .level = block->level };
	return known;
}

static void forget_all(DoBlock *block, const PlNames *names)
{
	for (uint32_t i = 0; i < names->count; i++)
		forget(block, names->items[i]);
}

static void forget_assigned(const PlStatement *statement, void *data)
{
	DoBlock *block = data;

	forget_all(block, &statement->names);
	if (statement->kind == PL_SQL || statement->kind == PL_PERFORM || statement->kind == PL_EXECUTE)
		forget(block, "found");
}

/* What was assigned in a branch may not have been. */
static void leave_level(DoBlock *block)
{
	for (uint32_t i = 0; i < block->variables.count; i++) {
		PlVariable *known = block->variables.entries[i].value;

		if (known && known->level >= block->level)
			*known = (PlVariable){ .level = block->level - 1 };
	}
	block->level--;
}

/* The value that an expression gives a variable. */
static void learn(DoBlock *block, PlVariable *known, const Node *value)
{
	StrBuf text = { 0 };
	bool boolean = value && (IsA(value, SubLink) || IsA(value, BoolExpr) || IsA(value, NullTest) ||
				 (IsA(value, A_Expr) && ((const A_Expr *)value)->kind == AEXPR_OP));

	if (!value)
		return;
	if (mv_pg_constant_text(block, value, &text) == TEXT_KNOWN)
		known->value = text.len ? mv_buf_to_arena(&text, block->lower->arena) : "";
	else if (mv_pg_constant_array(block, value, &known->elements, &known->element_count))
		;
	else if (boolean) {
		known->condition = mv_pg_condition(block, value, 0);
		if (known->condition.yes != known->condition.no) /* not just unknown */
			known->meaning = PL_MEANS_TRUTH;
	}
	if (!known->elements && !mv_pg_constant_array(block, value, &known->elements, &known->element_count))
		known->elements = NULL;
	mv_buf_release(&text);
}

static void assign(DoBlock *block, const char *name, PlRange expression)
{
	PlVariable now = { .level = block->level };
	Parse parse;

	if (!is_empty(expression)) {
		learn(block, &now, begin_expression(block, &parse, expression));
		end_parse(&parse);
	}
	*variable(block, name) = now;
}

/* SELECT ... INTO v; PERFORM ...: what v and FOUND tell from now on. True: it is only a look-up in the catalogs. */
static bool learn_query(DoBlock *block, const char *sql, const PlNames *names)
{
	Parse parse;
	const Node *node = begin_parse(&parse, sql), *value = NULL;
	const SelectStmt *select = (const SelectStmt *)node;
	PlCondition condition;
	bool lookup = false, grouped = false;

	forget_all(block, names);
	forget(block, "found");
	if (node && IsA(node, SelectStmt) && list_length(select->targetList) == 1 &&
	    IsA(linitial(select->targetList), ResTarget)) {
		value = ((const ResTarget *)linitial(select->targetList))->val;
		grouped = IsA(value, FuncCall) && strcmp(strVal(llast(((const FuncCall *)value)->funcname)), "count") == 0;
	}
	if (node && mv_pg_rows_condition(block, node, &condition)) {
		PlVariable *found = variable(block, "found");

		lookup = true;
		if (!grouped) {
			found->meaning = PL_MEANS_TRUTH;
			found->condition = condition;
		}
		if (names->count == 1) {
			PlVariable *target = variable(block, names->items[0]);

			target->meaning = grouped ? PL_MEANS_COUNT : PL_MEANS_ROW;
			target->condition = condition;
		}
	} else if (value && !select->fromClause && names->count == 1) {
		learn(block, variable(block, names->items[0]), value);
		lookup = variable(block, names->items[0])->meaning != PL_MEANS_NOTHING;
	}
	end_parse(&parse);
	return lookup;
}

/* ---- SQL ---- */

static void opaque(DoBlock *block, Span span, bool may_change_schema, const char *reason)
{
	mv_pg_opaque(block->lower, span, may_change_schema, reason);
}

/* Lowers a text of the body; the places are exact if the body's are. */
static void lower_part(DoBlock *block, char *sql, PlRange range)
{
	Lower *lower = block->lower;
	const ParsedText *outer = lower->parsed;
	ParsedText part = *block->body;

	part.text = sql;
	part.length = strlen(sql);
	part.base = block->body->base + (uint32_t)range.start;
	lower->parsed = block->body;
	if (!mv_pg_lower_text(lower, &part))
		opaque(block, place(block, range), mv_pg_may_be_ddl(sql, part.length), "a statement in the DO block does not parse");
	lower->parsed = outer;
}

static void run_sql(DoBlock *block, const PlStatement *statement)
{
	char *sql = copy_range(block, statement->range);
	Token first = mv_pg_next_token(sql, strlen(sql), 0);
	bool query = mv_pg_token_is(sql, first, "select") || mv_pg_token_is(sql, first, "with") || mv_pg_token_is(sql, first, "(");

	if (!is_empty(statement->into))
		for (size_t i = statement->into.start; i < statement->into.end; i++) {
			char *c = &sql[i - statement->range.start];

			if (*c != '\n')
				*c = ' ';
		}
	if (query && learn_query(block, sql, &statement->names))
		return;
	if (!query) {
		forget_all(block, &statement->names);
		forget(block, "found");
	}
	lower_part(block, sql, statement->range);
}

static void run_perform(DoBlock *block, const PlStatement *statement)
{
	PlNames none = { 0 };
	char *sql = copy_range(block, statement->range);

	if (strlen(sql) < 7)
		return;
	memcpy(sql, "SELECT ", 7);
	if (!learn_query(block, sql, &none))
		lower_part(block, sql, statement->range);
}

/* ---- EXECUTE ---- */

/* The inside of a literal that holds nothing but itself, so that its places are those of the file. */
static bool exact_literal(const DoBlock *block, PlRange expression, PlRange *inside)
{
	const char *text = block->body->text;
	Token token = mv_pg_next_token(text, expression.end, expression.start);
	size_t quote = 1;

	if (token.kind != TOKEN_STRING || token.end != expression.end || !block->body->exact)
		return false;
	if (text[token.start] == '$') {
		while (text[token.start + quote] != '$')
			quote++;
		quote++;
	} else if (text[token.start] != '\'') {
		return false;
	}
	if (token.end - token.start < 2 * quote)
		return false;
	*inside = (PlRange){ token.start + quote, token.end - quote };
	return quote > 1 || !memchr(text + inside->start, '\'', inside->end - inside->start);
}

static void execute_text(DoBlock *block, const char *text, TextKnowledge knowledge, Span span)
{
	Lower *lower = block->lower;
	ParsedText dynamic = { .text = text, .length = strlen(text), .base = span.start, .whole = span,
			       .has_placeholders = memchr(text, MV_PLACEHOLDER_BYTE, strlen(text)) != NULL };
	Token first = mv_pg_next_token(text, dynamic.length, 0);
	bool readable = knowledge != TEXT_UNKNOWN && first.kind == TOKEN_WORD &&
			!memchr(text + first.start, MV_PLACEHOLDER_BYTE, first.end - first.start);
	const Map *variables = lower->variables;
	Resolution resolution = lower->statement->resolution;
	static const char names_unknown[] = "dynamic SQL with names known at run time only";

	/* the text is not plpgsql: its columns are columns */
	lower->variables = NULL;
	if (!readable || !mv_pg_lower_text(lower, &dynamic))
		opaque(block, span, !readable || mv_pg_may_be_ddl(text, dynamic.length), "dynamic SQL built at run time");
	else if (dynamic.has_placeholders && mv_pg_may_be_ddl(text, dynamic.length))
		/* known to happen, but not to what: from here on anything may be there */
		opaque(block, span, true, names_unknown);
	else if (dynamic.has_placeholders && resolution == RESOLVED && lower->statement->resolution != UNRESOLVED) {
		lower->statement->resolution = RESOLVED_PARTLY;
		lower->statement->reason = names_unknown;
	}
	lower->variables = variables;
}

static void execute(DoBlock *block, PlRange expression, PlRange range)
{
	Lower *lower = block->lower;
	StrBuf text = { 0 };
	PlRange inside;
	Parse parse;

	if (exact_literal(block, expression, &inside)) {
		Span span = { block->body->base + (uint32_t)inside.start, block->body->base + (uint32_t)inside.end };
		const Map *variables = lower->variables;
		ParsedText literal;
		bool read;

		mv_pg_prepare(lower->source, span, lower->scratch, &literal);
		lower->variables = NULL;
		read = mv_pg_lower_text(lower, &literal);
		lower->variables = variables;
		if (!read)
			opaque(block, place(block, range), mv_pg_may_be_ddl(literal.text, literal.length),
			       "the text of an EXECUTE does not parse");
		return;
	}
	{
		TextKnowledge knowledge = mv_pg_constant_text(block, begin_expression(block, &parse, expression), &text);

		end_parse(&parse);
		execute_text(block, text.ptr ? mv_buf_to_arena(&text, lower->scratch) : "", knowledge, place(block, range));
	}
	mv_buf_release(&text);
}

/* ---- bodies, branches ---- */

/* Runs to the end, or to what leaves it. lower->guard may be narrower afterwards. */
static Leave run_body(DoBlock *block, const PlBody *body)
{
	for (uint32_t i = 0; i < body->count; i++) {
		Leave leave = run(block, body->items[i]);

		if (leave != GOES_ON)
			return leave;
	}
	return GOES_ON;
}

static PlCondition condition_of(DoBlock *block, PlRange range)
{
	PlCondition condition = mv_pg_unknown_condition(block);
	Parse parse;

	if (is_empty(range))
		return condition;
	condition = mv_pg_condition(block, begin_expression(block, &parse, range), 0);
	end_parse(&parse);
	return condition;
}

static void may_not_be_reached(DoBlock *block)
{
	block->lower->guard = mv_pg_guard_and(block, mv_pg_unknown_condition(block).yes, block->lower->guard);
	block->narrowed = true;
}

static Leave run_if(DoBlock *block, const PlStatement *statement)
{
	Lower *lower = block->lower;
	const Guard *outer = lower->guard, *reached = outer;
	bool narrowed_before = block->narrowed, narrowed = false, otherwise = false;
	uint32_t leaving = 0, raising = 0, last_leaving = 0;
	PlCondition first = { 0 };
	Leave how = GOES_ON;

	for (uint32_t i = 0; i < statement->arms.count; i++) {
		const PlArm *arm = &statement->arms.items[i];
		PlCondition condition = { 0 };
		Leave leave;

		if (!arm->otherwise)
			condition = condition_of(block, arm->condition);
		else
			otherwise = true;
		if (i == 0)
			first = condition;
		lower->guard = mv_pg_guard_and(block, condition.yes, reached);
		block->narrowed = false;
		block->level++;
		leave = run_body(block, &arm->body);
		leave_level(block);
		narrowed = narrowed || block->narrowed;
		if (leave == LEAVES || leave == LEAVES_LOOP) {
			leaving++;
			last_leaving = i;
			how = how == LEAVES_LOOP ? how : leave;
		} else if (leave == RAISES) {
			raising++;
		}
		reached = mv_pg_guard_and(block, condition.no, reached);
	}
	lower->guard = outer;
	block->narrowed = narrowed_before;
	if (otherwise && leaving + raising == statement->arms.count)
		return leaving ? how : RAISES;
	/* What follows: only where no branch left. A branch that raises stops the migration: what follows is unaffected. */
	if (leaving == 1 && !narrowed && last_leaving == 0) {
		lower->guard = mv_pg_guard_and(block, first.no, outer);
		block->narrowed = true;
	} else if (leaving == 1 && !narrowed && otherwise && statement->arms.count == 2) {
		lower->guard = mv_pg_guard_and(block, first.yes, outer);
		block->narrowed = true;
	} else if (leaving || narrowed) {
		may_not_be_reached(block);
	}
	return GOES_ON;
}

/* ---- blocks ---- */

static Leave run_handlers(DoBlock *block, const PlStatement *statement)
{
	Lower *lower = block->lower;
	const Guard *outer = lower->guard;
	Leave leave = GOES_ON;

	for (uint32_t i = 0; i < statement->arms.count; i++) {
		block->level++;
		lower->guard = mv_pg_guard_and(block, mv_pg_unknown_condition(block).yes, outer);
		leave = run_body(block, &statement->arms.items[i].body);
		leave_level(block);
	}
	lower->guard = outer;
	return leave;
}

/* Does a handler end in RAISE, so that nothing is swallowed? Looked at before its body runs. */
static bool raises_again(const PlArm *handler)
{
	return handler->body.count > 0 && handler->body.items[handler->body.count - 1]->kind == PL_RAISE;
}

static Leave run_block(DoBlock *block, const PlStatement *statement)
{
	Lower *lower = block->lower;
	uint8_t swallowed = lower->swallowed;
	Leave leave;

	for (uint32_t i = 0; i < statement->declarations.count; i++)
		assign(block, statement->declarations.items[i].name, statement->declarations.items[i].value);
	for (uint32_t i = 0; i < statement->arms.count; i++)
		if (!raises_again(&statement->arms.items[i]))
			lower->swallowed |= mv_pg_swallowed(block->body->text, statement->arms.items[i].condition);
	if (statement->arms.count > 0)
		block->level++;
	leave = run_body(block, &statement->body);
	lower->swallowed = swallowed;
	if (statement->arms.count > 0) {
		leave_level(block); /* an error may have come before the assignment */
		run_handlers(block, statement);
		if (leave == RAISES)
			leave = GOES_ON;
	}
	return leave;
}

/* ---- loops ---- */

typedef struct Rounds {
	const char **elements; /* NULL: numbers from `from` */
	long from;
	uint32_t count;
} Rounds;

static bool executes(const PlStatement *statement)
{
	return statement->kind == PL_EXECUTE || (statement->kind == PL_LOOP && statement->loop == PL_LOOP_EXECUTE);
}

static void find_execute(const PlStatement *statement, void *data)
{
	*(bool *)data = *(bool *)data || executes(statement);
}

/* ARRAY['a', 'b'], SELECT unnest(ARRAY['a', 'b']), 1..3 */
static bool constant_rounds(DoBlock *block, const PlStatement *statement, Rounds *rounds)
{
	Parse parse;
	bool known = false;

	if (statement->names.count != 1)
		return false;
	if (statement->loop == PL_LOOP_FOREACH) {
		known = mv_pg_constant_array(block, begin_expression(block, &parse, statement->expression), &rounds->elements,
					     &rounds->count);
		end_parse(&parse);
	} else if (statement->loop == PL_LOOP_QUERY) {
		const SelectStmt *select = (const SelectStmt *)begin_parse(&parse, copy_range(block, statement->expression));
		const Node *call = NULL;

		if (select && IsA(select, SelectStmt) && list_length(select->targetList) == 1 && !select->whereClause &&
		    !select->fromClause)
			call = ((const ResTarget *)linitial(select->targetList))->val;
		if (call && IsA(call, FuncCall) && list_length(((const FuncCall *)call)->args) == 1 &&
		    strcmp(strVal(llast(((const FuncCall *)call)->funcname)), "unnest") == 0)
			known = mv_pg_constant_array(block, linitial(((const FuncCall *)call)->args), &rounds->elements,
						     &rounds->count);
		end_parse(&parse);
	} else if (statement->loop == PL_LOOP_RANGE) {
		char *text = copy_range(block, statement->expression), *behind;
		long to;

		rounds->from = strtol(text, &behind, 10);
		while (behind > text && *behind == ' ')
			behind++;
		if (behind > text && behind[0] == '.' && behind[1] == '.') {
			char *second = behind + 2, *last;

			to = strtol(second, &last, 10);
			known = last > second && !*last && to >= rounds->from && to - rounds->from < LONGEST_LOOP;
			rounds->count = known ? (uint32_t)(to - rounds->from + 1) : 0;
		}
	}
	return known && rounds->count <= LONGEST_LOOP;
}

static void unroll(DoBlock *block, const PlStatement *statement, const Rounds *rounds)
{
	const Guard *outer = block->lower->guard;

	for (uint32_t i = 0; i < rounds->count; i++) {
		PlVariable *variable_of_loop = forget(block, statement->names.items[0]);

		variable_of_loop->value = rounds->elements ? rounds->elements[i] :
							     mv_arena_format(block->lower->arena, "%ld", rounds->from + (long)i);
		block->rounds++;
		block->lower->guard = outer;
		run_body(block, &statement->body);
	}
	block->lower->guard = outer;
}

static void find_return(const PlStatement *statement, void *data)
{
	*(bool *)data = *(bool *)data || statement->kind == PL_RETURN;
}

static Leave run_loop(DoBlock *block, const PlStatement *statement)
{
	Lower *lower = block->lower;
	const Guard *outer = lower->guard;
	bool loop = lower->loop, dynamic = false, returns = false, always = false;
	Rounds rounds = { 0 };

	mv_pg_plpgsql_walk(&statement->body, find_execute, &dynamic);
	mv_pg_plpgsql_walk(&statement->body, find_return, &returns);
	mv_pg_plpgsql_walk(&statement->body, forget_assigned, block);
	if (statement->loop == PL_LOOP_EXECUTE)
		execute(block, statement->expression, statement->range);
	else if (statement->loop == PL_LOOP_QUERY) {
		char *sql = copy_range(block, statement->expression);
		Token first = mv_pg_next_token(sql, strlen(sql), 0);

		/* UPDATE ... RETURNING; a plain SELECT is not worth a change */
		if (!mv_pg_token_is(sql, first, "select") &&
		    mv_pg_next_token(sql, strlen(sql), first.end).kind != TOKEN_END)
			lower_part(block, sql, statement->expression);
	}
	forget_all(block, &statement->names);
	block->level++;
	if (constant_rounds(block, statement, &rounds)) {
		always = rounds.count > 0;
		if (dynamic && block->rounds + rounds.count <= MOST_ROUNDS) {
			unroll(block, statement, &rounds);
			leave_level(block);
			if (returns)
				may_not_be_reached(block);
			return GOES_ON;
		}
	}
	lower->loop = true;
	if (statement->loop != PL_LOOP_PLAIN && !always)
		lower->guard = mv_pg_guard_and(block, mv_pg_unknown_condition(block).yes, outer);
	run_body(block, &statement->body);
	leave_level(block);
	lower->loop = loop;
	lower->guard = outer;
	if (returns)
		may_not_be_reached(block);
	return GOES_ON;
}

static Leave run(DoBlock *block, const PlStatement *statement)
{
	switch (statement->kind) {
	case PL_BLOCK:
		return run_block(block, statement);
	case PL_IF:
		return run_if(block, statement);
	case PL_LOOP:
		return run_loop(block, statement);
	case PL_ASSIGN:
		assign(block, statement->names.items[0], statement->expression);
		return GOES_ON;
	case PL_EXECUTE:
		forget_all(block, &statement->names);
		execute(block, statement->expression, statement->range);
		return GOES_ON;
	case PL_PERFORM:
		run_perform(block, statement);
		return GOES_ON;
	case PL_SQL:
		run_sql(block, statement);
		return GOES_ON;
	case PL_RETURN:
		return LEAVES;
	case PL_EXIT:
		if (is_empty(statement->expression))
			return LEAVES_LOOP;
		may_not_be_reached(block);
		return GOES_ON;
	case PL_RAISE:
		return RAISES;
	case PL_NOTHING:
		return GOES_ON;
	}
	return GOES_ON;
}

/* ---- DO ---- */

/* The body's text and where it stands. */
static bool find_body(Lower *lower, const char *body, int location, Span span, ParsedText *parsed)
{
	const ParsedText *outer = lower->parsed;
	size_t start = location < 0 ? 0 : (size_t)location, quote = 1;
	Token token;

	*parsed = (ParsedText){ .text = body, .length = strlen(body), .base = span.start, .whole = span };
	if (location < 0 || !outer->exact || start >= outer->length)
		return true;
	token = mv_pg_next_token(outer->text, outer->length, start);
	if (token.kind != TOKEN_STRING || token.end > UINT32_MAX - outer->base)
		return true;
	if (outer->text[token.start] == '$') {
		while (token.start + quote < token.end && outer->text[token.start + quote] != '$')
			quote++;
		quote++;
	}
	if (token.end - token.start < 2 * quote || token.end - token.start - 2 * quote != parsed->length ||
	    memcmp(outer->text + token.start + quote, body, parsed->length) != 0)
		return true;
	/* dollar quotes were left alone so far: what is in them is text now, with placeholders of its own */
	mv_pg_prepare(lower->source,
		      (Span){ outer->base + (uint32_t)(token.start + quote), outer->base + (uint32_t)(token.end - quote) },
		      lower->scratch, parsed);
	return true;
}

void mv_pg_lower_do(Lower *lower, const DoStmt *stmt, Span span)
{
	const char *text = NULL, *language = "plpgsql", *reason = NULL;
	const Map *variables = lower->variables;
	int location = -1;
	ParsedText body;
	DoBlock block = { .lower = lower, .body = &body, .level = 1 };
	const Guard *guard = lower->guard;
	const ParsedText *outer = lower->parsed;
	PlStatement *tree;
	const ListCell *cell;

	foreach(cell, stmt->args) {
		const DefElem *element = lfirst(cell);

		if (strcmp(element->defname, "as") == 0) {
			text = strVal(element->arg);
			location = element->location;
		} else if (strcmp(element->defname, "language") == 0) {
			language = strVal(element->arg);
		}
	}
	if (!text)
		return;
	if (strcmp(language, "plpgsql") != 0) {
		mv_pg_opaque(lower, span, true, mv_arena_format(lower->arena, "a DO block in language '%s'", language));
		return;
	}
	if (lower->depth >= MV_MAX_DEPTH / 4) {
		mv_pg_opaque(lower, span, true, "DO blocks are nested too deep");
		return;
	}
	find_body(lower, text, location, span, &body);
	tree = mv_pg_plpgsql(body.text, body.length, lower->scratch, &reason);
	if (!tree) {
		mv_pg_opaque(lower, span, true, mv_arena_format(lower->arena, "a DO block: %s", reason));
		return;
	}
	if (!variables)
		lower->tests = 0;
	mv_map_init(&block.variables, lower->scratch);
	lower->variables = &block.variables;
	lower->depth++;
	run(&block, tree);
	lower->depth--;
	lower->variables = variables;
	lower->guard = guard;
	lower->parsed = outer;
}
