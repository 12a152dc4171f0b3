def forwards(apps, schema_editor):  # want: no-migration-class
    pass
