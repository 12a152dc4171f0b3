/* changed.c: which statements of a file are not those that ran, going by the history in git. */
#include "runner.h"

#include "migvet/change.h"
#include "migvet/comment.h"
#include "migvet/frontend.h"

#include <string.h>

enum { MOST_VERSIONS = 100, LONGEST_EXCERPT = 60 };

/* ---- a statement without what does not count ---- */

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

/* Behind what starts at `at` and is taken as it is: a string, a quoted name, a text between dollars. */
static size_t behind_quoted(Str text, size_t at)
{
	char c = text.ptr[at];
	size_t end = at + 1;

	if (c == '$' && (at == 0 || !is_word(text.ptr[at - 1]))) {
		while (end < text.len && is_word(text.ptr[end]))
			end++;
		if (end >= text.len || text.ptr[end] != '$')
			return at + 1;
		c = 0;
		end = mv_str_find(text, mv_str_slice(text, at, end + 1), end + 1);
		return end == SIZE_MAX ? text.len : mv_str_find(text, STR("$"), end + 1) + 1;
	}
	if (c != '\'' && c != '"')
		return at + 1;
	/* E'it\'s' */
	bool escapes = c == '\'' && at && (text.ptr[at - 1] == 'e' || text.ptr[at - 1] == 'E') && (at < 2 || !is_word(text.ptr[at - 2]));

	while (end < text.len && text.ptr[end] != c)
		end += escapes && text.ptr[end] == '\\' ? 2 : 1;
	return end < text.len ? end + 1 : text.len;
}

/* One blank for white space and comments, except beside what needs none. */
static const char *essence(Str text, Arena *arena)
{
	StrBuf out = { 0 };
	bool space = false;
	const char *result;

	for (size_t at = 0; at < text.len;) {
		char c = text.ptr[at];
		size_t end = mv_sql_comment_end(text, at);

		if (end != at) {
			at = end;
			space = true;
			continue;
		}
		if (is_space(c)) {
			at++;
			space = true;
			continue;
		}
		end = behind_quoted(text, at);
		if (space && out.len && is_word(c) == is_word(out.ptr[out.len - 1]))
			mv_buf_addc(&out, ' ');
		space = false;
		mv_buf_add(&out, mv_str_slice(text, at, end));
		at = end;
	}
	result = mv_buf_to_arena(&out, arena);
	mv_buf_release(&out);
	return result;
}

/* ---- two versions ---- */

typedef struct Version {
	Source *source;
	VEC(const char *) essences;
	VEC(Span) spans;
} Version;

static bool read_version(Version *version, const Migration *migration, Str bytes, Arena *arena)
{
	Migration read = { .layout = migration->layout, .set = migration->set, .version = migration->version, .name = migration->name };
	Arena *scratch;

	read.source = version->source = MV_NEW(arena, Source);
	if (!mv_source_from_bytes(read.source, bytes, "", arena, NULL))
		return false;
	*VEC_PUSH(arena, &read.sections) = (Section){ .span = { .start = 0, .end = (uint32_t)read.source->text.len } };
	scratch = mv_arena_new();
	mv_postgres_read(&read, arena, scratch);
	mv_arena_free(scratch);
	if (read.problems.count)
		return false;
	for (uint32_t i = 0; i < read.statements.count; i++) {
		*VEC_PUSH(arena, &version->spans) = read.statements.items[i].span;
		*VEC_PUSH(arena, &version->essences) = essence(mv_source_slice(read.source, read.statements.items[i].span), arena);
	}
	mv_source_index_lines(version->source, arena);
	return true;
}

static unsigned line_of(const Version *version, uint32_t statement)
{
	return mv_source_position(version->source, version->spans.items[statement].start, COLUMN_BYTES).line;
}

static const char *excerpt(const char *essence_, Arena *arena)
{
	size_t length = strlen(essence_), cut = length < LONGEST_EXCERPT ? length : LONGEST_EXCERPT;

	while (cut && cut < length && ((unsigned char)essence_[cut] & 0xc0) == 0x80)
		cut--;
	return mv_arena_format(arena, "'%.*s%s'", (int)cut, essence_, cut < length ? "..." : "");
}

static const char *compare(const Version *old, const Version *now, Arena *arena)
{
	uint32_t start = 0, end = 0, least = old->essences.count < now->essences.count ? old->essences.count : now->essences.count, gone, come;

	while (start < least && strcmp(old->essences.items[start], now->essences.items[start]) == 0)
		start++;
	while (end < least - start &&
	       strcmp(old->essences.items[old->essences.count - 1 - end], now->essences.items[now->essences.count - 1 - end]) == 0)
		end++;
	gone = old->essences.count - start - end;
	come = now->essences.count - start - end;
	if (!gone && !come)
		return "since it ran only white space or comments changed";
	if (!gone)
		return come == 1 ? mv_arena_format(arena, "since it ran statement %u (line %u) was added", start + 1, line_of(now, start)) :
				   mv_arena_format(arena, "since it ran statements %u to %u (from line %u) were added", start + 1, start + come, line_of(now, start));
	if (!come)
		return gone == 1 ? mv_arena_format(arena, "since it ran statement %u was removed: %s", start + 1, excerpt(old->essences.items[start], arena)) :
				   mv_arena_format(arena, "since it ran statements %u to %u were removed: %s and %u more", start + 1, start + gone,
						   excerpt(old->essences.items[start], arena), gone - 1);
	if (gone == 1 && come == 1)
		return mv_arena_format(arena, "since it ran statement %u (line %u) changed: it was %s", start + 1, line_of(now, start),
				       excerpt(old->essences.items[start], arena));
	return mv_arena_format(arena, "since it ran %u statements from statement %u (line %u) on took the place of %u: the first was %s", come, start + 1,
			       line_of(now, start), gone, excerpt(old->essences.items[start], arena));
}

typedef struct Search {
	Digests *digests;
	Digest *digest;
	const Migration *migration;
	const char *noted;
	Str found;
	bool is_found;
} Search;

static bool is_other(void *data, Str bytes)
{
	Search *search = data;

	if (!mv_streq(search->digest(search->digests, search->migration, bytes), search->noted))
		return true;
	search->found = (Str){ .ptr = mv_arena_strndup(search->digests->arena, bytes.ptr, bytes.len), .len = bytes.len };
	search->is_found = true;
	return false;
}

const char *mv_changed_since(Digests *digests, Digest *digest, const Migration *migration, Str bytes, const char *noted)
{
	Search search = { .digests = digests, .digest = digest, .migration = migration, .noted = noted };
	Version old = { 0 }, now = { 0 };

	if (!mv_git_each_version(migration->source->file, MOST_VERSIONS, is_other, &search, digests->arena))
		return NULL;
	if (!search.is_found)
		return "the file is not the one that ran, and neither is an older version of it in git";
	if (!read_version(&old, migration, search.found, digests->arena) || !read_version(&now, migration, bytes, digests->arena))
		return "the file is not the one that ran, which is in git; not all of it could be parsed";
	return compare(&old, &now, digests->arena);
}
