# django: 5.2+
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.IntegerField(null=True)),
        ]),
        migrations.AddConstraint(model_name="thing", constraint=models.UniqueConstraint(fields=("a",), name="thing_a")),
    ]
