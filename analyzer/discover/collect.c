/* collect.c: putting one history together: steps, sections, order, duplicate versions, what is under review. */
#include "discover.h"

#include <stdlib.h>
#include <string.h>

Steps mv_steps_new(Discovery *d, const Layout *layout, const Directory *directory, VersionOrder order)
{
	Steps steps = { .d = d, .order = order };

	steps.set = MV_NEW(d->arena, MigrationSet);
	steps.set->layout = layout;
	steps.set->path = mv_shown_path(d, directory->path);
	steps.set->history_complete = true;
	/* the nearest directory whose name tells a dialect, not looking above the repository */
	for (const char *path = directory->path; *path && strcmp(path, d->root->bound) != 0;) {
		const char *slash = strrchr(path, '/');

		if (!slash)
			break;
		steps.set->dialect = mv_dialect_in_name(mv_str(slash + 1));
		if (steps.set->dialect)
			break;
		path = mv_arena_strndup(d->arena, path, (size_t)(slash - path));
	}
	return steps;
}

void mv_migration_problem(Discovery *d, Migration *migration, const char *rule, Span span, const char *message,
			  const char *help)
{
	Problem *problem = VEC_PUSH(d->arena, &migration->problems);

	problem->rule = rule;
	problem->message = message;
	problem->help = help;
	problem->span = span;
}

static Source *unreadable_source(Discovery *d, const File *file)
{
	Source *source = MV_NEW(d->arena, Source);

	source->file = mv_file_path(d, file);
	source->path = mv_shown_path(d, source->file);
	source->text = STR("");
	return source;
}

static void report_unreadable(Discovery *d, Migration *migration, const File *file)
{
	mv_migration_problem(d, migration, "unreadable-file", (Span){ 0 },
			     mv_arena_format(d->arena, "cannot read this file: %s",
					     file->failure ? file->failure : "it vanished"),
			     "it was not checked, and what it does is unknown to the migrations after it");
	migration->problems.items[migration->problems.count - 1].source = unreadable_source(d, file);
}

static Step *add(Steps *steps, File *up, Str version, Str title)
{
	Discovery *d = steps->d;
	Step *step = VEC_PUSH(d->arena, &steps->list);
	Migration *migration = MV_NEW(d->arena, Migration);

	migration->layout = steps->set->layout;
	migration->set = steps->set;
	migration->transaction = steps->set->layout->transaction;
	migration->version = mv_arena_strndup(d->arena, version.ptr ? version.ptr : "", version.len);
	migration->name = mv_words(d, title.len ? title : version.ptr ? version : STR(""));
	migration->source = mv_file_source(d, up);
	if (!migration->source) {
		/* keeps its place: the schema after it is not known */
		migration->kind = MIGRATION_OPAQUE;
		report_unreadable(d, migration, up);
	}
	step->migration = migration;
	step->up = up;
	step->key = migration->version;
	step->sequence = steps->list.count - 1;
	return step;
}

Step *mv_steps_add(Steps *steps, File *up, Str version, Str title)
{
	return add(steps, up, version, title);
}

Step *mv_steps_add_opaque(Steps *steps, File *file, Str version, Str title, const char *language)
{
	Step *step = add(steps, file, version, title);

	step->migration->kind = MIGRATION_OPAQUE;
	step->migration->language = language;
	return step;
}

void mv_step_set_down(Steps *steps, Step *step, File *down)
{
	step->down = down;
	step->migration->down_source = mv_file_source(steps->d, down);
	step->migration->has_down = true;
	step->migration->down_span = (Span){ 0, step->migration->down_source ? (uint32_t)step->migration->down_source->text.len : 0 };
	if (!step->migration->down_source)
		report_unreadable(steps->d, step->migration, down);
	else if (mv_name_parse(down->name).sql)
		mv_section_add(steps->d, step->migration, 1, 0, step->migration->down_source->text.len, true);
}

static bool blank(Str s)
{
	return mv_str_trim(s).len == 0;
}

Section *mv_section_add(Discovery *d, Migration *migration, uint32_t source, size_t start, size_t end, bool down)
{
	const Source *text = source ? migration->down_source : migration->source;
	Section *section;

	if (!text || start >= end || blank(mv_str_slice(text->text, start, end)))
		return NULL;
	section = VEC_PUSH(d->arena, &migration->sections);
	section->source = source;
	section->span = (Span){ .start = (uint32_t)start, .end = (uint32_t)end };
	section->down = down;
	if (down && !migration->has_down) {
		migration->has_down = true;
		migration->down_span = section->span;
	}
	return section;
}

