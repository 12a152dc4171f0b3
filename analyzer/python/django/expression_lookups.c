/*
 * expression_lookups.c: lookups (age__gte=18) and transforms (created__year) as SQL.
 */
#include "expression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Lookups whose left side is cast to text. */
typedef struct TextLookup {
	const char *name, *operator, *prefix, *suffix;
	bool upper, pattern;
} TextLookup;

static const TextLookup text_lookups[] = {
	{ .name = "iexact", .operator = "=", .upper = true },
	{ .name = "contains", .operator = "LIKE", .prefix = "%", .suffix = "%", .pattern = true },
	{ .name = "icontains", .operator = "LIKE", .prefix = "%", .suffix = "%", .upper = true, .pattern = true },
	{ .name = "startswith", .operator = "LIKE", .prefix = "", .suffix = "%", .pattern = true },
	{ .name = "istartswith", .operator = "LIKE", .prefix = "", .suffix = "%", .upper = true, .pattern = true },
	{ .name = "endswith", .operator = "LIKE", .prefix = "%", .suffix = "", .pattern = true },
	{ .name = "iendswith", .operator = "LIKE", .prefix = "%", .suffix = "", .upper = true, .pattern = true },
	{ .name = "regex", .operator = "~" },
	{ .name = "iregex", .operator = "~*" },
};

/* Lookups that are an operator of PostgreSQL. */
typedef struct OperatorLookup {
	OutputClass on;
	const char *name, *operator;
	enum { SIDE_FIELD, SIDE_TEXT, SIDE_TEXTS } right;
} OperatorLookup;

static const OperatorLookup operator_lookups[] = {
	{ OUTPUT_JSON, "contains", "@>", SIDE_FIELD },
	{ OUTPUT_JSON, "contained_by", "<@", SIDE_FIELD },
	{ OUTPUT_JSON, "has_key", "?", SIDE_TEXT },
	{ OUTPUT_JSON, "has_keys", "?&", SIDE_TEXTS },
	{ OUTPUT_JSON, "has_any_keys", "?|", SIDE_TEXTS },
	{ OUTPUT_HSTORE, "has_key", "?", SIDE_TEXT },
	{ OUTPUT_HSTORE, "has_keys", "?&", SIDE_TEXTS },
	{ OUTPUT_HSTORE, "has_any_keys", "?|", SIDE_TEXTS },
	{ OUTPUT_ARRAY, "contains", "@>", SIDE_FIELD },
	{ OUTPUT_ARRAY, "contained_by", "<@", SIDE_FIELD },
	{ OUTPUT_ARRAY, "overlap", "&&", SIDE_FIELD },
	{ OUTPUT_RANGE, "contains", "@>", SIDE_FIELD },
	{ OUTPUT_RANGE, "contained_by", "<@", SIDE_FIELD },
	{ OUTPUT_RANGE, "overlap", "&&", SIDE_FIELD },
	{ OUTPUT_RANGE, "fully_lt", "<<", SIDE_FIELD },
	{ OUTPUT_RANGE, "fully_gt", ">>", SIDE_FIELD },
	{ OUTPUT_RANGE, "not_lt", "&>", SIDE_FIELD },
	{ OUTPUT_RANGE, "not_gt", "&<", SIDE_FIELD },
	{ OUTPUT_RANGE, "adjacent_to", "-|-", SIDE_FIELD },
	{ OUTPUT_CHAR, "trigram_similar", "%", SIDE_TEXT },
	{ OUTPUT_CHAR, "trigram_word_similar", "%>", SIDE_TEXT },
	{ OUTPUT_CHAR, "trigram_strict_word_similar", "%>>", SIDE_TEXT },
	{ OUTPUT_TEXT, "trigram_similar", "%", SIDE_TEXT },
	{ OUTPUT_TEXT, "trigram_word_similar", "%>", SIDE_TEXT },
	{ OUTPUT_TEXT, "trigram_strict_word_similar", "%>>", SIDE_TEXT },
};

