# django: <5.1
import django.contrib.postgres.fields
import django.contrib.postgres.fields.citext
import django.contrib.postgres.operations
from django.contrib.postgres.operations import *
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AlterField(model_name="thing", name="b", field=models.EmailField(max_length=254)),
        migrations.AlterField(model_name="thing", name="b", field=django.contrib.postgres.fields.citext.CIEmailField(max_length=254)),
    ]
