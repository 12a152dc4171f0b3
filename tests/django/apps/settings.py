INSTALLED_APPS = ["bills", "orders", "people"]
AUTH_USER_MODEL = "people.User"
