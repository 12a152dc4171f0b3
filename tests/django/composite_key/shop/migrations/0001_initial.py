# django: 5.2+
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Line", fields=[
            ("pk", models.CompositePrimaryKey("order_id", "number", blank=True, editable=False, primary_key=True, serialize=False)),
            ("order_id", models.IntegerField()),
            ("number", models.IntegerField()),
            ("note", models.TextField()),
        ]),
    ]
