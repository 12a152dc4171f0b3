"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "batches_1"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Integer()), sa.Column("b", sa.String(20)), sa.Column("r", postgresql.INT4RANGE()))
    op.create_table("u", sa.Column("id", sa.Integer()), sa.Column("x", sa.Integer(), nullable=False))


def downgrade():
    op.drop_table("u")
    op.drop_table("t")
