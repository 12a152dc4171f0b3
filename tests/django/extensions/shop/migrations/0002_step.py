import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
from django.contrib.postgres.operations import *
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        CreateCollation(name="german", provider="icu", locale="de-u-ks-level1", deterministic=False),
        CreateCollation(name="numeric", provider="icu", locale="und-u-kn-true"),
        CreateCollation("plain", "C"),
    ]
