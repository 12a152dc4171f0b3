/*
 * layout_journal.c: runners with a file that says which migrations there are,
 * and in which order: drizzle's journal, Atlas' sum, sqitch's plan,
 * graphile-migrate's committed directory.
 */
#include "families.h"

#include <string.h>

/* drizzle-orm's migrate puts all pending migrations into one transaction. */
const Layout mv_layout_drizzle = {
	.name = "drizzle",
	.runner = "drizzle",
	.history_table = "drizzle.__drizzle_migrations",
	.transaction = TRANSACTION_ALL,
	.late = LATE_SKIPPED,
};

/* A transaction per file (--tx-mode file) unless the file says otherwise; without one, statement by statement. */
const Layout mv_layout_atlas = {
	.name = "atlas",
	.runner = "Atlas",
	.no_transaction = "'-- atlas:txmode none'",
	.history_table = "atlas_schema_revisions",
	.transaction = TRANSACTION_FILE,
	.late = LATE_REFUSED,
	.checksum = CHECKSUM_BYTES,
};

/* psql runs the script in autocommit: what it wants together stands between its own BEGIN and COMMIT. */
const Layout mv_layout_sqitch = {
	.name = "sqitch",
	.runner = "sqitch",
	.history_table = "sqitch.changes",
	.own_session = true,
	.transaction = TRANSACTION_NONE,
};

/* A transaction per migration; "--! no-transaction" sends its single statement without one. */
const Layout mv_layout_graphile = {
	.name = "graphile-migrate",
	.runner = "graphile-migrate",
	.no_transaction = "'--! no-transaction' in its first line",
	.history_table = "graphile_migrate.migrations",
	.transaction = TRANSACTION_FILE,
	.checksum = CHECKSUM_BYTES,
};

static void mismatch(Discovery *d, const char *path, const char *message, const char *help)
{
	mv_discover_problem(d, "journal-mismatch", path, message, help);
}

/* ---- drizzle ---- */

void mv_breakpoint_sections(Discovery *d, Migration *migration)
{
	Str text, marker = STR("--> statement-breakpoint");
	size_t start = 0, at;

	if (!migration->source)
		return;
	text = migration->source->text;
	while ((at = mv_str_find(text, marker, start)) != SIZE_MAX) {
		mv_section_add(d, migration, 0, start, at, false);
		start = at + marker.len;
	}
	mv_section_add(d, migration, 0, start, text.len, false);
}

static File *journal_of(const Directory *directory)
{
	const Directory *meta = mv_directory_child(directory, "meta");

	return meta ? mv_directory_file(meta, "_journal.json") : NULL;
}

bool mv_drizzle_claims(Discovery *d, Directory *directory)
{
	(void)d;
	return journal_of(directory) != NULL && directory->sql_files;
}

/* The string that follows `"key":` at or after `*at`; moves behind it. */
static bool json_string(Str text, const char *key, size_t *at, Str *value)
{
	Str quoted = mv_str(key);
	size_t close, found;

	while ((found = mv_str_find(text, quoted, *at)) != SIZE_MAX) {
		size_t p = found + quoted.len;

		*at = p;
		while (p < text.len && strchr(" \t\r\n", text.ptr[p]))
			p++;
		if (p >= text.len || text.ptr[p] != ':')
			continue;
		p++;
		while (p < text.len && strchr(" \t\r\n", text.ptr[p]))
			p++;
		if (p >= text.len || text.ptr[p] != '"')
			continue;
		close = mv_str_find(text, STR("\""), p + 1);
		if (close == SIZE_MAX)
			return false;
		*value = mv_str_slice(text, p + 1, close);
		*at = close + 1;
		return true;
	}
	return false;
}

