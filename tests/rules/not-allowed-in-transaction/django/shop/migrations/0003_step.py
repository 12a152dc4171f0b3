from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("shop", "0002_step")]

    operations = [AddIndexConcurrently("order", models.Index(fields=["note"], name="by_note"))]
