"""Transactions within revisions, and conditions on how they run."""
import sqlalchemy as sa
from alembic import context, op

revision = "autocommit_1"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer))
    with op.get_context().autocommit_block():
        op.create_index("t_a", "t", ["a"], postgresql_concurrently=True)
    op.add_column("t", sa.Column("b", sa.Integer))
    if context.is_offline_mode() or op.get_context().as_sql:
        op.add_column("t", sa.Column("never", sa.Integer))
    if op.get_context().dialect.name != "mysql" and op.get_context().impl.dialect.name.startswith("postgres"):
        with op.batch_alter_table("t") as batch_op:
            batch_op.add_column(sa.Column("c", sa.Integer))
            op.execute("COMMENT ON TABLE t IS 'sent before the batch'")
            batch_op.create_unique_constraint("t_c", ["c"])


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("t_a", table_name="t", postgresql_concurrently=True)
    op.drop_table("t")
