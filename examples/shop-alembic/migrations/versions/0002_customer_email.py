"""Mistakes: a required column that running code does not fill; an index that blocks writes."""
from alembic import op
import sqlalchemy as sa

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("customers", sa.Column("email", sa.Text(), nullable=False))
    op.create_index("customers_email_idx", "customers", ["email"], unique=True)


def downgrade():
    op.drop_index("customers_email_idx")
    op.drop_column("customers", "email")
