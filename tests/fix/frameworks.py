"""Migrations of Django and Alembic that are fixed: (name, framework, the last migration, what must be found, changed files).

Used by tests/fix/run (applied, read again, judged again, replayed) and by tests/live/test_fixes (run by the frameworks).
Each is the body of a migration behind FIRST; `made` are the texts that the fixed files must hold, by file name.
"""
DJANGO_FIRST = '''from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("email", models.CharField(max_length=200, null=True)),
                ("name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("customer_number", models.BigIntegerField(null=True)),
                ("total", models.IntegerField()),
                ("note", models.CharField(max_length=50, null=True)),
            ],
            options={"indexes": [models.Index(fields=["note"], name="order_note")]},
        ),
    ]
'''

DJANGO_FORM = '''"""What this is about stays."""
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [
        %s
    ]
'''

ALEMBIC_FIRST = '''from alembic import op
import sqlalchemy as sa

revision = "0a1b2c3d4e01"
down_revision = None


def upgrade():
    op.create_table(
        "customer",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("email", sa.Text()),
        sa.Column("name", sa.Text(), nullable=False),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("customer_id", sa.BigInteger()),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(50)),
    )
    op.create_index("order_note", "orders", ["note"])
    op.create_index("order_customer", "orders", ["customer_id"])


def downgrade():
    op.drop_table("orders")
    op.drop_table("customer")
'''

ALEMBIC_FORM = '''"""What this is about stays."""
from alembic import op
import sqlalchemy as sa

revision = "0a1b2c3d4e02"
down_revision = "0a1b2c3d4e01"


def upgrade():
    %s


def downgrade():
    %s
'''

ADD_INDEX = 'migrations.AddIndex(model_name="order", index=models.Index(fields=["total"], name="order_total")),'
ADD_FIELD = 'migrations.AddField(model_name="customer", name="phone", field=models.CharField(max_length=20, null=True)),'
MORE = "\n        "

# name: (operations, rule, safe, {file: texts})
DJANGO = {
    "AddIndex by itself": (ADD_INDEX, "index-not-concurrent", True, {
        "0002_change.py": ["from django.contrib.postgres.operations import AddIndexConcurrently\n", "    atomic = False\n\n    dependencies",
                           '        AddIndexConcurrently(model_name="order", index']}),
    "AddIndex beside others": (ADD_FIELD + MORE + ADD_INDEX, "index-not-concurrent", False, {
        "0002_change.py": ["AddField"], "0003_create_index_order_total.py": ["atomic = False", "AddIndexConcurrently", "0002_change"]}),
    "RemoveIndex by itself": ('migrations.RemoveIndex(model_name="order", name="order_note"),', "drop-index-not-concurrent", True, {
        "0002_change.py": ["RemoveIndexConcurrently(", "atomic = False"]}),
    "AddIndexConcurrently in a transaction": (
        'AddIndexConcurrently(model_name="order", index=models.Index(fields=["total"], name="order_total")),',
        "not-allowed-in-transaction", True, {"0002_change.py": ["atomic = False"]}),
    "AddConstraint of a CHECK": (
        '''migrations.AddConstraint(
            model_name="order",  # all of them
            constraint=models.CheckConstraint(CONDITION=models.Q(total__gte=0), name="order_total_positive"),
        ),''', "check-scan", False, {
            "0002_change.py": ["        AddConstraintNotValid(\n            model_name=\"order\",  # all of them\n"],
            "0003_validate_order_total_positive.py": ['ValidateConstraint(model_name="order", name="order_total_positive")']}),
    "AddConstraint of a UNIQUE": (
        'migrations.AddConstraint(model_name="order", constraint=models.UniqueConstraint(fields=["total", "note"], name="order_uniq")),',
        "unique-without-index", False, {
            "0003_create_index_order_uniq.py": ["atomic = False", "CREATE UNIQUE INDEX CONCURRENTLY order_uniq"],
            "0004_finish_order_uniq.py": ["UNIQUE USING INDEX order_uniq"]}),
    "AlterField to NOT NULL": (
        'migrations.AlterField(model_name="customer", name="email", field=models.CharField(max_length=200)),',
        "set-not-null-scan", False, {
            "0002_change.py": ["models.Q(email__isnull=False)"],
            "0003_validate_shop_customer_email.py": ["ValidateConstraint"],
            "0004_set_not_null_shop_customer_email.py": ["migrations.AlterField", "migrations.RemoveConstraint"]}),
    "AlterField with an index": (
        'migrations.AlterField(model_name="customer", name="name", field=models.CharField(max_length=200, db_index=True)),',
        "index-not-concurrent", False, {"0002_change.py": ["db_index=False"]}),
    "AlterField to a foreign key": (
        '''migrations.AlterField(
            model_name="order",
            name="customer_number",
            field=models.ForeignKey("shop.customer", models.CASCADE, db_column="customer_number", db_index=False, null=True),
        ),''', "foreign-key-scan", False, {
            "0002_change.py": ["db_constraint=False", "NOT VALID", "state_operations"]}),
    "lock_timeout": (
        'migrations.AddField(model_name="order", name="extra", field=models.IntegerField(null=True)),', "missing-lock-timeout", False, {
            "0002_change.py": ["        migrations.RunSQL(\"SET LOCAL lock_timeout = '2s'\", reverse_sql=migrations.RunSQL.noop),\n        migrations.AddField"]}),
    "two at once": (
        ADD_INDEX + MORE + 'migrations.RemoveIndex(model_name="order", name="order_note"),' + MORE + ADD_FIELD,
        "drop-index-not-concurrent", False, {}),
}

