from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AlterField(model_name="thing", name="c", field=models.CharField(max_length=10, db_collation="C")),
        migrations.AlterField(model_name="thing", name="a", field=models.CharField(max_length=10)),
        migrations.AlterField(model_name="thing", name="b", field=models.CharField(max_length=10, db_collation="C")),
        migrations.AlterField(model_name="thing", name="c", field=models.CharField(max_length=20, db_collation="C", unique=True)),
        migrations.AddField(model_name="thing", name="d", field=models.TextField(db_collation="C", default="")),
    ]
