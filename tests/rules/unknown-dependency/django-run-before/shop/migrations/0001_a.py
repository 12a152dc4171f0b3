from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("installed", "0009_x")]
    run_before = [("cart", "0001_b"), ("cart", "0002_b")]  # want: unknown-dependency
    operations = []