static const struct Comparison {
	const char *name, *operator;
} comparisons[] = { { "gt", ">" }, { "gte", ">=" }, { "lt", "<" }, { "lte", "<=" }, { "exact", "=" } };

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const TextLookup *text_lookup(const char *name)
{
	for (size_t i = 0; i < COUNT(text_lookups); i++) {
		if (strcmp(text_lookups[i].name, name) == 0)
			return &text_lookups[i];
	}
	return NULL;
}

static const OperatorLookup *operator_lookup(OutputClass on, const char *name)
{
	for (size_t i = 0; i < COUNT(operator_lookups); i++) {
		if (operator_lookups[i].on == on && strcmp(operator_lookups[i].name, name) == 0)
			return &operator_lookups[i];
	}
	return NULL;
}

static const char *comparison(const char *name)
{
	for (size_t i = 0; i < COUNT(comparisons); i++) {
		if (strcmp(comparisons[i].name, name) == 0)
			return comparisons[i].operator;
	}
	return NULL;
}

const char *mv_lookup_of_class(const char *class_)
{
	static const char *const classes[][2] = {
		{ "Exact", "exact" }, { "IExact", "iexact" }, { "GreaterThan", "gt" }, { "GreaterThanOrEqual", "gte" },
		{ "LessThan", "lt" }, { "LessThanOrEqual", "lte" }, { "In", "in" }, { "Contains", "contains" },
		{ "IContains", "icontains" }, { "StartsWith", "startswith" }, { "IStartsWith", "istartswith" },
		{ "EndsWith", "endswith" }, { "IEndsWith", "iendswith" }, { "Range", "range" }, { "IsNull", "isnull" },
		{ "Regex", "regex" }, { "IRegex", "iregex" }, { "IntegerFieldExact", "exact" }, { "IntegerGreaterThan", "gt" },
		{ "IntegerGreaterThanOrEqual", "gte" }, { "IntegerLessThan", "lt" }, { "IntegerLessThanOrEqual", "lte" },
	};

	for (size_t i = 0; i < COUNT(classes); i++) {
		if (strcmp(classes[i][0], class_) == 0)
			return classes[i][1];
	}
	return NULL;
}

/* Would get_lookup(name) of this expression find a lookup? */
static bool is_lookup_name(const Term *lhs, const char *name)
{
	if (lhs->type.class_ == OUTPUT_RANGE && (strcmp(name, "startswith") == 0 || strcmp(name, "endswith") == 0))
		return false;
	if (text_lookup(name) || comparison(name) || operator_lookup(lhs->type.class_, name))
		return true;
	return strcmp(name, "in") == 0 || strcmp(name, "range") == 0 || strcmp(name, "isnull") == 0;
}

/* ---- transforms ---- */

static Term transformed(const Term *inner, OutputType type, const char *sql)
{
	Term term = mv_term_sql(type, sql);

	term.inner = inner;
	return term;
}

static const Term *kept(Compiler *compiler, const Term *term)
{
	Term *copy = MV_NEW(compiler->arena, Term);

	*copy = *term;
	return copy;
}

static const char *at_zone(Compiler *compiler, const Term *inner)
{
	if (inner->type.class_ != OUTPUT_DATETIME || !compiler->use_tz)
		return inner->sql;
	return mv_arena_format(compiler->arena, "%s AT TIME ZONE 'UTC'", inner->sql);
}

static bool is_number(const char *text)
{
	for (const char *c = text; *c; c++) {
		if (*c < '0' || *c > '9')
			return false;
	}
	return *text != '\0';
}

