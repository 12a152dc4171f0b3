# django: 5.1+
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.RemoveConstraint(model_name="thing", name="thing_pairs"),
    ]
