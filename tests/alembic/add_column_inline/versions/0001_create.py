# sqlalchemy: 2.0+
"""Create"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "add_column_inline_1"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    op.create_table("r", sa.Column("id", sa.Integer(), primary_key=True), if_not_exists=True)
    op.create_table("r", sa.Column("id", sa.Integer(), primary_key=True), if_not_exists=True)
    op.create_table("t", sa.Column("x", sa.Integer()))
    op.add_column("t", sa.Column("r_id", sa.Integer(), sa.ForeignKey("r.id", ondelete="CASCADE", deferrable=True)), inline_references=True)
    op.add_column("t", sa.Column("id", sa.Integer(), primary_key=True), inline_primary_key=True)
    op.add_column("t", sa.Column("x", sa.Integer()), if_not_exists=True)
    op.add_column("t", sa.Column("empty", sa.Integer(), comment=""))
    op.create_index("t_x", "t", ["x"], if_not_exists=True)
    op.create_table_comment("t", "comment")
    op.create_table_comment("t", None)


def downgrade():
    op.drop_index("t_x", "t", if_exists=True)
    op.drop_index("t_x", if_exists=True, postgresql_concurrently=False)
    op.drop_column("t", "x", if_exists=True)
    op.drop_constraint("nothing", "t", if_exists=True)
    op.drop_table("t", if_exists=True)
    op.drop_table("r")
