from alembic import op
import sqlalchemy as sa


def create(table, *columns):
    op.create_table(table, sa.Column("id", sa.BigInteger()), *columns)
    nested(table)


def nested(table):
    op.create_index("ix_" + table, table, ["id"])


class Money(sa.types.TypeDecorator):
    impl = sa.Numeric
