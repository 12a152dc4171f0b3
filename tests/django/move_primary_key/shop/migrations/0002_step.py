# backwards: the server refuses
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddField(model_name="number", name="key", field=models.UUIDField(null=True)),
        migrations.AlterField(model_name="number", name="number", field=models.IntegerField()),
        migrations.AlterField(model_name="number", name="key", field=models.UUIDField(primary_key=True, serialize=False)),
    ]
