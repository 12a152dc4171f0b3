/*
 * history.c: a history beside that of the git base. What the base has was
 * applied somewhere: a migration of it that is edited, removed or renamed, and
 * a new one that sorts before it, are trouble that shows only in databases that
 * are older than the change. And numbers that a runner does not want left out.
 */
#include "families.h"

#include "migvet/comment.h"

#include <string.h>

static const char *shown_file(const Step *step)
{
	return step->migration->source ? step->migration->source->path : "";
}

/* ---- texts without what does not count ---- */

typedef struct Normal {
	StrBuf text;
	VEC(uint32_t) offsets; /* of each byte of `text` in the original */
	Arena *arena;
} Normal;

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

static void keep(Normal *normal, char c, size_t at)
{
	mv_buf_addc(&normal->text, c);
	*VEC_PUSH(normal->arena, &normal->offsets) = (uint32_t)at;
}

static bool starts_line(Str text, size_t at)
{
	while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t'))
		at--;
	return at == 0 || text.ptr[at - 1] == '\n';
}

static size_t line_end(Str text, size_t at)
{
	size_t end = mv_str_find(text, STR("\n"), at);

	return end == SIZE_MAX ? text.len : end;
}

/* Behind a comment that begins at `at`; `at`: none does. */
static size_t skip_comment(Str text, size_t at, bool python)
{
	if (python) {
		/* imports are no part of what a migration does */
		if (starts_line(text, at) && (mv_str_starts(mv_str_slice(text, at, text.len), STR("import ")) ||
					      mv_str_starts(mv_str_slice(text, at, text.len), STR("from "))))
			return line_end(text, at);
		return text.ptr[at] == '#' ? line_end(text, at) : at;
	}
	return mv_sql_comment_end(text, at);
}

/* Behind a string that begins at `at`; `at`: none does. */
static size_t skip_string(Str text, size_t at, bool python)
{
	char quote = text.ptr[at];
	size_t end;

	if (quote == '$' && !python) {
		size_t tag = at + 1;

		while (tag < text.len && is_word(text.ptr[tag]))
			tag++;
		if (tag >= text.len || text.ptr[tag] != '$')
			return at;
		end = mv_str_find(text, mv_str_slice(text, at, tag + 1), tag + 1);
		return end == SIZE_MAX ? text.len : end + (tag + 1 - at);
	}
	if (quote != '\'' && quote != '"')
		return at;
	for (end = at + 1; end < text.len && text.ptr[end] != quote; end++) {
		if (python && text.ptr[end] == '\\')
			end++;
	}
	return end < text.len ? end + 1 : text.len;
}

/* Words that say nothing to a database: help_text="..." */
static size_t skip_words_for_people(Str text, size_t at)
{
	static const char *const names[] = { "help_text=", "verbose_name=", "verbose_name_plural=", NULL };

	for (const char *const *name = names; *name; name++) {
		size_t value = at + strlen(*name), end;

		if (!mv_str_starts(mv_str_slice(text, at, text.len), mv_str(*name)) || (at && is_word(text.ptr[at - 1])) || value >= text.len)
			continue;
		end = skip_string(text, value, true);
		while (end > value && end < text.len && (text.ptr[end] == ',' || text.ptr[end] == ' '))
			end++;
		return end > value ? end : at;
	}
	return at;
}

/* Without comments; blank space only between two words. Python: one kind of quotes, no comma before a bracket. */
static Normal normalised(Str text, bool python, Arena *arena)
{
	Normal normal = { .arena = arena };
	bool blank = false;
	size_t at = 0;

	while (at < text.len) {
		size_t behind = skip_comment(text, at, python), string;
		char c = text.ptr[at];

		if (behind == at && python)
			behind = skip_words_for_people(text, at);
		if (behind > at || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
			blank = true;
			at = behind > at ? behind : at + 1;
			continue;
		}
		if (python && normal.text.len && normal.text.ptr[normal.text.len - 1] == ',' && (c == ')' || c == ']' || c == '}')) {
			normal.text.len--;
			normal.offsets.count--;
		}
		if (blank && normal.text.len && is_word(normal.text.ptr[normal.text.len - 1]) && is_word(c))
			keep(&normal, ' ', at);
		blank = false;
		string = skip_string(text, at, python);
		if (string == at) {
			keep(&normal, c, at++);
			continue;
		}
		for (; at < string; at++)
			keep(&normal, python && text.ptr[at] == '\'' ? '"' : text.ptr[at], at);
	}
	return normal;
}

