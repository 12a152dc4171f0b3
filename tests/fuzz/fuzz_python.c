/* fuzz_python.c: bytes as a Python migration of Django and of Alembic: parsed, evaluated, lowered, read as SQL. */
#include "migvet/frontend.h"
#include "migvet/layout.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run(const uint8_t *data, size_t size, const char *layout)
{
	Arena *arena = mv_arena_new(), *scratch = mv_arena_new();
	PythonProject python = { .bound = "/nowhere/shop", .version = strcmp(layout, "django") == 0 ? "5.2" : NULL };
	MigrationSet set = { .layout = mv_layout_find(layout), .path = ".", .dialect = "postgresql", .python = &python,
			     .history_complete = true };
	Project project = { 0 };
	Source *source = MV_NEW(arena, Source);
	Migration *migration = MV_NEW(arena, Migration);
	StrBuf text = { 0 };

	if (mv_source_from_bytes(source, (Str){ .ptr = (const char *)data, .len = size }, "shop/migrations/0001_a.py", arena, NULL)) {
		*migration = (Migration){ .layout = set.layout, .set = &set, .version = "0001", .name = "a", .app = "shop", .source = source,
					  .under_review = true };
		*VEC_PUSH(arena, &python.import_roots) = "/nowhere";
		*VEC_PUSH(arena, &set.migrations) = migration;
		*VEC_PUSH(arena, &project.sets) = &set;
		mv_python_parse(migration, arena);
		mv_python_values_dump(&set, migration, &text);
		mv_python_lower(&project, &set, arena);
		if (migration->generated)
			mv_postgres_read(migration, arena, scratch);
		mv_sql_dump(migration, &text);
	}
	mv_buf_release(&text);
	mv_postgres_thread_end();
	mv_arena_free(scratch);
	mv_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	run(data, size, "django");
	run(data, size, "alembic");
	return 0;
}
