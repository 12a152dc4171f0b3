/* settings.c: `settings.X`: which models are swapped, which apps are installed, what packages make of their own settings. */
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

/*
 * What every project has, whatever its own settings say: getattr's default is
 * never asked for. Some of the values change with Django's version, so that
 * only the names are known here.
 */
static const char *const global[] = {
	"ABSOLUTE_URL_OVERRIDES", "ADMINS", "ALLOWED_HOSTS", "APPEND_SLASH", "AUTHENTICATION_BACKENDS", "AUTH_PASSWORD_VALIDATORS",
	"AUTH_USER_MODEL", "CACHES", "CACHE_MIDDLEWARE_ALIAS", "CACHE_MIDDLEWARE_KEY_PREFIX", "CACHE_MIDDLEWARE_SECONDS",
	"CSRF_COOKIE_AGE", "CSRF_COOKIE_DOMAIN", "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_NAME", "CSRF_COOKIE_PATH", "CSRF_COOKIE_SAMESITE",
	"CSRF_COOKIE_SECURE", "CSRF_FAILURE_VIEW", "CSRF_HEADER_NAME", "CSRF_TRUSTED_ORIGINS", "CSRF_USE_SESSIONS", "DATABASES",
	"DATABASE_ROUTERS", "DATA_UPLOAD_MAX_MEMORY_SIZE", "DATA_UPLOAD_MAX_NUMBER_FIELDS", "DATA_UPLOAD_MAX_NUMBER_FILES",
	"DATETIME_FORMAT", "DATETIME_INPUT_FORMATS", "DATE_FORMAT", "DATE_INPUT_FORMATS", "DEBUG", "DEBUG_PROPAGATE_EXCEPTIONS",
	"DECIMAL_SEPARATOR", "DEFAULT_AUTO_FIELD", "DEFAULT_CHARSET", "DEFAULT_EXCEPTION_REPORTER", "DEFAULT_EXCEPTION_REPORTER_FILTER",
	"DEFAULT_FROM_EMAIL", "DEFAULT_INDEX_TABLESPACE", "DEFAULT_TABLESPACE", "DISALLOWED_USER_AGENTS", "EMAIL_BACKEND", "EMAIL_HOST",
	"EMAIL_HOST_PASSWORD", "EMAIL_HOST_USER", "EMAIL_PORT", "EMAIL_SSL_CERTFILE", "EMAIL_SSL_KEYFILE", "EMAIL_SUBJECT_PREFIX",
	"EMAIL_TIMEOUT", "EMAIL_USE_LOCALTIME", "EMAIL_USE_SSL", "EMAIL_USE_TLS", "FILE_UPLOAD_DIRECTORY_PERMISSIONS",
	"FILE_UPLOAD_HANDLERS", "FILE_UPLOAD_MAX_MEMORY_SIZE", "FILE_UPLOAD_PERMISSIONS", "FILE_UPLOAD_TEMP_DIR", "FIRST_DAY_OF_WEEK",
	"FIXTURE_DIRS", "FORCE_SCRIPT_NAME", "FORMAT_MODULE_PATH", "FORMS_URLFIELD_ASSUME_HTTPS", "FORM_RENDERER", "IGNORABLE_404_URLS",
	"INSTALLED_APPS", "INTERNAL_IPS", "LANGUAGES", "LANGUAGES_BIDI", "LANGUAGE_CODE", "LANGUAGE_COOKIE_AGE", "LANGUAGE_COOKIE_DOMAIN",
	"LANGUAGE_COOKIE_HTTPONLY", "LANGUAGE_COOKIE_NAME", "LANGUAGE_COOKIE_PATH", "LANGUAGE_COOKIE_SAMESITE", "LANGUAGE_COOKIE_SECURE",
	"LOCALE_PATHS", "LOGGING", "LOGGING_CONFIG", "LOGIN_REDIRECT_URL", "LOGIN_URL", "LOGOUT_REDIRECT_URL", "MANAGERS", "MEDIA_ROOT",
	"MEDIA_URL", "MESSAGE_STORAGE", "MIDDLEWARE", "MIGRATION_MODULES", "MONTH_DAY_FORMAT", "NUMBER_GROUPING", "PASSWORD_HASHERS",
	"PASSWORD_RESET_TIMEOUT", "PREPEND_WWW", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "SECURE_CONTENT_TYPE_NOSNIFF",
	"SECURE_CROSS_ORIGIN_OPENER_POLICY", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "SECURE_HSTS_SECONDS",
	"SECURE_PROXY_SSL_HEADER", "SECURE_REDIRECT_EXEMPT", "SECURE_REFERRER_POLICY", "SECURE_SSL_HOST", "SECURE_SSL_REDIRECT",
	"SERVER_EMAIL", "SESSION_CACHE_ALIAS", "SESSION_COOKIE_AGE", "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_HTTPONLY",
	"SESSION_COOKIE_NAME", "SESSION_COOKIE_PATH", "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_SECURE", "SESSION_ENGINE",
	"SESSION_EXPIRE_AT_BROWSER_CLOSE", "SESSION_FILE_PATH", "SESSION_SAVE_EVERY_REQUEST", "SESSION_SERIALIZER",
	"SHORT_DATETIME_FORMAT", "SHORT_DATE_FORMAT", "SIGNED_COOKIE_LEGACY_SALT_FALLBACK", "SIGNING_BACKEND", "SILENCED_SYSTEM_CHECKS",
	"STATICFILES_DIRS", "STATICFILES_FINDERS", "STATIC_ROOT", "STATIC_URL", "STORAGES", "TEMPLATES", "TEST_NON_SERIALIZED_APPS",
	"TEST_RUNNER", "THOUSAND_SEPARATOR", "TIME_FORMAT", "TIME_INPUT_FORMATS", "TIME_ZONE", "USE_I18N", "USE_THOUSAND_SEPARATOR",
	"USE_TZ", "USE_X_FORWARDED_HOST", "USE_X_FORWARDED_PORT", "WSGI_APPLICATION", "X_FRAME_OPTIONS", "YEAR_MONTH_FORMAT",
};

