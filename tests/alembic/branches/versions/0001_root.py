"""Root"""
import sqlalchemy as sa
from alembic import op

revision = "branches_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("root", sa.Column("id", sa.Integer()))


def downgrade():
    op.drop_table("root")
