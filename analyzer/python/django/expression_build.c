/*
 * expression_build.c: from residual values of Python to terms.
 */
#include "expression.h"

#include <string.h>

enum { MOST_DEPTH = 64 };

Compiler mv_term_compiler(Lowering *lowering, Moment moment, const Model *model)
{
	return (Compiler){ .arena = lowering->arena,
			   .lowering = lowering,
			   .moment = moment,
			   .model = model,
			   .version = lowering->version,
			   .use_tz = true,
			   .percent_twice = lowering->version < 500 };
}

Term mv_term_fail(Compiler *compiler, const char *format, ...)
{
	va_list args;

	if (!compiler->reason) {
		va_start(args, format);
		compiler->reason = mv_arena_vformat(compiler->arena, format, args);
		va_end(args);
	}
	return (Term){ .outcome = OUTCOME_FAILED };
}

Term mv_term_sql(OutputType type, const char *sql) { return (Term){ .outcome = OUTCOME_SQL, .type = type, .sql = sql }; }

/* ---- types ---- */

OutputType mv_output_of(OutputClass class_)
{
	static const char *const types[] = {
		[OUTPUT_CHAR] = "varchar",     [OUTPUT_TEXT] = "text",		   [OUTPUT_INTEGER] = "integer", [OUTPUT_FLOAT] = "double precision",
		[OUTPUT_DECIMAL] = "numeric",  [OUTPUT_BOOLEAN] = "boolean",	   [OUTPUT_DATE] = "date",	 [OUTPUT_DATETIME] = "timestamp with time zone",
		[OUTPUT_TIME] = "time",	       [OUTPUT_DURATION] = "interval",	   [OUTPUT_UUID] = "uuid",	 [OUTPUT_BINARY] = "bytea",
		[OUTPUT_JSON] = "jsonb",       [OUTPUT_IP] = "inet",		   [OUTPUT_SEARCH_VECTOR] = "tsvector",
		[OUTPUT_SEARCH_QUERY] = "tsquery", [OUTPUT_HSTORE] = "hstore", [OUTPUT_OTHER] = NULL,
	};

	return (OutputType){ .class_ = class_, .db_type = types[class_] };
}

static OutputClass class_of(const Field *field)
{
	switch (field->type) {
	case FIELD_AUTO:
	case FIELD_BIG_AUTO:
	case FIELD_SMALL_AUTO:
	case FIELD_BIG_INTEGER:
	case FIELD_INTEGER:
	case FIELD_POSITIVE_BIG_INTEGER:
	case FIELD_POSITIVE_INTEGER:
	case FIELD_POSITIVE_SMALL_INTEGER:
	case FIELD_SMALL_INTEGER: return OUTPUT_INTEGER;
	case FIELD_BINARY: return OUTPUT_BINARY;
	case FIELD_BOOLEAN:
	case FIELD_NULL_BOOLEAN: return OUTPUT_BOOLEAN;
	case FIELD_CHAR:
	case FIELD_SLUG: return OUTPUT_CHAR;
	case FIELD_TEXT: return OUTPUT_TEXT;
	case FIELD_CI_TEXT: return field->path && strstr(field->path, "Text") ? OUTPUT_TEXT : OUTPUT_CHAR;
	case FIELD_DATE: return OUTPUT_DATE;
	case FIELD_DATE_TIME: return OUTPUT_DATETIME;
	case FIELD_TIME: return OUTPUT_TIME;
	case FIELD_DURATION: return OUTPUT_DURATION;
	case FIELD_DECIMAL: return OUTPUT_DECIMAL;
	case FIELD_FLOAT: return OUTPUT_FLOAT;
	case FIELD_IP_ADDRESS:
	case FIELD_GENERIC_IP_ADDRESS: return OUTPUT_IP;
	case FIELD_JSON: return OUTPUT_JSON;
	case FIELD_UUID: return OUTPUT_UUID;
	case FIELD_ARRAY: return OUTPUT_ARRAY;
	case FIELD_HSTORE: return OUTPUT_HSTORE;
	case FIELD_RANGE: return OUTPUT_RANGE;
	case FIELD_SEARCH_VECTOR: return OUTPUT_SEARCH_VECTOR;
	case FIELD_FILE:
	case FIELD_FILE_PATH:
	case FIELD_CUSTOM:
	case FIELD_NO_COLUMN:
	case FIELD_COMPOSITE_PRIMARY_KEY:
	case FIELD_MANY_TO_MANY: return OUTPUT_OTHER;
	case FIELD_UNKNOWN:
	case FIELD_GENERATED:
	case FIELD_FOREIGN_KEY:
	case FIELD_ONE_TO_ONE: return OUTPUT_UNKNOWN;
	}
	return OUTPUT_UNKNOWN;
}

