/*
 * do_block_dynamic.c: the text that EXECUTE will run, as far as it can be told
 * without running anything. What cannot (a loop's variable, a query's result)
 * stands in the text as a placeholder: an unknown name, or text that does not
 * parse.
 */
#include "do_block.h"

enum { DEEPEST = 40, LONGEST_TEXT = 1024 * 1024, MOST_ELEMENTS = 1000 };

typedef struct Text {
	DoBlock *block;
	StrBuf *out;
	unsigned unknown; /* parts */
	bool known;       /* some part is */
} Text;

static void add(Text *text, const Node *node, unsigned depth);

static void add_unknown(Text *text)
{
	mv_buf_addf(text->out, "%cx%u", MV_PLACEHOLDER_BYTE, text->unknown++);
}

static void add_known(Text *text, const char *value)
{
	if (text->out->len < LONGEST_TEXT) {
		mv_buf_adds(text->out, value);
		text->known = text->known || *value;
	} else {
		add_unknown(text);
	}
}

static bool is_unknown(const char *value)
{
	return strchr(value, MV_PLACEHOLDER_BYTE) != NULL;
}

/* As quote_ident does, but for key words: an unquoted one is no worse here. */
static void add_identifier(Text *text, const char *value)
{
	bool plain = *value && !(*value >= '0' && *value <= '9');

	for (const char *c = value; *c; c++)
		plain = plain && ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_');
	if (plain || is_unknown(value)) {
		add_known(text, value);
		return;
	}
	mv_buf_addc(text->out, '"');
	for (const char *c = value; *c; c++) {
		mv_buf_addc(text->out, *c);
		if (*c == '"')
			mv_buf_addc(text->out, '"');
	}
	mv_buf_addc(text->out, '"');
}

static void add_literal(Text *text, const char *value)
{
	if (is_unknown(value)) {
		add_known(text, value);
		return;
	}
	mv_buf_adds(text->out, strchr(value, '\\') ? "E'" : "'");
	for (const char *c = value; *c; c++) {
		mv_buf_addc(text->out, *c);
		if (*c == '\'' || *c == '\\')
			mv_buf_addc(text->out, *c);
	}
	mv_buf_addc(text->out, '\'');
}

/* ---- format() ---- */

typedef enum Quoting { QUOTING_NONE, QUOTING_IDENTIFIER, QUOTING_LITERAL } Quoting;

static void add_quoted(Text *text, const Node *node, Quoting quoting, unsigned depth)
{
	StrBuf buffer = { 0 };
	Text inner = { .block = text->block, .out = &buffer, .unknown = text->unknown };

	if (quoting == QUOTING_NONE) {
		add(text, node, depth + 1);
		return;
	}
	add(&inner, node, depth + 1);
	if (inner.unknown != text->unknown) {
		/* not a part of a name: a whole name, or a whole value */
		text->unknown = inner.unknown;
		if (quoting == QUOTING_LITERAL)
			mv_buf_adds(text->out, "'" MV_SQL_HOLE "'");
		else
			add_unknown(text);
	} else if (quoting == QUOTING_IDENTIFIER) {
		add_identifier(text, buffer.ptr ? buffer.ptr : "");
	} else {
		add_literal(text, buffer.ptr ? buffer.ptr : "");
	}
	text->known = text->known || inner.known;
	mv_buf_release(&buffer);
}

static void add_format(Text *text, const List *args, unsigned depth)
{
	StrBuf buffer = { 0 };
	Text pattern = { .block = text->block, .out = &buffer };
	int next = 1;

	add(&pattern, linitial(args), depth + 1);
	if (pattern.unknown) {
		add_unknown(text);
		mv_buf_release(&buffer);
		return;
	}
	for (const char *c = buffer.ptr ? buffer.ptr : ""; *c && text->out->len < LONGEST_TEXT; c++) {
		int position = 0;

		if (*c != '%') {
			char plain[2] = { *c, '\0' };

			add_known(text, plain);
			continue;
		}
		if (*++c == '%') {
			add_known(text, "%");
			continue;
		}
		while (*c >= '0' && *c <= '9' && position < 1000)
			position = position * 10 + (*c++ - '0');
		if (*c == '$')
			c++;
		else if (position == 0)
			position = next;
		if (position < 1 || position >= list_length(args) || (*c != 's' && *c != 'I' && *c != 'L')) {
			add_unknown(text);
			if (!*c)
				break;
			continue;
		}
		next = position + 1;
		add_quoted(text, list_nth(args, position),
			   *c == 'I' ? QUOTING_IDENTIFIER : *c == 'L' ? QUOTING_LITERAL : QUOTING_NONE, depth);
	}
	mv_buf_release(&buffer);
}

