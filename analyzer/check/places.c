/*
 * places.c: findings about SQL that was made of Python show the Python.
 *
 * Until here a finding's places are in the made text; from here on they are in
 * the migration's own file. What was written in another file (a constant that
 * was imported, a helper) is found at the operation that sends it, with a note
 * at the other place: a finding belongs to the migration that is judged.
 */
#include "engine.h"

#include <string.h>

static bool has_place(Span span)
{
	return span.end > span.start;
}

static Span place_of(const Migration *migration, const Source *made, Span span)
{
	const Source *source = made;

	return has_place(span) ? mv_migration_place(migration, &source, span) : span;
}

/* May it stand in any Python string as it is, also in one that is formatted? */
static bool is_plain(const char *text)
{
	return !strpbrk(text, "\"'\\{}%\n\r");
}

/* What is replaced must have been written so; else the edits would not give what they say. */
static const Fix *locate_fix(const Migration *migration, const Source *made, const Fix *fix, Arena *arena)
{
	Fix *located = MV_NEW(arena, Fix);
	Span all = { 0 };

	if (!fix || !fix->edits.count)
		return NULL;
	for (uint32_t i = 0; i < fix->edits.count; i++) {
		Span span = fix->edits.items[i].span;

		all.start = i == 0 || span.start < all.start ? span.start : all.start;
		all.end = span.end > all.end ? span.end : all.end;
	}
	*located = (Fix){ .title = fix->title, .safety = fix->safety };
	for (uint32_t i = 0; i < fix->edits.count; i++) {
		const Source *source = made;
		Edit edit = fix->edits.items[i];
		Span whole = all;

		if (!is_plain(edit.text) || !mv_source_origin_exact(&source, &whole) || source != migration->source)
			return NULL;
		edit.span = (Span){ whole.start + (edit.span.start - all.start), whole.start + (edit.span.end - all.start) };
		*VEC_PUSH(arena, &located->edits) = edit;
	}
	return located;
}

static void locate_notes(Finding *finding)
{
	for (uint32_t i = 0; i < finding->notes.count; i++) {
		Note *note = &finding->notes.items[i];

		if (note->source)
			note->span = mv_source_origin(&note->source, note->span);
	}
}

static bool locate(Finding *finding, Arena *arena)
{
	const Migration *migration = finding->migration;
	const Source *made = finding->source, *written = made;
	Span place;

	locate_notes(finding);
	if (!made || !made->map || !migration || !migration->source)
		return false;
	place = mv_source_origin(&written, finding->span);
	finding->operation = mv_migration_operation(migration, made, finding->span);
	if (written != migration->source) {
		*VEC_PUSH(arena, &finding->notes) =
			(Note){ .message = "what it sends is written here", .source = written, .span = place };
		place = finding->operation;
	}
	finding->span = place;
	finding->statement = place_of(migration, made, finding->statement);
	finding->replaced = place_of(migration, made, finding->replaced);
	for (uint32_t i = 0; i < finding->removed.count; i++)
		finding->removed.items[i] = place_of(migration, made, finding->removed.items[i]);
	finding->fix = locate_fix(migration, made, finding->fix, arena);
	finding->source = migration->source;
	finding->path = migration->source->path;
	return true;
}

static bool says_the_same(const Finding *a, const Finding *b)
{
	return a->rule == b->rule && a->source == b->source && a->span.start == b->span.start && a->span.end == b->span.end &&
	       strcmp(a->message, b->message) == 0;
}

void mv_findings_locate(Arena *arena, FindingVec *findings)
{
	uint32_t kept = 0;
	bool any = false;

	for (uint32_t i = 0; i < findings->count; i++)
		any = locate(findings->items[i], arena) || any;
	if (!any)
		return;
	mv_findings_sort(findings);
	/* an operation of several statements says once what is wrong with each */
	for (uint32_t i = 0; i < findings->count; i++) {
		if (kept == 0 || !findings->items[i]->operation.end || !says_the_same(findings->items[kept - 1], findings->items[i]))
			findings->items[kept++] = findings->items[i];
	}
	findings->count = kept;
}
