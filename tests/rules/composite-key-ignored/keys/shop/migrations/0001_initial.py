from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(name="A", fields=[("id", models.BigAutoField(primary_key=True)), ("x", models.IntegerField())]),
        migrations.CreateModel(
            name="B",
            fields=[("x", models.IntegerField()), ("y", models.IntegerField()), ("pk", models.CompositePrimaryKey("x", "y"))],
        ),
    ]
