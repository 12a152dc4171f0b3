"""x"""
from alembic import op

revision = "bbbbbbbbbbbb"
down_revision = "ae1027a6acf"


def upgrade():
    pass


def downgrade():
    pass
