from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0003_step')]

    operations = [
        migrations.RemoveField(model_name="item", name="tags"),
        migrations.DeleteModel(name="Item"),
    ]
