/* words.c: windows and deadlocks as people say them. */
#include "locks.h"

const char *mv_locks_blocked_words(LockMode mode)
{
	return mv_lock_blocks_reads(mode) ? "reads and writes" : mv_lock_blocks_writes(mode) ? "writes" : NULL;
}

const char *mv_locks_awaited_words(LockMode mode)
{
	if (mv_locks_blocked_words(mode))
		return mv_locks_blocked_words(mode);
	return mode == LOCK_SHARE_UPDATE_EXCLUSIVE ? "maintenance" : NULL;
}

const char *mv_window_work_word(WindowWork work)
{
	switch (work) {
	case WINDOW_WAITS: return "wait";
	case WINDOW_SCANS: return "scan";
	case WINDOW_BUILDS: return "index build";
	case WINDOW_REWRITES: return "rewrite";
	}
	return NULL;
}

static const char *work_words(const LockWindow *window)
{
	bool certain = window->working->certain;

	switch (window->work) {
	case WINDOW_WAITS: return "is waited for";
	case WINDOW_SCANS: return certain ? "is scanned" : "may be scanned";
	case WINDOW_BUILDS: return certain ? "gets an index built" : "may get an index built";
	case WINDOW_REWRITES: return certain ? "is rewritten" : "may be rewritten";
	}
	return NULL;
}

char *mv_window_message(const LockWindow *window, Arena *arena)
{
	const char *blocked = mv_locks_blocked_words(window->blocked->mode);

	if (mv_streq(window->blocked->identity, window->working->identity))
		return mv_arena_format(arena, "%s of '%s' are blocked while it %s", blocked, window->blocked->shown, work_words(window));
	return mv_arena_format(arena, "%s of '%s' are blocked while '%s' %s", blocked, window->blocked->shown,
			       window->working->shown, work_words(window));
}

const char *mv_deadlock_kind_word(DeadlockKind kind)
{
	switch (kind) {
	case DEADLOCK_ORDER: return "order";
	case DEADLOCK_UPGRADE: return "upgrade";
	case DEADLOCK_FOREIGN_KEY: return "foreign key";
	}
	return NULL;
}

char *mv_deadlock_message(const Deadlock *deadlock, Arena *arena)
{
	const char *first = deadlock->first->shown, *second = deadlock->second->shown;

	switch (deadlock->kind) {
	case DEADLOCK_ORDER:
		return mv_arena_format(arena, "'%s' is locked, then '%s': with a transaction that uses '%s' first", first, second, second);
	case DEADLOCK_UPGRADE:
		return mv_arena_format(arena, "'%s' is locked in %s, then in %s: with a transaction that has %s", first,
				       mv_lock_mode_name(deadlock->first->mode), mv_lock_mode_name(deadlock->second->mode),
				       deadlock->first->mode == LOCK_ROW_EXCLUSIVE ? "written to it and needs a row changed here" :
				       "read it and now writes to it");
	case DEADLOCK_FOREIGN_KEY:
		return mv_arena_format(arena, "'%s' is locked before '%s', which refers to it: with a transaction that writes '%s', "
				       "whose foreign key check needs '%s'", first, second, second, first);
	}
	return NULL;
}
