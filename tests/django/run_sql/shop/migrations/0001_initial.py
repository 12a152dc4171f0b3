from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.RunSQL("CREATE TABLE a (id integer); CREATE TABLE b (id integer, t text DEFAULT 'x;y')", reverse_sql="DROP TABLE b; DROP TABLE a;"),
        migrations.RunSQL(["ALTER TABLE a ADD COLUMN x integer", "ALTER TABLE a ADD COLUMN y integer"], migrations.RunSQL.noop),
        migrations.RunSQL([("INSERT INTO b VALUES (%s, %s)", [1, "it's"]), "UPDATE b SET t = '100%' WHERE id = 1"], reverse_sql=[("DELETE FROM b WHERE id = %s", [1])]),
        migrations.RunSQL(sql="""
            -- a comment; with a semicolon
            CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$ SELECT 1; $$;
            COMMENT ON TABLE a IS 'x';
        """, reverse_sql="DROP FUNCTION f()"),
        migrations.RunSQL(
            "CREATE TABLE thing (id bigint PRIMARY KEY, name text NOT NULL)",
            "DROP TABLE thing",
            state_operations=[migrations.CreateModel(name="Thing", fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),("name", models.TextField())], options={"db_table": "thing"})],
            elidable=True,
        ),
        migrations.RunSQL(migrations.RunSQL.noop, migrations.RunSQL.noop),
        migrations.AlterField(model_name="thing", name="name", field=models.TextField(null=True)),
    ]
