"""x"""
from alembic import op

revision = "ccc"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
