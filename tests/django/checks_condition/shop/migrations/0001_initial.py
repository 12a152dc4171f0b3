# django: 5.1+
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.IntegerField()),
            ("b", models.CharField(max_length=20)),
            ("c", models.DateTimeField(null=True)),
            ("d", models.DateTimeField(null=True)),
            ("flag", models.BooleanField(default=False)),
            ("parent", models.ForeignKey(null=True, on_delete=models.deletion.CASCADE, to="shop.thing")),
        ]),
    ]
