# As it should be: a constant default costs nothing, and the constraint is checked while the shop goes on.
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0005_search")]

    operations = [
        migrations.AddField(model_name="product", name="weight_grams", field=models.IntegerField(db_default=0)),
        AddConstraintNotValid(
            model_name="product",
            constraint=models.CheckConstraint(condition=models.Q(("weight_grams__gte", 0)), name="products_weight_check"),
        ),
    ]
