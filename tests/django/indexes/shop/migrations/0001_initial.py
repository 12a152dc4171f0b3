from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.IntegerField()),
            ("b", models.CharField(max_length=20)),
            ("c", models.TextField(db_column="See")),
            ("d", models.DateTimeField(null=True)),
        ], options={"indexes": [
            models.Index(fields=["a"], name="thing_a"),
            models.Index(fields=["-b", "a"], name="thing_b_a"),
        ]}),
    ]
