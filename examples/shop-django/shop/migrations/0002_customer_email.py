# Mistakes: a required column that running code does not fill; an index that blocks writes.
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_shop")]

    operations = [
        migrations.AddField(model_name="customer", name="email", field=models.TextField()),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.UniqueConstraint("email", name="customers_email_idx"),
        ),
    ]
