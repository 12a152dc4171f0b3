"""Step"""
# sqlalchemy: 2.0+
import sqlalchemy as sa
from alembic import op

revision = "exists_2"
down_revision = "exists_1"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer()), if_not_exists=True)
    op.create_index("t_a", "t", ["a"], if_not_exists=True)
    op.add_column("t", sa.Column("a", sa.Integer()), if_not_exists=True)
    op.drop_column("t", "zzz", if_exists=True)
    op.drop_constraint("nothing", "t", if_exists=True)
    op.drop_table("nothing", if_exists=True)


def downgrade():
    op.drop_index("t_a", if_exists=True)
