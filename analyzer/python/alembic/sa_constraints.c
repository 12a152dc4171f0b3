/* sa_constraints.c: constraints as they stand in CREATE TABLE and behind ALTER TABLE ... ADD. */
#include "compile.h"

#include <string.h>

/* ---- names ---- */

/* What a server keeps of a name; SQLAlchemy refuses longer ones unless they were made by a convention. */
#define NAME_LIMIT 63

const char *mv_sa_fitting(SqlText *sql, const char *name, bool conv)
{
	size_t characters = 0;
	if (!name)
		return NULL;
	for (const char *c = name; *c; c++)
		characters += ((unsigned char)*c & 0xC0) != 0x80;
	if (characters <= NAME_LIMIT)
		return name;
	if (conv)
		return mv_alembic_shortened(sql->arena, name);
	mv_sql_refuse(sql, "the name '%.80s' is longer than %d characters, which PostgreSQL cannot hold", name, NAME_LIMIT);
	return NULL;
}

static bool append_name(SqlText *sql, const char *name, bool conv)
{
	name = mv_sa_fitting(sql, name, conv);
	if (name)
		mv_sql_addf(sql, "CONSTRAINT %s ", mv_sa_quote(sql->arena, name));
	return name != NULL;
}

const char *mv_sa_final_name(Alembic *context, SqlText *sql, const char *kind, const char *name, bool conv, const TableName *table,
			     const NameList *columns, const ForeignKey *key, const Value *value)
{
	if (conv)
		return name;
	NamedConstraint named = { .kind = kind, .name = name, .schema = table->schema, .table = table->name, .value = value };
	for (uint32_t i = 0; columns && i < columns->names.count; i++)
		*VEC_PUSH(sql->arena, &named.columns) = columns->names.items[i];
	if (key) {
		named.referred_table = key->table;
		named.referred_schema = key->schema;
		for (uint32_t i = 0; i < key->referred.names.count; i++)
			*VEC_PUSH(sql->arena, &named.referred_columns) = key->referred.names.items[i];
	}
	const char *reason = NULL;
	const char *made = mv_alembic_convention_name(context, &named, &reason);
	if (reason) {
		mv_sql_opaque(sql, "%s", reason);
		return NULL;
	}
	return made ? made : name;
}

bool mv_sa_constraint_name(Alembic *context, SqlText *sql, const char *kind, const char *name, bool conv, const TableName *table,
			   const NameList *columns, const ForeignKey *key, const Value *value)
{
	const char *final = mv_sa_final_name(context, sql, kind, name, conv, table, columns, key, value);
	if (sql->opaque)
		return false;
	return final ? append_name(sql, final, conv) : true;
}

/* The name of a constraint's call. */
static const char *given_name(SqlText *sql, const Value *call, int position, bool *conv)
{
	const Value *value = mv_sa_argument(call, position, "name");
	const char *name = mv_sa_name(value, conv);
	/* sqlalchemy.sql.base._NONE_NAME and the like stand for no name */
	if (value && !name && !mv_streq(mv_value_last_name(value), "_NONE_NAME"))
		mv_sa_unknown(sql, value, "the name of the constraint");
	return name && *name ? name : NULL;
}

/* ---- parts ---- */

void mv_sa_deferrability(SqlText *sql, Tri deferrable, const char *initially)
{
	if (deferrable != TRI_UNKNOWN)
		mv_sql_adds(sql, deferrable == TRI_YES ? " DEFERRABLE" : " NOT DEFERRABLE");
	if (initially)
		mv_sql_addf(sql, " INITIALLY %s", initially);
}

static void deferrability_of(SqlText *sql, const Value *call)
{
	Tri deferrable = mv_sa_flag(sql, call, -1, "deferrable");
	mv_sa_deferrability(sql, deferrable, mv_sa_optional_text(sql, call, -1, "initially"));
}

static void validity_of(SqlText *sql, const Value *call)
{
	if (mv_sa_flag(sql, call, -1, "postgresql_not_valid") == TRI_YES)
		mv_sql_adds(sql, " NOT VALID");
}

static void include_of(SqlText *sql, const Value *call)
{
	const Value *include = mv_sa_argument(call, -1, "postgresql_include");
	NameList names = { 0 };
	if (!include || !mv_sa_names(sql, include, &names, "the list of included columns") || !names.names.count)
		return;
	mv_sql_adds(sql, " INCLUDE (");
	mv_sa_add_names(sql, &names);
	mv_sql_adds(sql, ")");
}

