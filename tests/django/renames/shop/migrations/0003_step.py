import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.RenameModel(old_name="Author", new_name="Writer"),
        migrations.RenameModel(old_name="Book", new_name="Novel"),
    ]
