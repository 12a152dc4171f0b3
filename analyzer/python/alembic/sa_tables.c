/* sa_tables.c: CREATE TABLE with what comes before and behind it, and CREATE TYPE. */
#include "compile.h"

#include <string.h>

/* ---- named types ---- */

static bool write_domain(Alembic *context, SqlText *sql, const NamedType *type)
{
	const Value *call = type->call;
	SaType data;
	if (!mv_sa_type(context, sql, mv_sa_argument(call, 1, "data_type"), NULL, &data))
		return false;
	mv_sql_addf(sql, "CREATE DOMAIN %s AS %s", mv_sa_quote_table(sql->arena, type->schema, type->name), data.sql);
	const char *collation = mv_sa_optional_text(sql, call, -1, "collation");
	if (collation)
		mv_sql_addf(sql, " COLLATE %s", mv_sa_quote(sql->arena, collation));
	if (mv_sa_argument(call, -1, "default")) {
		mv_sql_adds(sql, " DEFAULT ");
		mv_sa_default(context, sql, mv_sa_argument(call, -1, "default"));
	}
	const char *name = mv_sa_optional_text(sql, call, -1, "constraint_name");
	if (name)
		mv_sql_addf(sql, " CONSTRAINT %s", mv_sa_quote(sql->arena, name));
	if (mv_sa_flag(sql, call, -1, "not_null") == TRI_YES)
		mv_sql_adds(sql, " NOT NULL");
	if (mv_sa_argument(call, -1, "check")) {
		mv_sql_adds(sql, " CHECK (");
		mv_sa_condition(context, sql, mv_sa_argument(call, -1, "check"));
		mv_sql_adds(sql, ")");
	}
	return !sql->opaque;
}

/* Writes `sql` unless `there` says that it is not sent; what is not known may happen. */
static void write_when(Alembic *context, const SqlText *sql, Tri when, const char *why)
{
	if (when == TRI_NO)
		return;
	Circumstances kept = context->circumstances;
	if (when == TRI_UNKNOWN && !kept.conditional) {
		context->circumstances.conditional = true;
		context->circumstances.why = why;
	}
	mv_alembic_statement(context, sql);
	context->circumstances = kept;
}

void mv_sa_create_type(Alembic *context, const NamedType *type, bool checkfirst)
{
	SqlText sql = mv_sql_text(context->arena);
	mv_sql_origin(&sql, type->call);
	if (type->domain) {
		write_domain(context, &sql, type);
	} else {
		mv_sql_addf(&sql, "CREATE TYPE %s AS ENUM (", mv_sa_quote_table(sql.arena, type->schema, type->name));
		for (uint32_t i = 0; i < type->labels.count; i++)
			mv_sql_addf(&sql, "%s%s", i ? ", " : "", mv_sa_literal(sql.arena, mv_str(type->labels.items[i])));
		mv_sql_adds(&sql, ")");
	}
	Tri there = checkfirst ? mv_alembic_has_type(context, type->schema, type->name) : TRI_NO;
	write_when(context, &sql, mv_tri_not(there), mv_arena_format(context->arena, "the type '%s' is there already", type->name));
}

void mv_sa_drop_type(Alembic *context, const NamedType *type, bool checkfirst)
{
	SqlText sql = mv_sql_text(context->arena);
	mv_sql_origin(&sql, type->call);
	mv_sql_addf(&sql, "DROP %s %s", type->domain ? "DOMAIN" : "TYPE", mv_sa_quote_table(sql.arena, type->schema, type->name));
	Tri there = checkfirst ? mv_alembic_has_type(context, type->schema, type->name) : TRI_YES;
	write_when(context, &sql, there, mv_arena_format(context->arena, "the type '%s' is there", type->name));
}

/*
 * Alembic's connection remembers the types that tables created, for as long as
 * one run lasts, and creates none twice. A run that starts later does not know
 * them; so a type that is gone is made again.
 */
