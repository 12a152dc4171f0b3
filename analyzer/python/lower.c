/* lower.c: from the parsed files of a history to the SQL that each migration comes to. */
#include "lower.h"

#include "migvet/frontend.h"
#include "migvet/layout.h"

#include <string.h>

void mv_python_lower(Project *project, MigrationSet *set, Arena *arena)
{
	Interpreter *interpreter = mv_py_new(set, arena);

	if (strcmp(set->layout->name, "django") == 0) {
		mv_django_know(interpreter, set);
		mv_django_order(project, set, interpreter, arena);
		mv_django_lower(project, set, interpreter, arena);
	} else {
		mv_alembic_order(project, set, interpreter, arena);
		mv_alembic_lower(project, set, interpreter, arena);
	}
}
