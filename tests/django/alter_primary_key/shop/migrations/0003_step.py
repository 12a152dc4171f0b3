from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.AlterField(model_name="code", name="code", field=models.CharField(max_length=20, primary_key=True, serialize=False)),
        migrations.AlterField(model_name="number", name="number", field=models.BigIntegerField(primary_key=True, serialize=False)),
    ]
