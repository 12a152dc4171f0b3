# backwards: constraints made on the way back have other names than those of the way forth, which one step back meets
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Author", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("name", models.CharField(max_length=10, unique=True)),
            ("friends", models.ManyToManyField(to="shop.author")),
            ("boss", models.ForeignKey(on_delete=models.deletion.CASCADE, to="shop.author", null=True)),
        ]),
    ]
