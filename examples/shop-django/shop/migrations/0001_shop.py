# The shop's first tables. Everything here is new, so nothing can be blocked.
from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("phone", models.CharField(max_length=20, null=True)),
                ("created_at", models.DateTimeField(db_default=Now())),
            ],
            options={"db_table": "customers"},
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sku", models.TextField(unique=True)),
                ("title", models.TextField()),
                ("price", models.DecimalField(decimal_places=2, max_digits=10)),
            ],
            options={
                "db_table": "products",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("price__gte", 0)), name="products_price_check"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("customer", models.ForeignKey(on_delete=models.PROTECT, to="shop.customer")),
                ("total", models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                ("note", models.TextField(null=True)),
                ("placed_at", models.DateTimeField(db_default=Now())),
            ],
            options={"db_table": "orders"},
        ),
        migrations.RunSQL(
            """
            CREATE VIEW open_orders AS
                SELECT id, customer_id, total FROM orders WHERE total IS NULL
            """,
            reverse_sql="DROP VIEW open_orders",
        ),
    ]
