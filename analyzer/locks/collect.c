/* collect.c: what each statement locks and works on, noted down while the history is replayed. */
#include "locks.h"

#include "migvet/facts.h"

typedef struct Collector {
	Arena *arena;
	LockHistory *history;
	StatementLocks *now;
	LockReport report; /* of the present statement so far */
} Collector;

static void begin_statement(void *data, const RuleContext *context, const Statement *statement)
{
	Collector *collector = data;
	StatementLocks *now = MV_NEW(collector->arena, StatementLocks);

	now->migration = context->migration;
	now->statement = statement;
	now->in_transaction = context->session->in_transaction;
	now->transaction = context->session->transaction;
	now->transaction_allowed = TRI_YES;
	*VEC_PUSH(collector->arena, &collector->history->statements) = now;
	collector->now = now;
	collector->report = (LockReport){ 0 };
}

static const char *identity_of(Arena *arena, const Object *object, const char *schema, const char *name)
{
	return object ? mv_arena_format(arena, "%u", object->id) : mv_arena_format(arena, "%s.%s", schema ? schema : "", name ? name : "");
}

static void note_references(LockLine *line, const Table *table, Arena *arena)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (constraint->kind == CONSTRAINT_FOREIGN_KEY && constraint->referenced && constraint->referenced != table)
			*VEC_PUSH(arena, &line->refers) = identity_of(arena, &constraint->referenced->object, NULL, NULL);
	}
}

static void name_line(LockLine *line, const RuleContext *context, const RelationLock *lock, bool is_named, Arena *arena)
{
	const Object *object = lock->table ? &lock->table->object : lock->object;

	line->kind = lock->kind;
	line->schema = object ? object->schema : lock->schema;
	line->name = object ? object->name : lock->name;
	line->shown = line->name ? mv_show_name(context, line->schema, line->name) : "?";
	line->identity = identity_of(arena, object, line->schema, line->name);
	if (!object && !is_named)
		line->name = NULL; /* a placeholder: shown, but it may be any */
	line->harmless = lock->table && mv_is_harmless_table(context, lock->table);
	if (lock->table)
		note_references(line, lock->table, arena);
}

/* A statement of several changes meets the same relation again, with other names perhaps: the first name stays. */
static void fill_lines(LockLineVec *lines, const RuleContext *context, const RelationLock *locks, uint32_t count,
		       bool is_named, Arena *arena)
{
	for (uint32_t i = 0; i < count; i++) {
		const RelationLock *lock = &locks[i];
		LockLine *line;

		if (i == lines->count)
			name_line(VEC_PUSH(arena, lines), context, lock, is_named, arena);
		line = &lines->items[i];
		line->mode = lock->mode;
		line->rewritten = lock->rewritten;
		line->scanned = lock->scanned;
		line->index_built = lock->index_built;
		line->certain = lock->certain && line->name;
		for (uint32_t r = line->rebuilt.count; r < lock->rebuilt.count; r++)
			*VEC_PUSH(arena, &line->rebuilt) = mv_show_name(context, lock->rebuilt.items[r]->object.schema,
									lock->rebuilt.items[r]->object.name);
	}
}

/* What COMMIT, SAVEPOINT and their like mean for the locks. */
static void note_transaction(StatementLocks *now, const Change *change)
{
	if (change->kind == CHANGE_COMMIT || change->kind == CHANGE_ROLLBACK || change->kind == CHANGE_PREPARE_TRANSACTION)
		now->ends_transaction = true;
	else if (change->kind == CHANGE_SAVEPOINT)
		now->savepoint = change->as.transaction->savepoint;
	else if (change->kind == CHANGE_ROLLBACK_TO_SAVEPOINT)
		now->back_to = change->as.transaction->savepoint;
}

static void note_change(void *data, const RuleContext *context, const Change *change, const Failure *failure)
{
	Collector *collector = data;
	StatementLocks *now = collector->now;
	const QName *target = mv_change_relation(change);

	note_transaction(now, change);
	if (failure && !now->sqlstate) {
		now->sqlstate = failure->sqlstate;
		now->message = failure->message;
	}
	if (!now->sqlstate && now->in_transaction == TRI_YES && context->locks->transaction_allowed == TRI_NO &&
	    context->happens == TRI_YES) {
		now->sqlstate = "25001"; /* active_sql_transaction */
		now->message = mv_arena_format(collector->arena, "%s cannot run inside a transaction block", now->statement->tag);
	}
	if (now->sqlstate) /* what it had locked is given back */
		now->relations.count = now->others.count = 0;
	if (context->locks->transaction_allowed == TRI_NO)
		now->transaction_allowed = TRI_NO;
	now->waits_for_snapshots = now->waits_for_snapshots || context->locks->waits_for_snapshots;
	if (now->sqlstate)
		return;
	mv_lock_report_merge(&collector->report, context->locks, collector->arena);
	fill_lines(&now->relations, context, collector->report.relations.items, collector->report.relations.count,
		   !target || !target->unknown, collector->arena);
	fill_lines(&now->others, context, collector->report.others.items, collector->report.others.count, true, collector->arena);
}

/* Statements come migration by migration. */
static void follow_migrations(LockHistory *history, Arena *arena)
{
	uint32_t first = 0;

	while (first < history->statements.count) {
		const Migration *migration = history->statements.items[first]->migration;
		uint32_t end = first;
		MigrationLocks *locks = VEC_PUSH(arena, &history->migrations);

		while (end < history->statements.count && history->statements.items[end]->migration == migration)
			end++;
		locks->migration = migration;
		mv_locks_follow(locks, &history->statements.items[first], end - first, arena);
		first = end;
	}
}

void mv_lock_history(const Project *project, const Config *config, bool review_is_unmerged, int server_version, Arena *arena,
		     LockHistory *history)
{
	Collector collector = { .arena = arena, .history = history };
	Watcher watcher = { .data = &collector, .statement = begin_statement, .change = note_change };

	*history = (LockHistory){ .server_version = server_version };
	mv_watch(project, config, review_is_unmerged, server_version, arena, &watcher);
	follow_migrations(history, arena);
}
