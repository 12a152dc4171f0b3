import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.RenameField(model_name="author", old_name="name", new_name="full_name"),
        migrations.RenameField(model_name="author", old_name="year", new_name="birth"),
        migrations.RenameField(model_name="book", old_name="author", new_name="writer"),
        migrations.RenameField(model_name="book", old_name="authors", new_name="writers"),
        migrations.RenameField(model_name="book", old_name="named", new_name="renamed"),
    ]
