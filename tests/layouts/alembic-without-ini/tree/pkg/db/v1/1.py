"""x"""
from alembic import op

revision = "p1"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
