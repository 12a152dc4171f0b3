"""x"""
from alembic import op

revision = "ae1027a6acf"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
