from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_b")]  # want: dependency-on-replaced "and 1 more does"
    operations = []
