from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.RemoveField(model_name="mixed", name="proxy"),
        migrations.DeleteModel(name="Proxy"),

        migrations.RemoveField(model_name="child", name="more"),
        migrations.DeleteModel(name="Unmanaged"),
    ]
