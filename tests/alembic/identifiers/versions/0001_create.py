"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "identifiers_1"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    op.execute(sa.schema.CreateSchema("My Schema"))
    op.create_table("Order Items", sa.Column("ID", sa.Integer(), primary_key=True), sa.Column("group", sa.Integer()), sa.Column("1st", sa.Integer()), sa.Column('quo"te', sa.Integer()), sa.Column("naïve", sa.Integer()), sa.Column("$x", sa.Integer()), sa.Column("x$y", sa.Integer()), sa.Column("end", sa.Integer(), index=True), schema="My Schema")
    op.create_table("user", sa.Column("id", sa.Integer(), sa.ForeignKey("My Schema.Order Items.ID"), primary_key=True))
    op.create_index("Mixed", "user", ["id"])
    op.create_unique_constraint("table", "Order Items", ["group", "1st"], schema="My Schema")
    op.create_check_constraint("check", "user", '"id" > 0')
    op.rename_table("user", "Users")
    op.alter_column("Order Items", "end", new_column_name="End", schema="My Schema")
    op.create_index(op.f("ix_%s" % ("very_" * 14)), "Users", ["id"]) if False else None
    op.execute(sa.schema.CreateSequence(sa.Sequence("Counter", schema="My Schema")))
    op.add_column("Users", sa.Column("n", sa.Integer(), server_default=sa.Sequence("Counter", schema="My Schema").next_value()))


def downgrade():
    op.drop_column("Users", "n")
    op.rename_table("Users", "user")
    op.drop_constraint("check", "user")
    op.drop_index("Mixed", table_name="user")
    op.drop_table("user")
    op.drop_index("ix_My Schema_Order Items_end", table_name="Order Items", schema="My Schema")
    op.execute(sa.schema.DropSequence(sa.Sequence("Counter", schema="My Schema")))
    op.drop_table("Order Items", schema="My Schema")
    op.execute(sa.schema.DropSchema("My Schema", cascade=True))
