import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.operations import *
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddConstraint(model_name="booking", constraint=ExclusionConstraint(expressions=[("period", "&&"), ("room", "=")], name="booking_overlap")),
        migrations.AddConstraint(model_name="booking", constraint=ExclusionConstraint(condition=models.Q(("cancelled", False)), expressions=[(models.F("period"), RangeOperators.OVERLAPS), (models.F("room"), RangeOperators.EQUAL)], name="booking_open", index_type="GIST")),
        migrations.AddConstraint(model_name="booking", constraint=ExclusionConstraint(deferrable=models.Deferrable.DEFERRED, expressions=[("period", "-|-")], name="booking_adjacent", include=("room",))),
    ]
