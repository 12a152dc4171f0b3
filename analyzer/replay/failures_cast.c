/*
 * failures_cast.c: values of one type where another is wanted: ALTER COLUMN
 * TYPE and defaults. After PostgreSQL's find_coercion_pathway for assignments;
 * what is not certain is said to be possible.
 */
#include "failures.h"

#include <string.h>

typedef struct Cast {
	const char *from, *to;
} Cast;

static const Cast implicit_casts[] = {
#include "builtin_casts.inc"
};
static const Cast assignment_casts[] = {
#include "builtin_assignments.inc"
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool listed(const Cast *casts, size_t count, const char *from, const char *to)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(casts[i].from, from) == 0 && strcmp(casts[i].to, to) == 0)
			return true;
	}
	return false;
}

Plain mv_plain_type(const Check *c, const Type *type)
{
	Plain plain = { 0 };

	for (unsigned depth = 0; type && depth < 16; depth++) {
		const Object *object;

		if (!type->name || type->unknown || type->column_type)
			return plain;
		object = mv_model_type_of(c->schema, type);
		if (object && object->kind == OBJ_DOMAIN && !type->dimensions && mv_certain(c, object)) {
			type = ((const Domain *)object)->base;
			continue;
		}
		plain.array = type->dimensions > 0;
		if (object && object->kind == OBJ_ENUM && mv_certain(c, object) && !object->extension)
			plain.object = object;
		else if (!object && mv_model_builtin_type(type) && strcmp(type->name, "unknown") != 0 && !strchr(type->name, '"'))
			plain.name = type->name;
		return plain;
	}
	return plain;
}

/* Types of the "string category", to which all others are written out in an assignment. */
static bool is_string(const char *name)
{
	return strcmp(name, "text") == 0 || strcmp(name, "varchar") == 0 || strcmp(name, "bpchar") == 0 || strcmp(name, "name") == 0;
}

/* Types of which the tables of casts say all. */
static bool is_ordinary(const char *name)
{
	static const char *const names[] = {
		"bool", "int2", "int4", "int8", "numeric", "float4", "float8", "text", "varchar", "bpchar", "uuid", "json", "jsonb", "date",
		"timestamp", "timestamptz", "time", "timetz", "interval", "bytea", "inet", "cidr", "macaddr", "money", "xml", "tsvector",
		"point", "bit", "varbit", "int4range", "int8range", "numrange", "daterange", "tsrange", "tstzrange",
	};

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

bool mv_surely_no_cast(Check *c, const Type *from_type, const Type *to_type)
{
	Plain from = mv_plain_type(c, from_type), to = mv_plain_type(c, to_type);

	if ((!from.name && !from.object) || (!to.name && !to.object))
		return false;
	/* a cast that migrations made may do it */
	for (uint32_t i = 0; i < c->schema->others.count; i++) {
		const Object *other = c->schema->others.entries[i].value;

		if (other && other->kind == OBJ_CAST)
			return false;
	}
	if ((from.name && !is_ordinary(from.name)) || (to.name && !is_ordinary(to.name)))
		return false;
	if (to.name && !to.array && is_string(to.name))
		return false;
	if (from.array != to.array)
		return true;
	if (from.object || to.object)
		return from.object != to.object && !(to.name && is_string(to.name));
	if (strcmp(from.name, to.name) == 0 || is_string(to.name))
		return false;
	return !listed(implicit_casts, COUNT(implicit_casts), from.name, to.name) &&
	       !listed(assignment_casts, COUNT(assignment_casts), from.name, to.name);
}

/* ---- types of expressions ---- */

static const Type *type_of_column(void *data, const Expression *column)
{
	const Table *table = data;
	const Column *found = table && column->name ? mv_table_column(table, column->name) : NULL;

	return found && !found->maybe ? found->type : NULL;
}

const Type *mv_expression_type(Check *c, const Expression *expression, const Table *table)
{
	Replay replay = { .schema = (Schema *)(void *)c->schema, .arena = c->arena, .change = c->change };
	Inference inference = { .replay = &replay, .column_type = type_of_column, .data = (void *)table };
	const Type *type = expression ? mv_model_infer(&inference, expression) : NULL;

	return type && type->name && strcmp(type->name, "unknown") != 0 ? type : NULL;
}

/* ---- defaults ---- */

bool mv_text_is_template(const char *text)
{
	static const char *const marks[] = { MV_SQL_HOLE, "${", "{{", "<%", "%(", "$%" };

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (strstr(text, marks[i]))
			return true;
	}
	return false;
}

static bool is_literal(const Expression *value)
{
	return value->kind == EXPR_CONSTANT && mv_streq(value->name, "string") && value->text && !mv_text_is_template(value->text);
}

/* The beginning of true, false, yes, no, on or off, in any case; 'o' is of two. */
static bool is_boolean_word(const char *text)
{
	static const char *const words[] = { "true", "false", "yes", "no", "1", "0" };
	Str word = mv_str_trim(mv_str(text));

	for (size_t i = 0; i < COUNT(words); i++) {
		if (word.len && word.len <= strlen(words[i]) && mv_str_eq_case(word, (Str){ .ptr = words[i], .len = word.len }))
			return true;
	}
	return mv_str_eq_case(word, STR("on")) || mv_str_eq_case(word, STR("of")) || mv_str_eq_case(word, STR("off"));
}

