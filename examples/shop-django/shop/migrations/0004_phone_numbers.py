# Mistakes: the data is gone at commit, and old code still uses both names.
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0003_order_coupon")]

    operations = [
        migrations.RemoveField(model_name="customer", name="phone"),
        migrations.RenameField(model_name="order", old_name="note", new_name="remark"),
    ]
