import shop.fields
from django.db import migrations, models

TABLE = "%s_%s" % ("custom", "things")


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Thing", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("a", shop.fields.ShortField()),
            ("b", shop.fields.MoneyField(default=0)),
            ("c", shop.fields.LinkField(on_delete=models.deletion.CASCADE, to="shop.thing", null=True)),
            ("d", shop.fields.KindField(null=True)),
        ], options=dict(db_table=TABLE)),
        *[migrations.AddField("thing", f"n{n}", models.IntegerField(null=True)) for n in range(3)],
    ]
