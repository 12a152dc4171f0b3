from django.db import migrations


def fill(apps, schema_editor):
    pass


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [
        migrations.RunPython(fill),  # want: missing-reverse "RunPython"
        migrations.RunPython(fill, None),  # want: missing-reverse
        migrations.RunPython(code=fill, elidable=True),  # want: missing-reverse
        migrations.RunPython(fill, fill),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(fill, reverse_code=lambda apps, schema_editor: None),
        migrations.RunSQL("SELECT 1"),  # want: missing-reverse "RunSQL"
        migrations.RunSQL("SELECT 1", reverse_sql=None),  # want: missing-reverse
        migrations.RunSQL("SELECT 1", ""),
        migrations.RunSQL("SELECT 1", migrations.RunSQL.noop),
        migrations.RunSQL(["SELECT 1", ("SELECT %s", [2])], reverse_sql=["SELECT 3"]),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL("SELECT 1")],  # want: missing-reverse
        ),
    ]
