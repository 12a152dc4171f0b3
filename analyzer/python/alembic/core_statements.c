/*
 * core_statements.c: statements on rows that SQLAlchemy's core and ORM make:
 * insert(), update(), delete(), bulk_insert(), session.query(X).update().
 *
 * What matters is which table is written, which columns, and whether all of its
 * rows are. A value or condition that is not known is written as $1.
 */
#include "revision.h"

#include <string.h>

enum { DEEPEST = 60, MOST_ROWS = 5000 };

/* A statement and the methods that were called on it, first one first. */
typedef struct Chain {
	const char *verb; /* "insert", "update", "delete", "select", "query" */
	const Value *base;
	const Value *table;
	VEC(const Value *) calls;
} Chain;

static bool is_verb(const char *name)
{
	static const char *const verbs[] = { "insert", "update", "delete", "select", "exists", NULL };

	for (size_t i = 0; name && verbs[i]; i++) {
		if (strcmp(verbs[i], name) == 0)
			return true;
	}
	return false;
}

static bool is_table(Lowering *lowering, const Value *value)
{
	const char *schema;

	return mv_alembic_table_name(lowering, value, &schema) != NULL || mv_value_calls(value, "Table") || mv_value_calls(value, "table");
}

/* Of a statement that something was or was not added to: without it. */
static const Value *without_condition(const Value *value)
{
	for (unsigned depth = 0; depth < DEEPEST && mv_value_is(value, VALUE_OPERATION) && value->as.operation.operand_count == 3 &&
				 strcmp(value->as.operation.name, "if") == 0;
	     depth++)
		value = value->as.operation.operands[2];
	return value;
}

static bool read_chain(Lowering *lowering, const Value *value, Chain *chain)
{
	Arena *arena = lowering->context.arena;
	VEC(const Value *) calls = { 0 };

	*chain = (Chain){ 0 };
	for (unsigned depth = 0; depth < DEEPEST; depth++) {
		const Value *callee;
		const char *name, *path;

		value = without_condition(value);
		if (!mv_value_is(value, VALUE_CALL))
			return false;
		callee = value->as.call->callee;
		name = mv_value_last_name(callee);

		if (callee->kind == VALUE_ATTRIBUTE) {
			const Value *object = callee->as.attribute.object;

			if (is_verb(callee->as.attribute.name) && is_table(lowering, object)) {
				chain->verb = callee->as.attribute.name;
				chain->base = value;
				chain->table = object;
				break;
			}
			if (without_condition(object)->kind == VALUE_CALL) {
				*VEC_PUSH(arena, &calls) = value;
				value = object;
				continue;
			}
		}
		path = mv_value_path(callee, arena);
		if (path && is_verb(name) && mv_str_starts(mv_str(path), STR("migvet:tables."))) {
			chain->verb = name;
			chain->base = value;
			chain->table = mv_value_symbol(arena, mv_arena_strndup(arena, path, strlen(path) - strlen(name) - 1));
			break;
		}
		if (name && strcmp(name, "query") == 0 && path &&
		    mv_alembic_role_of_path((Str){ .ptr = path, .len = strlen(path) - strlen(".query") }) == ROLE_SESSION)
			chain->verb = "query";
		else if (is_verb(name) && path)
			chain->verb = name;
		else
			return false;
		chain->base = value;
		chain->table = mv_call_argument(value, 0, "table");
		break;
	}
	for (uint32_t i = calls.count; i-- > 0;)
		*VEC_PUSH(arena, &chain->calls) = calls.items[i];
	return chain->verb != NULL;
}

static const char *method_of(const Value *call)
{
	return call->as.call->callee->as.attribute.name;
}

static void note_mapped(Lowering *lowering, const Value *call)
{
	for (uint32_t i = 0; i < call->as.call->args.count; i++)
		mv_alembic_note_mapped(lowering, call->as.call->args.items[i]);
}

/* ---- parts ---- */

static bool is_where(const char *method)
{
	return strcmp(method, "where") == 0 || strcmp(method, "filter") == 0 || strcmp(method, "filter_by") == 0;
}

