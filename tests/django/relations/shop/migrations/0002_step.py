import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AddField(model_name="author", name="page", field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="shop.page", related_name="+")),
        migrations.AddField(model_name="note", name="author", field=models.ForeignKey(default=1, on_delete=django.db.models.deletion.CASCADE, to="shop.author"), preserve_default=False),
        migrations.AddField(model_name="note", name="codes", field=models.ForeignKey(default="x", on_delete=django.db.models.deletion.CASCADE, to="shop.author", to_field="code", related_name="+")),
        migrations.AddField(model_name="note", name="loose", field=models.ForeignKey(null=True, db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to="shop.author", related_name="+")),
        migrations.AddField(model_name="note", name="one", field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, to="shop.author", related_name="+")),
        migrations.AddField(model_name="note", name="many", field=models.ManyToManyField(to="shop.book")),
        migrations.CreateModel(name="Membership", fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("author", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.author")),
            ("note", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.note")),
        ]),
        migrations.AddField(model_name="note", name="members", field=models.ManyToManyField(through="shop.Membership", to="shop.author", related_name="+")),
    ]
