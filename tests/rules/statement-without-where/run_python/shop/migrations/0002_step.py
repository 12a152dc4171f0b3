from django.db import migrations


def fill(apps, schema_editor):
    apps.get_model("shop.Order").objects.update(total=0)  # want: statement-without-where
    apps.get_model("shop", "order").objects.all().delete()  # want: statement-without-where
    apps.get_model("shop", "order").objects.create(total=0)
    apps.get_model("shop", "order")(total=0).save()
    table = apps.get_model("shop", "order")._meta.db_table
    schema_editor.execute(f"UPDATE {table} SET total = 1")  # want: statement-without-where
    schema_editor.execute("UPDATE %s SET total = 1" % schema_editor.quote_name(table))  # want: statement-without-where


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL([("UPDATE shop_order SET note = %s", ["it's"]), "SELECT 1"], ""),  # want: statement-without-where
    ]
