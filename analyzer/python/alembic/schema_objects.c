/*
 * schema_objects.c: DDL without op.*: sa.Enum(...).create(bind), Table.create(bind), metadata.create_all(bind),
 * op.execute(CreateSequence(...)).
 */
#include "compile.h"

#include <string.h>

/* Its name and schema. */
static bool table_name(SqlText *sql, const Value *table, TableName *name)
{
	const Value *metadata = mv_sa_argument(table, 1, "metadata");
	*name = (TableName){ 0 };
	name->name = mv_sa_text_argument(sql, table, 0, "name", "the table's name");
	name->schema = mv_sa_optional_text(sql, table, -1, "schema");
	if (mv_value_calls(metadata, "MetaData") && !name->schema)
		name->schema = mv_sa_optional_text(sql, metadata, 0, "schema");
	return !sql->opaque;
}

/* The MetaData's own naming convention counts, not that of env.py. */
static NamingConvention naming_of(Alembic *context, const Value *table)
{
	NamingConvention naming = { 0 };
	const Value *convention = mv_sa_argument(mv_sa_argument(table, 1, "metadata"), -1, "naming_convention");
	if (!convention)
		return naming;
	if (!mv_value_is(convention, VALUE_DICT) || convention->as.dict.open) {
		naming.unknown = true;
		return naming;
	}
	for (uint32_t i = 0; i < convention->as.dict.pairs.count; i++) {
		const Pair *pair = &convention->as.dict.pairs.items[i];
		if (mv_value_text(pair->key))
			*VEC_PUSH(context->arena, &naming.patterns) = (Keyword){ mv_value_text(pair->key), pair->value };
		else
			naming.unknown = true;
	}
	return naming;
}

/* The Table call that an element stands on: a column table.c.x, a list of them, or nothing. */
static const Value *table_under(const Value *value, int depth)
{
	if (depth > 6 || !value)
		return NULL;
	if (mv_value_calls(value, "Table"))
		return value;
	if (mv_value_is(value, VALUE_ATTRIBUTE))
		return table_under(value->as.attribute.object, depth + 1);
	if (mv_value_is(value, VALUE_CALL)) {
		const Value *found = table_under(mv_value_is(value->as.call->callee, VALUE_ATTRIBUTE) ? value->as.call->callee : NULL, depth + 1);
		for (uint32_t i = 0; i < value->as.call->args.count && i < 16 && !found; i++)
			found = table_under(value->as.call->args.items[i], depth + 1);
		return found;
	}
	return NULL;
}

/* What happens only when the answer is `wanted`; not known: it may happen. */
static bool enter(Alembic *context, Tri happens, const char *why)
{
	if (happens == TRI_UNKNOWN && !context->circumstances.conditional) {
		context->circumstances.conditional = true;
		context->circumstances.why = why;
	}
	return happens != TRI_NO;
}

/* ---- tables ---- */

static void create_table(Alembic *context, const Value *table, bool checkfirst)
{
	SqlText sql = mv_sql_text(context->arena);
	TableName name;
	Circumstances kept = context->circumstances;
	NamingConvention naming = context->naming;
	if (!table_name(&sql, table, &name)) {
		mv_alembic_statement(context, &sql);
		return;
	}
	Tri there = checkfirst ? mv_alembic_has_table(context, name.schema, name.name) : TRI_NO;
	context->naming = naming_of(context, table);
	if (enter(context, mv_tri_not(there), mv_arena_format(context->arena, "the table '%s' is there already", name.name)))
		mv_sa_create_table(context, table, 2, &name, checkfirst);
	context->naming = naming;
	context->circumstances = kept;
}

