# django: 5.0+
from django.db import migrations, models
from django.db.models.functions import Now, Pi


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.IntegerField(db_default=5)),
            ("b", models.DateTimeField(db_default=Now())),
            ("c", models.CharField(max_length=10, db_default="it's")),
            ("d", models.BooleanField(db_default=False)),
            ("e", models.JSONField(db_default={})),
            ("f", models.FloatField(db_default=Pi())),
            ("g", models.CharField(max_length=10, db_default=models.Value("v"))),
        ]),
    ]
