from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]
    operations = [migrations.CreateModel(name="Part", fields=[
        ("id", models.BigAutoField(primary_key=True)), ("order", models.ForeignKey("orders.Order", models.CASCADE)),
        ("name", models.CharField(max_length=settings.PART_LENGTH))])]