static const OutputType *range_element(Compiler *compiler, const Field *field)
{
	static const struct {
		const char *range;
		OutputClass class_;
		const char *db_type;
	} elements[] = {
		{ "int4range", OUTPUT_INTEGER, "integer" }, { "int8range", OUTPUT_INTEGER, "bigint" }, { "numrange", OUTPUT_DECIMAL, "numeric" },
		{ "tstzrange", OUTPUT_DATETIME, "timestamp with time zone" }, { "daterange", OUTPUT_DATE, "date" },
	};

	for (size_t i = 0; field->custom_type && i < sizeof elements / sizeof elements[0]; i++) {
		if (strcmp(elements[i].range, field->custom_type) == 0) {
			OutputType *element = MV_NEW(compiler->arena, OutputType);

			*element = (OutputType){ .class_ = elements[i].class_, .db_type = elements[i].db_type };
			return element;
		}
	}
	return NULL;
}

static OutputType output_at(Compiler *compiler, const Field *field, unsigned depth)
{
	OutputType type = { .class_ = class_of(field), .field = field };

	if (depth > 8)
		return type;
	if (field->type == FIELD_GENERATED && field->output_field)
		return output_at(compiler, field->output_field, depth + 1);
	if (field->type == FIELD_FOREIGN_KEY || field->type == FIELD_ONE_TO_ONE) {
		const Field *target = mv_django_target_field(compiler->moment, field, NULL);

		if (target && target != field)
			type = output_at(compiler, target, depth + 1);
		return type;
	}
	type.digits = field->max_digits > 0 ? (long)field->max_digits : 0;
	if (field->type == FIELD_ARRAY && field->base_field) {
		OutputType *element = MV_NEW(compiler->arena, OutputType);

		*element = output_at(compiler, field->base_field, depth + 1);
		type.element = element;
	}
	if (field->type == FIELD_RANGE)
		type.element = range_element(compiler, field);
	return type;
}

OutputType mv_output_of_column(Compiler *compiler, const Field *field) { return output_at(compiler, field, 0); }

OutputType mv_output_of_field(Compiler *compiler, const Value *value)
{
	Lowering *lowering = compiler->lowering;
	Field *field;

	if (!mv_value_is(value, VALUE_CALL))
		return mv_output_of(OUTPUT_UNKNOWN);
	field = mv_django_field_read(lowering->state, lowering->interpreter, lowering->app, compiler->model ? compiler->model->key : "", "", value);
	if (field->type == FIELD_UNKNOWN) {
		const char *name = mv_value_last_name(value->as.call->callee);

		/* contrib.postgres has fields for expressions only */
		if (mv_streq(name, "SearchQueryField"))
			return mv_output_of(OUTPUT_SEARCH_QUERY);
	}
	return mv_output_of_column(compiler, field);
}

const char *mv_output_db_type(Compiler *compiler, const OutputType *type)
{
	const char *reason = NULL;

	if (type->db_type)
		return type->db_type;
	return type->field ? mv_django_cast_type(compiler->lowering, compiler->moment, type->field, &reason) : NULL;
}

/* ---- references ---- */

