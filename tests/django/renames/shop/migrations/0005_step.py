import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0004_step')]

    operations = [
        migrations.RenameModel(old_name="Writer", new_name="Person"),
        migrations.RenameField(model_name="person", old_name="birth", new_name="born"),
        migrations.AlterField(model_name="person", name="born", field=models.PositiveIntegerField(db_index=True)),
    ]
