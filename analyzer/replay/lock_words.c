/* lock_words.c: lock modes in PostgreSQL's words, and what they mean for others. */
#include "migvet/replay.h"

const char *mv_lock_mode_name(LockMode mode)
{
	static const char *const names[] = {
		[LOCK_NONE] = "",
		[LOCK_ACCESS_SHARE] = "ACCESS SHARE",
		[LOCK_ROW_SHARE] = "ROW SHARE",
		[LOCK_ROW_EXCLUSIVE] = "ROW EXCLUSIVE",
		[LOCK_SHARE_UPDATE_EXCLUSIVE] = "SHARE UPDATE EXCLUSIVE",
		[LOCK_SHARE] = "SHARE",
		[LOCK_SHARE_ROW_EXCLUSIVE] = "SHARE ROW EXCLUSIVE",
		[LOCK_EXCLUSIVE] = "EXCLUSIVE",
		[LOCK_ACCESS_EXCLUSIVE] = "ACCESS EXCLUSIVE",
	};

	return names[mode];
}

/* A plain SELECT asks ACCESS SHARE, which only the strongest mode refuses. */
bool mv_lock_blocks_reads(LockMode mode)
{
	return mode == LOCK_ACCESS_EXCLUSIVE;
}

/* INSERT, UPDATE and DELETE ask ROW EXCLUSIVE. */
bool mv_lock_blocks_writes(LockMode mode)
{
	return mode >= LOCK_SHARE;
}
