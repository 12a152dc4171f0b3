from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Everything",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("char", models.CharField(max_length=40, unique=True)),
                ("char_indexed", models.CharField(max_length=40, db_index=True)),
                ("text", models.TextField(unique=True, null=True)),
                ("text_indexed", models.TextField(db_index=True)),
                ("slug", models.SlugField(unique=True)),
                ("slug_plain", models.SlugField(db_index=False)),
                ("email", models.EmailField(max_length=100, db_index=True)),
                ("url", models.URLField(unique=True)),
                ("file", models.FileField(upload_to="x", unique=True)),
                ("path", models.FilePathField(db_index=True)),
                ("number", models.IntegerField(db_index=True)),
                ("positive", models.PositiveIntegerField(unique=True)),
                ("small", models.PositiveSmallIntegerField(db_index=True)),
                ("uuid", models.UUIDField(unique=True)),
                ("moment", models.DateTimeField(db_index=True)),
                ("date", models.DateField(unique=True, null=True)),
                ("flag", models.BooleanField(db_index=True)),
                ("price", models.DecimalField(decimal_places=2, max_digits=8, db_index=True)),
                ("data", models.JSONField(db_index=True)),
                ("address", models.GenericIPAddressField(unique=True)),
                ("binary", models.BinaryField(db_index=True)),
                ("column", models.CharField(max_length=5, db_index=True, db_column="Another Column")),
            ],
        ),
    ]
