/*
 * calls.c: SELECT f(), where f is a plpgsql function of the same migration
 * whose body changes the schema. What it does is unknown, but that it does
 * something is not.
 */
#include "do_block.h"

/* DDL or EXECUTE where a statement starts. */
static bool holds_ddl(Str body)
{
	static const char *const words[] = { "create", "alter", "drop", "execute" };
	static const char *const openers[] = { "begin", "then", "else", "loop", ";" };
	Token token = mv_pg_next_token(body.ptr, body.len, 0), before = { 0 };

	for (; token.kind != TOKEN_END; before = token, token = mv_pg_next_token(body.ptr, body.len, token.end)) {
		bool starts = false;

		if (token.kind != TOKEN_WORD || before.end == 0)
			continue;
		for (size_t i = 0; i < sizeof words / sizeof *words && !starts; i++)
			starts = mv_pg_token_is(body.ptr, token, words[i]);
		if (!starts)
			continue;
		for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
			if (mv_pg_token_is(body.ptr, before, openers[i])) {
				Token text = mv_pg_next_token(body.ptr, body.len, token.end);

				if (!mv_pg_token_is(body.ptr, token, "execute") || text.kind != TOKEN_STRING ||
				    mv_pg_may_be_ddl(body.ptr + text.start + 1, text.end - text.start - 1))
					return true;
			}
	}
	return false;
}

/* A function of this migration. */
typedef struct Candidate {
	const FunctionChange *function;
	Tri changes_schema; /* looked at when it is called first */
} Candidate;

static bool is_plpgsql(const Change *change)
{
	const FunctionChange *function = change->as.function;

	return function->name.name && function->language && strcmp(function->language, "plpgsql") == 0;
}

/* Which of the called functions, if any, is one of ours that changes the schema? */
static const char *schema_changer(const Map *functions, const QueryInfo *query)
{
	for (uint32_t i = 0; query && i < query->functions.count; i++) {
		const char *name = query->functions.items[i]->name;
		Candidate *candidate = name ? mv_map_get(functions, name) : NULL;

		if (candidate && candidate->changes_schema == TRI_UNKNOWN)
			candidate->changes_schema = mv_tri(holds_ddl(candidate->function->body));
		if (candidate && candidate->changes_schema == TRI_YES)
			return name;
	}
	return NULL;
}

static void add_opaque(Statement *statement, const char *name, Arena *arena)
{
	Opaque *opaque = MV_NEW(arena, Opaque);
	Change model = statement->changes.items[statement->changes.count - 1], *change;

	opaque->may_change_schema = true;
	opaque->reason = mv_arena_format(arena, "function '%s', which changes the schema, is called", name);
	change = VEC_PUSH(arena, &statement->changes);
	*change = model;
	change->kind = CHANGE_OPAQUE;
	change->index = statement->changes.count - 1;
	change->as.opaque = opaque;
	if (statement->resolution == RESOLVED)
		statement->resolution = RESOLVED_PARTLY;
	statement->reason = opaque->reason;
}

void mv_pg_mark_calls(Migration *migration, Arena *arena, Arena *scratch)
{
	Map functions;
	bool any = false;

	for (uint32_t i = 0; i < migration->statements.count; i++) {
		Statement *statement = &migration->statements.items[i];
		const char *called = NULL;

		for (uint32_t k = 0; k < statement->changes.count; k++) {
			const Change *change = &statement->changes.items[k];
			Candidate *candidate;

			if (change->kind == CHANGE_CREATE_FUNCTION && is_plpgsql(change)) {
				if (!any)
					mv_map_init(&functions, scratch);
				any = true;
				candidate = MV_NEW(scratch, Candidate);
				candidate->function = change->as.function;
				mv_map_set(&functions, candidate->function->name.name, candidate);
			} else if (any && change->kind == CHANGE_SELECT && !called) {
				called = schema_changer(&functions, change->as.dml->query);
			}
		}
		if (called)
			add_opaque(statement, called, arena);
	}
}
