from django.db import models


class Order(models.Model):
    total = models.IntegerField()


class Status(models.TextChoices):
    NEW = "new"
