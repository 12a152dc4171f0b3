from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [
        AddIndexConcurrently("order", models.Index(fields=["total"], name="by_total")),  # want: not-allowed-in-transaction
        RemoveIndexConcurrently("order", "by_total"),  # want: not-allowed-in-transaction
        migrations.RunSQL("CREATE INDEX CONCURRENTLY x ON shop_order (note)", ""),  # want: not-allowed-in-transaction
    ]
