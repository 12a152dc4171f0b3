# backwards: what RunSQL made has other names than Django's
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [
        migrations.AlterUniqueTogether("item", set()),
        migrations.AlterField("item", "size", models.PositiveIntegerField()),
        migrations.AlterField("item", "size", models.BigIntegerField()),
        migrations.AlterField("item", "other", models.ForeignKey("shop.Item", models.CASCADE, db_column="other", null=True, db_index=False, db_constraint=False)),
        migrations.AlterUniqueTogether("part", set()),
        migrations.AlterField("part", "code", models.TextField()),
        migrations.AlterField("part", "position", models.IntegerField()),
        migrations.RemoveField("part", "item"),
    ]
