from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [("shop", "0001_initial"), ("shop", "0002_step")]
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),("a", models.IntegerField()), ("b", models.IntegerField(null=True))]),
    ]
