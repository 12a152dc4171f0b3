/* sa_indexes.c: CREATE INDEX from Index(...), op.create_index(...) and index=True. */
#include "compile.h"

#include <string.h>

/* What postgresql_ops= may be keyed by: a column's name, or a label. */
static const char *key_of(const Value *element)
{
	const char *name = mv_sa_name(element, NULL);
	if (name)
		return name;
	if (mv_value_calls(element, "column") || mv_value_calls(element, "Column") || mv_value_calls(element, "literal_column"))
		return mv_sa_name(mv_sa_argument(element, 0, NULL), NULL);
	if (mv_value_calls(element, "label"))
		return mv_sa_name(mv_sa_argument(element, 0, "name"), NULL);
	return mv_value_is(element, VALUE_ATTRIBUTE) ? element->as.attribute.name : NULL;
}

/* a + 1, a || b, a > 1: SQLAlchemy puts them in parentheses, as it does no calls, casts and texts. */
static bool is_binary(const Value *element)
{
	if (mv_value_is(element, VALUE_OPERATION))
		return !mv_streq(element->as.operation.name, "in") && element->as.operation.operand_count == 2;
	return mv_value_calls(element, "op") || mv_value_calls(element, "concat") || mv_value_calls(element, "collate");
}

static bool write_element(Alembic *context, SqlText *sql, const Value *element, const Value *ops)
{
	const char *name = mv_sa_name(element, NULL);
	if (!name && mv_value_calls(element, "Column"))
		name = mv_sa_name(mv_sa_argument(element, 0, "name"), NULL);
	/* table.c.name */
	if (!name && mv_value_is(element, VALUE_ATTRIBUTE) && mv_value_is(element->as.attribute.object, VALUE_ATTRIBUTE) &&
	    (strcmp(element->as.attribute.object->as.attribute.name, "c") == 0 ||
	     strcmp(element->as.attribute.object->as.attribute.name, "columns") == 0))
		name = element->as.attribute.name;
	if (name) {
		mv_sql_origin(sql, element);
		mv_sql_adds(sql, mv_sa_quote(sql->arena, name));
		mv_sql_origin(sql, NULL);
	} else {
		if (mv_value_is(element, VALUE_STRING))
			return mv_sa_unknown(sql, element, "a column of the index");
		/* desc("a"): the string is a name there, and stands as it is */
		const char *direction = mv_value_calls(element, "desc") ? "DESC" : mv_value_calls(element, "asc") ? "ASC" : NULL;
		const char *text = direction ? mv_value_text(mv_sa_argument(element, 0, "column")) : NULL;
		if (text) {
			mv_sql_addf(sql, "%s %s", text, direction);
			return true;
		}
		bool group = is_binary(element);
		const Value *shown = element;
		if (mv_value_calls(element, "label") && mv_value_is(element->as.call->callee, VALUE_ATTRIBUTE))
			shown = element->as.call->callee->as.attribute.object;
		mv_sql_adds(sql, group ? "(" : "");
		if (!mv_sa_expression_sql(context, sql, shown, true))
			return false;
		mv_sql_adds(sql, group ? ")" : "");
	}
	const char *key = key_of(element);
	const Value *class = key ? mv_dict_get(ops, key) : NULL;
	if (class && !mv_value_text(class))
		return mv_sa_unknown(sql, class, "an operator class of the index");
	if (class)
		mv_sql_addf(sql, " %s", mv_value_text(class));
	return true;
}

static bool write_storage(SqlText *sql, const Value *with, bool words)
{
	if (!mv_value_is(with, VALUE_DICT) || with->as.dict.open)
		return mv_sa_unknown(sql, with, "the value of 'postgresql_with'");
	for (uint32_t i = 0; i < with->as.dict.pairs.count; i++) {
		const Pair *pair = &with->as.dict.pairs.items[i];
		const char *key = mv_value_text(pair->key), *value = mv_sa_str(sql->arena, pair->value);
		if (!key || (!value && !mv_value_is(pair->value, VALUE_NONE)))
			return mv_sa_unknown(sql, key ? pair->value : pair->key, "a storage parameter");
		if (words && mv_value_is(pair->value, VALUE_BOOL))
			value = pair->value->as.truth ? "true" : "false";
		mv_sql_addf(sql, "%s%s", i ? ", " : "", key);
		if (value)
			mv_sql_addf(sql, " = %s", value);
	}
	return true;
}

bool mv_sa_storage(Alembic *context, SqlText *sql, const Value *with)
{
	return write_storage(sql, with, context->sqlalchemy >= 200);
}

