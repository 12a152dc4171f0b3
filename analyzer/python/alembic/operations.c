/* operations.c: one call of op.* or batch_op.* and the statements it sends. */
#include "compile.h"

#include <string.h>

typedef struct Operation Operation;

/* A call under way: where its own arguments begin depends on whether the table is the batch's. */
typedef struct Call {
	const Value *value;
	TableName table;
	int shift; /* positions behind the table's name move up by one in a batch */
	bool batch;
} Call;

struct Operation {
	const char *name;
	int table;  /* position of the table's name outside of batches; -1: reads its table itself */
	const char *keyword, *older; /* what that argument is called, and was */
	int schema; /* position of schema=, -1: keyword only */
	void (*write)(Alembic *context, const Call *call);
};

static const char *quoted_table(Alembic *context, const Call *call)
{
	return mv_sa_quote_table(context->arena, call->table.schema, call->table.name);
}

/* "ALTER TABLE t " */
static SqlText alter_table(Alembic *context, const Call *call)
{
	SqlText sql = mv_sql_text(context->arena);
	mv_sql_addf(&sql, "ALTER TABLE %s ", quoted_table(context, call));
	return sql;
}

/* ---- tables ---- */

static void create_table(Alembic *context, const Call *call)
{
	mv_sa_create_table(context, call->value, 1, &call->table, false);
}

static void drop_table(Alembic *context, const Call *call)
{
	SqlText sql = mv_sql_text(context->arena);
	mv_sql_addf(&sql, "DROP TABLE %s%s", mv_sa_flag(&sql, call->value, -1, "if_exists") == TRI_YES ? "IF EXISTS " : "",
		    quoted_table(context, call));
	mv_alembic_statement(context, &sql);
}

static void rename_table(Alembic *context, const Call *call)
{
	SqlText sql = alter_table(context, call);
	const char *name = mv_sa_text_argument(&sql, call->value, 1, "new_table_name", "the table's new name");
	if (name)
		mv_sql_addf(&sql, "RENAME TO %s", mv_sa_quote(context->arena, name));
	mv_alembic_statement(context, &sql);
}

static void create_table_comment(Alembic *context, const Call *call)
{
	SqlText sql = mv_sql_text(context->arena);
	const Value *comment = mv_sa_argument(call->value, 1 - call->shift, "comment");
	mv_sql_addf(&sql, "COMMENT ON TABLE %s IS ", quoted_table(context, call));
	if (!comment)
		mv_sql_adds(&sql, "NULL");
	else if (mv_value_text(comment))
		mv_sql_adds(&sql, mv_sa_literal(context->arena, mv_str(mv_value_text(comment))));
	else
		mv_sa_unknown(&sql, comment, "the comment");
	mv_alembic_statement(context, &sql);
}

static void drop_table_comment(Alembic *context, const Call *call)
{
	SqlText sql = mv_sql_text(context->arena);
	mv_sql_addf(&sql, "COMMENT ON TABLE %s IS NULL", quoted_table(context, call));
	mv_alembic_statement(context, &sql);
}

/* ---- columns ---- */

static void add_column_constraints(Alembic *context, const Call *call, const Column *column, bool inline_references)
{
	if (column->unique && !column->index) {
		SqlText sql = alter_table(context, call);
		NameList names = { 0 };
		*VEC_PUSH(context->arena, &names.names) = column->name;
		mv_sql_adds(&sql, "ADD ");
		if (mv_sa_constraint_name(context, &sql, "uq", NULL, false, &call->table, &names, NULL, NULL))
			mv_sa_unique_body(&sql, &names, NULL);
		mv_alembic_statement(context, &sql);
	}
	if (column->type.check) {
		SqlText sql = alter_table(context, call);
		mv_sql_adds(&sql, "ADD ");
		mv_sa_enum_check(context, &sql, column, &call->table);
		mv_alembic_statement(context, &sql);
	}
	for (uint32_t i = 0; i < column->foreign_keys.count && !(inline_references && column->foreign_keys.count == 1); i++) {
		SqlText sql = alter_table(context, call);
		mv_sql_adds(&sql, "ADD ");
		mv_sa_foreign_key(context, &sql, column->foreign_keys.items[i], &call->table);
		mv_alembic_statement(context, &sql);
	}
	if (column->index) {
		SqlText sql = mv_sql_text(context->arena);
		mv_sa_column_index(context, &sql, column, &call->table);
		mv_alembic_statement(context, &sql);
	}
}

