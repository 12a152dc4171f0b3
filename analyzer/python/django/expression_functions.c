/*
 * expression_functions.c: Func, its kin in Django, and the project's own subclasses.
 */
#include "expression.h"

#include <string.h>

/* What decides the class of the output field. */
typedef enum OutputRule { GIVES_SOURCE, GIVES_CHAR, GIVES_TEXT, GIVES_INTEGER, GIVES_NUMBER, GIVES_FLOAT, GIVES_DATETIME, GIVES_UUID, GIVES_BOOLEAN } OutputRule;

typedef struct Function {
	const char *class_, *sql;
	OutputRule gives;
	const char *template; /* NULL: %(function)s(%(expressions)s) */
	const char *joiner;   /* NULL: ", " */
	bool decimals;        /* FixDecimalInputMixin: arguments that are floats are cast */
	bool values;          /* strings are values, except the first argument: Trigram... */
	const char *last;     /* the value of an argument that was left out */
	unsigned count;       /* with it */
} Function;

#define SHA "ENCODE(DIGEST(%(expressions)s, '%(function)s'), 'hex')"

static const Function functions[] = {
	{ .class_ = "Func" },
	{ .class_ = "Abs", .sql = "ABS" },
	{ .class_ = "ACos", .sql = "ACOS", .gives = GIVES_NUMBER },
	{ .class_ = "ASin", .sql = "ASIN", .gives = GIVES_NUMBER },
	{ .class_ = "ATan", .sql = "ATAN", .gives = GIVES_NUMBER },
	{ .class_ = "ATan2", .sql = "ATAN2", .gives = GIVES_NUMBER },
	{ .class_ = "Ceil", .sql = "CEILING" },
	{ .class_ = "Cos", .sql = "COS", .gives = GIVES_NUMBER },
	{ .class_ = "Cot", .sql = "COT", .gives = GIVES_NUMBER },
	{ .class_ = "Degrees", .sql = "DEGREES", .gives = GIVES_NUMBER },
	{ .class_ = "Exp", .sql = "EXP", .gives = GIVES_NUMBER },
	{ .class_ = "Floor", .sql = "FLOOR" },
	{ .class_ = "Ln", .sql = "LN", .gives = GIVES_NUMBER },
	{ .class_ = "Log", .sql = "LOG", .gives = GIVES_NUMBER, .decimals = true },
	{ .class_ = "Mod", .sql = "MOD", .gives = GIVES_NUMBER, .decimals = true },
	{ .class_ = "Pi", .sql = "PI", .gives = GIVES_NUMBER },
	{ .class_ = "Power", .sql = "POWER", .gives = GIVES_NUMBER },
	{ .class_ = "Radians", .sql = "RADIANS", .gives = GIVES_NUMBER },
	{ .class_ = "Random", .sql = "RANDOM", .gives = GIVES_NUMBER },
	{ .class_ = "Round", .sql = "ROUND", .decimals = true, .last = "0", .count = 2 },
	{ .class_ = "Sign", .sql = "SIGN" },
	{ .class_ = "Sin", .sql = "SIN", .gives = GIVES_NUMBER },
	{ .class_ = "Sqrt", .sql = "SQRT", .gives = GIVES_NUMBER },
	{ .class_ = "Tan", .sql = "TAN", .gives = GIVES_NUMBER },
	{ .class_ = "Chr", .sql = "CHR", .gives = GIVES_CHAR },
	{ .class_ = "Left", .sql = "LEFT", .gives = GIVES_CHAR },
	{ .class_ = "Right", .sql = "RIGHT", .gives = GIVES_CHAR },
	{ .class_ = "Length", .sql = "LENGTH", .gives = GIVES_INTEGER },
	{ .class_ = "Lower", .sql = "LOWER" },
	{ .class_ = "Upper", .sql = "UPPER" },
	{ .class_ = "LPad", .sql = "LPAD", .gives = GIVES_CHAR, .last = "' '", .count = 3 },
	{ .class_ = "RPad", .sql = "RPAD", .gives = GIVES_CHAR, .last = "' '", .count = 3 },
	{ .class_ = "LTrim", .sql = "LTRIM" },
	{ .class_ = "RTrim", .sql = "RTRIM" },
	{ .class_ = "Trim", .sql = "TRIM" },
	{ .class_ = "MD5", .sql = "MD5" },
	{ .class_ = "Ord", .sql = "ASCII", .gives = GIVES_INTEGER },
	{ .class_ = "Repeat", .sql = "REPEAT", .gives = GIVES_CHAR },
	{ .class_ = "Replace", .sql = "REPLACE", .last = "''", .count = 3 },
	{ .class_ = "Reverse", .sql = "REVERSE" },
	{ .class_ = "SHA1", .sql = "sha1", .template = SHA },
	{ .class_ = "SHA224", .sql = "sha224", .template = SHA },
	{ .class_ = "SHA256", .sql = "sha256", .template = SHA },
	{ .class_ = "SHA384", .sql = "sha384", .template = SHA },
	{ .class_ = "SHA512", .sql = "sha512", .template = SHA },
	{ .class_ = "StrIndex", .sql = "STRPOS", .gives = GIVES_INTEGER },
	{ .class_ = "Substr", .sql = "SUBSTRING", .gives = GIVES_CHAR },
	{ .class_ = "Coalesce", .sql = "COALESCE" },
	{ .class_ = "Greatest", .sql = "GREATEST" },
	{ .class_ = "Least", .sql = "LEAST" },
	{ .class_ = "NullIf", .sql = "NULLIF" },
	{ .class_ = "Now", .template = "STATEMENT_TIMESTAMP()", .gives = GIVES_DATETIME },
	{ .class_ = "TransactionNow", .template = "CURRENT_TIMESTAMP", .gives = GIVES_DATETIME },
	{ .class_ = "RandomUUID", .template = "GEN_RANDOM_UUID()", .gives = GIVES_UUID },
	{ .class_ = "Unaccent", .sql = "UNACCENT" },
	{ .class_ = "TrigramSimilarity", .sql = "SIMILARITY", .gives = GIVES_FLOAT, .values = true },
	{ .class_ = "TrigramDistance", .sql = "", .joiner = " <-> ", .gives = GIVES_FLOAT, .values = true },
	{ .class_ = "ExpressionList", .template = "%(expressions)s" },
};

