"""Left"""
import sqlalchemy as sa
from alembic import op

revision = "branches_2"
down_revision = "branches_1"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("left_one", sa.Column("id", sa.Integer()))


def downgrade():
    op.drop_table("left_one")
