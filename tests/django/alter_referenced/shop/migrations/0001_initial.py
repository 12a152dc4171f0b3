# backwards: Django changes to_field in older states, too, and forgets the key on the way back
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Author", fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("code", models.CharField(max_length=10, unique=True)),
            ("number", models.IntegerField(unique=True)),
        ]),
        migrations.CreateModel(name="Book", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("author", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.author", to_field="code")),
            ("number", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.author", to_field="number", related_name="+")),
        ]),
    ]
