/*
 * ddl_index.c: CREATE INDEX and CREATE STATISTICS.
 */
#include "ddl.h"

const char *mv_pg_joined_name(const Lower *lower, const List *names)
{
	return names ? mv_pg_def_text(lower, (const Node *)names) : NULL;
}

IndexKey mv_pg_index_key(Lower *lower, const IndexElem *elem, Cursor *cursor)
{
	IndexKey key = { 0 };
	int start = mv_pg_here(cursor);

	key.column = mv_pg_ident(lower, elem->name, start).text;
	key.expression = mv_pg_stored(lower, elem->expr);
	key.opclass = mv_pg_joined_name(lower, elem->opclass);
	key.opclass_options = mv_pg_options(lower, elem->opclassopts);
	key.collation = mv_pg_joined_name(lower, elem->collation);
	key.descending = elem->ordering == SORTBY_DESC;
	key.nulls_given = elem->nulls_ordering != SORTBY_NULLS_DEFAULT;
	/* The default depends on the direction, as NULLs sort as if larger than all. */
	key.nulls_first = key.nulls_given ? elem->nulls_ordering == SORTBY_NULLS_FIRST : key.descending;
	while (cursor->token.kind != TOKEN_END && !mv_pg_token_is(cursor->text, cursor->token, ",") &&
	       !mv_pg_token_is(cursor->text, cursor->token, ")"))
		mv_pg_skip_group(cursor);
	key.span = mv_pg_span_from(lower, start, cursor);
	mv_pg_accept(cursor, ",");
	return key;
}

/* CREATE [UNIQUE] INDEX [CONCURRENTLY] [IF NOT EXISTS] name */
static int name_location(const Lower *lower, const IndexStmt *stmt, Span span)
{
	Cursor cursor = mv_pg_cursor(lower, span);

	mv_pg_skip_to(&cursor, "index");
	if (stmt->concurrent)
		mv_pg_accept(&cursor, "concurrently");
	if (stmt->if_not_exists && mv_pg_accept(&cursor, "if")) {
		mv_pg_accept(&cursor, "not");
		mv_pg_accept(&cursor, "exists");
	}
	return mv_pg_here(&cursor);
}

void mv_pg_create_index(Lower *lower, const Node *node, Span span)
{
	const IndexStmt *stmt = (const IndexStmt *)node;
	CreateIndex *index = MV_NEW(lower->arena, CreateIndex);
	const ListCell *cell;
	Cursor cursor;

	mv_pg_change(lower, CHANGE_CREATE_INDEX, span)->as.index = index;
	if (stmt->idxname) {
		index->name = mv_pg_ident(lower, stmt->idxname, name_location(lower, stmt, span));
		mv_pg_set_subject(lower, index->name.span);
	}
	index->table = mv_pg_new_name(lower, stmt->relation);
	if (!stmt->idxname)
		mv_pg_set_subject(lower, index->table.span);
	index->unique = stmt->unique;
	index->concurrently = stmt->concurrent;
	index->if_not_exists = stmt->if_not_exists;
	index->only = !stmt->relation->inh;
	index->nulls_not_distinct = stmt->nulls_not_distinct;
	index->access_method = mv_pg_copy(lower, stmt->accessMethod);
	cursor = mv_pg_cursor(lower, (Span){ index->table.span.end, span.end });
	mv_pg_accept(&cursor, ")"); /* ONLY (t) */
	mv_pg_skip_to(&cursor, "(");
	foreach(cell, stmt->indexParams)
		*VEC_PUSH(lower->arena, &index->keys) = mv_pg_index_key(lower, lfirst(cell), &cursor);
	mv_pg_skip_to(&cursor, ")");
	if (stmt->indexIncludingParams && mv_pg_skip_to(&cursor, "include"))
		mv_pg_accept(&cursor, "(");
	foreach(cell, stmt->indexIncludingParams) {
		const IndexElem *elem = lfirst(cell);
		int start = mv_pg_here(&cursor);

		if (elem->name)
			*VEC_PUSH(lower->arena, &index->including) = mv_pg_ident(lower, elem->name, start);
		mv_pg_skip_to(&cursor, ",");
	}
	index->predicate = mv_pg_stored(lower, stmt->whereClause);
	index->options = mv_pg_options(lower, stmt->options);
	index->tablespace = mv_pg_copy(lower, stmt->tableSpace);
}

void mv_pg_create_statistics(Lower *lower, const Node *node, Span span)
{
	const CreateStatsStmt *stmt = (const CreateStatsStmt *)node;
	CreateStatistics *statistics = MV_NEW(lower->arena, CreateStatistics);
	const ListCell *cell;
	Cursor cursor;

	mv_pg_change(lower, CHANGE_CREATE_STATISTICS, span)->as.statistics = statistics;
	if (stmt->defnames) {
		int at = mv_pg_find_name(lower, span, strVal(linitial(stmt->defnames)));

		statistics->name = mv_pg_name_list(lower, stmt->defnames, at);
		mv_pg_set_subject(lower, statistics->name.span);
	}
	statistics->if_not_exists = stmt->if_not_exists;
	if (stmt->relations && IsA(linitial(stmt->relations), RangeVar))
		statistics->table = mv_pg_range_var(lower, linitial(stmt->relations));
	foreach(cell, stmt->stat_types)
		*VEC_PUSH(lower->arena, &statistics->kinds) = mv_pg_copy(lower, strVal(lfirst(cell)));
	cursor = mv_pg_cursor(lower, span);
	mv_pg_skip_to(&cursor, "on");
	foreach(cell, stmt->exprs) {
		const StatsElem *elem = lfirst(cell);

		if (elem->name)
			*VEC_PUSH(lower->arena, &statistics->columns) =
				mv_pg_ident(lower, elem->name, mv_pg_here(&cursor));
		*VEC_PUSH(lower->arena, &statistics->keys) =
			(IndexKey){ .column = mv_pg_copy(lower, elem->name), .expression = mv_pg_stored(lower, elem->expr) };
		mv_pg_skip_to(&cursor, ",");
	}
}

void mv_pg_alter_statistics(Lower *lower, const Node *node, Span span)
{
	const AlterStatsStmt *stmt = (const AlterStatsStmt *)node;
	ObjectChange *change = mv_pg_object_change_list(lower, CHANGE_ALTER_OBJECT, OBJ_STATISTICS, stmt->defnames, span);

	change->detail = "set statistics";
	if (stmt->stxstattarget)
		*VEC_PUSH(lower->arena, &change->options) =
			(Option){ .name = "statistics", .value = mv_pg_def_text(lower, stmt->stxstattarget) };
}
