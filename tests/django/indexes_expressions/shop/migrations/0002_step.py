# django: 4.0+
from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models.functions import Coalesce, Collate, Lower, Upper


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddIndex(model_name="thing", index=models.Index(Lower("b"), name="thing_lower")),
        migrations.AddIndex(model_name="thing", index=models.Index(Lower("b").desc(), "a", name="thing_lower_desc")),
        migrations.AddIndex(model_name="thing", index=models.Index(models.F("a").desc(nulls_last=True), name="thing_nulls")),
        migrations.AddIndex(model_name="thing", index=models.Index(OpClass(Upper("b"), name="varchar_pattern_ops"), name="thing_opclass")),
        migrations.AddIndex(model_name="thing", index=models.Index(models.F("a") + models.F("id"), name="thing_sum")),
        migrations.AddIndex(model_name="thing", index=models.Index(Coalesce("b", models.Value("none")), name="thing_coalesce", include=["a"])),
        migrations.AddIndex(model_name="thing", index=models.Index(Collate("b", "C"), name="thing_collate", condition=models.Q(a__gte=1))),
        migrations.AddConstraint(model_name="thing", constraint=models.UniqueConstraint(Lower("b"), "a", name="thing_unique_lower")),
    ]