ALEMBIC = {
    "create_index by itself": ('op.create_index("order_total", "orders", ["total"])', 'op.drop_index("order_total")',
                               "index-not-concurrent", True, {
        "0a1b2c3d4e02_change.py": ['    with op.get_context().autocommit_block():\n        op.create_index("order_total", "orders", ["total"], '
                                   'postgresql_concurrently=True)\n']}),
    "create_index beside others": (
        'op.add_column("customer", sa.Column("phone", sa.Text()))\n    op.create_index("order_total", "orders", ["total"], unique=False,)',
        'op.drop_index("order_total")\n    op.drop_column("customer", "phone")', "index-not-concurrent", False, {
            "0a1b2c3d4e02_change.py": ['def downgrade():\n    op.drop_column("customer", "phone")\n']}),
    "drop_index by itself": ('op.drop_index("order_note", table_name="orders")', 'op.create_index("order_note", "orders", ["note"])',
                             "drop-index-not-concurrent", True, {"0a1b2c3d4e02_change.py": ["postgresql_concurrently=True"]}),
    "all of it moves": (
        'op.drop_index("order_note", table_name="orders")\n    op.drop_index("order_customer", table_name="orders")',
        'op.create_index("order_customer", "orders", ["customer_id"])\n    op.create_index("order_note", "orders", ["note"])',
        "drop-index-not-concurrent", False, {"0a1b2c3d4e02_change.py": ["def upgrade():\n    pass\n\n"]}),
    "NOT NULL, whose way back is another": (
        'op.alter_column("customer", "email", nullable=False)',
        'op.drop_column("customer", "email")', "set-not-null-scan", False, {
            "0a1b2c3d4e02_change.py": ['def downgrade():\n    op.drop_column("customer", "email")\n']}),
    "create_check_constraint": ('op.create_check_constraint(\n        "order_total_positive",\n        "orders",\n        "total >= 0",\n    )',
                                'op.drop_constraint("order_total_positive", "orders")', "check-scan", False, {
        "0a1b2c3d4e02_change.py": ['        "total >= 0",\n        postgresql_not_valid=True,\n    )']}),
    "create_foreign_key": ('op.create_foreign_key("order_customer_fk", "orders", "customer", ["customer_id"], ["id"])',
                           'op.drop_constraint("order_customer_fk", "orders")', "foreign-key-scan", False, {
        "0a1b2c3d4e02_change.py": ["postgresql_not_valid=True"]}),
    "create_foreign_key in a batch": (
        'with op.batch_alter_table("orders") as batch_op:\n'
        '        batch_op.create_foreign_key("order_customer_fk", "customer", ["customer_id"], ["id"])',
        'op.drop_constraint("order_customer_fk", "orders")', "foreign-key-scan", False, {
            "0a1b2c3d4e02_change.py": ["postgresql_not_valid=True"]}),
    "create_unique_constraint": ('op.create_unique_constraint("order_uniq", "orders", ["total", "note"])',
                                 'op.drop_constraint("order_uniq", "orders")', "unique-without-index", False, {}),
    "lock_timeout": ('op.add_column("orders", sa.Column("extra", sa.Integer()))',
                     'op.drop_column("orders", "extra")', "missing-lock-timeout", False, {
        "0a1b2c3d4e02_change.py": ["    op.execute(\"SET LOCAL lock_timeout = '2s'\")\n    op.add_column"]}),
    "alter_column to NOT NULL": ('op.alter_column("customer", "email", existing_type=sa.Text(), nullable=False)',
                                 'op.alter_column("customer", "email", existing_type=sa.Text(), nullable=True)',
                                 "set-not-null-scan", False, {
        "0a1b2c3d4e02_change.py": ['op.create_check_constraint("email_not_null", "customer", "email IS NOT NULL", postgresql_not_valid=True)']}),
}


def django_files(operations, version):
    text = DJANGO_FORM % operations.replace("CONDITION", "condition" if version >= "5.1" else "check")
    if "AddIndexConcurrently" in operations:
        text = text.replace("from django.db", "from django.contrib.postgres.operations import AddIndexConcurrently\nfrom django.db", 1)
    return {"shop/__init__.py": "", "shop/migrations/__init__.py": "", "shop/migrations/0001_initial.py": DJANGO_FIRST,
            "shop/migrations/0002_change.py": text}


def alembic_files(up, down):
    return {"alembic.ini": "[alembic]\nscript_location = tree\n", "tree/env.py": "", "tree/versions/0a1b2c3d4e01_first.py": ALEMBIC_FIRST,
            "tree/versions/0a1b2c3d4e02_change.py": ALEMBIC_FORM % (up, down)}


def config(rule):
    """Rules that are off by themselves."""
    return "rules: {missing-lock-timeout: warning}\n" if rule == "missing-lock-timeout" else "rules: {fk-without-index: off}\n"


def cases(version="6.0"):
    """(name, framework, files, rule, safe, made); the version is Django's."""
    for name, (operations, rule, safe, made) in DJANGO.items():
        yield f"Django, {name}", "django", django_files(operations, version), rule, safe, made
    for name, (up, down, rule, safe, made) in ALEMBIC.items():
        yield f"Alembic, {name}", "alembic", alembic_files(up, down), rule, safe, made