static Term column(Compiler *compiler, const char *name)
{
	const Field *field = compiler->model ? mv_django_find_field(compiler->moment, compiler->model, name) : NULL;
	Term term;

	if (!compiler->model)
		return mv_term_fail(compiler, "an expression without table refers to '%s'", name);
	if (!field)
		return mv_term_fail(compiler, "'%s' has no field '%s' that is known", compiler->model->name, name);
	if (!field->column)
		return mv_term_fail(compiler, "the column of the field '%s' is not known", name);
	term = mv_term_sql(mv_output_of_column(compiler, field), mv_django_quote(compiler->arena, field->column));
	term.column = true;
	term.nullable = field->null;
	return term;
}

Term mv_term_field(Compiler *compiler, const char *path, const Value *where)
{
	const char *rest = strstr(path, "__");
	Term term;

	(void)where;
	if (rest == path)
		rest = strstr(path + 1, "__");
	term = column(compiler, rest ? mv_arena_strndup(compiler->arena, path, (size_t)(rest - path)) : path);
	while (rest && term.outcome == OUTCOME_SQL) {
		const char *name = rest + 2, *next = strstr(name, "__");
		const char *part = next ? mv_arena_strndup(compiler->arena, name, (size_t)(next - name)) : name;
		Term made = mv_term_transform(compiler, &term, part);

		if (made.outcome == OUTCOME_FAILED)
			return mv_term_fail(compiler, "'%s' is no column, and no transform that is known", path);
		term = made;
		rest = next;
	}
	return term;
}

Term mv_term_value(Compiler *compiler, const Value *value, const OutputType *given)
{
	OutputType type = given ? *given : mv_output_of_value(value);
	Term term;

	if (!value)
		return mv_term_fail(compiler, "a value is missing");
	if (mv_value_is(value, VALUE_NONE) && type.class_ != OUTPUT_JSON)
		term = mv_term_sql(type, "NULL");
	else
		term = mv_term_sql(type, mv_term_literal(compiler, &type, value));
	if (!term.sql)
		return (Term){ .outcome = OUTCOME_FAILED };
	term.is_value = true;
	term.value = value;
	return term;
}

/* ---- expressions ---- */

const char *mv_django_class_name(Arena *arena, const Value *call)
{
	const Value *callee = mv_value_is(call, VALUE_CALL) ? call->as.call->callee : NULL;
	const char *path;

	if (!callee)
		return NULL;
	path = callee->kind == VALUE_CLASS ? mv_class_foreign_base(callee, arena) : mv_value_path(callee, arena);
	if (!path || strncmp(path, "django.", 7) != 0)
		return NULL;
	return strrchr(path, '.') + 1;
}

const char *mv_django_own_code(const Value *call, const char *const *names)
{
	const Value *callee = mv_value_is(call, VALUE_CALL) ? call->as.call->callee : NULL;

	for (; mv_value_is(callee, VALUE_CLASS) && *names; names++) {
		if (mv_value_is(mv_class_name(callee, *names), VALUE_FUNCTION))
			return *names;
	}
	return NULL;
}

static const char *class_name(Compiler *compiler, const Value *call)
{
	const char *name = mv_django_class_name(compiler->arena, call);

	/* no SQL of its own */
	return mv_streq(name, "Transform") ? "Func" : name;
}

static bool is_expression_at(Compiler *compiler, const Value *value, unsigned depth)
{
	const char *name;

	if (!value || depth > MOST_DEPTH)
		return false;
	if (value->kind == VALUE_OPERATION) {
		for (uint32_t i = 0; i < value->as.operation.operand_count; i++) {
			if (is_expression_at(compiler, value->as.operation.operands[i], depth + 1))
				return true;
		}
		return false;
	}
	if (value->kind == VALUE_SUBSCRIPT)
		return is_expression_at(compiler, value->as.operation.operands[0], depth + 1);
	if (value->kind != VALUE_CALL)
		return false;
	name = class_name(compiler, value);
	if (name && mv_term_is_class(name))
		return true;
	return value->as.call->callee->kind == VALUE_ATTRIBUTE &&
	       is_expression_at(compiler, value->as.call->callee->as.attribute.object, depth + 1);
}

bool mv_term_is_expression(Compiler *compiler, const Value *value) { return is_expression_at(compiler, value, 0); }

static Term operand(Compiler *compiler, const Value *value)
{
	return mv_term_is_expression(compiler, value) ? mv_term_build(compiler, value) : mv_term_value(compiler, value, NULL);
}