static Term extract(Compiler *compiler, const Term *inner, const char *name)
{
	static const char *const parts[][3] = {
		{ "year", "YEAR", "'year'" }, { "iso_year", "ISOYEAR", "'isoyear'" }, { "month", "MONTH", "'month'" },
		{ "day", "DAY", "'day'" }, { "week", "WEEK", "'week'" }, { "week_day", "DOW", "'dow'" },
		{ "iso_week_day", "ISODOW", "'isodow'" }, { "quarter", "QUARTER", "'quarter'" }, { "hour", "HOUR", "'hour'" },
		{ "minute", "MINUTE", "'minute'" }, { "second", "SECOND", "'second'" },
	};
	bool old = compiler->version < 401;
	OutputClass on = inner->type.class_;
	const char *sql = at_zone(compiler, inner);
	Term term;

	for (size_t i = 0; i < COUNT(parts); i++) {
		if (strcmp(parts[i][0], name) != 0)
			continue;
		if (on == OUTPUT_DATE ? i > 7 : on == OUTPUT_TIME ? i < 8 : on != OUTPUT_DATETIME && on != OUTPUT_DURATION)
			return (Term){ .outcome = OUTCOME_FAILED };
		if (i == 10 && compiler->version >= 402)
			sql = mv_arena_format(compiler->arena, "DATE_TRUNC('second', %s)", sql);
		term = transformed(kept(compiler, inner), mv_output_of(OUTPUT_INTEGER),
				   mv_arena_format(compiler->arena, "EXTRACT(%s FROM %s)%s", parts[i][old ? 2 : 1], sql,
						   i == 5 ? " + 1" : ""));
		if (i < 2)
			term.transform = parts[i][0];
		return term;
	}
	return (Term){ .outcome = OUTCOME_FAILED };
}

static Term key_transform(Compiler *compiler, const Term *inner, const char *name, bool text)
{
	const Term *base = inner->keys ? inner->inner : kept(compiler, inner);
	const char **keys = MV_NEW_ARRAY(compiler->arena, const char *, inner->key_count + 1);
	Term term;
	const char *sql;

	for (uint32_t i = 0; i < inner->key_count; i++)
		keys[i] = inner->keys[i];
	keys[inner->key_count] = name;
	if (inner->key_count == 0) {
		sql = is_number(name) ? mv_arena_format(compiler->arena, "(%s %s %ld)", base->sql, text ? "->>" : "->", strtol(name, NULL, 10)) :
					mv_arena_format(compiler->arena, "(%s %s %s)", base->sql, text ? "->>" : "->",
							mv_term_quote_text(compiler, name));
	} else {
		const char *path = mv_term_literal(compiler, &(OutputType){ .class_ = OUTPUT_UNKNOWN },
						     mv_value_list(compiler->arena, keys, inner->key_count + 1));

		if (!path)
			return (Term){ .outcome = OUTCOME_FAILED };
		sql = mv_arena_format(compiler->arena, "(%s %s %s)", base->sql, text ? "#>>" : "#>", path);
	}
	term = transformed(base, mv_output_of(text ? OUTPUT_TEXT : OUTPUT_JSON), sql);
	term.keys = keys;
	term.key_count = inner->key_count + 1;
	term.key_text = text;
	return term;
}

static Term array_transform(Compiler *compiler, const Term *inner, const char *name)
{
	const OutputType *element = inner->type.element;
	size_t length = strlen(inner->sql);
	const char *lhs = inner->sql, *end = strchr(name, '_');

	if (strcmp(name, "len") == 0)
		return transformed(kept(compiler, inner), mv_output_of(OUTPUT_INTEGER),
				   mv_arena_format(compiler->arena,
						   "CASE WHEN %s IS NULL THEN NULL ELSE coalesce(array_length(%s, 1), 0) END", lhs, lhs));
	if (is_number(name)) {
		lhs = compiler->version < 402 || (length && lhs[length - 1] == ']') ? lhs : mv_arena_format(compiler->arena, "(%s)", lhs);
		return transformed(kept(compiler, inner), element ? *element : mv_output_of(OUTPUT_UNKNOWN),
				   mv_arena_format(compiler->arena, "%s[%ld]", lhs, strtol(name, NULL, 10) + 1));
	}
	if (end && end > name && is_number(mv_arena_strndup(compiler->arena, name, (size_t)(end - name))) && is_number(end + 1))
		return transformed(kept(compiler, inner), inner->type,
				   mv_arena_format(compiler->arena, "(%s)[%ld:%ld]", lhs, strtol(name, NULL, 10) + 1, strtol(end + 1, NULL, 10)));
	return (Term){ .outcome = OUTCOME_FAILED };
}

