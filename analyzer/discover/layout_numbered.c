/*
 * layout_numbered.c: one SQL file, or a pair of up and down files, per
 * migration, in one directory, ordered by the number in front of the name.
 */
#include "families.h"

#include <string.h>

/* Nothing is known of who runs them. */
const Layout mv_layout_plain = { .name = "plain", .runner = "the runner", .transaction = TRANSACTION_UNKNOWN };

/*
 * The PostgreSQL driver sends the file as one query string (x-multi-statement
 * off, its default), which the server runs as one implicit transaction block.
 */
const Layout mv_layout_golang_migrate = {
	.name = "golang-migrate",
	.runner = "golang-migrate",
	.history_table = "schema_migrations",
	.transaction = TRANSACTION_IMPLICIT,
	.late = LATE_SKIPPED,
};

/* sqlx begins a transaction for each migration. "-- no-transaction" sends the file as one query string instead. */
const Layout mv_layout_sqlx = {
	.name = "sqlx",
	.runner = "sqlx",
	.no_transaction = "'-- no-transaction' in its first line",
	.history_table = "_sqlx_migrations",
	.transaction = TRANSACTION_FILE,
	.late = LATE_APPLIED,
	.checksum = CHECKSUM_BYTES,
};

/* morph (Mattermost): a transaction per migration unless "-- morph:nontransactional". */
const Layout mv_layout_morph = {
	.name = "morph",
	.runner = "morph",
	.no_transaction = "'-- morph:nontransactional'",
	.history_table = "db_migrations",
	.transaction = TRANSACTION_FILE,
};

/* pop (soda, and ory's popx): a transaction per migration; popx has ".autocommit." in the name. */
const Layout mv_layout_pop = {
	.name = "pop",
	.runner = "pop",
	.no_transaction = "'.autocommit.' in its file name",
	.history_table = "schema_migration",
	.transaction = TRANSACTION_FILE,
	.late = LATE_APPLIED,
};

/* postgres-migrations: START TRANSACTION around each file unless a comment disables it. */
const Layout mv_layout_postgres_migrations = {
	.name = "postgres-migrations",
	.runner = "postgres-migrations",
	.no_transaction = "'-- postgres-migrations disable-transaction'",
	.history_table = "migrations",
	.transaction = TRANSACTION_FILE,
	.checksum = CHECKSUM_BYTES,
	.by_name = true,
	.contiguous = true,
};

/* The CLI sends the statements of a file as one pipeline with a single sync: an implicit transaction block. */
const Layout mv_layout_supabase = {
	.name = "supabase",
	.runner = "Supabase",
	.history_table = "supabase_migrations.schema_migrations",
	.transaction = TRANSACTION_IMPLICIT,
	.late = LATE_REFUSED,
};

/* postgrator hands the file to the driver as one query string. */
const Layout mv_layout_postgrator = {
	.name = "postgrator",
	.runner = "Postgrator",
	.history_table = "schemaversion",
	.transaction = TRANSACTION_IMPLICIT,
	.late = LATE_SKIPPED,
	.checksum = CHECKSUM_BYTES,
};

/*
 * Directives of runners without section markers. Where the runner hands the
 * whole text to the driver in one call, leaving out its BEGIN still leaves the
 * implicit transaction block of a multi-statement query string.
 */
static const struct {
	const char *directive;
	TransactionMode mode;
} directives[] = {
	{ "no-transaction", TRANSACTION_IMPLICIT },	       /* sqlx */
	{ "morph:nontransactional", TRANSACTION_IMPLICIT },    /* morph */
	{ "postgres-migrations disable-transaction", TRANSACTION_IMPLICIT },
	{ "pgmigrate: no-transaction", TRANSACTION_IMPLICIT },
	{ "NO_TRANSACTION", TRANSACTION_NONE },		       /* concourse: statement by statement */
	{ "atlas:txmode none", TRANSACTION_NONE },
	{ "atlas:txmode file", TRANSACTION_FILE },
	{ "atlas:txmode all", TRANSACTION_ALL },
};

