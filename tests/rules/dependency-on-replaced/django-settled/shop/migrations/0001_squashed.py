from django.db import migrations


class Migration(migrations.Migration):
    replaces = [("shop", "0001_a"), ("shop", "0002_b")]
    dependencies = []
    operations = []
