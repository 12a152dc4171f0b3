# django: <5.1
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.IntegerField()),
            ("b", models.IntegerField()),
            ("c", models.CharField(max_length=10)),
        ], options={"index_together": {("a", "b")}}),
    ]