TransactionMode mv_directive_transaction(Str text, TransactionMode mode)
{
	Str line;

	/* only the comments in front of the first statement */
	while (mv_str_next_line(&text, &line)) {
		line = mv_str_trim(line);
		if (line.len == 0)
			continue;
		if (!mv_str_starts(line, STR("--")))
			break;
		while (line.len && (line.ptr[0] == '-' || line.ptr[0] == '!' || line.ptr[0] == ' ' || line.ptr[0] == '\t'))
			line = mv_str_slice(line, 1, line.len);
		for (size_t i = 0; i < sizeof directives / sizeof directives[0]; i++) {
			if (mv_str_starts_case(line, mv_str(directives[i].directive)))
				return directives[i].mode;
		}
	}
	return mode;
}

/* ---- detection ---- */

bool mv_up_down_claims(Discovery *d, Directory *directory)
{
	(void)d;
	for (uint32_t i = 0; i < directory->files.count; i++) {
		FileName name = mv_name_parse(directory->files.items[i].name);

		if (name.sql && name.part != PART_WHOLE && name.version.len)
			return true;
	}
	return false;
}

static bool component_in(const char *path, const char *bound, const char *const *words)
{
	size_t len = strlen(bound);
	Str rest = mv_str(mv_path_within(path, bound) && path[len] ? path + len : "");

	while (rest.len) {
		size_t slash = mv_str_find(rest, STR("/"), 0);
		Str part = mv_str_slice(rest, 0, slash == SIZE_MAX ? rest.len : slash);

		for (const char *const *word = words; *word; word++) {
			if (mv_str_eq_case(part, mv_str(*word)) ||
			    (strlen(*word) > 6 && part.len > strlen(*word) && mv_str_starts_case(part, mv_str(*word))))
				return true;
		}
		rest = slash == SIZE_MAX ? STR("") : mv_str_slice(rest, slash + 1, rest.len);
	}
	return false;
}

bool mv_place_suggests_migrations(Discovery *d, const Directory *directory)
{
	static const char *const hints[] = { "migration", "migrations", "migrate", "db", "database", "sql", "schema",
					     "schemas", "versions", "updates", "upgrade", "upgrades", "patches", "changes",
					     "ddl", "evolutions", "changelog", "changesets", "supabase", "postgres", NULL };
	static const char *const strangers[] = { "test", "tests", "testdata", "fixtures", "fixture", "seeds", "seed",
						 "queries", "query", "examples", "example", "docs", "doc", "benchmark",
						 "benchmarks", "regress", "spec", "samples", NULL };

	return component_in(directory->path, d->root->bound, hints) &&
	       !component_in(directory->path, d->root->bound, strangers);
}

/* Numbered SQL files are migrations when the directories around them say so, or when the directory was given. */
bool mv_numbered_claims(Discovery *d, Directory *directory)
{
	uint32_t numbered = 0;

	if (directory->sql_files == 0)
		return false;
	if (d->fallback)
		return true;
	for (uint32_t i = 0; i < directory->files.count; i++) {
		FileName name = mv_name_parse(directory->files.items[i].name);

		numbered += name.sql && name.version.len > 0;
	}
	if (d->root->explicit_)
		return numbered > 0;
	return numbered * 2 > directory->sql_files && mv_place_suggests_migrations(d, directory);
}

/* ---- collecting ---- */

typedef struct Entry {
	File *file;
	FileName name;
	bool dropped;
	bool paired;
} Entry;

/* "x_down", "x-down": the down part of "x" or "x_up", if one of these exists. */
static bool suffix_part(Str stem, Str *base, FilePart *part)
{
	static const struct {
		const char *suffix;
		FilePart part;
	} suffixes[] = {
		{ "_up", PART_UP },	 { "-up", PART_UP },	 { "_down", PART_DOWN },
		{ "-down", PART_DOWN },	 { "_rollback", PART_DOWN }, { "-rollback", PART_DOWN },
		{ "_undo", PART_DOWN },	 { "_revert", PART_DOWN },	 { "-revert", PART_DOWN },
	};

	for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
		Str suffix = mv_str(suffixes[i].suffix);

		if (mv_str_ends(stem, suffix) && stem.len > suffix.len) {
			*base = mv_str_slice(stem, 0, stem.len - suffix.len);
			*part = suffixes[i].part;
			return true;
		}
	}
	return false;
}