/* `several`: it stands beside others, joined by AND. */
static void add_condition(Lowering *lowering, SqlText *sql, const Value *condition, bool several, bool *any)
{
	bool either = several && (mv_value_calls(condition, "or_") ||
				  (condition->kind == VALUE_OPERATION && strcmp(condition->as.operation.name, "|") == 0));

	mv_sql_adds(sql, *any ? " AND " : " WHERE ");
	*any = true;
	if (either)
		mv_sql_adds(sql, "(");
	mv_alembic_expression_or_parameter(&lowering->context, sql, condition);
	if (either)
		mv_sql_adds(sql, ")");
}

static uint32_t count_conditions(const Chain *chain)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < chain->calls.count; i++) {
		if (is_where(method_of(chain->calls.items[i])))
			count += chain->calls.items[i]->as.call->args.count + chain->calls.items[i]->as.call->keywords.count;
	}
	return count;
}

static void add_where(Lowering *lowering, SqlText *sql, const Chain *chain)
{
	Arena *arena = lowering->context.arena;
	bool any = false;

	/* table.update(condition, {...}) and table.delete(condition) of 1.x */
	if (chain->base->as.call->callee->kind == VALUE_ATTRIBUTE && strcmp(chain->verb, "query") != 0 && strcmp(chain->verb, "select") != 0 &&
	    mv_call_argument(chain->base, 0, "whereclause"))
		add_condition(lowering, sql, mv_call_argument(chain->base, 0, "whereclause"), false, &any);
	for (uint32_t i = 0; i < chain->calls.count; i++) {
		const CallValue *parts = chain->calls.items[i]->as.call;

		if (!is_where(method_of(chain->calls.items[i])))
			continue;
		note_mapped(lowering, chain->calls.items[i]);
		for (uint32_t a = 0; a < parts->args.count; a++)
			add_condition(lowering, sql, parts->args.items[a], count_conditions(chain) > 1, &any);
		for (uint32_t k = 0; k < parts->keywords.count; k++) {
			mv_sql_addf(sql, "%s%s = ", any ? " AND " : " WHERE ", mv_sa_quote(arena, parts->keywords.items[k].name));
			mv_alembic_expression_or_parameter(&lowering->context, sql, parts->keywords.items[k].value);
			any = true;
		}
		if (parts->open)
			add_condition(lowering, sql, mv_value_unknown(arena, NULL, (Span){ 0 }, "a condition is not known"), true, &any);
	}
}

/* "schema.table", or false: it is not known whose rows are changed. */
static bool table_sql(Lowering *lowering, SqlText *sql, const Value *table)
{
	const char *schema, *name;

	mv_alembic_note_mapped(lowering, table);
	name = mv_alembic_table_name(lowering, table, &schema);
	if (!name)
		return mv_sql_opaque(sql, "rows of a table that is not known are changed");
	mv_sql_adds(sql, mv_sa_quote_table(lowering->context.arena, schema, name));
	return true;
}

/* Rows are changed, no schema. */
static bool write_statement(Lowering *lowering, SqlText *sql)
{
	Alembic *context = &lowering->context;

	if (sql->opaque) {
		mv_out_opaque(context->out, context->operation, false, sql->opaque);
		return true;
	}
	mv_alembic_statement(context, sql);
	mv_out_operation(context->out);
	return true;
}

/* ---- assignments ---- */

typedef struct Assignment {
	const char *column;
	const Value *value;
} Assignment;
typedef VEC(Assignment) Assignments;

static void assign(Lowering *lowering, Assignments *assignments, const Value *key, const Value *value)
{
	const char *table, *name = mv_value_text(key);

	if (!name)
		name = mv_alembic_column_name(lowering, key, &table);
	*VEC_PUSH(lowering->context.arena, assignments) = (Assignment){ .column = name, .value = value };
}

static bool assign_all(Lowering *lowering, Assignments *assignments, const Value *values)
{
	if (!mv_value_is(values, VALUE_DICT))
		return false;
	for (uint32_t i = 0; i < values->as.dict.pairs.count; i++)
		assign(lowering, assignments, values->as.dict.pairs.items[i].key, values->as.dict.pairs.items[i].value);
	return true;
}

static void assign_call(Lowering *lowering, Assignments *assignments, const Value *call, const Value *dict)
{
	assign_all(lowering, assignments, dict);
	for (uint32_t i = 0; i < call->as.call->keywords.count; i++) {
		const Keyword *keyword = &call->as.call->keywords.items[i];

		if (strcmp(keyword->name, "synchronize_session") != 0 && strcmp(keyword->name, "update_args") != 0 &&
		    strcmp(keyword->name, "whereclause") != 0 && strcmp(keyword->name, "values") != 0)
			*VEC_PUSH(lowering->context.arena, assignments) = (Assignment){ .column = keyword->name, .value = keyword->value };
	}
}

