/* failures_dml.c: INSERT, UPDATE, DELETE, COPY: what is not there, and columns that cannot be written. */
#include "failures.h"

#include <string.h>

static bool named_twice(Check *c, const Dml *statement)
{
	bool insert = c->change->kind == CHANGE_INSERT;

	for (uint32_t i = 0; !statement->writes_parts && i < statement->columns.count && i < MV_MOST_COLUMNS; i++) {
		const Ident *column = &statement->columns.items[i];

		for (uint32_t k = 0; column->text && k < i; k++) {
			if (mv_streq(statement->columns.items[k].text, column->text))
				return mv_refuse(c, insert ? "42701" : "42601", "duplicate-column", column->span, NULL, "name the column once",
						 "column '%s' is named twice", column->text);
		}
	}
	return false;
}

static bool wrong_count(Check *c, const Dml *statement, const Table *table)
{
	uint32_t columns = statement->columns.count;
	bool listed = columns > 0;

	if (!statement->row_width || c->change->kind != CHANGE_INSERT)
		return false;
	if (!listed) {
		if (!table || !mv_fully_known(c, table) || c->schema->opaque_changes || table->object.kind != OBJ_TABLE)
			return false;
		columns = table->columns.count;
	}
	if (statement->row_width <= columns && (!listed || statement->row_width == columns))
		return false;
	return mv_refuse(c, "42601", "invalid-definition", statement->table.span, NULL, "write as many values as columns",
			 "the rows have %u values, but there are %u columns", (unsigned)statement->row_width, (unsigned)columns);
}

static bool is_default(const Expression *value)
{
	return value && value->kind == EXPR_OTHER && mv_streq(value->name, "default");
}

/* Is something else than DEFAULT certainly written to that place? */
static bool writes_value(const Dml *statement, uint32_t place)
{
	if (!statement->row_width)
		return statement->from_query;
	for (uint32_t i = place; i < statement->values.count; i += statement->row_width) {
		if (!is_default(statement->values.items[i]))
			return true;
	}
	return false;
}

static bool not_writable(Check *c, const Dml *statement, const Table *table)
{
	bool insert = c->change->kind == CHANGE_INSERT;
	uint32_t count = statement->columns.count ? statement->columns.count : insert ? statement->row_width : 0;

	/* rules may write something else */
	if (!table || table->object.kind != OBJ_TABLE || table->rules.count || statement->writes_parts)
		return false;
	if (!statement->columns.count && !mv_fully_known(c, table))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const Column *column = statement->columns.count ? mv_table_column(table, statement->columns.items[i].text) :
				       i < table->columns.count ? table->columns.items[i] : NULL;
		Span span = statement->columns.count ? statement->columns.items[i].span : statement->table.span;

		if (!column || !mv_certain_column(c, table, column) || table->object.incomplete || !writes_value(statement, i))
			continue;
		if (column->generated != GENERATED_NONE)
			return mv_refuse(c, mv_judged_version(c) && mv_judged_version(c) < 14 ? "42601" : "428C9", "invalid-definition", span,
					 &table->object, "leave the column out, or write DEFAULT",
					 "column '%s' of '%s' is generated: only DEFAULT can be written to it", column->name,
					 mv_shown_object(c, &table->object));
		if (column->identity == IDENTITY_ALWAYS && !statement->overrides_identity)
			return mv_refuse(c, "428C9", "invalid-definition", span, &table->object,
					 insert ? "leave the column out, or write OVERRIDING SYSTEM VALUE" : "leave the column as it is",
					 "column '%s' of '%s' is GENERATED ALWAYS AS IDENTITY: only DEFAULT can be written to it", column->name,
					 mv_shown_object(c, &table->object));
	}
	return false;
}

bool mv_failure_dml(Check *c, const Dml *statement)
{
	ChangeKind kind = c->change->kind;
	const Table *table;
	bool modifies = kind == CHANGE_INSERT || kind == CHANGE_UPDATE;
	bool writes = modifies || (kind == CHANGE_COPY && !statement->copy_to);

	if (!statement->table.name || kind == CHANGE_SELECT)
		return false;
	if (mv_refuse_table(c, &statement->table, &table))
		return true;
	for (uint32_t i = 0; writes && table && i < statement->columns.count; i++) {
		if (mv_refuse_column(c, table, &statement->columns.items[i]))
			return true;
	}
	if ((modifies || kind == CHANGE_DELETE) && mv_refuse_relations(c, statement->query))
		return true;
	if (modifies && (named_twice(c, statement) || wrong_count(c, statement, table) || not_writable(c, statement, table)))
		return true;
	/* with other relations a name need not be this one's column */
	return (kind == CHANGE_DELETE || kind == CHANGE_UPDATE) && table && !statement->from_query && statement->query &&
	       statement->query->relations.count <= 1 && mv_refuse_expression_columns(c, table, NULL, statement->where);
}
