/* sa_columns.c: Column(...) and what stands in a table's definition for it. */
#include "compile.h"

#include <string.h>

static bool is_item(const Value *value)
{
	static const char *const items[] = { "ForeignKey", "CheckConstraint", "Sequence", "Computed", "Identity", "DefaultClause",
					     "FetchedValue", "ColumnDefault", "Constraint", "PrimaryKeyConstraint", "UniqueConstraint" };
	for (size_t i = 0; i < sizeof items / sizeof *items; i++)
		if (mv_value_calls(value, items[i]))
			return true;
	return false;
}

static bool add_item(Alembic *context, SqlText *sql, Column *column, const Value *item)
{
	if (mv_value_calls(item, "ForeignKey")) {
		ForeignKey *key = MV_NEW(sql->arena, ForeignKey);
		*VEC_PUSH(sql->arena, &key->columns.names) = column->name;
		key->value = item;
		*VEC_PUSH(sql->arena, &column->foreign_keys) = key;
		return mv_sa_foreign_key_target(context, sql, mv_sa_argument(item, 0, "column"), key, column->name) &&
		       mv_sa_foreign_key_options(sql, item, &key->options);
	}
	if (mv_value_calls(item, "CheckConstraint"))
		*VEC_PUSH(sql->arena, &column->checks) = item;
	else if (mv_value_calls(item, "Sequence"))
		column->sequence = item;
	else if (mv_value_calls(item, "Computed"))
		column->computed = item;
	else if (mv_value_calls(item, "Identity"))
		column->identity = item;
	else if (mv_value_calls(item, "DefaultClause") || mv_value_calls(item, "FetchedValue"))
		column->server_default = item;
	else if (mv_value_calls(item, "ColumnDefault"))
		column->has_default = true;
	else
		return mv_sa_unknown(sql, item, mv_arena_format(sql->arena, "an argument of the column '%s'", column->name));
	return true;
}

/* A column without a type has that of the one it references, when its Table(...) was seen. */
static const Value *referenced_type(const Alembic *context, const ForeignKey *key)
{
	for (uint32_t i = 0; i < context->tables.count && i < 1000; i++) {
		const Value *table = context->tables.items[i];
		if (!mv_streq(mv_sa_name(mv_sa_argument(table, 0, "name"), NULL), key->table))
			continue;
		for (uint32_t k = 2; k < table->as.call->args.count; k++) {
			const Value *column = table->as.call->args.items[k];
			if (!mv_value_calls(column, "Column") ||
			    !mv_streq(mv_sa_name(mv_sa_argument(column, 0, "name"), NULL), key->referred.names.items[0]))
				continue;
			const Value *type = mv_sa_argument(column, 1, "type_");
			return is_item(type) ? NULL : type;
		}
	}
	return NULL;
}

bool mv_sa_column(Alembic *context, SqlText *sql, const Value *call, const char *table_schema, Column *column)
{
	*column = (Column){ .call = call };
	/* A copy of a column: column.copy(), column._copy() */
	for (int depth = 0; depth < 4 && mv_value_is(call, VALUE_CALL) && mv_value_is(call->as.call->callee, VALUE_ATTRIBUTE) &&
			    (mv_value_calls(call, "copy") || mv_value_calls(call, "_copy"));
	     depth++)
		call = call->as.call->callee->as.attribute.object;
	if (!mv_value_calls(call, "Column"))
		return mv_sa_unknown(sql, call, "the column");
	column->call = call;
	column->name = mv_sa_text_argument(sql, call, 0, "name", "the column's name");
	if (!column->name)
		return false;
	const CallValue *made = call->as.call;
	if (made->open)
		return mv_sql_opaque(sql, "the arguments of the column '%s' are not known", column->name);
	uint32_t first = mv_value_text(made->args.count ? made->args.items[0] : NULL) || mv_sa_name(made->args.count ? made->args.items[0] : NULL, NULL);
	column->type_value = mv_sa_argument(call, -1, "type_");
	if (!column->type_value && first < made->args.count && !is_item(made->args.items[first]))
		column->type_value = made->args.items[first++];
	for (uint32_t i = first; i < made->args.count; i++)
		if (!add_item(context, sql, column, made->args.items[i]))
			return false;
	for (uint32_t i = 0; i < made->keywords.count; i++) {
		const char *name = made->keywords.items[i].name;
		const Value *value = made->keywords.items[i].value;
		bool none = mv_value_is(value, VALUE_NONE);
		if (strcmp(name, "nullable") == 0) {
			column->nullable = none ? TRI_NO : mv_sa_flag(sql, call, -1, name);
		} else if (strcmp(name, "primary_key") == 0) {
			column->primary_key = mv_sa_flag(sql, call, -1, name) == TRI_YES;
		} else if (strcmp(name, "unique") == 0) {
			column->unique = mv_sa_flag(sql, call, -1, name) == TRI_YES;
		} else if (strcmp(name, "index") == 0) {
			column->index = mv_sa_flag(sql, call, -1, name) == TRI_YES;
		} else if (strcmp(name, "autoincrement") == 0) {
			const char *text = mv_value_text(value);
			if (mv_streq(text, "ignore_fk"))
				column->autoincrement = AUTO_IGNORE_FK;
			else if (!mv_streq(text, "auto"))
				column->autoincrement = mv_sa_flag(sql, call, -1, name) == TRI_YES ? AUTO_TRUE : AUTO_FALSE;
		} else if (strcmp(name, "server_default") == 0 && !none) {
			if (mv_value_calls(value, "Identity") || mv_value_calls(value, "Computed"))
				add_item(context, sql, column, value);
			else
				column->server_default = value;
		} else if (strcmp(name, "default") == 0 && !none) {
			if (mv_value_calls(value, "Sequence"))
				column->sequence = value;
			else
				column->has_default = true;
		} else if (strcmp(name, "comment") == 0 && !none) {
			column->comment = mv_value_text(value);
			column->has_comment = true;
			if (!column->comment)
				mv_sa_unknown(sql, value, mv_arena_format(sql->arena, "the comment of the column '%s'", column->name));
		}
	}
	if (!column->type_value && column->foreign_keys.count)
		column->type_value = referenced_type(context, column->foreign_keys.items[0]);
	if (!column->type_value && column->foreign_keys.count)
		return mv_sql_opaque(sql, "the type of the column '%s' is that of the column it references", column->name);
	SqlText attempt = mv_sql_text(sql->arena);
	if (!mv_sa_type(context, &attempt, column->type_value, table_schema, &column->type))
		return mv_sql_opaque_part(sql, mv_arena_format(sql->arena, "column '%s': ", column->name), &attempt);
	return !sql->opaque;
}