void mv_drizzle_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	File *journal = journal_of(directory);
	Steps steps = mv_steps_new(d, layout ? layout : &mv_layout_drizzle, directory, ORDER_LISTED);
	Source *source = journal ? mv_file_source(d, journal) : NULL;
	Str tag, dialect;
	size_t at = 0;
	Map listed;

	mv_map_init(&listed, d->arena);
	if (source && json_string(source->text, "\"dialect\"", &at, &dialect) && mv_dialect_named(dialect))
		steps.set->dialect = mv_dialect_named(dialect);
	at = 0;
	while (source && json_string(source->text, "\"tag\"", &at, &tag)) {
		const char *name = mv_arena_format(d->arena, "%.*s.sql", STR_ARG(tag));
		File *file = mv_directory_file(directory, name);
		FileName parsed = mv_name_parse(name);
		Step *step;

		if (!file) {
			mismatch(d, source->file,
				 mv_arena_format(d->arena, "the journal lists '%s', and there is no such file", name),
				 "restore the file: drizzle stops when it is missing");
			continue;
		}
		mv_map_set(&listed, file->name, file);
		step = mv_steps_add(&steps, file, parsed.version, parsed.title);
		mv_breakpoint_sections(d, step->migration);
	}
	for (uint32_t i = 0; i < directory->files.count; i++) {
		File *file = &directory->files.items[i];

		if (mv_name_parse(file->name).sql && !mv_map_get(&listed, file->name))
			mismatch(d, mv_file_path(d, file), "this file is not in meta/_journal.json: drizzle does not apply it",
				 "add it with drizzle-kit generate --custom, or remove it");
	}
	mv_steps_finish(&steps);
}

/* ---- Atlas ---- */

bool mv_atlas_claims(Discovery *d, Directory *directory)
{
	(void)d;
	return mv_directory_file(directory, "atlas.sum") && directory->sql_files;
}

/* "-- atlas:txtar": "-- migration.sql --" and other files in one text. */
static bool txtar_sections(Discovery *d, Migration *migration)
{
	Str text = migration->source->text, rest = text, line;
	size_t start = 0;
	int part = 0; /* 0 none, 1 up, 2 down */

	if (mv_str_find(mv_str_slice(text, 0, 200), STR("atlas:txtar"), 0) == SIZE_MAX)
		return false;
	while (mv_str_next_line(&rest, &line)) {
		size_t at = (size_t)(line.ptr - text.ptr);
		Str trimmed = mv_str_trim(line);

		if (!mv_str_starts(trimmed, STR("-- ")) || !mv_str_ends(trimmed, STR(" --")) || trimmed.len < 7)
			continue;
		if (part)
			mv_section_add(d, migration, 0, start, at, part == 2);
		trimmed = mv_str_trim(mv_str_slice(trimmed, 3, trimmed.len - 3));
		part = mv_str_eq(trimmed, STR("migration.sql")) ? 1 : mv_str_eq(trimmed, STR("down.sql")) ? 2 : 0;
		start = (size_t)(rest.ptr - text.ptr);
	}
	if (part)
		mv_section_add(d, migration, 0, start, text.len, part == 2);
	return true;
}

void mv_atlas_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	Steps steps = mv_steps_new(d, layout ? layout : &mv_layout_atlas, directory, ORDER_TEXT);
	File *sum = mv_directory_file(directory, "atlas.sum");
	Str text = sum && mv_file_source(d, sum) ? sum->source->text : STR(""), line;
	Map listed;

	mv_map_init(&listed, d->arena);
	while (mv_str_next_line(&text, &line)) {
		size_t space = mv_str_find(line, STR(" h1:"), 0);

		if (space != SIZE_MAX)
			mv_map_set(&listed, mv_arena_strndup(d->arena, line.ptr, space), sum);
	}
	for (uint32_t i = 0; i < directory->files.count; i++) {
		File *file = &directory->files.items[i];
		FileName name = mv_name_parse(file->name);
		Migration *migration;
		Step *step;

		if (!name.sql || name.part == PART_DOWN)
			continue;
		step = mv_steps_add(&steps, file, name.version, name.title);
		migration = step->migration;
		step->key = file->name;
		if (listed.live && !mv_map_get(&listed, file->name))
			mv_migration_problem(d, migration, "journal-mismatch", (Span){ 0 },
					     "this file is not in atlas.sum: Atlas refuses the whole directory",
					     "run atlas migrate hash");
		if (!migration->source)
			continue;
		if (!txtar_sections(d, migration))
			mv_section_whole(d, migration);
		migration->transaction = mv_directive_transaction(migration->source->text, migration->transaction);
		/* a checkpoint is the state after all files before it */
		if (mv_str_find(mv_str_slice(migration->source->text, 0, 400), STR("-- atlas:checkpoint"), 0) != SIZE_MAX)
			migration->kind = MIGRATION_BASELINE;
	}
	mv_steps_finish(&steps);
}