static Term range_transform(Compiler *compiler, const Term *inner, const char *name)
{
	static const char *const functions[][2] = { { "isempty", "isempty" }, { "lower_inc", "LOWER_INC" }, { "lower_inf", "LOWER_INF" },
						    { "upper_inc", "UPPER_INC" }, { "upper_inf", "UPPER_INF" } };
	bool start = strcmp(name, "startswith") == 0;

	if (start || strcmp(name, "endswith") == 0)
		return transformed(kept(compiler, inner), inner->type.element ? *inner->type.element : mv_output_of(OUTPUT_UNKNOWN),
				   mv_arena_format(compiler->arena, "%s(%s)", start ? "lower" : "upper", inner->sql));
	for (size_t i = 0; i < COUNT(functions); i++) {
		if (strcmp(functions[i][0], name) == 0)
			return transformed(kept(compiler, inner), mv_output_of(OUTPUT_BOOLEAN),
					   mv_arena_format(compiler->arena, "%s(%s)", functions[i][1], inner->sql));
	}
	return (Term){ .outcome = OUTCOME_FAILED };
}

/* Transforms that a project registers: CharField.register_lookup(Lower). */
static Term text_transform(Compiler *compiler, const Term *inner, const char *name)
{
	static const char *const functions[][2] = { { "lower", "LOWER" }, { "upper", "UPPER" }, { "length", "LENGTH" },
						    { "trim", "TRIM" }, { "unaccent", "UNACCENT" } };

	for (size_t i = 0; i < COUNT(functions); i++) {
		if (strcmp(functions[i][0], name) == 0) {
			Term term = transformed(kept(compiler, inner), i == 2 ? mv_output_of(OUTPUT_INTEGER) : inner->type,
						mv_arena_format(compiler->arena, "%s(%s)", functions[i][1], inner->sql));

			term.bilateral_unaccent = i == 4;
			return term;
		}
	}
	return (Term){ .outcome = OUTCOME_FAILED };
}

Term mv_term_transform(Compiler *compiler, const Term *inner, const char *name)
{
	Term term = { .outcome = OUTCOME_FAILED };

	switch (inner->type.class_) {
	case OUTPUT_JSON:
		return key_transform(compiler, inner, name, false);
	case OUTPUT_ARRAY:
		return array_transform(compiler, inner, name);
	case OUTPUT_RANGE:
		return range_transform(compiler, inner, name);
	case OUTPUT_CHAR:
	case OUTPUT_TEXT:
		return text_transform(compiler, inner, name);
	case OUTPUT_HSTORE:
		return transformed(kept(compiler, inner), mv_output_of(strcmp(name, "keys") && strcmp(name, "values") ? OUTPUT_TEXT : OUTPUT_ARRAY),
				   strcmp(name, "keys") == 0   ? mv_arena_format(compiler->arena, "akeys(%s)", inner->sql) :
				   strcmp(name, "values") == 0 ? mv_arena_format(compiler->arena, "avals(%s)", inner->sql) :
								 mv_arena_format(compiler->arena, "(%s -> %s)", inner->sql,
										 mv_term_quote_text(compiler, name)));
	case OUTPUT_DATETIME:
		if (strcmp(name, "date") == 0 || strcmp(name, "time") == 0)
			return transformed(kept(compiler, inner), mv_output_of(*name == 'd' ? OUTPUT_DATE : OUTPUT_TIME),
					   mv_arena_format(compiler->arena, "(%s)::%s", at_zone(compiler, inner), name));
		return extract(compiler, inner, name);
	case OUTPUT_DATE:
	case OUTPUT_TIME:
	case OUTPUT_DURATION:
		return extract(compiler, inner, name);
	case OUTPUT_UNKNOWN:
	case OUTPUT_INTEGER:
	case OUTPUT_FLOAT:
	case OUTPUT_DECIMAL:
	case OUTPUT_BOOLEAN:
	case OUTPUT_UUID:
	case OUTPUT_BINARY:
	case OUTPUT_IP:
	case OUTPUT_SEARCH_VECTOR:
	case OUTPUT_SEARCH_QUERY:
	case OUTPUT_OTHER:
		break;
	}
	return term;
}

/* ---- lookups ---- */

