from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddField(model_name="thing", name="a", field=models.CharField(default="it's", max_length=40)),
        migrations.AddField(model_name="thing", name="b", field=models.CharField(default="x", max_length=40), preserve_default=False),
        migrations.AddField(model_name="thing", name="c", field=models.IntegerField(default=7)),
        migrations.AddField(model_name="thing", name="d", field=models.IntegerField(null=True)),
        migrations.AddField(model_name="thing", name="e", field=models.IntegerField(default=-3, null=True)),
        migrations.AddField(model_name="thing", name="f", field=models.BooleanField(default=True)),
        migrations.AddField(model_name="thing", name="g", field=models.TextField(blank=True, default="")),
        migrations.AddField(model_name="thing", name="h", field=models.TextField(blank=True)),
        migrations.AddField(model_name="thing", name="i", field=models.CharField(max_length=10, unique=True, null=True)),
        migrations.AddField(model_name="thing", name="j", field=models.CharField(max_length=10, db_index=True, default="j")),
        migrations.AddField(model_name="thing", name="k", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="thing", name="l", field=models.PositiveSmallIntegerField(db_index=True, default=1)),
        migrations.AddField(model_name="thing", name="m", field=models.FloatField(default=1.5)),
        migrations.AddField(model_name="thing", name="n", field=models.SlugField(default="n", unique=True)),
        migrations.AddField(model_name="thing", name="o", field=models.JSONField(null=True)),
        migrations.AddField(model_name="thing", name="p", field=models.BinaryField(null=True)),
        migrations.AddField(model_name="thing", name="q", field=models.EmailField(max_length=254, default="a@b.c")),
        migrations.AddField(model_name="thing", name="r", field=models.FileField(upload_to="x", blank=True, default="")),
        migrations.AddField(model_name="thing", name="s", field=models.BinaryField(blank=True)),
    ]
