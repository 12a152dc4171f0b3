from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(name="Item", fields=[
            ("id", models.BigAutoField(primary_key=True)),
            ("name", models.CharField(max_length=20)),
            ("code", models.CharField(max_length=8)),
            ("size", models.IntegerField()),
            ("other", models.BigIntegerField(null=True)),
        ]),
        migrations.RunSQL(
            'ALTER TABLE "shop_item" ADD UNIQUE (name, code), ADD CONSTRAINT sizes CHECK ("size" >= 0)', migrations.RunSQL.noop,
            state_operations=[
                migrations.AlterUniqueTogether("item", {("name", "code")}),
                migrations.AlterField("item", "size", models.PositiveIntegerField()),
            ]),
        migrations.RunSQL("ALTER TABLE shop_item ADD FOREIGN KEY (other) REFERENCES shop_item (id) ON DELETE SET NULL", migrations.RunSQL.noop,
                          state_operations=[migrations.AlterField("item", "other", models.ForeignKey("shop.Item", models.CASCADE, db_column="other", null=True, db_index=False))]),
        migrations.RunSQL("""
            CREATE TABLE shop_part (
                id bigint PRIMARY KEY,
                item_id bigint NOT NULL REFERENCES shop_item (id),
                code varchar(8) NOT NULL CONSTRAINT the_code UNIQUE,
                "position" integer NOT NULL CHECK ("position" >= 0),
                CONSTRAINT by_place UNIQUE (item_id, "position")
            )""", "DROP TABLE shop_part", state_operations=[
            migrations.CreateModel(name="Part", fields=[
                ("id", models.BigIntegerField(primary_key=True)),
                ("item", models.ForeignKey("shop.Item", models.CASCADE, db_index=False)),
                ("code", models.CharField(max_length=8, unique=True)),
                ("position", models.PositiveIntegerField()),
            ], options={"unique_together": {("item", "position")}}),
        ]),
        migrations.RunSQL("CREATE UNIQUE INDEX by_size ON shop_item (size)", migrations.RunSQL.noop),
        migrations.RunSQL('ALTER TABLE shop_item ADD CONSTRAINT one_size UNIQUE USING INDEX "by_size"', migrations.RunSQL.noop,
                          state_operations=[migrations.AlterField("item", "size", models.PositiveIntegerField(unique=True))]),
    ]