static void lower_case(SqlText *sql, const char *prefix, const char *text)
{
	char *lower = mv_arena_strdup(sql->arena, text);
	for (char *c = lower; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	mv_sql_addf(sql, "%s%s ", prefix, lower);
}

bool mv_sa_create_index(Alembic *context, SqlText *sql, const char *name, bool conv, const TableName *table, const Value *const *columns,
			uint32_t column_count, const Value *options, int unique_position)
{
	NameList names = { 0 };
	for (uint32_t i = 0; i < column_count; i++) {
		const char *column = key_of(columns[i]);
		if (!column && mv_value_calls(columns[i], "text"))
			column = mv_value_text(mv_sa_argument(columns[i], 0, "text"));
		if (column)
			*VEC_PUSH(sql->arena, &names.names) = column;
	}
	if (!name)
		name = mv_sa_final_name(context, sql, "ix", NULL, conv, table, &names, NULL, NULL);
	if (!name && !sql->opaque)
		return mv_sql_refuse(sql, "the index has no name");
	name = mv_sa_fitting(sql, name, conv);
	if (sql->opaque)
		return false;
	const Value *ops = mv_sa_argument(options, -1, "postgresql_ops");
	const Value *with = mv_sa_argument(options, -1, "postgresql_with"), *where = mv_sa_argument(options, -1, "postgresql_where");
	const Value *include = mv_sa_argument(options, -1, "postgresql_include");
	const Value *nulls = mv_sa_argument(options, -1, "postgresql_nulls_not_distinct");
	const char *using = mv_sa_optional_text(sql, options, -1, "postgresql_using");
	const char *tablespace = mv_sa_optional_text(sql, options, -1, "postgresql_tablespace");
	if (options && options->as.call->open)
		return mv_sql_opaque(sql, "the arguments of the index '%s' are not known", name);
	mv_sql_adds(sql, mv_sa_flag(sql, options, unique_position, "unique") == TRI_YES ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
	if (mv_sa_flag(sql, options, -1, "postgresql_concurrently") == TRI_YES)
		mv_sql_adds(sql, "CONCURRENTLY ");
	if (mv_sa_flag(sql, options, -1, "if_not_exists") == TRI_YES)
		mv_sql_adds(sql, "IF NOT EXISTS ");
	mv_sql_addf(sql, "%s ON %s ", mv_sa_quote(sql->arena, name), mv_sa_quote_table(sql->arena, table->schema, table->name));
	if (using)
		lower_case(sql, "USING ", using);
	mv_sql_adds(sql, "(");
	for (uint32_t i = 0; i < column_count; i++) {
		if (i)
			mv_sql_adds(sql, ", ");
		if (!write_element(context, sql, columns[i], ops))
			return false;
	}
	mv_sql_adds(sql, ")");
	if (include) {
		NameList included = { 0 };
		if (!mv_sa_names(sql, include, &included, "the list of included columns"))
			return false;
		if (included.names.count) {
			mv_sql_adds(sql, " INCLUDE (");
			mv_sa_add_names(sql, &included);
			mv_sql_adds(sql, ")");
		}
	}
	if (nulls)
		mv_sql_adds(sql, mv_sa_flag(sql, options, -1, "postgresql_nulls_not_distinct") == TRI_YES ? " NULLS NOT DISTINCT"
													  : " NULLS DISTINCT");
	if (with && mv_value_truth(with) != TRI_NO) {
		mv_sql_adds(sql, " WITH (");
		if (!mv_sa_storage(context, sql, with))
			return false;
		mv_sql_adds(sql, ")");
	}
	if (tablespace)
		mv_sql_addf(sql, " TABLESPACE %s", mv_sa_quote(sql->arena, tablespace));
	if (where) {
		mv_sql_adds(sql, " WHERE ");
		if (!mv_sa_condition(context, sql, where))
			return false;
	}
	return !sql->opaque;
}

bool mv_sa_column_index(Alembic *context, SqlText *sql, const Column *column, const TableName *table)
{
	NameList names = { 0 };
	*VEC_PUSH(sql->arena, &names.names) = column->name;
	const char *name = mv_sa_final_name(context, sql, "ix", NULL, false, table, &names, NULL, NULL);
	if (!name && !sql->opaque)
		return mv_sql_opaque(sql, "the index of the column '%s' has no name", column->name);
	if (sql->opaque)
		return false;
	mv_sql_origin(sql, column->call);
	mv_sql_addf(sql, "CREATE %sINDEX %s ON %s (%s)", column->unique ? "UNIQUE " : "", mv_sa_quote(sql->arena, name),
		    mv_sa_quote_table(sql->arena, table->schema, table->name), mv_sa_quote(sql->arena, column->name));
	mv_sql_origin(sql, NULL);
	return true;
}
