from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.AlterField("b", "pk", models.CompositePrimaryKey("x", "y")),
        migrations.AlterField("b", "pk", models.CompositePrimaryKey("y", "x")),  # want: composite-key-ignored "'shop_b'"
        migrations.AddField("a", "pk", models.CompositePrimaryKey("id", "x")),  # want: composite-key-ignored
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AlterField("b", "pk", models.CompositePrimaryKey("x", "y"))],
        ),
        migrations.AddField("a", "z", models.IntegerField(null=True)),
    ]
