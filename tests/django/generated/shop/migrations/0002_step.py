# django: 5.0+
from django.db import migrations, models
from django.db.models.functions import Concat, Upper


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddField(model_name="thing", name="e", field=models.GeneratedField(db_persist=True, expression=models.F("a") + 1, output_field=models.BigIntegerField(), db_index=True)),
        migrations.AddField(model_name="thing", name="f", field=models.GeneratedField(db_persist=True, expression=Concat("b", models.Value("!")), output_field=models.TextField(), unique=True)),
        migrations.RemoveField(model_name="thing", name="c"),
    ]