static bool created_before(Alembic *context, const NamedType *type)
{
	Map *created = context->down ? &context->created_down : &context->created;
	if (context->down && context->created_down_by != context->migration) {
		context->created_down = (Map){ 0 };
		context->created_down_by = context->migration;
	}
	if (!created->arena)
		mv_map_init(created, context->arena);
	const char *key = mv_sa_quote_table(context->arena, type->schema, type->name);
	if (mv_map_get(created, key) && mv_alembic_has_type(context, type->schema, type->name) != TRI_NO)
		return true;
	mv_map_set(created, key, context);
	return false;
}

/* ---- tables ---- */

typedef struct Table {
	VEC(Column *) columns;
	VEC(const Value *) constraints, indexes;
	const Value *primary_key; /* PrimaryKeyConstraint(...), or NULL */
	NameList key;             /* its columns */
	bool key_is_implicit;
} Table;

static Column *find_column(const Table *table, const char *name)
{
	for (uint32_t i = 0; i < table->columns.count; i++)
		if (strcmp(table->columns.items[i]->name, name) == 0)
			return table->columns.items[i];
	return NULL;
}

static bool add_table_item(Alembic *context, SqlText *sql, Table *table, const TableName *name, const Value *item, int depth)
{
	const struct ValueList *list = mv_value_items(item);
	if (list && depth < 4) {
		if (list->open)
			return mv_sql_opaque(sql, "the columns of the table '%s' are not all known", name->name);
		for (uint32_t i = 0; i < list->items.count; i++)
			if (!add_table_item(context, sql, table, name, list->items.items[i], depth + 1))
				return false;
		return true;
	}
	if (mv_value_is(item, VALUE_NONE))
		return true;
	if (mv_value_calls(item, "PrimaryKeyConstraint")) {
		table->primary_key = item;
		return true;
	}
	if (mv_value_calls(item, "UniqueConstraint") || mv_value_calls(item, "CheckConstraint") ||
	    mv_value_calls(item, "ForeignKeyConstraint") || mv_value_calls(item, "ExcludeConstraint")) {
		*VEC_PUSH(sql->arena, &table->constraints) = item;
		return true;
	}
	if (mv_value_calls(item, "Index")) {
		*VEC_PUSH(sql->arena, &table->indexes) = item;
		return true;
	}
	if (mv_value_calls(item, "Column") || mv_value_calls(item, "copy") || mv_value_calls(item, "_copy")) {
		Column *column = MV_NEW(sql->arena, Column);
		if (!mv_sa_column(context, sql, item, name->schema, column))
			return false;
		*VEC_PUSH(sql->arena, &table->columns) = column;
		return true;
	}
	return mv_sa_unknown(sql, item, mv_arena_format(sql->arena, "an element of the table '%s'", name->name));
}

/* Which columns are the key, and in what order they stand. */
/* Columns of keys to other tables do not count up. */
static void mark_foreign_keys(Table *table)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Value *call = table->constraints.items[i];
		const struct ValueList *names = mv_value_calls(call, "ForeignKeyConstraint") ?
							mv_value_items(mv_sa_argument(call, 0, "columns")) : NULL;
		for (uint32_t k = 0; names && k < names->items.count; k++) {
			const char *name = mv_sa_name(names->items.items[k], NULL);
			Column *column = name ? find_column(table, name) : NULL;
			if (column)
				column->in_foreign_key = true;
		}
	}
}

