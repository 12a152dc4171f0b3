"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "add_column_1"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    op.create_table("r", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("code", sa.String(5), unique=True))
    op.create_table("t", sa.Column("x", sa.Integer()))
    op.create_table("v", sa.Column("x", sa.Integer()))


def downgrade():
    op.drop_table("v")
    op.drop_table("t")
    op.drop_table("r")
