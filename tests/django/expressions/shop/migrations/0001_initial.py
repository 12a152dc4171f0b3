import datetime
import decimal
import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("name", models.CharField(max_length=20)),
            ("nick", models.CharField(max_length=20, null=True)),
            ("text", models.TextField(null=True)),
            ("n", models.IntegerField()),
            ("m", models.IntegerField(null=True)),
            ("p", models.PositiveIntegerField(null=True)),
            ("price", models.DecimalField(max_digits=10, decimal_places=2)),
            ("rate", models.FloatField(null=True)),
            ("ok", models.BooleanField(default=False)),
            ("maybe", models.BooleanField(null=True)),
            ("day", models.DateField()),
            ("until", models.DateField(null=True)),
            ("at", models.DateTimeField()),
            ("ended", models.DateTimeField(null=True)),
            ("data", models.JSONField(default=dict)),
            ("u", models.UUIDField()),
            ("ip", models.GenericIPAddressField(null=True)),
            ("arr", django.contrib.postgres.fields.ArrayField(models.CharField(max_length=10), default=list)),
            ("nums", django.contrib.postgres.fields.ArrayField(models.IntegerField(), null=True)),
            ("parent", models.ForeignKey("shop.thing", null=True, on_delete=models.CASCADE)),
            ("sv", django.contrib.postgres.search.SearchVectorField(null=True)),
            ("dur", models.DurationField(null=True)),
            ("slot", django.contrib.postgres.fields.DateTimeRangeField(null=True)),
            ("col", models.CharField(max_length=5, db_column="The Col")),
        ]),
    ]
