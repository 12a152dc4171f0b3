from django.db import migrations


def fill(apps, schema_editor):
    Order = apps.get_model("shop", "Order")
    for order in Order.objects.all().iterator(chunk_size=1000):
        order.save()
    for order in Order.objects.all()[:1000]:
        order.save()
    for order in Order.objects.filter(name=""):
        order.save()
    batch = []
    for order in Order.objects.all():
        batch.append(order)
    Order.objects.bulk_update(batch, ["name"])
    order = Order.objects.first()
    order.save()
    Order(name="x").save()


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_bad")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
