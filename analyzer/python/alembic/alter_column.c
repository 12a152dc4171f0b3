/* alter_column.c: op.alter_column(), which sends up to eight statements. */
#include "compile.h"

#include <stdio.h>
#include <string.h>

/* "ALTER TABLE t ALTER COLUMN c " */
static SqlText begin(Alembic *context, const TableName *table, const char *column)
{
	SqlText sql = mv_sql_text(context->arena);
	mv_sql_addf(&sql, "ALTER TABLE %s ALTER COLUMN %s ", mv_sa_quote_table(context->arena, table->schema, table->name),
		    mv_sa_quote(context->arena, column));
	return sql;
}

static void alter_type(Alembic *context, const Value *call, const TableName *table, const char *column, const Value *type)
{
	SqlText sql = begin(context, table, column);
	const Value *using = mv_sa_argument(call, -1, "postgresql_using");
	mv_sql_adds(&sql, "TYPE ");
	mv_sql_origin(&sql, type);
	SaType resolved;
	if (mv_sa_type(context, &sql, type, NULL, &resolved)) {
		mv_sql_adds(&sql, resolved.sql);
		mv_sql_origin(&sql, NULL);
		if (using && mv_value_is(using, VALUE_STRING) && mv_value_text(using)) {
			if (*mv_value_text(using)) {
				mv_sql_adds(&sql, " USING ");
				mv_sql_add_string(&sql, &using->as.string);
			}
		} else if (mv_value_calls(using, "text")) {
			mv_sql_adds(&sql, " USING ");
			mv_sa_expression_sql(context, &sql, using, true);
		} else if (using) {
			mv_sa_unknown(&sql, using, "the value of 'postgresql_using'");
		}
	}
	mv_alembic_statement(context, &sql);
}

/* What an Identity says of one of its options: the text that SET shows. */
typedef struct IdentityOption {
	const char *name;
	int position;
} IdentityOption;

/* Those that differ, in alphabetical order, each set by itself. */
static void alter_identity(SqlText *sql, const Value *identity, const Value *existing)
{
	static const IdentityOption options[] = { { "always", 0 },   { "cache", -1 },     { "cycle", 8 },      { "increment", 3 }, { "maxvalue", 5 },
						  { "minvalue", 4 }, { "nomaxvalue", 7 }, { "nominvalue", 6 }, { "start", 2 } };
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		const Value *now = mv_sa_argument(identity, options[i].position, options[i].name);
		const Value *was = mv_sa_argument(existing, options[i].position, options[i].name);
		int64_t a = 0, b = 0;
		bool same;
		if (strcmp(options[i].name, "always") == 0 || strcmp(options[i].name, "cycle") == 0)
			same = (mv_value_truth(now) == TRI_YES) == (mv_value_truth(was) == TRI_YES);
		else
			same = (!now && !was) || (mv_value_int(now, &a) && mv_value_int(was, &b) && a == b) ||
			       (mv_value_is(now, VALUE_BOOL) && mv_value_is(was, VALUE_BOOL) && now->as.truth == was->as.truth);
		if (same)
			continue;
		if (strcmp(options[i].name, "always") == 0)
			mv_sql_addf(sql, "SET GENERATED %s ", mv_value_truth(now) == TRI_YES ? "ALWAYS" : "BY DEFAULT");
		else if (strcmp(options[i].name, "cycle") == 0)
			mv_sql_addf(sql, "SET %s ", mv_value_truth(now) == TRI_YES ? "CYCLE" : "NO CYCLE");
		else if (strcmp(options[i].name, "nominvalue") == 0)
			mv_sql_adds(sql, now ? "SET NO MINVALUE " : "SET ");
		else if (strcmp(options[i].name, "nomaxvalue") == 0)
			mv_sql_adds(sql, now ? "SET NO MAXVALUE " : "SET ");
		else if (!now)
			mv_sql_adds(sql, "SET ");
		else if (!mv_value_int(now, &a))
			mv_sa_unknown(sql, now, "an option of the identity");
		else
			mv_sql_addf(sql, "SET %s %lld ",
				    strcmp(options[i].name, "increment") == 0 ? "INCREMENT BY"
				    : strcmp(options[i].name, "start") == 0   ? "START WITH"
				    : strcmp(options[i].name, "cache") == 0   ? "CACHE"
				    : strcmp(options[i].name, "minvalue") == 0 ? "MINVALUE"
									       : "MAXVALUE",
				    (long long)a);
	}
}

static bool is_false(const Value *value)
{
	return !value || (mv_value_is(value, VALUE_BOOL) && !value->as.truth);
}

