# django: 4.2+
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.IntegerField(db_comment="it's a")),
            ("b", models.CharField(max_length=10)),
        ], options={"db_table_comment": "The things"}),
    ]
