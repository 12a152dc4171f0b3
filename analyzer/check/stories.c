/*
 * stories.c: one statement, one story.
 *
 * What a statement does besides (it waits for a second table while the first
 * is locked, it locks a referenced table as well) is a note of the finding
 * about the statement itself, when there is one that weighs as much. Done
 * after suppressions: whoever allows the one still hears of the other.
 */
#include "engine.h"

#include <stdlib.h>
#include <string.h>

/* A statement of very many findings (generated, or hostile) is left as it is. */
enum { MANY = 200 };

static const Statement *statement_of(const Finding *finding)
{
	return finding->change ? finding->change->statement : NULL;
}

static int compare_statements(const void *left, const void *right)
{
	const Finding *a = *(Finding *const *)left, *b = *(Finding *const *)right;

	if (statement_of(a) != statement_of(b))
		return (uintptr_t)statement_of(a) < (uintptr_t)statement_of(b) ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* Does it hold wherever the other does? */
static bool holds_with(const Finding *finding, const Finding *other)
{
	return !finding->version_from ||
	       (other->version_from && finding->version_from <= other->version_from && finding->version_to >= other->version_to);
}

/* May `other` tell the story in which `aside` is a note? Among asides alone the weightiest does, of equals the first. */
static bool may_tell(const Finding *other, const Finding *aside)
{
	if (other == aside || other->suppressed || other->severity == SEVERITY_OFF || mv_rule_judges_schema(other->rule) || !holds_with(other, aside))
		return false;
	if (other->severity != aside->severity)
		return other->severity > aside->severity;
	return !other->rule->aside || other->order < aside->order;
}

/* NULL: it stands for itself. */
static Finding *story_of(const Finding *aside, Finding *const *about, uint32_t count)
{
	Finding *story = NULL;

	for (uint32_t i = 0; i < count; i++) {
		Finding *other = about[i];

		if (may_tell(other, aside) && (!story || (story->rule->aside && !other->rule->aside) ||
					       (story->rule->aside == other->rule->aside && other->severity > story->severity)))
			story = other;
	}
	return story;
}

static void add_aside(Arena *arena, Finding *story, const Finding *aside)
{
	*VEC_PUSH(arena, &story->notes) = (Note){ .message = aside->message, .rule = aside->rule, .source = aside->source, .span = aside->span };
	for (uint32_t i = 0; i < aside->notes.count; i++)
		*VEC_PUSH(arena, &story->notes) = aside->notes.items[i];
}

void mv_findings_fold(Arena *arena, FindingVec *findings)
{
	Finding **sorted = MV_NEW_ARRAY(arena, Finding *, findings->count);
	uint32_t end, kept = 0;

	if (!findings->count)
		return;
	memcpy(sorted, findings->items, findings->count * sizeof *sorted);
	qsort(sorted, findings->count, sizeof *sorted, compare_statements);
	for (uint32_t start = 0; start < findings->count; start = end) {
		const Statement *statement = statement_of(sorted[start]);

		for (end = start + 1; end < findings->count && statement && statement_of(sorted[end]) == statement; end++)
			continue;
		for (uint32_t i = start; end - start > 1 && end - start <= MANY && i < end; i++) {
			Finding *story = sorted[i]->rule->aside && !sorted[i]->suppressed ? story_of(sorted[i], sorted + start, end - start) : NULL;

			if (story) {
				add_aside(arena, story, sorted[i]);
				sorted[i]->severity = SEVERITY_OFF;
			}
		}
	}
	for (uint32_t i = 0; i < findings->count; i++) {
		if (findings->items[i]->severity != SEVERITY_OFF)
			findings->items[kept++] = findings->items[i];
	}
	findings->count = kept;
}