static bool is_global(const char *name)
{
	for (size_t i = 0; i < sizeof global / sizeof global[0]; i++)
		if (strcmp(global[i], name) == 0)
			return true;
	return false;
}

const Module *mv_django_settings_module(Interpreter *interpreter, const MigrationSet *set)
{
	const char *dotted = set->python ? set->python->settings : NULL;

	return mv_py_module(interpreter, dotted ? dotted : "settings");
}

Tri mv_django_setting_is(Interpreter *interpreter, const MigrationSet *set, const char *name, const Value **value)
{
	const Module *module = mv_django_settings_module(interpreter, set);

	*value = module ? mv_module_name(module, name) : NULL;
	if (*value)
		return mv_value_is(*value, VALUE_UNKNOWN) || mv_value_is(*value, VALUE_SYMBOL) ? TRI_UNKNOWN : TRI_YES;
	/* they are told, and cannot be read: anything may be in there */
	if (!module && set->python && set->python->settings)
		return TRI_UNKNOWN;
	return is_global(name) || (module && !mv_module_is_whole(module)) ? TRI_UNKNOWN : TRI_NO;
}

/* Name of the app that an entry of INSTALLED_APPS means: "shop", "shop.apps.ShopConfig". */
static const char *app_name(Interpreter *interpreter, const char *entry)
{
	Arena *arena = mv_py_arena(interpreter);
	const char *dot = strrchr(entry, '.'), *name;
	const Module *module;
	const Value *class_;

	if (!dot || dot[1] < 'A' || dot[1] > 'Z')
		return entry;
	module = mv_py_module(interpreter, mv_arena_strndup(arena, entry, (size_t)(dot - entry)));
	class_ = module ? mv_module_name(module, dot + 1) : NULL;
	if (mv_value_is(class_, VALUE_CLASS))
		return mv_value_text(mv_class_name(class_, "name"));
	/* its source is not there: django.contrib.auth.apps.AuthConfig */
	name = mv_arena_strndup(arena, entry, (size_t)(dot - entry));
	return mv_str_ends(mv_str(name), STR(".apps")) ? mv_arena_strndup(arena, name, strlen(name) - strlen(".apps")) : NULL;
}

Tri mv_django_app_is_installed(Interpreter *interpreter, const MigrationSet *set, const char *name)
{
	const Value *value;
	const struct ValueList *list;
	Tri answer = TRI_NO;

	mv_django_setting_is(interpreter, set, "INSTALLED_APPS", &value);
	list = mv_value_items(value);
	if (!list || list->open)
		answer = TRI_UNKNOWN;
	for (uint32_t i = 0; list && i < list->items.count; i++) {
		const char *entry = mv_value_text(list->items.items[i]), *app = entry ? app_name(interpreter, entry) : NULL;

		if (!app)
			answer = TRI_UNKNOWN;
		else if (strcmp(app, name) == 0)
			return TRI_YES;
	}
	return answer;
}

const char *mv_django_setting(Interpreter *interpreter, const MigrationSet *set, const char *name)
{
	const Value *value;

	/* told by the environment: nobody can know */
	if (mv_django_setting_is(interpreter, set, name, &value) == TRI_UNKNOWN && value)
		return NULL;
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