/* The named types of a table's columns are created or dropped; not those that are in `done`. */
static void table_types(Alembic *context, const Value *table, bool create, bool checkfirst, Map *done)
{
	SqlText sql = mv_sql_text(context->arena);
	TableName name;
	if (!table_name(&sql, table, &name))
		return;
	for (uint32_t i = 2; i < table->as.call->args.count; i++) {
		SqlText attempt = mv_sql_text(context->arena);
		Column column;
		if (!mv_value_calls(table->as.call->args.items[i], "Column") ||
		    !mv_sa_column(context, &attempt, table->as.call->args.items[i], name.schema, &column) || !column.type.named ||
		    !column.type.named->create)
			continue;
		const char *key = mv_sa_quote_table(context->arena, column.type.named->schema, column.type.named->name);
		if (mv_map_get(done, key))
			continue;
		mv_map_set(done, key, context);
		if (create)
			mv_sa_create_type(context, column.type.named, checkfirst);
		else
			mv_sa_drop_type(context, column.type.named, checkfirst);
	}
}

/* `types`: its enums go along, as they did until SQLAlchemy 2.1 where no MetaData has them. */
static void drop_table(Alembic *context, const Value *table, bool checkfirst, bool types)
{
	SqlText sql = mv_sql_text(context->arena);
	TableName name;
	Circumstances kept = context->circumstances;
	Tri there = TRI_YES;
	Map done;
	mv_map_init(&done, context->arena);
	if (table_name(&sql, table, &name)) {
		there = checkfirst ? mv_alembic_has_table(context, name.schema, name.name) : TRI_YES;
		mv_sql_addf(&sql, "DROP TABLE %s", mv_sa_quote_table(context->arena, name.schema, name.name));
	}
	if (enter(context, there, mv_arena_format(context->arena, "the table '%s' is there", name.name ? name.name : "?")))
		mv_alembic_statement(context, &sql);
	if (types && context->sqlalchemy < 201 && there != TRI_NO && !sql.opaque)
		table_types(context, table, false, checkfirst, &done);
	context->circumstances = kept;
}

/* Does `table` have a foreign key to `other`, by name? */
static bool references(Alembic *context, const Value *table, const Value *other)
{
	SqlText sql = mv_sql_text(context->arena);
	TableName wanted;
	if (table == other || !table_name(&sql, other, &wanted))
		return false;
	for (uint32_t i = 2; i < table->as.call->args.count; i++) {
		const Value *item = table->as.call->args.items[i];
		SqlText attempt = mv_sql_text(context->arena);
		ForeignKey key;
		if (mv_value_calls(item, "ForeignKeyConstraint") && mv_sa_read_foreign_key(context, &attempt, item, &key) &&
		    mv_streq(key.table, wanted.name))
			return true;
		for (uint32_t k = 0; mv_value_calls(item, "Column") && k < item->as.call->args.count; k++) {
			ForeignKey single = { 0 };
			if (mv_value_calls(item->as.call->args.items[k], "ForeignKey") &&
			    mv_sa_foreign_key_target(context, &attempt, mv_sa_argument(item->as.call->args.items[k], 0, "column"), &single, "") &&
			    mv_streq(single.table, wanted.name))
				return true;
		}
	}
	return false;
}

/* More tables than this in one create_all are left in their order. */
#define SORT_LIMIT 200

typedef struct Tables {
	VEC(const Value *) tables;
} Tables;

/* Referenced tables first; else by name, as MetaData.sorted_tables. */
static void sort_tables(Alembic *context, Tables *set)
{
	uint32_t count = set->tables.count;
	const Value **sorted = MV_NEW_ARRAY(context->arena, const Value *, count + 1);
	bool *done = MV_NEW_ARRAY(context->arena, bool, count + 1), *needs;
	if (count > SORT_LIMIT)
		return;
	needs = MV_NEW_ARRAY(context->arena, bool, count * count + 1);
	for (uint32_t i = 0; i < count * count; i++)
		needs[i] = references(context, set->tables.items[i / count], set->tables.items[i % count]);
	for (uint32_t placed = 0; placed < count; placed++) {
		uint32_t best = UINT32_MAX;
		const char *best_name = NULL;
		for (int strict = 1; strict >= 0 && best == UINT32_MAX; strict--) {
			for (uint32_t i = 0; i < count; i++) {
				bool free_now = !done[i];
				for (uint32_t k = 0; free_now && strict && k < count; k++)
					free_now = done[k] || !needs[i * count + k];
				const char *name = mv_sa_name(mv_sa_argument(set->tables.items[i], 0, "name"), NULL);
				if (free_now && (best == UINT32_MAX || (name && best_name && strcmp(name, best_name) < 0))) {
					best = i;
					best_name = name;
				}
			}
		}
		sorted[placed] = set->tables.items[best];
		done[best] = true;
	}
	memcpy(set->tables.items, sorted, count * sizeof *sorted);
}