static Term boolean(const char *sql)
{
	Term term = mv_term_sql(mv_output_of(OUTPUT_BOOLEAN), sql);

	term.is_lookup = true;
	return term;
}

/* The right side: an expression in parentheses, or a value. NULL: failed. */
static const char *right_side(Compiler *compiler, const OutputType *type, const Value *rhs)
{
	Term term;

	if (!mv_term_is_expression(compiler, rhs))
		return mv_term_literal(compiler, type, rhs);
	term = mv_term_build(compiler, rhs);
	if (term.outcome != OUTCOME_SQL)
		return term.outcome == OUTCOME_FAILED ? NULL : mv_term_fail(compiler, "a comparison with what is always or never true").sql;
	if (compiler->version < 400 || (term.is_value && compiler->version >= 500) || *term.sql == '(')
		return term.sql;
	return mv_arena_format(compiler->arena, "(%s)", term.sql);
}

static const char *cast_to_text(Compiler *compiler, const Term *lhs, bool upper)
{
	const char *sql = lhs->is_lookup && compiler->version >= 400 ? mv_arena_format(compiler->arena, "(%s)", lhs->sql) : lhs->sql;

	sql = lhs->type.class_ == OUTPUT_IP ? mv_arena_format(compiler->arena, "HOST(%s)", sql) :
					      mv_arena_format(compiler->arena, "%s::text", sql);
	return upper ? mv_arena_format(compiler->arena, "UPPER(%s)", sql) : sql;
}

/* Escapes what LIKE would take for a wildcard. */
static const char *like_pattern(Compiler *compiler, const TextLookup *lookup, const char *text)
{
	StrBuf buf = { 0 };
	const char *pattern;

	mv_buf_adds(&buf, lookup->prefix);
	for (const char *c = text; *c; c++) {
		if (*c == '\\' || *c == '%' || *c == '_')
			mv_buf_addc(&buf, '\\');
		mv_buf_addc(&buf, *c);
	}
	mv_buf_adds(&buf, lookup->suffix);
	pattern = mv_buf_to_arena(&buf, compiler->arena);
	mv_buf_release(&buf);
	return pattern;
}

static Term compare_text(Compiler *compiler, const Term *lhs, const TextLookup *lookup, const Value *rhs)
{
	Arena *arena = compiler->arena;
	const char *left, *right;
	Term text;

	/* the keys of a JSON field are compared as text, except with `contains` */
	if (lhs->keys && !lhs->key_text && strcmp(lookup->name, "contains") != 0) {
		Term base = *lhs->inner;

		for (uint32_t i = 0; i < lhs->key_count; i++)
			base = key_transform(compiler, &base, lhs->keys[i], i + 1 == lhs->key_count);
		text = base;
		lhs = &text;
	}
	left = cast_to_text(compiler, lhs, lookup->upper);
	if (mv_term_is_expression(compiler, rhs)) {
		right = right_side(compiler, &lhs->type, rhs);
		if (!right)
			return (Term){ .outcome = OUTCOME_FAILED };
		if (lookup->pattern) {
			right = mv_arena_format(arena, "REPLACE(REPLACE(REPLACE(%s, E'\\\\', E'\\\\\\\\'), E'%%', E'\\\\%%'), E'_', E'\\\\_')",
						right);
			return boolean(mv_arena_format(arena, "%s LIKE %s%s%s", left, *lookup->prefix ? "'%' || " : "",
						       lookup->upper ? mv_arena_format(arena, "UPPER(%s)", right) : right,
						       *lookup->suffix ? " || '%'" : ""));
		}
	} else {
		const char *literal = mv_value_text(rhs);

		if (!literal && (mv_value_is(rhs, VALUE_INT) || mv_value_is(rhs, VALUE_FLOAT)))
			literal = mv_value_format(rhs, arena);
		if (!literal)
			return mv_term_fail(compiler, "the value of '%s' is not known", lookup->name);
		right = mv_term_quote_text(compiler, lookup->pattern ? like_pattern(compiler, lookup, literal) : literal);
	}
	return boolean(mv_arena_format(arena, lookup->upper ? "%s %s UPPER(%s)" : "%s %s %s", left, lookup->operator, right));
}