/* Of a JSON or array column: one parameter, whatever the driver writes for it. */
static bool is_container(const Value *value)
{
	return value->kind == VALUE_LIST || value->kind == VALUE_TUPLE || value->kind == VALUE_SET || value->kind == VALUE_DICT;
}

/*
 * Does a column of this type store None as the JSON value null? Types of JSON
 * do unless none_as_null says otherwise; which of two variants says it
 * differs between the versions of SQLAlchemy.
 */
static Tri stores_json_null(Lowering *lowering, const Value *type, unsigned depth)
{
	const Value *object = mv_value_is(type, VALUE_CALL) && type->as.call->callee->kind == VALUE_ATTRIBUTE ?
				      type->as.call->callee->as.attribute.object : NULL;
	const Value *class_, *none_as_null;
	const char *path, *name;
	Tri one, other;

	if (!type || depth > DEEPEST)
		return TRI_NO;
	if (object && mv_value_calls(type, "with_variant")) {
		one = stores_json_null(lowering, object, depth + 1);
		if (!mv_streq(mv_value_text(mv_call_argument(type, 1, "dialect_name")), "postgresql"))
			return one;
		other = stores_json_null(lowering, mv_call_argument(type, 0, "type_"), depth + 1);
		return one == other ? one : TRI_UNKNOWN;
	}
	if (mv_value_calls(type, "as_mutable"))
		return stores_json_null(lowering, mv_call_argument(type, 0, "sqltype"), depth + 1);
	class_ = mv_value_is(type, VALUE_CALL) ? type->as.call->callee : type;
	path = mv_value_path(class_, lowering->context.arena);
	name = mv_value_last_name(class_);
	if (!path || strncmp(path, "sqlalchemy.", 11) != 0 || (!mv_streq(name, "JSON") && !mv_streq(name, "JSONB")))
		return TRI_NO;
	none_as_null = class_ == type ? NULL : mv_call_argument(type, 0, "none_as_null");
	return none_as_null ? mv_tri_not(mv_value_truth(none_as_null)) : TRI_YES;
}

/* What a column of `table` gets. */
static void add_inserted(Lowering *lowering, SqlText *sql, const Value *value, const Value *table, const char *column)
{
	Tri json = mv_value_is(value, VALUE_NONE) ? stores_json_null(lowering, mv_alembic_column_type(lowering, table, column), 0) : TRI_NO;

	if (json == TRI_YES)
		mv_sql_adds(sql, "'null'");
	else if (!value || is_container(value) || json == TRI_UNKNOWN)
		mv_sql_adds(sql, "$1");
	else
		mv_alembic_expression_or_parameter(&lowering->context, sql, value);
}

/* SQLAlchemy puts a + b in parentheses there. */
static void add_assigned(Lowering *lowering, SqlText *sql, const Value *value, const Value *table, const char *column)
{
	bool parentheses = value->kind == VALUE_OPERATION && value->as.operation.operand_count == 2;

	if (parentheses)
		mv_sql_adds(sql, "(");
	add_inserted(lowering, sql, value, table, column);
	if (parentheses)
		mv_sql_adds(sql, ")");
}

static bool write_update(Lowering *lowering, const Chain *chain, const Assignments *assignments)
{
	Alembic *context = &lowering->context;
	SqlText sql = mv_sql_text(context->arena);

	mv_sql_adds(&sql, "UPDATE ");
	if (table_sql(lowering, &sql, chain->table)) {
		mv_sql_adds(&sql, " SET ");
		if (!assignments->count)
			mv_sql_opaque(&sql, "it is not known which columns are changed");
		for (uint32_t i = 0; i < assignments->count && !sql.opaque; i++) {
			if (!assignments->items[i].column)
				mv_sql_opaque(&sql, "it is not known which columns are changed");
			else
				mv_sql_addf(&sql, "%s%s=", i ? ", " : "", mv_sa_quote(context->arena, assignments->items[i].column));
			add_assigned(lowering, &sql, assignments->items[i].value, chain->table, assignments->items[i].column);
		}
		add_where(lowering, &sql, chain);
	}
	return write_statement(lowering, &sql);
}