static const char *key_of(Discovery *d, Str stem, FilePart part)
{
	return mv_arena_format(d->arena, "%d/%.*s", part == PART_DOWN, STR_ARG(stem));
}

/*
 * Files of one stem and direction for several dialects: PostgreSQL's replaces
 * the generic one, other dialects' are left out.
 */
static void choose_dialects(Discovery *d, Entry *entries, uint32_t count)
{
	bool any = false;
	Map best;

	for (uint32_t i = 0; i < count && !any; i++)
		any = entries[i].name.dialect != NULL;
	if (!any)
		return;
	mv_map_init(&best, d->arena);
	for (uint32_t i = 0; i < count; i++) {
		Entry *entry = &entries[i], *other;
		const char *key = key_of(d, entry->name.stem, entry->name.part);

		if (!entry->name.sql)
			continue;
		if (entry->name.dialect && !mv_streq(entry->name.dialect, "postgresql")) {
			entry->dropped = true;
			continue;
		}
		other = mv_map_get(&best, key);
		if (!other) {
			mv_map_set(&best, key, entry);
		} else if (entry->name.dialect && !other->name.dialect) {
			other->dropped = true;
			mv_map_set(&best, key, entry);
		} else if (!entry->name.dialect && other->name.dialect) {
			entry->dropped = true;
		}
	}
}

/* When every file is of one other dialect, the set is that dialect's. */
static const char *only_dialect(Entry *entries, uint32_t count)
{
	const char *dialect = NULL;

	for (uint32_t i = 0; i < count; i++) {
		if (!entries[i].name.sql)
			continue;
		if (!entries[i].name.dialect || mv_streq(entries[i].name.dialect, "postgresql"))
			return NULL;
		dialect = entries[i].name.dialect;
	}
	return dialect;
}

/* Gives "x_down" its direction and the stem of its counterpart. */
static void name_suffix_pairs(Discovery *d, Entry *entries, uint32_t count)
{
	bool any = false;
	Map stems;

	for (uint32_t i = 0; i < count && !any; i++) {
		Str base;
		FilePart part;

		any = suffix_part(entries[i].name.stem, &base, &part) && part == PART_DOWN;
	}
	if (!any)
		return;
	mv_map_init(&stems, d->arena);
	for (uint32_t i = 0; i < count; i++) {
		if (!entries[i].dropped)
			mv_map_set(&stems, mv_arena_strndup(d->arena, entries[i].name.stem.ptr, entries[i].name.stem.len),
				   &entries[i]);
	}
	for (uint32_t i = 0; i < count; i++) {
		static const char *const suffixes[] = { "_up", "-up", "" };
		Entry *down = &entries[i], *up = NULL;
		Str base;
		FilePart part;

		if (down->dropped || down->name.part != PART_WHOLE || !suffix_part(down->name.stem, &base, &part) ||
		    part != PART_DOWN)
			continue;
		for (size_t k = 0; k < sizeof suffixes / sizeof suffixes[0] && !up; k++)
			up = mv_map_get(&stems, mv_arena_format(d->arena, "%.*s%s", STR_ARG(base), suffixes[k]));
		if (!up || up->name.part == PART_DOWN)
			continue;
		if (up->name.title.len >= up->name.stem.len - base.len)
			up->name.title.len -= up->name.stem.len - base.len;
		up->name.stem = base;
		up->name.part = PART_UP;
		down->name.stem = base;
		down->name.part = PART_DOWN;
	}
}

