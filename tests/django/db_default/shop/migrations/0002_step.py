# django: 5.0+
from django.db import migrations, models
from django.db.models.functions import Now, Pi


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddField(model_name="thing", name="h", field=models.IntegerField(db_default=1)),
        migrations.AddField(model_name="thing", name="i", field=models.DateTimeField(db_default=Now(), null=True)),
        migrations.AddField(model_name="thing", name="j", field=models.TextField(db_default="", default="x")),
        migrations.AlterField(model_name="thing", name="a", field=models.IntegerField(db_default=6)),
        migrations.AlterField(model_name="thing", name="a", field=models.IntegerField()),
        migrations.AlterField(model_name="thing", name="a", field=models.IntegerField(db_default=7, null=True)),
        migrations.AlterField(model_name="thing", name="a", field=models.BigIntegerField(db_default=7)),
        migrations.AlterField(model_name="thing", name="c", field=models.CharField(max_length=20, db_default="it's")),
    ]
