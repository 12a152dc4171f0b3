from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AlterUniqueTogether(name="thing", unique_together={("a", "b"), ("b", "c")}),
        # one at a time: in which order Django goes through a set nobody knows
        migrations.AlterUniqueTogether(name="thing", unique_together={("b", "c")}),
        migrations.AlterUniqueTogether(name="thing", unique_together={("c", "d")}),
        migrations.AlterUniqueTogether(name="thing", unique_together=set()),
        migrations.AlterUniqueTogether(name="thing", unique_together=[["a", "d"]]),
    ]
