"""Create"""
import sqlalchemy as sa
from alembic import op

revision = "metadata_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    metadata = sa.MetaData()
    users = sa.Table("users", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(10), index=True))
    orders = sa.Table("orders", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("user_id", sa.ForeignKey("users.id")))
    users.create(op.get_bind(), checkfirst=False)
    orders.create(op.get_bind(), checkfirst=False)
    op.execute(sa.schema.CreateIndex(sa.Index("orders_user", orders.c.user_id)))


def downgrade():
    op.drop_table("orders")
    op.drop_table("users")
