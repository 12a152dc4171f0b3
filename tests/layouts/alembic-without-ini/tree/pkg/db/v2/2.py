"""x"""
from alembic import op

revision = "p2"
down_revision = "p1"


def upgrade():
    pass


def downgrade():
    pass
