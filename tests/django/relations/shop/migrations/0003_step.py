import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_step')]

    operations = [
        migrations.AlterField(model_name="note", name="author", field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="shop.author")),
        migrations.AlterField(model_name="note", name="author", field=models.ForeignKey(null=True, db_index=False, on_delete=django.db.models.deletion.CASCADE, to="shop.author")),
        migrations.AlterField(model_name="note", name="author", field=models.ForeignKey(null=True, db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to="shop.author")),
        migrations.AlterField(model_name="note", name="author", field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to="shop.author", related_name="notes")),
        migrations.AlterField(model_name="note", name="author", field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to="shop.book")),
        migrations.AlterField(model_name="note", name="author", field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, to="shop.book", related_name="+")),
        migrations.AlterField(model_name="note", name="author", field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to="shop.book", related_name="+")),
        migrations.AlterField(model_name="note", name="author", field=models.IntegerField(null=True)),
        migrations.AlterField(model_name="book", name="named", field=models.ManyToManyField(db_table="renamed_table", related_name="+", to="shop.author")),
        migrations.AlterField(model_name="book", name="loose", field=models.ManyToManyField(related_name="+", to="shop.author")),
        migrations.AlterField(model_name="book", name="authors", field=models.ManyToManyField(related_name="books", to="shop.author", blank=True)),
    ]
