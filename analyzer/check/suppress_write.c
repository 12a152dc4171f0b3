/*
 * suppress_write.c: comments that allow what is found, written into the
 * migrations (--add-suppressions).
 *
 * A comment of its own stands above the line on which the statement (in Python
 * the operation) starts, indented as that line; findings about a file as a
 * whole are allowed at its end, where no runner looks for directives.
 */
#include "python_strings.h"

#include "migvet/check.h"

#include <stdlib.h>
#include <string.h>

typedef struct Insertion {
	const Source *source;
	size_t at;        /* start of a line; the end of the text: for the file */
	const Rule *rule;
} Insertion;
typedef VEC(Insertion) InsertionVec;

static bool is_sql(const Source *source)
{
	return mv_str_ends(mv_str(source->path), STR(".sql"));
}

static size_t line_start(Str text, size_t at)
{
	while (at > 0 && text.ptr[at - 1] != '\n')
		at--;
	return at;
}

/* What must be allowed: the whole statement, in Python the operation that sends it. */
static Span subject_of(const Finding *finding)
{
	if (finding->operation.end > finding->operation.start)
		return finding->operation;
	return finding->statement.end > finding->statement.start ? finding->statement : finding->span;
}

/* Can a comment stand above the line? Not where the line begins inside of a string. */
static bool is_place(const Source *source, size_t line)
{
	PythonStrings strings = { 0 };

	return !mv_source_is_python(source) || !mv_python_in_string(&strings, source->text, line);
}

static bool place_of(const Finding *finding, Insertion *insertion)
{
	const Source *source = finding->source;
	Span subject = subject_of(finding);

	if (!source || source->map || source->has_nul || source->encoding != ENCODING_UTF8 || (!is_sql(source) && !mv_source_is_python(source)))
		return false;
	*insertion = (Insertion){ .source = source, .rule = finding->rule, .at = source->text.len };
	if (subject.end > subject.start)
		insertion->at = line_start(source->text, subject.start);
	return insertion->at == source->text.len || is_place(source, insertion->at);
}

static int compare(const void *left, const void *right)
{
	const Insertion *a = left, *b = right;
	int order = strcmp(a->source->path, b->source->path);

	if (order == 0)
		order = a->at < b->at ? -1 : a->at > b->at;
	return order ? order : strcmp(a->rule->id, b->rule->id);
}

/* The comment for insertions[0, count), which are for one place. */
static void add_comment(const Insertion *insertions, size_t count, const char *reason, StrBuf *out)
{
	const Source *source = insertions[0].source;
	size_t at = insertions[0].at, end = at;
	bool file = at == source->text.len;

	while (end < source->text.len && (source->text.ptr[end] == ' ' || source->text.ptr[end] == '\t'))
		end++;
	mv_buf_add(out, mv_str_slice(source->text, at, end));
	mv_buf_addf(out, "%s migvet: %s ", mv_source_is_python(source) ? "#" : "--", file ? "allow-file" : "allow");
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || insertions[i].rule != insertions[i - 1].rule)
			mv_buf_addf(out, "%s%s", i ? ", " : "", insertions[i].rule->id);
	}
	mv_buf_adds(out, " -- ");
	mv_buf_add_clean(out, mv_str(reason));
	mv_buf_addc(out, '\n');
}

/* Writes one file anew: insertions[0, count) are those of it, sorted. */
static bool write_one(const Insertion *insertions, size_t count, const char *reason, Error *err)
{
	Str text = insertions[0].source->text;
	StrBuf out = { 0 };
	size_t from = 0, next;
	bool ok;

	for (size_t i = 0; i < count; i = next) {
		for (next = i + 1; next < count && insertions[next].at == insertions[i].at; next++)
			continue;
		mv_buf_add(&out, mv_str_slice(text, from, insertions[i].at));
		from = insertions[i].at;
		if (from > 0 && text.ptr[from - 1] != '\n')
			mv_buf_addc(&out, '\n');
		add_comment(insertions + i, next - i, reason, &out);
	}
	mv_buf_add(&out, mv_str_slice(text, from, text.len));
	ok = mv_write_file(insertions[0].source->file, &out, err);
	mv_buf_release(&out);
	return ok;
}

bool mv_suppressions_write(const FindingVec *findings, const char *reason, uint32_t *written, uint32_t *left, Error *err)
{
	Arena *scratch = mv_arena_new();
	InsertionVec all = { 0 };
	size_t next;
	bool ok = true;

	for (uint32_t i = 0; i < findings->count; i++) {
		const Finding *finding = findings->items[i];
		Insertion insertion;

		if (finding->suppressed || finding->baselined)
			continue;
		if (place_of(finding, &insertion)) {
			*VEC_PUSH(scratch, &all) = insertion;
			++*written;
		} else {
			++*left;
		}
	}
	if (all.count > 1)
		qsort(all.items, all.count, sizeof *all.items, compare);
	for (size_t i = 0; ok && i < all.count; i = next) {
		for (next = i + 1; next < all.count && all.items[next].source == all.items[i].source; next++)
			continue;
		ok = write_one(all.items + i, next - i, reason, err);
	}
	mv_arena_free(scratch);
	return ok;
}

bool mv_suppression_edit(const Finding *finding, const char *reason, Arena *arena, Edit *edit)
{
	Insertion insertion;
	StrBuf text = { 0 };

	if (!place_of(finding, &insertion))
		return false;
	if (insertion.at > 0 && insertion.source->text.ptr[insertion.at - 1] != '\n')
		mv_buf_addc(&text, '\n');
	add_comment(&insertion, 1, reason, &text);
	*edit = (Edit){ .span = { (uint32_t)insertion.at, (uint32_t)insertion.at }, .text = mv_buf_to_arena(&text, arena) };
	mv_buf_release(&text);
	return true;
}