/* created__year=2020 compares the column with the bounds of the year */
static Term compare_year(Compiler *compiler, const Term *lhs, const char *name, int64_t year)
{
	Arena *arena = compiler->arena;
	bool time = lhs->inner->type.class_ == OUTPUT_DATETIME;
	const char *first, *last, *middle = compiler->version < 402 ? "T" : " ";

	if (strcmp(lhs->transform, "iso_year") == 0)
		return mv_term_fail(compiler, "the bounds of an ISO year are not computed");
	if (time) {
		const char *zone = compiler->use_tz ? "+00:00'::timestamptz" : "'::timestamp";

		first = mv_arena_format(arena, "'%04d-01-01%s00:00:00%s", (int)year, middle, zone);
		last = mv_arena_format(arena, "'%04d-12-31%s23:59:59.999999%s", (int)year, middle, zone);
	} else {
		first = mv_arena_format(arena, "'%04d-01-01'::date", (int)year);
		last = mv_arena_format(arena, "'%04d-12-31'::date", (int)year);
	}
	if (strcmp(name, "exact") == 0)
		return boolean(mv_arena_format(arena, "%s BETWEEN %s AND %s", lhs->inner->sql, first, last));
	return boolean(mv_arena_format(arena, "%s %s %s", lhs->inner->sql, comparison(name),
				       strcmp(name, "gt") == 0 || strcmp(name, "lte") == 0 ? last : first));
}

static Term compare_in(Compiler *compiler, const char *left, const OutputType *type, const Value *rhs)
{
	const struct ValueList *list = mv_value_items(rhs);
	VEC(const char *) seen = { 0 };
	StrBuf buf = { 0 };
	Term term;

	if (!list || list->open)
		return mv_term_fail(compiler, "the values of 'in' are not known");
	for (uint32_t i = 0; i < list->items.count; i++) {
		const Value *item = list->items.items[i];
		const char *sql;
		bool again = false;

		if (mv_value_is(item, VALUE_NONE))
			continue;
		if (mv_term_is_expression(compiler, item)) {
			term = mv_term_build(compiler, item);
			sql = term.outcome == OUTCOME_SQL ? term.sql : NULL;
		} else {
			sql = mv_term_literal(compiler, type, item);
		}
		if (!sql) {
			mv_buf_release(&buf);
			return mv_term_fail(compiler, "a value of 'in' is not known");
		}
		/* an OrderedSet; not for long lists, which have no duplicates in practice */
		for (uint32_t k = 0; k < seen.count && seen.count < 256; k++)
			again = again || strcmp(seen.items[k], sql) == 0;
		if (again)
			continue;
		*VEC_PUSH(compiler->arena, &seen) = sql;
		mv_buf_addf(&buf, "%s%s", seen.count > 1 ? ", " : "", sql);
	}
	if (!seen.count)
		return (Term){ .outcome = OUTCOME_EMPTY };
	term = boolean(mv_arena_format(compiler->arena, "%s IN (%s)", left, buf.ptr));
	mv_buf_release(&buf);
	return term;
}

static Term compare_range(Compiler *compiler, const char *left, const OutputType *type, const Value *rhs)
{
	const struct ValueList *list = mv_value_items(rhs);
	const char *from, *to;

	if (!list || list->open || list->items.count != 2)
		return mv_term_fail(compiler, "the values of 'range' are not known");
	from = right_side(compiler, type, list->items.items[0]);
	to = from ? right_side(compiler, type, list->items.items[1]) : NULL;
	if (!to)
		return (Term){ .outcome = OUTCOME_FAILED };
	return boolean(mv_arena_format(compiler->arena, "%s BETWEEN %s AND %s", left, from, to));
}

