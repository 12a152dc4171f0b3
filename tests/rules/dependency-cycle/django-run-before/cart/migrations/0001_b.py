from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("site", "0001_c")]  # want: dependency-cycle
    operations = []
