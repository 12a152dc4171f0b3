from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AlterField(model_name="thing", name="tags", field=models.ManyToManyField(to="shop.other")),
    ]
