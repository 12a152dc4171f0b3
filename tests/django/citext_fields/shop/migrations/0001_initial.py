# django: <5.1
import django.contrib.postgres.fields
import django.contrib.postgres.fields.citext
import django.contrib.postgres.operations
from django.contrib.postgres.operations import *
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        CITextExtension(),
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", django.contrib.postgres.fields.citext.CICharField(max_length=20, unique=True)),
            ("b", django.contrib.postgres.fields.citext.CIEmailField(max_length=254)),
            ("c", django.contrib.postgres.fields.citext.CITextField(db_index=True)),
        ]),
    ]
