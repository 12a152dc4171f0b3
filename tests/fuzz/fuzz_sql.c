/* fuzz_sql.c: bytes as the text of one migration: read, replay, judge, report. */
#include "migvet/check.h"
#include "migvet/emit.h"
#include "migvet/frontend.h"
#include "migvet/layout.h"
#include "migvet/reporter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Migration *migration_of(const uint8_t *data, size_t size, MigrationSet *set, Arena *arena)
{
	Source *source = MV_NEW(arena, Source);
	Migration *migration = MV_NEW(arena, Migration);

	if (!mv_source_from_bytes(source, (Str){ .ptr = (const char *)data, .len = size }, "001_a.sql", arena, NULL))
		return NULL;
	*migration = (Migration){ .layout = set->layout, .set = set, .version = "001", .name = "a", .source = source,
				  .under_review = true };
	*VEC_PUSH(arena, &migration->sections) = (Section){ .span = { 0, (uint32_t)source->text.len } };
	*VEC_PUSH(arena, &set->migrations) = migration;
	return migration;
}

static void judge(Project *project, Arena *arena)
{
	Config config = { 0 };
	FindingVec findings = { 0 };
	Statistics statistics = { 0 };
	Report report = { .findings = &findings, .statistics = &statistics, .rules = mv_rules, .project = project, .arena = arena };

	mv_config_defaults(&config, arena);
	mv_check(project, &config, false, arena, &findings, &statistics);
	mv_suppress(project, &config, arena, &findings);
	mv_fingerprint(&findings);
	mv_findings_sort(&findings);
	for (const Reporter *const *reporter = mv_reporters; *reporter; reporter++) {
		StrBuf text = { 0 };

		(*reporter)->write(&report, &text);
		mv_buf_release(&text);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Arena *arena = mv_arena_new(), *scratch = mv_arena_new();
	MigrationSet set = { .layout = mv_layout_find("plain"), .path = ".", .dialect = "postgresql",
			     .history_complete = true };
	Migration *migration = migration_of(data, size, &set, arena);
	Project project = { 0 };

	if (migration) {
		StrBuf text = { 0 };
		Schema schema;

		*VEC_PUSH(arena, &project.sets) = &set;
		mv_postgres_read(migration, arena, scratch);
		mv_change_dump(migration, &text);
		mv_replay(&set, NULL, false, MV_NEWEST_POSTGRES, arena, &schema);
		mv_schema_dump(&schema, &text);
		mv_schema_sql(&schema, MV_NEWEST_POSTGRES, &text);
		mv_buf_release(&text);
		judge(&project, arena);
	}
	mv_postgres_thread_end();
	mv_arena_free(scratch);
	mv_arena_free(arena);
	return 0;
}
