import django.contrib.postgres.fields
import django.contrib.postgres.fields.hstore
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.contrib.postgres.operations
from django.contrib.postgres.operations import *
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        HStoreExtension(),
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("numbers", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
            ("words", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=3)),
            ("nested", django.contrib.postgres.fields.ArrayField(base_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None), size=2, null=True)),
            ("hstore", django.contrib.postgres.fields.hstore.HStoreField(null=True)),
            ("ints", django.contrib.postgres.fields.IntegerRangeField()),
            ("bigs", django.contrib.postgres.fields.BigIntegerRangeField()),
            ("decimals", django.contrib.postgres.fields.DecimalRangeField()),
            ("moments", django.contrib.postgres.fields.ranges.DateTimeRangeField(null=True)),
            ("dates", django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True)),
            ("search", django.contrib.postgres.search.SearchVectorField(null=True)),
            ("indexed", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), db_index=True, size=None)),
        ]),
    ]