/* ARRAY['a', 'b']::varchar(10)[] */
static const char *array_side(Compiler *compiler, const OutputType *type, const Value *rhs)
{
	const struct ValueList *list = mv_value_items(rhs);
	static const OutputType any = { .class_ = OUTPUT_UNKNOWN };
	const char *right;
	StrBuf buf = { 0 };

	const char *db_type = mv_output_db_type(compiler, type);

	if (!db_type)
		return mv_term_fail(compiler, "the type of an array is not known").sql;
	if (list && !list->items.count && compiler->version < 402)
		return mv_arena_format(compiler->arena, "ARRAY[]::%s", db_type);
	if (!list || !list->items.count || mv_value_items(list->items.items[0])) {
		right = right_side(compiler, type, rhs);
		return right ? mv_arena_format(compiler->arena, "%s::%s", right, db_type) : NULL;
	}
	for (uint32_t i = 0; i < list->items.count; i++) {
		const char *item = right_side(compiler, type->element ? type->element : &any, list->items.items[i]);

		if (!item) {
			mv_buf_release(&buf);
			return NULL;
		}
		mv_buf_addf(&buf, "%s%s", i ? ", " : "", item);
	}
	right = mv_arena_format(compiler->arena, compiler->version >= 400 ? "(ARRAY[%s])::%s" : "ARRAY[%s]::%s", buf.ptr, db_type);
	mv_buf_release(&buf);
	return right;
}

static const char *range_side(Compiler *compiler, const Term *lhs, bool contains, const Value *rhs)
{
	Term term;

	if (mv_value_items(rhs)) {
		const struct ValueList *list = mv_value_items(rhs);
		const char *ends[2] = { "", "" };

		for (uint32_t i = 0; i < 2 && list->items.count == 2; i++) {
			const Value *item = list->items.items[i];

			if (mv_value_is(item, VALUE_INT) || mv_value_text(item))
				ends[i] = mv_value_text(item) ? mv_value_text(item) : mv_value_format(item, compiler->arena);
			else if (!mv_value_is(item, VALUE_NONE))
				return mv_term_fail(compiler, "the bounds of a range are not known").sql;
		}
		return list->items.count == 2 ? mv_arena_format(compiler->arena, "'[%s,%s)'", ends[0], ends[1]) : NULL;
	}
	term = mv_term_is_expression(compiler, rhs) ? mv_term_build(compiler, rhs) : mv_term_value(compiler, rhs, NULL);
	if (term.outcome != OUTCOME_SQL)
		return NULL;
	if (!contains || !lhs->type.element || term.type.class_ == OUTPUT_RANGE)
		return right_side(compiler, &lhs->type, rhs);
	/* what is contained is cast to the type of the bounds */
	if (lhs->type.element->class_ == OUTPUT_DATE || lhs->type.element->class_ == OUTPUT_DATETIME) {
		const char *sql = right_side(compiler, &term.type, rhs);

		return sql ? mv_arena_format(compiler->arena, "%s::%s", sql, lhs->type.element->db_type) : NULL;
	}
	term = mv_term_cast(compiler, &term, lhs->type.element);
	return term.outcome == OUTCOME_SQL ? term.sql : NULL;
}

static Term compare_operator(Compiler *compiler, const Term *lhs, const OperatorLookup *lookup, const Value *rhs)
{
	static const OutputType any = { .class_ = OUTPUT_UNKNOWN };
	const char *right = NULL;

	if (lhs->type.class_ == OUTPUT_RANGE)
		right = range_side(compiler, lhs, strcmp(lookup->name, "contains") == 0, rhs);
	else if (mv_term_is_expression(compiler, rhs))
		right = right_side(compiler, &lhs->type, rhs);
	else if (lookup->right == SIDE_TEXT)
		right = mv_value_text(rhs) ? mv_term_quote_text(compiler, mv_value_text(rhs)) : NULL;
	else if (lookup->right == SIDE_TEXTS)
		right = mv_value_items(rhs) ? mv_term_literal(compiler, &any, rhs) : NULL;
	else if (lhs->type.class_ == OUTPUT_ARRAY)
		right = array_side(compiler, &lhs->type, rhs);
	else
		right = mv_term_literal(compiler, &lhs->type, rhs);
	if (!right)
		return mv_term_fail(compiler, "the value of '%s' is not known", lookup->name);
	return boolean(mv_arena_format(compiler->arena, "%s %s %s", lhs->sql, lookup->operator, right));
}