static bool metadata_method(Alembic *context, const Value *metadata, const Value *call, bool create)
{
	Tables set = { 0 };
	const Value *list = mv_sa_argument(call, 1, "tables");
	const struct ValueList *items = mv_value_items(list);
	SqlText sql = mv_sql_text(context->arena);
	bool checkfirst = mv_sa_flag(&sql, call, 2, "checkfirst") != TRI_NO;
	if (list && (!items || items->open)) {
		mv_alembic_opaque(context, "the list of the tables is not known");
		return true;
	}
	for (uint32_t i = 0; items && i < items->items.count; i++) {
		if (!mv_value_calls(items->items.items[i], "Table")) {
			mv_alembic_opaque(context, "a table of the project's models is created or dropped");
			return true;
		}
		*VEC_PUSH(context->arena, &set.tables) = items->items.items[i];
	}
	if (!list && !mv_value_calls(metadata, "MetaData")) {
		mv_alembic_opaque(context, "all tables of the project's models are %s", create ? "created" : "dropped");
		return true;
	}
	for (uint32_t i = 0; !list && i < context->tables.count; i++)
		if (mv_sa_argument(context->tables.items[i], 1, "metadata") == metadata)
			*VEC_PUSH(context->arena, &set.tables) = context->tables.items[i];
	/* The MetaData makes all its types before the first table, and drops them behind the last. */
	Map done, kept = context->created;
	mv_map_init(&done, context->arena);
	context->created = (Map){ 0 };
	for (uint32_t i = 0; create && i < context->tables.count; i++)
		if (mv_sa_argument(context->tables.items[i], 1, "metadata") == metadata)
			table_types(context, context->tables.items[i], true, checkfirst, &done);
	context->created = done;
	sort_tables(context, &set);
	for (uint32_t i = 0; i < set.tables.count; i++) {
		if (create)
			create_table(context, set.tables.items[i], checkfirst);
		else
			drop_table(context, set.tables.items[set.tables.count - 1 - i], checkfirst, false);
	}
	mv_map_init(&done, context->arena);
	for (uint32_t i = 0; !create && i < context->tables.count; i++)
		if (mv_sa_argument(context->tables.items[i], 1, "metadata") == metadata)
			table_types(context, context->tables.items[i], false, checkfirst, &done);
	context->created = kept;
	return true;
}

/* ---- sequences, indexes, constraints ---- */

static void write_create_sequence(Alembic *context, SqlText *sql, const Value *sequence, bool if_not_exists)
{
	const char *name = mv_sa_text_argument(sql, sequence, 0, "name", "the sequence's name");
	const char *schema = mv_sa_optional_text(sql, sequence, -1, "schema");
	if (!name)
		return;
	mv_sql_addf(sql, "CREATE SEQUENCE %s%s", if_not_exists ? "IF NOT EXISTS " : "", mv_sa_quote_table(sql->arena, schema, name));
	if (mv_sa_argument(sequence, -1, "data_type")) {
		mv_sql_adds(sql, " AS ");
		mv_sa_type_sql(context, sql, mv_sa_argument(sequence, -1, "data_type"));
	}
	SqlText options = mv_sql_text(sql->arena);
	/* SQLAlchemy said so until 2.0. */
	mv_sa_sequence_options(&options, sequence, 1, context->sqlalchemy < 200);
	if (options.text.count || options.opaque) {
		mv_sql_adds(sql, " ");
		mv_sql_append(sql, &options);
	}
}