static bool find_key(const Alembic *context, SqlText *sql, Table *table)
{
	mark_foreign_keys(table);
	const Value *constraint = table->primary_key;
	if (constraint && constraint->as.call->args.count) {
		for (uint32_t i = 0; i < constraint->as.call->args.count; i++) {
			const Value *arg = constraint->as.call->args.items[i];
			const char *name = mv_sa_name(arg, NULL);
			if (!name && mv_value_calls(arg, "Column"))
				name = mv_sa_name(mv_sa_argument(arg, 0, "name"), NULL);
			Column *column = name ? find_column(table, name) : NULL;
			if (!column)
				return name ? mv_sql_opaque(sql, "the primary key is on the column '%s', which the table does not have", name)
					    : mv_sa_unknown(sql, arg, "a column of the primary key");
			column->primary_key = true;
			*VEC_PUSH(sql->arena, &table->key.names) = name;
		}
		if (constraint->as.call->open)
			return mv_sql_opaque(sql, "the columns of the primary key are not known");
		return true;
	}
	uint32_t count = 0;
	for (uint32_t i = 0; i < table->columns.count; i++)
		count += table->columns.items[i]->primary_key;
	table->key_is_implicit = !constraint;
	/* A column that counts up comes first. */
	const Column *first = NULL;
	for (uint32_t i = 0; i < table->columns.count && !constraint; i++)
		if (table->columns.items[i]->primary_key && mv_sa_counts_up(context, table->columns.items[i], count))
			first = table->columns.items[i];
	if (first)
		*VEC_PUSH(sql->arena, &table->key.names) = first->name;
	for (uint32_t i = 0; i < table->columns.count; i++)
		if (table->columns.items[i]->primary_key && table->columns.items[i] != first)
			*VEC_PUSH(sql->arena, &table->key.names) = table->columns.items[i]->name;
	return true;
}

static bool write_primary_key(Alembic *context, SqlText *sql, const Table *table, const TableName *name)
{
	bool conv = false;
	const Value *given = mv_sa_argument(table->primary_key, -1, "name");
	const char *text = mv_sa_name(given, &conv);
	if (given && !text)
		return mv_sa_unknown(sql, given, "the name of the primary key");
	mv_sql_origin(sql, table->primary_key);
	if (!mv_sa_constraint_name(context, sql, "pk", text, conv, name, &table->key, NULL, table->primary_key))
		return false;
	mv_sa_primary_key_body(sql, &table->key, table->primary_key);
	mv_sql_origin(sql, NULL);
	return !sql->opaque;
}

#define SEPARATOR ",\n\t"

static bool write_constraints(Alembic *context, SqlText *sql, const Table *table, const TableName *name, const char *separator)
{
	if (table->key.names.count) {
		mv_sql_adds(sql, separator);
		separator = SEPARATOR;
		if (!write_primary_key(context, sql, table, name))
			return false;
	}
	/* In the order in which SQLAlchemy makes them: the given ones, then those of each column. */
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Value *call = table->constraints.items[i];
		if (mv_value_calls(call, "ForeignKeyConstraint") && mv_sa_flag(sql, call, -1, "use_alter") == TRI_YES)
			continue;
		mv_sql_adds(sql, separator);
		separator = SEPARATOR;
		if (!mv_sa_constraint(context, sql, call, name))
			return false;
	}
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Column *column = table->columns.items[i];
		if (column->unique && !column->index) {
			NameList names = { 0 };
			*VEC_PUSH(sql->arena, &names.names) = column->name;
			mv_sql_adds(sql, separator);
			separator = SEPARATOR;
			mv_sql_origin(sql, column->call);
			if (!mv_sa_constraint_name(context, sql, "uq", NULL, false, name, &names, NULL, NULL))
				return false;
			mv_sa_unique_body(sql, &names, NULL);
			mv_sql_origin(sql, NULL);
		}
		if (column->type.check) {
			mv_sql_adds(sql, separator);
			separator = SEPARATOR;
			if (!mv_sa_enum_check(context, sql, column, name))
				return false;
		}
		for (uint32_t k = 0; k < column->foreign_keys.count; k++) {
			if (column->foreign_keys.items[k]->options.use_alter)
				continue;
			mv_sql_adds(sql, separator);
			separator = SEPARATOR;
			if (!mv_sa_foreign_key(context, sql, column->foreign_keys.items[k], name))
				return false;
		}
	}
	return !sql->opaque;
}