static Term compare_isnull(Compiler *compiler, const Term *lhs, const char *left, Tri null)
{
	if (null == TRI_UNKNOWN)
		return mv_term_fail(compiler, "the value of 'isnull' is not known");
	if (lhs->is_value)
		return (Term){ .outcome = mv_value_is(lhs->value, VALUE_NONE) == (null == TRI_YES) ? OUTCOME_FULL : OUTCOME_EMPTY };
	return boolean(mv_arena_format(compiler->arena, "%s IS %sNULL", left, null == TRI_YES ? "" : "NOT "));
}

static Term compare(Compiler *compiler, const Term *lhs, const char *name, const Value *rhs)
{
	Arena *arena = compiler->arena;
	bool expression = mv_term_is_expression(compiler, rhs);
	/* in parentheses: the operators' precedence */
	const char *left = lhs->is_lookup && compiler->version >= 400 ? mv_arena_format(arena, "(%s)", lhs->sql) : lhs->sql;
	const OperatorLookup *operator = operator_lookup(lhs->type.class_, name);
	const char *right;
	OutputType type = lhs->type;
	Value rounded;
	int64_t year;

	if (!rhs)
		return mv_term_fail(compiler, "a condition has no value");
	if (strcmp(name, "isnull") == 0)
		return compare_isnull(compiler, lhs, left, mv_value_truth(rhs));
	if (mv_value_is(rhs, VALUE_NONE) && !(type.class_ == OUTPUT_JSON && strcmp(name, "exact") == 0)) {
		if (strcmp(name, "exact") != 0 && strcmp(name, "iexact") != 0)
			return mv_term_fail(compiler, "None is compared");
		return compare_isnull(compiler, lhs, left, TRI_YES);
	}
	if (operator && !(lhs->keys && strcmp(name, "contains") == 0 && lhs->key_text))
		return compare_operator(compiler, lhs, operator, rhs);
	if (text_lookup(name))
		return compare_text(compiler, lhs, text_lookup(name), rhs);
	if (lhs->transform && comparison(name) && mv_value_int(rhs, &year))
		return compare_year(compiler, lhs, name, year);
	if (strcmp(name, "exact") == 0 && mv_value_is(rhs, VALUE_BOOL) && lhs->type.class_ == OUTPUT_BOOLEAN)
		return boolean(mv_arena_format(arena, rhs->as.truth ? "%s" : "NOT %s", left));
	if (strcmp(name, "in") == 0)
		return compare_in(compiler, left, &type, rhs);
	if (strcmp(name, "range") == 0)
		return compare_range(compiler, left, &type, rhs);
	if (type.class_ == OUTPUT_INTEGER && mv_value_is(rhs, VALUE_FLOAT) && (strcmp(name, "gte") == 0 || strcmp(name, "lt") == 0)) {
		rounded = (Value){ .kind = VALUE_INT, .as.number.integer = (int64_t)ceil(strtod(rhs->as.number.digits, NULL)) };
		rhs = &rounded;
	}
	if (type.class_ == OUTPUT_ARRAY && strcmp(name, "exact") == 0)
		right = array_side(compiler, &type, rhs);
	else
		right = right_side(compiler, &type, rhs);
	if (!right)
		return (Term){ .outcome = OUTCOME_FAILED };
	if (lhs->bilateral_unaccent && !expression)
		right = mv_arena_format(arena, "(UNACCENT(%s))", right);
	return boolean(mv_arena_format(arena, "%s %s %s", left, comparison(name), right));
}

Term mv_term_lookup(Compiler *compiler, const Term *lhs, const char *const *names, size_t count, const Value *rhs)
{
	Term term = *lhs;
	const char *last = count ? names[count - 1] : "exact";

	for (size_t i = 0; i < count; i++) {
		Term next;

		if (i + 1 == count && is_lookup_name(&term, last))
			break;
		next = mv_term_transform(compiler, &term, names[i]);
		if (next.outcome == OUTCOME_FAILED)
			return mv_term_fail(compiler, "the lookup '%s' is not known", names[i]);
		term = next;
		if (i + 1 == count)
			last = "exact";
	}
	return compare(compiler, &term, last, rhs);
}
