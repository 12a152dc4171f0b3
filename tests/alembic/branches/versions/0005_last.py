"""Last"""
import sqlalchemy as sa
from alembic import op

revision = "branches_5"
down_revision = "branches_4"
branch_labels = None
depends_on = None


def upgrade():
    op.drop_table("left_one")
    op.create_table("last", sa.Column("id", sa.Integer()))


def downgrade():
    op.drop_table("last")
    op.create_table("left_one", sa.Column("id", sa.Integer()))
