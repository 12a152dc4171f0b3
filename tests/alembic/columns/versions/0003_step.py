"""Step"""
import sqlalchemy as sa
from alembic import op

revision = "columns_3"
down_revision = "columns_2"
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column("t", "a", nullable=False)
    op.alter_column("t", "a", existing_type=sa.Integer(), nullable=True)
    op.alter_column("t", "a", type_=sa.BigInteger())
    op.alter_column("t", "a", server_default="5")
    op.alter_column("t", "a", server_default=None, existing_server_default="5")
    op.alter_column("t", "a", server_default=sa.text("1 + 1"))
    op.alter_column("t", "b", new_column_name="bee")
    op.alter_column("t", "bee", existing_type=sa.String(20), type_=sa.Text(), existing_nullable=True, nullable=False, server_default="x", new_column_name="b", comment="bee")
    op.alter_column("t", "b", comment=None, existing_comment="bee")
    op.alter_column("t", "c", type_=sa.Integer(), postgresql_using="c::integer")
    op.alter_column("t", "d", type_=sa.DateTime(timezone=True), existing_type=sa.DateTime(), existing_nullable=True, postgresql_using="d AT TIME ZONE 'UTC'")
    op.alter_column("t", "d", server_default=sa.func.now())
    op.alter_column("t", "a", server_default=None)
    op.alter_column("t", "a", nullable=False, server_default=sa.Identity(always=True), existing_server_default=None)
    op.alter_column("t", "a", server_default=sa.Identity(start=5), existing_server_default=sa.Identity(always=True))
    op.alter_column("t", "a", server_default=None, existing_server_default=sa.Identity(start=5))
    op.alter_column("t", "a", autoincrement=True, existing_type=sa.Integer())


def downgrade():
    op.alter_column("t", "d", server_default=None, type_=sa.DateTime())
    op.alter_column("t", "c", type_=sa.Text())
    op.alter_column("t", "b", type_=sa.String(20), nullable=True, server_default=None)
    op.alter_column("t", "a", type_=sa.Integer(), nullable=True)
