/* sizes.h: how large tables are, by the server's own estimates. */
#ifndef MIGVET_LIVE_SIZES_H
#define MIGVET_LIVE_SIZES_H

#include "libpq.h"
#include "live.h"

/* In the transaction of the snapshot; what is denied becomes unread. */
bool mv_live_sizes(Server *server, Snapshot *snapshot, Arena *arena, Error *err);

#endif
