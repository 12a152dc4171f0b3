# django: 5.0+
from django.db import migrations, models
from django.db.models.functions import Concat, Upper


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.IntegerField()),
            ("b", models.CharField(max_length=10)),
            ("c", models.GeneratedField(db_persist=True, expression=models.F("a") * models.F("a"), output_field=models.IntegerField())),
            ("d", models.GeneratedField(db_persist=True, expression=Upper("b"), output_field=models.CharField(max_length=10))),
        ]),
    ]
