from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_a"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField("order", "by", models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)),
        migrations.AddField("order", "y", models.ManyToManyField(to="zoo.X")),
    ]
