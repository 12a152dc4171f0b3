from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("onecore", "0001_initial")]
    operations = []
