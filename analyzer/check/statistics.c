/* statistics.c: how much was read and resolved, and why the rest was not. */
#include "engine.h"

#include <stdlib.h>
#include <string.h>

/* Reasons beyond that many are counted as one. */
enum { MOST_REASONS = 200 };

/* Where the name ends that starts with the quote; NULL: it is no such. A name may hold quotes itself. */
static const char *end_of_name(const char *quote)
{
	for (const char *end = quote + 1; *end; end++) {
		if (*end == '\'' && (!end[1] || strchr(" ,:;).", end[1])))
			return end;
	}
	return NULL;
}

/* "the value of 'TABLES' is not known" counts with "the value of 'x' is not known". */
static const char *without_names(const char *reason, Arena *arena)
{
	char *text = mv_arena_alloc(arena, 3 * strlen(reason) + 1);
	size_t len = 0;

	while (*reason) {
		const char *close = *reason == '\'' ? end_of_name(reason) : NULL;

		if (close) {
			memcpy(text + len, "'...'", 5);
			len += 5;
			reason = close + 1;
		} else {
			text[len++] = *reason++;
		}
	}
	text[len] = '\0';
	return text;
}

static void add_reason(Statistics *statistics, const char *reason, uint32_t count, Arena *arena)
{
	for (uint32_t i = 0; i < statistics->reasons.count; i++) {
		if (strcmp(statistics->reasons.items[i].reason, reason) == 0 || i + 1 == MOST_REASONS) {
			statistics->reasons.items[i].count += count;
			return;
		}
	}
	*VEC_PUSH(arena, &statistics->reasons) = (ReasonCount){ .reason = reason, .count = count };
}

static void count_reason(Statistics *statistics, const char *reason, Arena *arena)
{
	add_reason(statistics, without_names(reason ? reason : "not known", arena), 1, arena);
}

/* An operation that sends several statements has one reason. */
static void count_reasons(const Engine *engine, const Migration *migration, Statistics *statistics)
{
	Span counted = { 0 };

	for (uint32_t i = 0; i < migration->statements.count; i++) {
		const Statement *statement = &migration->statements.items[i];
		Span operation = mv_migration_operation(migration, statement->source, statement->span);

		if (statement->resolution == RESOLVED || (operation.start == counted.start && operation.end == counted.end))
			continue;
		counted = operation;
		count_reason(statistics, statement->reason, engine->arena);
	}
}

void mv_count_set(const Engine *engine, const MigrationSet *set, Statistics *statistics)
{
	statistics->operations += set->operations;
	statistics->operations_resolved += set->operations_resolved;
	for (uint32_t m = 0; m < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];

		statistics->migrations++;
		statistics->reviewed += mv_is_judged(engine, migration);
		statistics->files += (migration->source != NULL) + (migration->down_source != NULL);
		for (uint32_t i = 0; i < migration->statements.count; i++) {
			const Statement *statement = &migration->statements.items[i];

			statistics->statements++;
			statistics->changes += statement->changes.count;
			statistics->resolved += statement->resolution == RESOLVED;
			statistics->partly += statement->resolution == RESOLVED_PARTLY;
			statistics->unresolved += statement->resolution == UNRESOLVED;
		}
		if (set->python)
			count_reasons(engine, migration, statistics);
	}
}

static int compare_reasons(const void *left, const void *right)
{
	const ReasonCount *a = left, *b = right;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return strcmp(a->reason, b->reason);
}

void mv_sort_reasons(Statistics *statistics)
{
	if (statistics->reasons.count > 1)
		qsort(statistics->reasons.items, statistics->reasons.count, sizeof *statistics->reasons.items, compare_reasons);
}

void mv_statistics_add(Statistics *sum, const Statistics *more, Arena *arena)
{
	sum->files += more->files;
	sum->migrations += more->migrations;
	sum->reviewed += more->reviewed;
	sum->statements += more->statements;
	sum->changes += more->changes;
	sum->resolved += more->resolved;
	sum->partly += more->partly;
	sum->unresolved += more->unresolved;
	sum->suppressed += more->suppressed;
	sum->baselined += more->baselined;
	sum->sized += more->sized;
	sum->unsized += more->unsized;
	sum->operations += more->operations;
	sum->operations_resolved += more->operations_resolved;
	for (uint32_t i = 0; i < more->reasons.count; i++)
		add_reason(sum, more->reasons.items[i].reason, more->reasons.items[i].count, arena);
	mv_sort_reasons(sum);
}
