from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('two', '0001_initial'), ('one', '0002_rename')]

    operations = [
        migrations.AddField(model_name="part", name="item", field=models.ForeignKey(null=True, on_delete=models.deletion.CASCADE, to="one.item", related_name="+")),
        migrations.AlterField(model_name="part", name="thing", field=models.ForeignKey(null=True, on_delete=models.deletion.CASCADE, to="one.item")),
        migrations.RenameModel(old_name="Part", new_name="Piece"),
    ]