static const Function *function_find(const char *class_)
{
	for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
		if (strcmp(functions[i].class_, class_) == 0)
			return &functions[i];
	}
	return NULL;
}

static bool numeric(OutputClass class_) { return class_ == OUTPUT_INTEGER || class_ == OUTPUT_FLOAT || class_ == OUTPUT_DECIMAL; }

/* What the sources have in common. */
static OutputType common_type(const Term *terms, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (terms[i].type.class_ != OUTPUT_UNKNOWN)
			return terms[i].type;
	}
	return mv_output_of(OUTPUT_UNKNOWN);
}

static OutputType output_of(OutputRule rule, const Term *terms, size_t count)
{
	bool integer = false;

	switch (rule) {
	case GIVES_SOURCE: return common_type(terms, count);
	case GIVES_CHAR: return mv_output_of(OUTPUT_CHAR);
	case GIVES_TEXT: return mv_output_of(OUTPUT_TEXT);
	case GIVES_INTEGER: return mv_output_of(OUTPUT_INTEGER);
	case GIVES_FLOAT: return mv_output_of(OUTPUT_FLOAT);
	case GIVES_DATETIME: return mv_output_of(OUTPUT_DATETIME);
	case GIVES_UUID: return mv_output_of(OUTPUT_UUID);
	case GIVES_BOOLEAN: return mv_output_of(OUTPUT_BOOLEAN);
	case GIVES_NUMBER:
		for (size_t i = 0; i < count; i++) {
			if (terms[i].type.class_ == OUTPUT_DECIMAL)
				return terms[i].type;
			integer = integer || terms[i].type.class_ == OUTPUT_INTEGER;
		}
		return integer || !count ? mv_output_of(OUTPUT_FLOAT) : common_type(terms, count);
	}
	return mv_output_of(OUTPUT_UNKNOWN);
}

/* ---- templates ---- */

static const char *text_argument(const CallValue *call, const char *name)
{
	for (uint32_t i = 0; i < call->keywords.count; i++) {
		if (strcmp(call->keywords.items[i].name, name) == 0)
			return mv_value_text(call->keywords.items[i].value);
	}
	return NULL;
}

/* `template % data`, then `% params`: a percent sign is written four times. */
static const char *fill_template(Compiler *compiler, const char *template, const char *function, const char *expressions, const CallValue *call)
{
	StrBuf buf = { 0 };
	const char *text;

	for (const char *c = template; *c; c++) {
		const char *end, *value;
		char *name;

		if (*c != '%') {
			mv_buf_addc(&buf, *c);
			continue;
		}
		if (c[1] == '%') {
			mv_buf_addc(&buf, '%');
			c += c[2] == '%' && c[3] == '%' ? 3 : 1;
			continue;
		}
		end = c[1] == '(' ? strchr(c, ')') : NULL;
		if (!end || end[1] != 's') {
			mv_buf_release(&buf);
			return mv_term_fail(compiler, "the template '%s' cannot be filled", template).sql;
		}
		name = mv_arena_strndup(compiler->arena, c + 2, (size_t)(end - c - 2));
		value = strcmp(name, "expressions") == 0 || strcmp(name, "field") == 0 ? expressions :
			strcmp(name, "function") == 0 ? function : call ? text_argument(call, name) : NULL;
		if (!value) {
			mv_buf_release(&buf);
			return mv_term_fail(compiler, "'%s' in the template '%s' is not known", name, template).sql;
		}
		mv_buf_adds(&buf, value);
		c = end + 1;
	}
	text = buf.ptr ? mv_buf_to_arena(&buf, compiler->arena) : "";
	mv_buf_release(&buf);
	return text;
}

/* ---- arguments ---- */

/* Positional ones, then those that are known by name (`names` ends with NULL). */
static bool arguments(Compiler *compiler, const CallValue *call, const char *const *names, Term *terms, size_t most, size_t *count, bool values)
{
	*count = 0;
	if (call->open) {
		mv_term_fail(compiler, "not all arguments of an expression are known");
		return false;
	}
	for (uint32_t i = 0; i < call->args.count; i++) {
		if (*count == most) {
			mv_term_fail(compiler, "an expression has too many arguments");
			return false;
		}
		terms[*count] = values && i && !mv_term_is_expression(compiler, call->args.items[i]) ?
					mv_term_value(compiler, call->args.items[i], NULL) :
					mv_term_build(compiler, call->args.items[i]);
		if (terms[*count].outcome == OUTCOME_FULL || terms[*count].outcome == OUTCOME_EMPTY)
			mv_term_fail(compiler, "an argument is a condition that is always or never true");
		if (terms[*count].outcome != OUTCOME_SQL)
			return false;
		(*count)++;
	}
	for (; names && *names; names++) {
		for (uint32_t i = 0; i < call->keywords.count; i++) {
			if (strcmp(call->keywords.items[i].name, *names) != 0 || *count == most ||
			    mv_value_is(call->keywords.items[i].value, VALUE_NONE))
				continue;
			terms[*count] = mv_term_build(compiler, call->keywords.items[i].value);
			if (terms[*count].outcome != OUTCOME_SQL)
				return false;
			(*count)++;
		}
	}
	return true;
}

