/*
 * held.c: locks last to the end of the transaction.
 *
 * Follows a migration's statements: which locks are held from where to where,
 * during which work others are blocked worst, and where somebody else may wait
 * for the migration while it waits for him. Linear in the number of locks.
 */
#include "locks.h"

/* What the open transaction holds of one relation. */
typedef struct Holding {
	const LockLine *line; /* its strongest mode so far */
	const StatementLocks *at;
} Holding;

typedef struct Savepoint {
	const char *name;
	uint32_t spans;
} Savepoint;

typedef struct Follower {
	MigrationLocks *migration;
	Arena *arena;
	Map holdings;      /* identity -> Holding */
	uint32_t first_span; /* of the present transaction */
	const Holding *reads, *writes; /* the first that blocks reads (writes); NULL: none */
	const Holding *reads_too, *writes_too; /* and a second one, on another relation */
	const Holding *last; /* the last relation that was closed to writers */
	VEC(Savepoint) savepoints;
} Follower;

static void forget(Follower *f)
{
	mv_map_init(&f->holdings, f->arena);
	f->reads = f->writes = f->reads_too = f->writes_too = f->last = NULL;
}

/* ---- the worst window ---- */

static WindowWork work_of(const LockLine *line)
{
	return line->rewritten ? WINDOW_REWRITES : line->index_built ? WINDOW_BUILDS : line->scanned ? WINDOW_SCANS : WINDOW_WAITS;
}

/* Long work before waiting, closed to everybody before closed to writers. */
static unsigned weight(LockMode mode, WindowWork work)
{
	return (work != WINDOW_WAITS ? 100 : 0) + (mv_lock_blocks_reads(mode) ? 10 : 0) + (unsigned)work;
}

static void offer(Follower *f, const Holding *blocked, const LockLine *working, WindowWork work, const StatementLocks *at)
{
	LockWindow *worst = &f->migration->worst;

	if (!blocked || (work == WINDOW_WAITS && blocked->line == working))
		return;
	if (worst->blocked && weight(worst->blocked->mode, worst->work) >= weight(blocked->line->mode, work))
		return;
	*worst = (LockWindow){ .blocked = blocked->line, .working = working, .work = work, .from = blocked->at, .at = at };
}

static bool is_same(const Holding *holding, const LockLine *line)
{
	return holding && mv_streq(holding->line->identity, line->identity);
}

/* Who is blocked meanwhile: another relation rather than the one at work, for that is the surprise. */
static const Holding *blocked_beside(const Holding *one, const Holding *two, const LockLine *line)
{
	return is_same(one, line) && two ? two : one;
}

static const Holding *blocked_meanwhile(const Follower *f, const LockLine *line)
{
	return f->reads ? blocked_beside(f->reads, f->reads_too, line) : blocked_beside(f->writes, f->writes_too, line);
}

static void remember_blocked(const Holding **one, const Holding **two, const Holding *holding)
{
	if (!*one)
		*one = holding;
	else if (!*two && !is_same(*one, holding->line))
		*two = holding;
}

/* ---- deadlocks ---- */

static void add_deadlock(Follower *f, DeadlockKind kind, const Holding *first, const LockLine *second, const StatementLocks *at)
{
	if (f->migration->deadlocks.count == MV_MOST_DEADLOCKS) {
		f->migration->more_deadlocks++;
		return;
	}
	*VEC_PUSH(f->arena, &f->migration->deadlocks) = (Deadlock){
		.kind = kind, .first = first->line, .first_at = first->at, .second = second, .second_at = at,
	};
}

/* A table that this one refers to and that is closed to foreign key checks already. */
static const Holding *closed_referenced(const Follower *f, const LockLine *line)
{
	for (uint32_t i = 0; i < line->refers.count; i++) {
		const Holding *holding = mv_map_get(&f->holdings, line->refers.items[i]);

		if (holding && holding->line->mode >= LOCK_EXCLUSIVE)
			return holding;
	}
	return NULL;
}

