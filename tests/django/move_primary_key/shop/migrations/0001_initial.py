from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Number", fields=[("number", models.IntegerField(primary_key=True, serialize=False))]),
    ]
