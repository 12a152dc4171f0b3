/* locks.h: between the parts of the lock report. */
#ifndef MIGVET_ANALYZER_LOCKS_H
#define MIGVET_ANALYZER_LOCKS_H

#include "migvet/locks.h"

/* held.c: fills the migration's spans, worst window and deadlocks from its statements. */
void mv_locks_follow(MigrationLocks *migration, StatementLocks *const *statements, uint32_t count, Arena *arena);

/* words.c: as people say it. */
const char *mv_locks_blocked_words(LockMode mode); /* "reads and writes", "writes"; NULL: neither */
/* Whose end the lock waits for: those who did "reads and writes", "writes", "maintenance" (VACUUM, DDL); NULL: hardly ever waits. */
const char *mv_locks_awaited_words(LockMode mode);
const char *mv_window_work_word(WindowWork work);  /* "scan", for programs */
char *mv_window_message(const LockWindow *window, Arena *arena);
char *mv_deadlock_message(const Deadlock *deadlock, Arena *arena);
const char *mv_deadlock_kind_word(DeadlockKind kind);

#endif
