from django.db import migrations


class Migration(migrations.Migration):
    replaces = [("shop", "0001_a"), ("shop", "0002_gone")]  # want: squashed-migrations-kept "replaces 1 migration that is"
    dependencies = []
    operations = []
