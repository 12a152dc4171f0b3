/*
 * expression_classes.c: expressions that are no plain function: CASE, casts, wrappers, dates, full text search, lookups.
 */
#include "expression.h"

#include <string.h>

/* ---- what they share ---- */

static Term failure(void) { return (Term){ .outcome = OUTCOME_FAILED }; }

enum { MOST_ARGUMENTS = 64 };

static const Value *keyword(const CallValue *call, const char *name)
{
	for (uint32_t i = 0; i < call->keywords.count; i++) {
		if (strcmp(call->keywords.items[i].name, name) == 0)
			return call->keywords.items[i].value;
	}
	return NULL;
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

	if (!mv_term_arguments(compiler, call, NULL, terms, MOST_ARGUMENTS, &count, false) || count < 2)
		return failure();
	right = terms[count - 1];
	for (size_t i = count - 1; i-- > 0;) {
		Term left = terms[i];
		OutputType type = mv_output_common((Term[]){ left, right }, 2);

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

	if (!mv_term_arguments(compiler, call, NULL, terms, MOST_ARGUMENTS, &count, false))
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
	sql = mv_arena_format(compiler->arena, "to_tsvector(%s%s)", name, mv_term_joined(compiler, terms, count, " || ' ' || "));
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

static Term lookup_class(Compiler *compiler, const char *lookup, const Value *call)
{
	const Value *lhs = mv_call_argument(call, 0, "lhs"), *rhs = mv_call_argument(call, 1, "rhs");
	Term left;

	if (call->as.call->open || !lhs || !rhs)
		return mv_term_fail(compiler, "the arguments of a lookup are not known");
	left = mv_term_is_expression(compiler, lhs) ? mv_term_build(compiler, lhs) : mv_term_value(compiler, lhs, NULL);
	/* before 5.0 a value was wrapped in parentheses where the type of the left side is not known without the table */
	if (compiler->version >= 400 && compiler->version < 500 && !mv_term_is_expression(compiler, rhs) && !mv_value_items(rhs) &&
	    !mv_value_is(rhs, VALUE_BOOL) && mv_term_comes_from_source(compiler, lhs)) {
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

/* `callee.desc()`, `.asc()`, `.bitand(x)` of an expression */
bool mv_term_method(Compiler *compiler, const Value *call, Term *term)
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

bool mv_term_special(Compiler *compiler, const char *name, const Value *call, Term *term)
{
	const CallValue *inner = call->as.call;

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
		*term = mv_term_fail(compiler, "'%s' is not followed", name);
	else
		return false;
	return true;
}