static void look_for_deadlock(Follower *f, const Holding *before, const LockLine *line, const StatementLocks *at)
{
	const Holding *referenced;

	/* what was locked so that others wait is wanted more strongly: who waits may hold what is in the way */
	if (before && before->line->mode >= LOCK_ROW_EXCLUSIVE && before->line->mode != LOCK_SHARE_UPDATE_EXCLUSIVE)
		add_deadlock(f, DEADLOCK_UPGRADE, before, line, at);
	if (before && mv_lock_blocks_writes(before->line->mode))
		return;
	referenced = closed_referenced(f, line);
	if (referenced)
		add_deadlock(f, DEADLOCK_FOREIGN_KEY, referenced, line, at);
	if (f->last && f->last != referenced && !is_same(f->last, line))
		add_deadlock(f, DEADLOCK_ORDER, f->last, line, at);
}

/* ---- following ---- */

static void take(Follower *f, const LockLine *line, const StatementLocks *at)
{
	Holding *before = mv_map_get(&f->holdings, line->identity), *now;

	if (before && before->line->mode >= line->mode)
		return;
	if (line->certain && mv_lock_blocks_writes(line->mode)) {
		look_for_deadlock(f, before, line, at);
		if (f->last && !is_same(f->last, line))
			offer(f, blocked_meanwhile(f, line), line, WINDOW_WAITS, at);
	}
	now = MV_NEW(f->arena, Holding);
	*now = (Holding){ .line = line, .at = at };
	mv_map_set(&f->holdings, line->identity, now);
	*VEC_PUSH(f->arena, &f->migration->held) = (HeldSpan){ .lock = line, .from = at };
	if (mv_lock_blocks_reads(line->mode))
		remember_blocked(&f->reads, &f->reads_too, now);
	if (mv_lock_blocks_writes(line->mode)) {
		remember_blocked(&f->writes, &f->writes_too, now);
		f->last = now;
	}
}

static void close_spans(Follower *f, uint32_t first, const StatementLocks *until)
{
	for (uint32_t i = first; i < f->migration->held.count; i++) {
		if (!f->migration->held.items[i].until)
			f->migration->held.items[i].until = until;
	}
}

/* ROLLBACK TO gives back what was locked behind the savepoint. */
static void roll_back_to(Follower *f, const StatementLocks *at)
{
	uint32_t kept, count = f->savepoints.count;

	while (count && !mv_streq(f->savepoints.items[count - 1].name, at->back_to))
		count--;
	if (!count)
		return;
	f->savepoints.count = count;
	kept = f->savepoints.items[count - 1].spans;
	close_spans(f, kept, at);
	forget(f);
	for (uint32_t i = f->first_span; i < kept; i++) {
		const HeldSpan *span = &f->migration->held.items[i];
		Holding *holding;

		if (span->until)
			continue;
		holding = MV_NEW(f->arena, Holding);
		*holding = (Holding){ .line = span->lock, .at = span->from };
		mv_map_set(&f->holdings, span->lock->identity, holding);
		if (mv_lock_blocks_reads(span->lock->mode))
			remember_blocked(&f->reads, &f->reads_too, holding);
		if (mv_lock_blocks_writes(span->lock->mode)) {
			remember_blocked(&f->writes, &f->writes_too, holding);
			f->last = holding;
		}
	}
}

static void follow_statement(Follower *f, const StatementLocks *at)
{
	for (uint32_t i = 0; i < at->relations.count; i++) {
		if (!at->relations.items[i].harmless)
			take(f, &at->relations.items[i], at);
	}
	for (uint32_t i = 0; i < at->relations.count; i++) {
		const LockLine *line = &at->relations.items[i];

		if (!line->harmless && work_of(line) != WINDOW_WAITS)
			offer(f, blocked_meanwhile(f, line), line, work_of(line), at);
	}
	if (at->savepoint)
		*VEC_PUSH(f->arena, &f->savepoints) = (Savepoint){ .name = at->savepoint, .spans = f->migration->held.count };
	if (at->back_to)
		roll_back_to(f, at);
}

void mv_locks_follow(MigrationLocks *migration, StatementLocks *const *statements, uint32_t count, Arena *arena)
{
	Follower f = { .migration = migration, .arena = arena };

	for (uint32_t i = 0; i < count; i++) {
		if (!i || statements[i]->transaction != statements[i - 1]->transaction) {
			forget(&f);
			f.savepoints.count = 0;
			f.first_span = migration->held.count;
		}
		follow_statement(&f, statements[i]);
		if (i + 1 == count || statements[i + 1]->transaction != statements[i]->transaction)
			close_spans(&f, f.first_span, statements[i]);
	}
}
