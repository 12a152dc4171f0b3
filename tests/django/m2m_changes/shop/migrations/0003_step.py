from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.RenameModel("Tag", "Label"),
        migrations.RenameModel("Other", "Another"),
        migrations.RenameModel("Thing", "Item"),
    ]
