"""Mistakes: the data is gone at commit, and old code still uses both names."""
from alembic import op
import sqlalchemy as sa

revision = "0004"
down_revision = "0003"


def upgrade():
    op.drop_column("customers", "phone")
    op.alter_column("orders", "note", new_column_name="remark")


def downgrade():
    op.alter_column("orders", "remark", new_column_name="note")
    op.add_column("customers", sa.Column("phone", sa.String(20)))
