from django.apps import AppConfig

LABEL = "sales"


class OrdersConfig(AppConfig):
    name = "shop.orders"
    label = LABEL
