# Mistake: refused by the server, inside a transaction.
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0004_phone_numbers")]

    operations = [
        AddIndexConcurrently(
            model_name="product",
            index=models.Index(fields=["title"], name="products_title_idx"),
        ),
    ]
