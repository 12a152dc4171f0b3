import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
from django.contrib.postgres.operations import *
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [('shop', '0002_step')]

    operations = [
        RemoveIndexConcurrently(model_name="thing", name="thing_a"),
    ]