/* SQLAlchemy's text(): a colon that is to stay is written with a backslash. */
static void add_text(SqlText *sql, const Value *value)
{
	Str text = value->as.string.text;
	mv_sql_origin(sql, value);
	if (mv_str_find(text, STR("\\:"), 0) == SIZE_MAX) {
		mv_sql_add_string(sql, &value->as.string);
	} else {
		for (size_t i = 0; i < text.len; i++)
			if (!(text.ptr[i] == '\\' && i + 1 < text.len && text.ptr[i + 1] == ':'))
				mv_sql_add(sql, mv_str_slice(text, i, i + 1));
	}
	mv_sql_origin(sql, NULL);
}

bool mv_sa_condition(Alembic *context, SqlText *sql, const Value *value)
{
	if (!value)
		return mv_sql_opaque(sql, "the expression is missing");
	if (mv_value_is(value, VALUE_STRING)) {
		if (!mv_value_text(value))
			return mv_sa_unknown(sql, value, "the expression");
		add_text(sql, value);
		return true;
	}
	return mv_sa_expression_sql(context, sql, value, true);
}

/* ---- foreign keys ---- */

bool mv_sa_foreign_key_options(SqlText *sql, const Value *call, ForeignKeyOptions *options)
{
	options->name = given_name(sql, call, -1, &options->name_conv);
	options->ondelete = mv_sa_optional_text(sql, call, -1, "ondelete");
	options->onupdate = mv_sa_optional_text(sql, call, -1, "onupdate");
	options->initially = mv_sa_optional_text(sql, call, -1, "initially");
	options->match = mv_sa_optional_text(sql, call, -1, "match");
	options->deferrable = mv_sa_flag(sql, call, -1, "deferrable");
	options->not_valid = mv_sa_flag(sql, call, -1, "postgresql_not_valid") == TRI_YES;
	options->use_alter = mv_sa_flag(sql, call, -1, "use_alter") == TRI_YES;
	return !sql->opaque;
}

/* `table` of Table("t", metadata, ..., schema=). */
static bool table_of(const Value *value, const char **schema, const char **name)
{
	if (!mv_value_calls(value, "Table"))
		return false;
	*name = mv_sa_name(mv_sa_argument(value, 0, "name"), NULL);
	*schema = mv_sa_name(mv_sa_argument(value, -1, "schema"), NULL);
	return *name != NULL;
}

bool mv_sa_foreign_key_target(Alembic *context, SqlText *sql, const Value *target, ForeignKey *key, const char *own_column)
{
	const char *text = mv_sa_name(target, NULL), *schema = NULL, *table = NULL, *column = NULL;
	if (text) {
		/* schema.table.column; a schema may hold dots itself */
		const char *last = strrchr(text, '.'), *before = NULL;
		for (const char *c = text; last && c < last; c++)
			if (*c == '.')
				before = c;
		if (!last) {
			table = text;
			column = own_column;
		} else {
			column = last + 1;
			table = mv_arena_strndup(sql->arena, before ? before + 1 : text, (size_t)(last - (before ? before + 1 : text)));
			if (before)
				schema = mv_arena_strndup(sql->arena, text, (size_t)(before - text));
		}
	} else if (mv_value_is(target, VALUE_ATTRIBUTE)) {
		/* table.c.column, table.columns.column */
		const Value *columns = target->as.attribute.object;
		if (mv_value_is(columns, VALUE_ATTRIBUTE) &&
		    (strcmp(columns->as.attribute.name, "c") == 0 || strcmp(columns->as.attribute.name, "columns") == 0) &&
		    table_of(columns->as.attribute.object, &schema, &table))
			column = target->as.attribute.name;
	} else if (mv_value_calls(target, "Column") || mv_value_calls(target, "mapped_column")) {
		/* MappedClass.column */
		mv_alembic_column_owner(context, target, &schema, &table, &column);
	}
	if (!table || !column || !*table || !*column)
		return mv_sa_unknown(sql, target, "what the foreign key references");
	if (key->table && (!mv_streq(key->table, table) || !mv_streq(key->schema, schema)))
		return mv_sql_opaque(sql, "a foreign key references two tables, '%s' and '%s'", key->table, table);
	key->schema = schema;
	key->table = table;
	*VEC_PUSH(sql->arena, &key->referred.names) = column;
	return true;
}

