/*
 * merge.c: one finding out of those that the runs for several server versions
 * made of the same thing, and out of those that several rules made of the same
 * statement; order.
 */
#include "engine.h"

#include <stdlib.h>
#include <string.h>

static int compare_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare_places(const Finding *a, const Finding *b)
{
	int order = compare_text(a->path, b->path);

	if (order)
		return order;
	if (a->span.start != b->span.start)
		return a->span.start < b->span.start ? -1 : 1;
	if (a->span.end != b->span.end)
		return a->span.end < b->span.end ? -1 : 1;
	order = compare_text(a->rule->id, b->rule->id);
	return order ? order : compare_text(a->message, b->message);
}

static int compare_for_merge(const void *left, const void *right)
{
	const Finding *a = *(Finding *const *)left, *b = *(Finding *const *)right;
	int order = compare_places(a, b);

	if (order)
		return order;
	if (a->version_from != b->version_from)
		return a->version_from < b->version_from ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static int version_place(const Config *config, int version)
{
	for (uint32_t i = 0; i < config->versions.count; i++) {
		if (config->versions.items[i] == version)
			return (int)i;
	}
	return -1;
}

/* Says at which versions it holds when that is not all of those judged. */
static void word_versions(const Config *config, Arena *arena, Finding *finding)
{
	int first = config->versions.items[0], last = config->versions.items[config->versions.count - 1];

	if (!finding->version_from)
		return;
	if (finding->version_from == first && finding->version_to == last) {
		finding->version_from = finding->version_to = 0;
		return;
	}
	if (finding->version_from == finding->version_to)
		finding->message = mv_arena_format(arena, "%s (PostgreSQL %d)", finding->message, finding->version_from);
	else
		finding->message = mv_arena_format(arena, "%s (PostgreSQL %d to %d)", finding->message,
						   finding->version_from, finding->version_to);
}

/* ---- one statement, one story ---- */

static bool covers(const Rule *rule, const Rule *other)
{
	for (const char *const *id = rule->covers; id && *id; id++) {
		if (strcmp(*id, other->id) == 0)
			return true;
	}
	return false;
}

/* Does another of these findings, all about one statement, tell its story? */
static bool is_told(const Finding *finding, Finding *const *about, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		const Finding *other = about[i];

		if (other->rule == finding->rule)
			continue;
		if ((finding->rule->yields && !other->rule->yields && !mv_rule_judges_schema(other->rule)) || (other->change == finding->change && covers(other->rule, finding->rule)))
			return true;
	}
	return false;
}

static int compare_statements(const void *left, const void *right)
{
	const Finding *a = *(Finding *const *)left, *b = *(Finding *const *)right;
	const Statement *of_a = a->change ? a->change->statement : NULL, *of_b = b->change ? b->change->statement : NULL;

	if (of_a != of_b)
		return (uintptr_t)of_a < (uintptr_t)of_b ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/*
 * Turns off what another finding about the same statement tells as well. A
 * statement of very many findings (generated, or hostile) is left as it is.
 */
static void leave_out_told(Arena *arena, FindingVec *findings)
{
	enum { MANY = 500 };
	Finding **sorted = MV_NEW_ARRAY(arena, Finding *, findings->count);
	bool *told = MV_NEW_ARRAY(arena, bool, findings->count);
	uint32_t end;

	if (!findings->count)
		return;
	memcpy(sorted, findings->items, findings->count * sizeof *sorted);
	qsort(sorted, findings->count, sizeof *sorted, compare_statements);
	for (uint32_t start = 0; start < findings->count; start = end) {
		const Change *change = sorted[start]->change;
		bool any = false;

		for (end = start + 1; end < findings->count && change && sorted[end]->change &&
				      sorted[end]->change->statement == change->statement; end++)
			continue;
		for (uint32_t i = start; end - start > 1 && end - start <= MANY && i < end; i++) {
			told[i] = is_told(sorted[i], sorted + start, end - start);
			any = any || (told[i] && !sorted[i]->rule->yields);
		}
		for (uint32_t i = start; i < end; i++) {
			if (told[i])
				sorted[i]->severity = SEVERITY_OFF;
			/* what is wrong besides would stay wrong elsewhere */
			if (any && sorted[i]->steps_move)
				mv_finding_drop_steps(sorted[i]);
		}
	}
}

static bool same_statement(const Finding *a, const Finding *b)
{
	return a->source == b->source && a->statement.start == b->statement.start && a->statement.end == b->statement.end;
}

/*
 * To repeat a statement is no help when it is wrong in itself: the other finding says what to do. To move it helps
 * against all that is wrong with its place.
 */
static void drop_repetitions(FindingVec *findings)
{
	for (uint32_t i = 0; i < findings->count;) {
		bool all_move = true;
		uint32_t start = i, end = i, stories = 0;

		for (; end < findings->count && same_statement(findings->items[start], findings->items[end]); end++) {
			if (mv_rule_judges_schema(findings->items[end]->rule))
				continue;
			all_move = all_move && findings->items[end]->steps_move;
			stories++;
		}
		for (; i < end; i++) {
			Finding *finding = findings->items[i];
			bool stays = finding->steps.count && finding->steps.items[0].place == STEP_HERE;

			if (finding->steps_move && (!all_move || (stays && stories > 1)))
				mv_finding_drop_steps(finding);
		}
	}
}

static void drop_silent(FindingVec *findings)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < findings->count; i++) {
		if (findings->items[i]->severity != SEVERITY_OFF)
			findings->items[kept++] = findings->items[i];
	}
	findings->count = kept;
}

void mv_findings_merge(const Config *config, Arena *arena, FindingVec *findings)
{
	uint32_t kept = 0;

	drop_silent(findings);
	leave_out_told(arena, findings);
	drop_silent(findings);
	if (findings->count > 1)
		qsort(findings->items, findings->count, sizeof *findings->items, compare_for_merge);
	for (uint32_t i = 0; i < findings->count; i++) {
		Finding *finding = findings->items[i], *last = kept ? findings->items[kept - 1] : NULL;

		/* the next judged version, or the same one again (two paths to one conclusion) */
		if (last && compare_places(last, finding) == 0 &&
		    version_place(config, finding->version_from) <= version_place(config, last->version_to) + 1) {
			last->version_to = finding->version_to;
			/* an older server refuses the statement, so nothing was advised for it */
			if (!last->steps.count && finding->steps.count) {
				last->steps.items = finding->steps.items;
				last->steps.count = finding->steps.count;
				last->steps_differ = finding->steps_differ;
				last->replaced = finding->replaced;
			}
			continue;
		}
		findings->items[kept++] = finding;
	}
	findings->count = kept;
	drop_repetitions(findings);
	for (uint32_t i = 0; i < kept; i++)
		word_versions(config, arena, findings->items[i]);
}

static int compare_findings(const void *left, const void *right)
{
	const Finding *a = *(Finding *const *)left, *b = *(Finding *const *)right;
	int order = compare_places(a, b);

	return order ? order : a->order < b->order ? -1 : a->order > b->order;
}

void mv_findings_sort(FindingVec *findings)
{
	if (findings->count > 1)
		qsort(findings->items, findings->count, sizeof *findings->items, compare_findings);
}
