import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
from django.contrib.postgres.operations import *
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [('shop', '0001_initial')]

    operations = [
        AddIndexConcurrently(model_name="thing", index=models.Index(fields=["a"], name="thing_a")),
        AddIndexConcurrently(model_name="thing", index=django.contrib.postgres.indexes.HashIndex(fields=["a"], name="thing_hash")),
    ]
