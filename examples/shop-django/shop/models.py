from django.db import models
from django.db.models.functions import Now


class Customer(models.Model):
    name = models.TextField()
    email = models.TextField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "customers"
        constraints = [models.UniqueConstraint("email", name="customers_email_idx")]


class Product(models.Model):
    sku = models.TextField(unique=True)
    title = models.TextField()
    price = models.DecimalField(max_digits=12, decimal_places=4)
    weight_grams = models.IntegerField(db_default=0)

    class Meta:
        db_table = "products"
        indexes = [models.Index(fields=["title"], name="products_title_idx")]
        constraints = [
            models.CheckConstraint(condition=models.Q(weight_grams__gte=0), name="products_weight_check"),
        ]


class Coupon(models.Model):
    code = models.TextField(unique=True)

    class Meta:
        db_table = "coupons"


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.PROTECT)
    total = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    remark = models.TextField(null=True)
    placed_at = models.DateTimeField(db_default=Now())
    coupon = models.ForeignKey(Coupon, models.SET_NULL, db_column="coupon_id", db_index=False, null=True)

    class Meta:
        db_table = "orders"
