/* lower.c: from the parsed files of a history to the SQL that each migration comes to. */
#include "lower.h"

#include "migvet/frontend.h"
#include "migvet/layout.h"

#include "statements.h"

#include <string.h>

/* ---- until they are there ---- */

__attribute__((weak)) void mv_django_order(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena)
{
	(void)project;
	(void)set;
	(void)interpreter;
	(void)arena;
}

__attribute__((weak)) void mv_alembic_order(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena)
{
	(void)project;
	(void)set;
	(void)interpreter;
	(void)arena;
}

static void lower_nothing(MigrationSet *set, Arena *arena)
{
	for (uint32_t m = 0; m < set->migrations.count; m++) {
		Migration *migration = set->migrations.items[m];
		SqlOut *out;

		if (!mv_migration_is_python(migration))
			continue;
		out = mv_out_new(migration, arena);
		mv_out_opaque(out, (Span){ 0, (uint32_t)migration->source->text.len }, true, "this framework is not read yet");
		mv_out_finish(out);
	}
}

__attribute__((weak)) void mv_django_lower(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena)
{
	(void)project;
	(void)interpreter;
	lower_nothing(set, arena);
}

__attribute__((weak)) void mv_alembic_lower(Project *project, MigrationSet *set, Interpreter *interpreter, Arena *arena)
{
	(void)project;
	(void)interpreter;
	lower_nothing(set, arena);
}

/* ---- by framework ---- */

void mv_python_lower(Project *project, MigrationSet *set, Arena *arena)
{
	Interpreter *interpreter = mv_py_new(set, arena);

	if (strcmp(set->layout->name, "django") == 0) {
		mv_django_order(project, set, interpreter, arena);
		mv_django_lower(project, set, interpreter, arena);
	} else {
		mv_alembic_order(project, set, interpreter, arena);
		mv_alembic_lower(project, set, interpreter, arena);
	}
}
