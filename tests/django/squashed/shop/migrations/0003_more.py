from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_squashed_0002_step')]

    operations = [
        migrations.AlterField(model_name="thing", name="b", field=models.IntegerField(default=2)),
    ]
