/* arena.h: what only those need who let several threads allocate; all else of arenas is in base.h. */
#ifndef MIGVET_ARENA_H
#define MIGVET_ARENA_H

#include "migvet/base.h"

/* All that is in `other` lives as long as `arena` from now on. `other` is gone. */
void mv_arena_take(Arena *arena, Arena *other);

#endif
