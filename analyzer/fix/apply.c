/* apply.c: a plan becomes files, or a unified diff. */
#include "migvet/fix.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static void new_text(const FileEdit *file, StrBuf *out)
{
	Str text = file->source ? file->source->text : (Str){ 0 };
	size_t from = 0;

	for (uint32_t i = 0; i < file->edits.count; i++) {
		const Edit *edit = &file->edits.items[i];

		mv_buf_add(out, mv_str_slice(text, from, edit->span.start));
		mv_buf_adds(out, edit->text);
		from = edit->span.end;
	}
	mv_buf_add(out, mv_str_slice(text, from, text.len));
}

/* The directory of a new file, when the layout gives each migration its own. */
static bool make_directory(const char *file, Error *err)
{
	const char *slash = strrchr(file, '/');
	char path[4096];
	struct stat st;

	if (!slash || (size_t)(slash - file) >= sizeof path)
		return true;
	memcpy(path, file, (size_t)(slash - file));
	path[slash - file] = '\0';
	if (stat(path, &st) == 0 || mkdir(path, 0777) == 0)
		return true;
	return mv_fail(err, "the directory '%s' cannot be made: %s", path, strerror(errno));
}

bool mv_fix_apply(const FixPlan *plan, Error *err)
{
	for (uint32_t i = 0; i < plan->files.count; i++) {
		const FileEdit *file = &plan->files.items[i];
		struct stat st;
		StrBuf text = { 0 };
		bool ok;

		if (!file->source && stat(file->file, &st) == 0)
			return mv_fail(err, "'%s' would be written, and exists", file->path);
		new_text(file, &text);
		ok = (file->source || make_directory(file->file, err)) && mv_write_file(file->file, &text, err);
		mv_buf_release(&text);
		if (!ok)
			return false;
	}
	return true;
}

/* ---- unified diff ---- */

enum { CONTEXT = 3 };

typedef struct Lines {
	VEC(Str) lines; /* each with its line end, if it has one */
} Lines;

static void split(Str text, Arena *arena, Lines *lines)
{
	while (text.len) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t length = end ? (size_t)(end - text.ptr) + 1 : text.len;

		*VEC_PUSH(arena, &lines->lines) = (Str){ text.ptr, length };
		text = (Str){ text.ptr + length, text.len - length };
	}
}

static void add_line(StrBuf *out, char mark, Str line)
{
	mv_buf_addc(out, mark);
	mv_buf_add(out, line);
	if (!line.len || line.ptr[line.len - 1] != '\n')
		mv_buf_adds(out, "\n\\ No newline at end of file\n");
}

/* A stretch of lines that differ: [from, to) of the old text became [new_from, new_to). */
typedef struct Hunk {
	uint32_t from, to, new_from, new_to;
} Hunk;

/* The lines of the old text that an edit touches, and how many it makes of them. */
static void find_hunks(const FileEdit *file, const Lines *old, Arena *arena, Hunk **hunks, uint32_t *count)
{
	VEC(Hunk) found = { 0 };
	const char *base = file->source->text.ptr;
	uint32_t line = 0;
	int64_t shift = 0;

	for (uint32_t i = 0; i < file->edits.count; i++) {
		const Edit *edit = &file->edits.items[i];
		uint32_t from, to;
		Hunk *last = found.count ? &found.items[found.count - 1] : NULL;
		int64_t grown = 0;

		while (line < old->lines.count && (size_t)(old->lines.items[line].ptr - base) + old->lines.items[line].len <= edit->span.start)
			line++;
		from = line;
		for (to = from; to < old->lines.count && (size_t)(old->lines.items[to].ptr - base) < edit->span.end; to++)
			continue;
		if (to == from && from < old->lines.count)
			to++;
		for (const char *c = edit->text; *c; c++)
			grown += *c == '\n';
		for (uint32_t at = edit->span.start; at < edit->span.end; at++)
			grown -= base[at] == '\n';
		if (last && from < last->to) {
			if (to > last->to) {
				last->new_to += to - last->to;
				last->to = to;
			}
			last->new_to = (uint32_t)((int64_t)last->new_to + grown);
		} else {
			*VEC_PUSH(arena, &found) = (Hunk){ from, to, (uint32_t)((int64_t)from + shift), (uint32_t)((int64_t)to + shift + grown) };
		}
		shift += grown;
	}
	*hunks = found.items;
	*count = found.count;
}

static uint32_t context_before(const Hunk *hunk)
{
	return hunk->from < CONTEXT ? hunk->from : CONTEXT;
}

/* Hunks that are close share one header. */
static void write_hunks(const Hunk *hunks, uint32_t count, const Lines *old, const Lines *new, StrBuf *out)
{
	for (uint32_t i = 0, end; i < count; i = end) {
		uint32_t before = context_before(&hunks[i]), stop, at;

		for (end = i + 1; end < count && hunks[end].from <= hunks[end - 1].to + 2 * CONTEXT; end++)
			continue;
		stop = hunks[end - 1].to + CONTEXT < old->lines.count ? hunks[end - 1].to + CONTEXT : old->lines.count;
		mv_buf_addf(out, "@@ -%u,%u +%u,%u @@\n", hunks[i].from - before + 1, stop - (hunks[i].from - before),
			    hunks[i].new_from - before + 1,
			    hunks[end - 1].new_to + (stop - hunks[end - 1].to) - (hunks[i].new_from - before));
		at = hunks[i].from - before;
		for (uint32_t h = i; h < end; h++) {
			for (; at < hunks[h].from; at++)
				add_line(out, ' ', old->lines.items[at]);
			for (; at < hunks[h].to; at++)
				add_line(out, '-', old->lines.items[at]);
			for (uint32_t n = hunks[h].new_from; n < hunks[h].new_to && n < new->lines.count; n++)
				add_line(out, '+', new->lines.items[n]);
		}
		for (; at < stop; at++)
			add_line(out, ' ', old->lines.items[at]);
	}
}

void mv_fix_diff(const FixPlan *plan, Arena *arena, StrBuf *out)
{
	for (uint32_t i = 0; i < plan->files.count; i++) {
		const FileEdit *file = &plan->files.items[i];
		Lines old = { 0 }, new = { 0 };
		Hunk *hunks = NULL;
		uint32_t count = 0;
		StrBuf text = { 0 };
		char *copy;

		new_text(file, &text);
		copy = mv_arena_strndup(arena, text.ptr ? text.ptr : "", text.len);
		split((Str){ copy, text.len }, arena, &new);
		mv_buf_release(&text);
		if (!file->source) {
			mv_buf_addf(out, "--- /dev/null\n+++ b/%s\n@@ -0,0 +1,%u @@\n", file->path, new.lines.count);
			for (uint32_t n = 0; n < new.lines.count; n++)
				add_line(out, '+', new.lines.items[n]);
			continue;
		}
		split(file->source->text, arena, &old);
		find_hunks(file, &old, arena, &hunks, &count);
		mv_buf_addf(out, "--- a/%s\n+++ b/%s\n", file->path, file->path);
		write_hunks(hunks, count, &old, &new, out);
	}
}