static const char *joined(Compiler *compiler, const Term *terms, size_t count, const char *joiner)
{
	StrBuf buf = { 0 };
	const char *text;

	for (size_t i = 0; i < count; i++)
		mv_buf_addf(&buf, "%s%s", i ? joiner : "", terms[i].sql);
	text = buf.ptr ? mv_buf_to_arena(&buf, compiler->arena) : "";
	mv_buf_release(&buf);
	return text;
}

enum { MOST_ARGUMENTS = 64 };

static Term call_function(Compiler *compiler, const Function *function, const CallValue *call, const Value *class_)
{
	static const char *const names[] = { "expression", "expression1", "expression2", "text", "string", "substring", "pos", "length", "number",
					     "replacement", "fill_text", "precision", NULL };
	/* of a class of the project: its own words */
	const char *sql = mv_value_text(mv_class_name(class_, "function")), *template = mv_value_text(mv_class_name(class_, "template"));
	const char *joiner = mv_value_text(mv_class_name(class_, "arg_joiner"));
	const Value *output = class_ ? mv_class_name(class_, "output_field") : NULL, *given;
	Term *terms = MV_NEW_ARRAY(compiler->arena, Term, MOST_ARGUMENTS), term;
	size_t count;
	const char *text;

	if (!arguments(compiler, call, names, terms, MOST_ARGUMENTS - 1, &count, function->values))
		return (Term){ .outcome = OUTCOME_FAILED };
	if (function->last && count + 1 == function->count && !(strcmp(function->class_, "Round") == 0 && compiler->version < 400))
		terms[count++] = mv_term_sql(mv_output_of(OUTPUT_UNKNOWN), function->last);
	if (function->decimals && (strcmp(function->class_, "Round") != 0 || compiler->version >= 400)) {
		OutputType decimal = mv_output_of(OUTPUT_DECIMAL);

		decimal.db_type = "numeric(1000, 15)";
		for (size_t i = 0; i < count; i++) {
			if (terms[i].type.class_ == OUTPUT_FLOAT)
				terms[i] = mv_term_cast(compiler, &terms[i], &decimal);
		}
	}
	sql = text_argument(call, "function") ? text_argument(call, "function") : sql ? sql : function->sql;
	template = text_argument(call, "template") ? text_argument(call, "template") :
		   template			   ? template :
		   function->template		   ? function->template :
						     "%(function)s(%(expressions)s)";
	joiner = text_argument(call, "arg_joiner") ? text_argument(call, "arg_joiner") : joiner ? joiner : function->joiner ? function->joiner : ", ";
	text = fill_template(compiler, template, sql, joined(compiler, terms, count, joiner), call);
	if (!text)
		return (Term){ .outcome = OUTCOME_FAILED };
	term = mv_term_sql(output_of(function->gives, terms, count), text);
	given = NULL;
	for (uint32_t i = 0; i < call->keywords.count; i++) {
		if (strcmp(call->keywords.items[i].name, "output_field") == 0)
			given = call->keywords.items[i].value;
	}
	if (given || output)
		term.type = mv_output_of_field(compiler, given ? given : output);
	return term;
}

/* ---- those with rules of their own ---- */

static Term failure(void) { return (Term){ .outcome = OUTCOME_FAILED }; }

static const Value *keyword(const CallValue *call, const char *name)
{
	for (uint32_t i = 0; i < call->keywords.count; i++) {
		if (strcmp(call->keywords.items[i].name, name) == 0)
			return call->keywords.items[i].value;
	}
	return NULL;
}

Term mv_term_cast(Compiler *compiler, const Term *inner, const OutputType *type)
{
	const char *db_type = mv_output_db_type(compiler, type);

	if (!db_type)
		return mv_term_fail(compiler, "the type of a cast is not known");
	return mv_term_sql(*type, mv_arena_format(compiler->arena, compiler->version < 400 ? "CAST(%s AS %s)" : "(%s)::%s", inner->sql, db_type));
}

static bool is_text(OutputClass class_) { return class_ == OUTPUT_CHAR || class_ == OUTPUT_TEXT; }

static Term as_text(Compiler *compiler, const Term *term, bool always)
{
	OutputType text = mv_output_of(OUTPUT_TEXT);

	if (is_text(term->type.class_) && !always)
		return *term;
	if (term->type.class_ == OUTPUT_UNKNOWN && !always)
		return mv_term_fail(compiler, "the type of '%s' is not known", term->sql);
	return mv_term_cast(compiler, term, &text);
}

/* Concat pairs from the right: a, (b, (c, d)). */
static Term concat(Compiler *compiler, const CallValue *call)
{
	Term *terms = MV_NEW_ARRAY(compiler->arena, Term, MOST_ARGUMENTS), right;
	const Value *output = keyword(call, "output_field");
	size_t count;

	if (!arguments(compiler, call, NULL, terms, MOST_ARGUMENTS, &count, false) || count < 2)
		return failure();
	right = terms[count - 1];
	for (size_t i = count - 1; i-- > 0;) {
		Term left = terms[i];
		OutputType type = common_type((Term[]){ left, right }, 2);

		if (compiler->version >= 402) {
			left = as_text(compiler, &left, compiler->version < 500);
			right = as_text(compiler, &right, compiler->version < 500);
		}
		if (left.outcome != OUTCOME_SQL || right.outcome != OUTCOME_SQL)
			return failure();
		right = mv_term_sql(output ? mv_output_of_field(compiler, output) : type,
				    mv_arena_format(compiler->arena,
						    compiler->version >= 500 ? "(COALESCE(%s, '') || COALESCE(%s, ''))" : "CONCAT(%s, %s)",
						    left.sql, right.sql));
	}
	return right;
}

