/* failures_view.c: CREATE VIEW and CREATE TABLE AS: what their queries name, and what CREATE OR REPLACE cannot change. */
#include "failures.h"

#include <string.h>

/* ---- what a query reads ---- */

bool mv_refuse_relations(Check *c, const QueryInfo *query)
{
	for (uint32_t i = 0; query && !query->opaque && i < query->relations.count; i++) {
		const QName *name = &query->relations.items[i].name;

		if (name->name && !mv_schema_relation(c->schema, name) && mv_surely_absent(c, OBJ_TABLE, name))
			return mv_refuse(c, "42P01", "unknown-table", name->span, NULL,
					 "correct the name, or create the table before this statement", "table '%s' does not exist",
					 mv_shown(c, name->schema, name->name));
	}
	return false;
}

/* All that the query reads is known with all its columns. */
static bool reads_known(Check *c, const QueryInfo *query)
{
	for (uint32_t i = 0; i < query->relations.count; i++) {
		const Table *table = mv_schema_table(c->schema, &query->relations.items[i].name);

		if (!table || !mv_fully_known(c, table) || (c->schema->search_path_unknown && !query->relations.items[i].name.schema))
			return false;
	}
	return !c->schema->opaque_changes;
}

/* Where the query names the column. */
static Span span_of(const QueryInfo *query, const CodeHole *hole)
{
	for (uint32_t i = 0; i < query->columns.count; i++) {
		const Expression *column = query->columns.items[i];

		if (mv_streq(column->name, hole->name) && mv_streq(column->qualifier, hole->qualifier))
			return column->span;
	}
	return (Span){ 0, 0 };
}

static bool wrong_column(Check *c, const QueryInfo *query)
{
	Replay replay = { .schema = (Schema *)(void *)c->schema, .arena = c->arena, .change = c->change };
	bool ambiguous = false;
	const CodeHole *hole;
	const char *shown;

	if (!query || query->opaque || !reads_known(c, query))
		return false;
	hole = mv_model_wrong_column(&replay, query, &ambiguous);
	if (!hole)
		return false;
	shown = hole->qualifier ? mv_arena_format(c->arena, "%s.%s", hole->qualifier, hole->name) : hole->name;
	if (ambiguous)
		return mv_refuse(c, "42702", "ambiguous-column", span_of(query, hole), NULL, "write the relation's name or alias before it",
				 "column '%s' may be of several relations in FROM", shown);
	return mv_refuse(c, "42703", "unknown-column", span_of(query, hole), NULL, "correct the name, or add the column before this statement",
			 "column '%s' does not exist in what the query reads", shown);
}

/* ---- the columns of the result ---- */

typedef struct Results {
	BoundOutputVec columns;
	bool complete; /* all of them are known by name */
} Results;

static Results results_of(const Check *c, const QueryInfo *query, const IdentVec *names)
{
	Replay replay = { .schema = (Schema *)(void *)c->schema, .arena = c->arena, .change = c->change };
	const Binding *bindings = NULL;
	Results results = { 0 };

	if (!query || query->opaque)
		return results;
	results.complete = mv_model_bind_query(&replay, query, NULL, &bindings, &results.columns) && !query->code->incomplete;
	for (uint32_t i = 0; i < results.columns.count; i++) {
		BoundOutput *column = &results.columns.items[i];

		if (i < names->count)
			column->name = names->items[i].text;
		else if (!column->name)
			column->name = "?column?";
		results.complete = results.complete && column->name;
	}
	return results;
}

static bool named_twice(Check *c, const Results *results, Span span)
{
	Map seen;

	if (!results->complete)
		return false;
	mv_map_init(&seen, c->arena);
	for (uint32_t i = 0; i < results->columns.count; i++) {
		const char *name = results->columns.items[i].name;

		/* before 15 a boolean constant was called "bool" */
		if (strcmp(name, "?column?") == 0 && mv_judged_version(c) && mv_judged_version(c) < 15)
			continue;
		if (mv_map_get(&seen, name))
			return mv_refuse(c, "42701", "duplicate-column", span, NULL, "name one of them otherwise with AS",
					 "the query gives two columns of the name '%s'", name);
		mv_map_set(&seen, name, (void *)name);
	}
	return false;
}

/* ---- CREATE OR REPLACE VIEW ---- */

