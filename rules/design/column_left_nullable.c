/* column_left_nullable.c: a column that was to become NOT NULL, and did not. */
#include "migvet/facts.h"

#include <string.h>

/* Columns whose every row was filled: by id, the UPDATE. */
typedef struct Filled {
	const Column *column;
	const Change *update;
} Filled;

static bool is_null_test(const Expression *where, const char *name)
{
	return where->kind == EXPR_IS_NULL && where->arg_count == 1 && where->args[0]->kind == EXPR_COLUMN && mv_streq(where->args[0]->name, name);
}

/* Certainly no NULL. Depth: what people write is flat. */
static bool is_value(const Table *table, const Expression *expression, int depth)
{
	const Column *column;

	switch (expression->kind) {
	case EXPR_CONSTANT:
	case EXPR_IS_NULL:
	case EXPR_IS_NOT_NULL:
	case EXPR_BOOL_TEST:
		return true;
	case EXPR_FUNCTION:
		return expression->arg_count == 0 && !expression->distinct_or_star;
	case EXPR_COLUMN:
		column = mv_table_column(table, expression->name);
		return column && column->not_null == TRI_YES && !expression->qualifier;
	case EXPR_CAST:
	case EXPR_OPERATOR:
		for (uint32_t i = 0; i < expression->arg_count; i++) {
			if (depth > 4 || !is_value(table, expression->args[i], depth + 1))
				return false;
		}
		return expression->arg_count > 0;
	case EXPR_COALESCE:
		return mv_streq(expression->name, "coalesce") && expression->arg_count && depth < 4 &&
		       is_value(table, expression->args[expression->arg_count - 1], depth + 1);
	case EXPR_NULL:
	case EXPR_PARAM:
	case EXPR_AND:
	case EXPR_OR:
	case EXPR_NOT:
	case EXPR_IN:
	case EXPR_BETWEEN:
	case EXPR_CASE:
	case EXPR_ARRAY:
	case EXPR_ROW:
	case EXPR_COLLATE:
	case EXPR_SUBQUERY:
	case EXPR_OTHER:
		return false;
	}
	return false;
}

static bool comes_behind(const Change *change, const Birth *birth)
{
	const Migration *migration = change->statement->migration;

	return birth->change && birth->migration &&
	       (migration->number > birth->migration->number ||
		(migration == birth->migration && change->statement->number > birth->change->statement->number));
}

/* The column that the UPDATE leaves without a NULL in any row, or NULL. */
static const Column *filled_by(const RuleContext *context, const Change *change)
{
	const Dml *dml = change->as.dml;
	const Table *table = dml->table.name && !dml->table.unknown ? mv_schema_table(context->schema, &dml->table) : NULL;

	for (uint32_t i = 0; table && i < dml->columns.count && i < dml->values.count; i++) {
		const char *name = dml->columns.items[i].text;
		const Column *column = name ? mv_table_column(table, name) : NULL;

		if (column && comes_behind(change, &column->birth) && dml->values.items[i] && is_value(table, dml->values.items[i], 0) &&
		    (!dml->has_where || (dml->where && is_null_test(dml->where, name))))
			return column;
	}
	return NULL;
}

/* A copy that is kept of another column: nothing writes it later. */
static bool is_kept_copy(const char *name)
{
	static const char *const words[] = { "old", "backup", "bak", "legacy", "prev", "orig", NULL };

	for (const char *const *word = words; *word; word++) {
		if (strstr(name, *word))
			return true;
	}
	return false;
}

static bool may_stay(const RuleContext *context, const Table *table, const Column *column)
{
	const Migration *newest = context->set->migrations.items[context->set->migrations.count - 1];
	const Change *made = column->birth.change;

	if (column->not_null != TRI_NO || is_kept_copy(column->name) || column->maybe || column->inherited || !made || made->kind != CHANGE_ADD_COLUMN ||
	    !mv_is_reviewed(&column->birth) || column->birth.migration == newest)
		return true;
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (constraint->kind == CONSTRAINT_CHECK && constraint->expression && mv_expression_proves_not_null(constraint->expression, column->name))
			return true;
	}
	return false;
}