static void write_drop_sequence(SqlText *sql, const Value *sequence, bool if_exists)
{
	const char *name = mv_sa_text_argument(sql, sequence, 0, "name", "the sequence's name");
	const char *schema = mv_sa_optional_text(sql, sequence, -1, "schema");
	if (name)
		mv_sql_addf(sql, "DROP SEQUENCE %s%s", if_exists ? "IF EXISTS " : "", mv_sa_quote_table(sql->arena, schema, name));
}

static void write_create_index(Alembic *context, SqlText *sql, const Value *index)
{
	TableName name;
	bool conv = false;
	const Value *table = mv_value_calls(index, "Index") ? table_under(index, 0) : NULL;
	const Value *given = mv_sa_argument(index, 0, "name");
	const char *text = mv_sa_name(given, &conv);
	if (!table)
		mv_sql_opaque(sql, "the table of the index is not known");
	else if (given && !text)
		mv_sa_unknown(sql, given, "the name of the index");
	else if (table_name(sql, table, &name) && index->as.call->args.count)
		mv_sa_create_index(context, sql, text, conv, &name, index->as.call->args.items + 1, index->as.call->args.count - 1, index, -1);
}

static void write_drop_index(Alembic *context, SqlText *sql, const Value *index, bool if_exists)
{
	const Value *table = table_under(index, 0);
	const char *name = mv_sa_text_argument(sql, index, 0, "name", "the name of the index");
	TableName owner = { 0 };
	if (table)
		table_name(sql, table, &owner);
	if (name)
		mv_sql_addf(sql, "DROP INDEX %s%s%s", mv_sa_flag(sql, index, -1, "postgresql_concurrently") == TRI_YES ? "CONCURRENTLY " : "",
			    if_exists ? "IF EXISTS " : "", mv_sa_quote_table(context->arena, owner.schema, name));
}

static void write_add_constraint(Alembic *context, SqlText *sql, const Value *constraint)
{
	const Value *table = table_under(constraint, 0);
	TableName name;
	if (!table) {
		mv_sql_opaque(sql, "the table of the constraint is not known");
		return;
	}
	if (!table_name(sql, table, &name))
		return;
	mv_sql_addf(sql, "ALTER TABLE %s ADD ", mv_sa_quote_table(context->arena, name.schema, name.name));
	mv_sa_constraint(context, sql, constraint, &name);
}

/* DDL("..."): a % is doubled, %(name)s is of its context. */
static void write_ddl(SqlText *sql, const Value *element)
{
	const Value *statement = mv_sa_argument(element, 0, "statement"), *values = mv_sa_argument(element, 1, "context");
	if (!values)
		values = mv_sa_argument(element, -1, "context");
	const char *text = mv_value_text(statement);
	if (!text) {
		mv_sa_unknown(sql, statement, "the text of DDL()");
		return;
	}
	if (!strchr(text, '%')) {
		mv_sql_add_string(sql, &statement->as.string);
		return;
	}
	for (const char *c = text; *c && !sql->opaque; c++) {
		const char *close = *c == '%' && c[1] == '(' ? strchr(c, ')') : NULL;
		if (*c != '%') {
			mv_sql_add(sql, (Str){ c, 1 });
		} else if (c[1] == '%') {
			mv_sql_adds(sql, "%");
			c++;
		} else if (close && close[1] == 's') {
			char *key = mv_arena_strndup(sql->arena, c + 2, (size_t)(close - c - 2));
			const char *value = mv_sa_str(sql->arena, mv_dict_get(values, key));
			if (value)
				mv_sql_adds(sql, value);
			else
				mv_sql_opaque(sql, "the value of '%%(%s)s' in DDL() is not known", key);
			c = close + 1;
		} else {
			mv_sql_opaque(sql, "DDL() with a '%%' that stands for nothing");
		}
	}
}

/* ---- the two doors ---- */

