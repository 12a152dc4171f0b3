# backwards: constraints made on the way back have other names than those of the way forth, which one step back meets
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Tag", fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),]),
        migrations.CreateModel(name="Other", fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),]),
        migrations.CreateModel(name="Thing", fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("tags", models.ManyToManyField(to="shop.tag")),
        ]),
    ]
