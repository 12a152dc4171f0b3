from django.db import migrations, models
from django.db.models import F

from shop.lookups import Folded, Host, Joined, Left3


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("address", models.GenericIPAddressField()),
            ("a", models.CharField(max_length=10)),
            ("b", models.CharField(max_length=10, null=True)),
        ]),
        migrations.AddIndex("thing", models.Index(Host("address"), name="by_host")),
        migrations.AddIndex("thing", models.Index(Joined("a", F("b")), name="by_both")),
        migrations.AddIndex("thing", models.Index(Folded("a").desc(), name="by_folded")),
        migrations.AddIndex("thing", models.Index(Left3("a"), F("id").desc(), name="by_start")),
    ]
