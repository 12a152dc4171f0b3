# django: 4.1+ <5.1
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.IntegerField()),
            ("b", models.IntegerField()),
        ], options={"index_together": {("a", "b")}}),
    ]