static void write_inline_references(Alembic *context, SqlText *sql, const ForeignKey *key)
{
	const ForeignKeyOptions *options = &key->options;
	mv_sql_addf(sql, " REFERENCES %s (%s)", mv_sa_quote_table(context->arena, key->schema, key->table),
		    mv_sa_quote(context->arena, key->referred.names.items[0]));
	if (options->match)
		mv_sql_addf(sql, " MATCH %s", options->match);
	if (options->ondelete)
		mv_sql_addf(sql, " ON DELETE %s", options->ondelete);
	if (options->onupdate)
		mv_sql_addf(sql, " ON UPDATE %s", options->onupdate);
	mv_sa_deferrability(sql, options->deferrable, options->initially);
}

static void add_column(Alembic *context, const Call *call)
{
	SqlText sql = alter_table(context, call);
	Column column;
	bool here = mv_sa_flag(&sql, call->value, -1, "if_not_exists") == TRI_YES;
	bool references = mv_sa_flag(&sql, call->value, -1, "inline_references") == TRI_YES;
	bool key = mv_sa_flag(&sql, call->value, -1, "inline_primary_key") == TRI_YES;
	if (!mv_sa_column(context, &sql, mv_sa_argument(call->value, 1 - call->shift, "column"), call->table.schema, &column)) {
		mv_alembic_statement(context, &sql);
		return;
	}
	if (call->batch && (mv_sa_argument(call->value, -1, "insert_before") || mv_sa_argument(call->value, -1, "insert_after")))
		mv_sql_refuse(&sql, "'insert_before' and 'insert_after' need a table that is copied, not altered in place");
	mv_sql_addf(&sql, "ADD COLUMN %s", here ? "IF NOT EXISTS " : "");
	/* CHECKs of the column stand behind what is written inline. */
	Column plain = column;
	plain.checks.count = 0;
	bool counts_up = column.primary_key && mv_sa_counts_up(context, &column, 1);
	mv_sa_write_column(context, &sql, &plain, counts_up, &call->table);
	if (key && column.primary_key)
		mv_sql_adds(&sql, " PRIMARY KEY");
	if (references && column.foreign_keys.count == 1)
		write_inline_references(context, &sql, column.foreign_keys.items[0]);
	for (uint32_t i = 0; i < column.checks.count; i++) {
		mv_sql_adds(&sql, " ");
		mv_sa_constraint(context, &sql, column.checks.items[i], &call->table);
	}
	mv_alembic_statement(context, &sql);
	if (sql.opaque)
		return;
	add_column_constraints(context, call, &column, references);
	mv_sa_column_comment(context, &column, &call->table);
}

static void drop_column(Alembic *context, const Call *call)
{
	SqlText sql = alter_table(context, call);
	const Value *given = mv_sa_argument(call->value, 1 - call->shift, "column_name");
	const char *name = mv_value_calls(given, "Column") ? mv_sa_name(mv_sa_argument(given, 0, "name"), NULL) : NULL;
	if (!name)
		name = mv_sa_text_argument(&sql, call->value, 1 - call->shift, "column_name", "the column's name");
	if (name)
		mv_sql_addf(&sql, "DROP COLUMN %s%s", mv_sa_flag(&sql, call->value, -1, "if_exists") == TRI_YES ? "IF EXISTS " : "",
			    mv_sa_quote(context->arena, name));
	mv_alembic_statement(context, &sql);
}

static void alter_column(Alembic *context, const Call *call)
{
	mv_alembic_alter_column(context, call->value, &call->table, 1 - call->shift);
}

