from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_step")]

    operations = [
        migrations.RenameModel(old_name="Writer", new_name="Person"),
        migrations.RenameField(model_name="person", old_name="friends", new_name="others"),
    ]