static Term cast(Compiler *compiler, const CallValue *call, const Value *whole)
{
	const Value *expression = mv_call_argument(whole, 0, "expression"), *field = mv_call_argument(whole, 1, "output_field");
	OutputType type;
	Term inner;

	if (call->open || !expression || !field)
		return mv_term_fail(compiler, "the arguments of Cast are not known");
	inner = mv_term_build(compiler, expression);
	type = mv_output_of_field(compiler, field);
	return inner.outcome == OUTCOME_SQL ? mv_term_cast(compiler, &inner, &type) : failure();
}

static Term *kept(Compiler *compiler, const Term *term)
{
	Term *copy = MV_NEW(compiler->arena, Term);

	*copy = *term;
	return copy;
}

static Term wrapped(Compiler *compiler, const Value *inner, WrapKind kind, const char *suffix)
{
	Term term = mv_term_build(compiler, inner), result;

	if (term.outcome != OUTCOME_SQL)
		return term.outcome == OUTCOME_FAILED ? term : mv_term_fail(compiler, "a condition that is always or never true");
	result = mv_term_sql(term.type, mv_arena_format(compiler->arena, "%s%s", term.sql, suffix));
	result.wrap = kind;
	result.suffix = suffix;
	result.inner = kept(compiler, &term);
	return result;
}

static Term order_by(Compiler *compiler, const Value *inner, bool descending, const Value *options)
{
	bool first = mv_value_truth(mv_call_argument(options, -1, "nulls_first")) == TRI_YES;
	bool last = mv_value_truth(mv_call_argument(options, -1, "nulls_last")) == TRI_YES;

	return wrapped(compiler, inner, WRAP_ORDER,
		       mv_arena_format(compiler->arena, " %s%s", descending ? "DESC" : "ASC", last ? " NULLS LAST" : first ? " NULLS FIRST" : ""));
}

static Term wrapper(Compiler *compiler, const char *name, const Value *call)
{
	const Value *inner = mv_call_argument(call, 0, "expression");
	const char *text = mv_value_text(mv_call_argument(call, 1, strcmp(name, "Collate") == 0 ? "collation" : "name"));

	if (!inner || call->as.call->open)
		return mv_term_fail(compiler, "the arguments of '%s' are not known", name);
	if (strcmp(name, "OrderBy") == 0)
		return order_by(compiler, inner, mv_value_truth(mv_call_argument(call, 1, "descending")) == TRI_YES, call);
	if (!text)
		return mv_term_fail(compiler, "the name of '%s' is not known", name);
	if (strcmp(name, "Collate") == 0)
		return wrapped(compiler, inner, WRAP_COLLATE, mv_arena_format(compiler->arena, " COLLATE %s", mv_out_quote(compiler->arena, text)));
	return wrapped(compiler, inner, WRAP_OPCLASS, mv_arena_format(compiler->arena, " %s", text));
}

/* RawSQL("a %s", [1]) */
static Term raw_sql(Compiler *compiler, const Value *call)
{
	const char *sql = mv_value_text(mv_call_argument(call, 0, "sql"));
	const Value *params = mv_call_argument(call, 1, "params"), *output = mv_call_argument(call, 2, "output_field");
	const struct ValueList *list = mv_value_items(params);
	static const OutputType any = { .class_ = OUTPUT_UNKNOWN };
	uint32_t used = 0;
	StrBuf buf = { 0 };
	Term term;

	if (!sql || (params && (!list || list->open)))
		return mv_term_fail(compiler, "the text of RawSQL is not known");
	for (const char *c = sql; *c; c++) {
		const char *literal;

		if (c[0] == '%' && c[1] == '%') {
			mv_buf_addc(&buf, *c++);
			continue;
		}
		if (c[0] != '%' || c[1] != 's') {
			mv_buf_addc(&buf, *c);
			continue;
		}
		literal = list && used < list->items.count ? mv_term_literal(compiler, &any, list->items.items[used++]) : NULL;
		if (!literal) {
			mv_buf_release(&buf);
			return mv_term_fail(compiler, "a parameter of RawSQL is not known");
		}
		mv_buf_adds(&buf, literal);
		c++;
	}
	term = mv_term_sql(output && !mv_value_is(output, VALUE_NONE) ? mv_output_of_field(compiler, output) : mv_output_of(OUTPUT_OTHER),
			   mv_arena_format(compiler->arena, "(%s)", buf.ptr ? buf.ptr : ""));
	mv_buf_release(&buf);
	return term;
}

/* ---- CASE ---- */

static Term when_condition(Compiler *compiler, const CallValue *call)
{
	const Value *condition = call->args.count ? call->args.items[0] : keyword(call, "condition");
	Value *q = mv_value_new(compiler->arena, VALUE_CALL, NULL, (Span){ 0 });
	bool lookups = false;

	if (condition && !mv_value_is_q(compiler, condition))
		return mv_term_build(compiler, condition);
	q->as.call = MV_NEW(compiler->arena, CallValue);
	q->as.call->callee = mv_value_symbol(compiler->arena, "django.db.models.Q");
	if (condition)
		*VEC_PUSH(compiler->arena, &q->as.call->args) = condition;
	for (uint32_t i = 0; i < call->keywords.count; i++) {
		if (strcmp(call->keywords.items[i].name, "then") != 0 && strcmp(call->keywords.items[i].name, "condition") != 0) {
			*VEC_PUSH(compiler->arena, &q->as.call->keywords) = call->keywords.items[i];
			lookups = true;
		}
	}
	if (!condition && !lookups)
		return mv_term_fail(compiler, "a When has no condition");
	return mv_term_where(compiler, lookups ? q : condition);
}

