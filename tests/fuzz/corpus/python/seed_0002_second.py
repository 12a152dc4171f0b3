revision = 'b2'
down_revision = 'b1'
from alembic import op
import sqlalchemy as sa


from . import shared_sql
from .shared_sql import DROP as DROPPED

SHARED = "from second"


def upgrade():
    op.execute(shared_sql.DROP)
    op.execute(DROPPED)


def downgrade():
    pass
