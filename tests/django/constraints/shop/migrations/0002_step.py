from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddConstraint(model_name="thing", constraint=models.UniqueConstraint(fields=["parent", "b"], name="thing_parent_b")),
        migrations.AddConstraint(model_name="thing", constraint=models.UniqueConstraint(condition=models.Q(("c__isnull", True)), fields=("a",), name="thing_a_open")),
        migrations.AddConstraint(model_name="thing", constraint=models.UniqueConstraint(deferrable=models.Deferrable["DEFERRED"], fields=("b",), name="thing_b_deferred")),
        migrations.AddConstraint(model_name="thing", constraint=models.UniqueConstraint(deferrable=models.Deferrable.IMMEDIATE, fields=("c",), name="thing_c_immediate")),
        migrations.AddConstraint(model_name="thing", constraint=models.UniqueConstraint(fields=("d",), include=("a", "b"), name="thing_d_include")),
        migrations.AddConstraint(model_name="thing", constraint=models.UniqueConstraint(fields=("b",), name="thing_b_ops", opclasses=["varchar_pattern_ops"])),
    ]
