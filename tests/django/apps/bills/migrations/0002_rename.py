from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('bills', '0001_initial'), ('orders', '0002_user')]

    operations = [
        migrations.RenameField(model_name="bill", old_name="order", new_name="purchase"),
    ]
