from django.db import connection, migrations
from django.db.models import F, Q


def helper(orders):
    orders.filter(total__lt=9).update(total=F("total") + 1)  # want: unbatched-backfill


def fill(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    Order = apps.get_model("shop", "Order")
    orders = Order.objects.using(schema_editor.connection.alias)
    orders.filter(total__gt=3).exclude(note=None).update(note="y")  # want: unbatched-backfill
    orders.filter(Q(total=1) | Q(total__gt=2)).delete()  # want: unbatched-backfill "deleting"
    orders.filter(note__startswith=unknown()).update(total=1)  # want: unbatched-backfill
    orders.filter(pk=1).update(total=1)
    orders.filter(pk__in=unknown()).update(total=1)
    orders.none().update(total=1)
    helper(orders)
    for order in orders.filter(note="z").iterator():
        order.total = 5
        order.save()
    while True:
        if not orders.filter(pk__in=orders.filter(total=0)[:1000]).update(total=1):
            break
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shop_order SET total = %s WHERE total > %s", [1, 2])  # want: unbatched-backfill
        cursor.execute("SELECT 1")


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
