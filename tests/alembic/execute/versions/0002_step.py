"""Step"""
import sqlalchemy as sa
from alembic import op

revision = "execute_2"
down_revision = "execute_1"
branch_labels = None
depends_on = None

TABLE = "t"


def upgrade():
    op.execute("ALTER TABLE t ADD COLUMN x integer; ALTER TABLE t ADD COLUMN y integer")
    op.execute(sa.text("UPDATE t SET x = 1 WHERE b LIKE 'a%'"))
    op.execute(sa.text("UPDATE t SET x = 2 WHERE b = '\\:not'"))
    op.get_bind().execute(sa.text("CREATE VIEW v AS SELECT id FROM t"))
    connection = op.get_bind()
    connection.exec_driver_sql("COMMENT ON TABLE t IS 'tee'")
    for column in ("p", "q"):
        op.execute(f"ALTER TABLE t ADD COLUMN {column} integer")
    op.execute("ALTER TABLE %s DROP COLUMN %s" % ("t", "q"))
    op.execute("INSERT INTO {table} (c) VALUES ('x')".format(table=TABLE))
    op.execute('''
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RETURN NEW;  -- it's
        END;
        $$
    ''')


def downgrade():
    op.execute("DROP FUNCTION f()")
    op.execute("DROP VIEW v")
    for column in ("p", "y", "x"):
        op.drop_column("t", column)
