/* settings.c: `settings.X`, which decides what swappable models are. */
#include "settings.h"

#include <string.h>

/* Defaults of Django's and of packages whose models can be swapped. */
static const struct {
	const char *name, *text;
} defaults[] = {
	{ "AUTH_USER_MODEL", "auth.User" },
	{ "WAGTAILIMAGES_IMAGE_MODEL", "wagtailimages.Image" },
	{ "WAGTAILDOCS_DOCUMENT_MODEL", "wagtaildocs.Document" },
	{ "FILER_IMAGE_MODEL", "filer.Image" },
	{ "OAUTH2_PROVIDER_APPLICATION_MODEL", "oauth2_provider.Application" },
	{ "OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL", "oauth2_provider.AccessToken" },
	{ "OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL", "oauth2_provider.RefreshToken" },
	{ "OAUTH2_PROVIDER_ID_TOKEN_MODEL", "oauth2_provider.IDToken" },
	{ "OAUTH2_PROVIDER_GRANT_MODEL", "oauth2_provider.Grant" },
};

const char *mv_django_setting(Interpreter *interpreter, const MigrationSet *set, const char *name)
{
	const char *dotted = set->python ? set->python->settings : NULL;
	const Module *module = dotted ? mv_py_module(interpreter, dotted) : NULL;
	const Value *value = module ? mv_module_name(module, name) : NULL;

	/* told by the environment: nobody can know */
	if (value)
		return mv_value_text(value);
	for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++) {
		if (strcmp(defaults[i].name, name) == 0)
			return defaults[i].text;
	}
	return NULL;
}

const char *mv_django_setting_text(Interpreter *interpreter, const MigrationSet *set, const Value *value, Arena *arena)
{
	const char *path = mv_value_path(value, arena), *name;

	if (!path || (strncmp(path, "django.conf.settings.", strlen("django.conf.settings.")) != 0 &&
		      !strstr(path, "settings.")))
		return NULL;
	name = strrchr(path, '.') + 1;
	return mv_django_setting(interpreter, set, name);
}
