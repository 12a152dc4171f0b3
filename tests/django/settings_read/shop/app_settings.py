from django.apps import apps


class AppSettings:
    def __init__(self, prefix):
        self.prefix = prefix

    def _setting(self, name, default):
        from django.conf import settings

        getter = getattr(settings, "SHOP_SETTING_GETTER", lambda name, default: getattr(settings, name, default))
        return getter(self.prefix + name, default)

    @property
    def NAME_LENGTH(self):
        return self._setting("NAME_LENGTH", 20)

    @property
    def CODE_LENGTH(self):
        return self._setting("CODE_LENGTH", 8)

    @property
    def SITES_ENABLED(self):
        return apps.is_installed("django.contrib.sites")

    @property
    def FLATPAGES_ENABLED(self):
        return apps.is_installed("django.contrib.flatpages")


_app_settings = AppSettings("SHOP_")


def __getattr__(name):
    return getattr(_app_settings, name)
