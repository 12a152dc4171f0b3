"""x"""
from alembic import op

revision = "b1"
down_revision = None
depends_on = "a1"
branch_labels = ("one",)

def upgrade():
    pass


def downgrade():
    pass