/* The code of a text that is certainly no date or time; NULL: it may be one. */
static const char *unreadable_time(const Type *type, const Plain *plain, const char *text)
{
	static const char *const names[] = { "date", "timestamp", "timestamptz", "time", "timetz", "interval" };
	const char *p = text + strspn(text, " \t\n\r\f\v");

	if (!plain->name || type->dimensions || plain->array)
		return NULL;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcmp(names[i], plain->name) != 0)
			continue;
		if (!*p)
			return "22007";
		return i < 3 && strncmp(p, "0000-00-00", 10) == 0 ? "22008" : NULL;
	}
	return NULL;
}

/* Certainly no text of a value of this type? Only what is plain to see is judged. */
static bool unreadable(const Type *type, const Plain *plain, const char *text)
{
	const char *p = text + strspn(text, " \t\n\r\f\v");

	if (type->dimensions || plain->array)
		return false;
	if (plain->object) {
		const EnumType *labels = (const EnumType *)plain->object;

		for (uint32_t i = 0; i < labels->labels.count; i++) {
			if (strcmp(labels->labels.items[i], text) == 0)
				return false;
		}
		return !plain->object->incomplete;
	}
	if (strcmp(plain->name, "int2") == 0 || strcmp(plain->name, "int4") == 0 || strcmp(plain->name, "int8") == 0) {
		p += *p == '-' || *p == '+';
		return !(*p >= '0' && *p <= '9');
	}
	if (strcmp(plain->name, "uuid") == 0)
		return !strchr("0123456789abcdefABCDEF{", *p) || !*p;
	if (strcmp(plain->name, "json") == 0 || strcmp(plain->name, "jsonb") == 0)
		return !*p;
	if (strcmp(plain->name, "bool") == 0)
		return !is_boolean_word(p);
	if (strcmp(plain->name, "numeric") == 0 || strcmp(plain->name, "float4") == 0 || strcmp(plain->name, "float8") == 0)
		return !*p;
	return false;
}

bool mv_refuse_default(Check *c, const Table *table, const char *column, const Type *type, const Expression *value, Span span)
{
	Plain plain = mv_plain_type(c, type);
	const Type *given;

	if (!value || value->kind == EXPR_NULL || (!plain.name && !plain.object))
		return false;
	if (is_literal(value)) {
		const char *sqlstate = unreadable_time(type, &plain, value->text);

		if (!sqlstate && !unreadable(type, &plain, value->text))
			return false;
		return mv_refuse(c, sqlstate ? sqlstate : "22P02", "no-automatic-cast", span, plain.object, "write a value of the column's type",
				 "'%s' is no value of type '%s', which column '%s' has", value->text, mv_type_format(type, c->arena), column);
	}
	given = mv_expression_type(c, value, table);
	if (!given || !mv_surely_no_cast(c, given, type))
		return false;
	return mv_refuse(c, "42804", "no-automatic-cast", span, plain.object, "write a default of the column's type, or cast it",
			 "the default of column '%s' is of type '%s', but the column is of type '%s'", column,
			 mv_type_format(given, c->arena), mv_type_format(type, c->arena));
}

/* ---- ALTER COLUMN TYPE ---- */

/* In ALTER TABLE, DROP DEFAULT comes before the types whatever the order. */
static bool default_is_dropped(const Check *c, const char *column)
{
	const Statement *statement = c->change->statement;

	for (uint32_t i = 0; statement && i < statement->changes.count; i++) {
		const Change *change = &statement->changes.items[i];

		if (change->kind == CHANGE_DROP_DEFAULT && mv_streq(change->as.column->column.text, column))
			return true;
		if (change->kind == CHANGE_SET_DEFAULT && mv_streq(change->as.column_default->column.text, column) &&
		    (!change->as.column_default->value || change->as.column_default->value->kind == EXPR_NULL))
			return true;
	}
	return false;
}

bool mv_refuse_new_type(Check *c, const Table *table, const Column *column, const ColumnType *change)
{
	const Type *from = change->using_expr ? mv_expression_type(c, change->using_expr, table) : column->type;
	const Expression *value = column->default_value;
	const Type *given;

	if (from && mv_surely_no_cast(c, from, change->type)) {
		if (change->using_expr)
			return mv_refuse(c, "42804", "no-automatic-cast", change->column.span, &table->object, "cast the result in USING",
					 "USING gives '%s', which is not cast to '%s' automatically", mv_type_format(from, c->arena),
					 mv_type_format(change->type, c->arena));
		return mv_refuse(c, "42804", "no-automatic-cast", change->column.span, &table->object,
				 mv_arena_format(c->arena, "write USING %s::%s, or another expression", column->name,
						 mv_type_format(change->type, c->arena)),
				 "column '%s' of '%s' cannot be cast automatically from '%s' to '%s'", column->name,
				 mv_shown_object(c, &table->object), mv_type_format(from, c->arena), mv_type_format(change->type, c->arena));
	}
	if (!value || value->kind == EXPR_NULL || column->identity != IDENTITY_NONE || default_is_dropped(c, column->name))
		return false;
	given = is_literal(value) ? column->default_type ? column->default_type : column->type : mv_expression_type(c, value, table);
	if (!given || !mv_surely_no_cast(c, given, change->type))
		return false;
	return mv_refuse(c, "42804", "no-automatic-cast", change->column.span, &table->object,
			 "write DROP DEFAULT before and SET DEFAULT behind the change of the type, in the same ALTER TABLE",
			 "the default of column '%s' of '%s' cannot be cast automatically to '%s'", column->name,
			 mv_shown_object(c, &table->object), mv_type_format(change->type, c->arena));
}