bool mv_sa_read_foreign_key(Alembic *context, SqlText *sql, const Value *call, ForeignKey *key)
{
	*key = (ForeignKey){ .value = call };
	const Value *targets = mv_sa_argument(call, 1, "refcolumns");
	const struct ValueList *items = mv_value_items(targets);
	if (!mv_sa_names(sql, mv_sa_argument(call, 0, "columns"), &key->columns, "the list of the foreign key's columns"))
		return false;
	if (!items || items->open)
		return mv_sa_unknown(sql, targets, "what the foreign key references");
	for (uint32_t i = 0; i < items->items.count; i++)
		if (!mv_sa_foreign_key_target(context, sql, items->items.items[i], key,
					      i < key->columns.names.count ? key->columns.names.items[i] : NULL))
			return false;
	if (!key->table)
		return mv_sql_opaque(sql, "the foreign key references nothing");
	if (!mv_sa_foreign_key_options(sql, call, &key->options))
		return false;
	if (!key->options.name)
		key->options.name = given_name(sql, call, 2, &key->options.name_conv);
	return !sql->opaque;
}

bool mv_sa_foreign_key(Alembic *context, SqlText *sql, const ForeignKey *key, const TableName *table)
{
	const ForeignKeyOptions *options = &key->options;
	mv_sql_origin(sql, key->value);
	if (!mv_sa_constraint_name(context, sql, "fk", options->name, options->name_conv, table, &key->columns, key, key->value))
		return false;
	mv_sql_adds(sql, "FOREIGN KEY(");
	mv_sa_add_names(sql, &key->columns);
	mv_sql_addf(sql, ") REFERENCES %s (", mv_sa_quote_table(sql->arena, key->schema, key->table));
	mv_sa_add_names(sql, &key->referred);
	mv_sql_adds(sql, ")");
	if (options->match)
		mv_sql_addf(sql, " MATCH %s", options->match);
	if (options->ondelete)
		mv_sql_addf(sql, " ON DELETE %s", options->ondelete);
	if (options->onupdate)
		mv_sql_addf(sql, " ON UPDATE %s", options->onupdate);
	mv_sa_deferrability(sql, options->deferrable, options->initially);
	if (options->not_valid)
		mv_sql_adds(sql, " NOT VALID");
	mv_sql_origin(sql, NULL);
	return !sql->opaque;
}

/* ---- the others ---- */

/* The columns that are given one by one: UniqueConstraint("a", "b"). */
static bool column_args(SqlText *sql, const Value *call, NameList *names)
{
	Value list = { .kind = VALUE_TUPLE };
	list.source = call->source;
	list.span = call->span;
	list.as.list.items.items = call->as.call->args.items;
	list.as.list.items.count = call->as.call->args.count;
	list.as.list.open = call->as.call->open;
	return mv_sa_names(sql, &list, names, "the list of the constraint's columns");
}

bool mv_sa_unique_body(SqlText *sql, const NameList *names, const Value *options)
{
	mv_sql_adds(sql, "UNIQUE ");
	const Value *nulls = mv_sa_argument(options, -1, "postgresql_nulls_not_distinct");
	if (nulls)
		mv_sql_adds(sql, mv_sa_flag(sql, options, -1, "postgresql_nulls_not_distinct") == TRI_YES ? "NULLS NOT DISTINCT "
													  : "NULLS DISTINCT ");
	mv_sql_adds(sql, "(");
	mv_sa_add_names(sql, names);
	mv_sql_adds(sql, ")");
	include_of(sql, options);
	deferrability_of(sql, options);
	return !sql->opaque;
}

bool mv_sa_primary_key_body(SqlText *sql, const NameList *names, const Value *options)
{
	mv_sql_adds(sql, "PRIMARY KEY (");
	mv_sa_add_names(sql, names);
	mv_sql_adds(sql, ")");
	include_of(sql, options);
	deferrability_of(sql, options);
	return !sql->opaque;
}

bool mv_sa_check_body(Alembic *context, SqlText *sql, const Value *condition, const Value *options)
{
	mv_sql_adds(sql, "CHECK (");
	if (!mv_sa_condition(context, sql, condition))
		return false;
	mv_sql_adds(sql, ")");
	deferrability_of(sql, options);
	validity_of(sql, options);
	return !sql->opaque;
}

