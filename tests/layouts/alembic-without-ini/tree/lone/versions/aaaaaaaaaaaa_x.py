"""x"""
from alembic import op

revision = "aaaaaaaaaaaa"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
