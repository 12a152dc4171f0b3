# values of the moment: literals are not compared
import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddField(model_name="thing", name="a", field=models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now), preserve_default=False),
        migrations.AddField(model_name="thing", name="b", field=models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.AddField(model_name="thing", name="c", field=models.DateTimeField(auto_now=True)),
        migrations.AddField(model_name="thing", name="d", field=models.DateField(default=django.utils.timezone.now)),
    ]