bool mv_sa_exclude(Alembic *context, SqlText *sql, const Value *call, uint32_t first, const char *name, bool conv, const TableName *table)
{
	const CallValue *made = call->as.call;
	const char *using = mv_sa_optional_text(sql, call, -1, "using");
	const Value *ops = mv_sa_argument(call, -1, "ops"), *where = mv_sa_argument(call, -1, "where");
	if (name && !append_name(sql, name, conv))
		return false;
	(void)table;
	mv_sql_addf(sql, "EXCLUDE USING %s (", using ? using : "gist");
	if (made->open)
		return mv_sql_opaque(sql, "the elements of the exclusion constraint are not known");
	for (uint32_t i = first; i < made->args.count; i++) {
		const struct ValueList *pair = mv_value_items(made->args.items[i]);
		const char *operator = pair && pair->items.count == 2 ? mv_value_text(pair->items.items[1]) : NULL;
		if (!operator)
			return mv_sa_unknown(sql, made->args.items[i], "an element of the exclusion constraint");
		if (i > first)
			mv_sql_adds(sql, ", ");
		const char *column = mv_sa_name(pair->items.items[0], NULL);
		if (column)
			mv_sql_adds(sql, mv_sa_quote(sql->arena, column));
		else if (!mv_sa_expression_sql(context, sql, pair->items.items[0], true))
			return false;
		const char *class = column ? mv_value_text(mv_dict_get(ops, column)) : NULL;
		if (class)
			mv_sql_addf(sql, " %s", class);
		mv_sql_addf(sql, " WITH %s", operator);
	}
	mv_sql_adds(sql, ")");
	if (where) {
		mv_sql_adds(sql, " WHERE (");
		if (!mv_sa_condition(context, sql, where))
			return false;
		mv_sql_adds(sql, ")");
	}
	deferrability_of(sql, call);
	return !sql->opaque;
}

bool mv_sa_enum_check(Alembic *context, SqlText *sql, const Column *column, const TableName *table)
{
	NameList names = { 0 };
	*VEC_PUSH(sql->arena, &names.names) = column->name;
	if (!mv_sa_constraint_name(context, sql, "ck", column->type.check_name, column->type.check_name_conv, table, &names, NULL, NULL))
		return false;
	mv_sql_addf(sql, "CHECK (%s IN (", mv_sa_quote(sql->arena, column->name));
	for (uint32_t i = 0; i < column->type.labels.count; i++)
		mv_sql_addf(sql, "%s%s", i ? ", " : "", mv_sa_literal(sql->arena, mv_str(column->type.labels.items[i])));
	mv_sql_adds(sql, "))");
	return true;
}

bool mv_sa_constraint(Alembic *context, SqlText *sql, const Value *call, const TableName *table)
{
	bool conv = false;
	NameList names = { 0 };
	if (mv_value_calls(call, "ForeignKeyConstraint")) {
		ForeignKey key;
		return mv_sa_read_foreign_key(context, sql, call, &key) && mv_sa_foreign_key(context, sql, &key, table);
	}
	mv_sql_origin(sql, call);
	if (mv_value_calls(call, "UniqueConstraint")) {
		const char *name = given_name(sql, call, -1, &conv);
		if (!column_args(sql, call, &names) || !mv_sa_constraint_name(context, sql, "uq", name, conv, table, &names, NULL, call) ||
		    !mv_sa_unique_body(sql, &names, call))
			return false;
	} else if (mv_value_calls(call, "PrimaryKeyConstraint")) {
		const char *name = given_name(sql, call, -1, &conv);
		if (!column_args(sql, call, &names) || !mv_sa_constraint_name(context, sql, "pk", name, conv, table, &names, NULL, call) ||
		    !mv_sa_primary_key_body(sql, &names, call))
			return false;
	} else if (mv_value_calls(call, "CheckConstraint")) {
		const char *name = given_name(sql, call, 1, &conv);
		if (!mv_sa_constraint_name(context, sql, "ck", name, conv, table, NULL, NULL, call) ||
		    !mv_sa_check_body(context, sql, mv_sa_argument(call, 0, "sqltext"), call))
			return false;
	} else if (mv_value_calls(call, "ExcludeConstraint")) {
		const char *name = given_name(sql, call, -1, &conv);
		if (!mv_sa_exclude(context, sql, call, 0, name, conv, table))
			return false;
	} else {
		return mv_sa_unknown(sql, call, "the constraint");
	}
	mv_sql_origin(sql, NULL);
	return !sql->opaque;
}
