from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Order", fields=[
            ("id", models.BigAutoField(primary_key=True)),
            ("total", models.IntegerField()),
            ("note", models.CharField(max_length=20, null=True)),
        ]),
    ]
