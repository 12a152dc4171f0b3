# Mistakes: a rewrite of the whole table; a foreign key that is checked at once; a view in the way.
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_customer_email")]

    operations = [
        migrations.CreateModel(
            name="Coupon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
            ],
            options={"db_table": "coupons"},
        ),
        migrations.AddField(
            model_name="order",
            name="coupon",
            field=models.BigIntegerField(db_column="coupon_id", null=True),
        ),
        migrations.AlterField(
            model_name="order",
            name="coupon",
            field=models.ForeignKey(
                db_column="coupon_id", db_index=False, null=True, on_delete=models.SET_NULL, to="shop.coupon"
            ),
        ),
        migrations.AlterField(
            model_name="product",
            name="price",
            field=models.DecimalField(decimal_places=4, max_digits=12),
        ),
        migrations.AlterField(
            model_name="order",
            name="total",
            field=models.DecimalField(decimal_places=2, max_digits=12, null=True),
        ),
    ]
