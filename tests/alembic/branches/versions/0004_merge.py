"""Merge"""
import sqlalchemy as sa
from alembic import op

revision = "branches_4"
down_revision = ("branches_2", "branches_3")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
