"""Mistakes: a rewrite of the whole table; a foreign key that is checked at once; a view in the way."""
from alembic import op
import sqlalchemy as sa

revision = "0003"
down_revision = "0002"


def upgrade():
    op.create_table(
        "coupons",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("code", sa.Text(), nullable=False, unique=True),
    )
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("coupon_id", sa.BigInteger()))
        orders.create_foreign_key("orders_coupon_fk", "coupons", ["coupon_id"], ["id"], ondelete="SET NULL")
    op.alter_column("products", "price", type_=sa.Numeric(12, 4), existing_nullable=False)
    op.alter_column("orders", "total", type_=sa.Numeric(12, 2))


def downgrade():
    op.alter_column("orders", "total", type_=sa.Numeric(10, 2))
    op.alter_column("products", "price", type_=sa.Numeric(10, 2), existing_nullable=False)
    op.drop_column("orders", "coupon_id")
    op.drop_table("coupons")
