/*
 * record.c: replays the project and writes what happens: locks and versions of
 * objects as they come, then migrations, statements and changes with what the
 * replay has told of them.
 */
#include "store.h"

#include "migvet/layout.h"

#include <string.h>

/* ---- what the author wrote ---- */

static uint32_t line_of(History *history, const Source *source, Span span)
{
	span = mv_source_origin(&source, span);
	mv_source_index_lines(source, history->arena);
	return mv_source_position(source, span.start, COLUMN_BYTES).line;
}

static const char *resolution_word(Resolution resolution)
{
	switch (resolution) {
	case RESOLVED:
		return "resolved";
	case RESOLVED_PARTLY:
		return "partly";
	case UNRESOLVED:
		return "unresolved";
	}
	return NULL;
}

static void write_grant(History *history, const Change *change, int64_t id)
{
	const Grant *grant = change->as.grant;

	for (uint32_t n = 0; n < grant->names.count || n == 0; n++) {
		const QName *name = n < grant->names.count ? &grant->names.items[n] : NULL;

		for (uint32_t p = 0; p < grant->privileges.count || p == 0; p++) {
			for (uint32_t g = 0; g < grant->grantees.count; g++) {
				const Cell cells[] = { cell_number(id),
						       cell_text(change->kind == CHANGE_GRANT ? "grant" : "revoke"),
						       cell_text(grant->object == OBJ_NONE ? NULL : mv_object_kind_name(grant->object)),
						       cell_text(name ? name->schema : NULL),
						       cell_text(name ? name->name : NULL),
						       cell_text(p < grant->privileges.count ? grant->privileges.items[p] : "all"),
						       cell_text(grant->grantees.items[g]) };

				mv_store_insert(history, STORE_GRANTS, cells, sizeof cells / sizeof *cells);
			}
		}
	}
}

static void write_change(History *history, const SetHistory *set, const ChangeNote *note, int64_t id)
{
	const Change *change = note->change;
	const QName *name = mv_change_relation(change);
	const Cell cells[] = { cell_number(id),
			       cell_number(note->statement),
			       cell_number(note->migration),
			       cell_text(mv_change_kind_name(change->kind)),
			       cell_text(name && !name->unknown ? name->schema : NULL),
			       cell_text(name && !name->unknown ? name->name : NULL),
			       cell_number(line_of(history, change->statement->source, change->span)),
			       cell_number(change->statement->down),
			       cell_number(change->statement->migration->under_review),
			       cell_number(change->guard != NULL) };

	(void)set;
	mv_store_insert(history, STORE_CHANGES, cells, sizeof cells / sizeof *cells);
	if ((change->kind == CHANGE_GRANT || change->kind == CHANGE_REVOKE) && !change->as.grant->role_membership)
		write_grant(history, change, id);
}

static void write_statement(History *history, const Statement *statement, int64_t migration, int64_t id)
{
	Str text = mv_source_slice(statement->source, statement->span);
	const Cell cells[] = { cell_number(id),
			       cell_number(migration),
			       cell_number(statement->number),
			       cell_text(statement->tag),
			       cell_text(mv_arena_strndup(history->scratch, text.ptr, text.len)),
			       cell_number(line_of(history, statement->source, statement->span)),
			       cell_number(statement->down),
			       cell_text(resolution_word(statement->resolution)) };

	mv_store_insert(history, STORE_STATEMENTS, cells, sizeof cells / sizeof *cells);
}

static void write_migration(History *history, const SetHistory *set, const Migration *migration, int64_t id)
{
	const Cell cells[] = { cell_number(id),
			       cell_text(set->set->path),
			       cell_text(set->set->layout->name),
			       cell_text(migration->version),
			       cell_text(migration->name),
			       cell_text(migration->source ? migration->source->path : NULL),
			       cell_number(migration->under_review) };

	mv_store_insert(history, STORE_MIGRATIONS, cells, sizeof cells / sizeof *cells);
}

static void write_set(History *history, const SetHistory *set)
{
	int64_t statement = set->base;

	for (uint32_t m = 0; m < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];

		write_migration(history, set, migration, set->base + m + 1);
		for (uint32_t s = 0; s < migration->statements.count; s++)
			write_statement(history, &migration->statements.items[s], set->base + m + 1, ++statement);
		mv_arena_reset(history->scratch);
	}
	for (uint32_t c = 0; c < set->changes.count; c++)
		write_change(history, set, &set->changes.items[c], set->base + c + 1);
}

/* ---- numbers ---- */

