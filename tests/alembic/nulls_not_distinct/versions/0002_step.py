"""Step"""
# sqlalchemy: 2.0+
import sqlalchemy as sa
from alembic import op

revision = "nulls_not_distinct_2"
down_revision = "nulls_not_distinct_1"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("t_a", "t", ["a"], unique=True, postgresql_nulls_not_distinct=True)
    op.create_unique_constraint("t_b", "t", ["b"], postgresql_nulls_not_distinct=True)


def downgrade():
    op.drop_constraint("t_b", "t")
    op.drop_index("t_a")
