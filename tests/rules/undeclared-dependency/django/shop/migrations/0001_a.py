from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []
    operations = [
        migrations.CreateModel("Order", fields=[
            ("id", models.BigAutoField(primary_key=True)),
            ("x", models.ForeignKey("zoo.X", on_delete=models.CASCADE)),  # want: undeclared-dependency
            ("again", models.ForeignKey("zoo.X", on_delete=models.CASCADE)),
            ("self", models.ForeignKey("shop.Order", on_delete=models.CASCADE)),
            ("parent", models.ForeignKey("self", on_delete=models.CASCADE)),
            ("installed", models.ForeignKey("taggit.Tag", on_delete=models.CASCADE)),
            ("user", models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)),  # want: undeclared-dependency
        ]),
    ]
