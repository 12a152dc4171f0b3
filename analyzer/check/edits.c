/* edits.c: small edits of SQL that rules offer as fixes. */
#include "migvet/edits.h"

#include "migvet/facts.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
}

/* The word that ends at `end`. */
static Str word_before(Str text, size_t end)
{
	size_t start = end;

	while (start > 0 && is_word(text.ptr[start - 1]))
		start--;
	return mv_str_slice(text, start, end);
}

bool mv_ends_with_word(const Change *change, Span span, const char *word)
{
	const Source *source = change->statement->source;
	Str last = word_before(source->text, span.end);
	Span place = { span.end - (uint32_t)last.len, span.end };

	return mv_str_eq_case(last, mv_str(word)) && (!source->map || mv_source_origin_exact(&source, &place));
}

void mv_fix_last_word(RuleContext *context, Finding *finding, const Change *change, Span span, const char *word, const char *title)
{
	Str text = change->statement->source->text, last = word_before(text, span.end);
	size_t start = span.end - last.len;

	if (!mv_str_eq_case(last, mv_str(word)))
		return;
	while (start > span.start && is_blank(text.ptr[start - 1]))
		start--;
	mv_fix_edit(context, mv_finding_fix(context, finding, FIX_SAFE, title), (Span){ (uint32_t)start, span.end }, "");
}

/* ---- guards ---- */

/* What a guard may stand behind; a column's ADD and DROP may stand alone. */
static bool takes_guard(Str word)
{
	static const char *const words[] = { "TABLE", "INDEX", "CONCURRENTLY", "COLUMN", "ADD", "DROP", "SEQUENCE", "SCHEMA", "EXTENSION",
					     "VIEW", "CONSTRAINT", "TYPE", "DOMAIN", NULL };

	for (size_t i = 0; words[i]; i++) {
		if (mv_str_eq_case(word, mv_str(words[i])))
			return true;
	}
	return false;
}

static const char *guard_of(const Change *change)
{
	if (change->kind == CHANGE_CREATE_TABLE || change->kind == CHANGE_CREATE_INDEX || change->kind == CHANGE_CREATE_SEQUENCE ||
	    change->kind == CHANGE_CREATE_SCHEMA || change->kind == CHANGE_CREATE_EXTENSION || change->kind == CHANGE_ADD_COLUMN)
		return "IF NOT EXISTS ";
	if (change->kind == CHANGE_DROP_COLUMN || change->kind == CHANGE_DROP_CONSTRAINT ||
	    (change->kind >= CHANGE_DROP_TABLE && change->kind <= CHANGE_DROP_OBJECT && change->as.drop->sibling_count <= 1))
		return "IF EXISTS ";
	return NULL;
}

/* Where the guard goes; 0: that is not certain. */
static uint32_t guard_place(const Change *change)
{
	Str text = change->statement->source->text;
	uint32_t place = change->subject.start, behind = place;

	if (place <= change->statement->span.start)
		return 0;
	while (behind > 0 && is_blank(text.ptr[behind - 1]))
		behind--;
	return behind < place && takes_guard(word_before(text, behind)) ? place : 0;
}

void mv_fix_guards(RuleContext *context, Finding *finding, const Change *first)
{
	const Migration *migration = first->statement->migration;
	Fix *fix = MV_NEW(context->arena, Fix);

	fix->title = "add IF EXISTS and IF NOT EXISTS";
	fix->safety = FIX_SAFE;
	for (const Change *change = first; change; change = mv_next_failing_again(migration, change)) {
		const char *guard = guard_of(change);
		uint32_t place = guard ? guard_place(change) : 0;

		if (!place || change->statement->source != first->statement->source)
			return;
		/* what a failed build leaves behind would count as being there */
		if (change->kind == CHANGE_CREATE_INDEX && change->as.index->concurrently)
			fix->safety = FIX_SUGGESTED;
		mv_fix_edit(context, fix, (Span){ place, place }, guard);
	}
	finding->fix = fix;
}

/* ---- joining ---- */

static uint32_t first_part(const Statement *statement)
{
	uint32_t start = statement->span.end;

	for (uint32_t i = 0; i < statement->changes.count; i++) {
		if (statement->changes.items[i].span.start < start)
			start = statement->changes.items[i].span.start;
	}
	return start;
}

/* "ALTER TABLE ONLY users " */
static Str head_of(const Statement *statement)
{
	return mv_str_trim(mv_source_slice(statement->source, (Span){ statement->span.start, first_part(statement) }));
}

void mv_fix_join(RuleContext *context, Finding *finding, const Statement *first, const Statement *second)
{
	Str between;

	if (first->source != second->source || !mv_str_eq_case(head_of(first), head_of(second)) || !head_of(second).len)
		return;
	between = mv_str_trim(mv_source_slice(first->source, (Span){ first->span.end, second->span.start }));
	if (!mv_str_eq(between, STR(";")))
		return;
	mv_fix_edit(context, mv_finding_fix(context, finding, FIX_SAFE, "alter the table once"),
		    (Span){ first->span.end, first_part(second) }, ",\n    ");
}
