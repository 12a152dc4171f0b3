"""Create"""
# sqlalchemy: 2.0+
import sqlalchemy as sa
from alembic import op

revision = "exists_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Integer()), sa.Column("b", sa.String(20)), sa.Column("c", sa.Text(), nullable=False), sa.Column("d", sa.DateTime()))


def downgrade():
    op.drop_table("t")
