from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class DeleteModelIfExists(migrations.DeleteModel):
    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = from_state.apps.get_model(app_label, self.name)._meta.db_table
        if table in schema_editor.connection.introspection.table_names():
            super().database_forwards(app_label, schema_editor, from_state, to_state)


class AddFieldOnce(migrations.AddField):
    """Not when the columns are unique already."""

    columns = {"name", "code"}

    def is_unique(self, schema_editor, model):
        with schema_editor.connection.cursor() as cursor:
            constraints = schema_editor.connection.introspection.get_constraints(cursor, model._meta.db_table)
        return any(one["unique"] and not one.get("primary_key") and set(one["columns"]) == self.columns for one in constraints.values())

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model) and not self.is_unique(schema_editor, model):
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.model_name)
        if not self.is_unique(schema_editor, model):
            super().database_backwards(app_label, schema_editor, from_state, to_state)


class AddFieldElsewhere(migrations.AddField):
    def __init__(self, app, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.app = app

    def state_forwards(self, app_label, state):
        super().state_forwards(self.app, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        super().database_forwards(self.app, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        super().database_backwards(self.app, schema_editor, from_state, to_state)


class AddNote(migrations.AddField):
    def __init__(self, model):
        super().__init__(model_name=model.split(".")[-1].lower(), name="note", field=models.TextField(null=True))


class SetFillfactor(Operation):
    reversible = True

    def __init__(self, model_name, factor):
        self.model_name = model_name
        self.factor = factor

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {schema_editor.quote_name(model._meta.db_table)} SET (fillfactor = {self.factor})")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f"ALTER TABLE {table} RESET (fillfactor)")


class Rename(migrations.RunPython):
    def __init__(self, model_name, value):
        def forwards(apps, schema_editor):
            apps.get_model("shop", model_name).objects.update(name=value)

        super().__init__(forwards, migrations.RunPython.noop)
