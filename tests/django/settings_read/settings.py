INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sites.apps.SitesConfig", "django.contrib.postgres", "shop"]
AUTH_USER_MODEL = "auth.User"
SHOP_NAME_LENGTH = 40
SHOP_WITH_NOTES = False