/* ---- expressions ---- */

static void add_call(Text *text, const FuncCall *call, unsigned depth)
{
	const char *name = strVal(llast(call->funcname));
	int count = list_length(call->args);
	const ListCell *cell;

	if (call->agg_star || call->agg_distinct || call->func_variadic) {
		add_unknown(text);
	} else if (strcmp(name, "format") == 0 && count > 0) {
		add_format(text, call->args, depth);
	} else if (strcmp(name, "quote_ident") == 0 && count == 1) {
		add_quoted(text, linitial(call->args), QUOTING_IDENTIFIER, depth);
	} else if ((strcmp(name, "quote_literal") == 0 || strcmp(name, "quote_nullable") == 0) && count == 1) {
		add_quoted(text, linitial(call->args), QUOTING_LITERAL, depth);
	} else if (strcmp(name, "concat") == 0) {
		foreach(cell, call->args)
			add(text, lfirst(cell), depth + 1);
	} else if ((strcmp(name, "trim") == 0 || strcmp(name, "btrim") == 0) && count == 1) {
		add(text, linitial(call->args), depth + 1);
	} else if (strcmp(name, "chr") == 0 && count == 1) {
		add_known(text, " "); /* nearly always a line end */
	} else {
		add_unknown(text);
	}
}

static void add_constant(Text *text, const A_Const *constant)
{
	char number[32];

	if (constant->isnull) {
		add_unknown(text);
		return;
	}
	switch ((int)nodeTag(&constant->val)) {
	case T_String:
		add_known(text, constant->val.sval.sval);
		break;
	case T_Integer:
		snprintf(number, sizeof number, "%d", constant->val.ival.ival);
		add_known(text, number);
		break;
	case T_Float:
		add_known(text, constant->val.fval.fval);
		break;
	case T_Boolean:
		add_known(text, constant->val.boolval.boolval ? "true" : "false");
		break;
	default:
		add_unknown(text);
		break;
	}
}

/* a || b || c || ...: as deep to the left as the text is long. */
static void add_concatenation(Text *text, const A_Expr *node, unsigned depth)
{
	VEC(const Node *) parts = { 0 };
	const Node *left = (const Node *)node;
	Arena *scratch = text->block->lower->scratch;

	while (left && IsA(left, A_Expr) && ((const A_Expr *)left)->kind == AEXPR_OP && ((const A_Expr *)left)->lexpr &&
	       strcmp(strVal(llast(((const A_Expr *)left)->name)), "||") == 0) {
		*VEC_PUSH(scratch, &parts) = ((const A_Expr *)left)->rexpr;
		left = ((const A_Expr *)left)->lexpr;
	}
	add(text, left, depth + 1);
	for (uint32_t i = parts.count; i > 0; i--)
		add(text, parts.items[i - 1], depth + 1);
}

static void add(Text *text, const Node *node, unsigned depth)
{
	if (!node || depth >= DEEPEST) {
		add_unknown(text);
		return;
	}
	switch ((int)nodeTag(node)) {
	case T_A_Const:
		add_constant(text, (const A_Const *)node);
		break;
	case T_TypeCast:
		add(text, ((const TypeCast *)node)->arg, depth + 1);
		break;
	case T_A_Expr:
		if (((const A_Expr *)node)->kind == AEXPR_OP && ((const A_Expr *)node)->lexpr &&
		    strcmp(strVal(llast(((const A_Expr *)node)->name)), "||") == 0)
			add_concatenation(text, (const A_Expr *)node, depth);
		else
			add_unknown(text);
		break;
	case T_FuncCall:
		add_call(text, (const FuncCall *)node, depth);
		break;
	case T_ColumnRef: {
		const Node *first = linitial(((const ColumnRef *)node)->fields);
		const PlVariable *variable = IsA(first, String) && list_length(((const ColumnRef *)node)->fields) == 1 ?
						     mv_map_get(&text->block->variables, strVal(first)) :
						     NULL;

		if (variable && variable->value)
			add_known(text, variable->value);
		else
			add_unknown(text);
		break;
	}
	default:
		add_unknown(text);
		break;
	}
}

