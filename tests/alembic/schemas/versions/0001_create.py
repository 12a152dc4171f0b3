"""Create"""
import sqlalchemy as sa
from alembic import op

revision = "schemas_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE SCHEMA other")
    op.execute(sa.schema.CreateSchema("third"))
    op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("e", sa.Enum("a", name="letters", schema="other")), schema="other")
    op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("user_id", sa.Integer(), sa.ForeignKey("other.users.id")), schema="other")
    op.add_column("users", sa.Column("x", sa.Integer()), schema="other")
    op.create_index("users_x", "users", ["x"], schema="other")
    op.create_index(op.f("ix_other_orders_user_id"), "orders", ["user_id"], unique=False, schema="other")
    op.alter_column("users", "x", nullable=False, existing_type=sa.Integer(), schema="other")
    op.create_unique_constraint("users_x_unique", "users", ["x"], schema="other")
    op.create_foreign_key("users_self", "users", "users", ["x"], ["id"], source_schema="other", referent_schema="other")
    op.rename_table("orders", "purchases", schema="other")


def downgrade():
    op.rename_table("purchases", "orders", schema="other")
    op.drop_constraint("users_self", "users", type_="foreignkey", schema="other")
    op.drop_constraint("users_x_unique", "users", schema="other")
    op.drop_index("ix_other_orders_user_id", table_name="orders", schema="other")
    op.drop_index("users_x", "users", schema="other")
    op.drop_column("users", "x", schema="other")
    op.drop_table("orders", schema="other")
    op.drop_table("users", schema="other")
    op.execute(sa.schema.DropSchema("third"))
    op.execute("DROP SCHEMA other CASCADE")
