/*
 * objects.c: what revisions ask objects of SQLAlchemy for: the name of a
 * column, whether a dialect or a type is of a class, quoted names.
 */
#include "revision.h"

#include <string.h>
#include <strings.h>

/* Of the classes that an inspector gives: what else they are. */
static const struct {
	const char *class_name, *bases[4];
} hierarchy[] = {
	{ "VARCHAR", { "String" } }, { "CHAR", { "String" } }, { "TEXT", { "Text", "String" } }, { "CITEXT", { "TEXT", "Text", "String" } },
	{ "INTEGER", { "Integer" } }, { "BIGINT", { "BigInteger", "Integer" } }, { "SMALLINT", { "SmallInteger", "Integer" } },
	{ "NUMERIC", { "Numeric" } }, { "REAL", { "Float", "Numeric" } }, { "DOUBLE_PRECISION", { "Double", "Float", "Numeric" } },
	{ "BOOLEAN", { "Boolean" } }, { "TIMESTAMP", { "DateTime" } }, { "DATE", { "Date" } }, { "TIME", { "Time" } },
	{ "JSON", { "JSON" } }, { "JSONB", { "JSON" } }, { "UUID", { "Uuid" } }, { "ENUM", { "Enum", "String" } },
	{ "ARRAY", { "ARRAY" } }, { "BYTEA", { "LargeBinary", "_Binary" } }, { "INTERVAL", { "Interval" } },
};

static Tri is_of_class(const char *class_name, const char *asked)
{
	if (strcasecmp(class_name, asked) == 0)
		return TRI_YES;
	for (size_t i = 0; i < sizeof hierarchy / sizeof hierarchy[0]; i++) {
		if (strcmp(hierarchy[i].class_name, class_name) != 0)
			continue;
		for (size_t b = 0; b < 4 && hierarchy[i].bases[b]; b++) {
			if (strcmp(hierarchy[i].bases[b], asked) == 0)
				return TRI_YES;
		}
		return TRI_NO;
	}
	return TRI_UNKNOWN;
}

static Tri dialect_is(const char *class_path)
{
	static const char *const others[] = { "mysql", "MySQL", "sqlite", "SQLite", "oracle", "Oracle", "mssql", "MSDialect", "MSSQL",
					      "mariadb", "MariaDB", NULL };

	if (strstr(class_path, "postgresql") || strstr(class_path, "PGDialect"))
		return TRI_YES;
	for (size_t i = 0; others[i]; i++) {
		if (strstr(class_path, others[i]))
			return TRI_NO;
	}
	return TRI_UNKNOWN;
}

static Tri is_instance(const Value *object, const Value *class_, Arena *arena)
{
	const struct ValueList *classes = mv_value_items(class_);
	const char *path, *name;
	Tri answer = TRI_NO;

	if (classes) {
		for (uint32_t i = 0; i < classes->items.count && answer != TRI_YES; i++) {
			Tri one = is_instance(object, classes->items.items[i], arena);

			answer = one == TRI_NO ? answer : one;
		}
		return answer == TRI_NO && classes->open ? TRI_UNKNOWN : answer;
	}
	path = mv_value_path(class_, arena);
	if (!path)
		return TRI_UNKNOWN;
	if (mv_alembic_role_of(object, arena) == ROLE_DIALECT)
		return dialect_is(path);
	/* only of what the inspector gave the classes are certain */
	if (!mv_value_is(object, VALUE_CALL) || !mv_value_is(object->as.call->callee, VALUE_SYMBOL) || object->source)
		return TRI_UNKNOWN;
	name = mv_value_last_name(object->as.call->callee);
	return name ? is_of_class(name, mv_value_last_name(class_)) : TRI_UNKNOWN;
}

const Value *mv_alembic_object_call(Lowering *lowering, const char *name, const Value *object, const char *path, const Value *call)
{
	Arena *arena = lowering->context.arena;
	const Value *first = mv_call_argument(call, 0, NULL);
	bool preparer;
	Tri answer;

	if (strcmp(name, "isinstance") == 0 && first && mv_call_argument(call, 1, NULL)) {
		answer = is_instance(first, mv_call_argument(call, 1, NULL), arena);
		return answer == TRI_UNKNOWN ? NULL : mv_value_bool(arena, answer == TRI_YES);
	}
	preparer = (object && object->kind == VALUE_ATTRIBUTE && strcmp(object->as.attribute.name, "identifier_preparer") == 0) ||
		   (path && strstr(path, ".identifier_preparer."));
	if (preparer && mv_value_text(first) && (strcmp(name, "quote") == 0 || strcmp(name, "quote_identifier") == 0))
		return mv_value_string(arena, mv_str(strcmp(name, "quote") == 0 ? mv_sa_quote(arena, mv_value_text(first)) :
										  mv_out_quote(arena, mv_value_text(first))));
	return NULL;
}

const Value *mv_alembic_object_attribute(Lowering *lowering, const Value *object, const char *name)
{
	static const char *const named[] = { "Column", "Table", "table", "column", "Index", "UniqueConstraint", "ForeignKeyConstraint", NULL };
	const char *class_name, *text;
	const Value *found;

	/* what was made here has its attributes as keywords */
	if (object->kind == VALUE_CALL && !object->source && mv_value_is(object->as.call->callee, VALUE_SYMBOL)) {
		found = mv_call_argument(object, -1, name);
		if (found)
			return found;
	}
	if (mv_value_calls(object, "Table")) {
		found = mv_alembic_reflected_attribute(lowering, object, name);
		if (found)
			return found;
	}
	if (object->kind != VALUE_CALL || (strcmp(name, "name") != 0 && strcmp(name, "type") != 0 && strcmp(name, "key") != 0 &&
					   strcmp(name, "length") != 0 && strcmp(name, "timezone") != 0))
		return NULL;
	class_name = mv_value_last_name(object->as.call->callee);
	if (!class_name)
		return NULL;
	if (strcmp(name, "length") == 0 || strcmp(name, "timezone") == 0) {
		const Value *given = mv_call_argument(object, -1, name);

		/* of what the inspector gave all is there */
		return given ? given : strcmp(name, "length") == 0 && mv_streq(class_name, "String") ? mv_call_argument(object, 0, NULL) : NULL;
	}
	for (size_t i = 0; named[i]; i++) {
		if (strcmp(named[i], class_name) != 0)
			continue;
		if (strcmp(name, "type") == 0)
			return i == 0 || i == 3 ? mv_call_argument(object, 1, "type_") : NULL;
		text = mv_sa_name(mv_call_argument(object, i < 5 ? 0 : -1, "name"), NULL);
		return text ? mv_value_string(lowering->context.arena, mv_str(text)) : NULL;
	}
	if (strcmp(name, "name") == 0 && strcasecmp(class_name, "enum") == 0)
		return mv_call_argument(object, -1, "name");
	return NULL;
}
