import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Author", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("code", models.CharField(max_length=10, unique=True)),
            ("parent", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to="shop.author")),
            ("friends", models.ManyToManyField(to="shop.author")),
        ]),
        migrations.CreateModel(name="Book", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("author", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.author")),
            ("by_code", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="shop.author", to_field="code", related_name="+")),
            ("unchecked", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="shop.author", related_name="+")),
            ("unindexed", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="shop.author", related_name="+")),
            ("unique", models.ForeignKey(unique=True, on_delete=django.db.models.deletion.CASCADE, to="shop.author", related_name="+")),
            ("column", models.ForeignKey(db_column="Col", on_delete=django.db.models.deletion.CASCADE, to="shop.author", related_name="+")),
            ("one", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="shop.author", related_name="the_one")),
            ("key", models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, to="shop.author", to_field="code", related_name="+")),
            ("authors", models.ManyToManyField(related_name="books", to="shop.author")),
            ("named", models.ManyToManyField(db_table="named_table", related_name="+", to="shop.author")),
            ("loose", models.ManyToManyField(db_constraint=False, related_name="+", to="shop.author")),
        ]),
        migrations.CreateModel(name="Page", fields=[
            ("book", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to="shop.book")),
        ]),
        migrations.CreateModel(name="Note", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("page", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.page")),
        ]),
    ]
