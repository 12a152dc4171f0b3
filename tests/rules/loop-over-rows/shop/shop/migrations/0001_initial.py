from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.CreateModel("Order", [("id", models.AutoField(primary_key=True)), ("name", models.TextField())])]
