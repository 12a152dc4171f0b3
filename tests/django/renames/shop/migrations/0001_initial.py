# backwards: constraints made on the way back have other names than those of the way forth, which one step back meets
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Author", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("name", models.CharField(max_length=10, unique=True)),
            ("year", models.PositiveIntegerField()),
        ], options={"unique_together": {("name", "year")}}),
        migrations.CreateModel(name="Book", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("author", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.author")),
            ("authors", models.ManyToManyField(related_name="books", to="shop.author")),
            ("named", models.ManyToManyField(related_name="+", to="shop.author", db_table="book_named")),
        ]),
    ]