/* `pairs`: the runner looks at up and down files only. */
static uint32_t list_entries(Directory *directory, Entry *entries, bool pairs)
{
	uint32_t count = 0, numbered = 0, directed = 0;

	for (uint32_t i = 0; i < directory->files.count; i++) {
		FileName name = mv_name_parse(directory->files.items[i].name);

		numbered += name.sql && name.version.len > 0;
		directed += name.sql && name.part != PART_WHOLE;
	}
	for (uint32_t i = 0; i < directory->files.count; i++) {
		FileName name = mv_name_parse(directory->files.items[i].name);

		if (pairs && directed && name.sql && name.part == PART_WHOLE)
			continue;
		/* among numbered files one without a number is no migration: a seed, a schema dump, a query */
		if ((name.sql || name.language) && (name.version.len || (numbered == 0 && name.sql)))
			entries[count++] = (Entry){ .file = &directory->files.items[i], .name = name };
	}
	return count;
}

void mv_numbered_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	bool plain = layout == &mv_layout_plain;
	Steps steps = mv_steps_new(d, layout, directory, plain ? ORDER_NATURAL : ORDER_NUMBER);
	Entry *entries = MV_NEW_ARRAY(d->arena, Entry, directory->files.count + 1);
	bool pairs = layout == &mv_layout_golang_migrate || layout == &mv_layout_morph || layout == &mv_layout_pop;
	uint32_t count = list_entries(directory, entries, pairs);
	const char *dialect = only_dialect(entries, count);
	Map downs;

	steps.unique_versions = !plain;
	mv_map_init(&downs, d->arena);
	if (dialect)
		steps.set->dialect = dialect;
	else
		choose_dialects(d, entries, count);
	name_suffix_pairs(d, entries, count);
	for (uint32_t i = 0; i < count; i++) {
		FileName *name = &entries[i].name;

		if (entries[i].dropped || name->part != PART_DOWN)
			continue;
		/* paired by the whole name first, by version if the titles differ */
		mv_map_set(&downs, mv_arena_format(d->arena, "stem/%.*s", STR_ARG(name->stem)), &entries[i]);
		if (name->version.len)
			mv_map_set(&downs, mv_arena_format(d->arena, "version/%.*s", STR_ARG(name->version)), &entries[i]);
	}
	for (uint32_t i = 0; i < count; i++) {
		FileName *name = &entries[i].name;
		Entry *down;
		Step *step;

		if (entries[i].dropped || name->part == PART_DOWN)
			continue;
		if (name->language) {
			step = mv_steps_add_opaque(&steps, entries[i].file, name->version, name->title, name->language);
		} else {
			step = mv_steps_add(&steps, entries[i].file, name->version, name->title);
			mv_section_whole(d, step->migration);
			if (step->migration->source)
				step->migration->transaction = mv_directive_transaction(step->migration->source->text,
											step->migration->transaction);
			if (name->autocommit)
				step->migration->transaction = TRANSACTION_NONE;
		}
		if (plain)
			step->key = mv_arena_strndup(d->arena, name->stem.ptr, name->stem.len);
		down = downs.live == 0 ? NULL :
					 mv_map_get(&downs, mv_arena_format(d->arena, "stem/%.*s", STR_ARG(name->stem)));
		if (!down && downs.live && name->version.len)
			down = mv_map_get(&downs, mv_arena_format(d->arena, "version/%.*s", STR_ARG(name->version)));
		if (down && !down->paired) {
			down->paired = true;
			mv_step_set_down(&steps, step, down->file);
		}
	}
	mv_steps_finish(&steps);
}

void mv_loose_add(Steps *steps, File *file)
{
	FileName name = mv_name_parse(file->name);
	Step *step = mv_steps_add(steps, file, name.version, name.title);
	Migration *migration = step->migration;
	const Layout *layout = migration->source ? mv_markers_in(migration->source->text) : NULL;

	step->key = mv_arena_strndup(steps->d->arena, name.stem.ptr, name.stem.len);
	if (!migration->source)
		return;
	if (layout) {
		migration->layout = layout;
		migration->transaction = layout->transaction;
		mv_markers_sections(steps->d, layout, migration);
	} else {
		mv_section_whole(steps->d, migration);
		migration->transaction = mv_directive_transaction(migration->source->text, migration->transaction);
		for (uint32_t i = 0; i < migration->sections.count; i++)
			migration->sections.items[i].down = name.part == PART_DOWN;
	}
}
