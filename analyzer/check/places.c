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
static bool is_plain(Str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (strchr("\"'\\{}%\n\r", text.ptr[i]))
			return false;
	}
	return true;
}

static bool is_continuation(Str text, size_t at)
{
	return at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80;
}

/* The part of an edit that changes anything: what is the same at both ends need not be written anew. */
static Edit narrow(const Source *made, Edit edit, Arena *arena)
{
	Str old = mv_source_slice(made, edit.span), new = mv_str(edit.text);
	uint32_t same = 0, same_end = 0;

	while (same < old.len && same < new.len && old.ptr[same] == new.ptr[same])
		same++;
	while (same_end < old.len - same && same_end < new.len - same &&
	       old.ptr[old.len - 1 - same_end] == new.ptr[new.len - 1 - same_end])
		same_end++;
	/* whole characters */
	while (same > 0 && is_continuation(old, same))
		same--;
	while (same_end > 0 && is_continuation(old, old.len - same_end))
		same_end--;
	return (Edit){ .span = { edit.span.start + same, edit.span.end - same_end },
		       .text = mv_arena_strndup(arena, new.ptr + same, new.len - same - same_end) };
}

/* What is replaced must have been written so; else the edits would not give what they say. */
static const Fix *locate_fix(const Migration *migration, const Source *made, const Fix *fix, Arena *arena)
{
	Fix *located;

	if (!fix)
		return NULL;
	located = MV_NEW(arena, Fix);
	*located = (Fix){ .title = fix->title, .safety = fix->safety };
	for (uint32_t i = 0; i < fix->edits.count; i++) {
		Edit edit = narrow(made, fix->edits.items[i], arena);
		const Source *source = made;

		if (!is_plain(mv_str(edit.text)) || !mv_source_origin_exact(&source, &edit.span) || source != migration->source)
			return NULL;
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