static Term operation(Compiler *compiler, const Value *value)
{
	const char *name = value->as.operation.name;
	Term left = operand(compiler, value->as.operation.operands[0]), right;

	if (left.outcome != OUTCOME_SQL)
		return left;
	if (value->as.operation.operand_count == 1) {
		if (strcmp(name, "~") == 0 && left.type.class_ == OUTPUT_SEARCH_QUERY)
			return mv_term_sql(left.type, mv_arena_format(compiler->arena, "!!(%s)", left.sql));
		if (strcmp(name, "~") == 0)
			return mv_term_sql(mv_output_of(OUTPUT_BOOLEAN), mv_arena_format(compiler->arena, "NOT %s", left.sql));
		if (strcmp(name, "-") != 0)
			return mv_term_fail(compiler, "the operator '%s' is not known", name);
		right = mv_term_sql(mv_output_of(OUTPUT_INTEGER), " -1");
		return mv_term_combine(compiler, &left, "*", &right);
	}
	if (value->as.operation.operand_count != 2)
		return mv_term_fail(compiler, "a condition is not known");
	right = operand(compiler, value->as.operation.operands[1]);
	if (right.outcome != OUTCOME_SQL)
		return right;
	if (strcmp(name, "&") == 0 || strcmp(name, "|") == 0)
		return mv_term_combine(compiler, &left, *name == '&' ? "&&" : "||", &right);
	if (strcmp(name, "+") == 0 && left.type.class_ == OUTPUT_SEARCH_VECTOR)
		return mv_term_combine(compiler, &left, "||", &right);
	if (strcmp(name, "**") == 0)
		return mv_term_combine(compiler, &left, "^", &right);
	if (strchr("+-*/%", *name) && !name[1])
		return mv_term_combine(compiler, &left, name, &right);
	return mv_term_fail(compiler, "the operator '%s' is not known", name);
}

Term mv_term_build(Compiler *compiler, const Value *value)
{
	Term term = { .outcome = OUTCOME_FAILED };

	if (!value)
		return mv_term_fail(compiler, "an expression is missing");
	if (mv_value_is(value, VALUE_UNKNOWN))
		return mv_term_fail(compiler, "%s", value->as.reason ? value->as.reason : "an expression is not known");
	if (++compiler->depth > MOST_DEPTH)
		term = mv_term_fail(compiler, "an expression is nested too deeply");
	else if (mv_value_text(value))
		term = mv_term_field(compiler, mv_value_text(value), value);
	else if (mv_value_is_q(compiler, value))
		term = mv_term_where(compiler, value);
	else if (value->kind == VALUE_OPERATION)
		term = operation(compiler, value);
	else if (value->kind == VALUE_CALL && !mv_term_function(compiler, class_name(compiler, value), value, &term))
		term = mv_term_is_expression(compiler, value) || !compiler->reason ?
			       mv_term_fail(compiler, "the expression '%s' is not known", mv_value_format(value->as.call->callee, compiler->arena)) :
			       term;
	else if (value->kind != VALUE_CALL)
		term = mv_term_value(compiler, value, NULL);
	compiler->depth--;
	if (term.outcome == OUTCOME_FAILED && !compiler->reason)
		mv_term_fail(compiler, "an expression is not known");
	return term;
}

const char *mv_term_index_expression(Compiler *compiler, const Value *value)
{
	const char *suffixes[WRAP_COLLATE + 1] = { "", "", "", "" };
	Term term = mv_term_build(compiler, value);

	while (term.outcome == OUTCOME_SQL && term.wrap != WRAP_NONE) {
		suffixes[term.wrap] = term.suffix;
		term = *term.inner;
	}
	if (term.outcome != OUTCOME_SQL) {
		mv_term_fail(compiler, "an expression is always or never true");
		return NULL;
	}
	return mv_arena_format(compiler->arena, term.column ? "%s%s%s%s" : "(%s)%s%s%s", term.sql, suffixes[WRAP_COLLATE],
			       suffixes[WRAP_OPCLASS], suffixes[WRAP_ORDER]);
}
