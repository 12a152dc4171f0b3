from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.IntegerField()),
            ("b", models.CharField(max_length=20)),
        ], options={
            "constraints": [
                models.UniqueConstraint(fields=("a", "b"), name="thing_a_b"),
                models.UniqueConstraint(fields=("a",), condition=models.Q(b="x"), name="thing_a_x"),
                models.UniqueConstraint(fields=("b",), deferrable=models.Deferrable.DEFERRED, name="thing_b_d"),
            ],
            "indexes": [models.Index(fields=["b"], name="thing_b")],
            "db_table": "the_things",
        }),
    ]
