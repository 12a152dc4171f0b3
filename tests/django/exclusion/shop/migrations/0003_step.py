import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.operations import *
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.RemoveConstraint(model_name="booking", name="booking_open"),
    ]
