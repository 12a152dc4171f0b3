"""Step"""
import sqlalchemy as sa
from alembic import op

revision = "indexes_3"
down_revision = "indexes_2"
branch_labels = None
depends_on = None


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("t_concurrent", "t", ["d"], postgresql_concurrently=True)
        op.create_index("t_concurrent_unique", "t", ["d"], unique=True, postgresql_concurrently=True)


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("t_concurrent_unique", "t", postgresql_concurrently=True)
        op.drop_index("t_concurrent", postgresql_concurrently=True)
