import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AlterField(model_name="author", name="code", field=models.CharField(max_length=20, unique=True)),
        migrations.AlterField(model_name="author", name="number", field=models.BigIntegerField(unique=True)),
        migrations.RenameField(model_name="author", old_name="number", new_name="no"),
        migrations.AlterField(model_name="author", name="no", field=models.BigIntegerField(unique=True, db_column="num")),
    ]
