# django: 4.2+
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.AlterModelTableComment(name="thing", table_comment="Other things"),
        migrations.AlterModelTableComment(name="thing", table_comment=None),
        migrations.AlterField(model_name="thing", name="b", field=models.CharField(max_length=10, db_comment="b's comment")),
        migrations.AlterField(model_name="thing", name="a", field=models.IntegerField(db_comment="new", null=True)),
        migrations.AlterField(model_name="thing", name="a", field=models.IntegerField(null=True)),
        migrations.AlterField(model_name="thing", name="b", field=models.TextField(db_comment="b's comment")),
        migrations.AddField(model_name="thing", name="c", field=models.IntegerField(null=True, db_comment="c")),
        migrations.AddField(model_name="thing", name="d", field=models.ForeignKey(null=True, db_comment="d", on_delete=models.deletion.CASCADE, to="shop.thing")),
    ]
