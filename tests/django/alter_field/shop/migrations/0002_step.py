from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AlterField(model_name="thing", name="a", field=models.CharField(max_length=20)),
        migrations.AlterField(model_name="thing", name="a", field=models.CharField(max_length=5)),
        migrations.AlterField(model_name="thing", name="a", field=models.TextField()),
        migrations.AlterField(model_name="thing", name="a", field=models.CharField(max_length=5)),
        migrations.AlterField(model_name="thing", name="b", field=models.BigIntegerField()),
        migrations.AlterField(model_name="thing", name="b", field=models.PositiveIntegerField()),
        migrations.AlterField(model_name="thing", name="b", field=models.IntegerField(null=True)),
        migrations.AlterField(model_name="thing", name="b", field=models.IntegerField(default=4)),
        migrations.AlterField(model_name="thing", name="b", field=models.CharField(max_length=5)),
        migrations.AlterField(model_name="thing", name="b", field=models.IntegerField()),
    ]
