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
OutputType mv_output_common(const Term *terms, size_t count)
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
	case GIVES_SOURCE: return mv_output_common(terms, count);
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
		return integer || !count ? mv_output_of(OUTPUT_FLOAT) : mv_output_common(terms, count);
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
bool mv_term_arguments(Compiler *compiler, const CallValue *call, const char *const *names, Term *terms, size_t most, size_t *count, bool values)
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

const char *mv_term_joined(Compiler *compiler, const Term *terms, size_t count, const char *joiner)
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

	if (!mv_term_arguments(compiler, call, names, terms, MOST_ARGUMENTS - 1, &count, function->values))
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
	text = fill_template(compiler, template, sql, mv_term_joined(compiler, terms, count, joiner), call);
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

/* ---- casts, operators ---- */

Term mv_term_cast(Compiler *compiler, const Term *inner, const OutputType *type)
{
	const char *db_type = mv_output_db_type(compiler, type);

	if (!db_type)
		return mv_term_fail(compiler, "the type of a cast is not known");
	return mv_term_sql(*type, mv_arena_format(compiler->arena, compiler->version < 400 ? "CAST(%s AS %s)" : "(%s)::%s", inner->sql, db_type));
}

/* Has it no output field before the table is known? F, and functions that give what they are given. */
bool mv_term_comes_from_source(Compiler *compiler, const Value *lhs)
{
	const char *name = mv_django_class_name(compiler->arena, lhs);
	const Function *function = name ? function_find(name) : NULL;

	return mv_streq(name, "F") || (function && function->gives == GIVES_SOURCE && !mv_call_argument(lhs, -1, "output_field"));
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
	static const char *const own_code[] = { "__init__", "resolve_expression", "get_source_expressions", NULL };
	static const char *const own_sql[] = { "as_postgresql", "as_sql", NULL };
	const CallValue *inner = call->as.call;
	const Value *class_ = mv_value_is(inner->callee, VALUE_CLASS) ? inner->callee : NULL;
	const Function *function;

	if (mv_term_method(compiler, call, term))
		return true;
	if (class_ && mv_django_own_code(call, own_code)) {
		*term = mv_term_fail(compiler, "'%s' writes its SQL in '%s' of its own", class_->as.class_->name,
				     mv_django_own_code(call, own_code));
		return true;
	}
	if (!name)
		return false;
	if (class_ && mv_django_own_code(call, own_sql)) {
		*term = mv_term_own_sql(compiler, call, mv_django_own_code(call, own_sql));
		return true;
	}
	if (mv_term_special(compiler, name, call, term))
		return true;
	function = function_find(name);
	if (!function)
		return false;
	*term = call_function(compiler, function, inner, class_);
	return true;
}
