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
            ("friends", models.ManyToManyField(to="shop.author")),
        ], options={"unique_together": {("name", "year")}}),
        migrations.CreateModel(name="Book", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("author", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.author")),
            ("authors", models.ManyToManyField(related_name="books", to="shop.author")),
            ("named", models.ManyToManyField(related_name="+", to="shop.author", db_table="book_named")),
        ]),
    ]
