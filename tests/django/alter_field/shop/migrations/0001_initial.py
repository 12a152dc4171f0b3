from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.CharField(max_length=10)),
            ("b", models.IntegerField()),
            ("c", models.CharField(max_length=10, null=True)),
            ("d", models.TextField()),
            ("e", models.DateField()),
            ("f", models.PositiveIntegerField()),
            ("g", models.BooleanField(null=True)),
            ("h", models.DecimalField(decimal_places=2, max_digits=8)),
            ("i", models.SlugField()),
            ("j", models.CharField(max_length=10, unique=True)),
            ("k", models.CharField(max_length=10, db_index=True)),
            ("l", models.IntegerField(db_index=True)),
            ("m", models.IntegerField(unique=True)),
            ("n", models.URLField()),
            ("o", models.CharField(max_length=10)),
            ("p", models.TextField(null=True)),
        ]),
    ]
