from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Everything",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("big", models.BigIntegerField()),
                ("binary", models.BinaryField(max_length=20)),
                ("flag", models.BooleanField(default=False)),
                ("flag_or_not", models.BooleanField(null=True)),
                ("char", models.CharField(max_length=40)),
                ("date", models.DateField(auto_now_add=True)),
                ("moment", models.DateTimeField(auto_now=True)),
                ("price", models.DecimalField(decimal_places=2, max_digits=8)),
                ("duration", models.DurationField(null=True, blank=True)),
                ("email", models.EmailField(max_length=254)),
                ("file", models.FileField(upload_to="files/%Y")),
                ("path", models.FilePathField(path="/tmp", null=True)),
                ("ratio", models.FloatField()),
                ("address", models.GenericIPAddressField(protocol="ipv4", null=True)),
                ("image", models.ImageField(upload_to="images")),
                ("whole", models.IntegerField()),
                ("data", models.JSONField(default=dict)),
                ("positive_big", models.PositiveBigIntegerField()),
                ("positive", models.PositiveIntegerField()),
                ("positive_small", models.PositiveSmallIntegerField(null=True)),
                ("slug", models.SlugField()),
                ("small", models.SmallIntegerField()),
                ("text", models.TextField()),
                ("time", models.TimeField()),
                ("url", models.URLField()),
                ("uuid", models.UUIDField(default=None, editable=False)),
                ("odd", models.CharField(max_length=3, db_column="Odd Name", choices=[("a", "A"), ("b", "B")])),
            ],
            options={"verbose_name": "everything", "ordering": ["-moment"]},
        ),
        migrations.CreateModel(name="Small", fields=[("id", models.SmallAutoField(primary_key=True, serialize=False))]),
        migrations.CreateModel(name="Big", fields=[("id", models.BigAutoField(primary_key=True, serialize=False))]),
        migrations.CreateModel(name="ByText", fields=[("code", models.CharField(max_length=8, primary_key=True, serialize=False))]),
        migrations.CreateModel(name="ByUuid", fields=[("uuid", models.UUIDField(primary_key=True, serialize=False))]),
        migrations.CreateModel(name="ByNumber", fields=[("number", models.PositiveIntegerField(primary_key=True, serialize=False))]),
        migrations.CreateModel(name="BySlug", fields=[("slug", models.SlugField(primary_key=True, serialize=False))]),
    ]