/* ---- sqitch ---- */

bool mv_sqitch_claims(Discovery *d, Directory *directory)
{
	(void)d;
	return mv_directory_file(directory, "sqitch.plan") != NULL;
}

/* `key = value` of sqitch.conf; "" when absent. */
static Str sqitch_setting(Discovery *d, const Directory *directory, const char *key)
{
	File *conf = mv_manifest_above(d, directory, "sqitch.conf");
	Str text = conf ? conf->source->text : STR(""), line;

	while (mv_str_next_line(&text, &line)) {
		size_t equals = mv_str_find(line, STR("="), 0);

		if (equals != SIZE_MAX && mv_str_eq_case(mv_str_trim(mv_str_slice(line, 0, equals)), mv_str(key)))
			return mv_str_trim(mv_str_slice(line, equals + 1, line.len));
	}
	return STR("");
}

#define MOST_TAGS_TRIED 200 /* each is a look-up, for each reworked change */

typedef struct PlanChange {
	const char *name;
	uint32_t first_tag, last_tag; /* the name occurs again: the tags from it up to there, as [first, last); else equal */
} PlanChange;
typedef struct Plan {
	VEC(PlanChange) changes;
	VEC(const char *) tags; /* "@v1" */
} Plan;

/* "name [dependencies] timestamp planner <address> # note", "@tag ...", "%pragma", "# comment" */
static void read_plan(Discovery *d, Str text, Plan *plan)
{
	Map names;
	Str line;

	mv_map_init(&names, d->arena);
	while (mv_str_next_line(&text, &line)) {
		size_t end = 0;
		Str word;
		PlanChange *before, *change;

		line = mv_str_trim(line);
		if (line.len == 0 || line.ptr[0] == '%' || line.ptr[0] == '#')
			continue;
		if (line.ptr[0] == '+' || line.ptr[0] == '-')
			line = mv_str_trim(mv_str_slice(line, 1, line.len));
		while (end < line.len && line.ptr[end] != ' ' && line.ptr[end] != '\t' && line.ptr[end] != '#')
			end++;
		word = mv_str_slice(line, 0, end);
		if (word.len && word.ptr[0] == '@') {
			*VEC_PUSH(d->arena, &plan->tags) = mv_arena_strndup(d->arena, word.ptr, word.len);
			continue;
		}
		if (word.len == 0)
			continue;
		change = VEC_PUSH(d->arena, &plan->changes);
		change->name = mv_arena_strndup(d->arena, word.ptr, word.len);
		change->first_tag = change->last_tag = plan->tags.count;
		/* numbers, since the array may move */
		before = NULL;
		if (mv_map_get(&names, change->name))
			before = &plan->changes.items[(uintptr_t)mv_map_get(&names, change->name) - 1];
		if (before)
			before->last_tag = plan->tags.count;
		mv_map_set(&names, change->name, (void *)(uintptr_t)plan->changes.count);
	}
}

static File *sqitch_file(Discovery *d, const char *top, const char *part, const PlanChange *change, const char *tag)
{
	return mv_file_at(d, mv_arena_format(d->arena, "%s/%s/%s%s.sql", top, part, change->name, tag));
}

/* A reworked change's earlier script is kept as name@tag.sql, by one of the tags before the rework: Sqitch takes the last one that has a script. */
static const char *sqitch_tag(Discovery *d, const char *top, const Plan *plan, const PlanChange *change)
{
	for (uint32_t i = change->last_tag; i > change->first_tag && change->last_tag - i < MOST_TAGS_TRIED; i--) {
		if (sqitch_file(d, top, "deploy", change, plan->tags.items[i - 1]))
			return plan->tags.items[i - 1];
	}
	return change->last_tag > change->first_tag ? plan->tags.items[change->last_tag - 1] : "";
}