/* What stands behind the parenthesis. */
static bool write_table_options(Alembic *context, SqlText *sql, const Value *call)
{
	const Value *inherits = mv_sa_argument(call, -1, "postgresql_inherits"), *with = mv_sa_argument(call, -1, "postgresql_with");
	if (inherits) {
		NameList names = { 0 };
		if (!mv_sa_names(sql, inherits, &names, "what the table inherits"))
			return false;
		mv_sql_adds(sql, "\n INHERITS (");
		mv_sa_add_names(sql, &names);
		mv_sql_adds(sql, ")");
	}
	const char *text = mv_sa_optional_text(sql, call, -1, "postgresql_partition_by");
	if (text)
		mv_sql_addf(sql, "\n PARTITION BY %s", text);
	text = mv_sa_optional_text(sql, call, -1, "postgresql_using");
	if (text)
		mv_sql_addf(sql, "\n USING %s", text);
	if (with && mv_value_truth(with) != TRI_NO) {
		mv_sql_adds(sql, "\n WITH (");
		if (!mv_sa_storage(context, sql, with))
			return false;
		mv_sql_adds(sql, ")");
	}
	Tri oids = mv_sa_flag(sql, call, -1, "postgresql_with_oids");
	if (oids != TRI_UNKNOWN)
		mv_sql_adds(sql, oids == TRI_YES ? "\n WITH OIDS" : "\n WITHOUT OIDS");
	text = mv_sa_optional_text(sql, call, -1, "postgresql_on_commit");
	if (text) {
		char *words = mv_arena_strdup(sql->arena, text);
		for (char *c = words; *c; c++)
			*c = *c == '_' ? ' ' : *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
		mv_sql_addf(sql, "\n ON COMMIT %s", words);
	}
	text = mv_sa_optional_text(sql, call, -1, "postgresql_tablespace");
	if (text)
		mv_sql_addf(sql, "\n TABLESPACE %s", mv_sa_quote(sql->arena, text));
	return !sql->opaque;
}

static bool write_table(Alembic *context, SqlText *sql, const Value *call, const Table *table, const TableName *name, bool if_not_exists)
{
	const Value *prefixes = mv_sa_argument(call, -1, "prefixes");
	mv_sql_adds(sql, "CREATE ");
	if (prefixes) {
		NameList words = { 0 };
		if (!mv_sa_names(sql, prefixes, &words, "the list of prefixes"))
			return false;
		for (uint32_t i = 0; i < words.names.count; i++)
			mv_sql_addf(sql, "%s ", words.names.items[i]);
	}
	mv_sql_addf(sql, "TABLE %s%s (", if_not_exists || mv_sa_flag(sql, call, -1, "if_not_exists") == TRI_YES ? "IF NOT EXISTS " : "",
		    mv_sa_quote_table(sql->arena, name->schema, name->name));
	const char *separator = "\n\t";
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Column *column = table->columns.items[i];
		mv_sql_adds(sql, separator);
		separator = SEPARATOR;
		bool counts_up = column->primary_key && mv_sa_counts_up(context, column, table->key.names.count);
		if (!mv_sa_write_column(context, sql, column, counts_up, name))
			return false;
	}
	if (!write_constraints(context, sql, table, name, separator))
		return false;
	mv_sql_adds(sql, "\n)");
	return write_table_options(context, sql, call);
}

static void write_comment(Alembic *context, const char *object, const char *comment, const Value *value)
{
	SqlText sql = mv_sql_text(context->arena);
	mv_sql_origin(&sql, value);
	mv_sql_addf(&sql, "COMMENT ON %s IS %s", object, mv_sa_literal(context->arena, mv_str(comment)));
	mv_alembic_statement(context, &sql);
}

void mv_sa_column_comment(Alembic *context, const Column *column, const TableName *table)
{
	/* Before Alembic 1.14 an empty one was as good as none. */
	if (!column->has_comment || !column->comment || (!*column->comment && context->alembic < 114))
		return;
	write_comment(context,
		      mv_arena_format(context->arena, "COLUMN %s.%s", mv_sa_quote_table(context->arena, table->schema, table->name),
				      mv_sa_quote(context->arena, column->name)),
		      column->comment, column->call);
}