bool mv_types_differ(const Check *c, const Type *a, const Type *b)
{
	const Object *first = mv_model_type_of(c->schema, a), *second = mv_model_type_of(c->schema, b);

	if (!a || !b || !a->name || !b->name || a->unknown || b->unknown || a->column_type || b->column_type)
		return false;
	if ((!first && !mv_model_builtin_type(a)) || (!second && !mv_model_builtin_type(b)) || (first && !mv_certain(c, first)) ||
	    (second && !mv_certain(c, second)))
		return false;
	if (first != second || (a->dimensions > 0) != (b->dimensions > 0))
		return true;
	if (!first && strcmp(a->name, b->name) != 0)
		return true;
	/* an inferred type may have lost its modifier, but it does not get a wrong one */
	return a->modifier_count && a->modifier_count == b->modifier_count &&
	       (a->modifiers[0] != b->modifiers[0] || (a->modifier_count > 1 && a->modifiers[1] != b->modifiers[1]));
}

static bool loses_columns(Check *c, const CreateView *create, const Results *results, const Table *old)
{
	uint32_t count = results->columns.count;

	if (!mv_fully_known(c, old) || !results->complete)
		return false;
	for (uint32_t i = 0; i < old->columns.count; i++) {
		const Column *column = old->columns.items[i];
		const char *name = i < count ? results->columns.items[i].name : NULL;

		if (!name)
			return mv_refuse(c, "42P16", "dependent-objects", create->name.span, &old->object,
					 "drop the view and create it anew, or keep the column",
					 "CREATE OR REPLACE VIEW cannot drop column '%s' of view '%s'", column->name, mv_shown_object(c, &old->object));
		if (strcmp(name, column->name) != 0)
			return strcmp(name, "?column?") != 0 &&
			       mv_refuse(c, "42P16", "dependent-objects", create->name.span, &old->object,
					 "keep the columns in their order and add new ones at the end, or drop the view and create it anew",
					 "CREATE OR REPLACE VIEW cannot change column '%s' of view '%s' to '%s'", column->name,
					 mv_shown_object(c, &old->object), name);
		if (!mv_types_differ(c, column->type, results->columns.items[i].type))
			continue;
		return mv_refuse(c, "42P16", "dependent-objects", create->name.span, &old->object,
				 "cast the column to the type that it had, or drop the view and create it anew",
				 "CREATE OR REPLACE VIEW cannot change the type of column '%s' of view '%s' from '%s' to '%s'", name,
				 mv_shown_object(c, &old->object), mv_type_format(column->type, c->arena),
				 mv_type_format(results->columns.items[i].type, c->arena));
	}
	return false;
}

/* ---- the statements ---- */

bool mv_failure_view(Check *c, const CreateView *create, bool materialized)
{
	const Object *old = create->name.name && !create->name.unknown ?
				    mv_model_get(&c->schema->relations, mv_model_namespace(c->schema, &create->name), create->name.name) : NULL;
	Results results;

	if (create->persistence == PERSISTENCE_TEMPORARY)
		old = NULL;
	if (create->if_not_exists && old)
		return false;
	if (!create->or_replace && mv_refuse_taken(c, &create->name, create->persistence))
		return true;
	if (create->or_replace && old && old->kind != OBJ_VIEW && mv_certain(c, old) && !old->incomplete && !c->schema->search_path_unknown)
		return mv_refuse(c, "42809", "wrong-object-kind", create->name.span, old, "choose another name, or drop it first",
				 "'%s' is a %s, not a view", mv_shown_object(c, old), mv_object_kind_name(old->kind));
	if (mv_refuse_relations(c, create->query) || wrong_column(c, create->query))
		return true;
	results = results_of(c, create->query, &create->columns);
	if (named_twice(c, &results, create->name.span))
		return true;
	return create->or_replace && old && old->kind == OBJ_VIEW && !materialized && loses_columns(c, create, &results, (const Table *)old);
}

bool mv_failure_table_as(Check *c, const CreateTableAs *create)
{
	Results results;

	if (create->if_not_exists && create->name.name && mv_schema_relation(c->schema, &create->name))
		return false;
	if (!create->if_not_exists && mv_refuse_taken(c, &create->name, create->persistence))
		return true;
	if (mv_refuse_relations(c, create->query) || wrong_column(c, create->query))
		return true;
	results = results_of(c, create->query, &create->columns);
	return named_twice(c, &results, create->name.span);
}
