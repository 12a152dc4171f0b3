# backwards: the index of this name is gone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL("CREATE INDEX by_hand ON shop_thing (a)", "DROP INDEX by_hand")],
            state_operations=[migrations.AlterField(model_name="thing", name="a", field=models.IntegerField(db_index=True))],
        ),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RenameModel("Thing", "Item"), migrations.AlterModelTable("item", "shop_thing")]),
        migrations.SeparateDatabaseAndState(database_operations=[migrations.AddField(model_name="item", name="b", field=models.IntegerField(null=True))]),
    ]
