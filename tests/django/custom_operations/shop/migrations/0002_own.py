from django.db import migrations, models

from shop.operations import AddFieldElsewhere, AddFieldOnce, AddNote, DeleteModelIfExists, Rename, SetFillfactor


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial"), ("stock", "0001_initial")]

    operations = [
        AddFieldOnce("item", "absent", models.IntegerField(null=True)),
        AddFieldOnce(model_name="old", name="more", field=models.IntegerField(null=True)),
        AddNote("shop.Item"),
        SetFillfactor("Item", 70),
        AddFieldElsewhere("stock", "shelf", "row", models.IntegerField(default=1)),
        Rename("Item", "none"),
        DeleteModelIfExists(name="Old"),
    ]