/* ---- edited ---- */

static bool is_python(const Step *step)
{
	return mv_str_ends(mv_str(step->up->name), STR(".py"));
}

/* The parts that go up, one behind the other; a source's text as it lies there when there is but one part. */
static Str up_text(Discovery *d, const Migration *migration)
{
	StrBuf text = { 0 };
	Str result;

	for (uint32_t i = 0; i < migration->sections.count; i++) {
		const Section *section = &migration->sections.items[i];

		if (section->down || section->source)
			continue;
		mv_buf_add(&text, mv_str_slice(migration->source->text, section->span.start, section->span.end));
		mv_buf_addc(&text, '\n');
	}
	result = (Str){ .ptr = text.len ? mv_buf_to_arena(&text, d->arena) : "", .len = text.len };
	mv_buf_release(&text);
	return result;
}

static bool has_down_section(const Migration *migration)
{
	for (uint32_t i = 0; i < migration->sections.count; i++) {
		if (migration->sections.items[i].down && !migration->sections.items[i].source)
			return true;
	}
	return false;
}

/* Of a file with both directions only what goes up. */
static Str up_of_base(Discovery *d, const Step *step, Source *before)
{
	Migration copy = { .layout = step->migration->layout, .set = step->migration->set, .source = before };

	mv_markers_sections(d, copy.layout, &copy);
	return up_text(d, &copy);
}

static bool same_lines(Str a, Str b)
{
	Str left, right;

	for (;;) {
		bool more = mv_str_next_line(&a, &left);

		if (more != mv_str_next_line(&b, &right))
			return false;
		if (!more)
			return true;
		while (left.len && left.ptr[left.len - 1] == '\r')
			left.len--;
		while (right.len && right.ptr[right.len - 1] == '\r')
			right.len--;
		if (!mv_str_eq(left, right))
			return false;
	}
}

static Str line_at(Str text, size_t at)
{
	size_t start = at < text.len ? at : text.len;

	while (start > 0 && text.ptr[start - 1] != '\n')
		start--;
	return mv_str_trim(mv_str_slice(text, start, line_end(text, start)));
}

enum { LONGEST_QUOTE = 80 };

static const char *quoted(Discovery *d, Str line)
{
	return line.len > LONGEST_QUOTE ? mv_arena_format(d->arena, "%.*s ...", LONGEST_QUOTE, line.ptr) : mv_arena_strndup(d->arena, line.ptr, line.len);
}

/* Where both texts begin to differ in what counts; false: nowhere. */
static bool first_difference(Discovery *d, Str now, Str before, bool python, Str *line_now, Str *line_before)
{
	Normal a = normalised(now, python, d->arena), b = normalised(before, python, d->arena);
	size_t same = 0;
	bool differ;

	while (same < a.text.len && same < b.text.len && a.text.ptr[same] == b.text.ptr[same])
		same++;
	differ = same < a.text.len || same < b.text.len;
	if (differ) {
		*line_now = line_at(now, same < a.offsets.count ? a.offsets.items[same] : a.offsets.count ? a.offsets.items[a.offsets.count - 1] : 0);
		*line_before = line_at(before, same < b.offsets.count ? b.offsets.items[same] : b.offsets.count ? b.offsets.items[b.offsets.count - 1] : 0);
	}
	mv_buf_release(&a.text);
	mv_buf_release(&b.text);
	return differ;
}

static Span span_of(const Migration *migration, Str line)
{
	size_t at = line.len ? mv_str_find(migration->source->text, line, 0) : SIZE_MAX;

	return at == SIZE_MAX ? (Span){ 0 } : (Span){ (uint32_t)at, (uint32_t)(at + line.len) };
}

static const char *what_happens(Discovery *d, const Layout *layout)
{
	return layout->checksum != CHECKSUM_NONE
		       ? mv_arena_format(d->arena, "%s keeps a checksum of it and stops, or complains, where it was applied; such databases never get the change", layout->runner)
		       : "databases that have it never get the change, and differ from new ones from now on";
}