TextKnowledge mv_pg_constant_text(DoBlock *block, const Node *expression, StrBuf *out)
{
	Text text = { .block = block, .out = out };

	add(&text, expression, 0);
	if (text.unknown == 0 && !(out->ptr && is_unknown(out->ptr)))
		return TEXT_KNOWN;
	return text.known ? TEXT_PARTLY : TEXT_UNKNOWN;
}

/* ---- arrays ---- */

/* '{a,b,"c d"}' */
static bool array_literal(DoBlock *block, const char *text, const char **elements, uint32_t *count)
{
	const char *c = text;

	if (*c++ != '{')
		return false;
	while (*c && *c != '}' && *count < MOST_ELEMENTS) {
		const char *from, *end;

		while (*c == ' ' || *c == '\n' || *c == '\t' || *c == '\r')
			c++;
		if (*c == '"') {
			from = ++c;
			while (*c && *c != '"' && *c != '\\')
				c++;
			if (*c != '"')
				return false;
			end = c++;
		} else {
			from = c;
			while (*c && !strchr(",}{\\\"", *c))
				c++;
			end = c;
			while (end > from && (end[-1] == ' ' || end[-1] == '\n' || end[-1] == '\t' || end[-1] == '\r'))
				end--;
		}
		elements[(*count)++] = mv_arena_strndup(block->lower->arena, from, (size_t)(end - from));
		while (*c == ' ' || *c == '\n' || *c == '\t' || *c == '\r')
			c++;
		if (*c == ',')
			c++;
		else if (*c != '}')
			return false;
	}
	return *c == '}' && c[1] == '\0';
}

bool mv_pg_constant_array(DoBlock *block, const Node *node, const char ***elements, uint32_t *count)
{
	StrBuf text = { 0 };
	const ListCell *cell;
	bool known = true;

	while (node && IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	*count = 0;
	if (!node)
		return false;
	if (IsA(node, ColumnRef)) {
		const Node *first = linitial(((const ColumnRef *)node)->fields);
		const PlVariable *variable = IsA(first, String) ? mv_map_get(&block->variables, strVal(first)) : NULL;

		if (!variable || !variable->elements)
			return false;
		*elements = variable->elements;
		*count = variable->element_count;
		return true;
	}
	if (IsA(node, A_Const) && !((const A_Const *)node)->isnull && IsA(&((const A_Const *)node)->val, String)) {
		*elements = MV_NEW_ARRAY(block->lower->arena, const char *, MOST_ELEMENTS);
		return array_literal(block, ((const A_Const *)node)->val.sval.sval, *elements, count);
	}
	if (!IsA(node, A_ArrayExpr) || list_length(((const A_ArrayExpr *)node)->elements) > MOST_ELEMENTS)
		return false;
	*elements = MV_NEW_ARRAY(block->lower->arena, const char *, list_length(((const A_ArrayExpr *)node)->elements) + 1);
	foreach(cell, ((const A_ArrayExpr *)node)->elements) {
		mv_buf_clear(&text);
		known = known && mv_pg_constant_text(block, lfirst(cell), &text) == TEXT_KNOWN;
		(*elements)[(*count)++] = text.len ? mv_buf_to_arena(&text, block->lower->arena) : "";
	}
	mv_buf_release(&text);
	return known;
}

bool mv_pg_may_be_ddl(const char *text, size_t length)
{
	static const char *const harmless[] = {
		"select", "insert", "update", "delete", "merge", "comment", "grant", "revoke", "analyze", "notify",
		"lock", "set", "copy", "values", "refresh", "vacuum", "listen", "explain", "show", "reset",
	};
	Token token = mv_pg_next_token(text, length, 0);

	for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
		if (mv_pg_token_is(text, token, harmless[i]))
			return false;
	return true;
}
