from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[("name", models.CharField(max_length=10))]),
    ]