bool mv_alembic_ddl_element(Alembic *context, const Value *element)
{
	if (!mv_value_is(element, VALUE_CALL))
		return false;
	SqlText sql = mv_sql_text(context->arena), flags = mv_sql_text(context->arena);
	const char *last = mv_value_last_name(element->as.call->callee);
	const Value *object = mv_sa_argument(element, 0, "element");
	bool if_not_exists = mv_sa_flag(&flags, element, -1, "if_not_exists") == TRI_YES;
	bool if_exists = mv_sa_flag(&flags, element, -1, "if_exists") == TRI_YES;
	const char *cascade = mv_sa_flag(&flags, element, -1, "cascade") == TRI_YES ? " CASCADE" : "";
	uint32_t opaque = context->opaque_count;
	NamingConvention naming = context->naming;
	if (!last)
		return false;
	context->naming = naming_of(context, table_under(object, 0));
	mv_sql_origin(&sql, element);
	if (strcmp(last, "CreateTable") == 0 && mv_value_calls(object, "Table")) {
		/* Neither types nor indexes: only the table itself. */
		TableName name;
		if (table_name(&sql, object, &name))
			mv_sa_create_table_only(context, &sql, object, 2, &name, if_not_exists);
	} else if (strcmp(last, "DropTable") == 0 && mv_value_calls(object, "Table")) {
		TableName name;
		if (table_name(&sql, object, &name))
			mv_sql_addf(&sql, "DROP TABLE %s%s", if_exists ? "IF EXISTS " : "",
				    mv_sa_quote_table(context->arena, name.schema, name.name));
	} else if (strcmp(last, "CreateIndex") == 0) {
		write_create_index(context, &sql, object);
	} else if (strcmp(last, "DropIndex") == 0) {
		write_drop_index(context, &sql, object, if_exists);
	} else if (strcmp(last, "AddConstraint") == 0) {
		write_add_constraint(context, &sql, object);
	} else if (strcmp(last, "CreateSequence") == 0) {
		write_create_sequence(context, &sql, object, if_not_exists);
	} else if (strcmp(last, "DropSequence") == 0) {
		write_drop_sequence(&sql, object, if_exists);
	} else if (strcmp(last, "CreateSchema") == 0 || strcmp(last, "DropSchema") == 0) {
		const char *name = mv_sa_text_argument(&sql, element, 0, "name", "the schema's name");
		bool create = last[0] == 'C';
		if (name)
			mv_sql_addf(&sql, "%s SCHEMA %s%s%s", create ? "CREATE" : "DROP",
				    create ? (if_not_exists ? "IF NOT EXISTS " : "") : (if_exists ? "IF EXISTS " : ""),
				    mv_sa_quote(context->arena, name), create ? "" : cascade);
	} else if (strcmp(last, "DDL") == 0) {
		write_ddl(&sql, element);
	} else if (strcmp(last, "CreateEnumType") == 0 || strcmp(last, "DropEnumType") == 0) {
		SaType type;
		if (mv_sa_type(context, &sql, object, NULL, &type) && type.named) {
			if (last[0] == 'C')
				mv_sa_create_type(context, type.named, false);
			else
				mv_sa_drop_type(context, type.named, false);
			context->naming = naming;
			mv_out_operation(context->out);
			return true;
		}
		mv_sql_opaque(&sql, "the type is not known");
	} else if (strcmp(last, "DropConstraint") == 0 || strcmp(last, "CreateTable") == 0 || strcmp(last, "DropTable") == 0 ||
		   strcmp(last, "CreateView") == 0 || strcmp(last, "DropView") == 0) {
		mv_sql_opaque(&sql, "what '%s' stands for is not known", last);
	} else {
		context->naming = naming;
		return false;
	}
	context->naming = naming;
	mv_alembic_statement(context, &sql);
	if (opaque == context->opaque_count)
		mv_out_operation(context->out);
	return true;
}

/* Only calls with a connection are meant: `x.create(op.get_bind())`, `x.create(bind=...)`, `checkfirst=`. */
static bool looks_like_ddl(const Value *call)
{
	const Value *bind = mv_call_argument(call, 0, "bind");
	/* What interpretation gives for connections is a symbol that no file can write. */
	return mv_call_argument(call, -1, "checkfirst") || mv_call_argument(call, -1, "bind") || mv_value_calls(bind, "get_bind") ||
	       (mv_value_is(bind, VALUE_SYMBOL) && mv_str_starts(mv_str(bind->as.name), STR("migvet:")));
}

