# django: 4.1+ <5.1
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.RenameIndex(model_name="thing", new_name="new_name", old_fields=("a", "b")),
    ]
