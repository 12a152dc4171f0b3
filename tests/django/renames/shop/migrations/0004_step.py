import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0003_step')]

    operations = [
        migrations.AlterModelTable(name="writer", table="people"),
        migrations.AlterModelTable(name="novel", table="Novels"),
        migrations.AlterModelTable(name="novel", table=None),
    ]
