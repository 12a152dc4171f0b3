from django.db import models


class ShortField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 12)
        super().__init__(*args, **kwargs)


class MoneyField(models.DecimalField):
    def __init__(self, *args, max_digits=20, decimal_places=4, **kwargs):
        super().__init__(*args, max_digits=max_digits, decimal_places=decimal_places, **kwargs)


class LinkField(models.ForeignKey):
    pass


class KindField(models.Field):
    def db_type(self, connection):
        return "char(3)"