static bool write_delete(Lowering *lowering, const Chain *chain)
{
	SqlText sql = mv_sql_text(lowering->context.arena);

	mv_sql_adds(&sql, "DELETE FROM ");
	if (table_sql(lowering, &sql, chain->table))
		add_where(lowering, &sql, chain);
	return write_statement(lowering, &sql);
}

/* ---- INSERT ---- */

static const Value *row_value(Lowering *lowering, const Value *row, const char *column)
{
	for (uint32_t i = 0; i < row->as.dict.pairs.count; i++) {
		Assignments one = { 0 };

		assign(lowering, &one, row->as.dict.pairs.items[i].key, row->as.dict.pairs.items[i].value);
		if (mv_streq(one.items[0].column, column))
			return one.items[0].value;
	}
	return NULL;
}

static bool write_rows(Lowering *lowering, const Value *table, const struct ValueList *rows)
{
	Alembic *context = &lowering->context;
	SqlText sql = mv_sql_text(context->arena);
	Assignments columns = { 0 };

	mv_sql_adds(&sql, "INSERT INTO ");
	if (!table_sql(lowering, &sql, table))
		return write_statement(lowering, &sql);
	if (!rows->items.count && !rows->open)
		return true;
	if (!rows->items.count || !assign_all(lowering, &columns, rows->items.items[0])) {
		mv_sql_opaque(&sql, "the rows that are inserted are not known");
		return write_statement(lowering, &sql);
	}
	mv_sql_adds(&sql, " (");
	for (uint32_t i = 0; i < columns.count; i++) {
		if (!columns.items[i].column)
			mv_sql_opaque(&sql, "it is not known which columns are written");
		else
			mv_sql_addf(&sql, "%s%s", i ? ", " : "", mv_sa_quote(context->arena, columns.items[i].column));
	}
	mv_sql_adds(&sql, ") VALUES ");
	for (uint32_t r = 0; r < rows->items.count && r < MOST_ROWS && !sql.opaque; r++) {
		mv_sql_adds(&sql, r ? ", (" : "(");
		for (uint32_t i = 0; i < columns.count; i++) {
			const Value *value = mv_value_is(rows->items.items[r], VALUE_DICT) ?
						     row_value(lowering, rows->items.items[r], columns.items[i].column) : NULL;

			mv_sql_adds(&sql, i ? ", " : "");
			add_inserted(lowering, &sql, value, table, columns.items[i].column);
		}
		mv_sql_adds(&sql, ")");
	}
	return write_statement(lowering, &sql);
}

void mv_alembic_bulk_insert(Lowering *lowering, const Value *table, const Value *rows)
{
	const struct ValueList *items = mv_value_items(rows);
	struct ValueList unknown = { .open = true };

	write_rows(lowering, table, items ? items : &unknown);
}

void mv_alembic_orm_insert(Lowering *lowering, const Value *object)
{
	Arena *arena = lowering->context.arena;
	struct ValueList rows = { 0 };
	Value *row;

	if (!mv_value_is(object, VALUE_CALL) || object->as.call->callee->kind != VALUE_CLASS)
		return; /* something read before, or not known: rows of no certain table */
	row = mv_value_new(arena, VALUE_DICT, NULL, (Span){ 0 });
	for (uint32_t i = 0; i < object->as.call->keywords.count; i++)
		*VEC_PUSH(arena, &row->as.dict.pairs) = (Pair){ .key = mv_value_string(arena, mv_str(object->as.call->keywords.items[i].name)),
								.value = object->as.call->keywords.items[i].value };
	if (row->as.dict.pairs.count)
		*VEC_PUSH(arena, &rows.items) = row;
	else
		rows.open = true;
	write_rows(lowering, object->as.call->callee, &rows);
}

/* The query, or one that gives as many columns. */
static void add_rows_of(Alembic *context, SqlText *sql, const Value *select, const struct ValueList *columns)
{
	SqlText query = mv_sql_text(context->arena);

	if (select && mv_alembic_select_sql(context, &query, select)) {
		mv_sql_append(sql, &query);
		return;
	}
	if (!columns || !columns->items.count || columns->open) {
		mv_sql_opaque(sql, "the rows that are inserted are not known");
		return;
	}
	for (uint32_t i = 0; i < columns->items.count; i++)
		mv_sql_adds(sql, i ? ", $1" : "SELECT $1");
}

