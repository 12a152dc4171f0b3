"""x"""
from alembic import op

revision = "1a1b2c3d4e5f"
down_revision = "0a1b2c3d4e5f"


def upgrade():
    pass


def downgrade():
    pass
