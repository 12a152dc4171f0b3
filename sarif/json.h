/*
 * json.h: what the formats that are JSON share.
 */
#ifndef MIGVET_SARIF_JSON_H
#define MIGVET_SARIF_JSON_H

#include "place.h"

#include "migvet/fix.h"

#include <cjson/cJSON.h>

/* NULL becomes null. */
void mv_json_text(cJSON *object, const char *name, const char *text);
/* A finding, and the run, as `json` shows them. The caller owns what is returned. */
cJSON *mv_json_finding(const Report *report, const Finding *finding, FixIndex *index);
cJSON *mv_json_summary(const Report *report);
/* Writes a value, on one line or on many, with a line end, and frees it. */
void mv_json_write(cJSON *value, bool one_line, StrBuf *out);

#endif
