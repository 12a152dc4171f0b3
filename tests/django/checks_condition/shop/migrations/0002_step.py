# django: 5.1+
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("a__gt", 0)), name="thing_a_positive")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("a__gte", 0), ("a__lte", 100)), name="thing_a_range")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("c__isnull", True), ("d__isnull", False), _connector="OR"), name="thing_c_or_d")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("c__lt", models.F("d"))), name="thing_c_before_d")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("b__in", ["x", "y"])), name="thing_b_known")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("b", ""), _negated=True), name="thing_b_full")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(models.Q(("a", 1), ("b", "one")), models.Q(("a", 2), ("b", "two")), _connector="OR"), name="thing_pairs")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("b__startswith", "a%_")), name="thing_b_starts")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("b__regex", "^[a-z]+$")), name="thing_b_regex")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("a__gt", models.F("id") * 2 + 1)), name="thing_a_formula")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("flag", True)), name="thing_flag")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("a__range", (1, 9))), name="thing_between")),
        migrations.AddConstraint(model_name="thing", constraint=models.CheckConstraint(condition=models.Q(("parent__isnull", True), ("b__contains", "x")), name="thing_parent")),
    ]
