from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Base", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("name", models.CharField(max_length=10)),
        ], options={"abstract": False}),
        migrations.CreateModel(name="Child", fields=[
            ("base_ptr", models.OneToOneField(auto_created=True, on_delete=models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to="shop.base")),
            ("more", models.IntegerField()),
        ], bases=("shop.base",)),
        migrations.CreateModel(name="Proxy", fields=[], options={"proxy": True, "indexes": [], "constraints": []}, bases=("shop.base",)),
        migrations.CreateModel(name="Unmanaged", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ], options={"managed": False, "db_table": "elsewhere"}),
        migrations.CreateModel(name="Grandchild", fields=[
            ("child_ptr", models.OneToOneField(auto_created=True, on_delete=models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to="shop.child")),
        ], bases=("shop.child",)),
        migrations.CreateModel(name="Mixed", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("child", models.ForeignKey(on_delete=models.deletion.CASCADE, to="shop.grandchild")),
            ("proxy", models.ForeignKey(on_delete=models.deletion.CASCADE, to="shop.proxy")),
        ], bases=(models.Model,)),
    ]