static bool is_type(const Value *object)
{
	static const char *const names[] = { "Enum", "ENUM", "DOMAIN" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (mv_value_calls(object, names[i]))
			return true;
	return false;
}

bool mv_alembic_schema_method(Alembic *context, const Value *call)
{
	const Value *callee = mv_value_is(call, VALUE_CALL) ? call->as.call->callee : NULL;
	if (!mv_value_is(callee, VALUE_ATTRIBUTE))
		return false;
	const char *method = callee->as.attribute.name;
	const Value *object = callee->as.attribute.object;
	bool create = strcmp(method, "create") == 0 || strcmp(method, "create_all") == 0;
	if (!create && strcmp(method, "drop") != 0 && strcmp(method, "drop_all") != 0)
		return false;
	SqlText sql = mv_sql_text(context->arena);
	uint32_t opaque = context->opaque_count;
	Tri checkfirst = mv_sa_flag(&sql, call, 1, "checkfirst");
	Circumstances kept = context->circumstances;
	if (sql.opaque) {
		checkfirst = TRI_YES;
		sql.opaque = NULL;
	}
	if (strcmp(method, "create_all") == 0 || strcmp(method, "drop_all") == 0) {
		metadata_method(context, object, call, create);
	} else if (mv_value_calls(object, "Table")) {
		/* What op.create_table() created is not remembered here. */
		Map remembered = context->created;
		context->created = (Map){ 0 };
		if (create)
			create_table(context, object, checkfirst == TRI_YES);
		else
			drop_table(context, object, checkfirst == TRI_YES, true);
		context->created = remembered;
	} else if (is_type(object)) {
		SaType type;
		if (!mv_sa_type(context, &sql, object, NULL, &type))
			mv_alembic_statement(context, &sql);
		else if (type.named && create)
			mv_sa_create_type(context, type.named, checkfirst == TRI_YES || (checkfirst == TRI_UNKNOWN && type.named->native_class));
		else if (type.named)
			mv_sa_drop_type(context, type.named, checkfirst == TRI_YES || (checkfirst == TRI_UNKNOWN && type.named->native_class));
	} else if (mv_value_calls(object, "Sequence")) {
		const char *name = mv_sa_name(mv_sa_argument(object, 0, "name"), NULL);
		Tri there = checkfirst == TRI_NO || !name ? mv_tri(!create)
							  : mv_alembic_has_sequence(context, mv_sa_optional_text(&sql, object, -1, "schema"), name);
		if (create)
			write_create_sequence(context, &sql, object, false);
		else
			write_drop_sequence(&sql, object, false);
		if (enter(context, create ? mv_tri_not(there) : there, mv_arena_format(context->arena, "the sequence '%s' is there", name ? name : "?")))
			mv_alembic_statement(context, &sql);
	} else if (mv_value_calls(object, "Index")) {
		const Value *table = table_under(object, 0);
		const char *name = mv_sa_name(mv_sa_argument(object, 0, "name"), NULL);
		TableName owner = { 0 };
		Tri there = mv_tri(!create);
		if (create)
			write_create_index(context, &sql, object);
		else
			write_drop_index(context, &sql, object, false);
		if (checkfirst == TRI_YES && table && name && table_name(&sql, table, &owner))
			there = mv_alembic_has_index(context, owner.schema, owner.name, name);
		if (enter(context, create ? mv_tri_not(there) : there, mv_arena_format(context->arena, "the index '%s' is there", name ? name : "?")))
			mv_alembic_statement(context, &sql);
	} else if (looks_like_ddl(call)) {
		mv_sa_unknown(&sql, object, "what is created or dropped");
		mv_alembic_statement(context, &sql);
	} else {
		return false;
	}
	context->circumstances = kept;
	if (opaque == context->opaque_count)
		mv_out_operation(context->out);
	return true;
}
