/* read_sizes.h: the section `sizes` of a snapshot's JSON. */
#ifndef MIGVET_LIVE_READ_SIZES_H
#define MIGVET_LIVE_READ_SIZES_H

#include "live.h"

#include <cjson/cJSON.h>

bool mv_live_read_sizes(const cJSON *root, const char *file, Snapshot *snapshot, Arena *arena, Error *err);

#endif
