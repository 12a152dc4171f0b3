# backwards: the index of this name is gone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.AlterField(model_name="item", name="a", field=models.BigIntegerField()),
        migrations.AlterModelTable(name="item", table="items"),
    ]
