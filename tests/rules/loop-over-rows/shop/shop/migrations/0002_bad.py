from django.db import migrations


def fill(apps, schema_editor):
    Order = apps.get_model("shop", "Order")
    for order in Order.objects.all():
        order.name = order.name.upper()
        order.save()  # want: loop-over-rows "every row of 'shop_order'"
    orders = Order.objects.order_by("id").select_related()
    for number, order in enumerate(orders):
        order.name = str(number)
        order.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
