/*
 * record.c: replays the project and writes what happens: locks and versions of
 * objects as they come, then migrations, statements and changes with what the
 * replay has told of them.
 */
#include "private.h"

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

				mv_memory_insert(history, STORE_GRANTS, cells, sizeof cells / sizeof *cells);
			}
		}
	}
}

static void write_change(History *history, const ChangeNote *note, int64_t id)
{
	const Change *change = note->change;
	const QName *name = mv_change_relation(change);
	bool renames = strncmp(mv_change_kind_name(change->kind), "rename", 6) == 0;
	const Cell cells[] = { cell_number(id),
			       cell_number(note->statement),
			       cell_number(note->migration),
			       cell_text(mv_change_kind_name(change->kind)),
			       cell_text(name && !name->unknown ? name->schema : NULL),
			       cell_text(name && !name->unknown ? name->name : NULL),
			       cell_number(line_of(history, change->statement->source, change->span)),
			       cell_number(change->statement->down),
			       cell_number(change->statement->migration->under_review),
			       cell_number(change->guard != NULL),
			       cell_text(mv_change_part(change)),
			       cell_text(renames ? change->as.rename->new_name.text : change->kind == CHANGE_SET_SCHEMA ? change->as.set_schema->new_schema.text : NULL),
			       note->object ? cell_number(note->object) : (Cell){ .null = true },
			       cell_text(mv_risk_name(note->level)),
			       cell_text(mv_risk_reasons(note, history->scratch)) };

	mv_memory_insert(history, STORE_CHANGES, cells, sizeof cells / sizeof *cells);
	if ((change->kind == CHANGE_GRANT || change->kind == CHANGE_REVOKE) && !change->as.grant->role_membership)
		write_grant(history, change, id);
}

static const char *comment_of(History *history, const Statement *statement)
{
	const Source *source = statement->source;
	Span span = mv_migration_place(statement->migration, &source, statement->span);

	return mv_why_statement(source, span, history->scratch);
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
			       cell_text(resolution_word(statement->resolution)),
			       cell_text(comment_of(history, statement)) };

	mv_memory_insert(history, STORE_STATEMENTS, cells, sizeof cells / sizeof *cells);
}

static void write_migration(History *history, const SetHistory *set, const Migration *migration, int64_t id, int64_t last_change)
{
	const MigrationOrigin none = { 0 };
	const MigrationOrigin *origin = migration->number < history->origins.count ? &history->origins.items[migration->number] : &none;
	const Cell cells[] = { cell_number(id),
			       cell_text(set->path),
			       cell_text(set->set->layout->name),
			       cell_text(migration->version),
			       cell_text(migration->name),
			       cell_text(migration->source ? mv_history_path(history, migration->source->path) : NULL),
			       cell_number(migration->under_review),
			       cell_text(migration->app),
			       cell_text(mv_why_migration(migration, history->scratch)),
			       cell_number(last_change),
			       cell_text(origin->digest),
			       cell_text(origin->time),
			       cell_text(origin->author),
			       cell_text(origin->revision),
			       cell_text(origin->subject) };

	mv_memory_insert(history, STORE_MIGRATIONS, cells, sizeof cells / sizeof *cells);
}

static int64_t migration_id_of(const History *history, const Migration *migration)
{
	uint32_t number = migration->number;

	return number < history->migration_ids.count ? history->migration_ids.items[number] : 0;
}

static void write_set(History *history, const SetHistory *set)
{
	int64_t statement = set->base + set->statements_before, change = set->base + set->changes_before, migration_id = set->base + set->migrations_before;

	for (uint32_t m = 0; m < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];

		for (uint32_t s = 0; s < migration->statements.count; s++)
			change += migration->statements.items[s].changes.count;
		write_migration(history, set, migration, ++migration_id, change);
		for (uint32_t s = 0; s < migration->statements.count; s++)
			write_statement(history, &migration->statements.items[s], migration_id, ++statement);
		mv_arena_reset(history->scratch);
	}
	change = set->base + set->changes_before;
	for (uint32_t c = 0; c < set->changes.count; c++) {
		write_change(history, &set->changes.items[c], ++change);
		if (c % 256 == 0)
			mv_arena_reset(history->scratch);
	}
}

static void write_finding(History *history, const Finding *finding)
{
	int64_t change = finding->change ? mv_history_change_id(history, finding->change) : 0;
	int64_t migration = finding->migration ? migration_id_of(history, finding->migration) : 0;
	uint32_t line = 0;

	/* of what an earlier run has recorded; and what is said of the schema in the end is not about a migration */
	if (history->is_store && (!migration || mv_rule_judges_schema(finding->rule)))
		return;
	if (finding->source) {
		mv_source_index_lines(finding->source, history->arena);
		line = mv_source_position(finding->source, finding->span.start, COLUMN_BYTES).line;
	}
	mv_memory_insert(history, STORE_FINDINGS,
			(const Cell[]){ cell_text(finding->rule->id), cell_text(finding->rule->category),
					cell_text(mv_severity_name(finding->severity)), cell_text(mv_history_path(history, finding->path)), cell_number(line),
					cell_text(finding->message), cell_text(finding->subject),
					change ? cell_number(change) : (Cell){ .null = true },
					cell_number(finding->suppressed || finding->baselined),
					migration ? cell_number(migration) : (Cell){ .null = true } },
			10);
}