static Term case_when(Compiler *compiler, const CallValue *call)
{
	const Value *given = keyword(call, "default"), *output = keyword(call, "output_field");
	Term fallback = given && !mv_value_is(given, VALUE_NONE) ? mv_term_build(compiler, given) : mv_term_sql(mv_output_of(OUTPUT_UNKNOWN), "NULL");
	OutputType type = mv_output_of(OUTPUT_UNKNOWN);
	unsigned parts = 0;
	StrBuf buf = { 0 };
	const char *sql;

	if (call->open || fallback.outcome != OUTCOME_SQL)
		return mv_term_fail(compiler, "the arguments of Case are not known");
	for (uint32_t i = 0; i < call->args.count; i++) {
		const Value *when = call->args.items[i], *then;
		Term condition, result;

		if (!mv_value_calls(when, "When") || when->as.call->open) {
			mv_term_fail(compiler, "the arguments of Case are not known");
			goto failed;
		}
		then = when->as.call->args.count > 1 ? when->as.call->args.items[1] : keyword(when->as.call, "then");
		condition = when_condition(compiler, when->as.call);
		result = then && !mv_value_is(then, VALUE_NONE) ? mv_term_build(compiler, then) : mv_term_sql(mv_output_of(OUTPUT_UNKNOWN), "NULL");
		if (condition.outcome == OUTCOME_FAILED || result.outcome != OUTCOME_SQL)
			goto failed;
		if (type.class_ == OUTPUT_UNKNOWN)
			type = result.type;
		if (condition.outcome == OUTCOME_EMPTY)
			continue;
		if (condition.outcome == OUTCOME_FULL) {
			fallback = result;
			break;
		}
		mv_buf_addf(&buf, "%sWHEN %s THEN %s", parts++ ? " " : "", condition.sql, result.sql);
	}
	if (type.class_ == OUTPUT_UNKNOWN)
		type = fallback.type;
	if (output)
		type = mv_output_of_field(compiler, output);
	sql = parts ? mv_arena_format(compiler->arena, "CASE %s ELSE %s END", buf.ptr, fallback.sql) : fallback.sql;
	if (parts && (type.class_ == OUTPUT_IP || type.class_ == OUTPUT_TIME || type.class_ == OUTPUT_UUID) && mv_output_db_type(compiler, &type))
		sql = mv_arena_format(compiler->arena, "CAST(%s AS %s)", sql, mv_output_db_type(compiler, &type));
	mv_buf_release(&buf);
	return mv_term_sql(type, sql);
failed:
	mv_buf_release(&buf);
	return failure();
}

/* ---- dates ---- */

static const char *snake(Arena *arena, const char *camel)
{
	StrBuf buf = { 0 };
	const char *text;

	for (const char *c = camel; *c; c++) {
		if (*c >= 'A' && *c <= 'Z')
			mv_buf_addf(&buf, "%s%c", c > camel ? "_" : "", *c - 'A' + 'a');
		else
			mv_buf_addc(&buf, *c);
	}
	text = buf.ptr ? mv_buf_to_arena(&buf, arena) : "";
	mv_buf_release(&buf);
	return text;
}

static Term date_part(Compiler *compiler, const char *name, const Value *call)
{
	bool extract = strncmp(name, "Extract", 7) == 0, named = extract ? name[7] : name[5];
	const char *part = named ? snake(compiler->arena, name + (extract ? 7 : 5)) :
				   mv_value_text(mv_call_argument(call, 1, extract ? "lookup_name" : "kind"));
	const Value *output = mv_call_argument(call, named ? (extract ? -1 : 1) : (extract ? -1 : 2), "output_field");
	const Value *zone = mv_call_argument(call, -1, "tzinfo");
	Term inner = mv_term_build(compiler, mv_call_argument(call, 0, "expression")), term;
	OutputType type;
	const char *sql;

	if (inner.outcome != OUTCOME_SQL || call->as.call->open || !part)
		return mv_term_fail(compiler, "the arguments of '%s' are not known", name);
	if (zone && !mv_value_is(zone, VALUE_NONE))
		return mv_term_fail(compiler, "the time zone of '%s' is not known", name);
	if (extract || strcmp(part, "date") == 0 || strcmp(part, "time") == 0) {
		term = mv_term_transform(compiler, &inner, part);
		return term.outcome == OUTCOME_SQL ? term : mv_term_fail(compiler, "'%s' of what is no date or time", name);
	}
	type = output && !mv_value_is(output, VALUE_NONE) ? mv_output_of_field(compiler, output) : inner.type;
	sql = inner.type.class_ == OUTPUT_DATETIME && compiler->use_tz ? mv_arena_format(compiler->arena, "%s AT TIME ZONE 'UTC'", inner.sql) : inner.sql;
	if (type.class_ != OUTPUT_DATE && type.class_ != OUTPUT_DATETIME && type.class_ != OUTPUT_TIME)
		return mv_term_fail(compiler, "'%s' of what is no date or time", name);
	return mv_term_sql(type, mv_arena_format(compiler->arena, "DATE_TRUNC('%s', %s)%s", part, sql, type.class_ == OUTPUT_TIME ? "::time" : ""));
}

/* ---- full text search ---- */

static const char *search_config(Compiler *compiler, const Value *config)
{
	Term term;

	if (mv_value_text(config))
		return mv_arena_format(compiler->arena, "%s::regconfig", mv_term_quote_text(compiler, mv_value_text(config)));
	if (mv_value_calls(config, "SearchConfig"))
		config = mv_call_argument(config, 0, "config");
	if (mv_value_text(config))
		return search_config(compiler, config);
	term = mv_term_build(compiler, config);
	return term.outcome == OUTCOME_SQL ? mv_arena_format(compiler->arena, "%s::regconfig", term.sql) : NULL;
}