static void report(RuleContext *context, const Table *table, const Column *column, const Change *update)
{
	const char *shown = mv_show_table(context, table);
	Finding *finding = mv_report(context, column->birth.change, (Span){ 0 },
				     update ? "'%s.%s' was added without NOT NULL, every row of it was filled, and it may still be NULL: the next row that lacks it breaks who relies on it"
					    : "'%s.%s' was to be filled and to become NOT NULL, and no later migration does it: it may be NULL for good",
				     shown, column->name);

	mv_finding_subject(context, finding, "%s.%s", shown, column->name);
	mv_finding_help(context, finding, "when all code writes it, set it NOT NULL: by a CHECK NOT VALID and VALIDATE first, so that no lock is held for long");
	if (update)
		mv_finding_note(context, finding, update, "its rows are filled here");
}

static void check_end(RuleContext *context)
{
	const MigrationSet *set = context->set;
	VEC(Filled) filled = { 0 };
	const Table *table;
	uint32_t at = 0;

	for (uint32_t m = 0; m + 1 < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];

		for (uint32_t s = 0; s < migration->statements.count; s++) {
			const Statement *statement = &migration->statements.items[s];

			for (uint32_t c = 0; !statement->down && c < statement->changes.count; c++) {
				const Change *change = &statement->changes.items[c];
				const Column *column = change->kind == CHANGE_UPDATE && !change->guard ? filled_by(context, change) : NULL;

				if (column)
					*VEC_PUSH(context->arena, &filled) = (Filled){ column, change };
			}
		}
	}
	while ((table = mv_next_lasting_table(context, &at))) {
		for (uint32_t i = 0; i < table->columns.count; i++) {
			const Column *column = table->columns.items[i];
			const Change *update = NULL;

			if (may_stay(context, table, column))
				continue;
			for (uint32_t f = 0; !update && f < filled.count; f++)
				update = filled.items[f].column == column ? filled.items[f].update : NULL;
			if (update || mv_promises_not_null(context, column->birth.change, column->id))
				report(context, table, column, update);
		}
	}
}

const Rule mv_rule_column_left_nullable = {
	.id = "column-left-nullable",
	.name = "ColumnLeftNullable",
	.number = 444,
	.category = "design",
	.severity = SEVERITY_OFF,
	.style = true,
	.check_end = check_end,
	.doc = {
		.summary = "a column was added without NOT NULL for the time being, and left so",
		.why =
			"Adding a required column safely takes three steps: add it without NOT NULL, fill it, set it NOT NULL. The last one is\n"
			"forgotten most: then every reader has to reckon with a NULL that nobody wants, and one day there is one.\n"
			"What was meant shows in an UPDATE that gives every row a value which is certainly no NULL, or in a comment at the column\n"
			"('set not null later', 'nullable for now'). A CHECK (.. IS NOT NULL) counts as done. What the newest migration adds or\n"
			"fills is not reported (the last step belongs into a later one), nor a copy that is kept ('old_id', 'login_backup').",
		.instead =
			"1. ALTER TABLE .. ADD CONSTRAINT .. CHECK (c IS NOT NULL) NOT VALID\n"
			"2. in the next migration VALIDATE CONSTRAINT, then ALTER COLUMN c SET NOT NULL and drop the constraint",
		.bad =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN active boolean;\n"
			"UPDATE users SET active = true;\n"
			"-- next migration\n"
			"CREATE TABLE orders (id bigint PRIMARY KEY);",
		.good =
			"CREATE TABLE users (id bigint PRIMARY KEY);\n"
			"-- next migration\n"
			"ALTER TABLE users ADD COLUMN active boolean;\n"
			"UPDATE users SET active = true;\n"
			"-- next migration\n"
			"ALTER TABLE users ALTER COLUMN active SET NOT NULL;",
		.links = "https://www.postgresql.org/docs/current/sql-altertable.html",
		.since = "0.1.0",
	},
};
