from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.RunSQL("CREATE SCHEMA other", "DROP SCHEMA other"),
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", models.CharField(max_length=10, db_index=True)),
            ("n", models.IntegerField(unique=True)),
            ("parent", models.ForeignKey(null=True, on_delete=models.deletion.CASCADE, to="shop.thing")),
        ], options={"db_table": 'other"."thing'}),
        migrations.AddField(model_name="thing", name="b", field=models.IntegerField(default=1)),
    ]