/* ---- indexes ---- */

/* The first argument, a name that may be None. False: not known. */
static bool first_name(SqlText *sql, const Call *call, const char *keyword, const char *older, const char **name, bool *conv)
{
	const Value *value = mv_sa_argument(call->value, 0, keyword);
	if (!value && older)
		value = mv_sa_argument(call->value, -1, older);
	*name = mv_sa_name(value, conv);
	if (value && !*name)
		return mv_sa_unknown(sql, value, "the name");
	if (!value && call->value->as.call->open && !call->value->as.call->args.count)
		return mv_sql_opaque(sql, "the name is not known");
	return true;
}

static void create_index(Alembic *context, const Call *call)
{
	SqlText sql = mv_sql_text(context->arena);
	bool conv;
	const char *name;
	const Value *columns = mv_sa_argument(call->value, 2 - call->shift, "columns");
	const struct ValueList *items = mv_value_items(columns);
	if (first_name(&sql, call, "index_name", "name", &name, &conv)) {
		if (mv_value_is(columns, VALUE_STRING) && mv_value_text(columns))
			mv_sa_create_index(context, &sql, name, conv, &call->table, &columns, 1, call->value, call->batch ? -1 : 4);
		else if (!items || items->open)
			mv_sa_unknown(&sql, columns, "the list of the index's columns");
		else
			mv_sa_create_index(context, &sql, name, conv, &call->table, items->items.items, items->items.count, call->value,
					   call->batch ? -1 : 4);
	}
	mv_alembic_statement(context, &sql);
}

static void drop_index(Alembic *context, const Call *call)
{
	SqlText sql = mv_sql_text(context->arena);
	bool conv;
	const char *name, *schema = NULL;
	if (first_name(&sql, call, "index_name", "name", &name, &conv)) {
		schema = call->batch ? call->table.schema : mv_sa_optional_text(&sql, call->value, 2, "schema");
		if (!name)
			mv_sql_refuse(&sql, "the index has no name");
		else if ((name = mv_sa_fitting(&sql, name, conv)) != NULL)
			mv_sql_addf(&sql, "DROP INDEX %s%s%s",
				    mv_sa_flag(&sql, call->value, -1, "postgresql_concurrently") == TRI_YES ? "CONCURRENTLY " : "",
				    mv_sa_flag(&sql, call->value, -1, "if_exists") == TRI_YES ? "IF EXISTS " : "",
				    mv_sa_quote_table(context->arena, schema, name));
	}
	if (call->value->as.call->open)
		mv_sql_opaque(&sql, "the arguments are not all known");
	mv_alembic_statement(context, &sql);
}

/* ---- constraints ---- */

static void create_unique_constraint(Alembic *context, const Call *call)
{
	SqlText sql = alter_table(context, call);
	bool conv;
	const char *name;
	NameList columns = { 0 };
	mv_sql_adds(&sql, "ADD ");
	if (first_name(&sql, call, "constraint_name", "name", &name, &conv) &&
	    mv_sa_names(&sql, mv_sa_argument(call->value, 2 - call->shift, "columns"), &columns, "the list of the constraint's columns") &&
	    mv_sa_constraint_name(context, &sql, "uq", name, conv, &call->table, &columns, NULL, NULL))
		mv_sa_unique_body(&sql, &columns, call->value);
	mv_alembic_statement(context, &sql);
}

static void create_primary_key(Alembic *context, const Call *call)
{
	SqlText sql = alter_table(context, call);
	bool conv;
	const char *name;
	NameList columns = { 0 };
	const Value *list = mv_sa_argument(call->value, 2 - call->shift, "columns");
	if (!list)
		list = mv_sa_argument(call->value, -1, "cols");
	mv_sql_adds(&sql, "ADD ");
	if (first_name(&sql, call, "constraint_name", "name", &name, &conv) &&
	    mv_sa_names(&sql, list, &columns, "the list of the constraint's columns") &&
	    mv_sa_constraint_name(context, &sql, "pk", name, conv, &call->table, &columns, NULL, NULL))
		mv_sa_primary_key_body(&sql, &columns, call->value);
	mv_alembic_statement(context, &sql);
}