void mv_section_whole(Discovery *d, Migration *migration)
{
	if (migration->source && migration->kind != MIGRATION_OPAQUE)
		mv_section_add(d, migration, 0, 0, migration->source->text.len, false);
}

/* ---- finishing ---- */

/* qsort has no argument for it; set just before and read only during the call. */
static _Thread_local VersionOrder sort_order;

static int by_order(const void *a_, const void *b_)
{
	const Step *a = a_, *b = b_;
	int order = a->rank == b->rank ? 0 : a->rank < b->rank ? -1 : 1;

	if (!order)
		/* repeatables have names, not versions */
		order = mv_version_compare(a->key, b->key, a->rank ? ORDER_TEXT : sort_order);
	return order ? order : a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

static void find_duplicates(Steps *steps)
{
	Discovery *d = steps->d;

	for (uint32_t i = 1; i < steps->list.count; i++) {
		const Step *before = &steps->list.items[i - 1], *step = &steps->list.items[i];

		/* a baseline has the version of the last migration that it stands for */
		if (step->rank || before->rank || !*step->key || step->migration->kind == MIGRATION_BASELINE ||
		    before->migration->kind == MIGRATION_BASELINE ||
		    mv_version_compare(before->key, step->key, steps->order) != 0)
			continue;
		mv_migration_problem(d, step->migration, "duplicate-version", (Span){ 0 },
				     mv_arena_format(d->arena, "version '%s' is also the version of '%s'",
						     step->migration->version,
						     mv_shown_path(d, mv_file_path(d, before->up))),
				     mv_arena_format(d->arena,
						     "%s applies one migration per version: give the newer of the two a new version",
						     steps->set->layout->runner));
	}
}

static bool file_in_review(Discovery *d, const File *file)
{
	const char *path;
	bool given = d->review.count == 0 && d->review_files.live == 0;

	if (!file || (given && !d->changed && !d->stdin_path))
		return file != NULL;
	path = mv_file_path(d, file);
	if (d->stdin_path)
		return strcmp(path, d->stdin_path) == 0;
	given = given || mv_map_get(&d->review_files, path);
	for (uint32_t i = 0; !given && i < d->review.count; i++)
		given = mv_path_within(path, d->review.items[i]);
	return given && (!d->changed || mv_map_get(d->changed, path));
}

/* The command line goes before the configuration, but a migration that says it itself knows best. */
static void apply_transaction(Discovery *d, Migration *migration, const char *path)
{
	const Config *config = d->options->config;

	if (migration->transaction != migration->layout->transaction)
		return;
	for (uint32_t i = 0; config && i < config->migrations.count; i++) {
		const PathConfig *entry = &config->migrations.items[i];

		if (entry->transaction != TRANSACTION_UNKNOWN && mv_path_within(path, mv_join(d, d->config_directory, entry->path)))
			migration->transaction = entry->transaction;
	}
	if (d->options->transaction != TRANSACTION_UNKNOWN)
		migration->transaction = d->options->transaction;
}

static void apply_configuration(Discovery *d, Step *step)
{
	const Config *config = d->options->config;
	const char *path = mv_file_path(d, step->up);

	apply_transaction(d, step->migration, path);
	for (uint32_t i = 0; config && i < config->overrides.count; i++) {
		const PathOverride *override = &config->overrides.items[i];

		for (uint32_t k = 0; k < override->paths.count; k++) {
			if (!mv_glob_match(override->paths.items[k], mv_config_path(d, path)))
				continue;
			if (override->transaction != TRANSACTION_UNKNOWN)
				step->migration->transaction = override->transaction;
			if (override->ignore)
				step->migration->under_review = false;
		}
	}
}

void mv_steps_finish(Steps *steps)
{
	Discovery *d = steps->d;
	MigrationSet *set = steps->set;

	if (steps->list.count == 0)
		return;
	sort_order = steps->order;
	qsort(steps->list.items, steps->list.count, sizeof steps->list.items[0], by_order);
	if (steps->unique_versions)
		find_duplicates(steps);
	for (uint32_t i = 0; i < steps->list.count; i++) {
		Step *step = &steps->list.items[i];

		step->migration->under_review = file_in_review(d, step->up) || file_in_review(d, step->down) ||
						file_in_review(d, step->extra);
		if (step->review == TRI_NO)
			step->migration->under_review = false;
		apply_configuration(d, step);
		*VEC_PUSH(d->arena, &set->migrations) = step->migration;
	}
	mv_history_check(steps);
	/* a directory that was named is meant to be checked, whatever it looks like */
	if (!set->dialect && !d->root->explicit_)
		set->dialect = mv_dialect_in_text(set);
	if (!set->dialect)
		set->dialect = "postgresql";
	*VEC_PUSH(d->arena, &d->project->sets) = set;
}
