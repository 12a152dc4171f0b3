import datetime
import uuid
from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddField(model_name="thing", name="a", field=models.DateField(default=datetime.date(2020, 1, 2))),
        migrations.AddField(model_name="thing", name="b", field=models.DateTimeField(default=datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc))),
        migrations.AddField(model_name="thing", name="c", field=models.DecimalField(decimal_places=2, max_digits=8, default=Decimal("1.50"))),
        migrations.AddField(model_name="thing", name="d", field=models.DecimalField(decimal_places=2, max_digits=8, default=0)),
        migrations.AddField(model_name="thing", name="e", field=models.DurationField(default=datetime.timedelta(days=1))),
        migrations.AddField(model_name="thing", name="f", field=models.JSONField(default=dict)),
        migrations.AddField(model_name="thing", name="g", field=models.JSONField(default=list)),
        migrations.AddField(model_name="thing", name="h", field=models.UUIDField(default=uuid.UUID("9c5b94b1-35ad-49bb-b118-8e8fc24abf80"))),
        migrations.AddField(model_name="thing", name="i", field=models.GenericIPAddressField(default="127.0.0.1")),
        migrations.AddField(model_name="thing", name="j", field=models.TimeField(default=datetime.time(1, 2, 3))),
    ]
