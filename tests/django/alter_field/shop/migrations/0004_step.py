from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0003_step')]

    operations = [
        migrations.AlterField(model_name="thing", name="i", field=models.SlugField(unique=True)),
        migrations.AlterField(model_name="thing", name="i", field=models.CharField(max_length=50)),
        migrations.AlterField(model_name="thing", name="i", field=models.SlugField(max_length=60)),
        migrations.AlterField(model_name="thing", name="j", field=models.CharField(max_length=10)),
        migrations.AlterField(model_name="thing", name="k", field=models.CharField(max_length=10)),
        migrations.AlterField(model_name="thing", name="k", field=models.CharField(max_length=10, db_index=True)),
        migrations.AlterField(model_name="thing", name="k", field=models.CharField(max_length=12, unique=True)),
        migrations.AlterField(model_name="thing", name="k", field=models.TextField(unique=True)),
        migrations.AlterField(model_name="thing", name="l", field=models.IntegerField()),
        migrations.AlterField(model_name="thing", name="l", field=models.IntegerField(db_index=True, null=True)),
        migrations.AlterField(model_name="thing", name="m", field=models.IntegerField()),
        migrations.AlterField(model_name="thing", name="m", field=models.CharField(max_length=10, db_index=True)),
        migrations.AlterField(model_name="thing", name="m", field=models.IntegerField(db_index=True)),
        migrations.AlterField(model_name="thing", name="n", field=models.URLField(max_length=500, verbose_name="N", help_text="x", blank=True)),
        migrations.AlterField(model_name="thing", name="n", field=models.URLField(max_length=500, choices=[("a", "b")])),
        migrations.AlterField(model_name="thing", name="n", field=models.URLField(max_length=500, db_column="other")),
        migrations.AlterField(model_name="thing", name="n", field=models.URLField(max_length=500, db_column="other", db_index=True)),
        migrations.AlterField(model_name="thing", name="n", field=models.URLField(max_length=500)),
        migrations.AlterField(model_name="thing", name="o", field=models.EmailField(max_length=254, null=True)),
        migrations.AlterField(model_name="thing", name="o", field=models.UUIDField(null=True)),
        migrations.AlterField(model_name="thing", name="p", field=models.JSONField(default=dict)),
        migrations.AlterField(model_name="thing", name="p", field=models.JSONField(null=True)),
    ]
