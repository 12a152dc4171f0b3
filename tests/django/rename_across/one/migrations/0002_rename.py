from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('one', '0001_initial'), ('two', '0001_initial')]

    operations = [
        migrations.RenameModel(old_name="Thing", new_name="Item"),
    ]