static Term search_vector(Compiler *compiler, const CallValue *call)
{
	Term *terms = MV_NEW_ARRAY(compiler->arena, Term, MOST_ARGUMENTS);
	const Value *config = keyword(call, "config"), *weight = keyword(call, "weight");
	const char *sql, *name = "";
	size_t count;

	if (!arguments(compiler, call, NULL, terms, MOST_ARGUMENTS, &count, false))
		return failure();
	for (size_t i = 0; i < count; i++) {
		/* 3.2 casts all, newer versions what is no text */
		Term text = as_text(compiler, &terms[i], compiler->version < 402 && !is_text(terms[i].type.class_));

		if (text.outcome != OUTCOME_SQL)
			return failure();
		terms[i] = mv_term_sql(text.type, mv_arena_format(compiler->arena, "COALESCE(%s, '')", text.sql));
	}
	if (config && !mv_value_is(config, VALUE_NONE)) {
		name = search_config(compiler, config);
		if (!name)
			return mv_term_fail(compiler, "the configuration of a SearchVector is not known");
		name = mv_arena_format(compiler->arena, "%s, ", name);
	}
	sql = mv_arena_format(compiler->arena, "to_tsvector(%s%s)", name, joined(compiler, terms, count, " || ' ' || "));
	if (weight && !mv_value_is(weight, VALUE_NONE)) {
		if (!mv_value_text(weight))
			return mv_term_fail(compiler, "the weight of a SearchVector is not known");
		sql = mv_arena_format(compiler->arena, "setweight(%s, %s)", sql, mv_term_quote_text(compiler, mv_value_text(weight)));
	}
	return mv_term_sql(mv_output_of(OUTPUT_SEARCH_VECTOR), sql);
}

static Term search_query(Compiler *compiler, const Value *call)
{
	static const char *const types[][2] = { { "plain", "plainto_tsquery" }, { "phrase", "phraseto_tsquery" }, { "raw", "to_tsquery" },
						{ "websearch", "websearch_to_tsquery" } };
	const Value *value = mv_call_argument(call, 0, "value"), *config = mv_call_argument(call, -1, "config");
	const Value *type = mv_call_argument(call, -1, "search_type");
	const char *function = type ? NULL : "plainto_tsquery", *name = "", *sql;
	Term term;

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (mv_streq(mv_value_text(type), types[i][0]))
			function = types[i][1];
	}
	term = mv_term_is_expression(compiler, value) ? mv_term_build(compiler, value) : mv_term_value(compiler, value, NULL);
	if (!function || term.outcome != OUTCOME_SQL)
		return mv_term_fail(compiler, "the arguments of SearchQuery are not known");
	if (config && !mv_value_is(config, VALUE_NONE)) {
		name = search_config(compiler, config);
		if (!name)
			return mv_term_fail(compiler, "the configuration of a SearchQuery is not known");
		name = mv_arena_format(compiler->arena, "%s, ", name);
	}
	sql = mv_arena_format(compiler->arena, "%s(%s%s)", function, name, term.sql);
	if (mv_value_truth(mv_call_argument(call, -1, "invert")) == TRI_YES)
		sql = mv_arena_format(compiler->arena, "!!(%s)", sql);
	return mv_term_sql(mv_output_of(OUTPUT_SEARCH_QUERY), sql);
}

/* KeyTransform("key", "field"), KT("field__key") */
static Term json_key(Compiler *compiler, const char *name, const Value *call)
{
	const char *key = mv_value_text(mv_call_argument(call, 0, "key_name"));
	int64_t number;
	Term inner;

	if (strcmp(name, "KT") == 0) {
		char *path = key ? mv_arena_strdup(compiler->arena, key) : NULL, *last = NULL;

		for (char *c = path; c && *c; c++)
			last = c[0] == '_' && c[1] == '_' && c > path ? c : last;
		if (!last)
			return mv_term_fail(compiler, "the arguments of 'KT' are not known");
		*last = '\0';
		key = last + 2;
		inner = mv_term_field(compiler, path, call);
	} else {
		if (!key && mv_value_int(mv_call_argument(call, 0, "key_name"), &number))
			key = mv_arena_format(compiler->arena, "%ld", (long)number);
		inner = mv_term_build(compiler, mv_call_argument(call, 1, "expression"));
	}
	if (!key || inner.outcome != OUTCOME_SQL)
		return mv_term_fail(compiler, "the arguments of '%s' are not known", name);
	if (inner.type.class_ != OUTPUT_JSON)
		inner.type = mv_output_of(OUTPUT_JSON);
	inner = mv_term_transform(compiler, &inner, key);
	if (inner.outcome == OUTCOME_SQL && strcmp(name, "KeyTransform") != 0) {
		/* "(a -> k)" becomes "(a ->> k)": the operator stands behind the inner text */
		Term base = *inner.inner;
		const char *operator = inner.key_count > 1 ? "#>" : "->";
		const char *rest = inner.sql + 1 + strlen(base.sql) + 1 + strlen(operator);

		inner.sql = mv_arena_format(compiler->arena, "(%s %s>%s", base.sql, operator, rest);
		inner.key_text = true;
		inner.type = mv_output_of(OUTPUT_TEXT);
	}
	return inner;
}

/* Has it no output field before the table is known? F, and functions that give what they are given. */
static bool comes_from_source(Compiler *compiler, const Value *lhs)
{
	const char *name = mv_django_class_name(compiler->arena, lhs);
	const Function *function = name ? function_find(name) : NULL;

	return mv_streq(name, "F") || (function && function->gives == GIVES_SOURCE && !mv_call_argument(lhs, -1, "output_field"));
}

