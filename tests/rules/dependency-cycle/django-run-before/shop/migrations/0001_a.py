from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cart", "0001_b")]
    operations = []
