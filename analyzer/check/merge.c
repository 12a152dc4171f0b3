/*
 * merge.c: one finding out of those that the runs for several server versions
 * made of the same thing; order.
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

void mv_findings_merge(const Config *config, Arena *arena, FindingVec *findings)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < findings->count; i++) {
		if (findings->items[i]->severity != SEVERITY_OFF)
			findings->items[kept++] = findings->items[i];
	}
	findings->count = kept;
	kept = 0;
	if (findings->count > 1)
		qsort(findings->items, findings->count, sizeof *findings->items, compare_for_merge);
	for (uint32_t i = 0; i < findings->count; i++) {
		Finding *finding = findings->items[i], *last = kept ? findings->items[kept - 1] : NULL;

		/* the next judged version, or the same one again (two paths to one conclusion) */
		if (last && compare_places(last, finding) == 0 &&
		    version_place(config, finding->version_from) <= version_place(config, last->version_to) + 1) {
			last->version_to = finding->version_to;
			continue;
		}
		findings->items[kept++] = finding;
	}
	findings->count = kept;
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
