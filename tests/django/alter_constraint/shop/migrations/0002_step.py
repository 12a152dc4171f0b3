# django: 5.2+
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AlterConstraint(model_name="thing", name="thing_a", constraint=models.UniqueConstraint(fields=("a",), name="thing_a", violation_error_message="no")),
    ]
