from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(  # want: state-database-mismatch "'amount'"
            database_operations=[migrations.AddField("order", "sum", models.IntegerField(null=True))],
            state_operations=[migrations.AddField("order", "amount", models.IntegerField(null=True))],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AddField("order", "tax", models.IntegerField(null=True))],
            state_operations=[migrations.AddField("order", "vat", models.IntegerField(null=True, db_column="tax"))],
        ),
        migrations.SeparateDatabaseAndState(  # want: state-database-mismatch "'integer' in the database, and 'integer NOT NULL'"
            database_operations=[migrations.AddField("order", "paid", models.IntegerField(null=True))],
            state_operations=[migrations.AddField("order", "paid", models.IntegerField(default=0))],
        ),
        migrations.SeparateDatabaseAndState(  # want: state-database-mismatch "'bigint'"
            database_operations=[migrations.AddField("order", "due", models.BigIntegerField(null=True))],
            state_operations=[migrations.AddField("order", "due", models.IntegerField(null=True))],
        ),
        migrations.SeparateDatabaseAndState(  # want: state-database-mismatch "table 'purchases'"
            database_operations=[migrations.AlterModelTable("order", "buys")],
            state_operations=[migrations.AlterModelTable("order", "purchases")],
        ),
        # the first step of dropping: nothing, unless INSERTs cannot leave the column out
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterField("order", "tax", models.BigIntegerField(null=True))],
            state_operations=[migrations.RemoveField("order", "vat")],
        ),
        migrations.AddField("order", "note", models.IntegerField(default=0)),
        migrations.AddField("order", "rank", models.IntegerField(default=0)),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterField("order", "note", models.IntegerField(db_default=0))],
            state_operations=[migrations.RemoveField("order", "note")],
        ),
        migrations.SeparateDatabaseAndState(  # want: state-database-mismatch "'rank', which stays NOT NULL without a default"
            database_operations=[migrations.AlterField("order", "rank", models.BigIntegerField(default=0))],
            state_operations=[migrations.RemoveField("order", "rank")],
        ),
        # another app's state takes the table
        migrations.CreateModel("Parcel", [("id", models.AutoField(primary_key=True))]),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("parcel", "post_parcel")],
            state_operations=[migrations.DeleteModel("Parcel")],
        ),
        # one half is left out on purpose, SQL is not compared
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("order", "due")]),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL("ALTER TABLE x ADD y int", migrations.RunSQL.noop)],
            state_operations=[migrations.AddField("order", "y", models.IntegerField(null=True))],
        ),
    ]
