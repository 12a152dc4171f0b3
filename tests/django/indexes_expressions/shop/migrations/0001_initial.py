# django: 4.0+
from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models.functions import Coalesce, Collate, Lower, Upper


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.IntegerField()),
            ("b", models.CharField(max_length=20)),
        ]),
    ]