static const char *help_for_edit(Discovery *d, const Migration *migration)
{
	return mv_arena_format(d->arena, "take the edit back and write a new migration; when it was applied nowhere yet, let only this pass: '%s migvet: allow edited-applied-migration -- why'",
			       migration->layout->python ? "#" : "--");
}

static void report_edit(Discovery *d, Migration *migration, Str now, Str before)
{
	Span span = span_of(migration, now);
	const char *message;

	if (mv_str_eq(now, before))
		message = mv_arena_format(d->arena, "this migration was there before and is edited: %s", what_happens(d, migration->layout));
	else
		message = mv_arena_format(d->arena, "this migration was there before and is edited ('%s' was '%s'): %s", quoted(d, now), quoted(d, before),
					  what_happens(d, migration->layout));
	mv_migration_problem(d, migration, "edited-applied-migration", span, message, help_for_edit(d, migration));
}

/* `hash`: of what the base has instead of it; NULL: nothing. */
static void check_edit(Discovery *d, const Step *step, const char *hash)
{
	Migration *migration = step->migration;
	Checksum checksum = migration->layout->checksum;
	Str bytes, line_now, line_before, now, text_before;
	Source before = { 0 };

	if (step->before) {
		/* Liquibase: a part of a file */
		now = up_text(d, migration);
		if (step->review == TRI_YES && first_difference(d, now, mv_str_slice(*step->before, line_end(*step->before, 0), step->before->len), false,
								&line_now, &line_before))
			report_edit(d, migration, line_now, line_before);
		return;
	}
	if (step->review != TRI_UNKNOWN || !hash || !mv_git_blob(d->git_top, hash, &bytes, d->arena) ||
	    !mv_source_from_bytes(&before, bytes, shown_file(step), d->arena, NULL))
		return;
	now = migration->source->text;
	text_before = before.text;
	if (checksum == CHECKSUM_LINES && same_lines(now, text_before))
		return;
	if ((checksum == CHECKSUM_NONE || checksum == CHECKSUM_STATEMENTS) && has_down_section(migration)) {
		now = up_text(d, migration);
		text_before = up_of_base(d, step, &before);
	}
	if (first_difference(d, now, text_before, is_python(step), &line_now, &line_before)) {
		report_edit(d, migration, line_now, line_before);
	} else if (checksum == CHECKSUM_BYTES || checksum == CHECKSUM_LINES) {
		mv_migration_problem(d, migration, "edited-applied-migration", (Span){ 0 },
				     mv_arena_format(d->arena, "comments or blank space of this migration are edited, and it was there before: %s",
						     what_happens(d, migration->layout)),
				     "take the edit back");
	}
}

/* ---- removed and renamed ---- */

static bool is_given(Discovery *d, const char *path)
{
	if (d->stdin_path || d->review_files.live)
		return false;
	for (uint32_t i = 0; i < d->review.count; i++) {
		if (mv_path_within(path, d->review.items[i]))
			return true;
	}
	return d->review.count == 0;
}

static bool is_versioned_name(const char *name)
{
	return mv_name_parse(name).version.len > 0 || (name[0] == 'V' && name[1] >= '0' && name[1] <= '9');
}

/* Does the path look like one of this set's migrations? */
static bool is_of_set(Steps *steps, const char *path)
{
	Discovery *d = steps->d;
	const char *name = mv_path_base(path), *home = mv_path_parent(d, path);
	bool whole = strcmp(name, "up.sql") == 0 || strcmp(name, "migration.sql") == 0;
	FileName parsed = mv_name_parse(name);

	if (parsed.part == PART_DOWN || strcmp(name, "down.sql") == 0 || strcmp(name, "__init__.py") == 0 ||
	    (!whole && !is_versioned_name(name) && !steps->set->layout->python) || (steps->set->layout->python != mv_str_ends(mv_str(name), STR(".py"))) ||
	    (!parsed.sql && !parsed.language && !steps->set->layout->python))
		return false;
	for (uint32_t i = 0; i < steps->list.count; i++) {
		const char *other = steps->list.items[i].up->directory->path;

		if (strcmp(whole ? mv_path_parent(d, other) : other, whole ? mv_path_parent(d, home) : home) == 0)
			return true;
	}
	return false;
}

