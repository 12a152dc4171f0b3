"""Right"""
import sqlalchemy as sa
from alembic import op

revision = "branches_3"
down_revision = "branches_1"
branch_labels = ("right",)
depends_on = "branches_2"


def upgrade():
    op.create_table("right_one", sa.Column("id", sa.Integer()))


def downgrade():
    op.drop_table("right_one")
