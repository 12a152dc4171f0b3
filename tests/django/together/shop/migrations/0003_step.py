# backwards: what is undone after a later migration has the names that this one gave it
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.RenameField(model_name="thing", old_name="a", new_name="alpha"),
        migrations.AlterUniqueTogether(name="thing", unique_together=None),
    ]
