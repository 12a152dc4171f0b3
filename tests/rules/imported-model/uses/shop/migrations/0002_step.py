from django.apps import apps as real_apps
from django.db import migrations
from billing.models import Invoice
from shop.models import Order, Status


def all_orders():
    return Order.objects.all()  # the place is that of the call in this file


def imported(apps, schema_editor):
    Order.objects.filter(pk=1).update(total=0)  # want: imported-model "'Order'"
    Order.objects.filter(pk=2).update(total=0)
    for invoice in Invoice.objects.all():  # want: imported-model "'Invoice'"
        invoice.save()


def registry(apps, schema_editor):
    real_apps.get_model("shop", "Order").objects.filter(pk=1).update(total=1)  # want: imported-model


def historical(apps, schema_editor):
    Order = apps.get_model("shop", "Order")
    Order.objects.filter(pk=1).update(total=len(Status.NEW))
    print(Order.__name__)


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [
        migrations.RunPython(imported, migrations.RunPython.noop),
        migrations.RunPython(registry, migrations.RunPython.noop),
        migrations.RunPython(historical, migrations.RunPython.noop),
    ]
