from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [('one', '0001_initial')]

    operations = [
        migrations.CreateModel(name="Part", fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("thing", models.ForeignKey(on_delete=models.deletion.CASCADE, to="one.thing")),
            ("things", models.ManyToManyField(to="one.thing", related_name="+")),
            ("generic", models.CharField(max_length=3)),
        ]),
    ]