static void create_check_constraint(Alembic *context, const Call *call)
{
	SqlText sql = alter_table(context, call);
	bool conv;
	const char *name;
	mv_sql_adds(&sql, "ADD ");
	if (first_name(&sql, call, "constraint_name", "name", &name, &conv) &&
	    mv_sa_constraint_name(context, &sql, "ck", name, conv, &call->table, NULL, NULL, NULL))
		mv_sa_check_body(context, &sql, mv_sa_argument(call->value, 2 - call->shift, "condition"), call->value);
	mv_alembic_statement(context, &sql);
}

static void create_foreign_key(Alembic *context, const Call *call)
{
	SqlText sql = alter_table(context, call);
	const Value *value = call->value;
	int at = 2 - call->shift;
	ForeignKey key = { .value = NULL };
	mv_sql_adds(&sql, "ADD ");
	const Value *referent = mv_sa_argument(value, at, "referent_table");
	const Value *local = mv_sa_argument(value, at + 1, "local_cols"), *remote = mv_sa_argument(value, at + 2, "remote_cols");
	if (!referent)
		referent = mv_sa_argument(value, -1, "referent");
	key.table = mv_sa_name(referent, NULL);
	key.schema = mv_sa_optional_text(&sql, value, call->batch ? -1 : 11, "referent_schema");
	if (!key.table) {
		mv_sa_unknown(&sql, referent, "the referenced table");
	} else if (first_name(&sql, call, "constraint_name", "name", &key.options.name, &key.options.name_conv) &&
		   mv_sa_names(&sql, local, &key.columns, "the list of the foreign key's columns") &&
		   mv_sa_names(&sql, remote, &key.referred, "the list of the referenced columns")) {
		const char *name = key.options.name;
		bool conv = key.options.name_conv;
		mv_sa_foreign_key_options(&sql, value, &key.options);
		key.options.name = name;
		key.options.name_conv = conv;
		if (!key.options.onupdate && !call->batch)
			key.options.onupdate = mv_sa_optional_text(&sql, value, 5, "onupdate");
		if (!key.options.ondelete && !call->batch)
			key.options.ondelete = mv_sa_optional_text(&sql, value, 6, "ondelete");
		mv_sa_foreign_key(context, &sql, &key, &call->table);
	}
	if (value->as.call->open)
		mv_sql_opaque(&sql, "the arguments are not all known");
	mv_alembic_statement(context, &sql);
}

static void create_exclude_constraint(Alembic *context, const Call *call)
{
	SqlText sql = alter_table(context, call);
	bool conv;
	const char *name;
	mv_sql_adds(&sql, "ADD ");
	if (first_name(&sql, call, "constraint_name", NULL, &name, &conv))
		mv_sa_exclude(context, &sql, call->value, (uint32_t)(2 - call->shift), name, conv, &call->table);
	mv_alembic_statement(context, &sql);
}

static void drop_constraint(Alembic *context, const Call *call)
{
	static const struct {
		const char *type, *kind;
	} kinds[] = { { "foreignkey", "fk" }, { "primary", "pk" }, { "unique", "uq" }, { "check", "ck" } };
	SqlText sql = alter_table(context, call);
	bool conv;
	const char *name, *kind = NULL;
	const char *type = mv_sa_optional_text(&sql, call->value, 2 - call->shift, "type_");
	if (!type)
		type = mv_sa_optional_text(&sql, call->value, -1, "type");
	for (size_t i = 0; type && i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].type, type) == 0)
			kind = kinds[i].kind;
	if (first_name(&sql, call, "constraint_name", "name", &name, &conv)) {
		/* A convention changes the names of checks that are dropped, too. */
		if (name && kind)
			name = mv_sa_final_name(context, &sql, kind, name, conv, &call->table, NULL, NULL, NULL);
		if (name && (name = mv_sa_fitting(&sql, name, conv)) == NULL)
			mv_alembic_statement(context, &sql);
		if (sql.opaque)
			return;
		if (name)
			mv_sql_addf(&sql, "DROP CONSTRAINT %s%s", mv_sa_flag(&sql, call->value, -1, "if_exists") == TRI_YES ? "IF EXISTS " : "",
				    mv_sa_quote(context->arena, name));
		else
			mv_sql_refuse(&sql, "the constraint has no name");
	}
	mv_alembic_statement(context, &sql);
}