/* insert(t).from_select(["a", "b"], select(...)) */
static bool write_insert_select(Lowering *lowering, const Chain *chain, const Value *call)
{
	Alembic *context = &lowering->context;
	SqlText sql = mv_sql_text(context->arena);
	const struct ValueList *columns = mv_value_items(mv_call_argument(call, 0, "names"));
	const Value *select = mv_call_argument(call, 1, "select");

	mv_sql_adds(&sql, "INSERT INTO ");
	if (!table_sql(lowering, &sql, chain->table))
		return write_statement(lowering, &sql);
	for (uint32_t i = 0; columns && i < columns->items.count; i++) {
		const char *table, *name = mv_value_text(columns->items.items[i]);

		if (!name)
			name = mv_alembic_column_name(lowering, columns->items.items[i], &table);
		if (!name)
			mv_sql_opaque(&sql, "it is not known which columns are written");
		mv_sql_addf(&sql, "%s%s", i ? ", " : " (", name ? mv_sa_quote(context->arena, name) : "");
	}
	mv_sql_adds(&sql, columns && columns->items.count ? ") " : " ");
	add_rows_of(context, &sql, select, columns);
	return write_statement(lowering, &sql);
}

static bool write_insert(Lowering *lowering, const Chain *chain, const Value *parameters)
{
	Arena *arena = lowering->context.arena;
	const struct ValueList *items = mv_value_items(parameters);
	struct ValueList rows = { 0 };

	for (uint32_t i = 0; i < chain->calls.count; i++) {
		const Value *call = chain->calls.items[i];

		if (strcmp(method_of(call), "from_select") == 0)
			return write_insert_select(lowering, chain, call);
		if (strcmp(method_of(call), "values") == 0) {
			const Value *given = mv_call_argument(call, 0, NULL);
			Value *row;

			if (mv_value_is(given, VALUE_LIST))
				return write_rows(lowering, chain->table, &given->as.list);
			row = mv_value_new(arena, VALUE_DICT, NULL, (Span){ 0 });
			if (mv_value_is(given, VALUE_DICT)) {
				row->as.dict.pairs.items = given->as.dict.pairs.items;
				row->as.dict.pairs.count = row->as.dict.pairs.capacity = given->as.dict.pairs.count;
			}
			for (uint32_t k = 0; k < call->as.call->keywords.count; k++)
				*VEC_PUSH(arena, &row->as.dict.pairs) =
					(Pair){ .key = mv_value_string(arena, mv_str(call->as.call->keywords.items[k].name)),
						.value = call->as.call->keywords.items[k].value };
			if (row->as.dict.pairs.count)
				*VEC_PUSH(arena, &rows.items) = row;
		}
	}
	if (!rows.items.count && mv_value_is(parameters, VALUE_DICT))
		*VEC_PUSH(arena, &rows.items) = parameters;
	if (!rows.items.count && items)
		return write_rows(lowering, chain->table, items);
	rows.open = !rows.items.count;
	return write_rows(lowering, chain->table, &rows);
}

/* ---- SELECT ---- */

static void add_select_list(Lowering *lowering, SqlText *sql, const Chain *chain)
{
	const Value *base = chain->base;
	const struct ValueList *list = mv_value_items(mv_call_argument(base, 0, NULL));
	const Value *const *items = list ? list->items.items : base->as.call->args.items;
	uint32_t count = list ? list->items.count : base->as.call->args.count;

	if (chain->table && base->as.call->callee->kind == VALUE_ATTRIBUTE && strcmp(chain->verb, "select") == 0 && is_table(lowering, chain->table))
		count = 0;
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			mv_sql_adds(sql, ", ");
		if (is_table(lowering, items[i]))
			mv_sql_adds(sql, "*");
		else
			mv_alembic_expression_or_parameter(&lowering->context, sql, items[i]);
	}
	if (!count)
		mv_sql_adds(sql, "*");
}