bool mv_sa_counts_up(const Alembic *context, const Column *column, uint32_t key_columns)
{
	if (column->autoincrement == AUTO_TRUE)
		return true;
	if (key_columns != 1 || column->autoincrement == AUTO_FALSE)
		return false;
	bool number = column->type.affinity == AFFINITY_INTEGER || column->type.affinity == AFFINITY_SMALLINT ||
		      column->type.affinity == AFFINITY_BIGINT ||
		      (column->type.affinity == AFFINITY_NUMERIC && context->sqlalchemy < 201);
	if (!number || column->has_default || column->server_default || column->computed)
		return false;
	return (!column->foreign_keys.count && !column->in_foreign_key) || column->autoincrement == AUTO_IGNORE_FK;
}

bool mv_sa_default(Alembic *context, SqlText *sql, const Value *value)
{
	if (mv_value_calls(value, "DefaultClause"))
		value = mv_sa_argument(value, 0, "arg");
	value = mv_sa_member_value(value);
	if (mv_value_is(value, VALUE_STRING)) {
		if (!mv_value_text(value))
			return mv_sa_unknown(sql, value, "the default");
		mv_sql_adds(sql, mv_sa_literal(sql->arena, value->as.string.text));
		return true;
	}
	if (mv_value_is(value, VALUE_BOOL) || mv_value_is(value, VALUE_INT) || mv_value_is(value, VALUE_FLOAT))
		return mv_sql_refuse(sql, "SQLAlchemy takes no number or truth value as server_default, only strings and expressions");
	/* Sequence("name").next_value() */
	if (mv_value_calls(value, "next_value") && mv_value_is(value->as.call->callee, VALUE_ATTRIBUTE)) {
		const Value *sequence = value->as.call->callee->as.attribute.object;
		const char *name = mv_sa_text_argument(sql, sequence, 0, "name", "the sequence's name");
		const char *schema = mv_sa_optional_text(sql, sequence, -1, "schema");
		if (!name || sql->opaque)
			return false;
		mv_sql_addf(sql, "nextval(%s)", mv_sa_literal(sql->arena, mv_str(mv_sa_quote_table(sql->arena, schema, name))));
		return true;
	}
	return mv_sa_expression_sql(context, sql, value, true);
}

