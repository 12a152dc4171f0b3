from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.AlterField(model_name="thing", name="c", field=models.CharField(max_length=10, default="x")),
        migrations.AlterField(model_name="thing", name="c", field=models.CharField(max_length=10)),
        migrations.AlterField(model_name="thing", name="c", field=models.CharField(max_length=10, null=True, blank=True)),
        migrations.AlterField(model_name="thing", name="c", field=models.CharField(max_length=10, blank=True)),
        migrations.AlterField(model_name="thing", name="d", field=models.TextField(db_index=True)),
        migrations.AlterField(model_name="thing", name="d", field=models.TextField(unique=True)),
        migrations.AlterField(model_name="thing", name="d", field=models.TextField()),
        migrations.AlterField(model_name="thing", name="e", field=models.DateTimeField()),
        migrations.AlterField(model_name="thing", name="e", field=models.DateField()),
        migrations.AlterField(model_name="thing", name="f", field=models.IntegerField()),
        migrations.AlterField(model_name="thing", name="f", field=models.PositiveBigIntegerField()),
        migrations.AlterField(model_name="thing", name="f", field=models.PositiveSmallIntegerField()),
        migrations.AlterField(model_name="thing", name="g", field=models.BooleanField(default=False)),
        migrations.AlterField(model_name="thing", name="h", field=models.DecimalField(decimal_places=4, max_digits=12)),
        migrations.AlterField(model_name="thing", name="h", field=models.FloatField()),
    ]
