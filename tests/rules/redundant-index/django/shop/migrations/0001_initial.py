# The table of a many-to-many field has a UNIQUE over both keys and an index on each of them; a unique text has one for
# LIKE as well: nobody wrote them, and nobody can leave them out.
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=50, db_index=True)),
            ],
        ),
        migrations.CreateModel(  # want: redundant-index
            name="Article",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("tags", models.ManyToManyField(to="shop.tag")),
                ("title", models.CharField(max_length=50)),
                ("owner", models.ForeignKey(on_delete=models.CASCADE, to="shop.tag", related_name="+")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["title"], name="article_title"),
                    models.Index(fields=["title", "owner"], name="article_title_owner"),
                ],
            },
        ),
        migrations.AddField(model_name="tag", name="related", field=models.ManyToManyField(to="shop.tag")),
    ]
