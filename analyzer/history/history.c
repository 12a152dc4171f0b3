/* history.c: making the database of a project's history. */
#include "store.h"

History *mv_history_new(const Project *project, const Config *config, bool review_is_unmerged, Arena *arena, Error *err)
{
	History *history = MV_NEW(arena, History);

	history->arena = arena;
	history->scratch = mv_arena_new();
	history->project = project;
	if (!mv_store_open(history, err)) {
		mv_history_free(history);
		return NULL;
	}
	mv_history_record(history, config, review_is_unmerged);
	mv_history_sizes(history, config, review_is_unmerged);
	if (history->failed || sqlite3_exec(history->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
		mv_fail(err, "%s", history->failed ? history->error.message : sqlite3_errmsg(history->db));
		mv_history_free(history);
		return NULL;
	}
	return history;
}

bool mv_history_add_findings(History *history, const FindingVec *findings, Error *err)
{
	sqlite3_exec(history->db, "BEGIN", NULL, NULL, NULL);
	for (uint32_t i = 0; i < findings->count; i++) {
		const Finding *finding = findings->items[i];
		int64_t change = finding->change ? mv_history_change_id(history, finding->change) : 0;
		uint32_t line = 0;

		if (finding->source) {
			mv_source_index_lines(finding->source, history->arena);
			line = mv_source_position(finding->source, finding->span.start, COLUMN_BYTES).line;
		}
		mv_store_insert(history, STORE_FINDINGS,
				(const Cell[]){ cell_text(finding->rule->id), cell_text(finding->rule->category),
						cell_text(mv_severity_name(finding->severity)), cell_text(finding->path), cell_number(line),
						cell_text(finding->message), cell_text(finding->subject),
						change ? cell_number(change) : (Cell){ .null = true },
						cell_number(finding->suppressed || finding->baselined) },
				9);
	}
	sqlite3_exec(history->db, "COMMIT", NULL, NULL, NULL);
	return !history->failed || mv_fail(err, "%s", history->error.message);
}