/* ---- numbers ---- */

static void number_migration(History *history, SetHistory *set, const Migration *migration)
{
	int64_t *first = MV_NEW_ARRAY(history->arena, int64_t, migration->statements.count);

	*VEC_PUSH(history->arena, &set->migrations) = migration;
	while (history->migration_ids.count <= migration->number)
		*VEC_PUSH(history->arena, &history->migration_ids) = 0;
	history->migration_ids.items[migration->number] = set->base + set->migrations_before + set->migrations.count;
	while (history->first_change.count <= migration->number)
		*VEC_PUSH(history->arena, &history->first_change) = NULL;
	history->first_change.items[migration->number] = first;
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		first[s] = set->base + set->changes_before + set->changes.count + 1;
		set->statements++;
		for (uint32_t c = 0; c < statement->changes.count; c++)
			*VEC_PUSH(history->arena, &set->changes) = (ChangeNote){ .change = &statement->changes.items[c],
										 .migration = set->base + set->migrations_before + set->migrations.count,
										 .statement = set->base + set->statements_before + set->statements };
	}
}

void mv_history_number(History *history)
{
	for (uint32_t s = 0; s < history->sets.count; s++) {
		SetHistory *set = history->sets.items[s];

		for (uint32_t m = (uint32_t)set->migrations_before; mv_set_is_judged(set->set) && m < set->set->migrations.count; m++)
			number_migration(history, set, set->set->migrations.items[m]);
	}
}

SetHistory *mv_history_add_set(History *history, const MigrationSet *of, int64_t number)
{
	SetHistory *set = MV_NEW(history->arena, SetHistory);

	set->set = of;
	set->path = mv_history_path(history, of->path);
	set->base = set->things_base = number << HISTORY_BITS;
	mv_map_init(&set->schemas, history->arena);
	*VEC_PUSH(history->arena, &history->sets) = set;
	return set;
}

int64_t mv_history_change_id(const History *history, const Change *change)
{
	uint32_t number = change->statement->migration->number;
	const int64_t *first = number < history->first_change.count ? history->first_change.items[number] : NULL;

	return first ? first[change->statement->number] + change->index : 0;
}

/* Whose id it is; `*index` is its number in that history, from 0. */
static SetHistory *set_of(const History *history, int64_t id, int64_t *index)
{
	for (uint32_t s = 0; id > 0 && s < history->sets.count; s++) {
		SetHistory *set = history->sets.items[s];

		if ((id - 1) >> HISTORY_BITS == set->base >> HISTORY_BITS) {
			*index = id - set->base - 1;
			return set;
		}
	}
	return NULL;
}

static ChangeNote *note_of(const History *history, int64_t id)
{
	int64_t index = 0;
	SetHistory *set = set_of(history, id, &index);

	index -= set ? set->changes_before : 0;
	return set && index >= 0 && index < set->changes.count ? &set->changes.items[index] : NULL;
}

const Change *mv_history_change(const History *history, int64_t id)
{
	const ChangeNote *note = note_of(history, id);

	return note ? note->change : NULL;
}

const Migration *mv_history_migration(const History *history, int64_t id)
{
	int64_t index = 0;
	const SetHistory *set = set_of(history, id, &index);

	index -= set ? set->migrations_before : 0;
	return set && index >= 0 && index < set->migrations.count ? set->migrations.items[index] : NULL;
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

	mv_memory_insert(history, STORE_LOCKS, cells, sizeof cells / sizeof *cells);
}

/* What earlier runs have recorded is only replayed. */
static bool wanted(const void *data, const Migration *migration)
{
	const History *history = data;

	return migration_id_of(history, migration) != 0;
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
	ChangeNote *note;

	(void)failure;
	enter(history, context);
	mv_versions_before(history, context, change, id);
	note = note_of(history, id);
	if (note)
		mv_risk_replayed(context, history->target, change, note);
	for (uint32_t i = 0; i < context->locks->relations.count; i++)
		write_lock(history, context, &context->locks->relations.items[i], id);
}

static void applied(void *data, const RuleContext *context, const Change *change)
{
	History *history = data;
	int64_t id = mv_history_change_id(history, change);
	ChangeNote *note = note_of(history, id);

	mv_versions_after(history, context->schema, change, id);
	if (note)
		note->object = mv_versions_object(history, context->schema, change);
}

void mv_history_record(History *history, const Config *config, const FindingVec *findings, bool review_is_unmerged)
{
	const Watcher watcher = { .data = history, .change = about_to_change, .applied = applied, .all = !history->is_store, .locks_only = true, .wanted = history->is_store ? wanted : NULL };

	mv_history_number(history);
	mv_watch(history->project, config, review_is_unmerged, config->versions.items[config->versions.count - 1], history->arena, &watcher);
	for (uint32_t i = 0; i < findings->count; i++) {
		ChangeNote *note = findings->items[i]->change ? note_of(history, mv_history_change_id(history, findings->items[i]->change)) : NULL;

		if (note)
			mv_risk_finding(findings->items[i], note, history->arena);
		write_finding(history, findings->items[i]);
	}
	for (uint32_t s = 0; s < history->sets.count; s++)
		write_set(history, history->sets.items[s]);
}
