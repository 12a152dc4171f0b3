from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.RemoveField(model_name="thing", name="a"),
        migrations.RemoveField(model_name="thing", name="i"),
        migrations.RemoveField(model_name="thing", name="l"),
    ]
