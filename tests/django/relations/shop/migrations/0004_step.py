import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0003_step')]

    operations = [
        migrations.RemoveField(model_name="note", name="codes"),
        migrations.RemoveField(model_name="note", name="members"),
        migrations.RemoveField(model_name="note", name="many"),
        migrations.RemoveField(model_name="book", name="unique"),
        migrations.RemoveField(model_name="book", name="named"),
        migrations.DeleteModel(name="Membership"),
    ]
