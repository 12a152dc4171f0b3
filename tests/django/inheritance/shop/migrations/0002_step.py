from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddField(model_name="unmanaged", name="x", field=models.IntegerField(default=1)),
        migrations.AddField(model_name="base", name="x", field=models.IntegerField(default=1)),
        migrations.AlterModelOptions(name="unmanaged", options={"managed": False, "verbose_name": "u"}),
        migrations.AlterModelManagers(name="base", managers=[("objects", models.Manager())]),
        migrations.AlterModelOptions(name="base", options={"ordering": ["name"], "verbose_name": "b"}),
    ]