static const Operation operations[] = {
	{ "add_column", 0, "table_name", NULL, 2, add_column },
	{ "alter_column", 0, "table_name", NULL, -1, alter_column },
	{ "create_check_constraint", 1, "table_name", "source", 3, create_check_constraint },
	{ "create_exclude_constraint", 1, "table_name", NULL, -1, create_exclude_constraint },
	{ "create_foreign_key", 1, "source_table", "source", 10, create_foreign_key },
	{ "create_index", 1, "table_name", "tablename", 3, create_index },
	{ "create_primary_key", 1, "table_name", NULL, 3, create_primary_key },
	{ "create_table", 0, "table_name", "name", -1, create_table },
	{ "create_table_comment", 0, "table_name", NULL, -1, create_table_comment },
	{ "create_unique_constraint", 1, "table_name", "source", 3, create_unique_constraint },
	{ "drop_column", 0, "table_name", NULL, 2, drop_column },
	{ "drop_constraint", 1, "table_name", "tablename", 3, drop_constraint },
	{ "drop_index", -1, "table_name", NULL, 2, drop_index },
	{ "drop_table", 0, "table_name", "name", 1, drop_table },
	{ "drop_table_comment", 0, "table_name", NULL, -1, drop_table_comment },
	{ "rename_table", 0, "old_table_name", NULL, 2, rename_table },
};

static const Operation *find_operation(const char *name)
{
	for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
		if (strcmp(operations[i].name, name) == 0)
			return &operations[i];
	return NULL;
}

/* The table that the call names; false: not known, said so. */
static bool find_table(Alembic *context, const Operation *operation, const BatchTable *batch, Call *call)
{
	if (batch) {
		call->table = (TableName){ batch->schema, batch->table };
		call->shift = 1;
		call->batch = true;
		if (!batch->table)
			mv_alembic_opaque(context, "the table's name is not known%s%s", batch->reason ? ": " : "", batch->reason ? batch->reason : "");
		else if (mv_streq(mv_value_text(mv_sa_argument(batch->call, 2, "recreate")), "always"))
			mv_alembic_opaque(context, "batch_alter_table with recreate='always' copies the table '%s'", batch->table);
		else
			return true;
		return false;
	}
	if (operation->table < 0)
		return true;
	SqlText sql = mv_sql_text(context->arena);
	const Value *given = mv_sa_argument(call->value, operation->table, operation->keyword);
	const char *keyword = !given && operation->older ? operation->older : operation->keyword;
	call->table.name = mv_sa_text_argument(&sql, call->value, given || !operation->older ? operation->table : -1, keyword, "the table's name");
	const char *schema = operation->write == create_foreign_key ? "source_schema" : "schema";
	call->table.schema = mv_sa_optional_text(&sql, call->value, operation->schema, schema);
	if (sql.opaque)
		mv_alembic_statement(context, &sql);
	return !sql.opaque;
}

bool mv_alembic_operation(Alembic *context, const char *name, const Value *value, const BatchTable *batch)
{
	const Operation *operation = find_operation(name);
	if (!mv_value_is(value, VALUE_CALL))
		return false;
	if (!operation)
		return mv_alembic_plugin_operation(context, name, value);
	Call call = { .value = value };
	uint32_t opaque = context->opaque_count;
	if (find_table(context, operation, batch, &call))
		operation->write(context, &call);
	if (opaque == context->opaque_count)
		mv_out_operation(context->out);
	return true;
}