/* Tables that the select list or select_from() names. */
static void add_from(Lowering *lowering, SqlText *sql, const Chain *chain)
{
	Arena *arena = lowering->context.arena;
	VEC(const char *) tables = { 0 };
	const CallValue *parts = chain->base->as.call;
	const struct ValueList *list = mv_value_items(mv_call_argument(chain->base, 0, NULL));
	uint32_t count = list ? list->items.count : parts->args.count;

	for (uint32_t i = 0; i <= count + chain->calls.count; i++) {
		const Value *value = i == 0 ? chain->table : i <= count ? (list ? list->items.items : parts->args.items)[i - 1] : NULL;
		const char *schema, *name = NULL;
		bool known = false;

		if (i > count && strcmp(method_of(chain->calls.items[i - count - 1]), "select_from") == 0)
			value = mv_call_argument(chain->calls.items[i - count - 1], 0, NULL);
		if (!value)
			continue;
		name = mv_alembic_table_name(lowering, value, &schema);
		if (!name)
			mv_alembic_column_name(lowering, value, &name);
		for (uint32_t t = 0; name && t < tables.count; t++)
			known = known || strcmp(tables.items[t], name) == 0;
		if (name && !known)
			*VEC_PUSH(arena, &tables) = name;
	}
	for (uint32_t t = 0; t < tables.count; t++)
		mv_sql_addf(sql, "%s%s", t ? ", " : " FROM ", mv_sa_quote(arena, tables.items[t]));
}

bool mv_alembic_select_sql(Alembic *context, SqlText *sql, const Value *select)
{
	Lowering *lowering = context->data;
	Chain chain;
	bool joins = false;

	if (!read_chain(lowering, select, &chain) || !(strcmp(chain.verb, "select") == 0 || strcmp(chain.verb, "query") == 0))
		return mv_sql_opaque(sql, "a query is not known");
	note_mapped(lowering, chain.base);
	for (uint32_t i = 0; i < chain.calls.count; i++) {
		const char *method = method_of(chain.calls.items[i]);

		joins = joins || strstr(method, "join") || strstr(method, "union") || strcmp(method, "group_by") == 0;
	}
	if (joins)
		return mv_sql_opaque(sql, "a query with joins is not read");
	mv_sql_adds(sql, "SELECT ");
	add_select_list(lowering, sql, &chain);
	add_from(lowering, sql, &chain);
	add_where(lowering, sql, &chain);
	for (uint32_t i = 0; i < chain.calls.count; i++) {
		if (strcmp(method_of(chain.calls.items[i]), "limit") == 0) {
			mv_sql_adds(sql, " LIMIT ");
			mv_alembic_expression_or_parameter(context, sql, mv_call_argument(chain.calls.items[i], 0, NULL));
		}
	}
	return !sql->opaque;
}

/* ---- doors ---- */

bool mv_alembic_core_statement(Lowering *lowering, const Value *statement, const Value *parameters)
{
	Assignments assignments = { 0 };
	Chain chain;

	if (!read_chain(lowering, statement, &chain))
		return false;
	note_mapped(lowering, chain.base);
	if (strcmp(chain.verb, "insert") == 0)
		return write_insert(lowering, &chain, parameters);
	if (strcmp(chain.verb, "delete") == 0)
		return write_delete(lowering, &chain);
	if (strcmp(chain.verb, "update") != 0)
		return true; /* a query: nothing is changed */
	assign_call(lowering, &assignments, chain.base, mv_call_argument(chain.base, 1, "values"));
	for (uint32_t i = 0; i < chain.calls.count; i++) {
		if (strcmp(method_of(chain.calls.items[i]), "values") == 0)
			assign_call(lowering, &assignments, chain.calls.items[i], mv_call_argument(chain.calls.items[i], 0, NULL));
	}
	if (!assignments.count)
		assign_all(lowering, &assignments, parameters);
	return write_update(lowering, &chain, &assignments);
}

bool mv_alembic_orm_change(Lowering *lowering, const Value *call)
{
	Assignments assignments = { 0 };
	const char *method = call->as.call->callee->as.attribute.name;
	Chain chain;

	if (!read_chain(lowering, call->as.call->callee->as.attribute.object, &chain) || strcmp(chain.verb, "query") != 0)
		return false;
	note_mapped(lowering, chain.base);
	/* query(X.id).delete() deletes from X's table */
	if (mv_value_is(chain.table, VALUE_CALL) && !is_table(lowering, chain.table))
		return false;
	if (strcmp(method, "delete") == 0)
		return write_delete(lowering, &chain);
	assign_call(lowering, &assignments, call, mv_call_argument(call, 0, "values"));
	return write_update(lowering, &chain, &assignments);
}
