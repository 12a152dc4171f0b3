/*
 * followup_python.c: the next migration of Django and Alembic: a file with its
 * imports, behind the last one of the app, or the head of the revisions.
 */
#include "followup.h"

#include "migvet/layout.h"

#include <string.h>

static bool is_django(const Migration *migration)
{
	return strcmp(migration->layout->name, "django") == 0;
}

/* The last of the app, or of all revisions; NULL: there is not one that all others lead to. */
static const Migration *last_of(const Migration *migration)
{
	const MigrationSet *set = migration->set;
	const Migration *last = NULL;

	for (uint32_t i = 0; i < set->migrations.count; i++) {
		const Migration *other = set->migrations.items[i];

		if (!mv_migration_is_python(other) || (is_django(migration) && !mv_streq(other->app, migration->app)))
			continue;
		for (uint32_t p = 0; p < other->problems.count; p++) {
			if (strcmp(other->problems.items[p].rule, "multiple-heads") == 0)
				return NULL;
		}
		if (*other->version)
			last = other;
	}
	return last;
}

bool mv_python_followup_possible(const Migration *migration)
{
	return last_of(migration) != NULL;
}

/* ---- names ---- */

/* "0003_order_coupon" of ".../0003_order_coupon.py" */
static const char *stem_of(Arena *arena, const Migration *migration)
{
	const char *path = migration->source->path, *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	return mv_arena_strndup(arena, name, strlen(name) - 3);
}

static size_t digits(const char *text)
{
	return strspn(text, "0123456789");
}

/* Revisions are numbers, or random; here they come of what they stand on, so that they are the same each time. */
static const char *next_revision(Arena *arena, const char *before, const char *title)
{
	uint64_t hash = 14695981039346656037u;

	if (digits(before) == strlen(before))
		return mv_followup_count_up(arena, before);
	for (const char *part = before; part; part = part == before ? title : NULL) {
		for (const char *c = part; *c; c++)
			hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	}
	return mv_arena_format(arena, "%012llx", (unsigned long long)(hash & 0xffffffffffffu));
}

/* ---- text ---- */

static const char *indented(Arena *arena, const char *code, int columns)
{
	StrBuf out = { 0 };
	Str rest = mv_str(code), line;
	const char *text;

	while (mv_str_next_line(&rest, &line)) {
		if (line.len)
			mv_buf_addf(&out, "%*s%.*s", columns, "", STR_ARG(line));
		mv_buf_addc(&out, '\n');
	}
	text = mv_buf_to_arena(&out, arena);
	mv_buf_release(&out);
	return text;
}

/* Each line once. */
static void add_lines(StrBuf *out, const char *lines)
{
	Str rest = mv_str(lines), line;

	while (lines && mv_str_next_line(&rest, &line)) {
		Str there = { out->ptr, out->len };
		bool seen = false;
		Str other;

		while (!seen && mv_str_next_line(&there, &other))
			seen = mv_str_eq(other, line);
		if (!seen && line.len) {
			mv_buf_add(out, line);
			mv_buf_addc(out, '\n');
		}
	}
}

/* "from django.db import models" comes with that of migrations. */
static const char *without_own(Arena *arena, const char *lines)
{
	static const char *const own[] = { "from django.db import migrations", "from django.db import models", "from django.db import migrations, models" };
	StrBuf out = { 0 };
	Str rest = mv_str(lines), line;
	const char *text;

	while (lines && mv_str_next_line(&rest, &line)) {
		bool is_own = false;

		for (size_t i = 0; i < sizeof own / sizeof *own; i++)
			is_own = is_own || mv_str_eq(line, mv_str(own[i]));
		if (!is_own)
			mv_buf_addf(&out, "%.*s\n", STR_ARG(line));
	}
	text = mv_buf_to_arena(&out, arena);
	mv_buf_release(&out);
	return text;
}

static const char *django_text(Arena *arena, const Followup *followup, const char *app, const char *before)
{
	const SafeStep *step = followup->step;
	StrBuf imports = { 0 };
	const char *text;

	add_lines(&imports, step->imports);
	add_lines(&imports, strstr(step->code, "models.") ? "from django.db import migrations, models" : "from django.db import migrations");
	add_lines(&imports, without_own(arena, step->carried));
	text = mv_arena_format(arena,
			       "%s\n\nclass Migration(migrations.Migration):\n%s    dependencies = [(\"%s\", \"%s\")]\n\n    operations = [\n%s    ]\n",
			       imports.ptr, followup->alone ? "    atomic = False\n\n" : "", app, before, indented(arena, step->code, 8));
	mv_buf_release(&imports);
	return text;
}

static const char *alembic_text(Arena *arena, const Followup *followup, const char *revision, const char *before)
{
	const SafeStep *step = followup->step;
	StrBuf imports = { 0 };
	char *words = mv_arena_strdup(arena, followup->title);
	const char *text;

	for (char *c = words; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	add_lines(&imports, "from alembic import op");
	if (strstr(step->code, "sa."))
		add_lines(&imports, "import sqlalchemy as sa");
	add_lines(&imports, step->carried);
	text = mv_arena_format(arena,
			       "\"\"\"%s\n\nRevision ID: %s\nRevises: %s\n\"\"\"\n%s\nrevision = \"%s\"\ndown_revision = \"%s\"\nbranch_labels = None\n"
			       "depends_on = None\n\n\ndef upgrade():\n%s\n\ndef downgrade():\n%s",
			       words, revision, before, imports.ptr, revision, before, indented(arena, step->code, 4),
			       indented(arena, step->down ? step->down : "pass  # nothing needs to be taken back", 4));
	mv_buf_release(&imports);
	return text;
}

const char *mv_python_followup_add(const Followup *followup, Arena *arena, FixPlan *plan)
{
	const Migration *last = last_of(followup->behind);
	const char *before = followup->previous, *name, *text, *result;
	const char *path = last->source->path, *file = last->source->file;
	const char *path_slash = strrchr(path, '/'), *file_slash = strrchr(file, '/');
	size_t path_length = path_slash ? (size_t)(path_slash - path) + 1 : 0, file_length = file_slash ? (size_t)(file_slash - file) + 1 : 0;

	if (is_django(last)) {
		before = before ? before : stem_of(arena, last);
		name = mv_arena_strndup(arena, before, digits(before));
		name = mv_arena_format(arena, "%s_%s", *name ? mv_followup_count_up(arena, name) : before, followup->title);
		text = django_text(arena, followup, last->app, before);
		result = name;
	} else {
		before = before ? before : last->version;
		result = next_revision(arena, before, followup->title);
		name = mv_arena_format(arena, "%s_%s", result, followup->title);
		text = alembic_text(arena, followup, result, before);
	}
	mv_fix_new_file(plan, arena, mv_arena_format(arena, "%.*s%s.py", (int)path_length, path, name),
			mv_arena_format(arena, "%.*s%s.py", (int)file_length, file, name), text);
	return result;
}
