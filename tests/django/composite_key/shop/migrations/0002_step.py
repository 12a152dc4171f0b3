# django: 5.2+
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddField(model_name="line", name="x", field=models.IntegerField(null=True)),
        migrations.AlterField(model_name="line", name="note", field=models.CharField(max_length=9)),
    ]
