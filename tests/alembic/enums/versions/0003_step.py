"""Step"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "enums_3"
down_revision = "enums_2"
branch_labels = None
depends_on = None


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE ticket_state ADD VALUE 'later'")


def downgrade():
    pass
