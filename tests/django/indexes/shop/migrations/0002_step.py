from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddIndex(model_name="thing", index=models.Index(fields=["c"], name="thing_c")),
        migrations.AddIndex(model_name="thing", index=models.Index(fields=["a", "-d"], name="thing_a_d", condition=models.Q(("a__gt", 5)))),
        migrations.AddIndex(model_name="thing", index=models.Index(fields=["a"], name="thing_null", condition=models.Q(("d__isnull", True)))),
        migrations.AddIndex(model_name="thing", index=models.Index(fields=["b"], name="thing_like", opclasses=["varchar_pattern_ops"])),
        migrations.AddIndex(model_name="thing", index=models.Index(fields=["a"], name="thing_include", include=("b", "c"))),
        migrations.AddIndex(model_name="thing", index=models.Index(fields=["a"], name="thing_space", db_tablespace="pg_default")),
        migrations.AddIndex(model_name="thing", index=models.Index(fields=["a"], name="thing_complex", condition=models.Q(models.Q(("a__lt", 3), ("b", "it's 100%")), ("d__isnull", False), _connector="OR"))),
        migrations.AddIndex(model_name="thing", index=models.Index(fields=["a"], name="thing_not", condition=models.Q(("b__in", ["x", "y"]), _negated=True))),
    ]
