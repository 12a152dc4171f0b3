from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0003_step')]

    operations = [
        migrations.AlterField(model_name="number", name="number", field=models.AutoField(primary_key=True, serialize=False)),
        migrations.AlterField(model_name="number", name="number", field=models.SmallAutoField(primary_key=True, serialize=False)),
        migrations.AlterField(model_name="number", name="number", field=models.IntegerField(primary_key=True, serialize=False)),
    ]
