from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('auth', '0001_initial')]
    operations = []