bool mv_sa_sequence_options(SqlText *sql, const Value *call, int first, bool starts_at_1)
{
	static const struct {
		const char *keyword, *words;
		int position; /* after the first */
	} numbers[] = { { "increment", "INCREMENT BY", 1 }, { "start", "START WITH", 0 }, { "minvalue", "MINVALUE", 2 }, { "maxvalue", "MAXVALUE", 3 } };
	const char *space = "";
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		int64_t number;
		if (mv_sa_integer(sql, call, first < 0 ? -1 : first + numbers[i].position, numbers[i].keyword, &number)) {
			mv_sql_addf(sql, "%s%s %lld", space, numbers[i].words, (long long)number);
			space = " ";
		} else if (starts_at_1 && numbers[i].position == 0) {
			mv_sql_addf(sql, "%sSTART WITH 1", space);
			space = " ";
		}
	}
	if (mv_sa_argument(call, first < 0 ? -1 : first + 4, "nominvalue")) {
		mv_sql_addf(sql, "%sNO MINVALUE", space);
		space = " ";
	}
	if (mv_sa_argument(call, first < 0 ? -1 : first + 5, "nomaxvalue")) {
		mv_sql_addf(sql, "%sNO MAXVALUE", space);
		space = " ";
	}
	int64_t cache;
	if (mv_sa_integer(sql, call, -1, "cache", &cache)) {
		mv_sql_addf(sql, "%sCACHE %lld", space, (long long)cache);
		space = " ";
	}
	Tri cycle = mv_sa_flag(sql, call, first < 0 ? -1 : first + 6, "cycle");
	if (cycle != TRI_UNKNOWN)
		mv_sql_addf(sql, "%s%s", space, cycle == TRI_YES ? "CYCLE" : "NO CYCLE");
	return !sql->opaque;
}

bool mv_sa_identity(SqlText *sql, const Value *identity)
{
	SqlText options = mv_sql_text(sql->arena);
	mv_sql_addf(sql, "GENERATED %s AS IDENTITY", mv_sa_flag(sql, identity, 0, "always") == TRI_YES ? "ALWAYS" : "BY DEFAULT");
	mv_sa_sequence_options(&options, identity, 2, false);
	if (options.text.count || options.opaque) {
		mv_sql_adds(sql, " (");
		mv_sql_append(sql, &options);
		mv_sql_adds(sql, ")");
	}
	return !sql->opaque;
}

static bool write_computed(Alembic *context, SqlText *sql, const Value *computed)
{
	mv_sql_adds(sql, " GENERATED ALWAYS AS (");
	if (!mv_sa_condition(context, sql, mv_sa_argument(computed, 0, "sqltext")))
		return false;
	Tri persisted = mv_sa_flag(sql, computed, 1, "persisted");
	if (persisted == TRI_NO && context->sqlalchemy < 201)
		return mv_sql_refuse(sql, "SQLAlchemy makes no virtual generated columns in PostgreSQL");
	mv_sql_adds(sql, persisted == TRI_NO ? ") VIRTUAL" : ") STORED");
	return !sql->opaque;
}

bool mv_sa_write_column(Alembic *context, SqlText *sql, const Column *column, bool counts_up, const TableName *table)
{
	mv_sql_origin(sql, column->call);
	mv_sql_adds(sql, mv_sa_quote(sql->arena, column->name));
	bool optional_sequence = column->sequence && mv_sa_flag(sql, column->sequence, -1, "optional") == TRI_YES;
	if (counts_up && !column->identity && !column->has_default && (!column->sequence || optional_sequence)) {
		mv_sql_adds(sql, column->type.affinity == AFFINITY_BIGINT     ? " BIGSERIAL"
				 : column->type.affinity == AFFINITY_SMALLINT ? " SMALLSERIAL"
									      : " SERIAL");
	} else {
		mv_sql_addf(sql, " %s", column->type.sql);
		if (column->server_default && !mv_value_calls(column->server_default, "FetchedValue")) {
			mv_sql_adds(sql, " DEFAULT ");
			SqlText value = mv_sql_text(sql->arena);
			mv_sa_default(context, &value, column->server_default);
			if (value.opaque)
				return mv_sql_opaque_part(sql, mv_arena_format(sql->arena, "default of the column '%s': ", column->name), &value);
			mv_sql_append(sql, &value);
			mv_sql_origin(sql, column->call);
		}
	}
	if (column->computed && !write_computed(context, sql, column->computed))
		return false;
	if (column->identity) {
		mv_sql_adds(sql, " ");
		mv_sa_identity(sql, column->identity);
	}
	bool nullable = column->nullable == TRI_UNKNOWN ? !column->primary_key && !column->identity : column->nullable == TRI_YES;
	if (!nullable && !column->identity)
		mv_sql_adds(sql, " NOT NULL");
	else if (nullable && column->identity)
		mv_sql_adds(sql, " NULL");
	for (uint32_t i = 0; i < column->checks.count; i++) {
		mv_sql_adds(sql, " ");
		if (!mv_sa_constraint(context, sql, column->checks.items[i], table))
			return false;
	}
	mv_sql_origin(sql, NULL);
	return !sql->opaque;
}

bool mv_sa_column_sql(Alembic *context, SqlText *sql, const Value *call, const char *table)
{
	Column column;
	TableName owner = { NULL, table };
	if (!mv_sa_column(context, sql, call, NULL, &column))
		return false;
	return mv_sa_write_column(context, sql, &column, column.primary_key && mv_sa_counts_up(context, &column, 1), &owner);
}
