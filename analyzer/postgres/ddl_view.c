/*
 * ddl_view.c: views, materialized views and rules.
 */
#include "ddl.h"

/* The query's text: from behind the cursor's AS to the end, without the clause that follows the query. */
static Str query_text(const Lower *lower, Cursor cursor, Span span)
{
	size_t from, to;
	Cursor last;

	if (!mv_pg_skip_to(&cursor, "as") || cursor.token.kind == TOKEN_END)
		return (Str){ 0 };
	from = cursor.token.start;
	to = span.end - lower->parsed->base;
	/* WITH [LOCAL|CASCADED] CHECK OPTION, WITH [NO] DATA: the last WITH, when this is what follows it */
	last = cursor;
	while (mv_pg_skip_to(&cursor, "with")) {
		size_t end = cursor.behind - 4;

		last = cursor;
		if (!mv_pg_accept(&last, "local"))
			mv_pg_accept(&last, "cascaded");
		if ((mv_pg_accept(&last, "check") && mv_pg_accept(&last, "option")) ||
		    ((mv_pg_accept(&last, "no") || true) && mv_pg_accept(&last, "data")))
			if (last.token.kind == TOKEN_END)
				to = end;
	}
	return mv_str_trim(mv_source_slice(lower->source, mv_pg_text_span(lower, from, to)));
}

static IdentVec view_columns(Lower *lower, const List *names, Cursor *cursor)
{
	if (names)
		mv_pg_accept(cursor, "(");
	return mv_pg_idents(lower, names, cursor);
}

void mv_pg_create_view(Lower *lower, const Node *node, Span span)
{
	const ViewStmt *stmt = (const ViewStmt *)node;
	CreateView *view = MV_NEW(lower->arena, CreateView);
	Cursor cursor;

	mv_pg_change(lower, CHANGE_CREATE_VIEW, span)->as.view = view;
	view->name = mv_pg_new_name(lower, stmt->view);
	mv_pg_set_subject(lower, view->name.span);
	view->persistence = mv_pg_persistence(stmt->view);
	view->or_replace = stmt->replace;
	cursor = mv_pg_cursor(lower, span);
	while (cursor.token.kind != TOKEN_END && !mv_pg_token_is(cursor.text, cursor.token, "view"))
		if (mv_pg_accept(&cursor, "recursive"))
			view->recursive = true;
		else
			mv_pg_advance(&cursor);
	cursor = mv_pg_cursor(lower, (Span){ view->name.span.end, span.end });
	view->columns = view_columns(lower, stmt->aliases, &cursor);
	cursor = mv_pg_cursor(lower, (Span){ view->name.span.end, span.end });
	view->text = query_text(lower, cursor, span);
	view->query = mv_pg_stored_query(lower, stmt->query);
	view->options = mv_pg_options(lower, stmt->options);
	view->check_option = stmt->withCheckOption == LOCAL_CHECK_OPTION      ? "local"
			     : stmt->withCheckOption == CASCADED_CHECK_OPTION ? "cascaded"
									      : NULL;
}

void mv_pg_create_materialized_view(Lower *lower, const CreateTableAsStmt *stmt, Span span)
{
	CreateView *view = MV_NEW(lower->arena, CreateView);
	Cursor cursor;

	mv_pg_change(lower, CHANGE_CREATE_MATERIALIZED_VIEW, span)->as.view = view;
	view->name = mv_pg_new_name(lower, stmt->into->rel);
	mv_pg_set_subject(lower, view->name.span);
	view->persistence = mv_pg_persistence(stmt->into->rel);
	view->if_not_exists = stmt->if_not_exists;
	view->with_no_data = stmt->into->skipData;
	cursor = mv_pg_cursor(lower, (Span){ view->name.span.end, span.end });
	view->columns = view_columns(lower, stmt->into->colNames, &cursor);
	cursor = mv_pg_cursor(lower, (Span){ view->name.span.end, span.end });
	view->text = query_text(lower, cursor, span);
	view->query = mv_pg_stored_query(lower, stmt->query);
	view->options = mv_pg_options(lower, stmt->into->options);
}

static const char *event_name(CmdType event)
{
	switch ((int)event) {
	case CMD_SELECT:
		return "select";
	case CMD_UPDATE:
		return "update";
	case CMD_INSERT:
		return "insert";
	case CMD_DELETE:
		return "delete";
	}
	return NULL;
}

void mv_pg_create_rule(Lower *lower, const Node *node, Span span)
{
	const RuleStmt *stmt = (const RuleStmt *)node;
	CreateRule *rule = MV_NEW(lower->arena, CreateRule);
	const ListCell *cell;

	mv_pg_change(lower, CHANGE_CREATE_RULE, span)->as.rule = rule;
	rule->name = mv_pg_ident(lower, stmt->rulename, mv_pg_find_name(lower, span, stmt->rulename));
	mv_pg_set_subject(lower, rule->name.span);
	rule->table = mv_pg_range_var(lower, stmt->relation);
	rule->or_replace = stmt->replace;
	rule->instead = stmt->instead;
	rule->event = event_name(stmt->event);
	/* What a rule's actions other than a SELECT read and write is not kept. */
	if (list_length(stmt->actions) == 1 && IsA(linitial(stmt->actions), SelectStmt))
		rule->query = mv_pg_query(lower, linitial(stmt->actions));
	rule->condition = mv_pg_stored(lower, stmt->whereClause);
	foreach(cell, stmt->actions) {
		QueryInfo *action = mv_pg_stored_query(lower, lfirst(cell)); /* first: an error in it must leave no empty slot */

		*VEC_PUSH(lower->arena, &rule->actions) = action;
	}
}
