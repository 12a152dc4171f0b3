from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))]),
        migrations.CreateModel(name="Other", fields=[
            ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("thing", models.ForeignKey(on_delete=models.deletion.CASCADE, to="shop.thing")),
            ("one", models.OneToOneField(on_delete=models.deletion.CASCADE, to="shop.thing", related_name="+", null=True)),
            ("many", models.ManyToManyField(to="shop.thing", related_name="others")),
        ]),
        migrations.CreateModel(name="Code", fields=[("code", models.CharField(max_length=10, primary_key=True, serialize=False))]),
        migrations.CreateModel(name="Coded", fields=[
            ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("code", models.ForeignKey(on_delete=models.deletion.CASCADE, to="shop.code")),
        ]),
        migrations.CreateModel(name="Number", fields=[("number", models.IntegerField(primary_key=True, serialize=False))]),
    ]
