from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.RemoveIndex(model_name="thing", name="thing_a"),
        migrations.RemoveIndex(model_name="thing", name="thing_complex"),
    ]
