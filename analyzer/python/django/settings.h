/* settings.h: what a project's settings say where that can be seen without running them. */
#ifndef MIGVET_DJANGO_SETTINGS_H
#define MIGVET_DJANGO_SETTINGS_H

#include "../interpret.h"

/* "AUTH_USER_MODEL": of the project's settings module, else Django's default where that is a text; NULL: not known. */
const char *mv_django_setting(Interpreter *interpreter, const MigrationSet *set, const char *name);
/* The same of a value such as `settings.AUTH_USER_MODEL`; NULL when it is no setting. */
const char *mv_django_setting_text(Interpreter *interpreter, const MigrationSet *set, const Value *value, Arena *arena);

#endif
