from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("zoo", "0001_a")]
    operations = [migrations.CreateModel("User", fields=[("id", models.BigAutoField(primary_key=True))])]