static void alter_default(Alembic *context, const Value *call, const TableName *table, const char *column, const Value *value)
{
	SqlText sql = begin(context, table, column);
	const Value *existing = mv_sa_argument(call, -1, "existing_server_default");
	if (mv_value_calls(value, "Computed") || mv_value_calls(existing, "Computed")) {
		mv_sql_refuse(&sql, "Alembic neither adds generated expressions to columns nor takes them away");
	} else if (mv_value_calls(value, "Identity") || mv_value_calls(existing, "Identity")) {
		if (mv_value_is(value, VALUE_NONE)) {
			mv_sql_adds(&sql, "DROP IDENTITY");
		} else if (is_false(existing) && (context->alembic >= 114 || !existing)) {
			mv_sql_adds(&sql, "ADD ");
			mv_sa_identity(&sql, value);
		} else {
			alter_identity(&sql, value, existing);
		}
	} else if (mv_value_is(value, VALUE_NONE)) {
		mv_sql_adds(&sql, "DROP DEFAULT");
	} else {
		mv_sql_adds(&sql, "SET DEFAULT ");
		mv_sql_origin(&sql, value);
		mv_sa_default(context, &sql, value);
	}
	mv_alembic_statement(context, &sql);
}

/* The CHECK that a type brings along (an Enum that is no type of its own). */
static void alter_type_check(Alembic *context, const TableName *table, const char *name, const Value *type, bool add)
{
	SaType resolved;
	SqlText attempt = mv_sql_text(context->arena), sql = mv_sql_text(context->arena);
	if (!type || !mv_sa_type(context, &attempt, type, NULL, &resolved) || !resolved.check)
		return;
	Column column = { .name = name, .type = resolved };
	mv_sql_addf(&sql, "ALTER TABLE %s %s ", mv_sa_quote_table(context->arena, table->schema, table->name), add ? "ADD" : "DROP");
	if (add) {
		mv_sa_enum_check(context, &sql, &column, table);
	} else {
		NameList names = { 0 };
		*VEC_PUSH(context->arena, &names.names) = name;
		const char *check = mv_sa_final_name(context, &sql, "ck", resolved.check_name, resolved.check_name_conv, table, &names, NULL, NULL);
		if (check)
			mv_sql_addf(&sql, "CONSTRAINT %s", mv_sa_quote(context->arena, check));
		else
			mv_sql_refuse(&sql, "the constraint of the enum has no name");
	}
	mv_alembic_statement(context, &sql);
}

static void alter_comment(Alembic *context, const TableName *table, const char *column, const Value *comment)
{
	SqlText sql = mv_sql_text(context->arena);
	const char *text = mv_value_text(comment);
	mv_sql_addf(&sql, "COMMENT ON COLUMN %s.%s IS ", mv_sa_quote_table(context->arena, table->schema, table->name),
		    mv_sa_quote(context->arena, column));
	if (mv_value_is(comment, VALUE_NONE))
		mv_sql_adds(&sql, "NULL");
	else if (text)
		mv_sql_adds(&sql, mv_sa_literal(context->arena, mv_str(text)));
	else
		mv_sa_unknown(&sql, comment, "the comment");
	mv_alembic_statement(context, &sql);
}

void mv_alembic_alter_column(Alembic *context, const Value *call, const TableName *table, int position)
{
	SqlText sql = mv_sql_text(context->arena);
	const char *column = mv_sa_text_argument(&sql, call, position, "column_name", "the column's name");
	Tri nullable = mv_sa_flag(&sql, call, -1, "nullable");
	const char *renamed = mv_sa_optional_text(&sql, call, -1, "new_column_name");
	/* Names that very old migrations used. */
	if (!renamed)
		renamed = mv_sa_optional_text(&sql, call, -1, "name");
	const Value *type = mv_sa_argument(call, -1, "type_"), *existing = mv_sa_argument(call, -1, "existing_type");
	const Value *fallback = mv_call_argument(call, -1, "server_default"), *comment = mv_call_argument(call, -1, "comment");
	if (call->as.call->open)
		mv_sql_opaque(&sql, "the arguments are not all known");
	if (sql.opaque) {
		mv_alembic_statement(context, &sql);
		return;
	}
	if (existing && type)
		alter_type_check(context, table, column, existing, false);
	if (type)
		alter_type(context, call, table, column, type);
	if (nullable != TRI_UNKNOWN) {
		sql = begin(context, table, column);
		mv_sql_adds(&sql, nullable == TRI_YES ? "DROP NOT NULL" : "SET NOT NULL");
		mv_alembic_statement(context, &sql);
	}
	if (fallback && !is_false(fallback))
		alter_default(context, call, table, column, fallback);
	if (comment && !is_false(comment))
		alter_comment(context, table, column, comment);
	if (renamed) {
		sql = mv_sql_text(context->arena);
		mv_sql_addf(&sql, "ALTER TABLE %s RENAME %s TO %s", mv_sa_quote_table(context->arena, table->schema, table->name),
			    mv_sa_quote(context->arena, column), mv_sa_quote(context->arena, renamed));
		mv_alembic_statement(context, &sql);
	}
	/* The check is sent behind the renaming, with the name that the column had. */
	if (type)
		alter_type_check(context, table, column, type, true);
}
