/*
 * jsonl.c: one finding a line, each the object that `json` has in its list;
 * with --statistics a last line {"summary": ...}, which is that of `json`.
 */
#include "json.h"

static void write_jsonl(const Report *report, StrBuf *out)
{
	FixIndex *index = mv_fix_index(report->arena);

	for (uint32_t i = 0; i < report->findings->count; i++) {
		if (mv_is_reported(report->findings->items[i]))
			mv_json_write(mv_json_finding(report, report->findings->items[i], index), true, out);
	}
	if (report->show_statistics) {
		cJSON *last = cJSON_CreateObject();

		cJSON_AddItemToObject(last, "summary", mv_json_summary(report));
		mv_json_write(last, true, out);
	}
}

const Reporter mv_reporter_jsonl = {
	.name = "jsonl",
	.help = "the findings of json, one a line",
	.write = write_jsonl,
};