static Term lookup_class(Compiler *compiler, const char *lookup, const Value *call)
{
	const Value *lhs = mv_call_argument(call, 0, "lhs"), *rhs = mv_call_argument(call, 1, "rhs");
	Term left;

	if (call->as.call->open || !lhs || !rhs)
		return mv_term_fail(compiler, "the arguments of a lookup are not known");
	left = mv_term_is_expression(compiler, lhs) ? mv_term_build(compiler, lhs) : mv_term_value(compiler, lhs, NULL);
	/* before 5.0 a value was wrapped in parentheses where the type of the left side is not known without the table */
	if (compiler->version >= 400 && compiler->version < 500 && !mv_term_is_expression(compiler, rhs) && !mv_value_items(rhs) &&
	    !mv_value_is(rhs, VALUE_BOOL) && comes_from_source(compiler, lhs)) {
		Value *wrapped_value = mv_value_new(compiler->arena, VALUE_CALL, rhs->source, rhs->span);

		wrapped_value->as.call = MV_NEW(compiler->arena, CallValue);
		wrapped_value->as.call->callee = mv_value_symbol(compiler->arena, "django.db.models.Value");
		*VEC_PUSH(compiler->arena, &wrapped_value->as.call->args) = rhs;
		rhs = wrapped_value;
	}
	return left.outcome == OUTCOME_SQL ? mv_term_lookup(compiler, &left, &lookup, 1, rhs) : failure();
}

static Term wrapper_of_type(Compiler *compiler, const Value *call)
{
	const Value *inner = mv_call_argument(call, 0, "expression"), *output = mv_call_argument(call, 1, "output_field");
	Term term = mv_term_build(compiler, inner);

	if (term.outcome == OUTCOME_FAILED)
		return term;
	if (output)
		term.type = mv_output_of_field(compiler, output);
	term.wraps_where = term.is_where && term.bare;
	term.column = term.is_value = term.is_lookup = term.is_where = false;
	return term;
}

static Term negated(Compiler *compiler, const Value *inner)
{
	Term term = mv_term_build(compiler, inner);

	if (term.outcome != OUTCOME_SQL)
		return term;
	return mv_term_sql(mv_output_of(OUTPUT_BOOLEAN), mv_arena_format(compiler->arena, "NOT %s", term.sql));
}

/* CombinedExpression(lhs, "+", rhs) */
static Term combined_class(Compiler *compiler, const Value *call)
{
	Term left = mv_term_build(compiler, mv_call_argument(call, 0, "lhs")), right = mv_term_build(compiler, mv_call_argument(call, 2, "rhs"));
	const char *operator = mv_value_text(mv_call_argument(call, 1, "connector"));
	const Value *output = mv_call_argument(call, 3, "output_field");
	Term term;

	if (left.outcome != OUTCOME_SQL || right.outcome != OUTCOME_SQL || !operator)
		return mv_term_fail(compiler, "the arguments of CombinedExpression are not known");
	term = mv_term_combine(compiler, &left, strcmp(operator, "%%") == 0 ? "%" : operator, &right);
	if (term.outcome == OUTCOME_SQL && output && !mv_value_is(output, VALUE_NONE))
		term.type = mv_output_of_field(compiler, output);
	return term;
}

Term mv_term_combine(Compiler *compiler, const Term *left, const char *operator, const Term *right)
{
	OutputClass l = left->type.class_, r = right->type.class_;
	OutputType type = mv_output_of(OUTPUT_UNKNOWN);
	bool dates = l == r && (l == OUTPUT_DATE || l == OUTPUT_DATETIME || l == OUTPUT_TIME);

	if (dates && strcmp(operator, "-") == 0)
		return mv_term_sql(mv_output_of(OUTPUT_DURATION),
				   mv_arena_format(compiler->arena, l == OUTPUT_DATE ? "(interval '1 day' * (%s - %s))" : "(%s - %s)", left->sql,
						   right->sql));
	if (numeric(l) && numeric(r))
		type = l == OUTPUT_FLOAT || r == OUTPUT_DECIMAL ? (l == OUTPUT_FLOAT ? left->type : right->type) :
		       r == OUTPUT_FLOAT		        ? right->type :
							          left->type;
	else if (l == OUTPUT_DURATION && r == OUTPUT_DURATION)
		type = left->type;
	else if ((l == OUTPUT_DATE || l == OUTPUT_DATETIME) && r == OUTPUT_DURATION)
		type = mv_output_of(OUTPUT_DATETIME);
	else if ((r == OUTPUT_DATE || r == OUTPUT_DATETIME) && l == OUTPUT_DURATION)
		type = mv_output_of(OUTPUT_DATETIME);
	else if (l == r)
		type = left->type;
	return mv_term_sql(type, mv_arena_format(compiler->arena, "(%s %s %s)", left->sql, operator, right->sql));
}

static Term search_rank(Compiler *compiler, const Value *call)
{
	return mv_term_fail(compiler, "'%s' is not followed", mv_value_last_name(call->as.call->callee));
}

