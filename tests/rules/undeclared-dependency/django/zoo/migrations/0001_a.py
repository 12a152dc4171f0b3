from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.CreateModel("X", fields=[("id", models.BigAutoField(primary_key=True))])]
