/*
 * followup.c: the next migration, as each layout names and marks it. The
 * name's form (digits, separator) is taken from the last migration there is.
 */
#include "followup.h"

#include "migvet/layout.h"

#include <string.h>

typedef struct Form {
	const char *layout;
	const char *file;    /* {version}, {name}; a '/' makes a directory of its own */
	const char *down;    /* a file for the way back, or NULL */
	const char *head;    /* first lines of the text */
	const char *head_alone; /* ... outside of a transaction; NULL: cannot be said here */
	const char *foot;    /* last lines */
	const char *beside;  /* an extra file when alone, or NULL */
	const char *beside_text;
	bool single; /* sent as one text, which several statements make a transaction */
} Form;

static const char down_text[] = "-- write here what takes it back\n";

static const Form forms[] = {
	{ "plain", "{version}{separator}{name}.sql", NULL, "", "", "", NULL, NULL, false },
	{ "supabase", "{version}{separator}{name}.sql", NULL, "", "", "", NULL, NULL, true },
	{ "postgres-migrations", "{version}{separator}{name}.sql", NULL, "", "-- postgres-migrations disable-transaction\n", "", NULL, NULL, true },
	{ "golang-migrate", "{version}{separator}{name}.up.sql", "{version}{separator}{name}.down.sql", "", "", "", NULL, NULL, true },
	{ "sqlx", "{version}{separator}{name}.up.sql", "{version}{separator}{name}.down.sql", "", "-- no-transaction\n", "", NULL, NULL, true },
	{ "goose", "{version}{separator}{name}.sql", NULL, "-- +goose Up\n", "-- +goose NO TRANSACTION\n-- +goose Up\n", "", NULL, NULL, false },
	{ "dbmate", "{version}{separator}{name}.sql", NULL, "-- migrate:up\n", "-- migrate:up transaction:false\n", "\n-- migrate:down\n", NULL, NULL, true },
	{ "sql-migrate", "{version}{separator}{name}.sql", NULL, "-- +migrate Up\n", "-- +migrate Up notransaction\n", "", NULL, NULL, false },
	{ "tern", "{version}{separator}{name}.sql", NULL, "", "---- tern: disable-tx ----\n", "", NULL, NULL, true },
	{ "flyway", "V{version}__{name}.sql", NULL, "", "", "", "V{version}__{name}.sql.conf", "executeInTransaction=false\n", false },
	{ "diesel", "{version}_{name}/up.sql", "{version}_{name}/down.sql", "", "", "", "{version}_{name}/metadata.toml",
	  "run_in_transaction = false\n", true },
	{ "prisma", "{version}_{name}/migration.sql", NULL, "", "", "", NULL, NULL, true },
};

static const Form *form_of(const MigrationSet *set)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (strcmp(forms[i].layout, set->layout->name) == 0)
			return &forms[i];
	}
	return NULL;
}

/* ---- the last migration ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const Migration *last_of(const MigrationSet *set)
{
	const Migration *last = NULL;

	for (uint32_t i = 0; i < set->migrations.count; i++) {
		const Migration *migration = set->migrations.items[i];

		if (migration->kind == MIGRATION_VERSIONED && *migration->version && migration->source)
			last = migration;
	}
	return last;
}

/* Where the last run of digits of a version starts; its length when it ends otherwise. */
static size_t number_start(const char *version)
{
	size_t length = strlen(version), at = length;

	while (at > 0 && is_digit(version[at - 1]))
		at--;
	return at;
}

/* In as many digits as before, or one more. */
char *mv_followup_count_up(Arena *arena, const char *version)
{
	size_t start = number_start(version), at = strlen(version);
	char *next = mv_arena_strdup(arena, version);

	while (at > start && next[at - 1] == '9')
		next[--at] = '0';
	if (at == start)
		return mv_arena_format(arena, "%.*s1%s", (int)start, next, next + start);
	next[at - 1]++;
	return next;
}

static const char *version_behind(Arena *arena, const char *version, uint32_t steps)
{
	for (; steps; steps--)
		version = mv_followup_count_up(arena, version);
	return version;
}

/* The directory that migrations are in, with its slash: of the file, or above the migration's own directory. */
static Str directory_of(const char *path, const Form *form)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash ? (size_t)(slash - path) : 0;

	if (strchr(form->file, '/') && slash) {
		while (length > 0 && path[length - 1] != '/')
			length--;
		return (Str){ path, length };
	}
	return (Str){ path, slash ? length + 1 : 0 };
}