/* `callee.desc()`, `.asc()`, `.bitand(x)` of an expression */
static bool method(Compiler *compiler, const Value *call, Term *term)
{
	static const char *const bits[][2] = { { "bitand", "&" }, { "bitor", "|" }, { "bitxor", "#" }, { "bitleftshift", "<<" }, { "bitrightshift", ">>" } };
	const Value *callee = call->as.call->callee, *object;
	const char *name;

	if (!mv_value_is(callee, VALUE_ATTRIBUTE) || !mv_term_is_expression(compiler, callee->as.attribute.object))
		return false;
	name = callee->as.attribute.name;
	object = callee->as.attribute.object;
	if (strcmp(name, "desc") == 0 || strcmp(name, "asc") == 0) {
		*term = order_by(compiler, object, *name == 'd', call);
		return true;
	}
	for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++) {
		if (strcmp(bits[i][0], name) == 0) {
			const Value *other = mv_call_argument(call, 0, "other");
			Term left = mv_term_build(compiler, object);
			Term right = mv_term_is_expression(compiler, other) ? mv_term_build(compiler, other) : mv_term_value(compiler, other, NULL);

			*term = left.outcome == OUTCOME_SQL && right.outcome == OUTCOME_SQL ? mv_term_combine(compiler, &left, bits[i][1], &right) :
											       failure();
			return true;
		}
	}
	return false;
}

bool mv_term_is_class(const char *name)
{
	static const char *const others[] = {
		"F", "Value", "Concat", "ConcatPair", "Cast", "Case", "When", "RawSQL", "OrderBy", "Collate", "OpClass", "ExpressionWrapper",
		"NegatedExpression", "CombinedExpression", "CombinedSearchVector", "CombinedSearchQuery", "SearchVector", "SearchQuery",
		"KeyTransform", "KeyTextTransform", "KT", "RangeBoundary", "SearchRank", "SearchHeadline", "Q", "Subquery", "Exists", "OuterRef",
		"Window", "JSONObject", "JSONArray", "Aggregate", "Count", "Sum", "Max", "Min", "Avg",
	};

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		if (strcmp(others[i], name) == 0)
			return true;
	}
	return strncmp(name, "Extract", 7) == 0 || strncmp(name, "Trunc", 5) == 0 || mv_lookup_of_class(name) || function_find(name);
}

bool mv_term_function(Compiler *compiler, const char *name, const Value *call, Term *term)
{
	/* a class of the project that writes its SQL itself */
	static const char *const own_code[] = { "as_sql", "as_postgresql", "__init__", "resolve_expression", "get_source_expressions", NULL };
	const CallValue *inner = call->as.call;
	const Value *class_ = mv_value_is(inner->callee, VALUE_CLASS) ? inner->callee : NULL;
	const Function *function;

	if (method(compiler, call, term))
		return true;
	if (class_ && mv_django_own_code(call, own_code)) {
		*term = mv_term_fail(compiler, "'%s' writes its SQL in '%s' of its own", class_->as.class_->name,
				     mv_django_own_code(call, own_code));
		return true;
	}
	if (!name)
		return false;
	if (strcmp(name, "F") == 0)
		*term = mv_value_text(mv_call_argument(call, 0, "name")) ? mv_term_field(compiler, mv_value_text(mv_call_argument(call, 0, "name")), call) :
									   mv_term_fail(compiler, "the name of a field is not known");
	else if (strcmp(name, "Value") == 0) {
		const Value *output = mv_call_argument(call, 1, "output_field");
		OutputType type = output && !mv_value_is(output, VALUE_NONE) ? mv_output_of_field(compiler, output) : mv_output_of(OUTPUT_UNKNOWN);

		*term = mv_term_value(compiler, mv_call_argument(call, 0, "value"), output && !mv_value_is(output, VALUE_NONE) ? &type : NULL);
	} else if (strcmp(name, "Concat") == 0 || strcmp(name, "ConcatPair") == 0)
		*term = concat(compiler, inner);
	else if (strcmp(name, "Cast") == 0)
		*term = cast(compiler, inner, call);
	else if (strcmp(name, "Case") == 0)
		*term = case_when(compiler, inner);
	else if (strcmp(name, "RawSQL") == 0)
		*term = raw_sql(compiler, call);
	else if (strcmp(name, "OrderBy") == 0 || strcmp(name, "Collate") == 0 || strcmp(name, "OpClass") == 0)
		*term = wrapper(compiler, name, call);
	else if (strcmp(name, "ExpressionWrapper") == 0)
		*term = wrapper_of_type(compiler, call);
	else if (strcmp(name, "NegatedExpression") == 0)
		*term = negated(compiler, mv_call_argument(call, 0, "expression"));
	else if (strcmp(name, "CombinedExpression") == 0 || strcmp(name, "CombinedSearchVector") == 0 || strcmp(name, "CombinedSearchQuery") == 0)
		*term = combined_class(compiler, call);
	else if (strncmp(name, "Extract", 7) == 0 || (strncmp(name, "Trunc", 5) == 0 && strcmp(name, "TruncBase") != 0))
		*term = date_part(compiler, name, call);
	else if (strcmp(name, "SearchVector") == 0)
		*term = search_vector(compiler, inner);
	else if (strcmp(name, "SearchQuery") == 0)
		*term = search_query(compiler, call);
	else if (strcmp(name, "KeyTransform") == 0 || strcmp(name, "KeyTextTransform") == 0 || strcmp(name, "KT") == 0)
		*term = json_key(compiler, name, call);
	else if (strcmp(name, "RangeBoundary") == 0)
		*term = mv_term_sql(mv_output_of(OUTPUT_OTHER),
				    mv_arena_format(compiler->arena, "'%c%c'",
						    mv_value_truth(mv_call_argument(call, 0, "inclusive_lower")) == TRI_NO ? '(' : '[',
						    mv_value_truth(mv_call_argument(call, 1, "inclusive_upper")) == TRI_YES ? ']' : ')'));
	else if (mv_lookup_of_class(name))
		*term = lookup_class(compiler, mv_lookup_of_class(name), call);
	else if (strcmp(name, "SearchRank") == 0 || strcmp(name, "SearchHeadline") == 0)
		*term = search_rank(compiler, call);
	else if ((function = function_find(name)))
		*term = call_function(compiler, function, inner, class_);
	else
		return false;
	return true;
}
