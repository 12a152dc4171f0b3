/*
 * replaced.c: what takes the place of a column or table.
 *
 * It shows by the statements that carry values over: UPDATE t SET new = f(old),
 * INSERT INTO new SELECT .. FROM old, CREATE TABLE new AS SELECT .. FROM old.
 */
#include "engine.h"

#include "migvet/facts.h"

#include <string.h>

/* ---- the statements that may carry values over ---- */

static bool is_copy(const Change *change)
{
	if (change->kind == CHANGE_UPDATE)
		return change->as.dml->query && change->as.dml->query->columns.count && change->as.dml->columns.count;
	if (change->kind == CHANGE_INSERT)
		return change->as.dml->from_query && change->as.dml->query;
	return change->kind == CHANGE_CREATE_TABLE_AS && change->as.table_as->query;
}

static void collect(Engine *engine, const Migration *migration)
{
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		for (uint32_t c = 0; !statement->down && c < statement->changes.count; c++) {
			if (is_copy(&statement->changes.items[c]) && engine->copies.count < MV_TAKEN_LOOKED_AT)
				*VEC_PUSH(engine->arena, &engine->copies) = &statement->changes.items[c];
		}
	}
}

/* What is deployed together: this migration, or with --since all that is under review. */
static void collect_once(const RuleContext *context)
{
	Engine *engine = context->engine;
	const void *scope = context->review_is_unmerged ? (const void *)context->set : context->migration;

	if (engine->copies_of == scope)
		return;
	engine->copies_of = scope;
	engine->copies.count = 0;
	if (!context->review_is_unmerged) {
		collect(engine, context->migration);
		return;
	}
	for (uint32_t i = 0; i < context->set->migrations.count; i++) {
		if (context->set->migrations.items[i]->under_review)
			collect(engine, context->set->migrations.items[i]);
	}
}

static bool reads_table(const QueryInfo *query, const Table *table)
{
	for (uint32_t i = 0; i < query->relations.count; i++) {
		const QName *name = &query->relations.items[i].name;

		if (mv_streq(name->name, table->object.name) && (!name->schema || mv_streq(name->schema, table->object.schema)))
			return true;
	}
	return false;
}

/* `own`: the table under which name its columns may be qualified; NULL: any. */
static bool reads_column(const QueryInfo *query, const char *column, const Dml *own)
{
	for (uint32_t i = 0; i < query->columns.count; i++) {
		const Expression *read = query->columns.items[i];

		if (mv_streq(read->name, column) && (!own || !read->qualifier || mv_streq(read->qualifier, own->table.name) ||
						     mv_streq(read->qualifier, own->alias)))
			return true;
	}
	return false;
}

/* ---- a table that is new, and filled by the statement ---- */

static const Table *filled_table(const RuleContext *context, const Change *change)
{
	const QName *name = mv_change_relation(change);
	const Table *table = change->kind != CHANGE_UPDATE && name && name->name && !name->unknown ? mv_schema_table(context->schema, name) : NULL;

	return table && mv_is_new(context, &table->object.birth) && table->persistence != PERSISTENCE_TEMPORARY ? table : NULL;
}

static const QueryInfo *query_of(const Change *change)
{
	return change->kind == CHANGE_CREATE_TABLE_AS ? change->as.table_as->query : change->as.dml->query;
}

bool mv_table_replacement(const RuleContext *context, const Table *table, Replacement *replacement)
{
	collect_once(context);
	for (uint32_t i = 0; i < context->engine->copies.count; i++) {
		const Change *change = context->engine->copies.items[i];
		const Table *filled = filled_table(context, change);

		if (filled && filled != table && reads_table(query_of(change), table)) {
			*replacement = (Replacement){ .name = filled->object.name, .change = change };
			return true;
		}
	}
	return false;
}

/* ---- a column that is new, and filled by the statement ---- */

static const char *filled_column(const RuleContext *context, const Table *table, const Column *column, const Change *change)
{
	const Dml *dml = change->as.dml;

	if (change->kind != CHANGE_UPDATE || !mv_streq(dml->table.name, table->object.name) || !reads_column(dml->query, column->name, dml))
		return NULL;
	for (uint32_t i = 0; i < dml->columns.count; i++) {
		const Column *set = dml->columns.items[i].text ? mv_table_column(table, dml->columns.items[i].text) : NULL;

		if (set && set != column && mv_is_new(context, &set->birth))
			return set->name;
	}
	return NULL;
}

/* full_name and name, email and email_address: one name is the other with more words. */
static bool names_are_kin(const char *left, const char *right)
{
	size_t left_length = strlen(left), right_length = strlen(right), length = left_length < right_length ? left_length : right_length;
	const char *shorter = left_length < right_length ? left : right, *longer = shorter == left ? right : left;
	size_t rest = strlen(longer) - length;

	enum { SHORTEST = 4 };
	if (length < SHORTEST || rest < 2)
		return false;
	return (strncmp(longer, shorter, length) == 0 && longer[length] == '_') || (strcmp(longer + rest, shorter) == 0 && longer[rest - 1] == '_');
}

bool mv_column_replacement(const RuleContext *context, const Table *table, const Column *column, Replacement *replacement)
{
	collect_once(context);
	for (uint32_t i = 0; i < context->engine->copies.count; i++) {
		const Change *change = context->engine->copies.items[i];
		const Table *filled = filled_table(context, change);
		const char *name = filled_column(context, table, column, change);

		if (!name && filled && filled != table && reads_table(query_of(change), table) && reads_column(query_of(change), column->name, NULL))
			name = filled->object.name;
		if (name) {
			*replacement = (Replacement){ .name = name, .change = change };
			return true;
		}
	}
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Column *other = table->columns.items[i];

		if (other != column && mv_is_new(context, &other->birth) && other->type && column->type &&
		    mv_streq(other->type->name, column->type->name) && names_are_kin(other->name, column->name)) {
			*replacement = (Replacement){ .name = other->name };
			return true;
		}
	}
	return false;
}