/* Its name without the ending, for Django also in `replaces` of what it was squashed into. */
static bool was_squashed(Steps *steps, const char *path)
{
	Discovery *d = steps->d;
	const char *name = mv_path_base(path), *dot = strrchr(name, '.');
	const char *stem = mv_arena_strndup(d->arena, name, dot ? (size_t)(dot - name) : strlen(name));

	for (uint32_t i = 0; i < steps->list.count; i++) {
		const Source *source = steps->list.items[i].migration->source;
		const char *hash = source ? mv_map_get(d->base, source->file) : NULL;
		Str bytes;

		/* a baseline takes the place of what was before it */
		if (steps->list.items[i].migration->kind == MIGRATION_BASELINE)
			return true;
		if (!source || !steps->set->layout->python)
			continue;
		if (mv_str_find(source->text, STR("replaces"), 0) != SIZE_MAX && mv_str_find(source->text, mv_str(stem), 0) != SIZE_MAX)
			return true;
		if (hash && mv_git_blob(d->git_top, hash, &bytes, d->arena) && mv_str_find(bytes, STR("replaces"), 0) != SIZE_MAX &&
		    mv_str_find(bytes, mv_str(stem), 0) != SIZE_MAX)
			return true;
	}
	return false;
}

static const Step *step_of(const Steps *steps, const char *path)
{
	for (uint32_t i = 0; path && i < steps->list.count; i++) {
		const Source *source = steps->list.items[i].migration->source;

		if (source && mv_streq(source->file, path))
			return &steps->list.items[i];
	}
	return NULL;
}

/* What the runner knows a migration by. */
static bool same_identity(Discovery *d, const Layout *layout, const char *path, const Step *now)
{
	const char *old = mv_path_base(path), *new = now->up->name;

	/* a directory of its own has the name */
	if (strcmp(old, new) == 0) {
		old = mv_path_base(mv_path_parent(d, path));
		new = now->up->directory->name;
	}
	if (layout->by_name)
		return strcmp(old, new) == 0;
	return mv_str_eq(mv_name_parse(old).version, mv_name_parse(new).version);
}

static bool is_new(Discovery *d, const Step *step)
{
	const char *path = step->migration->source ? step->migration->source->file : NULL;

	if (step->review == TRI_YES)
		return !step->before;
	return path && step->review == TRI_UNKNOWN && mv_map_get(d->changed, path) && !mv_map_get(d->base, path);
}

/* The one that the runner takes for what was at the path: the same version under another title. NULL: none. */
static const Step *other_name_of(Steps *steps, const char *path)
{
	for (uint32_t i = 0; !steps->set->layout->by_name && i < steps->list.count; i++) {
		const Step *step = &steps->list.items[i];

		if (is_new(steps->d, step) && *step->migration->version && same_identity(steps->d, steps->set->layout, path, step))
			return step;
	}
	return NULL;
}

/* Paths of the set's migrations that only the base has. */
typedef VEC(const char *) PathVec;

static PathVec list_gone(Steps *steps)
{
	Discovery *d = steps->d;
	PathVec paths = { 0 };

	for (uint32_t i = 0; i < d->gone->count; i++) {
		if (d->gone->entries[i].value && is_of_set(steps, d->gone->entries[i].key))
			*VEC_PUSH(d->arena, &paths) = d->gone->entries[i].key;
	}
	return paths;
}

/* Is it only another title of a migration that the base has? */
static bool is_retitled(Steps *steps, const Step *step, const PathVec *gone)
{
	for (uint32_t i = 0; !steps->set->layout->by_name && i < gone->count; i++) {
		if (same_identity(steps->d, steps->set->layout, gone->items[i], step))
			return true;
	}
	return false;
}