static void number_migration(History *history, SetHistory *set, const Migration *migration)
{
	int64_t *first = MV_NEW_ARRAY(history->arena, int64_t, migration->statements.count);

	*VEC_PUSH(history->arena, &set->migrations) = migration;
	while (history->first_change.count <= migration->number)
		*VEC_PUSH(history->arena, &history->first_change) = NULL;
	history->first_change.items[migration->number] = first;
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		first[s] = set->base + set->changes.count + 1;
		set->statements++;
		for (uint32_t c = 0; c < statement->changes.count; c++)
			*VEC_PUSH(history->arena, &set->changes) = (ChangeNote){ .change = &statement->changes.items[c],
										 .migration = set->base + set->migrations.count,
										 .statement = set->base + set->statements };
	}
}

static void number_project(History *history)
{
	for (uint32_t s = 0; s < history->project->sets.count; s++) {
		SetHistory *set = MV_NEW(history->arena, SetHistory);

		set->set = history->project->sets.items[s];
		set->base = set->things_base = (int64_t)s << HISTORY_BITS;
		mv_map_init(&set->schemas, history->arena);
		*VEC_PUSH(history->arena, &history->sets) = set;
		for (uint32_t m = 0; mv_set_is_judged(set->set) && m < set->set->migrations.count; m++)
			number_migration(history, set, set->set->migrations.items[m]);
	}
}

int64_t mv_history_change_id(const History *history, const Change *change)
{
	uint32_t number = change->statement->migration->number;
	const int64_t *first = number < history->first_change.count ? history->first_change.items[number] : NULL;

	return first ? first[change->statement->number] + change->index : 0;
}

/* Whose id it is; `*index` is its number in that history, from 0. */
static const SetHistory *set_of(const History *history, int64_t id, uint32_t *index)
{
	int64_t number = id > 0 ? (id - 1) >> HISTORY_BITS : -1;

	if (number < 0 || number >= history->sets.count)
		return NULL;
	*index = (uint32_t)(id - history->sets.items[number]->base - 1);
	return history->sets.items[number];
}

const Change *mv_history_change(const History *history, int64_t id)
{
	uint32_t index;
	const SetHistory *set = set_of(history, id, &index);

	return set && index < set->changes.count ? set->changes.items[index].change : NULL;
}

const Migration *mv_history_migration(const History *history, int64_t id)
{
	uint32_t index;
	const SetHistory *set = set_of(history, id, &index);

	return set && index < set->migrations.count ? set->migrations.items[index] : NULL;
}

/* ---- watching ---- */

static bool is_new(const RelationLock *lock, const RuleContext *context)
{
	const Birth *birth = lock->table ? &lock->table->object.birth : lock->object ? &lock->object->birth : NULL;

	return birth && birth->migration == context->migration;
}

static void write_lock(History *history, const RuleContext *context, const RelationLock *lock, int64_t change)
{
	const Cell cells[] = { cell_number(change),
			       cell_text(lock->table ? lock->table->object.schema : lock->schema),
			       cell_text(lock->table ? lock->table->object.name : lock->name),
			       cell_text(mv_lock_mode_name(lock->mode)),
			       cell_number(mv_lock_blocks_reads(lock->mode)),
			       cell_number(mv_lock_blocks_writes(lock->mode)),
			       cell_number(lock->rewritten),
			       cell_number(lock->scanned),
			       cell_number(lock->index_built),
			       cell_number(is_new(lock, context)) };

	mv_store_insert(history, STORE_LOCKS, cells, sizeof cells / sizeof *cells);
}

static void enter(History *history, const RuleContext *context)
{
	if (history->now && history->now->set == context->set)
		return;
	for (uint32_t s = 0; s < history->sets.count; s++) {
		if (history->sets.items[s]->set == context->set)
			history->now = history->sets.items[s];
	}
}

static void about_to_change(void *data, const RuleContext *context, const Change *change, const Failure *failure)
{
	History *history = data;
	int64_t id = mv_history_change_id(history, change);

	(void)failure;
	enter(history, context);
	mv_versions_before(history, context, change, id);
	for (uint32_t i = 0; i < context->locks->relations.count; i++)
		write_lock(history, context, &context->locks->relations.items[i], id);
}

static void applied(void *data, const RuleContext *context, const Change *change)
{
	History *history = data;

	mv_versions_after(history, context->schema, change, mv_history_change_id(history, change));
}

void mv_history_record(History *history, const Config *config, bool review_is_unmerged)
{
	const Watcher watcher = { .data = history, .change = about_to_change, .applied = applied, .all = true };

	number_project(history);
	mv_watch(history->project, config, review_is_unmerged, config->versions.items[config->versions.count - 1], history->arena, &watcher);
	for (uint32_t s = 0; s < history->sets.count; s++)
		write_set(history, history->sets.items[s]);
}
