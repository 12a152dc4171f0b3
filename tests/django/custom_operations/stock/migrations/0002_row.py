from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_initial"), ("shop", "0002_own")]

    operations = [
        migrations.AlterField("shelf", "row", models.BigIntegerField(default=1)),
    ]