static void check_gone(Steps *steps, const PathVec *gone)
{
	Discovery *d = steps->d;
	const Layout *layout = steps->set->layout;
	const char *first = NULL;
	uint32_t count = 0;

	/* Alembic knows revisions by what is in the files */
	if (mv_streq(layout->name, "alembic"))
		return;
	for (uint32_t i = 0; i < gone->count; i++) {
		const char *path = gone->items[i];
		const GoneFile *file = mv_map_get(d->gone, path);
		const Step *now;

		if (!is_given(d, path))
			continue;
		now = step_of(steps, file->renamed_to);
		if (now && same_identity(d, layout, path, now))
			continue;
		if (now) {
			mv_migration_problem(d, now->migration, "removed-applied-migration", (Span){ 0 },
					     mv_arena_format(d->arena, "this migration was '%s' before: where that was applied, %s takes this one for a new one and applies it again",
							     mv_path_base(path), layout->runner),
					     "give it its name back; what was applied nowhere yet may be renamed");
			continue;
		}
		if (was_squashed(steps, path))
			continue;
		now = other_name_of(steps, path);
		if (now) {
			check_edit(d, now, file->hash);
			continue;
		}
		first = first ? first : path;
		count++;
	}
	if (count)
		mv_discover_problem(d, "removed-applied-migration", first,
				    count == 1 ? "this migration was there before and is gone: databases that have it keep what it made, and new ones never get it"
					       : mv_arena_format(d->arena, "this and %u more migrations were there before and are gone: databases that have them keep what they made, and new ones never get it",
								 (unsigned)count - 1),
				    "bring it back, and undo it in a new migration; what stands in its place has to make the same schema");
}

/* ---- late, and left out ---- */

static bool is_plain_version(const Step *step)
{
	return !step->rank && step->migration->kind != MIGRATION_REPEATABLE && step->migration->kind != MIGRATION_BASELINE && *step->migration->version;
}

static void check_late(Steps *steps, const PathVec *gone)
{
	Discovery *d = steps->d;
	const Layout *layout = steps->set->layout;
	const Step *known = NULL; /* the last that the base has */

	if (layout->late != LATE_REFUSED && layout->late != LATE_SKIPPED)
		return;
	for (uint32_t i = steps->list.count; i-- > 0;) {
		const Step *step = &steps->list.items[i];

		if (!is_plain_version(step))
			continue;
		if (!is_new(d, step) || is_retitled(steps, step, gone)) {
			known = known ? known : step;
			continue;
		}
		if (!known || (steps->order != ORDER_LISTED && mv_version_compare(step->key, known->key, steps->order) >= 0))
			continue;
		mv_migration_problem(d, step->migration, "out-of-order-migration", (Span){ 0 },
				     layout->late == LATE_SKIPPED
					     ? mv_arena_format(d->arena, "this migration is new and sorts before '%s', which was there before: where that was applied, %s never applies this one",
							       shown_file(known), layout->runner)
					     : mv_arena_format(d->arena, "this migration is new and sorts before '%s', which was there before: where that was applied, %s stops at this one",
							       shown_file(known), layout->runner),
				     "give it a version behind the last one of the branch that it is merged into");
	}
}

static bool number_of(const Step *step, uint64_t *number)
{
	const char *c = step->migration->version;

	*number = 0;
	for (; *c >= '0' && *c <= '9' && *number < UINT32_MAX; c++)
		*number = *number * 10 + (uint64_t)(*c - '0');
	return *c == '\0' && c > step->migration->version;
}

static void check_gaps(Steps *steps)
{
	Discovery *d = steps->d;
	const Step *previous = NULL;
	uint64_t before = 0, number;

	for (uint32_t i = 0; steps->set->layout->contiguous && i < steps->list.count; i++) {
		const Step *step = &steps->list.items[i];

		if (!is_plain_version(step) || !number_of(step, &number))
			continue;
		if (previous && number > before + 1)
			mv_migration_problem(d, step->migration, "version-gap", (Span){ 0 },
					     mv_arena_format(d->arena, "the number %llu is left out: %s wants the migrations numbered without a gap, and does not get beyond '%s'",
							     (unsigned long long)before + 1, steps->set->layout->runner, shown_file(previous)),
					     mv_arena_format(d->arena, "number it %llu", (unsigned long long)before + 1));
		previous = step;
		before = number;
	}
}

void mv_history_check(Steps *steps)
{
	Discovery *d = steps->d;
	PathVec gone;

	check_gaps(steps);
	if (!d->changed)
		return;
	gone = list_gone(steps);
	for (uint32_t i = 0; i < steps->list.count; i++) {
		const Step *step = &steps->list.items[i];

		if (step->migration->under_review && step->migration->kind != MIGRATION_REPEATABLE && !step->rank)
			check_edit(d, step, step->migration->source ? mv_map_get(d->base, step->migration->source->file) : NULL);
	}
	check_gone(steps, &gone);
	check_late(steps, &gone);
}