void mv_sqitch_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	static const char *const parts[] = { "deploy", "revert", "verify" };
	Steps steps = mv_steps_new(d, layout ? layout : &mv_layout_sqitch, directory, ORDER_LISTED);
	File *file = mv_directory_file(directory, "sqitch.plan");
	Source *source = file ? mv_file_source(d, file) : NULL;
	Str engine = sqitch_setting(d, directory, "engine"), top_dir = sqitch_setting(d, directory, "top_dir");
	const char *top = directory->path, *configured;
	Plan plan = { 0 };

	if (mv_dialect_named(engine))
		steps.set->dialect = mv_dialect_named(engine);
	if (top_dir.len && !mv_directory_child(directory, "deploy")) {
		configured = mv_resolve(d, directory->path, mv_arena_strndup(d->arena, top_dir.ptr, top_dir.len));
		if (configured)
			top = configured;
	}
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		Directory *part = mv_map_get(&d->visited, mv_join(d, top, parts[i]));

		if (part)
			mv_directory_consume(part);
	}
	if (source)
		read_plan(d, source->text, &plan);
	for (uint32_t i = 0; i < plan.changes.count; i++) {
		const PlanChange *change = &plan.changes.items[i];
		const char *tag = sqitch_tag(d, top, &plan, change);
		File *deploy = sqitch_file(d, top, "deploy", change, tag), *revert = sqitch_file(d, top, "revert", change, tag);
		Step *step;

		if (!deploy) {
			mismatch(d, source->file,
				 mv_arena_format(d->arena, "the plan lists '%s%s', and it has no deploy script", change->name, tag),
				 "add the script, or take the change out of the plan");
			continue;
		}
		step = mv_steps_add(&steps, deploy, mv_str(change->name), mv_str(change->name));
		mv_section_whole(d, step->migration);
		if (revert)
			mv_step_set_down(&steps, step, revert);
	}
	mv_steps_finish(&steps);
}

/* ---- graphile-migrate ---- */

bool mv_graphile_claims(Discovery *d, Directory *directory)
{
	Directory *committed = mv_directory_child(directory, "committed");
	File *sample[2];
	uint32_t count = committed ? mv_sample_sql(d, committed, sample, 2) : 0;

	for (uint32_t i = 0; i < count; i++) {
		if (sample[i]->source && mv_str_find(mv_str_slice(sample[i]->source->text, 0, 2000), STR("--! "), 0) != SIZE_MAX)
			return true;
	}
	return false;
}

static void add_graphile(Steps *steps, File *file, Str version, Str title, uint32_t rank)
{
	Step *step = mv_steps_add(steps, file, version, title);

	step->key = file->name;
	step->rank = rank;
	mv_section_whole(steps->d, step->migration);
	if (step->migration->source)
		step->migration->transaction =
			mv_directive_transaction(step->migration->source->text, step->migration->transaction);
}

void mv_graphile_collect(Discovery *d, const Layout *layout, Directory *directory)
{
	Steps steps = mv_steps_new(d, layout ? layout : &mv_layout_graphile, directory, ORDER_NATURAL);
	Directory *committed = mv_directory_child(directory, "committed"), *current = mv_directory_child(directory, "current");
	File *file = mv_directory_file(directory, "current.sql");

	for (uint32_t i = 0; committed && i < committed->files.count; i++) {
		FileName name = mv_name_parse(committed->files.items[i].name);

		if (name.sql)
			add_graphile(&steps, &committed->files.items[i], name.version, name.title, 0);
	}
	/* what is being worked on comes last: it is committed next */
	if (file)
		add_graphile(&steps, file, STR("current"), STR("current"), 1);
	for (uint32_t i = 0; current && i < current->files.count; i++) {
		if (mv_name_parse(current->files.items[i].name).sql)
			add_graphile(&steps, &current->files.items[i], STR("current"), mv_str(current->files.items[i].name), 1);
	}
	if (committed)
		mv_directory_consume(committed);
	if (current)
		mv_directory_consume(current);
	mv_steps_finish(&steps);
}
