from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.CharField(max_length=10, db_index=True, db_tablespace="pg_default")),
            ("b", models.IntegerField(unique=True)),
            ("c", models.ManyToManyField(to="shop.thing")),
        ], options={"db_tablespace": "pg_default", "unique_together": {("a", "b")}}),
    ]