static void write_indexes(Alembic *context, const Table *table, const TableName *name)
{
	for (uint32_t i = 0; i < table->columns.count; i++) {
		if (!table->columns.items[i]->index)
			continue;
		SqlText sql = mv_sql_text(context->arena);
		mv_sa_column_index(context, &sql, table->columns.items[i], name);
		mv_alembic_statement(context, &sql);
	}
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const Value *call = table->indexes.items[i];
		bool conv = false;
		SqlText sql = mv_sql_text(context->arena);
		const Value *given = mv_sa_argument(call, 0, "name");
		const char *text = mv_sa_name(given, &conv);
		uint32_t first = mv_call_argument(call, -1, "name") ? 0 : 1;
		if (given && !text)
			mv_sa_unknown(&sql, given, "the name of the index");
		else if (call->as.call->args.count >= first)
			mv_sa_create_index(context, &sql, text, conv, name, call->as.call->args.items + first,
					   call->as.call->args.count - first, call, -1);
		mv_alembic_statement(context, &sql);
	}
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Column *column = table->columns.items[i];
		if (!column->type.spatial || column->index)
			continue;
		SqlText sql = mv_sql_text(context->arena);
		mv_sql_origin(&sql, column->call);
		mv_sql_addf(&sql, "CREATE INDEX %s ON %s USING %s (%s)",
			    mv_sa_quote(sql.arena, mv_arena_format(sql.arena, "idx_%s_%s", name->name, column->name)),
			    mv_sa_quote_table(sql.arena, name->schema, name->name), column->type.spatial, mv_sa_quote(sql.arena, column->name));
		mv_alembic_statement(context, &sql);
	}
}

static void read_table(Alembic *context, SqlText *sql, Table *table, const Value *call, uint32_t first, const TableName *name, bool if_not_exists)
{
	for (uint32_t i = first; i < call->as.call->args.count && !sql->opaque; i++)
		add_table_item(context, sql, table, name, call->as.call->args.items[i], 0);
	if (call->as.call->open)
		mv_sql_opaque(sql, "the columns of the table '%s' are not all known", name->name);
	/* What the server allows; more would make a search for each column slow. */
	if (table->columns.count > 1600)
		mv_sql_opaque(sql, "the table '%s' has more than 1600 columns, which PostgreSQL refuses", name->name);
	if (!sql->opaque && find_key(context, sql, table))
		write_table(context, sql, call, table, name, if_not_exists);
}

void mv_sa_create_table_only(Alembic *context, SqlText *sql, const Value *call, uint32_t first, const TableName *name, bool if_not_exists)
{
	Table table = { 0 };
	read_table(context, sql, &table, call, first, name, if_not_exists);
}

void mv_sa_create_table(Alembic *context, const Value *call, uint32_t first, const TableName *name, bool checkfirst)
{
	SqlText sql = mv_sql_text(context->arena);
	Table table = { 0 };
	read_table(context, &sql, &table, call, first, name, false);
	for (uint32_t i = 0; i < table.columns.count; i++) {
		const NamedType *type = table.columns.items[i]->type.named;
		/* One of a MetaData is made with that, before SQLAlchemy 2.1. */
		bool with_table = type && type->create && (context->sqlalchemy >= 201 || !type->metadata || checkfirst);
		if (with_table && !created_before(context, type))
			mv_sa_create_type(context, type, checkfirst);
	}
	mv_alembic_statement(context, &sql);
	if (sql.opaque)
		return;
	write_indexes(context, &table, name);
	const Value *comment = mv_sa_argument(call, -1, "comment");
	const char *text = mv_value_text(comment);
	if (comment && !text)
		mv_alembic_opaque(context, "the comment of the table '%s' is not known", name->name);
	if (text && (*text || context->alembic >= 114))
		write_comment(context, mv_arena_format(context->arena, "TABLE %s", mv_sa_quote_table(context->arena, name->schema, name->name)), text,
			      comment);
	for (uint32_t i = 0; i < table.columns.count; i++)
		mv_sa_column_comment(context, table.columns.items[i], name);
}
