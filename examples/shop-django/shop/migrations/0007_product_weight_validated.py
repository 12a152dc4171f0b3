from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0006_product_weight")]

    operations = [
        ValidateConstraint(model_name="product", name="products_weight_check"),
        # migvet: allow drop-constraint -- the new check takes its place in the next release
        migrations.RemoveConstraint(model_name="product", name="products_price_check"),
    ]
