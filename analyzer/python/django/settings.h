/* settings.h: what a project's settings say where that can be seen without running them. */
#ifndef MIGVET_DJANGO_SETTINGS_H
#define MIGVET_DJANGO_SETTINGS_H

#include "../interpret.h"

/* The module that manage.py or the configuration names, else `settings`; NULL: it is not there. */
const Module *mv_django_settings_module(Interpreter *interpreter, const MigrationSet *set);
/*
 * YES: it is `value`. NO: the project does not set it, and Django has no such
 * setting either: getattr(settings, name, default) gives the default; also
 * where there are no settings at all, as in a library. UNKNOWN: what decides
 * was not read; `value` may be there.
 */
Tri mv_django_setting_is(Interpreter *interpreter, const MigrationSet *set, const char *name, const Value **value);
/* Is the app of this name ("django.contrib.sites") among INSTALLED_APPS? */
Tri mv_django_app_is_installed(Interpreter *interpreter, const MigrationSet *set, const char *name);
/* "AUTH_USER_MODEL": of the project's settings module, else Django's default where that is a text; NULL: not known. */
const char *mv_django_setting(Interpreter *interpreter, const MigrationSet *set, const char *name);
/* The same of a value such as `settings.AUTH_USER_MODEL`; NULL when it is no setting. */
const char *mv_django_setting_text(Interpreter *interpreter, const MigrationSet *set, const Value *value, Arena *arena);

#endif