/* A directory's name may write its version with dashes: 2020-01-01-000001_a. */
static const char *written_version(Arena *arena, const Migration *last, const Form *form)
{
	Str directory = directory_of(last->source->path, form);
	const char *name = last->source->path + directory.len;
	size_t length = strspn(name, "0123456789-");

	return strchr(form->file, '/') && length ? mv_arena_strndup(arena, name, length) : last->version;
}

/* What stands between version and name: '_', '-', '__'. */
static const char *separator_of(Arena *arena, const char *path)
{
	const char *name = strrchr(path, '/'), *end;

	name = name ? name + 1 : path;
	name += strspn(name, "VvUu");
	name += strspn(name, "0123456789.");
	for (end = name; *end == '_' || *end == '-'; end++)
		continue;
	return end > name ? mv_arena_strndup(arena, name, (size_t)(end - name)) : "_";
}

bool mv_followup_possible(const MigrationSet *set, bool alone)
{
	const Form *form = form_of(set);
	const Migration *last = form ? last_of(set) : NULL;

	return last && last->version[number_start(last->version)] && (!alone || form->head_alone) && last->transaction != TRANSACTION_ALL;
}

bool mv_followup_single(const MigrationSet *set)
{
	return form_of(set)->single;
}

/* ---- writing ---- */

typedef struct Names {
	const char *version, *separator, *name;
} Names;

static char *fill(Arena *arena, Str directory, const char *form, const Names *names)
{
	StrBuf text = { 0 };
	char *path;

	mv_buf_add(&text, directory);
	for (const char *at = form; *at;) {
		static const struct {
			const char *placeholder;
			size_t offset;
		} parts[] = { { "{version}", offsetof(Names, version) },
			      { "{separator}", offsetof(Names, separator) },
			      { "{name}", offsetof(Names, name) } };
		bool found = false;

		for (size_t i = 0; i < sizeof parts / sizeof *parts && !found; i++) {
			size_t length = strlen(parts[i].placeholder);
			const char *value;

			if (strncmp(at, parts[i].placeholder, length) != 0)
				continue;
			memcpy(&value, (const char *)names + parts[i].offset, sizeof value);
			mv_buf_adds(&text, value);
			at += length;
			found = true;
		}
		if (!found)
			mv_buf_addc(&text, *at++);
	}
	path = mv_buf_to_arena(&text, arena);
	mv_buf_release(&text);
	return path;
}

FileEdit *mv_fix_new_file(FixPlan *plan, Arena *arena, const char *path, const char *file, const char *text)
{
	FileEdit *edit = VEC_PUSH(arena, &plan->files);

	edit->path = path;
	edit->file = file;
	*VEC_PUSH(arena, &edit->edits) = (Edit){ .text = text };
	return edit;
}

static void add(FixPlan *plan, Arena *arena, const Migration *last, const Form *form, const char *name, const Names *names, const char *text)
{
	mv_fix_new_file(plan, arena, fill(arena, directory_of(last->source->path, form), name, names),
			fill(arena, directory_of(last->source->file, form), name, names), text);
}

/* Reversible ones have a file for the way back; those of sqlx are told apart by the last migration. */
static const char *file_form(const Form *form, const Migration *last)
{
	return strcmp(form->layout, "sqlx") == 0 && !last->down_source ? "{version}{separator}{name}.sql" : form->file;
}

void mv_followup_add(const Followup *followup, Arena *arena, FixPlan *plan)
{
	const Form *form = form_of(followup->set);
	const Migration *last = last_of(followup->set);
	const Names names = { .version = version_behind(arena, written_version(arena, last, form), followup->number),
			      .separator = separator_of(arena, last->source->path),
			      .name = followup->title };
	const char *text = mv_arena_format(arena, "%s%s\n%s", followup->alone ? form->head_alone : form->head, followup->sql, form->foot);

	add(plan, arena, last, form, file_form(form, last), &names, text);
	if (form->down && last->down_source)
		add(plan, arena, last, form, form->down, &names, down_text);
	if (form->beside && followup->alone)
		add(plan, arena, last, form, form->beside, &names, form->beside_text);
}
