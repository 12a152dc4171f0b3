from django.db import migrations, models


def forwards(apps, schema_editor):
    schema_editor.execute("CREATE INDEX from_python ON shop_thing (a)")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE shop_thing ADD COLUMN extra integer")


def backwards(apps, schema_editor):
    schema_editor.execute("ALTER TABLE shop_thing DROP COLUMN extra")
    schema_editor.execute("DROP INDEX from_python")


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.RunPython(forwards, backwards),
        migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
    ]
