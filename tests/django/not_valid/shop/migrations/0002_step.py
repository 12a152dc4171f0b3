# django: 4.0+ <6.0
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
from django.contrib.postgres.operations import *
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        AddConstraintNotValid(model_name="thing", constraint=models.CheckConstraint(check=models.Q(("a__gt", 0)), name="thing_a")),
    ]
